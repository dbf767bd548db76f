import { Client } from './client.js';
import { commandOptions } from './command-options.js';
import type { Command, Word } from './commands/row.js';
import { commandsOf } from './commands/table.js';
import { define, hide } from './define.js';
import { Isolation } from './isolation.js';
import { items, type Page } from './iterators.js';
import { answer, flatten, type LegacyCallback, readLegacy, takeCallback } from './legacy.js';
import { Multi, type MultiClass } from './multi.js';
import type { CallOptions, Settings } from './options.js';
import type { Read } from './replies.js';

type Items = AsyncGenerator<unknown, void, undefined>;
type Method = (...args: unknown[]) => unknown;

/** The client of major 4. */
export class Client4 extends Client {
  readonly commandOptions = commandOptions;
  /** The class of `multi()` in legacy mode; set on the prototype. */
  declare protected readonly _LegacyMulti: MultiClass;
  private _isolation: Isolation | undefined = undefined;
  private _promises: Record<string, Method> | undefined = undefined;

  constructor(options: Settings | undefined) {
    super(options, 4);
    hide(this, 'commandOptions', '_isolation', '_promises');
    if (this.options.legacyMode) this._promises = this._turnLegacy();
  }

  /** The promise interface of a client in legacy mode. */
  get v4(): Record<string, Method> {
    if (!this._promises) throw new Error('the client is not in "legacy mode"');
    return this._promises;
  }

  override duplicate(overrides?: Settings): Client4 {
    const Class = this.constructor as new (options: Settings) => Client4;
    return new Class(this._duplicateOptions(overrides));
  }

  override connect(): Promise<this> {
    if (this._isolation?.hasEnded) this._isolation = undefined;
    return super.connect();
  }

  override multi(): Multi {
    const Class = this.options.legacyMode ? this._LegacyMulti : this.Multi;
    return new Class(this._multiTarget());
  }

  override sendCommand(words: readonly Word[], options?: CallOptions): Promise<unknown> {
    return this._submit(words, options);
  }

  override _submit(words: readonly Word[], options: CallOptions | undefined, read?: Read): Promise<unknown> {
    if (!options?.isolated) return super._submit(words, options, read);
    return this.executeIsolated((client) => client._core.submit(words, options, read));
  }

  select(db: number): Promise<void>;
  select(options: CallOptions, db: number): Promise<void>;
  async select(first: number | CallOptions, second?: number): Promise<void> {
    const [db, options] = typeof first === 'object' ? [second ?? 0, first] : [first, undefined];
    await this._core.submit(['SELECT', db.toString()], options);
    this._core.selectedDb = db;
  }

  /** Runs a task on a connection of its own. */
  executeIsolated<T>(task: (client: Client4) => T | Promise<T>): Promise<T> {
    return this._isolated().use(task);
  }

  private _isolated(): Isolation {
    this._isolation = this._isolation ?? new Isolation(this, this.options.isolationPoolOptions);
    return this._isolation;
  }

  override async quit(): Promise<unknown> {
    const [reply] = await Promise.all([super.quit(), this._isolated().end()]);
    return reply;
  }

  override async disconnect(): Promise<void> {
    await super.disconnect();
    await this._isolated().end();
  }

  scanIterator(options?: object): Items {
    return this._scanItems('scan', [], options, 'keys');
  }

  hScanIterator(key: Word, options?: object): Items {
    return this._scanItems('hScan', [key], options, 'tuples');
  }

  hScanNoValuesIterator(key: Word, options?: object): Items {
    return this._scanItems('hScanNoValues', [key], options, 'keys');
  }

  sScanIterator(key: Word, options?: object): Items {
    return this._scanItems('sScan', [key], options, 'members');
  }

  zScanIterator(key: Word, options?: object): Items {
    return this._scanItems('zScan', [key], options, 'members');
  }

  private _scanItems(
    name: string,
    before: readonly Word[],
    options: object | undefined,
    field: string,
  ): Items {
    const scan = (cursor: number | string): Promise<Page> => {
      const method: unknown = Reflect.get(this, name);
      if (typeof method !== 'function') throw new TypeError(`client.${name} is not a function`);
      return method.call(this, ...before, cursor, options);
    };
    return items(scan, field);
  }

  /**
   * In legacy mode commands take callbacks; their promise forms move to `v4`. Both are the instance's own, because
   * other clients of the same class may not be in that mode.
   */
  private _turnLegacy(): Record<string, Method> {
    const promises: Record<string, Method> = { sendCommand: this.sendCommand.bind(this) as Method };
    const keep = (name: string): void => {
      const method: unknown = Reflect.get(this, name);
      if (typeof method === 'function') promises[name] = method.bind(this);
    };
    const replace = (name: string, method: Method): void => {
      keep(name);
      define(this, name, method);
    };
    define(this, 'sendCommand', (...args: unknown[]) => this._sendLegacy(args));
    for (const command of commandsOf(4)) {
      const name = command.upper;
      const method = (...args: unknown[]): void => this._sendLegacy([name, ...args], command);
      replace(command.name, method);
      replace(name, method);
      if (!(name.toLowerCase() in this)) define(this, name.toLowerCase(), method);
    }
    for (const name of LEGACY_TOO) {
      const method = (...args: unknown[]): void => this._sendLegacy([name.toUpperCase(), ...args]);
      replace(name, method);
      replace(name.toUpperCase(), method);
    }
    return promises;
  }

  private _sendLegacy(args: readonly unknown[], command?: Command): void {
    const { words, callback } = takeCallback(args);
    const read = command && readLegacy(command, words, 4);
    answer(this._core.submit(words, undefined, read), callback, this);
  }
}

/** Methods that are no rows of the table, and take callbacks in legacy mode all the same. */
const LEGACY_TOO = ['select', 'subscribe', 'pSubscribe', 'unsubscribe', 'pUnsubscribe', 'quit'];

/** `multi()` of a client in legacy mode: `exec` takes a callback, `v4.exec` gives a promise. */
export class LegacyMulti4 extends Multi {
  readonly v4: Record<string, Method>;

  constructor(...args: ConstructorParameters<typeof Multi>) {
    super(...args);
    const execute = super.exec.bind(this);
    this.v4 = { exec: () => execute(), addCommand: (words) => this._add(words as readonly Word[]) };
    for (const command of commandsOf(4)) {
      const add: Method = (...rest) => super._execute(command, rest);
      this.v4[command.name] = add;
      this.v4[command.upper] = add;
    }
    define(this, 'addCommand', (...words: unknown[]) => this._add(flatten(words)));
    define(this, 'exec', (callback?: LegacyCallback) => {
      execute().then(
        (replies) => callback?.(null, replies),
        (error: unknown) => callback?.(error),
      );
    });
  }

  override _execute(command: Command, args: readonly unknown[]): this {
    const words = flatten([command.upper, ...args]);
    return this._add(words, readLegacy(command, words, 4));
  }
}
