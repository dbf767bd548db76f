/** What the differential tests compare: node-redis as published, and the module that takes its place. */
import { createRequire } from 'node:module';
import type redis from '../../../src/wrapper/redis3.js';

export type Redis = typeof redis;
export type Client = ReturnType<Redis['createClient']>;

const require = createRequire(import.meta.url);

/** The package under the alias of its major; it has no types of its own, and the module's are compared elsewhere. */
export function original(major: 2 | 3): Redis {
  return require(`redis${major}`);
}

/** A value as tests compare it: errors with all that programs read of them, Buffers marked, functions left out. */
export function show(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `Buffer ${value.toString('latin1')}`;
  if (Array.isArray(value)) return value.map(show);
  if (value instanceof Error) {
    const { name, message } = value;
    // The module does not list the arguments of AUTH, where a log would show the password; they are there.
    const own = Object.getOwnPropertyDescriptor(value, 'args');
    return {
      name,
      message,
      ...(own && { args: show(own.value) }),
      ...Object.fromEntries(Object.entries(value).map(showEntry)),
    };
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(showEntry));
  }
  return value;
}

function showEntry([key, value]: [string, unknown]): [string, unknown] {
  return [key, show(value)];
}

export function once(client: Client, event: string): Promise<unknown[]> {
  return new Promise((resolve) => client.once(event, (...given: unknown[]) => resolve(given)));
}

/** Calls a method with a callback at the end; gives what the callback got. */
export function call(client: object, method: string, ...given: unknown[]): Promise<unknown> {
  return new Promise((resolve) => {
    const own: unknown = Reflect.get(client, method);
    if (typeof own !== 'function') throw new TypeError(`no method ${method}`);
    Reflect.apply(own, client, [
      ...given,
      (error: unknown, reply: unknown) => resolve(error ? { failed: show(error) } : show(reply)),
    ]);
  });
}

/** Notes events as they come. */
export function record(client: Client, events: readonly string[], log: unknown[]): void {
  for (const event of events)
    client.on(event, (...given: unknown[]) => log.push([event, ...given.map(show)]));
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ports of servers that a scenario starts differ from run to run. */
export function mask(transcript: unknown): unknown {
  return JSON.parse(JSON.stringify(transcript ?? null).replaceAll(/127\.0\.0\.1:\d{4,5}/g, '127.0.0.1:port'));
}
