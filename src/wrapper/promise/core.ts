import { ignore } from './basics.js';
import { check } from './commands/arguments.js';
import type { Major, Word } from './commands/row.js';
import { Connection, type Opener, type Owner } from './connection.js';
import {
  AbortError,
  ClientClosedError,
  ClientOfflineError,
  ErrorReply,
  SimpleError,
  WatchError,
} from './errors.js';
import { Link, Request } from './link.js';
import { monitorRequest } from './monitor.js';
import { introduction } from './introduction.js';
import { buffersWanted, type CallOptions, type Settings } from './options.js';
import { PubSub, type Subscription } from './pubsub.js';
import { type Entry, Queue } from './queue.js';
import { openSocket } from './socket.js';

/** One command of a transaction or pipeline, and how to read its reply. */
export interface Queued {
  readonly words: readonly Word[];
  readonly read?: ((reply: unknown) => unknown) | undefined;
  /** Its first key, which tells a cluster's node. */
  readonly key?: Word | undefined;
}

type Emit = (event: string, ...args: unknown[]) => void;

/** What a client, the views on it that carry options, and its transactions share: the queue and the connection. */
export class Core implements Owner {
  readonly major: Major;
  readonly settings: Settings;
  readonly connection: Connection;
  readonly queue = new Queue();
  readonly pubSub: PubSub;
  selectedDb: number;
  /** The connection's epoch at the first WATCH: a transaction must not outlive the connection that watches. */
  watchEpoch: number | undefined = undefined;
  dirtyWatch: string | undefined = undefined;
  readonly emit: Emit;
  private readonly open: Opener;
  private readonly sentinel: boolean;
  /**
   * Major 6, and a sentinel client, may send commands while subscribed; RESP2 has no way to, so that their subscriptions
   * live on a second link.
   */
  private readonly separate: boolean;
  private readonly subscriptions: Queue;
  private subscriber: Link | undefined = undefined;
  private opening = false;
  private scheduled = false;
  private pingTimer: NodeJS.Timeout | undefined = undefined;
  private whenIdle: (() => void) | undefined = undefined;
  resumeMonitor: ((link: Link) => Promise<void>) | undefined = undefined;

  constructor(major: Major, settings: Settings, emit: Emit, open?: Opener) {
    this.major = major;
    this.settings = settings;
    this.emit = emit;
    this.selectedDb = settings.database ?? 0;
    // What a listener throws is uncaught in major 4, and an `error` event later.
    this.pubSub = new PubSub((error) =>
      process.nextTick(() => {
        if (major === 4) throw error;
        emit('error', error);
      }),
    );
    this.separate = open !== undefined || (major === 6 && settings.RESP !== 2);
    this.subscriptions = this.separate ? new Queue() : this.queue;
    const socket = settings.socket ?? {};
    this.sentinel = open !== undefined;
    this.open = open ?? ((onCreated) => openSocket(socket, major, onCreated));
    this.connection = new Connection(this, major, socket, this.open);
  }

  /** Sends a command, once the connection is ready. */
  submit(
    words: readonly Word[],
    options: CallOptions | undefined,
    read?: (reply: unknown) => unknown,
  ): Promise<unknown> {
    if (!this.connection.isOpen) return Promise.reject(new ClientClosedError());
    if (!this.connection.isReady && this.settings.disableOfflineQueue) {
      return Promise.reject(new ClientOfflineError());
    }
    return new Promise((resolve, reject) => {
      check(words, this.major);
      const onReply = read ? reader(read, resolve, reject) : resolve;
      const request = new Request(words, this, buffersWanted(options), onReply, reject);
      if (options) {
        request.signal = options.abortSignal ?? options.signal;
        request.timeout = options.timeout ?? 0;
      }
      this.enqueue(request, options?.asap ?? false);
    });
  }

  /** MULTI, the commands and EXEC, in one piece. */
  transaction(commands: readonly Queued[], selectedDb?: number): Promise<unknown[]> {
    const { dirtyWatch, watchEpoch } = this;
    this.dirtyWatch = undefined;
    this.watchEpoch = undefined;
    if (!this.connection.isOpen) return Promise.reject(new ClientClosedError());
    if (dirtyWatch !== undefined) return Promise.reject(new WatchError(dirtyWatch));
    if (watchEpoch !== undefined && watchEpoch !== this.connection.epoch) {
      return Promise.reject(new WatchError('Client reconnected after WATCH'));
    }
    return new Promise((resolve, reject) => {
      let refused: Error | undefined;
      const onRefused = (error: Error): void => {
        refused = refused ?? error;
      };
      const onExec = (replies: unknown): void => {
        if (!Array.isArray(replies)) {
          reject(new WatchError());
          return;
        }
        if (selectedDb !== undefined) this.selectedDb = selectedDb;
        resolve(replies);
      };
      // Major 4 rejects with EXECABORT, later ones with the error of the command that the server refused.
      // A cluster must see who has moved.
      const onAborted = (error: Error): void =>
        reject(
          this.major === 4 && !/^(?:MOVED|ASK) /.test(refused?.message ?? '') ? error : (refused ?? error),
        );
      this.enqueue(
        new Chain([
          this.request(['MULTI'], ignore, onRefused),
          ...commands.map(({ words }) => this.request(words, ignore, onRefused)),
          this.request(['EXEC'], onExec, onAborted),
        ]),
        false,
      );
    });
  }

