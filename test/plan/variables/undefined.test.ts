import { expect, it } from 'vitest';
import { mayBeUrl } from '../../../src/plan/variables/undefined.js';

it.each([
  ['REDIS_URL', true],
  ['REDIS', true],
  ['CACHE_REDIS_TLS', true],
  ['REDISCLOUD_URL', true],
  ['VALKEY_DATABASE', true],
  ['REDIS_HOST', false],
  ['REDIS_PORT', false],
  ['QUEUE_REDIS_PASSWORD', false],
  ['REDIS_KEY_PREFIX', false],
  ['REDIS_TLS_DISABLED', false],
  ['REDISDB_URL', true],
  ['DATABASE_URL', false],
])('%s may hold the URL of a Redis: %s', (name, may) => {
  expect(mayBeUrl(name)).toBe(may);
});
