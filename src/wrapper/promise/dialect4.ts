import { UPPER_CASE } from './client.js';
import { Client4, LegacyMulti4 } from './client4.js';
import { define, defineCommands, defineUpperCase, extendClass } from './define.js';
import { Multi, type MultiClass } from './multi.js';
import type { Settings } from './options.js';

class RedisClient extends Client4 {}
class RedisMulti extends Multi {}
class RedisLegacyMulti extends LegacyMulti4 {}

for (const Class of [RedisClient, RedisMulti, RedisLegacyMulti]) defineCommands(Class, 4);
defineUpperCase(RedisClient, UPPER_CASE);
for (const Class of [RedisMulti, RedisLegacyMulti]) defineUpperCase(Class, ['select', 'exec']);
define(RedisClient.prototype, 'Multi', RedisMulti);

/** A client of major 4, with a caller's scripts and functions as methods. */
export function createClient(options: Settings = {}): Client4 {
  const { scripts, functions, legacyMode } = options;
  const Class = extendClass(RedisClient, scripts, functions);
  const client = new Class(options);
  const Chosen: MultiClass = legacyMode ? RedisLegacyMulti : RedisMulti;
  if (Class !== RedisClient || legacyMode) {
    define(
      Class === RedisClient ? client : Class.prototype,
      'Multi',
      extendClass(Chosen, scripts, functions),
    );
  }
  return client;
}

export { RedisClient, RedisMulti };
