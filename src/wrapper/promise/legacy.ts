import type { EventEmitter } from 'events';
import type { Command, Major, Word } from './commands/row.js';
import { commandsOf } from './commands/table.js';
import type { Core, Queued } from './core.js';
import type { Read } from './replies.js';
import { readRaw } from './replies.js';

export type LegacyCallback = (error: unknown, reply?: unknown) => void;

/** Arguments of node-redis 3: lists are flattened, numbers and dates printed, the last function is the callback. */
export function takeCallback(args: readonly unknown[]): {
  words: Word[];
  callback: LegacyCallback | undefined;
} {
  const last = args[args.length - 1];
  const callback = typeof last === 'function' ? (last as LegacyCallback) : undefined;
  return { words: flatten(callback ? args.slice(0, -1) : args), callback };
}

export function flatten(args: readonly unknown[]): Word[] {
  const words: Word[] = [];
  for (const arg of args) {
    if (Array.isArray(arg)) words.push(...flatten(arg));
    // Anything else that is no word is refused when the command is sent.
    else words.push(typeof arg === 'number' || arg instanceof Date ? arg.toString() : (arg as Word));
  }
  return words;
}

/** Gives a reply to a callback, or an error that nobody takes to `error`. */
export function answer(
  promise: Promise<unknown>,
  callback: LegacyCallback | undefined,
  client: EventEmitter,
): void {
  if (!callback) {
    promise.catch((error: unknown) => client.emit('error', error));
    return;
  }
  promise.then((reply) => callback(null, reply)).catch((error: unknown) => callback(error));
}

/** The callback interface reads no reply but that of HGETALL, which is an object. */
export function readLegacy(command: Command, words: readonly Word[], major: Major): Read | undefined {
  const { reply } = command;
  return reply && command.name === 'hGetAll' ? (raw) => reply(raw, major, words) : undefined;
}

/** `client.legacy()` of majors 5 and 6. */
export class LegacyClient {
  protected readonly client: EventEmitter;
  protected readonly core: Core;

  constructor(client: EventEmitter, core: Core) {
    this.client = client;
    this.core = core;
    for (const command of commandsOf(core.major)) {
      for (const name of [command.name, command.upper]) {
        if (!(name in this))
          Reflect.set(this, name, (...args: unknown[]) => this.execute(command, name, args));
      }
    }
  }

  sendCommand(...args: unknown[]): void {
    const { words, callback } = takeCallback(args);
    this.send(words, callback, readRaw(words, this.core.major, this.core.settings));
  }

  multi(): LegacyMulti {
    return new LegacyMulti(this.client, this.core);
  }

  quit(callback?: LegacyCallback): void {
    const quit: unknown = Reflect.get(this.client, 'quit');
    if (typeof quit === 'function') answer(quit.call(this.client), callback, this.client);
  }

  private execute(command: Command, name: string, args: readonly unknown[]): void {
    const { words, callback } = takeCallback([name, ...args]);
    const { major, settings } = this.core;
    this.send(words, callback, readLegacy(command, words, major) ?? readRaw(words, major, settings));
  }

  private send(words: readonly Word[], callback: LegacyCallback | undefined, read: Read | undefined): void {
    answer(this.core.submit(words, undefined, read), callback, this.client);
  }
}

/** `client.legacy().multi()`. */
export class LegacyMulti {
  private readonly client: EventEmitter;
  private readonly core: Core;
  private readonly queue: Queued[] = [];

  constructor(client: EventEmitter, core: Core) {
    this.client = client;
    this.core = core;
    for (const command of commandsOf(core.major)) {
      for (const name of [command.name, command.upper]) {
        if (!(name in this))
          Reflect.set(this, name, (...args: unknown[]) => this.execute(command, name, args));
      }
    }
  }

  sendCommand(...args: unknown[]): this {
    const words = flatten(args);
    this.queue.push({ words, read: readRaw(words, this.core.major, this.core.settings) });
    return this;
  }

  exec(callback?: LegacyCallback): void {
    const replies = this.core
      .transaction(this.queue)
      .then((raw) => raw.map((reply, i) => this.readAt(reply, i)));
    answer(replies, callback, this.client);
  }

  private execute(command: Command, name: string, args: readonly unknown[]): this {
    const words = flatten([name, ...args]);
    const { major, settings } = this.core;
    this.queue.push({ words, read: readLegacy(command, words, major) ?? readRaw(words, major, settings) });
    return this;
  }

  private readAt(reply: unknown, i: number): unknown {
    const read = this.queue[i]?.read;
    return read && !(reply instanceof Error) ? read(reply) : reply;
  }
}
