import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/migrate.js';
import { defaultOptions } from './options.js';

const temporary = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-variables-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let count = 0;
async function variablesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const root = path.join(temporary, String(count++));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  const { outcome } = await migrate(root, defaultOptions);
  return outcome.variables.map((one) => `${one.name} ${one.decision}: ${one.reason}`);
}

const manifest = '{"name":"a","private":true,"dependencies":{"ioredis":"^5.4.0"}}';
const client = `import { Redis } from 'ioredis';\nexport const redis = new Redis(process.env.REDIS_URL!);\n`;
const base = { 'package.json': manifest, 'src/redis.ts': client, '.env': 'REDIS_URL=redis://localhost\n' };
const proven = 'REDIS_URL rewritten: its one reader is a client on the wrapper';

describe('a reader in any file is seen', () => {
  it('of a client alone', async () => expect(await variablesOf(base)).toEqual([proven]));

  it.each([
    [
      'a component',
      { 'src/a.vue': '<script setup>\nimport.meta.env.REDIS_URL;\n</script>' },
      'src/a.vue:2 reads it (text)',
    ],
    ['a minified file', { 'lib/a.min.js': 'x=process.env.REDIS_URL;' }, 'lib/a.min.js:1 reads it (text)'],
    [
      'a script of package.json',
      { 'sub/package.json': '{"scripts":{"ping":"redis-cli -u $REDIS_URL"}}' },
      'sub/package.json:1 hands it to another program (JSON)',
    ],
    [
      'a container that gets the file',
      { 'compose.yml': 'services:\n  a:\n    env_file: .env\n' },
      'compose.yml:3 hands a whole file of variables to another program (env_file)',
    ],
    [
      'a name made at run time',
      { 'src/x.ts': 'use(process.env[name()]);' },
      'src/x.ts:1 reads a variable whose name is made at run time',
    ],
    [
      'a gem that reads it by itself',
      { Gemfile: 'gem "sidekiq"\n' },
      'Gemfile:1 names sidekiq, which reads REDIS_URL by itself',
    ],
    [
      'a class of settings',
      { 'w.py': 'class S(BaseSettings):\n    redis_url: str\n' },
      'w.py:2 reads it (pydantic settings)',
    ],
    [
      'a ConfigMap that an unknown image takes in a file that names no variable',
      {
        'k8s/c.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { REDIS_URL: "redis://r" }\n',
        'k8s/a.yaml':
          'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: x\n      envFrom: [{ configMapRef: { name: c } }]\n',
      },
      'k8s/c.yaml:4 gives it to c, and k8s/a.yaml:6 that to the image x, which is not known to understand valkey://',
    ],
    ['another language', { 'w.py': 'os.environ["REDIS_URL"]' }, 'w.py:1 reads it (os.environ)'],
  ])('in %s', async (_, files, reason) => {
    expect(await variablesOf({ ...base, ...files })).toEqual([`REDIS_URL left: ${reason}`]);
  });

  it('of a name that is in lower case', async () => {
    const files = {
      ...base,
      '.env': 'redis_url=redis://h\n',
      'src/redis.ts': client.replace('REDIS_URL', 'redis_url'),
    };
    expect(await variablesOf({ ...files, 'w.py': 'environ["redis_url"]' })).toEqual([
      'redis_url left: w.py:1 reads it (os.environ)',
    ]);
    // `settings.redis_url` may be anything: such a name cannot be followed.
    expect(await variablesOf(files)).toEqual([
      'redis_url left: .env:1 defines redis_url, a name that cannot be told from others in code',
    ]);
  });
});

it('counts a container of the package that a Dockerfile builds', async () => {
  const files = {
    ...base,
    Dockerfile: 'FROM node:20\nCOPY . .\n',
    'k8s/c.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { REDIS_URL: "redis://r" }\n',
    'k8s/a.yaml':
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ghcr.io/acme/a:1\n      envFrom: [{ configMapRef: { name: c } }]\n',
  };
  expect(await variablesOf(files)).toEqual([proven]);
  const { Dockerfile: _, ...without } = files;
  expect((await variablesOf(without))[0]).toContain('REDIS_URL left: k8s/c.yaml:4');
});

