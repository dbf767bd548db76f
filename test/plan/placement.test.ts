import { describe, expect, test } from 'vitest';
import { copiesTogether, readDockerfile } from '../../src/plan/containers.js';
import {
  type Importer,
  type Loader,
  type PlacementContext,
  placeWrapper,
  wrapperSpecifier,
} from '../../src/plan/placement.js';
import { tsConfigs } from '../../src/plan/tsconfig.js';
import { isTestPath } from '../../src/repository/test-path.js';

const context: PlacementContext = {
  scope: '',
  publishedFiles: null,
  containers: [],
  clientDir: null,
  existing: [],
  isTaken: () => false,
  moduleTypeIn: () => 'commonjs',
  loadedBy: () => null,
};

function importer(
  path: string,
  over: Partial<Importer> & { style?: [number, number, number] } = {},
): Importer {
  const { style = [0, 0, 0], ...rest } = over;
  const facts = {
    path,
    references: [],
    notices: [],
    style: { none: style[0], js: style[1], ts: style[2] },
    isEsModule: !/\.cjs$/.test(path),
    hasExports: true,
    isTest: isTestPath(path),
    members: { uses: [], handOvers: [] },
    importPlace: {
      at: 0,
      before: '',
      after: '\n',
      form: 'import' as const,
      quote: "'",
      semicolon: true,
      taken: new Set<string>(),
    },
    ownClient: null,
  };
  return {
    facts,
    tsConfig: null,
    moduleType: 'commonjs',
    loaders: new Set<Loader>(['esm']),
    mocks: new Set<Loader>(),
    ...rest,
  };
}

const required = { loaders: new Set<Loader>(['cjs']) };

/** Where the wrapper goes, and what each importer would write. */
function placed(importers: readonly Importer[], over: Partial<PlacementContext> = {}): readonly string[] {
  return placeWrapper(importers, { ...context, ...over }).flatMap((one) =>
    one.kind !== 'placed'
      ? [`${one.kind}: ${one.reason}`]
      : [
          `${one.placement.directory} ${one.placement.flavour} ${one.placement.extension}`,
          ...one.placement.importers.map((each) =>
            wrapperSpecifier(each, one.placement, `ioredis${one.placement.extension}`, [...each.loaders][0]!),
          ),
        ],
  );
}

function withConfig(path: string, config: object, over: Parameters<typeof importer>[1] = {}): Importer {
  const configOf = tsConfigs(new Map([['tsconfig.json', JSON.stringify(config)]]), new Map());
  return importer(path, { tsConfig: configOf(path), ...over });
}

describe('the deepest directory above all importers', () => {
  test.each<[string, readonly Importer[], Partial<PlacementContext>, readonly string[]]>([
    ['one file', [importer('src/db/redis.ts')], {}, ['src/db/valkey ts-esm .ts', './valkey/ioredis']],
    [
      'two directories',
      [importer('src/a/x.ts'), importer('src/b/y.ts')],
      {},
      ['src/valkey ts-esm .ts', '../valkey/ioredis', '../valkey/ioredis'],
    ],
    [
      'tests reach over to the code’s own',
      [importer('src/x.ts'), importer('test/x.test.ts')],
      {},
      ['src/valkey ts-esm .ts', './valkey/ioredis', '../src/valkey/ioredis'],
    ],
    ['tests alone', [importer('test/x.test.ts')], {}, ['test/valkey ts-esm .ts', './valkey/ioredis']],
    ['the root', [importer('index.js', required)], {}, ['valkey js-cjs .js', './valkey/ioredis']],
    [
      'a directory of the user’s',
      [importer('src/x.ts')],
      { clientDir: 'src/lib/client' },
      ['src/lib/client ts-esm .ts', './lib/client/ioredis'],
    ],
    [
      'a taken directory: the next deeper one',
      [importer('lib/a/x.js', required), importer('lib/y.js', required)],
      { isTaken: (directory) => directory === 'lib/valkey' },
      ['lib/a/valkey js-cjs .js', './valkey/ioredis', './a/valkey/ioredis'],
    ],
    [
      'of deeper ones, that of most importers',
      [importer('checks/x.ts'), importer('modules/a/y.ts'), importer('modules/b/z.ts')],
      { isTaken: (directory) => directory === 'valkey' },
      ['modules/valkey ts-esm .ts', '../modules/valkey/ioredis', '../valkey/ioredis', '../valkey/ioredis'],
    ],
    [
      'above files that are all loaded as what they are',
      [importer('src/pages/api/cache.ts')],
      {},
      ['src/valkey ts-esm .ts', '../../valkey/ioredis'],
    ],
    [
      'above functions at the top of the package',
      [importer('web/api/cache.ts')],
      { scope: 'web' },
      ['web/valkey ts-esm .ts', '../valkey/ioredis'],
    ],
    [
      'a package that is named so is none of those',
      [importer('plugins/src/cache.ts')],
      { scope: 'plugins' },
      ['plugins/src/valkey ts-esm .ts', './valkey/ioredis'],
    ],
    [
      'among them, where nothing else is published',
      [importer('plugins/x.js', required)],
      { publishedFiles: ['plugins'] },
      ['plugins/valkey js-cjs .js', './valkey/ioredis'],
    ],
    [
      'what npm publishes',
      [importer('index.js', required), importer('lib/x.js', required)],
      { publishedFiles: ['lib', 'index.js'] },
      ['lib/valkey js-cjs .js', './lib/valkey/ioredis', './valkey/ioredis'],
    ],
    [
      'what a container copies',
      [importer('server.js', required), importer('lib/x.js', required)],
      { containers: [readDockerfile('Dockerfile', 'COPY package.json server.js ./\nCOPY lib ./lib\n')] },
      ['lib/valkey js-cjs .js', './lib/valkey/ioredis', './valkey/ioredis'],
    ],
    [
      'nowhere',
      [importer('server.js', required)],
      { containers: [readDockerfile('Dockerfile', 'COPY server.js ./\n')] },
      ['nowhere: Dockerfile copies server.js, and would not copy valkey/'],
    ],
  ])('%s', (_, importers, over, expected) => {
    expect(placed(importers, over)).toEqual(expected);
  });
});

