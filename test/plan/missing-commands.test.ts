import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/migrate.js';
import { laterCommands, laterWords } from '../../src/plan/tables/command-versions.js';
import { defaultOptions } from '../options.js';
import { plainTree, type Tree } from '../repository/trees.js';
import { startServer } from '../servers.js';

async function missing(files: Tree): Promise<readonly string[]> {
  const { outcome } = await migrate(plainTree(files), defaultOptions);
  return outcome.findings
    .filter((one) => one.rule === 'missing-command')
    .map((one) => `${one.path}:${one.line} ${one.message}`);
}

const app = (name: string, version: string): Tree => ({
  'package.json': JSON.stringify({ name: 'app', private: true, dependencies: { [name]: version } }),
});
const NINE = 'sends HEXPIRE, which Valkey has since 9.0: one before answers "unknown command"';

/** A call with each word, which a server that understands it would answer. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['IFEQ', 'IFNE', 'IFDEQ', 'IFDNE'].map((word) => [word, ['SET', 'k', 'v', word, 'w']]),
  ),
  ...Object.fromEntries(
    ['DIFF', 'DIFF1', 'ANDOR', 'ONE'].map((word) => [word, ['BITOP', word, 'd', 'k', 'l']]),
  ),
  ...Object.fromEntries(
    ['KEEPREF', 'DELREF', 'ACKED'].map((word) => [word, ['XADD', 's', word, '*', 'f', 'v']]),
  ),
  BYPOLYGON: ['GEOSEARCH', 'g', 'BYPOLYGON', '3', '0', '0', '0', '2', '2', '0'],
  CLAIM: ['XREADGROUP', 'GROUP', 'g', 'c', 'CLAIM', '1', 'STREAMS', 's', '>'],
};

describe('missing-command', () => {
  it.each<[string, Tree, string, readonly string[]]>([
    [
      'ioredis',
      app('ioredis', '5.11.0'),
      `import Redis from 'ioredis';\nconst client = new Redis();\nclient.hexpire('h', 1, 'FIELDS', 1, 'a');`,
      [`a.ts:3 hexpire ${NINE}`],
    ],
    [
      'ioredis, as Buffers, in a class',
      app('ioredis', '5.11.0'),
      `import Redis from 'ioredis';\nclass A {\n  constructor(private readonly redis: Redis) {}\n  b() { return this.redis.hgetdelBuffer('h', 'FIELDS', 1, 'a'); }\n}`,
      [
        'a.ts:4 hgetdelBuffer sends HGETDEL, which Valkey has since 9.1: one before answers "unknown command"',
      ],
    ],
    [
      'redis 3',
      app('redis', '3.1.2'),
      `const client = require('redis').createClient();\nclient.HEXPIRE('h', 1, 'FIELDS', 1, 'a');`,
      [`a.ts:2 HEXPIRE ${NINE}`],
    ],
    [
      'redis 4',
      app('redis', '4.7.0'),
      `import { createClient } from 'redis';\nconst client = createClient();\nawait client.hExpire('h', 'a', 1);`,
      [`a.ts:3 hExpire ${NINE}`],
    ],
    [
      'redis 5, what no Valkey has',
      app('redis', '5.8.0'),
      `import { createClient } from 'redis';\nconst client = createClient();\nawait client.vSimWithScores('v', 'a');`,
      ['a.ts:3 vSimWithScores sends VSIM, which no Valkey has'],
    ],
    [
      'ioredis, by their names on the wire',
      app('ioredis', '5.11.0'),
      `import Redis from 'ioredis';
const client = new Redis();
client.call('HEXPIRE', 'h', 1, 'FIELDS', 1, 'a');
client.callBuffer('hexpire', ['h', 1]);
client.call('SET', 'k', 'v', 'IFEQ', 'w');
client.call('JSON.SET', 'k', '$', '{}');
client.call('TS.ADD', 'k', 1, 1);
client.call('GET', 'HEXPIRE');`,
      [
        `a.ts:3 this ${NINE}`,
        `a.ts:4 this ${NINE}`,
        'a.ts:5 this sends SET with IFEQ, which Valkey has since 8.1: one before answers "syntax error"',
        'a.ts:6 this sends JSON.SET, a command of a module, which Valkey has with valkey-json: one without answers "unknown command"',
        'a.ts:7 this sends TS.ADD, a command of a module, which no Valkey has',
      ],
    ],
    [
      'ioredis, in pipelines and transactions',
      app('ioredis', '5.11.0'),
      `import Redis from 'ioredis';
const client = new Redis();
client.pipeline().get('a').hexpire('h', 1, 'FIELDS', 1, 'a').exec();
const several = client.multi();
several.hexpire('h', 1, 'FIELDS', 1, 'a');
client.multi([['get', 'a'], ['hexpire', 'h', 1]]);
client.set('k', 'v', 'IFNE', 'w');`,
      [
        `a.ts:3 hexpire ${NINE}`,
        `a.ts:5 hexpire ${NINE}`,
        `a.ts:6 this ${NINE}`,
        'a.ts:7 this sends SET with IFNE, which no Valkey has',
      ],
    ],
    [
      'redis 3, by their names on the wire',
      app('redis', '3.1.2'),
      `const client = require('redis').createClient();\nclient.send_command('HEXPIRE', ['h', 1]);\nclient.batch([['hexpire', 'h']]).exec();`,
      [`a.ts:2 this ${NINE}`, `a.ts:3 this ${NINE}`],
    ],
    [
      'redis 5, by their names on the wire, and options',
      app('redis', '5.8.0'),
      `import { createClient, createCluster } from 'redis';
const client = createClient();
await client.sendCommand(['HEXPIRE', 'h', '1']);
await client.multi().addCommand(['HEXPIRE', 'h', '1']).hExpire('h', 'a', 1).exec();
await client.set('k', 'v', { condition: 'IFEQ', matchValue: 'w' });
await client.set('k', 'v', { EX: 1, NX: true });
const cluster = createCluster({ rootNodes: [] });
await cluster.sendCommand('h', false, ['HEXPIRE', 'h', '1']);`,
      [
        `a.ts:3 this ${NINE}`,
        `a.ts:4 this ${NINE}`,
        `a.ts:4 hExpire ${NINE}`,
        'a.ts:5 this sends SET with IFEQ, which Valkey has since 8.1: one before answers "syntax error"',
        `a.ts:8 this ${NINE}`,
      ],
    ],
    [
      'a script of that name',
      app('ioredis', '5.11.0'),
      `import Redis from 'ioredis';\nconst client = new Redis();\nclient.defineCommand('delex', { lua: '' });\nclient.delex('k');`,
      [],
    ],
    [
      'another object',
      app('ioredis', '5.11.0'),
      `import Redis from 'ioredis';\nimport { createHash } from 'node:crypto';\nnew Redis().get('a');\nconst hash = createHash('sha1');\nhash.digest('hex');`,
      [],
    ],
    [
      'commands that every Valkey has',
      app('ioredis', '5.11.0'),
      `import Redis from 'ioredis';\nconst client = new Redis();\nclient.expire('h', 1);\nclient.hset('h', 'a', 1);`,
      [],
    ],
  ])('%s', async (_, manifest, code, expected) => {
    expect(await missing({ ...manifest, 'a.ts': code })).toEqual(expected);
  });

  it('lists only what Valkey 8 does not know', async () => {
    const server = await startServer();
    const replies = await Promise.all(laterCommands.map(({ name }) => server.command(name)));
    await server.stop();
    const answered = laterCommands.filter((_, at) => !replies[at]?.includes('unknown command'));
    expect(answered).toEqual([]);
  });

  it('lists only words that Valkey 8.0 does not understand', async () => {
    const server = await startServer();
    const ask = (words: readonly string[]): Promise<string> => server.command(...words);
    const replies = await Promise.all(laterWords.map(({ word }) => ask(CALLS[word] ?? [])));
    await server.stop();
    const refused = /syntax error|Invalid stream ID/;
    expect(laterWords.filter((_, at) => !refused.test(replies[at] ?? '')).map(({ word }) => word)).toEqual(
      [],
    );
  });
});