it('finds a variable that a Secret alone defines', async () => {
  const secret =
    'apiVersion: v1\nkind: Secret\nmetadata: { name: c }\ndata:\n  CACHE: cmVkaXNzOi8vY2FjaGU6NjM4MA==\n';
  const files = { 'package.json': manifest, 'src/redis.ts': client.replace('REDIS_URL', 'CACHE') };
  expect(await variablesOf({ ...files, 'k8s/secret.yaml': secret })).toEqual([
    'CACHE left: k8s/secret.yaml:5 gives it a URL in base64, and one more place',
  ]);
});

describe('a variable that the code alone knows', () => {
  const files = {
    'package.json': manifest,
    'src/redis.ts': client.replace('REDIS_URL!', "CACHE ?? 'redis://localhost'"),
  };
  it('moves its default', async () => {
    expect(await variablesOf(files)).toEqual(['CACHE rewritten: its one reader is a client on the wrapper']);
  });
  it('stays for a reader that never says redis', async () => {
    expect(await variablesOf({ ...files, 'w.py': 'os.getenv("CACHE")' })).toEqual([
      'CACHE left: w.py:1 reads it (os.getenv)',
    ]);
    expect(await variablesOf({ ...files, 'src/w.ts': 'connect(process.env.CACHE);' })).toEqual([
      'CACHE left: src/w.ts:1 reads it, and it is handed to connect',
    ]);
  });
  it('is seen where the default stands in a file without a client', async () => {
    const config = {
      'src/config.ts': `export const config = { redis: process.env.CACHE || 'redis://localhost' };`,
    };
    expect(await variablesOf({ 'package.json': manifest, 'src/redis.ts': client, ...config })).toEqual([
      'CACHE left: src/config.ts:1 defines it, and nothing in this repository reads it',
      'REDIS_URL left: nothing in this repository gives it a URL; what reads it takes all four schemes',
    ]);
  });
});

describe('a variable that nothing in the repository defines is told', () => {
  const files = { 'package.json': manifest, 'src/redis.ts': client };
  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'with a client',
      {},
      ['REDIS_URL left: nothing in this repository gives it a URL; what reads it takes all four schemes'],
    ],
    [
      'with a reader in another language',
      { 'worker.py': `import os\nr = redis.from_url(os.environ["REDIS_URL"])\n` },
      ['REDIS_URL left: nothing in this repository gives it a URL; worker.py:2 reads it (os.environ)'],
    ],
    [
      'with a package that knows redis:// alone',
      {
        'src/q.ts': `import { Queue } from 'bullmq';\nnew Queue('q', { connection: { url: process.env.REDIS_URL } });`,
      },
      [
        'REDIS_URL left: nothing in this repository gives it a URL; src/q.ts:2 gives it to bullmq, which knows redis:// and rediss:// alone',
      ],
    ],
    [
      'with a check that is widened',
      { 'src/tls.ts': `export const tls = process.env.REDIS_URL!.startsWith('rediss://');` },
      [
        'REDIS_URL widened: nothing in this repository gives it a URL; what reads it takes all four schemes; one check of its scheme now takes all four',
      ],
    ],
    [
      'but neither a host nor the name of a store',
      {
        'src/b.ts': `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_HOST!);\nexport const isRedis = process.env.SESSION_STORE === 'redis';`,
      },
      ['REDIS_URL left: nothing in this repository gives it a URL; what reads it takes all four schemes'],
    ],
  ])('%s', async (_, more, expected) => {
    expect(await variablesOf({ ...files, ...more })).toEqual(expected);
  });
});

describe('a URL of configuration under a key that is no variable’s name', () => {
  it.each([
    [
      'is told, also beside values that look like names',
      '{"secrets":{"token":"AAAAAAAAAA","url":"redis://h"}}',
      1,
    ],
    ['is the variable’s that its entry names', '[{"name":"REDIS_URL","value":"redis://h"}]', 0],
  ])('%s', async (_, text, told) => {
    const root = path.join(temporary, String(count++));
    mkdirSync(path.join(root, 'config'), { recursive: true });
    writeFileSync(path.join(root, 'package.json'), manifest);
    writeFileSync(path.join(root, 'config/default.json'), text);
    const { outcome } = await migrate(root, defaultOptions);
    expect(outcome.findings.filter((one) => /under no variable/.test(one.message))).toHaveLength(told);
  });
});
