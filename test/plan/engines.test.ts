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
const REDIS5 = { 'package.json': app({ redis: '5.8.0' }) };
const REDIS6 = { 'package.json': app({ redis: '6.0.0' }) };
const client3 = `const client = require('redis').createClient();\n`;
const client5 = `import Redis from 'ioredis';\nconst client = new Redis();\n`;

describe('reaches iovalkey', () => {
  it.each<[string, Tree]>([
    [
      'with the core of its package beside it, whose numbers are others',
      {
        'package.json': app({ redis: '4.7.0', '@redis/client': '1.6.0' }),
        'a.js': `const { createClient } = require('redis');\nconst { commandOptions } = require('@redis/client');\nconst client = createClient();\nclient.get(commandOptions({ isolated: true }), 'k');`,
      },
    ],
    [
      'with a question that another package’s client would answer',
      {
        ...REDIS3,
        'a.js': `${client3}if (client.disconnect) client.disconnect();\nelse client.end(true);\nexports.ok = client.status;`,
      },
    ],
    [
      'with members of other things that are called as those of its modules',
      {
        ...REDIS5,
        'a.ts': `import { createClient } from 'redis';\nconst client = createClient();\nbuild.graph.get('index');\nsite.cms.find('page');\nrequest.cf.country();`,
      },
    ],
    [
      'with members that the code itself puts on a client',
      { ...IOREDIS5, 'a.ts': `${client5}client.healthCheck = () => client.ping();\nclient.healthCheck();` },
    ],
    [
      'with members that the code asks for by their names',
      {
        ...IOREDIS5,
        'a.ts': `${client5}client['mine'] = 1;\nfor (const name of ['get', 'set', 'mine']) wrap(client[name]);\nclient[other]();`,
      },
    ],
    [
      'with scripts that it defines',
      {
        ...IOREDIS5,
        'a.js': `${client5}client.defineCommand('take', { lua: '' });\nclient.take('k');\nconst b = new Redis({ scripts: { give: { lua: '' } } });\nb.give('k');`,
      },
    ],
    [
      'with a client that code of its own takes, by a name that tsconfig.json maps',
      {
        ...IOREDIS5,
        'tsconfig.json': '{ "compilerOptions": { "paths": { "own/*": ["./src/*"] } } }',
        'src/a.ts': `${client5}import { Store } from 'own/store';\nexport const store = new Store(client);`,
        'src/store.ts': 'export class Store {\n  constructor(readonly client: object) {}\n}',
      },
    ],
    [
      'with a client that code of its own takes, by a name from baseUrl',
      {
        ...IOREDIS5,
        'tsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }',
        'src/a.ts': `${client5}import { Store } from 'stores';\nexport const store = new Store(client);`,
        'src/stores/index.ts': 'export class Store {\n  constructor(readonly client: object) {}\n}',
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
    [
      'with options in a variable, of which some are for others',
      {
        ...IOREDIS5,
        'a.ts': `import Redis from 'ioredis';\nfunction make(options) {\n  return new Redis({ ...options });\n}\nmake({ host: 'a', ttl: 60 });`,
      },
    ],
    [
      'with names of options in objects that are no client’s',
      {
        ...REDIS3,
        'a.js': client3,
        'log.js': `exports.log = { stream: process.stdout, level: 'info' };\nexports.parser = { parser: 'babel' };`,
        'socket.js': `exports.run = (done, stream, socket) => done({ stream, socket });\nexports.host = ({ a }) => [{ host: a }, a.stream, 1];`,
      },
    ],
    [
      'with names of options that are variables',
      {
        'package.json': app({ ioredis: '6.0.0' }),
        'a.ts': client5,
        'b.ts': `export const protocol = 3;\nexport const packet = { protocol: 3, type: 'open' };`,
      },
    ],
    [
      'with options that ask for nothing',
      {
        ...IOREDIS5,
        'a.ts': `import { options } from './b';\nimport Redis from 'ioredis';\nnew Redis(options);`,
        'b.ts': `// replyMapping: 'resp3'\nexport const options = { host: 'a', replyMapping: 'legacy', shardedSubscribers: false };`,
      },
    ],
    [
      'with RESP 3 of the major that speaks it',
      { ...REDIS6, 'a.js': `require('redis').createClient({ RESP: 3 });` },
    ],
  ])('%s', async (_, files) => {
    expect(await keptBecause(files)).toEqual([]);
  });
});

describe('keeps the package', () => {
  it.each<[string, Tree, string]>([
    [
      'for a package whose types ask for the class, beside code in TypeScript',
      {
        'package.json': app({ ioredis: '5.6.0', 'node-resque': '^9.3.8' }),
        'a.ts': `import { Worker } from 'node-resque';\n${client5}export const worker = new Worker({ connection: { redis: client } });`,
      },
      'the types of node-resque ask for the original class (node-resque 9.3, connection.redis)',
    ],
    [
      'with a class of errors that iovalkey does not have',
      {
        'package.json': app({ ioredis: '6.0.0' }),
        'a.ts': `import Redis, { SimpleError } from 'ioredis';\nexport const is = (error: unknown) => error instanceof SimpleError;\nnew Redis();`,
      },
      'a.ts:1 uses SimpleError, which is not proven on iovalkey',
    ],
    [
      'with the same class as a member of the module',
      {
        'package.json': app({ ioredis: '6.0.0' }),
        'a.js': `const Redis = require('ioredis');\nnew Redis();\nexports.is = (error) => error instanceof Redis.SimpleError;`,
      },
      'a.js:3 uses SimpleError, which is not proven on iovalkey',
    ],
    [
      'with promises of another library',
      {
        'package.json': app({ ioredis: '4.28.0' }),
        'a.js': `const Redis = require('ioredis');\nRedis.Promise = require('bluebird');\nnew Redis();`,
      },
      'a.js:2 uses Promise, which is not proven on iovalkey',
    ],
    [
      'with a member of a client whose module has no name',
      { ...IOREDIS5, 'a.js': `const client = new (require('ioredis'))();\nclient.brandNew();` },
      'a.js:2 uses brandNew, which is not proven on iovalkey',
    ],
    [
      'with an option of a client whose module has no name',
      { ...REDIS3, 'a.js': `const client = require('redis').createClient({ stream: socket });` },
      'a.js:1 uses stream, which is not proven on iovalkey',
    ],
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
      'with a member of a list of names',
      {
        ...IOREDIS5,
        'a.ts': `${client5}const names = ['get', 'brandNew'];\nnames.map((name) => client[name]('k'));`,
      },
      'a.ts:3 uses brandNew, which is not proven on iovalkey',
    ],
    [
      'with an inside of the package that another file asks of a client',
      {
        ...REDIS3,
        'a.js': `exports.client = require('redis').createClient();`,
        'a.test.js': `const { client } = require('./a');\nclient.internal_send_command.host;`,
      },
      'a.test.js:2 uses internal_send_command, which is not proven on iovalkey',
    ],
    [
      'with a module of Redis, in either spelling',
      {
        ...REDIS4,
        'a.js': `const client = require('redis').createClient();\nclient.graph.RO_QUERY('g', 'q');`,
      },
      'a.js uses a module of Redis, which Valkey does not have',
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
      'with a client that a package takes beside names from baseUrl',
      {
        ...IOREDIS5,
        'tsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }',
        'src/a.ts': `${client5}import { Store } from 'stores';\nexport const store = new Store(client);`,
        'src/storeshed/index.ts': 'export {}',
      },
      'src/a.ts:4 hands a client to stores, which is not known',
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

/** How options get to a client; `OPTIONS` stands for an object with the one in question. */
const WAYS: readonly (readonly [way: string, code: string])[] = [
  ['as written', 'make(OPTIONS);'],
  ['in a variable', 'const given = OPTIONS;\nmake(given);'],
  ['in a variable with a cast', 'const given = (OPTIONS as const) satisfies object;\nmake(given);'],
  ['spread', 'const base = OPTIONS;\nmake({ ...base, db: 1 });'],
  ['spread, where there are any', 'const base = OPTIONS;\nmake({ ...(base ? base : {}) });'],
  ['merged', 'const base = OPTIONS;\nmake(Object.assign({}, base));'],
  ['in a key of the configuration', 'const config = { redis: OPTIONS };\nmake(config.redis);'],
  [
    'taken out of the configuration',
    'const config = { store: OPTIONS };\nconst { store: given } = config;\nmake(given);',
  ],
  ['from a function', 'function given() {\n  return OPTIONS;\n}\nmake(given());'],
  ['from an arrow function', 'const given = () => (OPTIONS);\nmake(given());'],
  ['from a method', 'class A {\n  given() { return OPTIONS; }\n  open() { return make(this.given()); }\n}'],
  ['through a parameter', 'function open(given) {\n  return make(given);\n}\nopen(OPTIONS);'],
  ['through a field', 'class A {\n  given = OPTIONS;\n  open() { return make(this.given); }\n}'],
  [
    'through a constructor',
    'class A {\n  constructor(given) { this.client = make(given); }\n}\nnew A(OPTIONS);',
  ],
  ['assigned later', 'let given;\ngiven = OPTIONS;\nmake(given);'],
];

describe.each<[string, Tree, string, string, string]>([
  ['ioredis', IOREDIS5, `import Redis from 'ioredis';\n`, 'new Redis', `{ shardedSubscribers: true }`],
  ['redis 3', REDIS3, `import { createClient } from 'redis';\n`, 'createClient', `{ stream: socket }`],
  ['redis 5', REDIS5, `import { createClient } from 'redis';\n`, 'createClient', `{ RESP: 3 }`],
])('keeps the package of %s with an option that is not carried', (_, manifest, head, make, options) => {
  it.each(WAYS)('%s', async (_way, code) => {
    const text = head + code.replaceAll('make(', `${make}(`).replaceAll('OPTIONS', options);
    const [reason] = await keptBecause({ ...manifest, 'a.ts': text });
    expect(reason).toMatch(
      /^a\.ts:\d+ uses (shardedSubscribers|stream|RESP: ?3), which is not proven on iovalkey$/,
    );
  });
});

describe('keeps the package with an option in a file that makes no client', () => {
  const importing = (name: string): string =>
    `import { given } from './config';\nimport * as redis from '${name}';\nredis.createClient(given);`;

  it.each<[string, Tree, string]>([
    ['replyMapping', IOREDIS5, `{ replyMapping: 'resp3' }`],
    ['clientSideCache', REDIS5, `{ clientSideCache: { ttl: 0 } }`],
    ['credentialsProvider', REDIS5, `{ credentialsProvider: provider }`],
    ['RESP: 3', REDIS5, `{ RESP: 3 }`],
    ['stream', REDIS3, `{ host: 'a', stream: socket }`],
    ['modules', REDIS4, `{ socket: { host: 'a' }, modules: { own } }`],
  ])('%s', async (name, manifest, options) => {
    const client =
      'ioredis' in JSON.parse(manifest['package.json'] as string).dependencies ? 'ioredis' : 'redis';
    const files = { ...manifest, 'a.ts': importing(client), 'config.ts': `export const given = ${options};` };
    expect(await keptBecause(files)).toEqual([`config.ts:1 uses ${name}, which is not proven on iovalkey`]);
  });

  it('of a package of the same repository', async () => {
    const files = {
      'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['packages/*'] }),
      'packages/app/package.json': app({ ioredis: '5.4.1', '@own/config': '*' }),
      'packages/app/a.ts': `import Redis from 'ioredis';\nimport { redis } from '@own/config';\nnew Redis(redis);`,
      'packages/config/package.json': app({}, '@own/config'),
      'packages/config/a.ts': `export const redis = { shardedSubscribers: true };`,
    };
    expect(await keptBecause(files)).toEqual([
      'packages/config/a.ts:1 uses shardedSubscribers, which is not proven on iovalkey',
    ]);
  });

  it('that its type says is a client’s', async () => {
    const files = {
      ...IOREDIS5,
      'a.ts': `import type { RedisOptions } from 'ioredis';\nexport const given: RedisOptions = { brandNew: 1 };`,
    };
    expect(await keptBecause(files)).toEqual(['a.ts:2 uses brandNew, which is not proven on iovalkey']);
  });
});
