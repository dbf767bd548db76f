import { describe, expect, test } from 'vitest';
import type { OwnClient } from '../../../src/surfaces/typescript/own-client.js';
import { surveyTypeScript } from '../../../src/surfaces/typescript/survey.js';
import { splice } from '../../../src/text.js';

const names = new Set(['redis', 'ioredis']);
const head = "import Redis from 'ioredis';\n";

function own(text: string, path: string): OwnClient | null {
  return surveyTypeScript({ path, text: head + text, ignoredByGit: false }, names).ownClient;
}

function rewritten(text: string, path: string, way: 'renamed' | 'aliased'): string | null {
  const edits = own(text, path)?.[way] ?? null;
  return edits === null ? null : splice(head + text, edits).slice(head.length);
}

describe('a RedisClient of its own becomes ValkeyClient, with RedisClient as its alias', () => {
  test.each([
    [
      'a class with a field, used in its file',
      'export class RedisClient {\n  c = new Redis();\n}\nexport const make = (): RedisClient => new RedisClient();\n',
      'export class ValkeyClient {\n  c = new Redis();\n}\n\nexport { ValkeyClient as RedisClient };\nexport const make = (): ValkeyClient => new ValkeyClient();\n',
    ],
    [
      'a subclass with generics',
      'export class RedisClient<T = RedisClient<never>> extends Redis {}\n',
      'export class ValkeyClient<T = ValkeyClient<never>> extends Redis {}\n\nexport { ValkeyClient as RedisClient };\n',
    ],
    [
      'an interface',
      'export interface RedisClient { client: Redis }\n',
      'export interface ValkeyClient { client: Redis }\n\nexport type { ValkeyClient as RedisClient };\n',
    ],
    [
      'a type',
      'export type RedisClient = Redis;\n',
      'export type ValkeyClient = Redis;\n\nexport type { ValkeyClient as RedisClient };\n',
    ],
    [
      'an export list',
      'class RedisClient { c = new Redis() }\nexport { RedisClient };\n',
      'class ValkeyClient { c = new Redis() }\nexport { ValkeyClient, ValkeyClient as RedisClient };\n',
    ],
    [
      'an export list under another name',
      'class RedisClient { c = new Redis() }\nexport { RedisClient as Cache };\n',
      'class ValkeyClient { c = new Redis() }\nexport { ValkeyClient as Cache };\n',
    ],
    [
      'a default export',
      'class RedisClient { c = new Redis() }\nexport default RedisClient;\n',
      'class ValkeyClient { c = new Redis() }\nexport default ValkeyClient;\n',
    ],
    [
      'a default class',
      'export default class RedisClient { c = new Redis() }\n',
      'export default class ValkeyClient { c = new Redis() }\n',
    ],
    [
      'properties of that name, and shorthands',
      'export class RedisClient { c = new Redis(); RedisClient = 1 }\nlog({ RedisClient, x: a.RedisClient });\n',
      'export class ValkeyClient { c = new Redis(); RedisClient = 1 }\n\nexport { ValkeyClient as RedisClient };\nlog({ RedisClient: ValkeyClient, x: a.RedisClient });\n',
    ],
    [
      'a class expression',
      'export const RedisClient = class RedisClient { c = new Redis() };\nnew RedisClient();\n',
      'export const ValkeyClient = class ValkeyClient { c = new Redis() };\n\nexport { ValkeyClient as RedisClient };\nnew ValkeyClient();\n',
    ],
    [
      'a constructor function',
      'export function RedisClient() { this.c = new Redis(); }\nRedisClient.prototype.get = function () {};\n',
      'export function ValkeyClient() { this.c = new Redis(); }\n\nexport { ValkeyClient as RedisClient };\nValkeyClient.prototype.get = function () {};\n',
    ],
  ])('%s', (_, before, after) => {
    expect(rewritten(before, 'a.ts', 'renamed')).toBe(after);
  });

  test.each([
    [
      'class RedisClient { c = new Redis() }\nmodule.exports = RedisClient;\n',
      'class ValkeyClient { c = new Redis() }\nmodule.exports = ValkeyClient;\n',
    ],
    [
      'class RedisClient { c = new Redis() }\nmodule.exports = { RedisClient };\n',
      'class ValkeyClient { c = new Redis() }\nmodule.exports = { ValkeyClient, RedisClient: ValkeyClient };\n',
    ],
    [
      'class RedisClient { c = new Redis() }\nmodule.exports.RedisClient = RedisClient;\n',
      'class ValkeyClient { c = new Redis() }\nmodule.exports.RedisClient = module.exports.ValkeyClient = ValkeyClient;\n',
    ],
    [
      'class RedisClient { c = new Redis() }\nexports.RedisClient = RedisClient;\n',
      'class ValkeyClient { c = new Redis() }\nexports.RedisClient = exports.ValkeyClient = ValkeyClient;\n',
    ],
    [
      'exports.RedisClient = class RedisClient { c = new Redis() };\n',
      'exports.RedisClient = exports.ValkeyClient = class RedisClient { c = new Redis() };\n',
    ],
    [
      'module.exports.RedisClient = function () { this.c = new Redis() };\n',
      'module.exports.RedisClient = module.exports.ValkeyClient = function () { this.c = new Redis() };\n',
    ],
    [
      'const RedisClient = class { c = new Redis() };\nmodule.exports = { RedisClient };\n',
      'const ValkeyClient = class { c = new Redis() };\nmodule.exports = { ValkeyClient, RedisClient: ValkeyClient };\n',
    ],
    [
      'function RedisClient() { this.c = new Redis() }\nmodule.exports = RedisClient;\n',
      'function ValkeyClient() { this.c = new Redis() }\nmodule.exports = ValkeyClient;\n',
    ],
    [
      'module.exports = class RedisClient { c = new Redis(); copy() { return new RedisClient() } }\n',
      'module.exports = class ValkeyClient { c = new Redis(); copy() { return new ValkeyClient() } }\n',
    ],
    [
      'module.exports = { RedisClient: class extends Redis {}, b };\n',
      'module.exports = { RedisClient: class extends Redis {}, b };\nmodule.exports.ValkeyClient = module.exports.RedisClient;\n',
    ],
    [
      'exports.RedisClient = class extends Redis {}\n',
      'exports.RedisClient = exports.ValkeyClient = class extends Redis {}\n',
    ],
  ])('CommonJS: %s', (before, after) => {
    expect(rewritten(before, 'a.js', 'renamed')).toBe(after);
  });
});

