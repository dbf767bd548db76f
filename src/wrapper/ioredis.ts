/** ioredis 5 and 6 on iovalkey: iovalkey's own classes, with what those majors do otherwise. */
import type {
  Callback as ValkeyCallback,
  ChainableCommander as ValkeyChainableCommander,
  Cluster as ValkeyCluster,
  ClusterNode as ValkeyClusterNode,
  ClusterOptions as ValkeyClusterOptions,
  Command as ValkeyCommand,
  CommonRedisOptions as ValkeyCommonOptions,
  DNSLookupFunction as ValkeyDNSLookupFunction,
  NatMap as ValkeyNatMap,
  NodeRole as ValkeyNodeRole,
  Pipeline as ValkeyPipeline,
  Redis as Valkey,
  RedisCommander as ValkeyCommander,
  RedisKey,
  RedisOptions as ValkeyOptions,
  RedisValue,
  Result,
  ScanStream as ValkeyScanStream,
  SentinelAddress as ValkeySentinelAddress,
} from 'iovalkey';
import { classesOf } from './ioredis/classes.js';
import type { Major } from './ioredis/options.js';

export * from 'iovalkey';

const sourceMajor: Major = 5;
const classes = classesOf(sourceMajor);

/** To Node, a default import is the whole package: its types have the class as a member there. */
interface Members {
  readonly default: typeof Valkey;
  readonly Redis: typeof Valkey;
}

export const Redis: typeof Valkey & Members = Object.assign(classes.Redis, {
  default: classes.Redis,
  Redis: classes.Redis,
});
export type Redis = Valkey;
/** As it names types there: `import IORedis from …; let client: IORedis.Redis`. */
export declare namespace Redis {
  type Redis = Valkey;
  type Cluster = ValkeyCluster;
  type Pipeline = ValkeyPipeline;
  type Command = ValkeyCommand;
  type ScanStream = ValkeyScanStream;
  type RedisOptions = ValkeyOptions;
  type CommonRedisOptions = ValkeyCommonOptions;
  type ClusterOptions = ValkeyClusterOptions;
  type ClusterNode = ValkeyClusterNode;
  type NodeRole = ValkeyNodeRole;
  type NatMap = ValkeyNatMap;
  type DNSLookupFunction = ValkeyDNSLookupFunction;
  type SentinelAddress = ValkeySentinelAddress;
  type ChainableCommander = ValkeyChainableCommander;
  type RedisCommander = ValkeyCommander;
  type Callback<T = unknown> = ValkeyCallback<T>;
}
export const Cluster = classes.Cluster;
export type Cluster = ValkeyCluster;
export { Redis as default, Redis as RedisClient, Redis as Valkey, Redis as ValkeyClient };

export type RedisStatus = Valkey['status'];
export type ClusterStatus = ValkeyCluster['status'];
export type ScanStreamOptions = NonNullable<Parameters<Valkey['scanStream']>[0]>;

declare module 'iovalkey' {
  interface RedisCommander<Context> {
    function(
      subcommand: 'DELETE' | 'DUMP' | 'FLUSH' | 'KILL' | 'LOAD' | 'RESTORE',
      ...given: (RedisValue | ValkeyCallback<string>)[]
    ): Result<string, Context>;
    function(
      subcommand: 'LIST',
      ...given: (RedisValue | ValkeyCallback<unknown[]>)[]
    ): Result<unknown[], Context>;
    function(subcommand: 'HELP' | 'STATS', callback?: ValkeyCallback<unknown>): Result<unknown, Context>;
    functionBuffer(
      subcommand: 'DELETE' | 'DUMP' | 'FLUSH' | 'KILL' | 'LOAD' | 'RESTORE',
      ...given: (RedisValue | ValkeyCallback<Buffer>)[]
    ): Result<Buffer, Context>;
    hgetex(...given: [key: RedisKey, ...given: RedisValue[]]): Result<(string | null)[], Context>;
    hgetexBuffer(...given: [key: RedisKey, ...given: RedisValue[]]): Result<(Buffer | null)[], Context>;
    hsetex(...given: [key: RedisKey, ...given: RedisValue[]]): Result<number, Context>;
  }
}
