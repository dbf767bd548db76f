import { createRequire } from 'node:module';
import { Cluster, Redis } from '../../../src/wrapper/ioredis.js';
import { Redis as Redis4 } from '../../../src/wrapper/ioredis4.js';
import { classesOf } from '../../../src/wrapper/ioredis/classes.js';

/** What the tests use of a client, whichever package it comes from. */
export interface Client {
  readonly status: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly constructor: { readonly name: string };
  on(event: string, listener: (...given: never[]) => void): unknown;
  once(event: string, listener: (...given: never[]) => void): unknown;
  disconnect(reconnect?: boolean): void;
  duplicate(override?: object): Client;
}

export type ClientClass = new (...given: unknown[]) => Client;

/** A major of ioredis: the package itself, and the module that answers as it. */
export interface Major {
  readonly major: 4 | 5 | 6;
  readonly Original: ClientClass;
  readonly Ours: ClientClass;
}

// The classes of the packages have private members, so that only the part that all share can be written as a type.
const load = (name: string): ClientClass => createRequire(import.meta.url)(name);
const asClass = (given: unknown): ClientClass => given as ClientClass;

export const MAJORS: readonly Major[] = [
  { major: 4, Original: load('ioredis4'), Ours: asClass(Redis4) },
  { major: 5, Original: load('ioredis5'), Ours: asClass(Redis) },
  { major: 6, Original: load('ioredis6'), Ours: asClass(classesOf(6).Redis) },
];

export { Cluster };

/** Calls a method by its name and gives what came of it, with errors as data. */
export async function outcomeOf(target: object, method: string, ...given: unknown[]): Promise<unknown> {
  try {
    const called: unknown = Reflect.get(target, method);
    if (typeof called !== 'function') return { missing: method };
    return { reply: await Reflect.apply(called, target, given) };
  } catch (error) {
    return { error: describeError(error) };
  }
}

/** Name, message and what ioredis puts on its errors. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message } = error;
  return { name, message, ...('command' in error && { command: error.command }) };
}

/** All that a call gives: promise, callback, Buffers. */
export function words(line: string): { readonly method: string; readonly given: readonly string[] } {
  const [method = '', ...given] = line.trim().split(/\s+/);
  return { method, given: given.map((word) => (word === '""' ? '' : word)) };
}
