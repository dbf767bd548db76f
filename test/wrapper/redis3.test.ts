import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import redis from '../../src/wrapper/redis3.js';
import { startServer, type TestServer } from '../servers.js';
import { REFUSALS } from './redis3/refusals.js';
import * as scenarios from './redis3/scenarios.js';
import { mask, original } from './redis3/subject.js';

let valkey: TestServer;
let redisServer: TestServer;

beforeAll(async () => {
  [valkey, redisServer] = await Promise.all([startServer(), startServer({ program: 'redis-server' })]);
});
afterAll(async () => {
  await Promise.all([valkey.stop(), redisServer.stop()]);
});
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  await Promise.all([valkey.command('FLUSHALL'), redisServer.command('FLUSHALL')]);
});

const { LIFE, CALLS, TOGETHER, PUBSUB, UNSUBSCRIBED, LOSS, OPTIONS } = scenarios;

describe.each(Object.entries({ LIFE, CALLS, TOGETHER, PUBSUB, LOSS, OPTIONS, REFUSALS }))('%s', (_, all) => {
  it.each(Object.entries(all))('%s', async (_name, scenario) => {
    const before = await scenario(original(3), valkey);
    await valkey.command('FLUSHALL');
    expect(mask(await scenario(redis, valkey))).toEqual(mask(before));
  });
});

it.each(Object.entries(UNSUBSCRIBED))('%s, as on Redis', async (_, scenario) => {
  expect(await scenario(redis, valkey)).toEqual(await scenario(original(3), redisServer));
});
