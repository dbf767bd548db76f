import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/migrate.js';
import { laterCommands } from '../../src/plan/tables/command-versions.js';
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
});
