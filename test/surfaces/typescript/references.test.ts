import { describe, expect, test } from 'vitest';
import { surveyComponent } from '../../../src/surfaces/typescript/components.js';
import type { TypeScriptFacts } from '../../../src/surfaces/typescript/facts.js';
import { clientSpecifier, mayNameClient } from '../../../src/surfaces/typescript/specifier.js';
import { surveyTypeScript } from '../../../src/surfaces/typescript/survey.js';

const names = new Set(['redis', 'ioredis', '@redis/client', 'redis-v3']);

function survey(text: string, path = 'src/a.ts'): TypeScriptFacts {
  return surveyTypeScript({ path, text, ignoredByGit: false }, names);
}

/** "form specifier", with "!rule" behind a reference that stays. */
function forms(text: string, path?: string): readonly string[] {
  return survey(text, path).references.map(
    (one) => `${one.form} ${one.specifier}${one.stays === null ? '' : ` !${one.stays.rule}`}`,
  );
}

describe('forms that move', () => {
  test.each([
    ["import Redis from 'ioredis'", 'import ioredis'],
    ['import { Redis } from "ioredis";', 'import ioredis'],
    ["import * as Redis from 'ioredis'", 'import ioredis'],
    ["import 'redis'", 'import redis'],
    ["import type { Redis } from 'ioredis'", 'import ioredis'],
    ["import { createClient } from '@redis/client'", 'import @redis/client'],
    ["export { Redis } from 'ioredis'", 'export-from ioredis'],
    ["export * from 'redis'", 'export-from redis'],
    ["export type * from 'redis'", 'export-from redis'],
    ["import Redis = require('ioredis')", 'import-equals ioredis'],
    ["const redis = require('redis')", 'require redis'],
    ['const { createClient } = require("redis")', 'require redis'],
    ["require('redis').createClient()", 'require redis'],
    ["const client = new (require('ioredis'))()", 'require ioredis'],
    ['const redis = require(`ioredis`)', 'require ioredis'],
    ["let R; try { R = require('ioredis') } catch {}", 'require ioredis'],
    ["module.exports = require('ioredis')", 'require ioredis'],
    ["module.exports = { Redis: require('ioredis') }", 'require ioredis'],
    ["const redis = promisifyAll(require('redis'))", 'require redis'],
    [
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); require('redis')",
      'require redis',
    ],
    [
      "import { createRequire } from 'module'; const load = createRequire(import.meta.url); load('redis')",
      'require redis',
    ],
    ["const R = createRequire(__filename)('ioredis')", 'require ioredis'],
    ["const load = require; const R = load('ioredis')", 'require ioredis'],
    ["const R = module.require('ioredis')", 'require ioredis'],
    ["delete require.cache[require.resolve('ioredis')]", 'require-resolve ioredis'],
    ["const load = () => import('ioredis')", 'dynamic-import ioredis'],
    ["type R = import('ioredis').Redis", 'import-type ioredis'],
    ["type R = typeof import('ioredis')", 'import-type ioredis'],
    [
      "export {}; declare module 'ioredis' { interface RedisCommander { x(): void } }",
      'module-augmentation ioredis',
    ],
    ["/** @type {import('ioredis').Redis} */ let a", 'jsdoc-import ioredis'],
    ["/** @import { Redis } from 'ioredis' */ let a", 'jsdoc-import ioredis'],
    ["/**\n * @import { Redis,\n *   Cluster } from 'ioredis'\n */ let a", 'jsdoc-import ioredis'],
    [
      "/** @type {import('ioredis', { with: { 'resolution-mode': 'import' } }).Redis} */ let a",
      'jsdoc-import ioredis',
    ],
    ["// @flow\nimport typeof Redis from 'ioredis'; const f = (x: ?string) => (x: any)", 'import ioredis'],
    ["/* @flow */ import { typeof Redis } from 'ioredis'", 'import ioredis'],
    ["jest.mock('ioredis')", 'mock ioredis'],
    ["jest.mock('a').mock('ioredis', () => 1)", 'mock ioredis'],
    ["vi.mock('ioredis', () => ({}))", 'mock ioredis'],
    ["vi.mock(import('ioredis'), () => ({}))", 'mock ioredis'],
    ["vi.doUnmock('redis')", 'mock redis'],
    ["const actual = await vi.importActual('ioredis')", 'mock ioredis'],
    ["const actual = jest.requireActual('redis')", 'mock redis'],
    ["jest.unstable_mockModule('redis', () => ({}))", 'mock redis'],
    ["mock.module('ioredis', { namedExports: {} })", 'mock ioredis'],
    ["t.mock.module('ioredis', {})", 'mock ioredis'],
    ["import { vi as v } from 'vitest'; v.mock('ioredis')", 'mock ioredis'],
    ["import { mock as m } from 'node:test'; m.module('ioredis', {})", 'mock ioredis'],
    ["const { doMock } = jest; doMock('ioredis')", 'mock ioredis'],
    ["proxyquire('../lib/a', { ioredis: fake })", 'injector-key ioredis'],
    ["proxyquire.noCallThru().load('../a', { 'ioredis': fake })", 'injector-key ioredis'],
    ["await esmock('../a.js', { ioredis: fake })", 'injector-key ioredis'],
    ["SandboxedModule.require('../a', { requires: { redis: fake } })", 'injector-key redis'],
    ["const p = require('proxyquire'); p('../a', { ioredis })", 'injector-key ioredis'],
    ["const stubs = { ioredis: fake }; proxyquire('../a', stubs)", 'injector-key ioredis'],
    ["const stubs = {}; stubs['ioredis'] = fake; proxyquire('../a', stubs)", 'injector-key ioredis'],
    ["proxyquire('../a', { ['ioredis']: fake })", 'injector-key ioredis'],
    ["proxyquire(require.resolve('../a'), { ...common, ioredis: fake })", 'injector-key ioredis'],
    ["proxyquire(path.join(__dirname, '..', 'a'), { ioredis: fake })", 'injector-key ioredis'],
    [
      "const rewiremock = require('rewiremock/node'); rewiremock.proxy(() => require('../a'), { ioredis: fake })",
      'injector-key ioredis',
    ],
    ["import t from 'tap'; t.mockRequire('../a', { ioredis: fake })", 'injector-key ioredis'],
    [
      "import { test } from 'tap'; const m = t\n  .mockImport('../a', { ioredis: fake })",
      'injector-key ioredis',
    ],
    ["import { createClient } from 'redis-v3'", 'import redis-v3'],
  ])('%s', (text, expected) => {
    expect(mayNameClient(text, names)).toBe(true);
    expect(
      forms(text, /^import \w+ =|^type|export type|vi\.mock\(import/.test(text) ? 'a.ts' : 'a.js'),
    ).toEqual([expected]);
  });
});

