/** ioredis 5 and 6 on iovalkey: iovalkey's own classes, with what those majors do otherwise. */
import type { Cluster as ValkeyCluster, RedisKey, RedisValue, Result, Redis as Valkey } from 'iovalkey';
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
export const Cluster = classes.Cluster;
export type Cluster = ValkeyCluster;
export { Redis as default, Redis as RedisClient, Redis as Valkey, Redis as ValkeyClient };

export type RedisStatus = Valkey['status'];
export type ClusterStatus = ValkeyCluster['status'];
export type ScanStreamOptions = NonNullable<Parameters<Valkey['scanStream']>[0]>;

declare module 'iovalkey' {
  interface RedisCommander<Context> {
    hgetex(...given: [key: RedisKey, ...given: RedisValue[]]): Result<(string | null)[], Context>;
    hgetexBuffer(...given: [key: RedisKey, ...given: RedisValue[]]): Result<(Buffer | null)[], Context>;
    hsetex(...given: [key: RedisKey, ...given: RedisValue[]]): Result<number, Context>;
  }
}
