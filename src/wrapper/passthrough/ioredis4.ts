/** ioredis 4 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import Installed from 'ioredis';
import { sameClass } from '../class.js';
import { plainArguments, plainClusterArguments } from './arguments.js';

export const Redis: typeof Installed = sameClass(Installed, plainArguments);
export const Cluster: typeof Installed.Cluster = sameClass(Installed.Cluster, plainClusterArguments);
export const Command: typeof Installed.Command = Installed.Command;
// What @types/ioredis does not declare.
export const AbstractConnector: unknown = Reflect.get(Redis, 'AbstractConnector');
export const Pipeline: unknown = Reflect.get(Redis, 'Pipeline');
export const ReplyError: unknown = Reflect.get(Redis, 'ReplyError');
export const ScanStream: unknown = Reflect.get(Redis, 'ScanStream');
export const SentinelConnector: unknown = Reflect.get(Redis, 'SentinelConnector');
export const SentinelIterator: unknown = Reflect.get(Redis, 'SentinelIterator');
export const print: unknown = Reflect.get(Redis, 'print');

Object.assign(Redis, {
  createClient: (...given: ConstructorParameters<typeof Redis>) => new Redis(...given),
  default: Redis,
  Redis,
  Cluster,
  ValkeyClient: Redis,
  RedisClient: Redis,
});

export type BooleanResponse = Installed.BooleanResponse;
export type Callback<T> = Installed.Callback<T>;
export type KeyType = Installed.KeyType;
export type ValueType = Installed.ValueType;
export type OverloadedCommand<T, U> = Installed.OverloadedCommand<T, U>;
export type OverloadedListCommand<T, U> = Installed.OverloadedListCommand<T, U>;
export type OverloadedBlockingListCommand<T, U> = Installed.OverloadedBlockingListCommand<T, U>;
export type OverloadedSubCommand<T, U> = Installed.OverloadedSubCommand<T, U>;
export type OverloadedKeyCommand<T, U> = Installed.OverloadedKeyCommand<T, U>;
export type OverloadedHashCommand<T, U> = Installed.OverloadedHashCommand<T, U>;
export type OverloadedKeyedHashCommand<T, U> = Installed.OverloadedKeyedHashCommand<T, U>;
export type OverloadedEvalCommand<T, U> = Installed.OverloadedEvalCommand<T, U>;
export type OverloadedScanCommand<T, U> = Installed.OverloadedScanCommand<T, U>;
export type Command = Installed.Command;
export type Commands = Installed.Commands;
export type Redis = Installed.Redis;
export type Pipeline = Installed.Pipeline;
export type NodeConfiguration = Installed.NodeConfiguration;
export type ClusterNode = Installed.ClusterNode;
export type NodeRole = Installed.NodeRole;
// biome-ignore lint/suspicious/noExplicitAny: as @types/ioredis declares it.
export type CallbackFunction<T = any> = Installed.CallbackFunction<T>;
export type Ok = Installed.Ok;
export type Cluster = Installed.Cluster;
export type ClusterStatic = Installed.ClusterStatic;
export type RedisOptions = Installed.RedisOptions;
export type AddressFromResponse = Installed.AddressFromResponse;
export type PreferredSlaves = Installed.PreferredSlaves;
export type SecureVersion = Installed.SecureVersion;
export type SecureContextOptions = Installed.SecureContextOptions;
export type ScanStreamOption = Installed.ScanStreamOption;
export type DNSLookupFunction = Installed.DNSLookupFunction;
export type NatMap = Installed.NatMap;
export type ClusterOptions = Installed.ClusterOptions;
export type MultiOptions = Installed.MultiOptions;

const ValkeyClient: typeof Installed = Redis;
type ValkeyClient = Redis;
declare namespace ValkeyClient {
  type BooleanResponse = Installed.BooleanResponse;
  type Callback<T> = Installed.Callback<T>;
  type KeyType = Installed.KeyType;
  type ValueType = Installed.ValueType;
  type OverloadedCommand<T, U> = Installed.OverloadedCommand<T, U>;
  type OverloadedListCommand<T, U> = Installed.OverloadedListCommand<T, U>;
  type OverloadedBlockingListCommand<T, U> = Installed.OverloadedBlockingListCommand<T, U>;
  type OverloadedSubCommand<T, U> = Installed.OverloadedSubCommand<T, U>;
  type OverloadedKeyCommand<T, U> = Installed.OverloadedKeyCommand<T, U>;
  type OverloadedHashCommand<T, U> = Installed.OverloadedHashCommand<T, U>;
  type OverloadedKeyedHashCommand<T, U> = Installed.OverloadedKeyedHashCommand<T, U>;
  type OverloadedEvalCommand<T, U> = Installed.OverloadedEvalCommand<T, U>;
  type OverloadedScanCommand<T, U> = Installed.OverloadedScanCommand<T, U>;
  type Command = Installed.Command;
  type Commands = Installed.Commands;
  type Redis = Installed.Redis;
  type Pipeline = Installed.Pipeline;
  type NodeConfiguration = Installed.NodeConfiguration;
  type ClusterNode = Installed.ClusterNode;
  type NodeRole = Installed.NodeRole;
  // biome-ignore lint/suspicious/noExplicitAny: as @types/ioredis declares it.
  type CallbackFunction<T = any> = Installed.CallbackFunction<T>;
  type Ok = Installed.Ok;
  type Cluster = Installed.Cluster;
  type ClusterStatic = Installed.ClusterStatic;
  type RedisOptions = Installed.RedisOptions;
  type AddressFromResponse = Installed.AddressFromResponse;
  type PreferredSlaves = Installed.PreferredSlaves;
  type SecureVersion = Installed.SecureVersion;
  type SecureContextOptions = Installed.SecureContextOptions;
  type ScanStreamOption = Installed.ScanStreamOption;
  type DNSLookupFunction = Installed.DNSLookupFunction;
  type NatMap = Installed.NatMap;
  type ClusterOptions = Installed.ClusterOptions;
  type MultiOptions = Installed.MultiOptions;
}
export { ValkeyClient as default, Redis as RedisClient, ValkeyClient };
