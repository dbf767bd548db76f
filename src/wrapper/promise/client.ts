import { EventEmitter } from 'node:events';
import type { Command, Major, Word } from './commands/row.js';
import { Core, type Opener } from './core.js';
import { ClientClosedError } from './errors.js';
import type { Multi, MultiClass, MultiTarget } from './multi.js';
import { type CallOptions, readOptions, type Settings } from './options.js';
import type { PubSubListener, PubSubType, PubSubTypeListeners } from './pubsub.js';
import { readRaw, readReply } from './replies.js';
import { type CustomCommand, functionPrefix, readCustomCall, type Script, scriptPrefix } from './scripts.js';
import { writeCommand } from './words.js';

type Listener = PubSubListener<true> | PubSubListener<false>;
type Channels = string | readonly string[];

/** What the clients of all three majors have in common; commands become methods in `define.ts`. */
export class Client extends EventEmitter {
  readonly options: Settings;
  /** Options of every command sent through this client, or through this view on it. */
  callOptions: CallOptions | undefined;
  protected readonly core: Core;
  /** The class of `multi()`, with this client's scripts and functions; `define.ts` sets it on the prototype. */
  declare protected readonly Multi: MultiClass;

  constructor(options: Settings | undefined, major: Major, open?: Opener) {
    super();
    this.options = readOptions(options, major);
    this.callOptions = this.options.commandOptions;
    this.core = new Core(major, this.options, (event, ...args) => this.emit(event, ...args), open);
    // Who prints or compares a client is not interested in its sockets, and password.
    for (const name of ['options', 'callOptions', 'core']) {
      Object.defineProperty(this, name, { enumerable: false });
    }
  }

  get isOpen(): boolean {
    return this.core.connection.isOpen;
  }

  get isReady(): boolean {
    return this.core.connection.isReady;
  }

  get isPubSubActive(): boolean {
    return this.core.pubSub.isActive;
  }

  async connect(): Promise<this> {
    await this.core.connection.connect();
    return this;
  }

  duplicate(overrides?: Settings): Client {
    const Class = this.constructor as new (options: Settings) => Client;
    return new Class(this.duplicateOptions(overrides));
  }

  /** Sends a command as it is. */
  sendCommand(words: readonly Word[], options?: CallOptions): Promise<unknown> {
    const { major } = this.core;
    return this.core.submit(words, { ...this.callOptions, ...options }, readRaw(words, major, this.options));
  }

  multi(): Multi {
    return new this.Multi(this.multiTarget());
  }

  subscribe(channels: Channels, listener: Listener, bufferMode = false): Promise<void> {
    return this.subscribeTo('CHANNELS', channels, listener, bufferMode);
  }

  unsubscribe(channels?: Channels, listener?: Listener, bufferMode = false): Promise<void> {
    return this.unsubscribeFrom('CHANNELS', channels, listener, bufferMode);
  }

  pSubscribe(patterns: Channels, listener: Listener, bufferMode = false): Promise<void> {
    return this.subscribeTo('PATTERNS', patterns, listener, bufferMode);
  }

  pUnsubscribe(patterns?: Channels, listener?: Listener, bufferMode = false): Promise<void> {
    return this.unsubscribeFrom('PATTERNS', patterns, listener, bufferMode);
  }

  sSubscribe(channels: Channels, listener: Listener, bufferMode = false): Promise<void> {
    return this.subscribeTo('SHARDED', channels, listener, bufferMode);
  }

  sUnsubscribe(channels?: Channels, listener?: Listener, bufferMode = false): Promise<void> {
    return this.unsubscribeFrom('SHARDED', channels, listener, bufferMode);
  }

  getPubSubListeners(type: PubSubType): PubSubTypeListeners {
    return this.core.pubSub.listeners[type];
  }

  extendPubSubListeners(type: PubSubType, listeners: PubSubTypeListeners): Promise<void> {
    return this.core.subscription(this.core.pubSub.extend(type, listeners));
  }

