import { describe, expect, it } from 'vitest';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../options.js';
import { plainTree, type Tree } from '../repository/trees.js';

/** Why the wrapper keeps the package, for each use that does. */
async function keptBecause(files: Tree): Promise<readonly string[]> {
  const { outcome } = await migrate(plainTree(files), defaultOptions);
  return outcome.findings
    .filter((one) => one.rule === 'engine-installed')
    .map((one) => one.message.replace(/^.* as its engine here: /, ''));
}

const app = (dependencies: Record<string, string>, name = 'app'): string =>
  JSON.stringify({ name, private: true, dependencies });

const REDIS3 = { 'package.json': app({ redis: '3.1.2' }) };
const IOREDIS5 = { 'package.json': app({ ioredis: '5.4.1' }) };
const REDIS4 = { 'package.json': app({ redis: '4.7.0' }) };
const client3 = `const client = require('redis').createClient();\n`;
const client5 = `import Redis from 'ioredis';\nconst client = new Redis();\n`;

describe('reaches iovalkey', () => {
  it.each<[string, Tree]>([
    [
      'with a question that another package’s client would answer',
      {
        ...REDIS3,
        'a.js': `${client3}if (client.disconnect) client.disconnect();\nelse client.end(true);\nexports.ok = client.status;`,
      },
    ],
    [
      'with members that the code itself puts on a client',
      { ...IOREDIS5, 'a.ts': `${client5}client.healthCheck = () => client.ping();\nclient.healthCheck();` },
    ],
    [
      'with scripts that it defines',
      {
        ...IOREDIS5,
        'a.js': `${client5}client.defineCommand('take', { lua: '' });\nclient.take('k');\nconst b = new Redis({ scripts: { give: { lua: '' } } });\nb.give('k');`,
      },
    ],
    [
      'with what a test tool puts on the factory',
      {
        ...REDIS3,
        'a.test.js': `const redis = require('redis');\nrequire('sinon').stub(redis, 'createClient');\nredis.createClient.called.should.be.true;\nredis.createClient.restore();`,
      },
    ],
    [
      'with a client that goes through an effect',
      { ...IOREDIS5, 'a.ts': `${client5}import { Effect } from 'effect';\nEffect.succeed(client);` },
    ],
    [
      'with a client that a package of the same repository takes, which moves too',
      {
        'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['packages/*'] }),
        'packages/app/package.json': app({ ioredis: '5.4.1', '@own/store': '*' }),
        'packages/app/a.ts': `${client5}import { Store } from '@own/store';\nexport const store = new Store(client);`,
        'packages/store/package.json': app({ ioredis: '5.4.1' }, '@own/store'),
        'packages/store/a.ts': `import type { Redis } from 'ioredis';\nexport class Store {\n  constructor(readonly client: Redis) {}\n}`,
      },
    ],
  ])('%s', async (_, files) => {
    expect(await keptBecause(files)).toEqual([]);
  });
});

describe('keeps the package', () => {
  it.each<[string, Tree, string]>([
    [
      'with an inside of the package that the code replaces',
      { ...REDIS3, 'a.js': `${client3}client.internal_send_command = () => {};` },
      'a.js:2 uses internal_send_command, which is not proven on iovalkey',
    ],
    [
      'with a name that a later version may have',
      { ...IOREDIS5, 'a.ts': `${client5}client.brandNew();` },
      'a.ts:3 uses brandNew, which is not proven on iovalkey',
    ],
    [
      'with an inside of the package that another file asks of a client',
      {
        ...REDIS3,
        'a.js': `exports.client = require('redis').createClient();`,
        'a.test.js': `const { client } = require('./a');\nclient.connection_options.host;`,
      },
      'a.test.js:2 uses connection_options, which is not proven on iovalkey',
    ],
    [
      'with a method of Redis alone on a client from another file',
      {
        ...REDIS4,
        'a.js': `exports.client = require('redis').createClient();`,
        'b.js': `const { client } = require('./a');\nclient.multiExecutor([]);`,
      },
      'b.js:2 uses multiExecutor, which is not proven on iovalkey',
    ],
    [
      'with a client that a package of the same repository takes, which does not move',
      {
        'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['packages/*'] }),
        'packages/app/package.json': app({ ioredis: '5.4.1', '@own/store': '*' }),
        'packages/app/a.ts': `${client5}import { Store } from '@own/store';\nexport const store = new Store(client);`,
        'packages/store/package.json': app({}, '@own/store'),
        'packages/store/a.ts': 'export class Store {\n  constructor(readonly client: object) {}\n}',
      },
      'packages/app/a.ts:4 hands a client to @own/store, which is not known',
    ],
  ])('%s', async (_, files, expected) => {
    expect(await keptBecause(files)).toEqual([expected]);
  });
});
