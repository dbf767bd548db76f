import { UPPER_CASE } from './client.js';
import { Client5 } from './client5.js';
import type { Opener } from './core.js';
import { define, defineCommands, defineUpperCase, extendClass } from './define.js';
import { Multi } from './multi.js';
import type { Settings } from './options.js';
import { ClientPool, type PoolOptions } from './pool.js';

/** The classes of major 5 or 6, and what makes their instances. */
export function dialect5(major: 5 | 6) {
  class RedisClient extends Client5 {
    constructor(options?: Settings, open?: Opener) {
      super(options, major, open);
    }
  }
  class RedisMulti extends Multi {}
  class RedisClientPool extends ClientPool {}

  for (const Class of [RedisClient, RedisMulti, RedisClientPool]) defineCommands(Class, major);
  defineUpperCase(RedisClient, [...UPPER_CASE, 'watch', 'unwatch', 'monitor']);
  defineUpperCase(RedisMulti, ['select', 'exec']);
  defineUpperCase(RedisClientPool, ['multi']);
  define(RedisClient.prototype, 'Pool', RedisClientPool);
  for (const Class of [RedisClient, RedisClientPool]) define(Class.prototype, 'Multi', RedisMulti);

  /** The classes with a caller's scripts and functions as methods. */
  const specialise = ({ scripts, functions }: Settings) => {
    if (!scripts && !functions) return { Client: RedisClient, Pool: RedisClientPool };
    const Special = extendClass(RedisClient, scripts, functions);
    const SpecialPool = extendClass(RedisClientPool, scripts, functions);
    const SpecialMulti = extendClass(RedisMulti, scripts, functions);
    define(Special.prototype, 'Pool', SpecialPool);
    for (const Class of [Special, SpecialPool]) define(Class.prototype, 'Multi', SpecialMulti);
    return { Client: Special, Pool: SpecialPool };
  };

  return {
    RedisClient,
    RedisClientPool,
    createClient(options: Settings = {}): Client5 {
      const { Client } = specialise(options);
      return new Client(options);
    },
    createClientPool(options: Settings = {}, pool?: Partial<PoolOptions>): ClientPool {
      const { Client, Pool } = specialise(options);
      return new Pool(() => new Client(options), pool);
    },
  };
}