describe('forms that are reported', () => {
  test.each([
    ["const driver = { driver: require('ioredis') }", 'require ioredis !module-as-value'],
    ["register(require('ioredis'))", 'require ioredis !module-as-value'],
    ["const p = require.resolve('ioredis')", 'require-resolve ioredis !resolved-path'],
    [
      "const p = require.resolve('ioredis'); require.cache[p] = { id: p, exports: fake };",
      'mock ioredis !unresolved-mock',
    ],
    [
      "const p = require.resolve('ioredis'); const had = require.cache[p] === before;",
      'require-resolve ioredis !resolved-path',
    ],
    ["import { x } from 'ioredis/built/utils'", 'import ioredis/built/utils !deep-import'],
    ["import R from '../node_modules/ioredis/built'", 'import ../node_modules/ioredis/built !deep-import'],
    ["import Redis from 'ioredis'; const x = {{{", 'import ioredis !syntax-error'],
    ["declare module 'x' { import { Redis } from 'ioredis' }", 'import ioredis !ambient-module'],
    ["mockery.registerMock('ioredis', fake)", 'mock ioredis !unresolved-mock'],
    ["jasmine.mockLibrary('redis', 'createClient', fake)", 'mock redis !unresolved-mock'],
    ["const name = 'ioredis'; jest.mock(name)", 'mock ioredis !unresolved-mock'],
    ["for (const name of ['ioredis', 'pg']) jest.mock(name)", 'mock ioredis !unresolved-mock'],
    ["['ioredis', 'pg'].forEach((name) => vi.doMock(name, () => fake))", 'mock ioredis !unresolved-mock'],
    ["const MODULES = { redis: 'ioredis' }; jest.mock(MODULES.redis)", 'mock ioredis !unresolved-mock'],
    ["const mockModule = (name) => jest.mock(name); mockModule('ioredis')", 'mock ioredis !unresolved-mock'],
    ["for (const name of ['ioredis']) mockery.registerMock(name, fake)", 'mock ioredis !unresolved-mock'],
    ["const mock = require('mock-require'); mock('ioredis', fake)", 'mock ioredis !unresolved-mock'],
    ["import * as td from 'testdouble'; td.replace('ioredis')", 'mock ioredis !unresolved-mock'],
    ["import quibble from 'quibble'; quibble.esm('ioredis', {})", 'mock ioredis !unresolved-mock'],
    ["const p = require('proxyquire').noCallThru(); p('../a', { ioredis: fake })", 'injector-key ioredis'],
    ["rewiremock('ioredis').with(fake)", 'mock ioredis !unresolved-mock'],
    ["rewiremock.proxy('../a', { ioredis: fake })", 'injector-key ioredis !unresolved-mock'],
    [
      "const stubs = {}; stubs.ioredis = fake; proxyquire('../a', stubs)",
      'injector-key ioredis !unresolved-mock',
    ],
    ['proxyquire(file, { ioredis: fake })', 'injector-key ioredis !unresolved-mock'],
    ["import t from 'tap'; t.mockAll({ ioredis: fake })", 'injector-key ioredis !unresolved-mock'],
    [
      "const s = { ioredis: fake }; proxyquire('../a', s); proxyquire('../lib/b', s)",
      'injector-key ioredis !unresolved-mock',
    ],
    ["Module._load = (name) => (name === 'ioredis' ? fake : load(name))", 'mock ioredis !unresolved-mock'],
    ['/// <reference types="redis" />', 'reference-types redis !reference-types'],
    ["declare module 'ioredis' { export const x: number }", 'module-augmentation ioredis !ambient-module'],
  ])('%s', (text, expected) => {
    expect(mayNameClient(text, names)).toBe(true);
    expect(forms(text)).toEqual([expected]);
  });

  test.each([
    ['const v = require(`../versions/redis@${version}`)', 'computed-require'],
    ["const name = 'ioredis'; const R = require(name)", 'computed-require'],
    ["const drivers = { a: 'ioredis' }; require(drivers[kind])", 'computed-require'],
    ["const drivers = { a: { driver: 'ioredis' } }; require(drivers.a.driver)", 'computed-require'],
    ["require({ a: 'ioredis', b: 'pg' }[kind])", 'computed-require'],
    ["const all = ['redis', 'pg'].map((name) => require(name))", 'computed-require'],
    ["const all = Promise.all(['redis', 'pg'].map(async (name) => await import(name)))", 'computed-require'],
    ["for (const name of ['redis', 'pg']) require(name)", 'computed-require'],
    ["for (const { name } of [{ name: 'redis' }]) require(name)", 'computed-require'],
    ["for (const name in { 'redis': 1 }) require(name)", 'computed-require'],
    ['for (const name in { redis: 1 }) import(name)', 'computed-require'],
    ['const drivers = { pg: 1, redis: 1 }; Object.keys(drivers).map((k) => require(k))', 'computed-require'],
    ["const { driver = 'ioredis' } = options; require(driver)", 'computed-require'],
    ["function load({ driver = 'ioredis' }) { return require(driver) }", 'computed-require'],
    ["function open(driver = 'ioredis') { return import(driver) }", 'computed-require'],
    ["const open = (name) => require(name); open('ioredis')", 'computed-require'],
    ["class A { open(name) { return require(name) } start() { this.open('ioredis') } }", 'computed-require'],
    ["require('io' + 'redis')", 'computed-require'],
    ["const name = old ? 'pg' : 'ioredis'; require(name)", 'computed-require'],
    ["let name; if (old) name = 'redis'; require(name)", 'computed-require'],
    ["const name = options.driver || 'redis'; require(name)", 'computed-require'],
    ["const drivers = new Map([['cache', 'ioredis']]); require(drivers.get(kind))", 'computed-require'],
    ["Object.values({ a: 'ioredis' }).forEach((name) => require.resolve(name))", 'computed-require'],
    ["const DRIVER = 'ioredis'; const R = safeRequire(DRIVER)", 'computed-require'],
    [
      "class A { constructor(o) { o.pkg = o.pkg ?? 'ioredis'; this.o = o } open() { return require(this.o.pkg) } }",
      'computed-require',
    ],
    ["class A { driver = 'redis'; open() { return import(this.driver) } }", 'computed-require'],
    ["options.driver ||= 'ioredis'; module.exports = () => require(options.driver)", 'computed-require'],
    ["start({ driver: 'ioredis' }); function start(o) { return require(o.driver) }", 'computed-require'],
    ["const load = createRequire(import.meta.url); load(old ? 'redis' : 'pg')", 'computed-require'],
    ["import { MODULES } from './modules'; jest.mock(MODULES.redis)", 'unresolved-mock'],
    ["eval('require')('ioredis')", 'loader-string'],
    // A require of somebody's own is no module reference, but may well load one.
    ["function load(require) { return require('redis') }", 'loader-string'],
    ["const require = (name) => name; require('redis')", 'loader-string'],
    ["PlatformTools.load('redis')", 'loader-string'],
    ["const load = createRequire(process.cwd()); load('redis')", 'loader-string'],
    ["const lib = { name: 'ioredis', version: '^5' }", 'loader-string'],
    ["tracer.use('ioredis', false)", 'tracing'],
    ["export default { externals: ['ioredis'] }", 'tool-list'],
    ["export default { externals: { ioredis: 'commonjs ioredis' } }", 'tool-list'],
    ['export default { externals: { "ioredis": true } }', 'tool-list'],
    ["config.externals.push('ioredis')", 'tool-list'],
    ["config.externals = [...config.externals, 'ioredis']", 'tool-list'],
    ["const external = ['ioredis', 'pg']; build({ external })", 'tool-list'],
    ['export default { external: [/^ioredis/] }', 'tool-list'],
    ["externals.push(({ request }, next) => (request === 'ioredis' ? next() : next()))", 'tool-list'],
    ['export default { externals: [(a, r, next) => /^(pg|redis)$/.test(r) ? next() : next()] }', 'tool-list'],
    ["export default { externals: [nodeExternals({ allowlist: ['ioredis'] })] }", 'tool-list'],
    ["nodeExternals({ allowlist: ['ioredis'] })", 'tool-list'],
    ["const lazyImports = ['@nestjs/websockets', 'ioredis']", 'tool-list'],
    ["export default { experimental: { serverComponentsExternalPackages: ['ioredis'] } }", 'tool-list'],
    ["export default { optimizeDeps: { exclude: ['ioredis'] } }", 'tool-list'],
    ["export default { ssr: { noExternal: ['ioredis'] } }", 'tool-list'],
    ["export default { test: { server: { deps: { inline: ['ioredis'] } } } }", 'tool-list'],
    ["export default { test: { deps: { optimizer: { ssr: { include: ['redis'] } } } } }", 'tool-list'],
    ["config.externals['ioredis'] = 'commonjs2 x'", 'tool-list'],
    [
      'build.onResolve({ filter: /^ioredis$/ }, (args) => ({ path: args.path, external: true }))',
      'tool-list',
    ],
    ["build.module('ioredis', () => ({ exports: {} }))", 'loader-string'],
    ["plugins.push(new webpack.ProvidePlugin({ Redis: 'ioredis' }))", 'loader-string'],
    ["plugins.push(new ProvidePlugin({ Cluster: ['ioredis', 'Cluster'] }))", 'loader-string'],
    [
      "export const resolve = (specifier, next) => (specifier === 'ioredis' ? fake : next())",
      'loader-string',
    ],
    ["for (const name of Object.keys({ 'ioredis': 1, pg: 2 })) await import(name)", 'computed-require'],
    ["export default [{ rules: { 'no-restricted-imports': ['error', 'ioredis'] } }]", 'tool-list'],
    [
      "const r = { '@typescript-eslint/no-restricted-imports': [2, { paths: [{ name: 'ioredis' }] }] }",
      'tool-list',
    ],
    ["const r = { 'n/no-extraneous-require': ['error', { allowModules: ['ioredis'] }] }", 'tool-list'],
    ["module.exports = { moduleNameMapper: { '^cache$': 'ioredis' } }", 'module-mapper'],
    ["import Redis from 'npm:ioredis@5'", 'npm-specifier'],
    ["import Redis from 'https://esm.sh/ioredis@5'", 'npm-specifier'],
    ['eval("require(\'ioredis\')")', 'named-in-text'],
    ["new Worker(`const Redis = require('ioredis');`, { eval: true })", 'named-in-text'],
    ['const code = "import Redis from \\"ioredis\\";"', 'named-in-text'],
    ["throw new Error('Please run npm install ioredis --save')", 'named-in-text'],
    ["import typeof Redis from 'ioredis'", 'syntax-error'],
  ])('%s', (text, rule) => {
    expect(mayNameClient(text, names)).toBe(true);
    expect(survey(text).notices.map((one) => one.rule)).toEqual([rule]);
  });
});

