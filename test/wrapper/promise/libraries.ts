import * as original4 from 'redis4';
import * as original5 from 'redis5';
import * as original6 from 'redis6';
import * as module4 from '../../../src/wrapper/redis4.js';
import * as module5 from '../../../src/wrapper/redis5.js';
import * as module6 from '../../../src/wrapper/redis6.js';

export type Major = 4 | 5 | 6;

/** What the cases use of a client: the type of major 5, and what only major 4 has. */
export type Client = {
  duplicate(options?: object): Client;
  connect(): Promise<Client>;
} & module5.RedisClientType &
  Pick<module4.RedisClientType, 'executeIsolated' | 'v4'>;

export interface Library {
  readonly major: Major;
  createClient(options?: object): Client;
  commandOptions(options: object): never;
  defineScript<S extends object>(script: S): S & { SHA1: string };
  readonly RESP_TYPES: { readonly BLOB_STRING: number };
}

/** The cases call members of three majors by name: one loose type for all of them, here and nowhere else. */
const loose = (library: object, major: Major): Library =>
  Object.assign({ major }, library) as unknown as Library;

export const originals: Readonly<Record<Major, Library>> = {
  4: loose(original4, 4),
  5: loose(original5, 5),
  6: loose(original6, 6),
};

export const modules: Readonly<Record<Major, Library>> = {
  4: loose(module4, 4),
  5: loose(module5, 5),
  6: loose(module6, 6),
};

export const MAJORS: readonly Major[] = [4, 5, 6];

/** An outcome as text, errors with their class: what is compared. */
export async function outcome(run: () => unknown): Promise<string> {
  try {
    return `= ${show(await run())}`;
  } catch (error) {
    return `! ${show(error)}`;
  }
}

export function show(value: unknown): string {
  if (value instanceof Error) {
    const parts: object = {
      replies: Reflect.get(value, 'replies'),
      indexes: Reflect.get(value, 'errorIndexes'),
    };
    return `${value.constructor.name}: ${value.message}${Reflect.has(value, 'replies') ? show(parts) : ''}`;
  }
  return (
    JSON.stringify(value, (_, part: unknown) => (part instanceof Error ? show(part) : part)) ?? 'undefined'
  );
}

/** Calls a member by its name: scripts, functions, callbacks, aliases. */
export function call(target: object, name: string, ...args: unknown[]): unknown {
  const member: unknown = Reflect.get(target, name);
  if (typeof member !== 'function') throw new TypeError(`${name} is not a function`);
  return member.apply(target, args);
}

/** The events of a client in their order. */
export function listen(client: Client, log: string[] = []): string[] {
  for (const event of ['connect', 'ready', 'reconnecting', 'end']) client.on(event, () => log.push(event));
  for (const event of ['error', 'terminated']) {
    client.on(event, (error: unknown) => log.push(`${event} ${show(error)}`));
  }
  return log;
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Waits until something holds; fails the test that waits too long by its own time limit. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}