describe('where something reads the name, the new one is an alias only', () => {
  test.each([
    [
      'constructor.name',
      'export class RedisClient extends Redis { tag() { return this.constructor.name } }\n',
    ],
    ['a container', '@Injectable()\nexport class RedisClient { c = new Redis() }\n'],
    ['a base class that a call makes', 'export class RedisClient extends Tag<Redis>()() {}\n'],
    ['its name as a string', "export class RedisClient extends Redis {}\nprovide('RedisClient');\n"],
    [
      'a second declaration',
      'export class RedisClient extends Redis {}\nfunction f(RedisClient: number) {}\n',
    ],
  ])('%s', (_, text) => {
    expect(own(text, 'a.ts')!.renamed).toBeNull();
    expect(rewritten(text, 'a.ts', 'aliased')).toContain('export { RedisClient as ValkeyClient };');
  });
});

test('an exported class whose name something reads keeps it', () => {
  const text =
    'module.exports = class RedisClient { c = new Redis(); tag() { return this.constructor.name } };\n';
  expect(own(text, 'a.js')).toMatchObject({ renamed: null, aliased: null });
});

test.each([
  ['holds no client', 'export class RedisClient { url = "x" }\n'],
  ['is not exported', 'class RedisClient extends Redis {}\n'],
  ['is an instance', 'export const RedisClient = new Redis();\n'],
  ['is another name', 'export class UmamiRedisClient extends Redis {}\n'],
])('no RedisClient of its own: %s', (_, text) => {
  expect(own(text, 'a.ts')).toBeNull();
});

test('a ValkeyClient that is there already is a collision', () => {
  expect(
    own('export class RedisClient extends Redis {}\nexport const ValkeyClient = 1;\n', 'a.ts')!.collides,
  ).toBe(true);
});

test('a value beside the type goes into the alias', () => {
  const text = 'export type RedisClient = Redis;\nexport const RedisClient = Redis;\n';
  expect(rewritten(text, 'a.ts', 'aliased')).toContain('export { RedisClient as ValkeyClient };');
});
