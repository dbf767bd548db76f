/** Types that the parts of a client, and the types that it exports, share. */

/** The major of node-redis that a client speaks. */
export type Major = 4 | 5 | 6;

/** One word of a command on the wire. */
export type Word = string | Buffer;

export interface Address {
  host: string;
  port: number;
}

export type PubSubType = 'CHANNELS' | 'PATTERNS' | 'SHARDED';

export type PubSubListener<T extends boolean = false> = (
  message: T extends true ? Buffer : string,
  channel: T extends true ? Buffer : string,
) => unknown;

export type AnyListener = PubSubListener<true> | PubSubListener<false>;
export type Channels = string | readonly string[];

export interface ChannelListeners {
  unsubscribing: boolean;
  buffers: Set<PubSubListener<true>>;
  strings: Set<PubSubListener>;
}

export type PubSubTypeListeners = Map<string, ChannelListeners>;

export const ignore = (): void => {};

export function toArray<T>(items: T | readonly T[]): readonly T[] {
  return Array.isArray(items) ? items : [items as T];
}
