import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { makeProject, type Project } from './project.js';

const user = readFileSync(new URL('types/redis3/users.ts', import.meta.url), 'utf8');

const STRICT = {
  target: 'ES2020',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noUnusedLocals: true,
  skipLibCheck: true,
  types: ['node'],
  outDir: 'out',
};
const LOOSE = { target: 'ES2018', strict: false, skipLibCheck: true, types: ['node'], outDir: 'out' };
const COMMONJS = { module: 'commonjs', moduleResolution: 'node', esModuleInterop: true };
const NODENEXT = { module: 'nodenext', moduleResolution: 'nodenext' };
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler', verbatimModuleSyntax: true };

const SETTINGS: readonly [string, object, string][] = [
  ['typescript-4.7', { ...STRICT, ...COMMONJS }, ''],
  ['typescript-4.7', { ...LOOSE, ...COMMONJS, esModuleInterop: false }, ''],
  ['typescript-5.0', { ...STRICT, ...BUNDLER }, ''],
  ['typescript-5.0', { ...LOOSE, ...COMMONJS }, ''],
  ['typescript-5.9', { ...LOOSE, ...COMMONJS }, ''],
  ['typescript-5.9', { ...STRICT, ...NODENEXT, erasableSyntaxOnly: true }, '.js'],
  ['typescript', { ...STRICT, ...BUNDLER }, ''],
  ['typescript-7.0', { ...STRICT, ...NODENEXT, erasableSyntaxOnly: true }, '.js'],
];

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

describe.each(SETTINGS)('%s with %o', (version, settings, end) => {
  it('compiles what was written for @types/redis', { timeout: 120_000 }, async () => {
    expect(await compile(version, settings, user.replaceAll("'wrapper'", `'../valkey/redis3${end}'`))).toBe(
      '',
    );
  });
});

it('compares with code that the original types take', { timeout: 60_000 }, async () => {
  const text = user.replaceAll("'wrapper'", "'redis'");
  expect(await compile('typescript-5.9', { ...STRICT, ...COMMONJS }, text)).toBe('');
});

function compile(version: string, compilerOptions: object, text: string): Promise<string> {
  const module = {
    dialect: 'redis3',
    major: 3,
    engine: 'iovalkey',
    packageName: 'redis',
    fileName: 'redis3',
  } as const;
  const project = makeProject({
    type: JSON.stringify(compilerOptions).includes('nodenext') ? 'module' : 'commonjs',
    wrapper: {
      modules: [module],
      flavour: 'ts-esm',
      importers: ['esm'],
      relativeExtension: text.includes("redis3.js'") ? '.js' : '',
      helpers: [],
    },
    packages: { iovalkey: 'iovalkey', '@types/node': '@types/node', '@types/redis': '@types/redis' },
    files: {
      'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src', 'valkey'] }),
      'src/user.ts': text,
    },
  });
  projects.push(project);
  return project.tsc(version, '-p', '.');
}