  /** Waits for the replies to what was sent, then ends. */
  async quit(): Promise<unknown> {
    const { connection } = this.core;
    if (!connection.isOpen) throw new ClientClosedError();
    this.core.stopPing();
    // Nothing to say goodbye to while it is not connected; the original would wait for ever.
    const reply = connection.isReady ? this.core.submit(['QUIT'], undefined) : Promise.resolve('OK');
    connection.drain();
    try {
      return await reply;
    } finally {
      connection.end(new ClientClosedError());
    }
  }

  ref(): void {
    this.core.connection.ref();
  }

  unref(): void {
    this.core.connection.unref();
  }

  /** Runs a row of the table. */
  execute(command: Command, args: readonly unknown[]): Promise<unknown> {
    return this.run(command, args, this.callOptions);
  }

  executeScript(script: Script, args: readonly unknown[]): Promise<unknown> {
    return this.runScript(script, args, this.callOptions);
  }

  executeFunction(name: string, command: CustomCommand, args: readonly unknown[]): Promise<unknown> {
    return this.runFunction(name, command, args, this.callOptions);
  }

  protected run(
    command: Command,
    args: readonly unknown[],
    options: CallOptions | undefined,
  ): Promise<unknown> {
    const { core } = this;
    let words: Word[];
    try {
      words = writeCommand(command, args, core.major, this.options.keyPrefix);
    } catch (error) {
      return Promise.reject(error);
    }
    return core.submit(words, options, readReply(command, words, core.major, this.options));
  }

  /** By its hash, and by its source when the server does not know it. */
  protected async runScript(
    script: Script,
    args: readonly unknown[],
    options: CallOptions | undefined,
  ): Promise<unknown> {
    const { words, read } = readCustomCall(script, args, this.core.major, this.options.keyPrefix);
    try {
      return await this.core.submit([...scriptPrefix(script, false), ...words], options, read);
    } catch (error) {
      if (!(error instanceof Error) || error.message.indexOf('NOSCRIPT') !== 0) throw error;
      return this.core.submit([...scriptPrefix(script, true), ...words], options, read);
    }
  }

  protected async runFunction(
    name: string,
    command: CustomCommand,
    args: readonly unknown[],
    options: CallOptions | undefined,
  ): Promise<unknown> {
    const { words, read } = readCustomCall(command, args, this.core.major, this.options.keyPrefix);
    return this.core.submit([...functionPrefix(name, command), ...words], options, read);
  }

  multiTarget(): MultiTarget {
    const { core, callOptions } = this;
    return {
      major: core.major,
      settings: this.options,
      transaction: (commands, db) => core.transaction(commands, db),
      pipeline: (commands, db) => core.pipeline(commands, callOptions, db),
    };
  }

  protected duplicateOptions(overrides: Settings | undefined): Settings {
    // What the URL said is in the other options by now, and those may be overridden one by one.
    return { ...this.options, url: undefined, commandOptions: this.callOptions, ...overrides };
  }

  private subscribeTo(
    type: PubSubType,
    channels: Channels,
    listener: Listener,
    buffers: boolean,
  ): Promise<void> {
    return this.core.subscription(this.core.pubSub.subscribe(type, channels, listener, buffers));
  }

  private unsubscribeFrom(
    type: PubSubType,
    channels: Channels | undefined,
    listener: Listener | undefined,
    buffers: boolean,
  ): Promise<void> {
    return this.core.subscription(this.core.pubSub.unsubscribe(type, channels, listener, buffers));
  }
}

/** Methods of `Client` that have an upper-case name too. */
export const UPPER_CASE = [
  'subscribe',
  'unsubscribe',
  'pSubscribe',
  'pUnsubscribe',
  'sSubscribe',
  'sUnsubscribe',
  'select',
  'quit',
  'multi',
];
