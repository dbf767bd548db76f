/** ioredis 5 and 6 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import { Cluster as InstalledCluster, Redis as InstalledRedis } from 'ioredis5';
import { sameClass } from '../class.js';
import { plainArguments, plainClusterArguments } from './arguments.js';

export * from 'ioredis5';

export const Redis = sameClass(InstalledRedis, plainArguments);
export type Redis = InstalledRedis;
export const Cluster = sameClass(InstalledCluster, plainClusterArguments);
export type Cluster = InstalledCluster;

Redis.createClient = (...given) => new Redis(...given);
Object.assign(Redis, { default: Redis, Redis, Cluster, ValkeyClient: Redis, RedisClient: Redis });

export { Redis as default, Redis as RedisClient, Redis as ValkeyClient };
