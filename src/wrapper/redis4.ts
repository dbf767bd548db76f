/** node-redis 4 on iovalkey. */
import type { Commands4 } from './promise/commands/types4.js';
import { commandOptions } from './promise/command-options.js';
import * as constants from './promise/constants.js';
import {
  createClient as makeClient,
  createCluster as makeCluster,
  RedisClient as Client,
} from './promise/dialect4.js';
import * as errors from './promise/errors.js';
import { defineScript } from './promise/scripts.js';
import type {
  Client4Methods,
  Multi4,
  None,
  RedisClientOptions4,
  RedisDefaultModules,
  RedisFunctions,
  RedisModules,
  RedisScripts,
  WithCommands,
  WithCommands4,
  WithFunctions,
  WithScripts,
} from './promise/types.js';
import type { ClusterMethods, ClusterOptions } from './promise/types-cluster.js';

export type { SetOptions4 as SetOptions } from './promise/commands/types4.js';
export { GEO_REPLY_WITH as GeoReplyWith, REDIS_FLUSH_MODES as RedisFlushModes } from './promise/constants.js';
export {
  AbortError,
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  ErrorReply,
  MultiErrorReply,
  ReconnectStrategyError,
  RootNodesUnavailableError,
  SocketClosedUnexpectedlyError,
  WatchError,
} from './promise/errors.js';
export type { RedisDefaultModules, RedisFunctions, RedisModules, RedisScripts } from './promise/types.js';

export type RedisClientOptions<
  M extends RedisModules = RedisModules,
  F extends RedisFunctions = RedisFunctions,
  S extends RedisScripts = RedisScripts,
> = RedisClientOptions4<M, F, S>;

export type RedisClientType<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
> = Client4Methods<Commands4, F, S, RedisClientType<M, F, S>, RedisClientOptions<M, F, S>> &
  WithCommands4<Commands4, Commands4<Buffer>> &
  WithFunctions<F> &
  WithScripts<S>;

export type RedisClusterOptions<
  M extends RedisModules = RedisModules,
  F extends RedisFunctions = RedisFunctions,
  S extends RedisScripts = RedisScripts,
> = ClusterOptions<RedisClientOptions<M, F, S>>;

export type RedisClusterType<
  M extends RedisModules = None,
  F extends RedisFunctions = None,
  S extends RedisScripts = None,
> = ClusterMethods<
  RedisClientType<M, F, S>,
  RedisClusterOptions<M, F, S>,
  Multi4<Commands4, F, S>,
  RedisClusterType<M, F, S>
> &
  WithCommands<Commands4> &
  WithFunctions<F> &
  WithScripts<S>;

type CreateClient = <
  M extends RedisModules = RedisModules,
  F extends RedisFunctions = RedisFunctions,
  S extends RedisScripts = RedisScripts,
>(
  options?: RedisClientOptions<M, F, S>,
) => RedisClientType<RedisDefaultModules & M, F, S>;

type CreateCluster = <
  M extends RedisModules = RedisModules,
  F extends RedisFunctions = RedisFunctions,
  S extends RedisScripts = RedisScripts,
>(
  options: RedisClusterOptions<M, F, S>,
) => RedisClusterType<RedisDefaultModules & M, F, S>;

// The members for commands, scripts and functions are made from tables when the module is loaded: these types are the
// one place that says so, and the differential tests are what proves it.
export const createClient = makeClient as unknown as CreateClient;
export const createCluster = makeCluster as unknown as CreateCluster;

/** The client's class, to recognise its instances by; `createClient` makes them. */
export const ValkeyClient = Client as unknown as {
  readonly prototype: RedisClientType;
  new (options?: RedisClientOptions): RedisClientType;
};
export type ValkeyClient = RedisClientType;
export const RedisClient = ValkeyClient;
export type RedisClient = RedisClientType;

export { commandOptions, defineScript };

const redis = {
  ...errors,
  GeoReplyWith: constants.GEO_REPLY_WITH,
  RedisFlushModes: constants.REDIS_FLUSH_MODES,
  commandOptions,
  createClient,
  createCluster,
  defineScript,
  RedisClient,
  ValkeyClient,
};
export default redis;
