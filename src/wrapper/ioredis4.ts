/** ioredis 4 on iovalkey: iovalkey's own classes, with what that major does otherwise, and the types as @types/ioredis names them. */
import {
  type ChainableCommander,
  type ClusterNode as ValkeyClusterNode,
  type ClusterOptions as ValkeyClusterOptions,
  Command as ValkeyCommand,
  Pipeline as ValkeyPipeline,
  type DNSLookupFunction as ValkeyDNSLookupFunction,
  type NatMap as ValkeyNatMap,
  type NodeRole as ValkeyNodeRole,
  type RedisCommander,
  type RedisKey,
  type Result,
  type RedisOptions as ValkeyOptions,
  type Cluster as ValkeyCluster,
  type Redis as Valkey,
} from 'iovalkey';
import { classesOf } from './ioredis/classes.js';

export {
  AbstractConnector,
  ReplyError,
  ScanStream,
  SentinelConnector,
  SentinelIterator,
  print,
} from 'iovalkey';

declare module 'iovalkey' {
  /** As @types/ioredis has them: lists of arguments within the arguments, words of a command as text, replies of any type. */
  interface RedisCommander<Context> {
    // biome-ignore-start lint/suspicious/noExplicitAny: as @types/ioredis declares it.
    eval(script: string, numKeys: number | string, ...args: ValueType[]): Result<any, Context>;
    eval(
      ...args: [script: string, numKeys: number | string, ...args: ValueType[], callback: Callback<any>]
    ): Result<any, Context>;
    evalsha(sha1: string, numKeys: number | string, ...args: ValueType[]): Result<any, Context>;
    evalsha(
      ...args: [sha1: string, numKeys: number | string, ...args: ValueType[], callback: Callback<any>]
    ): Result<any, Context>;
    cluster(subcommand: string, ...args: ValueType[]): Result<any, Context>;
    // biome-ignore-end lint/suspicious/noExplicitAny: as @types/ioredis declares it.
  }
}

const classes = classesOf(4);

export const Redis = classes.Redis;
export const Cluster = classes.Cluster;
export const Command = ValkeyCommand;
export const Pipeline = ValkeyPipeline;

export type Redis = Valkey;
export type Cluster = ValkeyCluster;
export type Pipeline = ChainableCommander;
export type Commands = RedisCommander;
export type Command = ValkeyCommand;
export type RedisOptions = ValkeyOptions;
export type ClusterOptions = ValkeyClusterOptions;
export type ClusterNode = ValkeyClusterNode;
export type NodeRole = ValkeyNodeRole;
export type KeyType = RedisKey;
export type ValueType = string | Buffer | number | unknown[];
export type NatMap = ValkeyNatMap;
export type DNSLookupFunction = ValkeyDNSLookupFunction;
export type ScanStreamOption = NonNullable<Parameters<Valkey['scanStream']>[0]>;
export type Ok = 'OK';
export type BooleanResponse = 1 | 0;
export type Callback<T> = (error: Error | null, result: T) => void;
// biome-ignore lint/suspicious/noExplicitAny: as @types/ioredis declares it.
export type CallbackFunction<T = any> = (error?: NodeJS.ErrnoException | null, result?: T) => void;

const ValkeyClient = Redis;
type ValkeyClient = Valkey;
/** `import Redis from …` also names types: `Redis.RedisOptions`. */
declare namespace ValkeyClient {
  type Redis = Valkey;
  type Cluster = ValkeyCluster;
  type Pipeline = ChainableCommander;
  type Commands = RedisCommander;
  type Command = ValkeyCommand;
  type RedisOptions = ValkeyOptions;
  type ClusterOptions = ValkeyClusterOptions;
  type ClusterNode = ValkeyClusterNode;
  type NodeRole = ValkeyNodeRole;
  type KeyType = RedisKey;
  type ValueType = string | Buffer | number | unknown[];
  type NatMap = ValkeyNatMap;
  type DNSLookupFunction = ValkeyDNSLookupFunction;
  type ScanStreamOption = NonNullable<Parameters<Valkey['scanStream']>[0]>;
  type Ok = 'OK';
  type BooleanResponse = 1 | 0;
  type Callback<T> = (error: Error | null, result: T) => void;
  // biome-ignore lint/suspicious/noExplicitAny: as @types/ioredis declares it.
  type CallbackFunction<T = any> = (error?: NodeJS.ErrnoException | null, result?: T) => void;
}
export { ValkeyClient as default, ValkeyClient as RedisClient, ValkeyClient };
