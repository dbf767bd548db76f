import { describe, expect, it } from 'vitest';
import { type WrapperModule, wrapperFiles, type WrapperRequest } from '../../src/delivery/copy.js';
import { requestsOf } from '../../src/delivery/existing.js';

const ioredis: WrapperModule = {
  dialect: 'ioredis',
  major: 5,
  engine: 'installed',
  packageName: 'ioredis',
  range: '^5.4.1',
  fileName: 'ioredis',
};
const redis3: WrapperModule = {
  dialect: 'redis3',
  major: 2,
  engine: 'iovalkey',
  packageName: 'redis-old',
  range: 'npm:redis@2.8.0',
  fileName: 'redis3-redis-old',
};

const layouts: readonly Pick<WrapperRequest, 'flavour' | 'importers' | 'relativeExtension'>[] = [
  { flavour: 'ts-esm', importers: ['esm'], relativeExtension: '' },
  { flavour: 'ts-esm', importers: ['esm'], relativeExtension: '.js' },
  { flavour: 'ts-esm', importers: ['esm'], relativeExtension: '.ts' },
  { flavour: 'js-cjs', importers: ['cjs'], relativeExtension: '.js' },
  { flavour: 'js-cjs', importers: ['cjs'], relativeExtension: '.cjs' },
  { flavour: 'js-esm', importers: ['esm'], relativeExtension: '.js' },
  { flavour: 'js-esm', importers: ['esm'], relativeExtension: '.mjs' },
  { flavour: 'js-cjs', importers: ['cjs', 'esm'], relativeExtension: '.js' },
  { flavour: 'js-esm', importers: ['cjs', 'esm'], relativeExtension: '.js' },
];

describe('a copy tells what it was made from', () => {
  const modules: readonly (readonly WrapperModule[])[] = [
    [ioredis],
    [{ ...ioredis, engine: 'iovalkey', major: 4, range: '4.28.0' }],
    [ioredis, redis3],
  ];
  const cases = layouts.flatMap((layout) =>
    modules.flatMap((some) =>
      [true, false].map((declarations): WrapperRequest => {
        const isTypeScript = layout.flavour.startsWith('ts');
        return { ...layout, modules: some, helpers: [], declarations: declarations && !isTypeScript };
      }),
    ),
  );

  it.each(cases.map((one) => [one.flavour, one.relativeExtension, one.importers.join(), one] as const))(
    '%s %j %s',
    (_flavour, _extension, _importers, request) => {
      const files = wrapperFiles(request);
      const [found, ...more] = requestsOf(files) ?? [];
      expect(more).toEqual([]);
      expect(wrapperFiles(found!)).toEqual(files);
      expect(found!.modules).toEqual(request.modules);
    },
  );

  it.each(['js-cjs', 'js-esm'] as const)(
    'keeps the helpers that both kinds of importer load: %s',
    (flavour) => {
      const files = wrapperFiles({
        flavour,
        importers: ['cjs', 'esm'],
        relativeExtension: '.js',
        modules: [ioredis],
        helpers: ['url'],
      });
      expect(wrapperFiles(requestsOf(files)![0]!)).toEqual(files);
    },
  );

  it('keeps the TypeScript and the JavaScript of one directory apart', () => {
    const both = [layouts[0]!, layouts[3]!].map((layout) => ({ ...layout, modules: [ioredis], helpers: [] }));
    const files = both.flatMap((request) => wrapperFiles({ ...request, declarations: false }));
    expect(requestsOf(files)?.map((one) => one.flavour)).toEqual(['ts-esm', 'js-cjs']);
  });
});