describe('false positives stay untouched', () => {
  test.each([
    ["const redis = require('./redis')"],
    ["const make = proxyquire('../make', { './util': fake }); make('redis', { client })"],
    ["const MODULES = { redis: './redis' }; jest.mock(MODULES.redis)"],
    ["for (const name of ['./redis', 'pg']) jest.mock(name)"],
    ["import redis from '@/lib/redis'"],
    ["import x from '@upstash/redis'"],
    ["import x from 'redis-errors'"],
    ["import Redis from 'ioredis-mock'"],
    ["if (type === 'redis') start()"],
    ["getStorageMethod.mockReturnValue('redis')"],
    ["getStorageMethod.mockResolvedValueOnce('redis')"],
    ["stub.resolves('redis')"],
    ["const method = Promise.resolve('redis')"],
    ["upload('redis', file)"],
    ["isImportant('redis')"],
    ["const store = { type: 'redis', name: 'ioredis' }"],
    ["nconf.get('redis')"],
    ["client.set('redis', 1)"],
    ["fastify.decorate('redis', client)"],
    ['const lua = `redis.call("GET", KEYS[1])`'],
    ['f(a /* require("ioredis") */) // npm install ioredis'],
    ['function f() { a(); /* require("ioredis") */ }'],
    ["// import Redis from 'ioredis'"],
    ["const { redis } = config; redis.get('a')"],
    ["name.replace('redis', 'cache')"],
    ["const config = { external: { type: 'redis' } }"],
    ["const rules = { 'no-restricted-globals': ['error', 'redis'] }"],
    ["const externalServices = ['redis', 'postgres']"],
    ["const external = { url: a, name: 'redis' === kind }"],
    ["const paths = { redis: '/redis' }"],
    ["const groups = { include: ['redis'], exclude: ['ioredis'] }"],
    ['const kinds = /^(redis|memory)$/.test(kind)'],
    ["app.externals.set('redis', 1)"],
    ["new ConfigProvider({ store: 'redis', names: ['ioredis'] })"],
    ['image.onLoad({ name: /^redis$/ })'],
    ["if (driver === 'ioredis') start()"],
    ["const files = { redis: './redis', 'ioredis': './b' }; require(files[kind])"],
    ["const kinds = ['redis', 'memory']; kinds.map((kind) => require(`./${kind}`))"],
    ["const kind = 'redis'; require('./stores/' + kind)"],
    ["const kind = 'redis'; require(path.join(__dirname, kind))"],
    ["require(kind === 'redis' ? './a' : './b')"],
    ["const stores = [{ type: 'redis', file: './a' }]; for (const { file } of stores) require(file)"],
    ["const stores = { redis: { type: 'redis', file: './a' } }; require(stores[kind].file)"],
    ["config.load('./all', { redis: { port: 1 } })"],
    ["const t = require('tap'); t.test('redis', (t) => t.same(a, { redis: 1 }))"],
    ["const mockery = require('mockery'); mockery.registerAllowable('ioredis')"],
  ])('%s', (text) => {
    const { references, notices } = survey(text, 'a.js');
    expect([...references, ...notices]).toEqual([]);
  });
});

