/** The types of `createSentinel`. */
import type { EventEmitter } from 'events';
import type {
  CommandOptions,
  Names,
  NodeAddress,
  NodeAddressMap,
  PubSubMethods,
  RedisArgument,
  ReplyUnion,
  RespVersions,
} from './types.js';

export interface SentinelOptions<Options> {
  name: string;
  sentinelRootNodes: NodeAddress[];
  nodeClientOptions?: Options | undefined;
  sentinelClientOptions?: Options | undefined;
  masterPoolSize?: number | undefined;
  replicaPoolSize?: number | undefined;
  maxCommandRediscovers?: number | undefined;
  scanInterval?: number | undefined;
  nodeAddressMap?: NodeAddressMap | undefined;
  passthroughClientErrorEvents?: boolean | undefined;
  reserveClient?: boolean | undefined;
  commandOptions?: CommandOptions | undefined;
  scripts?: (Options extends { scripts?: infer S } ? S : never) | undefined;
  functions?: (Options extends { functions?: infer F } ? F : never) | undefined;
  RESP?: RespVersions | undefined;
  keyPrefix?: RedisArgument | undefined;
}

export interface SentinelMethods<Multi, Sentinel> extends EventEmitter, Names<PubSubMethods> {
  readonly isOpen: boolean;
  readonly isReady: boolean;
  readonly commandOptions: CommandOptions | undefined;
  connect(): Promise<Sentinel>;
  /** Lends a connection of its own to a task. */
  use<T>(task: (client: SentinelLease<Sentinel>) => Promise<T>): Promise<T>;
  acquire(): Promise<SentinelLease<Sentinel>>;
  sendCommand<T = ReplyUnion>(
    isReadonly: boolean | undefined,
    args: readonly RedisArgument[],
    options?: CommandOptions,
  ): Promise<T>;
  withCommandOptions(options: CommandOptions): Sentinel;
  scanIterator(
    options?:
      | { MATCH?: RedisArgument; COUNT?: number; TYPE?: RedisArgument; cursor?: RedisArgument }
      | undefined,
  ): AsyncGenerator<string[], void, unknown>;
  multi(): Multi;
  MULTI(): Multi;
  close(): Promise<void>;
  destroy(): void;
}

type SentinelLease<Sentinel> = Sentinel & {
  watch(key: RedisArgument | RedisArgument[]): Promise<'OK'>;
  unwatch(): Promise<'OK'>;
  release(): Promise<void>;
};
