import { EventEmitter } from 'node:events';
import type { Command, Word } from './commands/row.js';
import type { Client5 } from './client5.js';
import { ClientClosedError, TimeoutError } from './errors.js';
import type { Executor } from './define.js';
import type { Multi, MultiClass } from './multi.js';
import type { CallOptions } from './options.js';
import type { CustomCommand, Script } from './scripts.js';

/** How large a pool may become, and how long to wait for one of its connections. */
export interface PoolOptions {
  minimum: number;
  maximum: number;
  /** In milliseconds; 0 for ever. */
  acquireTimeout: number;
  cleanupDelay: number;
}

const DEFAULTS: PoolOptions = { minimum: 1, maximum: 100, acquireTimeout: 3000, cleanupDelay: 3000 };

export type PoolClass = new (create: () => Client5, options: Partial<PoolOptions> | undefined) => ClientPool;

interface Task {
  run(client: Client5): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  timer: NodeJS.Timeout | undefined;
}

/** Clients that are lent to one task at a time (majors 5 and 6). */
export class ClientPool extends EventEmitter implements Executor {
  isOpen = false;
  callOptions: CallOptions | undefined;
  declare protected readonly Multi: MultiClass;
  private readonly create: () => Client5;
  private readonly settings: PoolOptions;
  private readonly idle: Client5[] = [];
  private readonly inUse = new Set<Client5>();
  private readonly tasks: Task[] = [];
  private closing: Promise<void> | undefined = undefined;
  private whenDrained: (() => void) | undefined = undefined;
  private cleanupTimer: NodeJS.Timeout | undefined = undefined;
  /** Answers for majors and options; it never connects. */
  private readonly model: Client5;

  constructor(create: () => Client5, options: Partial<PoolOptions> | undefined) {
    super();
    this.create = create;
    this.model = create();
    this.callOptions = this.model.callOptions;
    this.settings = { ...DEFAULTS, ...options };
  }

  get idleClients(): number {
    return this.idle.length;
  }

  get clientsInUse(): number {
    return this.inUse.size;
  }

  get totalClients(): number {
    return this.idle.length + this.inUse.size;
  }

  get tasksQueueLength(): number {
    return this.tasks.length;
  }

  get isClosing(): boolean {
    return this.closing !== undefined;
  }

  async connect(): Promise<this | undefined> {
    if (this.isOpen) return undefined;
    this.isOpen = true;
    const clients: Promise<void>[] = [];
    while (clients.length < this.settings.minimum) clients.push(this.grow());
    try {
      await Promise.all(clients);
    } catch (error) {
      this.destroy();
      throw error;
    }
    return this;
  }

  /** Lends a client to a task, and takes it back when the task's promise is settled. */
  execute<T>(task: (client: Client5) => T): Promise<Awaited<T>>;
  execute(command: Command, args: readonly unknown[]): Promise<unknown>;
  execute(work: Command | ((client: Client5) => unknown), args: readonly unknown[] = []): Promise<unknown> {
    if (typeof work === 'function') return this.lend(work);
    return this.lend((client) => this.view(client).execute(work, args));
  }

  executeScript(script: Script, args: readonly unknown[]): Promise<unknown> {
    return this.lend((client) => this.view(client).executeScript(script, args));
  }

  executeFunction(name: string, command: CustomCommand, args: readonly unknown[]): Promise<unknown> {
    return this.lend((client) => this.view(client).executeFunction(name, command, args));
  }

  sendCommand(words: readonly Word[], options?: CallOptions): Promise<unknown> {
    return this.lend((client) => this.view(client).sendCommand(words, options));
  }

  multi(): Multi {
    return new this.Multi({
      ...this.model.multiTarget(),
      transaction: (commands, db) =>
        this.lend((client) => this.view(client).multiTarget().transaction(commands, db)).then(asReplies),
      pipeline: (commands, db) =>
        this.lend((client) => this.view(client).multiTarget().pipeline(commands, db)).then(asReplies),
    });
  }

  withCommandOptions(options: CallOptions): this {
    return this.withOptions(options);
  }

  withTypeMapping(typeMapping: NonNullable<CallOptions['typeMapping']>): this {
    return this.withOptions({ ...this.callOptions, typeMapping });
  }

