import type { Socket } from 'net';
import type { Major } from './commands/row.js';
import {
  ClientClosedError,
  ReconnectStrategyError,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
} from './errors.js';
import { Link } from './link.js';
import type { RedisSocketOptions } from './types.js';

/** How sockets come about: the client's own host and port, or what a sentinel names. */
export type Opener = (onCreated: (socket: Socket) => void) => Promise<Socket>;

/** What a connection tells the client that owns it. */
export interface Owner {
  emit(event: string, argument?: unknown): void;
  /** Emits `error`, and fails the commands that this error ends. */
  fail(error: Error): void;
  /** Sends what must come before all else: credentials, database, subscriptions. */
  greet(link: Link): Promise<unknown>;
  onReady(): void;
  /** The socket takes more again. */
  onDrain(): void;
  /** The connection is lost, or ended on purpose: nothing that waits on it will be answered. */
  onLoss(error: Error): void;
  /** It will not come back: what waits to be sent fails. */
  onEnd(reason: Error): void;
}

/**
 * The life of a client's connection: connect, loss, reconnect, end. The order of events, what makes it retry and what
 * it fails with are those of the major (measured: event logs of 4.7.1, 5.12.1 and 6.3.1 side by side).
 */
export class Connection {
  isOpen = false;
  isReady = false;
  /** How many times it became ready. */
  epoch = 0;
  link: Link | undefined = undefined;
  private readonly owner: Owner;
  readonly major: Major;
  private readonly settings: RedisSocketOptions;
  private readonly open: Opener;
  private unreferenced = false;
  /** Open for commands no more, but alive until the last reply (`close` and `quit`). */
  private draining = false;
  private opening: Socket | undefined = undefined;

  constructor(owner: Owner, major: Major, settings: RedisSocketOptions, open: Opener) {
    this.owner = owner;
    this.major = major;
    this.settings = settings;
    this.open = open;
  }

  connect(): Promise<void> {
    if (this.isOpen) return Promise.reject(new Error('Socket already opened'));
    this.isOpen = true;
    this.draining = false;
    return this.attempt(0);
  }

  /** Takes no more commands; the caller ends it when the last reply is there. */
  drain(): void {
    if (!this.isOpen) throw new ClientClosedError();
    this.isOpen = false;
    this.draining = true;
  }

  /** Ends it now: what is in flight fails with the reason. */
  end(reason: Error): void {
    this.isOpen = false;
    this.draining = false;
    this.isReady = false;
    const { link } = this;
    this.link = undefined;
    link?.close(reason);
    this.opening?.destroy(reason);
    this.owner.onEnd(reason);
    this.owner.emit('end');
  }

  ref(): void {
    this.unreferenced = false;
    this.link?.socket.ref();
  }

  unref(): void {
    this.unreferenced = true;
    this.link?.socket.unref();
  }

  private get wanted(): boolean {
    return this.isOpen || this.draining;
  }

  private async attempt(retries: number): Promise<void> {
    do {
      try {
        await this.establish();
      } catch (thrown) {
        const error = toError(thrown);
        if (this.draining) this.end(error);
        if (!this.isOpen) {
          if (this.major === 6) throw error;
          return;
        }
        const { delay, mistake } = this.judge(retries++, error);
        if (typeof delay !== 'number') throw delay;
        this.owner.fail(error);
        if (mistake) this.owner.fail(mistake);
        await this.pause(delay);
        if (this.major === 6 && !this.isOpen) throw error;
        this.owner.emit('reconnecting');
      }
    } while (this.isOpen && !this.isReady);
  }

