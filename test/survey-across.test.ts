import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/migrate.js';
import { defaultOptions } from './options.js';

const temporary = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-across-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

let count = 0;
async function run(files: Files) {
  const root = path.join(temporary, String(count++));
  for (const [name, text] of Object.entries({ ...base, ...files })) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  const { outcome } = await migrate(root, defaultOptions);
  const after = new Map(outcome.files.map((file) => [file.path, file.after]));
  return { outcome, variable: outcome.variables.find((one) => one.name === 'REDIS_URL'), after };
}

const base = {
  'package.json': '{"name":"app","private":true,"dependencies":{"ioredis":"^5.4.0","bullmq":"^5.0.0"}}',
  '.env': 'REDIS_URL=redis://localhost\n',
};
const USE = `import Redis from 'ioredis';\n`;
const CONFIG = `export const config = { cache: { url: process.env.REDIS_URL } };\n`;

describe('a URL is followed from file to file', () => {
  it.each<[string, Files]>([
    [
      'under another name',
      {
        'src/env.ts': 'export const cacheUrl = process.env.REDIS_URL;',
        'src/a.ts': `${USE}import { cacheUrl } from './env';\nnew Redis(cacheUrl!);`,
      },
    ],
    [
      'in a configuration object',
      {
        'src/config.ts': CONFIG,
        'src/a.ts': `${USE}import { config } from './config';\nnew Redis(config.cache.url!);`,
      },
    ],
    [
      'past files that read other members of the object',
      {
        'src/config.ts': CONFIG.replace('{ cache', '{ port: 80, cache'),
        'src/a.ts': `${USE}import { config } from './config';\nnew Redis(config.cache.url!);`,
        'src/b.ts': `import { config } from './config';\nlisten(config.port, config?.port);`,
        'src/C.vue': `<script>\nimport { config } from './config';\nlisten(config.port);\n</script>`,
      },
    ],
    [
      'as the default export',
      {
        'src/config.ts': 'export default { cache: { url: process.env.REDIS_URL } };',
        'src/a.ts': `${USE}import conf from './config.js';\nnew Redis(conf.cache.url!);`,
      },
    ],
    [
      'through a namespace',
      {
        'src/config.ts': CONFIG,
        'src/a.ts': `${USE}import * as all from './config';\nnew Redis(all.config.cache.url!);`,
      },
    ],
    [
      'destructured',
      {
        'src/config.ts': CONFIG,
        'src/a.ts': `${USE}import { config } from './config';\nconst { cache: { url } } = config;\nnew Redis(url!);`,
      },
    ],
    [
      'through a barrel',
      {
        'src/config/redis.ts': CONFIG,
        'src/config/index.ts': `export * from './redis';`,
        'src/a.ts': `${USE}import { config } from './config';\nnew Redis(config.cache.url!);`,
      },
    ],
    [
      'through a barrel that renames',
      {
        'src/config/redis.ts': CONFIG,
        'src/config/index.ts': `export { config as settings } from './redis';`,
        'src/a.ts': `${USE}import { settings } from './config/index.js';\nnew Redis(settings.cache.url!);`,
      },
    ],
    [
      'through an alias of paths',
      {
        'src/config.ts': CONFIG,
        'src/deep/a.ts': `${USE}import { config } from '@/config';\nnew Redis(config.cache.url!);`,
      },
    ],
    [
      'through paths of the compiler',
      {
        'tsconfig.json': '{"compilerOptions":{"baseUrl":".","paths":{"@server/*":["./server/*"]}}}',
        'server/config.ts': CONFIG,
        'server/deep/a.ts': `${USE}import { config } from '@server/config';\nnew Redis(config.cache.url!);`,
      },
    ],
    [
      'into a class of one’s own that extends the client',
      {
        'src/base.ts': `${USE}export default class Base extends Redis {}`,
        'src/a.ts': `import Base from './base';\nnew Base(process.env.REDIS_URL!);`,
      },
    ],
    [
      'into the class itself, from a static member',
      {
        'src/a.ts': `${USE}export class Own extends Redis {\n constructor(url?: string) { super(url!); }\n static get main() { return new this(process.env.REDIS_URL); }\n}`,
      },
    ],
    [
      'into a method of the same class',
      {
        'src/a.ts': `${USE}export class Own {\n make() { return this.open(process.env.REDIS_URL!); }\n open(url: string) { return new Redis(url); }\n}`,
      },
    ],
    [
      'past a branch for another scheme',
      {
        'src/a.ts': `${USE}export function make(url = process.env.REDIS_URL!) {\n if (!url || !url.startsWith('ioredis://')) return new Redis(url);\n return new Redis(JSON.parse(url.slice(10)));\n}`,
      },
    ],
    [
      'as a field of a class, told by its name',
      {
        'src/values.ts': 'export class Values { readonly redisUrl = process.env.REDIS_URL; }',
        'src/a.ts': `${USE}import { all } from './all';\nconst { redisUrl } = all.values;\nnew Redis(redisUrl!);`,
        'src/b.ts': `${USE}export const make = (values: { redisUrl: string }) => new Redis(values.redisUrl);`,
      },
    ],
    [
      'as a getter and a method of a service',
      {
        'src/service.ts': `export class Config { constructor(private readonly config: ConfigService) {}\n get redisUrl() { return this.config.get('REDIS_URL'); }\n getRedisUrl() { return process.env.REDIS_URL; } }`,
        'src/a.ts': `${USE}export const make = (c: Config) => [new Redis(c.redisUrl), new Redis(c.getRedisUrl())];`,
      },
    ],
    [
      'with module.exports',
      {
        'lib/config.js': 'module.exports = { cache: { url: process.env.REDIS_URL } };',
        'lib/a.js': `const Redis = require('ioredis');\nconst { cache } = require('./config');\nmodule.exports = new Redis(cache.url);`,
      },
    ],
    [
      'with exports',
      {
        'lib/config.js': 'exports.url = process.env.REDIS_URL;',
        'lib/a.js': `const Redis = require('ioredis');\nnew Redis(require('./config').url);`,
      },
    ],
    [
      'from a function',
      {
        'src/env.ts': 'export function cacheUrl() { return process.env.REDIS_URL; }',
        'src/a.ts': `${USE}import { cacheUrl } from './env';\nnew Redis(cacheUrl()!);`,
      },
    ],
    [
      'into a function',
      {
        'src/make.ts': `${USE}export const make = (url: string) => new Redis(url);`,
        'src/a.ts': `import { make } from './make';\nmake(process.env.REDIS_URL!);`,
      },
    ],
    [
      'into a default parameter',
      {
        'src/make.ts': `${USE}export default function make(url = 'redis://h') { return new Redis(url); }`,
        'src/a.ts': `import make from './make';\nmake(process.env.REDIS_URL);`,
      },
    ],
    [
      'into a function through a barrel',
      {
        'src/lib/make.ts': `${USE}export function make(o: { url: string }) { return new Redis(o.url); }`,
        'src/lib/index.ts': `export * from './make';`,
        'src/a.ts': `import { make } from './lib';\nmake({ url: process.env.REDIS_URL! });`,
      },
    ],
    [
      'into a class',
      {
        'src/cache.ts': `${USE}export class Cache { private c: Redis; constructor(private readonly url: string) { this.c = new Redis(this.url); } }`,
        'src/a.ts': `import { Cache } from './cache';\nnew Cache(process.env.REDIS_URL!);`,
      },
    ],
    [
      'into module.exports',
      {
        'lib/make.js': `const Redis = require('ioredis');\nmodule.exports = function (url) { return new Redis(url); };`,
        'lib/a.js': `require('./make')(process.env.REDIS_URL);`,
      },
    ],
    [
      'across packages of the workspace',
      {
        'package.json': '{"name":"root","private":true,"workspaces":["packages/*"]}',
        'packages/env/package.json': '{"name":"@app/env","private":true,"main":"src/index.ts"}',
        'packages/env/src/index.ts': CONFIG,
        'packages/api/package.json':
          '{"name":"api","private":true,"dependencies":{"ioredis":"^5.4.0","@app/env":"*"}}',
        'packages/api/src/a.ts': `${USE}import { config } from '@app/env';\nnew Redis(config.cache.url!);`,
      },
    ],
    [
      'from a service of NestJS',
      {
        'src/a.ts': `${USE}export class S { constructor(private readonly config: ConfigService) {}\n make() { return new Redis(this.config.get<string>('REDIS_URL')!); } }`,
      },
    ],
    [
      'from getOrThrow',
      { 'src/a.ts': `${USE}export const make = (c: ConfigService) => new Redis(c.getOrThrow('REDIS_URL'));` },
    ],
    [
      'from Bun, Vite and Deno',
      {
        'src/a.ts': `${USE}new Redis(Bun.env.REDIS_URL!);\nnew Redis(import.meta.env.REDIS_URL);\nnew Redis(Deno.env.get('REDIS_URL'));`,
      },
    ],
  ])('%s', async (_, files) => {
    const { variable, after } = await run(files);
    expect(variable).toMatchObject({ decision: 'rewritten' });
    expect(after.get('.env')).toBe('REDIS_URL=valkey://localhost\n');
  });

  it('and gets its toRedisUrl where it leaves for a package', async () => {
    const { variable, after } = await run({
      'src/config.ts': CONFIG,
      'src/a.ts': `${USE}import { config } from './config';\nnew Redis(config.cache.url!);\n`,
      'src/q.ts': `import { Queue } from 'bullmq';\nimport { config } from './config';\nexport const q = new Queue('q', { connection: config.cache });\n`,
      'src/w.ts': `import { Worker } from 'bullmq';\nimport { config } from './config';\nexport const w = new Worker('q', run, { connection: { url: config.cache.url } });\n`,
    });
    expect(variable).toMatchObject({ decision: 'converted' });
    expect(after.get('src/config.ts')).toContain('url: toRedisUrl(process.env.REDIS_URL)');
    expect(after.get('src/w.ts')).toContain('url: toRedisUrl(config.cache.url)');
  });

  it('with the default that another file has', async () => {
    const { after } = await run({
      'src/make.ts': `${USE}export function make(url = 'redis://h') { return new Redis(url); }\n`,
      'src/a.ts': `import { make } from './make';\nmake(process.env.REDIS_URL);\n`,
    });
    expect(after.get('src/make.ts')).toContain(`url = 'valkey://h'`);
  });

  it.each<[string, Files, string]>([
    [
      'another file gives it to a stranger',
      {
        'src/config.ts': CONFIG,
        'src/a.ts': `${USE}import { config } from './config';\nnew Redis(config.cache.url!);`,
        'src/b.ts': `import { config } from './config';\nstart(config);`,
      },
      'src/b.ts:2 reads it, and it is handed to start',
    ],
    [
      'another file reads a member of the object and gives the whole of it to a stranger',
      {
        'src/config.ts': CONFIG.replace('{ cache', '{ port: 80, cache'),
        'src/a.ts': `${USE}import { config } from './config';\nnew Redis(config.cache.url!);`,
        'src/b.ts': `import { config } from './config';\nlisten(config.port);\nstart({ config });`,
      },
      'src/b.ts:3 reads it, and it is handed to start',
    ],
    [
      'a function of another file looks into it',
      {
        'src/x.ts': 'export const part = (u: string) => u.slice(8);',
        'src/a.ts': `${USE}import { part } from './x';\nnew Redis(process.env.REDIS_URL!);\npart(process.env.REDIS_URL!);`,
      },
      'src/x.ts:1 reads it, and its text is looked at with slice',
    ],
    [
      'a field that others can reach',
      { 'src/a.ts': `${USE}export class C { url = process.env.REDIS_URL; c = new Redis(this.url!); }` },
      'src/a.ts:2 exports it as C.url',
    ],
    [
      'a field of that name goes to a stranger',
      {
        'src/values.ts': 'export class Values { readonly redisUrl = process.env.REDIS_URL; }',
        'src/a.ts': `${USE}export const make = (v: Values) => new Redis(v.redisUrl!);`,
        'src/b.ts': 'export const tell = (v: Values) => start(v.redisUrl);',
      },
      'src/b.ts:1 reads it, and it is handed to start',
    ],
    [
      'a field of that name is asked for by a string',
      {
        'src/values.ts': 'export class Values { readonly redisUrl = process.env.REDIS_URL; }',
        'src/a.ts': `${USE}export const make = (v: Values) => new Redis(v.redisUrl!);`,
        'src/b.ts': `export const tell = (v: Values) => pick(v, 'redisUrl');`,
      },
      'src/b.ts:1 reads it, and a string may lead to it',
    ],
    [
      'the text is cut in a branch for any scheme',
      {
        'src/a.ts': `${USE}export function make(url = process.env.REDIS_URL!) {\n if (url.length > 9) return new Redis(url);\n return new Redis(JSON.parse(url.slice(10)));\n}`,
      },
      'its text is looked at with slice',
    ],
    [
      'an import that leads nowhere known',
      {
        'src/config.ts': CONFIG,
        'src/a.ts': `${USE}import { config } from './config';\nnew Redis(config.cache.url!);`,
        'src/b.ts': `import { config } from '../../elsewhere/config';\nstart(config);`,
      },
      'src/config.ts:1 exports it as config.cache.url',
    ],
    [
      'an alias of the environment, by a name at run time',
      { 'src/a.ts': `${USE}new Redis(process.env.REDIS_URL!);\nconst e = process.env;\nstart(e[name()]);` },
      'src/a.ts:4 reads a variable whose name is made at run time',
    ],
  ])('but not where %s', async (_, files, why) => {
    const { variable, after } = await run(files);
    expect(variable).toMatchObject({ decision: 'left', reason: expect.stringContaining(why) });
    expect(after.has('.env')).toBe(false);
  });
});
