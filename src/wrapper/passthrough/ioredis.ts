/** ioredis 5 and 6 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import {
  type Callback as InstalledCallback,
  type ChainableCommander as InstalledChainableCommander,
  Cluster as InstalledCluster,
  type ClusterNode as InstalledClusterNode,
  type ClusterOptions as InstalledClusterOptions,
  type RedisOptions as InstalledOptions,
  Redis as InstalledRedis,
} from 'ioredis5';
import { sameClass } from '../class.js';
import { plainArguments, plainClusterArguments } from './arguments.js';

export * from 'ioredis5';

/** To Node, a default import is the whole package: its types have the class as a member there. */
interface Members {
  readonly default: typeof InstalledRedis;
  readonly Redis: typeof InstalledRedis;
}

const made = sameClass(InstalledRedis, plainArguments);
export const Redis: typeof InstalledRedis & Members = Object.assign(made, { default: made, Redis: made });
export type Redis = InstalledRedis;
/** As it names types there: `import IORedis from …; let client: IORedis.Redis`. */
export declare namespace Redis {
  type Redis = InstalledRedis;
  type Cluster = InstalledCluster;
  type RedisOptions = InstalledOptions;
  type ClusterOptions = InstalledClusterOptions;
  type ClusterNode = InstalledClusterNode;
  type ChainableCommander = InstalledChainableCommander;
  type Callback<T = unknown> = InstalledCallback<T>;
}
export const Cluster = sameClass(InstalledCluster, plainClusterArguments);
export type Cluster = InstalledCluster;

Redis.createClient = (...given) => new Redis(...given);
Object.assign(Redis, { Cluster, ValkeyClient: Redis, RedisClient: Redis });

export { Redis as default, Redis as RedisClient, Redis as ValkeyClient };
