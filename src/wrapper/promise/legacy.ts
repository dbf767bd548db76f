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

/** The callback interface of a client, or of a transaction: a method for each command, under both of its names. */
abstract class Legacy {
  protected readonly client: EventEmitter;
  protected readonly core: Core;

  constructor(client: EventEmitter, core: Core) {
    this.client = client;
    this.core = core;
    for (const command of commandsOf(core.major)) {
      for (const name of [command.name, command.upper]) {
        if (!(name in this))
          Reflect.set(this, name, (...args: unknown[]) => this.add([name, ...args], command));
      }
    }
  }

  sendCommand(...args: unknown[]): unknown {
    return this.add(args);
  }

  protected abstract add(args: readonly unknown[], command?: Command): unknown;

  protected readerOf(words: readonly Word[], command: Command | undefined): Read | undefined {
    const { major, settings } = this.core;
    return (command && readLegacy(command, words, major)) ?? readRaw(words, major, settings);
  }
}

/** `client.legacy()` of majors 5 and 6. */
export class LegacyClient extends Legacy {
  multi(): LegacyMulti {
    return new LegacyMulti(this.client, this.core);
  }

  quit(callback?: LegacyCallback): void {
    const quit: unknown = Reflect.get(this.client, 'quit');
    if (typeof quit === 'function') answer(quit.call(this.client), callback, this.client);
  }

  protected add(args: readonly unknown[], command?: Command): void {
    const { words, callback } = takeCallback(args);
    answer(this.core.submit(words, undefined, this.readerOf(words, command)), callback, this.client);
  }
}

/** `client.legacy().multi()`. */
export class LegacyMulti extends Legacy {
  private readonly queue: Queued[] = [];

  exec(callback?: LegacyCallback): void {
    const replies = this.core
      .transaction(this.queue)
      .then((raw) => raw.map((reply, i) => this.readAt(reply, i)));
    answer(replies, callback, this.client);
  }

  protected add(args: readonly unknown[], command?: Command): this {
    const words = flatten(args);
    this.queue.push({ words, read: this.readerOf(words, command) });
    return this;
  }

  private readAt(reply: unknown, i: number): unknown {
    const read = this.queue[i]?.read;
    return read && !(reply instanceof Error) ? read(reply) : reply;
  }
}
