import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import redis from '../../src/wrapper/redis3.js';
import { startServer, type TestServer } from '../servers.js';
import { GROUPS, readGroup, runLines, shapeOf } from './redis3/commands.js';
import { call, original, type Redis, show } from './redis3/subject.js';

/** Where Valkey 8.0.1 itself answers otherwise than Redis 7.0: these are the same through the original. */
const SERVER_DIFFERENCES: { readonly [line: string]: string } = {
  'object help': 'the text of the help',
  "eval return_redis.call('nothing') 0": 'Valkey leaves "Redis" out of its messages',
  'evalsha 0000000000000000000000000000000000000000 0': 'NOSCRIPT without "Please use EVAL"',
  'evalsha 7f923f79fe76194c868d7e1d0820de36700eb649 0': 'NOSCRIPT without "Please use EVAL"',
  'command COUNT': 'each has commands of its own',
  'acl LIST': 'the default user has one more flag',
  readonly: 'Valkey allows it outside a cluster',
  readwrite: 'Valkey allows it outside a cluster',
  'lolwut VERSION 99 1': 'the version of the server',
};

let valkey: TestServer;
let redisServer: TestServer;

beforeAll(async () => {
  [valkey, redisServer] = await Promise.all([startServer(), startServer({ program: 'redis-server' })]);
});
afterAll(async () => {
  await Promise.all([valkey.stop(), redisServer.stop()]);
});

it('runs at least 250 command lines', () => {
  expect(Object.values(GROUPS).flatMap(readGroup).length).toBeGreaterThan(400);
});

describe.each(Object.entries(GROUPS))('%s', (_, text) => {
  it('replies as node-redis does, before on Redis and after on Valkey', async () => {
    const before = await runLines(original(3), redisServer, text);
    const after = await runLines(redis, valkey, text);
    expect(after).toEqual(await runLines(original(3), valkey, text));
    const differing = Object.keys(after).filter((row) => !equal(after[row], before[row]));
    const lines = differing.map((row) => row.replace(/^\d+ /, ''));
    expect(lines.filter((line) => !(line in SERVER_DIFFERENCES))).toEqual([]);
  });

  it.each([
    { return_buffers: true },
    { detect_buffers: true },
    { string_numbers: true },
    { prefix: 'my:' },
    { return_buffers: true, prefix: 'my:', string_numbers: true },
  ])('replies as node-redis does with %o', async (options) => {
    const before = await runLines(original(3), valkey, text, options);
    expect(await runLines(redis, valkey, text, options)).toEqual(before);
  });

  it('replies as node-redis does in a batch', async () => {
    const before = await runTogether(original(3), valkey, text, 'batch');
    expect(await runTogether(redis, valkey, text, 'batch')).toEqual(before);
  });

  it('replies as node-redis does in a transaction', async () => {
    const before = await runTogether(original(3), valkey, text, 'multi');
    expect(await runTogether(redis, valkey, text, 'multi')).toEqual(before);
  });
});

/** All lines at once, in upper case, as lists. */
async function runTogether(
  subject: Redis,
  server: TestServer,
  text: string,
  method: 'batch' | 'multi',
): Promise<unknown> {
  await server.command('FLUSHALL');
  const client = subject.createClient(server.port, server.host);
  const rows = readGroup(text).filter(({ words }) => !NOT_TOGETHER.test(words.join(' ')));
  const lines = rows.map(({ words: [name = '', ...args] }) => [name.toUpperCase(), ...args]);
  const replies = await call(client[method](lines), 'exec');
  client.end(true);
  if (!Array.isArray(replies)) return replies;
  return replies.map((reply, i) => (rows[i]?.shape ? shapeOf(reply) : show(reply)));
}

/** Commands that a server refuses in a transaction, or that change what the following lines see. */
const NOT_TOGETHER =
  /^(multi|exec|discard|watch|unwatch|reset|hello|save|bgrewriteaof|failover|wait|client|select|set k$|mget$)/;

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
