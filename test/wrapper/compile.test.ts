import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { WrapperModule } from '../../src/delivery/copy.js';
import { makeProject, type Project } from './project.js';

/** A client with the code of a user (test/wrapper/types/) that must compile against it. */
interface Case extends WrapperModule {
  readonly user: string;
  /** Its package is `export =`: without interop there is no default import of it. */
  readonly needsInterop?: boolean;
  /** Its types take seconds to check: under few settings only. */
  readonly slow?: boolean;
}

const CASES: readonly Case[] = [
  {
    user: 'ioredis',
    dialect: 'ioredis',
    major: 5,
    engine: 'iovalkey',
    packageName: 'ioredis5',
    fileName: 'five',
  },
  {
    user: 'ioredis',
    dialect: 'ioredis',
    major: 6,
    engine: 'iovalkey',
    packageName: 'ioredis6',
    fileName: 'six',
  },
  {
    user: 'ioredis4',
    dialect: 'ioredis',
    major: 4,
    engine: 'iovalkey',
    packageName: 'ioredis',
    fileName: 'four',
  },
  {
    user: 'ioredis',
    dialect: 'ioredis',
    major: 5,
    engine: 'installed',
    packageName: 'ioredis5',
    fileName: 'five-today',
  },
  {
    user: 'ioredis',
    dialect: 'ioredis',
    major: 6,
    engine: 'installed',
    packageName: 'ioredis6',
    fileName: 'six-today',
  },
  {
    user: 'ioredis4',
    dialect: 'ioredis',
    major: 4,
    engine: 'installed',
    packageName: 'ioredis',
    fileName: 'four-today',
    needsInterop: true,
  },
  {
    user: 'redis3',
    dialect: 'redis3',
    major: 3,
    engine: 'installed',
    packageName: 'redis',
    fileName: 'redis3-today',
  },
  {
    user: 'redis4',
    dialect: 'redis4',
    major: 4,
    engine: 'iovalkey',
    packageName: 'redis4',
    fileName: 'redis4-valkey',
    slow: true,
  },
  {
    user: 'redis4',
    dialect: 'redis5',
    major: 5,
    engine: 'iovalkey',
    packageName: 'redis5',
    fileName: 'redis5-valkey',
    slow: true,
  },
  {
    user: 'redis4',
    dialect: 'redis6',
    major: 6,
    engine: 'iovalkey',
    packageName: 'redis6',
    fileName: 'redis6-valkey',
    slow: true,
  },
  {
    user: 'redis4',
    dialect: 'redis4',
    major: 4,
    engine: 'installed',
    packageName: 'redis4',
    fileName: 'redis4-today',
    slow: true,
  },
  {
    user: 'redis4',
    dialect: 'redis5',
    major: 5,
    engine: 'installed',
    packageName: 'redis5',
    fileName: 'redis5-today',
    slow: true,
  },
  {
    user: 'redis4',
    dialect: 'redis6',
    major: 6,
    engine: 'installed',
    packageName: 'redis6',
    fileName: 'redis6-today',
    slow: true,
  },
];

const STRICT = {
  target: 'ES2020',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noUnusedLocals: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: true,
  types: ['node'],
  outDir: 'out',
};
const COMMONJS = { module: 'commonjs', moduleResolution: 'node', esModuleInterop: true };
const NODENEXT = { module: 'nodenext', moduleResolution: 'nodenext' };
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };
const LOOSE = {
  strict: false,
  noUncheckedIndexedAccess: false,
  exactOptionalPropertyTypes: false,
  isolatedModules: false,
};

/** To these a Buffer is no Uint8Array as TypeScript 5.9 has it. */
const OLD_TYPES = 'commonjs, @types/node of 2023';