  withAbortSignal(abortSignal: AbortSignal): this {
    return this.withOptions({ ...this.callOptions, abortSignal });
  }

  asap(): this {
    return this.withOptions({ ...this.callOptions, asap: true });
  }

  /** Waits for all tasks, then closes all clients. */
  close(): Promise<void> {
    if (!this.isOpen) return this.closing ?? Promise.resolve();
    this.closing = this.closing ?? this.drain();
    return this.closing;
  }

  destroy(): void {
    clearTimeout(this.cleanupTimer);
    this.isOpen = false;
    for (const client of [...this.idle, ...Array.from(this.inUse)]) end(client);
    this.idle.length = 0;
    this.inUse.clear();
    for (const task of this.tasks.splice(0)) {
      clearTimeout(task.timer);
      task.reject(new ClientClosedError());
    }
  }

  private async drain(): Promise<void> {
    clearTimeout(this.cleanupTimer);
    if (this.inUse.size > 0) {
      await new Promise<void>((resolve) => {
        this.whenDrained = resolve;
      });
    }
    await Promise.all(this.idle.splice(0).map((client) => client.close()));
    this.destroy();
    this.closing = undefined;
  }

  private withOptions(options: CallOptions): this {
    const view: this = Object.create(this);
    view.callOptions = options;
    return view;
  }

  private view(client: Client5): Client5 {
    return this.callOptions ? client.withCommandOptions(this.callOptions) : client;
  }

  private lend(run: (client: Client5) => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen || this.isClosing) return reject(new ClientClosedError());
      const task: Task = { run, resolve, reject, timer: undefined };
      const client = this.idle.shift();
      if (client) {
        this.inUse.add(client);
        return this.start(client, task);
      }
      this.wait(task);
      if (this.totalClients >= this.settings.maximum) return;
      this.grow().catch((error: unknown) => {
        this.giveUp(task);
        reject(error);
      });
    });
  }

  private wait(task: Task): void {
    const { acquireTimeout } = this.settings;
    if (acquireTimeout > 0) {
      task.timer = setTimeout(() => {
        this.giveUp(task);
        task.reject(new TimeoutError(`Timeout waiting for a client after ${acquireTimeout}ms`));
      }, acquireTimeout);
    }
    this.tasks.push(task);
  }

  private giveUp(task: Task): void {
    clearTimeout(task.timer);
    const index = this.tasks.indexOf(task);
    if (index >= 0) this.tasks.splice(index, 1);
  }

  private async grow(): Promise<void> {
    const client = this.create();
    client.on('error', (error: unknown) => this.emit('error', error));
    // In use while it connects, so that it counts.
    this.inUse.add(client);
    try {
      await client.connect();
    } catch (error) {
      this.inUse.delete(client);
      if (this.inUse.size === 0) this.whenDrained?.();
      throw error;
    }
    if (this.inUse.has(client)) this.takeBack(client);
    else end(client);
  }

  private start(client: Client5, task: Task): void {
    clearTimeout(task.timer);
    const done = (): void => this.takeBack(client);
    try {
      const result = task.run(client);
      if (result instanceof Promise) result.then(task.resolve, task.reject).finally(done);
      else {
        task.resolve(result);
        done();
      }
    } catch (error) {
      task.reject(error);
      done();
    }
  }

  private takeBack(client: Client5): void {
    if (!this.inUse.has(client)) return;
    const task = this.tasks.shift();
    if (task) {
      this.start(client, task);
      return;
    }
    this.inUse.delete(client);
    this.idle.push(client);
    if (this.isClosing) {
      if (this.inUse.size === 0) this.whenDrained?.();
    } else this.scheduleCleanup();
  }

  private scheduleCleanup(): void {
    if (this.totalClients <= this.settings.minimum) return;
    clearTimeout(this.cleanupTimer);
    this.cleanupTimer = setTimeout(() => {
      const surplus = Math.min(this.idle.length, this.totalClients - this.settings.minimum);
      for (const client of this.idle.splice(0, surplus)) end(client);
    }, this.settings.cleanupDelay);
  }
}

function end(client: Client5): void {
  if (client.isOpen) client.destroy();
}

function asReplies(replies: unknown): unknown[] {
  return Array.isArray(replies) ? replies : [replies];
}
