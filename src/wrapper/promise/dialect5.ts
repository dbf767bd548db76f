import { SUBSCRIPTIONS, UPPER_CASE } from './client.js';
import { ClusterClient, ClusterMulti, type ClusterSettings } from './cluster.js';
import { Client5 } from './client5.js';
import type { Opener } from './core.js';
import { define, defineCommands, defineUpperCase, extendClass } from './define.js';
import { Multi } from './multi.js';
import type { Settings } from './options.js';
import { ClientPool, type PoolOptions } from './pool.js';
import { SentinelClient, SentinelMulti, type SentinelSettings } from './sentinel.js';

export interface Dialect5 {
  readonly RedisClient: new (options?: Settings) => Client5;
  createClient(options?: Settings): Client5;
  createClientPool(options?: Settings, pool?: Partial<PoolOptions>): ClientPool;
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
  define(RedisClient.prototype, '_Pool', RedisClientPool);
  for (const Class of [RedisClient, RedisClientPool]) define(Class.prototype, 'Multi', RedisMulti);
  define(RedisSentinel.prototype, 'Multi', RedisSentinelMulti);
  define(RedisCluster.prototype, 'Multi', RedisClusterMulti);

  /** The classes with a caller's scripts and functions as methods. */
  const specialise = ({ scripts, functions }: Settings) => {
    if (!scripts && !functions) return { Client: RedisClient, Pool: RedisClientPool };
    const Special = extendClass(RedisClient, scripts, functions);
    const SpecialPool = extendClass(RedisClientPool, scripts, functions);
    const SpecialMulti = extendClass(RedisMulti, scripts, functions);
    define(Special.prototype, '_Pool', SpecialPool);
    for (const Class of [Special, SpecialPool]) define(Class.prototype, 'Multi', SpecialMulti);
    return { Client: Special, Pool: SpecialPool };
  };

  return {
    RedisClient,
    createClient(options: Settings = {}): Client5 {
      const { Client } = specialise(options);
      return new Client(options);
    },
    createCluster(options: ClusterSettings): ClusterClient {
      const { scripts, functions } = options;
      const Class = extendClass(RedisCluster, scripts, functions);
      if (Class !== RedisCluster) {
        define(Class.prototype, 'Multi', extendClass(RedisClusterMulti, scripts, functions));
      }
      return new Class(options);
    },
    createSentinel(options: SentinelSettings): SentinelClient {
      const { scripts, functions } = options;
      const Class = extendClass(RedisSentinel, scripts, functions);
      if (Class !== RedisSentinel)
        define(Class.prototype, 'Multi', extendClass(RedisSentinelMulti, scripts, functions));
      return new Class(options);
    },
    createClientPool(options: Settings = {}, pool?: Partial<PoolOptions>): ClientPool {
      const { Client, Pool } = specialise(options);
      return new Pool(() => new Client(options), pool);
    },
  };
}