/** Version of the compiler, settings, what relative specifiers end in, type of the package. */
const SETTINGS: readonly [string, string, object, string, 'module' | 'commonjs'][] = [
  ['typescript-4.7', 'commonjs', COMMONJS, '', 'commonjs'],
  [
    'typescript-4.7',
    'commonjs without interop, loosest',
    { ...COMMONJS, esModuleInterop: false, ...LOOSE },
    '',
    'commonjs',
  ],
  ['typescript-4.7', 'nodenext', NODENEXT, '.js', 'module'],
  ['typescript-5.0', 'bundler, verbatim', { ...BUNDLER, verbatimModuleSyntax: true }, '', 'module'],
  // What NestJS starts an application with: there, an empty list is `never[]`.
  ['typescript-5.9', 'commonjs, implicit any', { ...COMMONJS, noImplicitAny: false }, '', 'commonjs'],
  [
    'typescript-5.9',
    'nodenext, verbatim, erasable',
    { ...NODENEXT, verbatimModuleSyntax: true, erasableSyntaxOnly: true },
    '.js',
    'module',
  ],
  [
    'typescript-5.9',
    'bundler, .ts specifiers',
    { ...BUNDLER, allowImportingTsExtensions: true, noEmit: true },
    '.ts',
    'module',
  ],
  // What Next.js started an application with for years: ES5 that only the type checker sees, without downlevelIteration.
  [
    'typescript-5.9',
    'bundler, ES5 without emit',
    { ...BUNDLER, target: 'es5', lib: ['dom', 'dom.iterable', 'esnext'], noEmit: true },
    '',
    'module',
  ],
  ['typescript-5.9', OLD_TYPES, COMMONJS, '', 'commonjs'],
  ['typescript', 'nodenext in CommonJS', NODENEXT, '.js', 'commonjs'],
  [
    'typescript',
    'bundler, verbatim, erasable',
    { ...BUNDLER, verbatimModuleSyntax: true, erasableSyntaxOnly: true },
    '',
    'module',
  ],
  [
    'typescript-7.0',
    'nodenext, verbatim, erasable',
    { ...NODENEXT, verbatimModuleSyntax: true, erasableSyntaxOnly: true },
    '.js',
    'module',
  ],
];

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

describe.each(SETTINGS)('%s, %s', (version, name, settings, end, type) => {
  it('compiles the wrapper and code that uses its types', { timeout: 420_000 }, async () => {
    const interop = !('esModuleInterop' in settings) || settings.esModuleInterop === true;
    const slow = ['nodenext, verbatim, erasable', 'bundler, ES5 without emit', OLD_TYPES].includes(name);
    const cases = CASES.filter((one) => (interop || !one.needsInterop) && (slow || !one.slow));
    const packages = ['ioredis5', 'ioredis6', 'redis4', 'redis5', 'redis6', 'iovalkey'];
    const types = ['node', 'ioredis', 'redis'].map((one) => `@types/${one}`);
    const project = makeProject({
      type,
      wrapper: {
        modules: cases,
        flavour: 'ts-esm',
        importers: ['esm'],
        relativeExtension: end,
        helpers: ['url'],
      },
      packages: {
        ...Object.fromEntries([...packages, ...types].map((one) => [one, one])),
        ...(name === OLD_TYPES ? { '@types/node': 'types-node-18' } : {}),
      },
      files: {
        'tsconfig.json': JSON.stringify({
          compilerOptions: { ...STRICT, ...settings },
          include: ['src', 'valkey'],
        }),
        ...Object.fromEntries(cases.map((one) => [`src/${one.fileName}.ts`, userCode(one, end)])),
      },
    });
    projects.push(project);
    expect(await project.tsc(version, '-p', '.')).toBe('');
  });
});

function userCode({ user, fileName, engine }: Case, end: string): string {
  const text = readFileSync(new URL(`types/${user}.ts`, import.meta.url), 'utf8');
  const specified = text.replaceAll("'wrapper'", `'../valkey/${fileName}${end}'`);
  if (engine === 'iovalkey' || user !== 'ioredis') return specified;
  // The installed packages have no hgetex before ioredis 5.8, and the options of ioredis 6 do not fit its own
  // constructors under exactOptionalPropertyTypes.
  return specified
    .replace(/^const later: .*$/m, 'const later = 1;')
    .replace("('valkey://h:1', options)", "('valkey://h:1')")
    .replace('(nodes, clusterOptions)', '(nodes)');
}
