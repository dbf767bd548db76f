import { describe, expect, it } from 'vitest';
import { type WrapperModule, type WrapperRequest, wrapperFiles } from '../../src/delivery/copy.js';

const client: WrapperModule = {
  dialect: 'ioredis',
  major: 5,
  engine: 'installed',
  packageName: 'ioredis',
  range: '^5.4.1',
  fileName: 'ioredis',
};

function files(request: Partial<WrapperRequest>): ReturnType<typeof wrapperFiles> {
  return wrapperFiles({
    modules: [client],
    flavour: 'ts-esm',
    importers: ['esm'],
    relativeExtension: '',
    helpers: [],
    ...request,
  });
}

/** All names that files of a copy import. */
function imported(request: Partial<WrapperRequest>): string[] {
  const specifiers = files(request).flatMap(({ text }) => [
    ...text.matchAll(/(?:from |require\()'([^']+)'/g),
  ]);
  return [...new Set(specifiers.map(([, specifier = '']) => specifier))].sort();
}

const names = (request: Partial<WrapperRequest>): string[] => files(request).map(({ name }) => name);

describe('wrapperFiles', () => {
  it.each([
    ['', 'ts', ['./arguments', './class', './url', 'ioredis']],
    ['.js', 'ts', ['./arguments.js', './class.js', './url.js', 'ioredis']],
    ['.ts', 'ts', ['./arguments.ts', './class.ts', './url.ts', 'ioredis']],
    ['.mjs', 'mts', ['./arguments.mjs', './class.mjs', './url.mjs', 'ioredis']],
    ['.cjs', 'cts', ['./arguments.cjs', './class.cjs', './url.cjs', 'ioredis']],
  ])('TypeScript with specifiers that end in %j', (relativeExtension, extension, specifiers) => {
    expect(names({ relativeExtension })).toEqual(
      ['arguments', 'class', 'ioredis', 'url'].map((name) => `${name}.${extension}`),
    );
    expect(imported({ relativeExtension })).toEqual(specifiers);
  });

  it.each(['ioredis', 'redis-v3', '@redis/client'])(
    'names the package that is imported today: %s',
    (packageName) => {
      const modules = [{ ...client, packageName }];
      expect(imported({ modules })).toContain(packageName);
      expect(imported({ modules }).filter((one) => /ioredis\d/.test(one))).toEqual([]);
    },
  );

  it('gives both kinds of JavaScript importers a file each, over one implementation', () => {
    const both = files({ flavour: 'js-cjs', importers: ['cjs', 'esm'], declarations: false });
    expect(both.map(({ name, importers, module }) => [name, importers.join(), module])).toEqual([
      ['arguments.js', '', undefined],
      ['class.js', '', undefined],
      ['ioredis.js', 'cjs', 'ioredis'],
      ['ioredis.mjs', 'esm', 'ioredis'],
      ['url.js', '', undefined],
    ]);
    const modules = files({ flavour: 'js-esm', importers: ['cjs', 'esm'], declarations: false });
    expect(modules.filter(({ module }) => module).map(({ name }) => name)).toEqual([
      'ioredis.cjs',
      'ioredis.js',
    ]);
  });

  it('brings declarations along, but only those that are needed', () => {
    expect(names({ flavour: 'js-cjs', importers: ['cjs'] }).filter((name) => name.includes('.d.'))).toEqual([
      'ioredis.d.ts',
    ]);
  });

  it('puts several clients side by side, under the names that the scope uses', () => {
    const modules: WrapperModule[] = [
      client,
      { ...client, packageName: 'ioredis-v4', major: 4, fileName: 'ioredis-v4' },
      { ...client, dialect: 'redis4', major: 4, packageName: 'redis', fileName: 'redis' },
    ];
    expect(names({ modules, helpers: ['url'] })).toEqual([
      'arguments.ts',
      'class.ts',
      'ioredis-v4.ts',
      'ioredis.ts',
      'redis.ts',
      'url.ts',
    ]);
    expect(imported({ modules }).filter((one) => !one.startsWith('.'))).toEqual([
      'ioredis',
      'ioredis-v4',
      'redis',
    ]);
  });

  it.each([5, 6])('writes the major into the module that two majors share: %i', (major) => {
    const [text] = files({ modules: [{ ...client, major, engine: 'iovalkey' }] }).flatMap((file) =>
      file.name === 'ioredis.ts' ? [file.text] : [],
    );
    expect(text).toContain(`sourceMajor: Major = ${major};`);
    expect(text).not.toMatch(/from 'ioredis/);
  });

  it('stays small enough to read: under 200 KB a dialect, types included', () => {
    for (const engine of ['iovalkey', 'installed'] as const) {
      for (const major of [4, 5]) {
        const all = files({
          modules: [{ ...client, engine, major }],
          flavour: 'js-cjs',
          importers: ['cjs', 'esm'],
        });
        expect(all.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(42_000);
      }
    }
  });

  it('gives the same text every time', () => {
    expect(files({})).toEqual(files({}));
  });
});