  /** The commands in one piece, without MULTI; the first error rejects. */
  pipeline(
    commands: readonly Queued[],
    options: CallOptions | undefined,
    selectedDb?: number,
  ): Promise<unknown[]> {
    if (!this.connection.isOpen) return Promise.reject(new ClientClosedError());
    const buffers = buffersWanted(options);
    const requests: Request[] = [];
    const replies = commands.map(
      ({ words }) =>
        new Promise<unknown>((resolve, reject) => {
          requests.push(this.request(words, resolve, reject, buffers));
        }),
    );
    const all = Promise.all(replies);
    if (requests.length === commands.length) {
      try {
        this.enqueue(new Chain(requests), false);
      } catch (error) {
        return Promise.reject(error);
      }
    }
    return all.then((result) => {
      if (selectedDb !== undefined) this.selectedDb = selectedDb;
      return result;
    });
  }

  /** Sends a subscription in its turn. It may be asked for before `connect`, as in the original. */
  subscription(subscription: Subscription | undefined): Promise<void> {
    if (!subscription) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.subscriptions.add(this.subscriptionRequest(subscription, resolve, reject), false);
      if (this.separate) this.openSubscriber();
      else this.schedule();
    });
  }

  /** MONITOR: now, and again on every new connection. */
  async monitor(listener: (line: unknown) => void, buffers: boolean): Promise<void> {
    if (!this.connection.isOpen) throw new ClientClosedError();
    const make = (onStarted: () => void, onError: (error: Error) => void): Request =>
      monitorRequest(
        (onReply, onFailure) => this.request(['MONITOR'], onReply, onFailure, buffers),
        listener,
        (error) => this.emit('error', error),
        onStarted,
        onError,
      );
    await new Promise<void>((resolve, reject) => {
      this.enqueue(make(resolve, reject), false);
    });
    this.resumeMonitor = (link) =>
      new Promise((resolve, reject) => {
        make(resolve, reject).send(link);
        link.flush();
      });
  }

  /** Resolves when nothing waits for a reply any more. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      const { link } = this.connection;
      const done = (): boolean => this.queue.length === 0 && (link?.inFlight ?? 0) === 0;
      if (done()) return resolve();
      this.whenIdle = resolve;
      link?.socket.on('data', () => {
        if (done()) resolve();
      });
    });
  }

  stopPing(): void {
    clearTimeout(this.pingTimer);
  }

  toError(message: string): Error {
    if (this.major !== 4) return new SimpleError(message);
    const error = new ErrorReply(message);
    // As major 4 does it: a reply's stack would show this module's own lines only.
    Reflect.set(error, 'stack', undefined);
    return error;
  }

  // What the connection tells.

  fail(error: Error): void {
    this.emit('error', error);
    if (!this.connection.isOpen || this.settings.disableOfflineQueue) this.failWaiting(error);
  }

  onReady(): void {
    this.startPing();
    this.flush();
    if (this.subscriptions !== this.queue && this.subscriptions.length > 0) this.openSubscriber();
  }

  onDrain(): void {
    this.flush();
  }

  onLoss(error: Error): void {
    const { subscriber } = this;
    this.subscriber = undefined;
    subscriber?.close(error);
    this.queue.startTimers();
  }

  onEnd(reason: Error): void {
    this.stopPing();
    this.onLoss(reason);
    this.failWaiting(reason);
    this.whenIdle?.();
    this.whenIdle = undefined;
  }

  async greet(link: Link): Promise<void> {
    await this.introduce(link);
    await this.resumeMonitor?.(link);
    if (!this.pubSub.isActive) return;
    if (this.separate) await this.openSubscriber();
    else await this.resubscribe(link);
  }

  private failWaiting(error: Error): void {
    this.queue.failAll(error);
    this.subscriptions.failAll(error);
  }

  private request(
    words: readonly Word[],
    onReply: (reply: unknown) => void,
    onError: (error: Error) => void,
    buffers = false,
  ): Request {
    check(words, this.major);
    return new Request(words, this, buffers, onReply, onError);
  }

  private enqueue(entry: Entry, first: boolean): void {
    const limit = this.settings.commandsQueueMaxLength;
    if (limit) {
      const length = this.queue.length + (this.connection.link?.inFlight ?? 0);
      if (length + entry.size > limit) throw new Error('The queue is full');
    }
    if (entry.signal?.aborted) throw new AbortError();
    this.queue.add(entry, first);
    if (this.connection.isReady) this.schedule();
    else if (entry.timeout) this.queue.startTimers();
  }

  /** Everything asked for in one tick leaves in one write: `nextTick` runs after the promise jobs of that tick. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    process.nextTick(this.runScheduled);
  }

  private readonly runScheduled = (): void => {
    this.scheduled = false;
    this.flush();
  };

  private flush(): void {
    const { link, isReady } = this.connection;
    if (link && isReady && link.socket.writable) this.queue.sendAll(link);
  }

  private call(link: Link, words: readonly Word[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.request(words, resolve, reject).send(link);
      link.flush();
    });
  }

  private async introduce(link: Link): Promise<void> {
    const { disableClientInfo, clientInfoTag } = this.settings;
    const calls: Promise<unknown>[] = introduction(this).map((words) => this.call(link, words));
    if (!disableClientInfo) {
      const library = clientInfoTag ? `iovalkey(${clientInfoTag})` : 'iovalkey';
      // Servers before 7.2 do not know it.
      calls.push(this.call(link, ['CLIENT', 'SETINFO', 'LIB-NAME', library]).catch(unlessReply));
    }
    // A sentinel may name a node that is not a master yet, or no longer.
    if (this.sentinel) calls.push(this.call(link, ['ROLE']).then(mustBeMaster));
    await Promise.all(calls);
  }

  private async resubscribe(link: Link): Promise<void> {
    this.listen(link);
    await Promise.all(
      this.pubSub.resubscribe().map(
        (subscription) =>
          new Promise<void>((resolve, reject) => {
            this.subscriptionRequest(subscription, resolve, reject).send(link);
            link.flush();
          }),
      ),
    );
  }

  private subscriptionRequest(
    subscription: Subscription,
    resolve: () => void,
    reject: (error: Error) => void,
  ): Request {
    const request = this.request(
      subscription.words,
      () => {
        subscription.onReply();
        request.link?.keepSubscribed(this.pubSub.isActive);
        resolve();
      },
      (error) => {
        subscription.onError();
        reject(error);
      },
    );
    request.onSend = (link) => this.listen(link);
    return request;
  }

  private listen(link: Link): void {
    if (link.listening) return;
    link.listening = true;
    link.redis.on('messageBuffer', (channel: Buffer, message: Buffer) =>
      this.pubSub.deliver('CHANNELS', message, channel),
    );
    link.redis.on('pmessageBuffer', (pattern: string, channel: Buffer, message: Buffer) =>
      this.pubSub.deliver('PATTERNS', message, channel, pattern),
    );
    link.redis.on('smessageBuffer', (channel: Buffer, message: Buffer) =>
      this.pubSub.deliver('SHARDED', message, channel),
    );
  }

  /** The second link of major 6 lives and dies with the first. */
  private async openSubscriber(): Promise<void> {
    if (this.subscriber) {
      this.subscriptions.sendAll(this.subscriber);
      return;
    }
    const main = this.connection.link;
    if (!main || this.opening) return;
    this.opening = true;
    try {
      const socket = await this.open(ignore);
      const link = new Link(socket, (error) => socket.destroy(error));
      const onLoss = (error?: Error): void => {
        link.failure = link.failure ?? error;
        main.socket.destroy(link.failure);
      };
      socket.once('error', onLoss);
      socket.once('close', () => onLoss());
      if (this.connection.link !== main) return link.close(new ClientClosedError());
      await link.start();
      await this.introduce(link);
      await this.resubscribe(link);
      this.subscriber = link;
      this.subscriptions.sendAll(link);
    } catch (error) {
      main.socket.destroy(error instanceof Error ? error : undefined);
    } finally {
      this.opening = false;
    }
  }

  private startPing(): void {
    const { pingInterval } = this.settings;
    if (!pingInterval || !this.connection.isReady) return;
    clearTimeout(this.pingTimer);
    this.pingTimer = setTimeout(() => {
      if (!this.connection.isReady) return;
      this.submit(['PING'], undefined)
        .then((reply) => this.emit('ping-interval', reply))
        .catch((error: unknown) => this.emit('error', error))
        .finally(() => this.startPing());
    }, pingInterval);
  }
}

/** Commands that must reach the server together, or not at all. */
class Chain implements Entry {
  readonly timeout = 0;
  readonly signal = undefined;
  private readonly requests: readonly Request[];

  constructor(requests: readonly Request[]) {
    this.requests = requests;
  }

  get size(): number {
    return this.requests.length;
  }

  send(link: Link): void {
    for (const request of this.requests) request.send(link);
  }

  fail(error: Error): void {
    for (const request of this.requests) request.fail(error);
  }
}

function reader(
  read: (reply: unknown) => unknown,
  resolve: (value: unknown) => void,
  reject: (error: unknown) => void,
): (reply: unknown) => void {
  return (reply) => {
    try {
      resolve(read(reply));
    } catch (error) {
      reject(error);
    }
  };
}

function unlessReply(error: unknown): void {
  if (!(error instanceof ErrorReply)) throw error;
}

function mustBeMaster(role: unknown): void {
  if (!Array.isArray(role) || role[0] !== 'master')
    throw new Error('The node that the sentinels name is no master');
}
