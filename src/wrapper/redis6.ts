/** node-redis 6 on iovalkey. What this major has beside what it shares with the others is its types and constants. */
import type { Commands6 } from './promise/commands/types6.js';
import * as constants from './promise/constants.js';
import { dialect5 } from './promise/dialect5.js';
import * as errors from './promise/errors.js';
import { defineScript } from './promise/scripts.js';
import type {
  Client5Methods,
  CommandOptions,
  Multi5,
  None,
  Openness,
  PoolMethods,
  RedisArgument,
  RedisClientOptions5,
  RedisDefaultModules,
  RedisFunctions,
  RedisModules,
  RedisPoolOptions,
  RedisScripts,
  RespVersions,
  TextOf,
  TypeMapping,
  WithCommands,
  WithFunctions,
  WithScripts,
} from './promise/types.js';
import type { ClusterMethods, ClusterOptions } from './promise/types-cluster.js';
import type { SentinelMethods, SentinelOptions } from './promise/types-sentinel.js';

export type { GeoReplyWith } from './promise/commands/types.js';
export type { SetOptions } from './promise/commands/types5.js';
export {
  CLIENT_KILL_FILTERS,
  CLIENT_UNBLOCK_MODES,
  CLUSTER_SLOT_STATES,
  COMMAND_LIST_FILTER_BY,
  FAILOVER_MODES,
  GEO_REPLY_WITH,
  REDIS_FLUSH_MODES,
  RESP_TYPES,
} from './promise/constants.js';
export {
  AbortError,
  BlobError,
  ClientClosedError,
  ClientOfflineError,
  CommandTimeoutDuringMaintenanceError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  ErrorReply,
  MaxCommandRedirectionsError,
  MultiErrorReply,
  OpenTelemetryError,
  ReconnectStrategyError,
  RootNodesUnavailableError,
  ScanIteratorInterruptedError,
  SimpleError,
  SocketClosedUnexpectedlyError,
  SocketTimeoutDuringMaintenanceError,
  SocketTimeoutError,
  TimeoutError,
  WatchError,
} from './promise/errors.js';
export type { CommandParser } from './promise/scripts.js';
export type {
  RedisArgument,
  RedisDefaultModules,
  RedisFunctions,
  RedisModules,
  RedisPoolOptions,
  RedisScripts,
  RespVersions,
  TypeMapping,
} from './promise/types.js';

export type RedisClientOptions<
  M extends RedisModules = RedisModules,
  F extends RedisFunctions = RedisFunctions,
  S extends RedisScripts = RedisScripts,
  RESP extends RespVersions = 3,
  TYPE_MAPPING extends TypeMapping = TypeMapping,
> = RedisClientOptions5<M, F, S, RESP, TYPE_MAPPING> & { keyPrefix?: RedisArgument | undefined };
export type AnyRedisClientOptions = RedisClientOptions<
  RedisModules,
  RedisFunctions,
  RedisScripts,
  RespVersions
>;

type Commands<TYPE_MAPPING> = Commands6<TextOf<TYPE_MAPPING>>;
type Members<F, S, TYPE_MAPPING> = WithCommands<Commands<TYPE_MAPPING>> & WithFunctions<F> & WithScripts<S>;
type MultiType<F, S, TYPE_MAPPING> = Multi5<Commands<TYPE_MAPPING>, F, S>;

/** The same client with other options for its commands. */
interface Views<
  M extends RedisModules,
  F extends RedisFunctions,
  S extends RedisScripts,
  RESP extends RespVersions,
  TYPE_MAPPING extends TypeMapping,
> extends Openness<S> {
  duplicate<
    M2 extends RedisModules = M,
    F2 extends RedisFunctions = F,
    S2 extends RedisScripts = S,
    RESP2 extends RespVersions = RESP,
    T extends TypeMapping = TYPE_MAPPING,
  >(overrides?: Partial<RedisClientOptions<M2, F2, S2, RESP2, T>>): RedisClientType<M2, F2, S2, RESP2, T>;
  withTypeMapping<T extends TypeMapping>(typeMapping: T): RedisClientType<M, F, S, RESP, T>;
  withCommandOptions<T extends TypeMapping = None>(
    options: CommandOptions<T>,
  ): RedisClientType<M, F, S, RESP, T>;
}

export type RedisClientType<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  RESP extends RespVersions = 3,
  TYPE_MAPPING extends TypeMapping = None,
