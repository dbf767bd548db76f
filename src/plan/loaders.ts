import type { ModuleReference, TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { isCompiledModule } from './importer-groups.js';
import { type Importer, isDeclarationPath, type Loader } from './placement.js';
import type { Survey } from './survey.js';
import type { Site } from './uses.js';

/** How a file loads what it is to import: a client, or (for the files that ask) the wrapper's helpers. */
export function importerOf(
  facts: TypeScriptFacts,
  moving: readonly Site[],
  survey: Survey,
  asking: readonly TypeScriptFacts[],
): Importer {
  const own = moving.filter((site) => site.facts === facts).map((site) => site.reference);
  const moduleType = moduleTypeOf(facts.path, survey);
  const loadersOf = (references: readonly ModuleReference[]) =>
    references.map((one) => loaderOf(facts, moduleType, one));
  const helper = asking.includes(facts) ? [helperLoader(facts)] : [];
  // Nothing loads a declaration file: it asks for no flavour, and takes the one that fits its package.
  const isLoaded = !isDeclarationPath(facts.path);
  return {
    facts,
    tsConfig: survey.tsConfigOf(facts.path),
    moduleType,
    loaders: new Set(isLoaded ? [...loadersOf(own.filter((one) => !isMock(one))), ...helper] : []),
    mocks: new Set(loadersOf(own.filter(isMock))),
  };
}

/** What resolves a reference's specifier when it runs; types follow their file, declarations what they describe. */
export function loaderOf(
  facts: TypeScriptFacts,
  moduleType: Importer['moduleType'],
  { form }: ModuleReference,
): Loader {
  // `import` in a declaration file says nothing of the JavaScript beside it, which its package's type does.
  if (isDeclarationPath(facts.path)) return moduleType === 'module' ? 'esm' : 'cjs';
  if (form === 'require' || form === 'require-resolve') return 'cjs';
  if (form === 'import' || form === 'export-from' || form === 'dynamic-import') return 'esm';
  return facts.isEsModule ? 'esm' : 'cjs';
}

/** The file of the wrapper that a reference names: a mock names the one that the code which it is for loads. */
export function loaderIn(
  loaders: ReadonlySet<Loader>,
  importer: Importer,
  reference: ModuleReference,
): Loader {
  const own = loaderOf(importer.facts, importer.moduleType, reference);
  const [only = own, ...others] = loaders;
  if (others.length === 0) return only;
  return own === 'esm' && reference.form !== 'dynamic-import' && isCompiledModule(importer) ? 'cjs' : own;
}

/** How Node would load a file: by its extension, else by the nearest package.json. */
export function moduleTypeOf(file: string, survey: Survey): 'module' | 'commonjs' {
  if (/\.m[jt]s$/.test(file)) return 'module';
  return /\.c[jt]s$/.test(file) ? 'commonjs' : survey.scopes.moduleTypeOf(file);
}

/** How a file would load the helpers. */
export function helperLoader({ importPlace }: TypeScriptFacts): Loader {
  return importPlace.form === 'import' ? 'esm' : 'cjs';
}

function isMock({ form }: ModuleReference): boolean {
  return form === 'mock' || form === 'injector-key';
}
