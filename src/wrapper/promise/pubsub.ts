/** Who listens to what. The server knows only channels; here each channel has its listeners, for strings and for Buffers. */

import {
  type AnyListener,
  type ChannelListeners,
  type Channels,
  ignore,
  type PubSubType,
  type PubSubTypeListeners,
  toArray,
} from './basics.js';

/** A (un)subscription to send, and what to do once it was answered. */
export interface Subscription {
  /** Lower case: iovalkey keeps its books by these names. */
  readonly words: readonly string[];
  onReply(): void;
  onError(): void;
}

/** What the commands of a type begin with. */
const PREFIX: Readonly<Record<PubSubType, string>> = { CHANNELS: '', PATTERNS: 'p', SHARDED: 's' };

const TYPES: readonly PubSubType[] = ['CHANNELS', 'PATTERNS', 'SHARDED'];

export class PubSub {
  readonly listeners = mapEach<ChannelListeners>();
  /** Channels whose subscription is on its way. */
  private readonly pending = mapEach<number>();

  private readonly onThrown: (error: unknown) => void;

  constructor(onThrown: (error: unknown) => void) {
    this.onThrown = onThrown;
  }

  get isActive(): boolean {
    return TYPES.some((type) => this.listeners[type].size > 0 || this.pending[type].size > 0);
  }

  /** Undefined: the server has all of these already, the listener was added. */
  subscribe(
    type: PubSubType,
    channels: Channels,
    listener: AnyListener,
    buffers: boolean,
  ): Subscription | undefined {
    const all = toArray(channels);
    const unknown: string[] = [];
    for (const channel of all) {
      const known = this.listeners[type].get(channel);
      if (known && !known.unsubscribing) kindOf(known, buffers).add(listener);
      else unknown.push(channel);
    }
    if (unknown.length === 0) return undefined;
    return this.begin(type, unknown, (channel) => {
      kindOf(this.listenersOf(type, channel), buffers).add(listener);
    });
  }

  /** Adds listeners that another client had. */
  extend(type: PubSubType, others: PubSubTypeListeners): Subscription | undefined {
    const unknown: string[] = [];
    others.forEach((listeners, channel) => {
      if (!this.listeners[type].has(channel)) unknown.push(channel);
      const own = this.listenersOf(type, channel);
      listeners.buffers.forEach((listener) => {
        own.buffers.add(listener);
      });
      listeners.strings.forEach((listener) => {
        own.strings.add(listener);
      });
    });
    return unknown.length === 0 ? undefined : this.begin(type, unknown, ignore);
  }

  /** Undefined: nothing to tell the server. */
  unsubscribe(
    type: PubSubType,
    channels: Channels | undefined,
    listener: AnyListener | undefined,
    buffers: boolean,
  ): Subscription | undefined {
    const known = this.listeners[type];
    if (listener && channels !== undefined)
      return this.removeListener(type, toArray(channels), listener, buffers);
    // Without names the server answers as often as it has subscriptions, which nobody here knows for sure: name them.
    const names = channels === undefined ? this.namesOf(type) : toArray(channels);
    if (names.length === 0) return undefined;
    return {
      words: [`${PREFIX[type]}unsubscribe`, ...names],
      onReply: () => {
        for (const name of names) known.delete(name);
      },
      onError: ignore,
    };
  }

  /** What to send on a new connection. */
  resubscribe(): Subscription[] {
    const subscriptions: Subscription[] = [];
    const send = (type: PubSubType, names: readonly string[]): void => {
      subscriptions.push({ words: [`${PREFIX[type]}subscribe`, ...names], onReply: ignore, onError: ignore });
    };
    for (const type of TYPES) {
      const names = Array.from(this.listeners[type].keys());
      // Shards may live on different nodes: one command each.
      if (type === 'SHARDED') for (const name of names) send(type, [name]);
      else if (names.length > 0) send(type, names);
    }
    return subscriptions;
  }

  /** Calls the listeners of a message. */
  deliver(type: PubSubType, message: Buffer, channel: Buffer, pattern?: string): void {
    const name = channel.toString();
    const listeners = this.listeners[type].get(pattern ?? name);
    if (!listeners) return;
    for (const listener of Array.from(listeners.buffers)) this.call(listener, message, channel);
    if (listeners.strings.size === 0) return;
    const text = message.toString();
    for (const listener of Array.from(listeners.strings)) this.call(listener, text, name);
  }

  /** A listener that throws must not stop the parser that called it. */
  private call<T>(listener: (message: T, channel: T) => unknown, message: T, channel: T): void {
    try {
      listener(message, channel);
    } catch (error) {
      this.onThrown(error);
    }
  }

  private begin(
    type: PubSubType,
    names: readonly string[],
    onSubscribed: (name: string) => void,
  ): Subscription {
    const pending = this.pending[type];
    for (const name of names) pending.set(name, (pending.get(name) ?? 0) + 1);
    const finish = (): void => {
      for (const name of names) {
        const left = (pending.get(name) ?? 1) - 1;
        if (left > 0) pending.set(name, left);
        else pending.delete(name);
      }
    };
    return {
      words: [`${PREFIX[type]}subscribe`, ...names],
      onReply: () => {
        finish();
        names.forEach(onSubscribed);
      },
      onError: finish,
    };
  }

  private removeListener(
    type: PubSubType,
    channels: readonly string[],
    listener: AnyListener,
    buffers: boolean,
  ): Subscription | undefined {
    const known = this.listeners[type];
    const leaving = channels.filter((channel) => {
      const listeners = known.get(channel);
      if (!listeners) return true;
      const one = kindOf(listeners, buffers).has(listener) ? 1 : 0;
      const left = listeners.buffers.size + listeners.strings.size - one;
      listeners.unsubscribing = left === 0;
      return left === 0;
    });
    const forget = (): void => {
      for (const channel of channels) {
        const listeners = known.get(channel);
        if (!listeners) continue;
        kindOf(listeners, buffers).delete(listener);
        if (listeners.buffers.size + listeners.strings.size === 0) known.delete(channel);
      }
    };
    if (leaving.length > 0)
      return { words: [`${PREFIX[type]}unsubscribe`, ...leaving], onReply: forget, onError: ignore };
    forget();
    return undefined;
  }

  private namesOf(type: PubSubType): string[] {
    const known = [this.listeners[type], this.pending[type]];
    return Array.from(new Set(known.flatMap((one) => Array.from(one.keys()))));
  }

  private listenersOf(type: PubSubType, channel: string): ChannelListeners {
    let listeners = this.listeners[type].get(channel);
    if (!listeners) {
      listeners = { unsubscribing: false, buffers: new Set(), strings: new Set() };
      this.listeners[type].set(channel, listeners);
    }
    return listeners;
  }
}

function mapEach<T>(): Readonly<Record<PubSubType, Map<string, T>>> {
  return { CHANNELS: new Map(), PATTERNS: new Map(), SHARDED: new Map() };
}

function kindOf(listeners: ChannelListeners, buffers: boolean): Set<AnyListener> {
  return buffers ? listeners.buffers : listeners.strings;
}
