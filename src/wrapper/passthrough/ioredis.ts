/** ioredis 5 and 6 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import { Cluster as InstalledCluster, Redis as InstalledRedis } from 'ioredis5';
import { withArguments } from '../class.js';
import { plainClusterArguments, plainUrl } from './arguments.js';

export * from 'ioredis5';

export const Redis = withArguments(InstalledRedis, (given) => given.map(plainUrl));
export type Redis = InstalledRedis;
export const Cluster = withArguments(InstalledCluster, plainClusterArguments);
export type Cluster = InstalledCluster;

Redis.createClient = (...given) => new Redis(...given);
Object.assign(Redis, { default: Redis, Redis, Cluster, ValkeyClient: Redis, RedisClient: Redis });

export { Redis as default, Redis as RedisClient, Redis as ValkeyClient };