> = Client5Methods<
  RedisClientType<M, F, S, RESP, TYPE_MAPPING>,
  RedisClientOptions<M, F, S, RESP, TYPE_MAPPING>,
  TextOf<TYPE_MAPPING>,
  MultiType<F, S, TYPE_MAPPING>,
  RedisClientPoolType<M, F, S, RESP, TYPE_MAPPING>
> &
  Views<M, F, S, RESP, TYPE_MAPPING> &
  Members<F, S, TYPE_MAPPING>;

export type RedisClientPoolType<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  RESP extends RespVersions = 3,
  TYPE_MAPPING extends TypeMapping = None,
> = PoolMethods<
  RedisClientType<M, F, S, RESP, TYPE_MAPPING>,
  MultiType<F, S, TYPE_MAPPING>,
  RedisClientPoolType<M, F, S, RESP, TYPE_MAPPING>
> &
  Members<F, S, TYPE_MAPPING>;

export type RedisClusterOptions<
  M extends RedisModules = RedisModules,
  F extends RedisFunctions = RedisFunctions,
  S extends RedisScripts = RedisScripts,
> = ClusterOptions<RedisClientOptions<M, F, S>>;

export type RedisClusterType<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  RESP extends RespVersions = 3,
  TYPE_MAPPING extends TypeMapping = None,
> = ClusterMethods<
  RedisClientType<M, F, S, RESP, TYPE_MAPPING>,
  RedisClusterOptions<M, F, S>,
  MultiType<F, S, TYPE_MAPPING>,
  RedisClusterType<M, F, S, RESP, TYPE_MAPPING>
> &
  Members<F, S, TYPE_MAPPING>;

export type RedisSentinelOptions<
  M extends RedisModules = RedisModules,
  F extends RedisFunctions = RedisFunctions,
  S extends RedisScripts = RedisScripts,
> = SentinelOptions<RedisClientOptions<M, F, S>>;

export type RedisSentinelType<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  RESP extends RespVersions = 3,
  TYPE_MAPPING extends TypeMapping = None,
> = SentinelMethods<MultiType<F, S, TYPE_MAPPING>, RedisSentinelType<M, F, S, RESP, TYPE_MAPPING>> &
  Members<F, S, TYPE_MAPPING>;

type CreateClient = <
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  RESP extends RespVersions = 3,
  TYPE_MAPPING extends TypeMapping = None,
>(
  options?: RedisClientOptions<M, F, S, RESP, TYPE_MAPPING>,
) => RedisClientType<RedisDefaultModules & M, F, S, RESP, TYPE_MAPPING>;

type CreateClientPool = <
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
  RESP extends RespVersions = 3,
  TYPE_MAPPING extends TypeMapping = None,
>(
  options?: RedisClientOptions<M, F, S, RESP, TYPE_MAPPING>,
  pool?: Partial<RedisPoolOptions>,
) => RedisClientPoolType<RedisDefaultModules & M, F, S, RESP, TYPE_MAPPING>;

type CreateCluster = <
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
>(
  options: RedisClusterOptions<M, F, S>,
) => RedisClusterType<RedisDefaultModules & M, F, S>;

type CreateSentinel = <
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
>(
  options: RedisSentinelOptions<M, F, S>,
) => RedisSentinelType<RedisDefaultModules & M, F, S>;

// The members for commands, scripts and functions are made from tables when the module is loaded: these types are the
// one place that says so, and the differential tests are what proves it.
const made = dialect5(6);
export const createClient = made.createClient as unknown as CreateClient;
export const createClientPool = made.createClientPool as unknown as CreateClientPool;
export const createCluster = made.createCluster as unknown as CreateCluster;
export const createSentinel = made.createSentinel as unknown as CreateSentinel;

/** The client's class, to recognise its instances by; `createClient` makes them. */
export const ValkeyClient = made.RedisClient as unknown as {
  readonly prototype: RedisClientType;
  create: CreateClient;
  new (options?: RedisClientOptions): RedisClientType;
};
export type ValkeyClient = RedisClientType;
export const RedisClient = ValkeyClient;
export type RedisClient = RedisClientType;

export { defineScript };

const redis = {
  ...constants,
  ...errors,
  createClient,
  createClientPool,
  createCluster,
  createSentinel,
  defineScript,
  RedisClient,
  ValkeyClient,
};
export default redis;