  private async establish(): Promise<void> {
    const socket = await this.openSocket();
    const link = new Link(socket, (error) => socket.destroy(error));
    this.link = link;
    socket.once('error', (error: Error) => this.onLoss(link, error));
    socket.once('close', (hadError: boolean) => {
      if (!hadError) this.onLoss(link, new SocketClosedUnexpectedlyError());
    });
    socket.on('drain', () => this.owner.onDrain());
    this.owner.emit('connect');
    try {
      await link.start();
      await this.owner.greet(link);
    } catch (error) {
      const reason = link.failure ?? toError(error);
      if (this.link === link) this.link = undefined;
      link.close(reason);
      throw reason;
    }
    if (this.link !== link) throw link.failure ?? new SocketClosedUnexpectedlyError();
    this.isReady = true;
    this.epoch++;
    this.owner.emit('ready');
    this.owner.onReady();
  }

  private async openSocket(): Promise<Socket> {
    try {
      const socket = await this.open((created) => {
        this.opening = created;
        if (this.unreferenced) created.unref();
      });
      if (!this.wanted) {
        socket.destroy();
        throw new ClientClosedError();
      }
      return socket;
    } finally {
      this.opening = undefined;
    }
  }

  private onLoss(link: Link, error: Error): void {
    link.failure = link.failure ?? error;
    if (this.link !== link) return;
    const wasReady = this.isReady;
    this.isReady = false;
    this.link = undefined;
    this.owner.onLoss(error);
    if (this.draining) this.end(error);
    else if (this.major === 6) this.onLossIn6(wasReady, error);
    else this.onLossBefore6(wasReady, error);
  }

  private onLossBefore6(wasReady: boolean, error: Error): void {
    this.owner.fail(error);
    if (!wasReady || !this.isOpen) return;
    const { delay } = this.judge(0, error);
    if (typeof delay === 'number') this.reconnect(0);
  }

  /** Major 6 asks the strategy first, and an attempt that fails before it was ready reports only once. */
  private onLossIn6(wasReady: boolean, error: Error): void {
    if (!wasReady) return;
    const { delay, mistake } = this.judge(0, error);
    if (typeof delay !== 'number') return;
    this.owner.fail(error);
    if (mistake) this.owner.fail(mistake);
    if (this.isOpen) this.reconnect(1);
  }

  private reconnect(retries: number): void {
    this.owner.emit('reconnecting');
    this.attempt(retries).catch(() => {
      // The error was emitted already.
    });
  }

  /** How long to wait before the next attempt, or the error to give up with. */
  private judge(retries: number, cause: Error): { delay: number | Error; mistake?: Error } {
    const { answer, mistake } = this.askStrategy(retries, cause);
    if (typeof answer === 'number') return mistake ? { delay: answer, mistake } : { delay: answer };
    this.isOpen = false;
    const reason = answer === false ? cause : new ReconnectStrategyError(answer, cause);
    if (this.major === 6) this.owner.emit('terminated', reason);
    this.owner.fail(cause);
    return { delay: reason };
  }

  private askStrategy(retries: number, cause: Error): { answer: false | number | Error; mistake?: Error } {
    const strategy = this.settings.reconnectStrategy;
    if (strategy === false || typeof strategy === 'number') return { answer: strategy };
    if (!strategy) return { answer: this.defaultDelay(retries, cause) };
    try {
      const answer: unknown = strategy(retries, cause);
      if (answer === false || answer instanceof Error || typeof answer === 'number') return { answer };
      throw new TypeError(
        `Reconnect strategy should return \`false | Error | number\`, got ${answer} instead`,
      );
    } catch (thrown) {
      const mistake = toError(thrown);
      if (this.major === 6) return { answer: this.defaultDelay(retries, mistake), mistake };
      this.owner.fail(mistake);
      return { answer: this.defaultDelay(retries, mistake) };
    }
  }

  private defaultDelay(retries: number, cause: Error): number | false {
    if (this.major === 4) return Math.min(retries * 50, 500);
    if (cause instanceof SocketTimeoutError) return false;
    return Math.min(2 ** retries * 50, 2000) + Math.floor(Math.random() * 200);
  }

  private pause(delay: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, delay);
    });
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
