import { EventEmitter } from 'events';
import type { Command, Word } from './commands/row.js';
import type { Client5 } from './client5.js';
import { ClientClosedError, TimeoutError } from './errors.js';
import type { Executor } from './define.js';
import type { Multi, MultiClass } from './multi.js';
import { type CallOptions, refuse } from './options.js';
import type { RedisFunction, RedisPoolOptions } from './types.js';

const DEFAULTS: RedisPoolOptions = { minimum: 1, maximum: 100, acquireTimeout: 3000, cleanupDelay: 3000 };

export type PoolClass = new (
  create: () => Client5,
  options: Partial<RedisPoolOptions> | undefined,
) => ClientPool;

interface Task {
  run(client: Client5): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  timer: NodeJS.Timeout | undefined;
}

/** Clients that are lent to one task at a time (majors 5 and 6). */
export class ClientPool extends EventEmitter implements Executor {
  isOpen = false;
  _callOptions: CallOptions | undefined;
  declare protected readonly Multi: MultiClass;
  private readonly _create: () => Client5;
  private readonly _settings: RedisPoolOptions;
  private readonly _idle: Client5[] = [];
  private readonly _inUse = new Set<Client5>();
  private readonly _tasks: Task[] = [];
  private _closing: Promise<void> | undefined = undefined;
  private _whenDrained: (() => void) | undefined = undefined;
  private _cleanupTimer: NodeJS.Timeout | undefined = undefined;
  /** Answers for majors and options; it never connects. */
  private readonly _model: Client5;

  constructor(create: () => Client5, options: Partial<RedisPoolOptions> | undefined) {
    super();
    refuse({ ...options, RESP: undefined }, 6);
    this._create = create;
    this._model = create();
    this._callOptions = this._model._callOptions;
    this._settings = { ...DEFAULTS, ...options };
  }

  get idleClients(): number {
    return this._idle.length;
  }

  get clientsInUse(): number {
    return this._inUse.size;
  }

  get totalClients(): number {
    return this._idle.length + this._inUse.size;
  }

  get tasksQueueLength(): number {
    return this._tasks.length;
  }

  get isClosing(): boolean {
    return this._closing !== undefined;
  }

  async connect(): Promise<this | undefined> {
    if (this.isOpen) return undefined;
    this.isOpen = true;
    const clients: Promise<void>[] = [];
    while (clients.length < this._settings.minimum) clients.push(this._grow());
    try {
      await Promise.all(clients);
    } catch (error) {
      this._end(error);
      throw error;
    }
    return this;
  }

  /** Lends a client to a task, and takes it back when the task's promise is settled. */
  execute(task: (client: Client5) => unknown): Promise<unknown> {
    return this._lend(task);
  }

  _execute(command: Command, args: readonly unknown[]): Promise<unknown> {
    return this._lend((client) => this._view(client)._execute(command, args));
  }

  _executeCustom(name: string, command: RedisFunction, args: readonly unknown[]): Promise<unknown> {
    return this._lend((client) => this._view(client)._executeCustom(name, command, args));
  }

  sendCommand(words: readonly Word[], options?: CallOptions): Promise<unknown> {
    return this._lend((client) => this._view(client).sendCommand(words, options));
  }

  multi(): Multi {
    return new this.Multi({
      ...this._model._multiTarget(),
      transaction: (commands, db) =>
        this._lend((client) => this._view(client)._multiTarget().transaction(commands, db)).then(asReplies),
      pipeline: (commands, db) =>
        this._lend((client) => this._view(client)._multiTarget().pipeline(commands, db)).then(asReplies),
    });
  }

  withCommandOptions(options: CallOptions): this {
    const view: this = Object.create(this);
    view._callOptions = options;
    return view;
  }

  withTypeMapping(typeMapping: NonNullable<CallOptions['typeMapping']>): this {
    return this.withCommandOptions({ ...this._callOptions, typeMapping });
  }

  withAbortSignal(abortSignal: AbortSignal): this {
    return this.withCommandOptions({ ...this._callOptions, abortSignal });
  }

  asap(): this {
    return this.withCommandOptions({ ...this._callOptions, asap: true });
  }

