import type { Client4 } from './client4.js';
import { ClientClosedError } from './errors.js';
import type { Settings } from './options.js';

/** Connections for tasks that must not share one (major 4: WATCH, blocking commands). */
export class Isolation {
  private readonly parent: Client4;
  private readonly max: number;
  private readonly idle: Client4[] = [];
  private readonly waiting: ((client: Client4) => void)[] = [];
  private size = 0;
  private ended = false;
  private whenDrained: (() => void) | undefined = undefined;

  constructor(parent: Client4, options: Settings['isolationPoolOptions']) {
    this.parent = parent;
    this.max = options?.max ?? 1;
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  async use<T>(task: (client: Client4) => T | Promise<T>): Promise<T> {
    if (this.ended) throw new ClientClosedError();
    const client = await this.take();
    try {
      return await task(client);
    } finally {
      this.giveBack(client);
    }
  }

  /** Waits for the tasks, then disconnects. */
  async end(): Promise<void> {
    this.ended = true;
    if (this.size > this.idle.length) {
      await new Promise<void>((resolve) => {
        this.whenDrained = resolve;
      });
    }
    await Promise.all(this.idle.splice(0).map((client) => (client.isOpen ? client.disconnect() : undefined)));
  }

  private async take(): Promise<Client4> {
    const idle = this.idle.pop();
    if (idle) return idle;
    if (this.size >= this.max) {
      return new Promise((resolve) => {
        this.waiting.push(resolve);
      });
    }
    this.size++;
    const client = this.parent.duplicate({ isolationPoolOptions: undefined });
    client.on('error', (error: unknown) => this.parent.emit('error', error));
    try {
      await client.connect();
    } catch (error) {
      this.size--;
      throw error;
    }
    return client;
  }

  private giveBack(client: Client4): void {
    const next = this.waiting.shift();
    if (next) {
      next(client);
      return;
    }
    this.idle.push(client);
    if (this.idle.length === this.size) this.whenDrained?.();
  }
}
