import { SUBSCRIPTIONS, UPPER_CASE } from './client.js';
import { ClusterClient, ClusterMulti, type ClusterSettings } from './cluster.js';
import { Client5 } from './client5.js';
import type { Opener } from './connection.js';
import { define, defineCommands, defineUpperCase, extendClass } from './define.js';
import { Multi } from './multi.js';
import type { Settings } from './options.js';
import { ClientPool } from './pool.js';
import { SentinelClient, SentinelMulti, type SentinelSettings } from './sentinel.js';
import type { RedisPoolOptions } from './types.js';

export interface Dialect5 {
  readonly RedisClient: new (options?: Settings) => Client5;
  createClient(options?: Settings): Client5;
  createClientPool(options?: Settings, pool?: Partial<RedisPoolOptions>): ClientPool;
  createCluster(options: ClusterSettings): ClusterClient;
  createSentinel(options: SentinelSettings): SentinelClient;
}

/** The classes of major 5 or 6, and what makes their instances. */
export function dialect5(major: 5 | 6): Dialect5 {
  class RedisClient extends Client5 {
    constructor(options?: Settings, open?: Opener) {
      super(options, major, open);
    }
  }
  class RedisMulti extends Multi {}
  class RedisClientPool extends ClientPool {}
  class RedisCluster extends ClusterClient {
    constructor(options: ClusterSettings) {
      super(options, major, (settings: Settings) => new RedisClient(settings));
    }
  }
  class RedisClusterMulti extends ClusterMulti {}
  class RedisSentinel extends SentinelClient {
    constructor(options: SentinelSettings) {
      super(options, major);
    }
  }
  class RedisSentinelMulti extends SentinelMulti {}

  const clients = [RedisClient, RedisSentinel];
  const multis = [RedisMulti, RedisClusterMulti, RedisSentinelMulti];
  for (const Class of [...clients, ...multis, RedisClientPool, RedisCluster]) defineCommands(Class, major);
  for (const Class of clients) defineUpperCase(Class, [...UPPER_CASE, 'watch', 'unwatch', 'monitor']);
  for (const Class of multis) defineUpperCase(Class, ['select', 'exec']);
  defineUpperCase(RedisClientPool, ['multi']);
  defineUpperCase(RedisCluster, [...SUBSCRIPTIONS, 'multi']);
  for (const Class of [RedisClient, RedisClientPool]) define(Class.prototype, 'Multi', RedisMulti);
  define(RedisClient.prototype, '_Pool', RedisClientPool);
  define(RedisSentinel.prototype, 'Multi', RedisSentinelMulti);
  define(RedisCluster.prototype, 'Multi', RedisClusterMulti);

  return {
    RedisClient,
    createClient(options: Settings = {}): Client5 {
      return new (extendClass(RedisClient, options))(options);
    },
    createCluster(options: ClusterSettings): ClusterClient {
      return new (extendClass(RedisCluster, options))(options);
    },
    createSentinel(options: SentinelSettings): SentinelClient {
      return new (extendClass(RedisSentinel, options))(options);
    },
    createClientPool(options: Settings = {}, pool?: Partial<RedisPoolOptions>): ClientPool {
      const Client = extendClass(RedisClient, options);
      return new (extendClass(RedisClientPool, options))(() => new Client(options), pool);
    },
  };
}
