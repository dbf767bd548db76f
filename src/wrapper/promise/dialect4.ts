import { SUBSCRIPTIONS, UPPER_CASE } from './client.js';
import { ClusterClient, ClusterMulti, type ClusterSettings } from './cluster.js';
import { Client4, LegacyMulti4 } from './client4.js';
import { define, defineCommands, defineUpperCase, extendClass } from './define.js';
import { Multi } from './multi.js';
import type { Settings } from './options.js';

export class RedisClient extends Client4 {}
class RedisMulti extends Multi {}
class RedisLegacyMulti extends LegacyMulti4 {}
class RedisCluster extends ClusterClient {
  constructor(options: ClusterSettings) {
    super(options, 4, (settings: Settings) => new RedisClient(settings));
  }
}
class RedisClusterMulti extends ClusterMulti {}

const multis = [RedisMulti, RedisLegacyMulti, RedisClusterMulti];
for (const Class of [RedisClient, RedisCluster, ...multis]) defineCommands(Class, 4);
defineUpperCase(RedisClient, UPPER_CASE);
defineUpperCase(RedisCluster, [...SUBSCRIPTIONS, 'multi']);
for (const Class of multis) defineUpperCase(Class, ['select', 'exec']);
define(RedisClient.prototype, 'Multi', RedisMulti);
define(RedisClient.prototype, '_LegacyMulti', RedisLegacyMulti);
define(RedisCluster.prototype, 'Multi', RedisClusterMulti);

/** A client of major 4, with a caller's scripts and functions as methods. */
export function createClient(options: Settings = {}): Client4 {
  return new (extendClass(RedisClient, options))(options);
}

export function createCluster(options: ClusterSettings): ClusterClient {
  return new (extendClass(RedisCluster, options))(options);
}