describe('a copy for each kind of file', () => {
  const mocking = { loaders: new Set<Loader>(), mocks: new Set<Loader>(['esm']) };
  const isLoaded = (...files: readonly string[]) => ({ loadedBy: () => new Set(files) });
  const module = { moduleTypeIn: () => 'module' as const };

  test.each<[string, readonly Importer[], Partial<PlacementContext>, readonly string[]]>([
    [
      'JavaScript beside TypeScript has an extension that no compiler writes',
      [importer('src/a.ts'), importer('src/b.js', required)],
      {},
      ['src/valkey ts-esm .ts', './valkey/ioredis', 'src/valkey js-cjs .cjs', './valkey/ioredis.cjs'],
    ],
    [
      '.cts files of a package of ES modules',
      [importer('a.cts'), importer('b.ts', { moduleType: 'module' })],
      module,
      ['valkey ts-esm .cts', './valkey/ioredis.cjs', 'valkey ts-esm .ts', './valkey/ioredis'],
    ],
    [
      'imports that are compiled, beside require: one CommonJS file',
      [importer('src/a.js'), importer('src/b.js', required)],
      {},
      ['src/valkey js-cjs .js', './valkey/ioredis', './valkey/ioredis'],
    ],
    [
      'declarations of JavaScript, beside a test in TypeScript',
      [importer('src/a.js', required), importer('src/a.d.ts'), importer('test/types.ts')],
      {},
      [
        'test/valkey ts-esm .ts',
        './valkey/ioredis',
        'src/valkey js-cjs .js',
        './valkey/ioredis',
        './valkey/ioredis',
      ],
    ],
    [
      'a mock in TypeScript of code in JavaScript',
      [importer('src/a.js', required), importer('test/a.test.ts', { ...mocking, loaders: new Set(['esm']) })],
      {},
      ['src/valkey js-cjs .js', './valkey/ioredis', '../src/valkey/ioredis'],
    ],
    [
      'a mock in JavaScript of code in TypeScript',
      [importer('src/a.ts'), importer('test/a.test.js', { mocks: new Set<Loader>(['cjs']), ...required })],
      {},
      ['src/valkey ts-esm .ts', './valkey/ioredis', '../src/valkey/ioredis'],
    ],
    [
      'a mock of the one that the test loads',
      [
        importer('src/a.ts'),
        importer('bin/b.js', required),
        importer('test/b.test.ts', { ...mocking, loaders: new Set(['esm']) }),
      ],
      isLoaded('bin/b.js'),
      [
        'src/valkey ts-esm .ts',
        './valkey/ioredis',
        'bin/valkey js-cjs .js',
        './valkey/ioredis',
        '../bin/valkey/ioredis',
      ],
    ],
    [
      'a mock that would have to replace both',
      [importer('src/a.ts'), importer('bin/b.js', required), importer('test/b.test.ts', mocking)],
      isLoaded('bin/b.js', 'src/a.ts'),
      ['torn: test/b.test.ts mocks the client of TypeScript and JavaScript files, which get a copy each'],
    ],
  ])('%s', (_, importers, over, expected) => {
    expect(placed(importers, over)).toEqual(expected);
  });

  test('import() is resolved as Node does, also in CommonJS', () => {
    const name = (one: Importer, file: string) =>
      wrapperSpecifier(one, { directory: 'valkey', importers: [] }, file, 'esm', true);
    expect(name(importer('a.js'), 'ioredis.js')).toBe('./valkey/ioredis.js');
    expect(name(withConfig('a.ts', { compilerOptions: { module: 'nodenext' } }), 'ioredis.ts')).toBe(
      './valkey/ioredis.js',
    );
    expect(name(withConfig('a.ts', { compilerOptions: { module: 'commonjs' } }), 'ioredis.ts')).toBe(
      './valkey/ioredis',
    );
  });
});