test.each([
  ['.dependency-cruiser.cjs', "module.exports = { forbidden: [{ to: { path: '^ioredis$' } }] }"],
  ['.dependency-cruiser.js', 'module.exports = { forbidden: [{ to: { path: "node_modules/ioredis" } }] }'],
  ['eslint.config.mjs', "export default [{ settings: { 'import/core-modules': ['ioredis'] } }]"],
  ['syncpack.config.js', "module.exports = { versionGroups: [{ dependencies: ['redis'] }] }"],
])("a tool's configuration lists packages under any name: %s", (path, text) => {
  expect(mayNameClient(text, names)).toBe(true);
  expect(survey(text, path).notices.map((one) => one.rule)).toEqual(['tool-list']);
});

test('a reference knows its span, place, package and bindings', () => {
  const text = "// first\nimport Redis, { type Cluster as C, RedisOptions } from 'ioredis';\n";
  const [reference] = survey(text).references;
  expect(text.slice(reference!.start, reference!.end)).toBe('ioredis');
  expect(reference).toMatchObject({
    line: 2,
    column: 56,
    packageName: 'ioredis',
    subpath: '',
    typeOnly: false,
  });
  expect(reference!.bindings.map(({ local, imported, typeOnly }) => [local, imported, typeOnly])).toEqual([
    ['Redis', 'default', false],
    ['C', 'Cluster', true],
    ['RedisOptions', 'RedisOptions', false],
  ]);
});

