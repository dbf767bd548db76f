import type { Major, Word } from './commands/row.js';
import { Client } from './client.js';
import type { Opener } from './connection.js';
import { hide } from './define.js';
import { ClientClosedError, DisconnectsClientError } from './errors.js';
import { introduction } from './introduction.js';
import { type Page, pages } from './iterators.js';
import { LegacyClient } from './legacy.js';
import { buffersWanted, type CallOptions, type Settings } from './options.js';
import type { ClientPool, PoolClass } from './pool.js';
import { withPrefix } from './scripts.js';
import type { RedisPoolOptions } from './types.js';

export type ScanOptions = { cursor?: string | undefined } | undefined;
export type Pages = AsyncGenerator<unknown, void, undefined>;

/** The client of majors 5 and 6. */
export class Client5 extends Client {
  /** The client itself, also when seen through a view with options of its own. */
  protected readonly _self: Client5 = this;
  /** The class of `createPool()`; set on the prototype. */
  declare protected readonly _Pool: PoolClass;

  constructor(options: Settings | undefined, major: Major, open?: Opener) {
    super(options, major, open);
    // Major 6 gives up on commands that could not be sent for this long.
    if (major === 6) this._callOptions = { timeout: 5000, ...this._callOptions };
    hide(this, '_self');
  }

  get socketEpoch(): number {
    return this._core.connection.epoch;
  }

  get isWatching(): boolean {
    return this._core.watchEpoch !== undefined;
  }

  get isDirtyWatch(): boolean {
    return this._core.dirtyWatch !== undefined;
  }

  setDirtyWatch(message: string): void {
    this._core.dirtyWatch = message;
  }

  /** Major 5 passes over the options of a view here. */
  override sendCommand(words: readonly Word[], options?: CallOptions): Promise<unknown> {
    const client = this._core.major === 5 ? this._self : this;
    return super.sendCommand(words, { ...client._callOptions, ...options });
  }

  async select(db: number): Promise<void> {
    await this._core.submit(['SELECT', db.toString()], this._callOptions);
    this._core.selectedDb = db;
  }

  async watch(keys: Word | readonly Word[]): Promise<unknown> {
    const { _core: core } = this;
    const prefix = this.options.keyPrefix;
    const names: readonly Word[] = typeof keys === 'string' || Buffer.isBuffer(keys) ? [keys] : keys;
    const words = prefix === undefined ? names : names.map((key) => withPrefix(prefix, key));
    const reply = await core.submit(['WATCH', ...words], this._callOptions);
    core.watchEpoch = core.watchEpoch ?? core.connection.epoch;
    return reply;
  }

  async unwatch(): Promise<unknown> {
    const reply = await this._core.submit(['UNWATCH'], this._callOptions);
    this._core.watchEpoch = undefined;
    return reply;
  }

  /** A view on this client that gives all its commands these options. */
  withCommandOptions(options: CallOptions): Client5 {
    return this._view(this._core.major === 6 ? { ...this._callOptions, ...options } : options);
  }

  withTypeMapping(typeMapping: NonNullable<CallOptions['typeMapping']>): Client5 {
    return this._view({ ...this._callOptions, typeMapping });
  }

  withAbortSignal(abortSignal: AbortSignal): Client5 {
    return this._view({ ...this._callOptions, abortSignal });
  }

  asap(): Client5 {
    return this._view({ ...this._callOptions, asap: true });
  }

  /** The callback interface of node-redis 3. */
  legacy(): LegacyClient {
    return new LegacyClient(this._self, this._core);
  }

  createPool(options?: Partial<RedisPoolOptions>): ClientPool {
    return new this._Pool(() => this.duplicate(), options);
  }

  override duplicate(overrides?: Settings): Client5 {
    const Class = this.constructor as new (options: Settings) => Client5;
    return new Class(this._duplicateOptions(overrides));
  }

  /** Calls back with a line for each command of the server. Until `reset()` this client is good for nothing else. */
  monitor(listener: (line: unknown) => void): Promise<void> {
    return this._core.monitor(listener, buffersWanted(this._callOptions));
  }

  /** Ends subscriptions, MONITOR and WATCH, and introduces the client to the server once more. */
  async reset(): Promise<void> {
    const { _core: core } = this;
    if (core.pubSub.isActive) {
      // iovalkey sends no RESET while it is subscribed.
      await Promise.all([this.unsubscribe(), this.pUnsubscribe(), this.sUnsubscribe()]);
    }
    await core.pipeline(
      [['RESET'], ...introduction(core)].map((words) => ({ words })),
      undefined,
    );
    // As in the original, which stays in the database that was selected until it connects again.
    core.selectedDb = this.options.database ?? 0;
    core.resumeMonitor = undefined;
    core.watchEpoch = undefined;
    core.dirtyWatch = undefined;
  }

  /** Takes no more commands, waits for the replies to those it has, and ends. */
  async close(): Promise<void> {
    this._core.connection.drain();
    this._core.stopPing();
    await this._core.idle();
    this._core.connection.end(new ClientClosedError());
  }

  /** Ends at once: commands without a reply fail. */
  destroy(): void {
    const { connection } = this._core;
    if (!connection.isOpen && (this._core.major !== 6 || !connection.link)) {
      if (this._core.major === 6) return;
      throw new ClientClosedError();
    }
    connection.end(new DisconnectsClientError());
  }

  override disconnect(): Promise<void> {
    this.destroy();
    return Promise.resolve();
  }

  scanIterator(options?: ScanOptions): Pages {
    return this._scanPages('scan', [], options, 'keys');
  }

  hScanIterator(key: Word, options?: ScanOptions): Pages {
    return this._scanPages('hScan', [key], options, 'entries');
  }

  hScanNoValuesIterator(key: Word, options?: ScanOptions): Pages {
    return this._scanPages('hScanNoValues', [key], options, 'fields');
  }

  /** Major 5 gives the fields here (as it does), major 6 the values. */
  async *hScanValuesIterator(key: Word, options?: ScanOptions): Pages {
    if (this._core.major === 5) return yield* this.hScanNoValuesIterator(key, options);
    for await (const entries of this.hScanIterator(key, options)) {
      yield Array.isArray(entries) ? entries.map((entry: { value: unknown }) => entry.value) : entries;
    }
  }

  sScanIterator(key: Word, options?: ScanOptions): Pages {
    return this._scanPages('sScan', [key], options, 'members');
  }

  zScanIterator(key: Word, options?: ScanOptions): Pages {
    return this._scanPages('zScan', [key], options, 'members');
  }

  private _scanPages(method: string, before: readonly Word[], options: ScanOptions, field: string): Pages {
    const scan = (cursor: number | string): Promise<Page> => this._method(method)(...before, cursor, options);
    return pages(scan, field, options?.cursor ?? '0');
  }

  /** A command's method, as it is on this view now: callers may have replaced it. */
  private _method(name: string): (...args: unknown[]) => Promise<Page> {
    const method: unknown = Reflect.get(this, name);
    if (typeof method !== 'function') throw new TypeError(`client.${name} is not a function`);
    return (...args) => method.apply(this, args);
  }

  private _view(options: CallOptions): Client5 {
    buffersWanted(options);
    const view: Client5 = Object.create(this._self);
    view._callOptions = options;
    return view;
  }
}