describe('how a file without relative imports ends its specifier', () => {
  const config = { compilerOptions: { module: 'es2020', moduleResolution: 'node' } };
  const module = { moduleType: 'module' } as const;

  test('as its neighbours do', () => {
    const importers = [
      withConfig('src/x.ts', config),
      withConfig('src/x.test.ts', config, { style: [0, 2, 0] }),
    ];
    expect(placed(importers)).toEqual([
      'src/valkey ts-esm .ts',
      './valkey/ioredis.js',
      './valkey/ioredis.js',
    ]);
  });

  test('as Node needs it, where a compiler writes ES modules for it', () => {
    expect(placed([withConfig('src/x.ts', config, module)])[1]).toBe('./valkey/ioredis.js');
    expect(placed([withConfig('src/x.ts', config)])[1]).toBe('./valkey/ioredis');
  });
});

describe('what is compiled is published', () => {
  const config = { compilerOptions: { outDir: '.' }, include: ['src/**/*.ts'] };
  test.each<[string, object, readonly string[], readonly string[]]>([
    [
      'single files of output: not what the copy is compiled to',
      config,
      ['index.js', 'index.d.ts'],
      [
        'nowhere: "files" of package.json publishes what src/index.ts is compiled to, and would not publish that of src/valkey/',
      ],
    ],
    [
      'a directory of output',
      { compilerOptions: { outDir: 'dist' } },
      ['dist'],
      ['src/valkey ts-esm .ts', './valkey/ioredis'],
    ],
    [
      'single files, and somebody else makes them',
      { compilerOptions: { noEmit: true } },
      ['index.js'],
      ['src/valkey ts-esm .ts', './valkey/ioredis'],
    ],
  ])('%s', (_, tsConfig, publishedFiles, expected) => {
    expect(placed([withConfig('src/index.ts', tsConfig)], { publishedFiles })).toEqual(expected);
  });
});

describe('what a tsconfig covers', () => {
  test('include decides', () => {
    const config = { include: ['src/a', 'src/b'] };
    const importers = [withConfig('src/a/x.ts', config), withConfig('src/b/y.ts', config)];
    expect(placed(importers)[0]).toBe('src/a/valkey ts-esm .ts');
  });

  test.each<[string, object, readonly string[], string]>([
    ['its files by name', { include: ['index.ts'] }, ['index.ts'], 'valkey ts-esm .ts'],
    ['its files without those below', { include: ['lib/*.ts'] }, ['lib/x.ts'], 'lib/valkey ts-esm .ts'],
    [
      'files whose output would move, were one above them',
      { include: ['src/*.ts'] },
      ['src/x.ts', 'scripts/y.ts'],
      'src/valkey ts-esm .ts',
    ],
    [
      'every file of a composite project',
      { include: ['index.ts'], compilerOptions: { composite: true } },
      ['index.ts'],
      'nowhere: tsconfig.json includes index.ts, and would not include valkey/',
    ],
  ])('what listed files import is compiled too, where it lists %s', (_, config, files, expected) => {
    expect(placed(files.map((file) => withConfig(file, config)))[0]).toBe(expected);
  });

  test('rootDir decides', () => {
    const config = { compilerOptions: { rootDir: 'src' }, include: ['src'] };
    expect(placed([withConfig('src/x.ts', config)])[0]).toBe('src/valkey ts-esm .ts');
  });

  test('extends is followed, through a workspace package too', () => {
    const configOf = tsConfigs(
      new Map([
        ['packages/a/tsconfig.json', '{ "extends": "@org/config/base.json" }'],
        ['packages/config/base.json', '{ // shared\n "compilerOptions": { "module": "NodeNext", }, }'],
      ]),
      new Map([['@org/config', 'packages/config']]),
    );
    expect(configOf('packages/a/src/x.ts')).toMatchObject({
      module: 'nodenext',
      moduleResolution: 'nodenext',
    });
  });

  test('a solution’s references are looked into', () => {
    const configOf = tsConfigs(
      new Map([
        ['tsconfig.json', '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }'],
        ['tsconfig.app.json', '{ "include": ["src"], "compilerOptions": { "moduleResolution": "bundler" } }'],
      ]),
      new Map(),
    );
    expect(configOf('src/x.ts')?.path).toBe('tsconfig.app.json');
  });
});

