import { EventEmitter } from 'events';
import type { Command, Major, Word } from './commands/row.js';
import type { Opener } from './connection.js';
import { takeOptions } from './command-options.js';
import { Core } from './core.js';
import { type Executor, hide } from './define.js';
import { ClientClosedError, DisconnectsClientError } from './errors.js';
import type { Multi, MultiClass, MultiTarget } from './multi.js';
import { type CallOptions, readOptions, type Settings } from './options.js';
import type { AnyListener, Channels, PubSubType, PubSubTypeListeners } from './basics.js';
import { type Read, readRaw, readReply } from './replies.js';
import { type CustomCall, writeCustom } from './scripts.js';
import { writeCommand } from './words.js';
import type { RedisFunction } from './types.js';

/** What the clients of all three majors have in common; commands become methods in `define.ts`. */
export class Client extends EventEmitter implements Executor {
  readonly options: Settings;
  /** Options of every command sent through this client, or through this view on it. */
  _callOptions: CallOptions | undefined;
  protected readonly _core: Core;
  /** The class of `multi()`, with this client's scripts and functions; `define.ts` sets it on the prototype. */
  declare protected readonly Multi: MultiClass;

  constructor(options: Settings | undefined, major: Major, open?: Opener) {
    super();
    this.options = readOptions(options, major);
    this._callOptions = this.options.commandOptions;
    this._core = new Core(major, this.options, (event, ...args) => this.emit(event, ...args), open);
    hide(this, 'options', '_callOptions', '_core');
  }

  get isOpen(): boolean {
    return this._core.connection.isOpen;
  }

  get isReady(): boolean {
    return this._core.connection.isReady;
  }

  get isPubSubActive(): boolean {
    return this._core.pubSub.isActive;
  }

  async connect(): Promise<this> {
    await this._core.connection.connect();
    return this;
  }

  duplicate(overrides?: Settings): Client {
    const Class = this.constructor as new (options: Settings) => Client;
    return new Class(this._duplicateOptions(overrides));
  }

  /** Sends a command as it is. */
  sendCommand(words: readonly Word[], options?: CallOptions): Promise<unknown> {
    return this._core.submit(words, options, readRaw(words, this._core.major, this.options));
  }

  multi(): Multi {
    return new this.Multi(this._multiTarget());
  }

  subscribe(channels: Channels, listener: AnyListener, bufferMode = false): Promise<void> {
    return this._subscribeTo('CHANNELS', channels, listener, bufferMode);
  }

  unsubscribe(channels?: Channels, listener?: AnyListener, bufferMode = false): Promise<void> {
    return this._unsubscribeFrom('CHANNELS', channels, listener, bufferMode);
  }

  pSubscribe(patterns: Channels, listener: AnyListener, bufferMode = false): Promise<void> {
    return this._subscribeTo('PATTERNS', patterns, listener, bufferMode);
  }

  pUnsubscribe(patterns?: Channels, listener?: AnyListener, bufferMode = false): Promise<void> {
    return this._unsubscribeFrom('PATTERNS', patterns, listener, bufferMode);
  }

  sSubscribe(channels: Channels, listener: AnyListener, bufferMode = false): Promise<void> {
    return this._subscribeTo('SHARDED', channels, listener, bufferMode);
  }

  sUnsubscribe(channels?: Channels, listener?: AnyListener, bufferMode = false): Promise<void> {
    return this._unsubscribeFrom('SHARDED', channels, listener, bufferMode);
  }

  getPubSubListeners(type: PubSubType): PubSubTypeListeners {
    return this._core.pubSub.listeners[type];
  }

  extendPubSubListeners(type: PubSubType, listeners: PubSubTypeListeners): Promise<void> {
    return this._core.subscription(this._core.pubSub.extend(type, listeners));
  }

  /** Waits for the replies to what was sent, then ends. */
  async quit(): Promise<unknown> {
    const { connection } = this._core;
    if (!connection.isOpen) throw new ClientClosedError();
    this._core.stopPing();
    // Nothing to say goodbye to while it is not connected; the original would wait for ever.
    const reply = connection.isReady ? this._core.submit(['QUIT'], undefined) : Promise.resolve('OK');
    connection.drain();
    try {
      return await reply;
    } finally {
      connection.end(new ClientClosedError());
    }
  }

  /** Ends at once: commands without a reply fail. */
  async disconnect(): Promise<void> {
    if (!this._core.connection.isOpen) throw new ClientClosedError();
    this._core.connection.end(new DisconnectsClientError());
  }

  ref(): void {
    this._core.connection.ref();
  }

  unref(): void {
    this._core.connection.unref();
  }

  /** Runs a row of the table. */
  _execute(command: Command, args: readonly unknown[]): Promise<unknown> {
    const { major } = this._core;
    const { options, rest } = major === 4 ? takeOptions(args) : { options: this._callOptions, rest: args };
    let words: Word[];
    try {
      words = writeCommand(command, rest, major, this.options.keyPrefix);
    } catch (error) {
      return Promise.reject(error);
    }
    return this._submit(words, options, readReply(command, words, major, this.options));
  }

  async _executeCustom(name: string, command: RedisFunction, args: readonly unknown[]): Promise<unknown> {
    const { major } = this._core;
    const { options, rest } = major === 4 ? takeOptions(args) : { options: this._callOptions, rest: args };
    return this._submitCustom(writeCustom(name, command, rest, major, this.options.keyPrefix), options);
  }

  /** Sends a command whose reply the caller reads. */
  _submit(words: readonly Word[], options: CallOptions | undefined, read?: Read): Promise<unknown> {
    return this._core.submit(words, options, read);
  }

  /** A script by its hash, and by its source when the server does not know it. */
  async _submitCustom(
    { words, bySource, read }: CustomCall,
    options: CallOptions | undefined,
  ): Promise<unknown> {
    try {
      return await this._submit(words, options, read);
    } catch (error) {
      if (!bySource || !(error instanceof Error) || error.message.indexOf('NOSCRIPT') !== 0) throw error;
      return this._submit(bySource, options, read);
    }
  }

  _multiTarget(): MultiTarget {
    const { _core: core, _callOptions: callOptions } = this;
    return {
      major: core.major,
      settings: this.options,
      transaction: (commands, db) => core.transaction(commands, db),
      pipeline: (commands, db) => core.pipeline(commands, callOptions, db),
    };
  }

  protected _duplicateOptions(overrides: Settings | undefined): Settings {
    // What the URL said is in the other options by now, and those may be overridden one by one.
    return { ...this.options, url: undefined, commandOptions: this._callOptions, ...overrides };
  }

  private _subscribeTo(
    type: PubSubType,
    channels: Channels,
    listener: AnyListener,
    buffers: boolean,
  ): Promise<void> {
    return this._core.subscription(this._core.pubSub.subscribe(type, channels, listener, buffers));
  }

  private _unsubscribeFrom(
    type: PubSubType,
    channels: Channels | undefined,
    listener: AnyListener | undefined,
    buffers: boolean,
  ): Promise<void> {
    return this._core.subscription(this._core.pubSub.unsubscribe(type, channels, listener, buffers));
  }
}

export const SUBSCRIPTIONS = [
  'subscribe',
  'unsubscribe',
  'pSubscribe',
  'pUnsubscribe',
  'sSubscribe',
  'sUnsubscribe',
];

/** Methods that have an upper-case name too, and are no rows of the table. */
export const UPPER_CASE = [...SUBSCRIPTIONS, 'select', 'quit', 'multi'];
