import { stemOf } from '../delivery/existing.js';
import { type Importer, isDeclarationPath, type Loader } from './placement.js';

/** Importers that share a copy of the wrapper; null where a test's mock would have to replace two of them. */
export type Groups =
  | { readonly kind: 'groups'; readonly groups: readonly (readonly Importer[])[] }
  | { readonly kind: 'torn'; readonly reason: string };

/**
 * TypeScript and plain JavaScript get a copy each, unless one compiles the other, and so do `.cts` files of a package of
 * ES modules. A test that mocks the client goes with the code that it is for, whatever language it is written in.
 */
export function groupsOf(
  importers: readonly Importer[],
  isModulePackage: boolean,
  loadedBy: (file: string) => ReadonlySet<string> | null,
): Groups {
  const byKind = new Map<Kind, Importer[]>();
  const mocking: Importer[] = [];
  const follows: Importer[] = [];
  for (const importer of importers) {
    if (isMockingTest(importer)) mocking.push(importer);
    else if (isCompiledJavaScript(importer)) follows.push(importer);
    else put(byKind, kindOf(importer, isModulePackage), importer);
  }
  const compiler = (['ts', 'cts', 'js'] as const).find((kind) => byKind.has(kind)) ?? 'js';
  const scripts = new Set(byKind.get('js')?.map((one) => stemOf(one.facts.path)));
  const describesScript = ({ facts: { path } }: Importer) =>
    isDeclarationPath(path) && scripts.has(stemOf(path));
  for (const importer of follows) put(byKind, describesScript(importer) ? 'js' : compiler, importer);
  const kinds = [...byKind.keys()];
  for (const importer of mocking) {
    const own = isCompiledJavaScript(importer) ? compiler : kindOf(importer, isModulePackage);
    const loaded = kinds.length > 1 ? loadedBy(importer.facts.path) : null;
    const reached = kinds.filter((kind) => byKind.get(kind)!.some((one) => loaded?.has(one.facts.path)));
    if (reached.length > 1)
      return {
        kind: 'torn',
        reason: `${importer.facts.path} mocks the client of TypeScript and JavaScript files, which get a copy each`,
      };
    const kind = reached[0] ?? (kinds.length === 1 ? kinds[0]! : own);
    const isCalled = importer.facts.references.some((one) => one.form === 'require' && one.constructed);
    if (kind !== own && kind !== 'js' && isCalled)
      return {
        kind: 'torn',
        reason: `${importer.facts.path} mocks the client of TypeScript files, and constructs the module itself`,
      };
    put(byKind, kind, importer);
  }
  return { kind: 'groups', groups: [...byKind.values()] };
}

type Kind = 'ts' | 'cts' | 'js';

function put(byKind: Map<Kind, Importer[]>, kind: Kind, importer: Importer): void {
  byKind.set(kind, [...(byKind.get(kind) ?? []), importer]);
}

function kindOf({ facts: { path } }: Importer, isModulePackage: boolean): Kind {
  if (/\.cts$/.test(path) && isModulePackage) return 'cts';
  return /\.[cm]?tsx?$/.test(path) ? 'ts' : 'js';
}

/** JavaScript, or types, that go through the TypeScript compiler or a bundler with their TypeScript neighbours. */
function isCompiledJavaScript({ facts, tsConfig }: Importer): boolean {
  if (isDeclarationPath(facts.path)) return true;
  if (/\.[cm]?tsx?$/.test(facts.path) || tsConfig === null || !facts.isEsModule) return false;
  return (tsConfig.allowJs && tsConfig.covers(facts.path)) || tsConfig.moduleResolution === 'bundler';
}

/** In a CommonJS package, a `.js` or `.ts` file with imports is compiled: what it imports may be of either kind. */
export function isCompiledModule({ facts, moduleType }: Importer): boolean {
  return moduleType === 'commonjs' && facts.isEsModule && /\.[jt]sx?$/.test(facts.path);
}

/** What loads the wrapper of a group. A test that mocks what code imports takes what that code takes. */
export function loadersOf(importers: readonly Importer[]): ReadonlySet<Loader> {
  const code = importers.filter((one) => !isMockingTest(one) && one.loaders.size > 0);
  const counted = code.length > 0 ? code : importers;
  const needed = new Set(counted.flatMap((one) => (isCompiledModule(one) ? [] : [...one.loaders])));
  const compiled = counted.flatMap((one) => [...one.loaders]);
  if (needed.size === 0 && compiled.length > 0) return new Set(compiled);
  return needed.size > 0 ? needed : new Set(importers.flatMap((one) => [...one.mocks]));
}

/** A test that replaces the client for the code that it tests. */
export function isMockingTest({ facts, mocks }: Importer): boolean {
  return mocks.size > 0 && facts.isTest;
}