describe('a specifier ends as its neighbours do', () => {
  const nodenext = { compilerOptions: { module: 'nodenext' } };
  const bundler = { compilerOptions: { module: 'esnext', moduleResolution: 'bundler' } };
  test.each<[string, Importer, string]>([
    ['nodenext, ESM', withConfig('src/x.ts', nodenext, { moduleType: 'module' }), './valkey/ioredis.js'],
    ['nodenext, CommonJS', withConfig('src/x.ts', nodenext), './valkey/ioredis'],
    ['bundler', withConfig('src/x.ts', bundler, { moduleType: 'module' }), './valkey/ioredis'],
    [
      'bundler with .js neighbours',
      withConfig('src/x.ts', bundler, { style: [0, 3, 0] }),
      './valkey/ioredis.js',
    ],
    [
      '.ts neighbours, allowed',
      withConfig(
        'src/x.ts',
        { compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true } },
        { moduleType: 'module', style: [0, 0, 2] },
      ),
      './valkey/ioredis.ts',
    ],
    [
      'no neighbours, extensions of TypeScript under nodenext',
      withConfig(
        'src/x.ts',
        { compilerOptions: { module: 'nodenext', rewriteRelativeImportExtensions: true } },
        { moduleType: 'module' },
      ),
      './valkey/ioredis.ts',
    ],
    [
      'no neighbours, extensions of TypeScript for a bundler',
      withConfig('src/x.ts', {
        compilerOptions: { ...bundler.compilerOptions, allowImportingTsExtensions: true },
      }),
      './valkey/ioredis',
    ],
    ['no tsconfig, .ts neighbours', importer('src/x.ts', { style: [0, 0, 2] }), './valkey/ioredis.ts'],
    ['JavaScript ESM', importer('src/x.js', { moduleType: 'module' }), './valkey/ioredis.js'],
    ['JavaScript ESM by extension', importer('src/x.mjs', { moduleType: 'module' }), './valkey/ioredis.mjs'],
    ['JavaScript that a bundler compiles', importer('src/x.js', { style: [2, 0, 0] }), './valkey/ioredis'],
    ['require', importer('src/x.js', required), './valkey/ioredis'],
    [
      'require with .js neighbours',
      importer('src/x.js', { ...required, style: [0, 2, 0] }),
      './valkey/ioredis.js',
    ],
  ])('%s', (_, one, expected) => {
    expect(placed([one])[1]).toBe(expected);
  });
});

test('plain JavaScript beside TypeScript gets a copy of its own', () => {
  const both = placed([
    importer('src/x.ts'),
    importer('scripts/y.js', {
      ...required,
      facts: { ...importer('scripts/y.js').facts, isEsModule: false },
    }),
  ]);
  expect(both.filter((one) => one.includes('valkey '))).toEqual([
    'src/valkey ts-esm .ts',
    'scripts/valkey js-cjs .js',
  ]);
});

test('a Dockerfile’s sources: stages, URLs, flags and continuation lines', () => {
  const file = readDockerfile(
    'Dockerfile',
    'FROM x\nCOPY --from=build /app /app\nADD https://a/b /b\nCOPY --chown=a:b src \\\n  lib ./\nCOPY ["a b", "./"]\n',
  );
  expect(file.sources).toEqual(['src', 'lib', 'a b']);
  expect(copiesTogether(file, 'src/x.ts', 'src/valkey')).toBe(true);
  expect(copiesTogether(file, 'src/x.ts', 'valkey')).toBe(false);
  expect(copiesTogether(readDockerfile('app/Dockerfile', 'COPY . .'), 'app/src/x.ts', 'app/valkey')).toBe(
    true,
  );
});