  /** Waits for all tasks, then closes all clients. */
  close(): Promise<void> {
    if (!this.isOpen) return this._closing ?? Promise.resolve();
    this._closing = this._closing ?? this._drain();
    return this._closing;
  }

  destroy(): void {
    this._end(new ClientClosedError());
  }

  private _end(reason: unknown): void {
    clearTimeout(this._cleanupTimer);
    this.isOpen = false;
    for (const client of [...this._idle, ...Array.from(this._inUse)]) end(client);
    this._idle.length = 0;
    this._inUse.clear();
    this._rejectTasks(reason);
  }

  private _rejectTasks(reason: unknown): void {
    for (const task of this._tasks.splice(0)) {
      clearTimeout(task.timer);
      task.reject(reason);
    }
  }

  private async _drain(): Promise<void> {
    clearTimeout(this._cleanupTimer);
    if (this._inUse.size > 0) {
      await new Promise<void>((resolve) => {
        this._whenDrained = resolve;
      });
    }
    await Promise.all(this._idle.splice(0).map((client) => client.close()));
    this.destroy();
    this._closing = undefined;
  }

  private _view(client: Client5): Client5 {
    return this._callOptions ? client.withCommandOptions(this._callOptions) : client;
  }

  private _lend(run: (client: Client5) => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen || this.isClosing) return reject(new ClientClosedError());
      const task: Task = { run, resolve, reject, timer: undefined };
      const client = this._idle.shift();
      if (client) {
        this._inUse.add(client);
        return this._start(client, task);
      }
      this._wait(task);
      if (this.totalClients >= this._settings.maximum) return;
      this._grow().catch((error: unknown) => {
        this._giveUp(task);
        reject(error);
      });
    });
  }

  private _wait(task: Task): void {
    const { acquireTimeout } = this._settings;
    if (acquireTimeout > 0) {
      task.timer = setTimeout(() => {
        this._giveUp(task);
        task.reject(new TimeoutError(`Timeout waiting for a client after ${acquireTimeout}ms`));
      }, acquireTimeout);
    }
    this._tasks.push(task);
  }

  private _giveUp(task: Task): void {
    clearTimeout(task.timer);
    const index = this._tasks.indexOf(task);
    if (index >= 0) this._tasks.splice(index, 1);
  }

  private async _grow(): Promise<void> {
    const client = this._create();
    client.on('error', (error: unknown) => this.emit('error', error));
    // In use while it connects, so that it counts.
    this._inUse.add(client);
    try {
      await client.connect();
    } catch (error) {
      this._inUse.delete(client);
      if (this.isClosing && this._inUse.size === 0) {
        this._rejectTasks(error);
        this._whenDrained?.();
      }
      throw error;
    }
    if (this._inUse.has(client)) this._takeBack(client);
    else end(client);
  }

  private _start(client: Client5, task: Task): void {
    clearTimeout(task.timer);
    const done = (): void => this._takeBack(client);
    try {
      const result = task.run(client);
      if (result instanceof Promise) {
        // The client is back before the caller goes on.
        result.then(done, done);
        result.then(task.resolve, task.reject);
      } else {
        task.resolve(result);
        done();
      }
    } catch (error) {
      task.reject(error);
      done();
    }
  }

  private _takeBack(client: Client5): void {
    if (!this._inUse.has(client)) return;
    const task = this._tasks.shift();
    if (task) {
      this._start(client, task);
      return;
    }
    this._inUse.delete(client);
    this._idle.push(client);
    if (this.isClosing) {
      if (this._inUse.size === 0) this._whenDrained?.();
    } else this._scheduleCleanup();
  }

  private _scheduleCleanup(): void {
    if (this.totalClients <= this._settings.minimum) return;
    clearTimeout(this._cleanupTimer);
    this._cleanupTimer = setTimeout(() => {
      const surplus = Math.min(this._idle.length, this.totalClients - this._settings.minimum);
      for (const client of this._idle.splice(0, surplus)) end(client);
    }, this._settings.cleanupDelay);
  }
}

function end(client: Client5): void {
  if (client.isOpen) client.destroy();
}

function asReplies(replies: unknown): unknown[] {
  return Array.isArray(replies) ? replies : [replies];
}
