import { inspect } from 'node:util';
import { Redis } from 'iovalkey';
import * as redis4 from 'redis4';
import * as redis5 from 'redis5';
import * as redis6 from 'redis6';
import { type Command, commandsOf, type Major } from '../../../src/wrapper/promise/commands/table.js';

/** One call of a method, after some commands that make its world. */
export interface Case {
  readonly method: string;
  readonly args: readonly unknown[];
  /** Commands by their words; as a string: `SET a 1; HSET h f v`. */
  readonly given: string | readonly (readonly (string | Buffer)[])[];
  /** The majors that have the method so; absent: all. */
  readonly majors?: readonly Major[];
  /** What of a reply can be compared: times, ids and random picks cannot. */
  readonly sees?: (reply: unknown) => unknown;
  /** `given` speaks of the connection itself (CLIENT TRACKING …) and is sent on it. */
  readonly onConnection?: boolean;
}

export type Options = Pick<Case, 'majors' | 'sees' | 'onConnection'>;

export function call(
  method: string,
  args: readonly unknown[],
  given: Case['given'] = '',
  options?: Options,
): Case {
  return { method, args, given, ...options };
}

/** A way to make the calls of one major: the original package, or our table on iovalkey. */
export interface Caller {
  call(method: string, args: readonly unknown[], buffers: boolean): Promise<unknown>;
  /** Sends a command on the connection of the calls. */
  send(words: readonly (string | Buffer)[]): Promise<unknown>;
  end(): Promise<void>;
}

const BLOB_STRING = redis5.RESP_TYPES.BLOB_STRING;
type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The original package. */
export async function original(major: Major, port: number): Promise<Caller> {
  const url = `redis://127.0.0.1:${port}`;
  if (major === 4) {
    const client = redis4.createClient({ url });
    client.on('error', () => {});
    await client.connect();
    const buffers = redis4.commandOptions({ returnBuffers: true });
    return {
      call: async (method, args, asBuffers) =>
        methodOf(client, method)(...(asBuffers ? [buffers, ...args] : args)),
      send: (words) => client.sendCommand([...words]),
      end: () => client.disconnect(),
    };
  }
  const client = major === 5 ? redis5.createClient({ url }) : redis6.createClient({ url });
  client.on('error', () => {});
  await client.connect();
  const mapped = client.withTypeMapping({ [BLOB_STRING]: Buffer });
  return {
    call: async (method, args, asBuffers) => methodOf(asBuffers ? mapped : client, method)(...args),
    send: (words) => client.sendCommand([...words]),
    end: async () => client.destroy(),
  };
}

/** Our table. */
export async function table(major: Major, port: number): Promise<Caller> {
  const redis = new Redis({ host: '127.0.0.1', port, lazyConnect: true });
  redis.on('error', () => {});
  await redis.connect();
  const rows = new Map(commandsOf(major).map((row): [string, Command] => [row.name, row]));
  return {
    async call(method, args, asBuffers) {
      const row = rows.get(method);
      if (!row) throw new Error(`no row for ${method} of major ${major}`);
      const [first = '', ...rest] = row.arguments(args, major);
      const name = first.toString();
      const raw = asBuffers ? await redis.callBuffer(name, rest) : await redis.call(name, rest);
      return row.reply ? row.reply(raw, major, [name, ...rest]) : raw;
    },
    send: ([first = '', ...rest]) => redis.call(first.toString(), [...rest]),
    end: async () => redis.disconnect(),
  };
}

function methodOf(client: object, name: string): Method {
  const method = (client as Record<string, Method | undefined>)[name];
  if (!method) throw new Error(`the original has no ${name}`);
  return method.bind(client);
}

/** A value as text that shows types, prototypes and the order of keys. */
export function print(value: unknown): string {
  return inspect(value, {
    depth: null,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: 100,
    sorted: false,
  });
}

/** What a call comes to: its reply, or its error. */
export async function outcome(
  caller: Caller,
  { method, args, sees = (reply) => reply }: Case,
  buffers: boolean,
): Promise<string> {
  try {
    return print(sees(await caller.call(method, args, buffers)));
  } catch (error) {
    // Reply errors have a class of their own in every package: the runtime's matter. The others are the tables'.
    const name = error instanceof TypeError ? 'TypeError' : 'Error';
    return `${name}: ${(error as Error).message}`;
  }
}

/** The commands of `given`. */
export function commandsIn(given: Case['given']): readonly (readonly (string | Buffer)[])[] {
  if (typeof given !== 'string') return given;
  return given
    .split(';')
    .map((line) => line.trim().split(/ +/))
    .filter(([name]) => name !== '');
}

/** A case's name. */
export function show({ method, args }: Case): string {
  return `${method}(${inspect(args, { breakLength: Number.POSITIVE_INFINITY }).slice(1, -1).trim()})`;
}