test.each([
  ["const R = require('ioredis'); export const a = { R, args: [] };", true],
  ["const R = require('ioredis'); export const a = { konstructor: R };", true],
  ["import R = require('ioredis'); export const a = () => { return R; };", true],
  ["const R = require('ioredis'); export const a = { b: new R.Cluster([]) };", false],
  ["import * as R from 'ioredis'; export const a = { R };", false],
  ["const R = require('redis'); export const a = { R };", false],
])('a class that is handed on counts as constructed: %s', (text, expected) => {
  expect(survey(text).references[0]!.constructed).toBe(expected);
});

test('a module that is called as a whole counts as constructed', () => {
  expect(survey("const R = require('ioredis'); new R(1)").references[0]!.constructed).toBe(true);
  expect(survey("import * as R from 'ioredis'; new R()").references[0]!.constructed).toBe(true);
  expect(survey("import * as R from 'ioredis'; let a: R.Redis").references[0]!.constructed).toBe(false);
});

test('script blocks of components are read at their own lines', () => {
  const text =
    "<template>import Redis from 'ioredis'</template>\n<script setup lang=\"ts\">\nimport Redis from 'ioredis'\n</script>\n";
  const facts = surveyComponent({ path: 'a.vue', text, ignoredByGit: false }, names);
  expect(facts.references.map((one) => [one.line, one.stays?.rule])).toEqual([[3, 'script-block']]);
});

test('an Astro component may end its lines as Windows does', () => {
  const text = "---\r\nimport Redis from 'ioredis'\r\n---\r\n<p/>";
  const facts = surveyComponent({ path: 'a.astro', text, ignoredByGit: false }, names);
  expect(facts.references.map((one) => [one.line, one.stays?.rule])).toEqual([[2, 'script-block']]);
});

test('a specifier names a package by its first segments', () => {
  expect(clientSpecifier('@redis/client/dist/lib/errors', names)).toEqual({
    packageName: '@redis/client',
    subpath: 'dist/lib/errors',
  });
  expect(clientSpecifier('redis-errors', names)).toBeNull();
  expect(clientSpecifier('@redis/json', names)).toBeNull();
});

test.each([
  'export const options = { redis: { host, port } };',
  'const limiter = createLimiter({\n  redis: this.connection,\n});',
  'this.redis(message); function redis() {}',
])('a word that nobody takes for a module is no reason to parse: %s', (text) => {
  expect(mayNameClient(text, names)).toBe(false);
});
