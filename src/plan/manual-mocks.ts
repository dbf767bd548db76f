import path from 'node:path';
import { governs, type Replacement } from './module-maps.js';
import type { Survey } from './survey.js';
import type { ClientUse } from './uses.js';

/** What `__mocks__/<package>` does to a use. */
export type ManualMocks =
  | { readonly kind: 'joins'; readonly replacements: readonly Replacement[] }
  | { readonly kind: 'stays'; readonly file: string; readonly reason: string };

/**
 * jest puts `__mocks__/ioredis.js` in the place of the package in every test, unasked; of a relative module it does so
 * only where a test calls `jest.mock()` (measured with jest 29.7 and 30.2). An entry in `moduleNameMapper` has the same
 * effect as the file had, as long as no test asks for the original or for a mock by itself. vitest takes the file only
 * where a test calls `vi.mock()` without a factory (measured with vitest 3.2).
 */
export function manualMocksOf(use: ClientUse, survey: Survey): ManualMocks {
  const replacements: Replacement[] = [];
  for (const file of mockFiles(use, survey)) {
    const stays = (reason: string) => ({ kind: 'stays', file, reason }) as const;
    const runner = runnerOf(use, survey);
    const original = use.sites.find(
      ({ facts, reference }) =>
        reference.mocksByRule || (facts.path === file && !reference.typeOnly && reference.form !== 'mock'),
    );
    if (original !== undefined) {
      return stays(
        `and ${original.facts.path}:${original.reference.line} asks for it, or for the original, by the package's name`,
      );
    }
    if (runner === 'vitest') continue;
    if (runner === null) return stays('and no manifest tells which test runner takes it');
    const maps = configurationsFor(file, use, survey);
    if (maps === null) return stays('and no configuration of jest that can be edited governs it');
    replacements.push(
      ...maps.map((map) => ({ map, entry: null, value: inRootDir(map.mocksIn ?? '', file, map.quote) })),
    );
  }
  return { kind: 'joins', replacements };
}

/** `__mocks__/ioredis.js`, `__mocks__/@redis/client/index.ts` in the scope, or above it. */
function mockFiles(use: ClientUse, survey: Survey): readonly string[] {
  const name = new RegExp(
    `(^|/)__mocks__/${use.packageName.replace(/[/.]/g, '\\$&')}(\\.[cm]?[jt]sx?|/index\\.[cm]?[jt]sx?)$`,
  );
  return survey.manualMocks.filter((file) => name.test(file) && governs(file, use, survey));
}

function runnerOf(use: ClientUse, survey: Survey): 'jest' | 'vitest' | null {
  const listed = [use.scope, ...survey.scopes.above(use.scope)].flatMap(
    ({ manifest }) => manifest?.dependencies.map((one) => one.name) ?? [],
  );
  if (listed.some((name) => /^(jest|jest-cli|ts-jest|babel-jest|react-scripts|@swc\/jest)$/.test(name)))
    return 'jest';
  return listed.includes('vitest') ? 'vitest' : null;
}

/** Every configuration that takes the file, each with a place for an entry; null where one has none, or none is there. */
function configurationsFor(
  file: string,
  use: ClientUse,
  survey: Survey,
): readonly Replacement['map'][] | null {
  const near = survey.moduleMaps.filter((map) => map.tool === 'jest' && governs(map.path, use, survey));
  const written = near.filter((map) => map.missing[0] !== 'jest');
  const manifest = near.find(
    (map) => map.missing[0] === 'jest' && map.path === use.scope.manifest?.path && covers(map, file),
  );
  const all = written.length > 0 ? written : manifest === undefined ? [] : [manifest];
  if (all.some((map) => map.mocksIn === null) || namesUnknownConfig(use, survey)) return null;
  const taking = all.filter((map) => covers(map, file));
  return taking.length === 0 ? null : taking;
}

function covers({ mocksIn }: Replacement['map'], file: string): boolean {
  return mocksIn !== null && (mocksIn === '' || file.startsWith(`${mocksIn}/`));
}

/** A script that hands jest a configuration which is not among those that were found. */
function namesUnknownConfig(use: ClientUse, survey: Survey): boolean {
  const { scripts } = use.scope.manifest?.json ?? {};
  const lines = typeof scripts === 'object' && scripts !== null ? Object.values(scripts).map(String) : [];
  return lines.some((line) => {
    const named = /\bjest\b.*?(?:--config|-c)[ =]+['"]?([^\s'"]+)/.exec(line)?.[1];
    if (named === undefined) return false;
    const file = [use.scope.directory, named.replace(/^\.\//, '')].filter(Boolean).join('/');
    return !survey.moduleMaps.some((map) => map.path === file);
  });
}

/** `<rootDir>/…` of a file, for a configuration that looks for manual mocks in a directory. */
function inRootDir(directory: string, file: string, quote: string): string {
  return `${quote}<rootDir>/${path.posix.relative(directory, file)}${quote}`;
}
