import path from 'node:path';
import type { PackageScope } from '../repository/scopes.js';
import { isComponent } from '../surfaces/typescript/component-path.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { isCommonJs } from './form-obstacles.js';
import type { ExistingHome } from './homes.js';
import { helperLoader, importerOf } from './loaders.js';
import { isDeclarationPath, wrapperSpecifier } from './placement.js';
import { HELPERS, type Home } from './scope-homes.js';
import type { Survey } from './survey.js';

/** How files import the wrapper's helpers: those that were asked for, and can. */
export type Helpers = ReadonlyMap<string, { readonly specifier: string; readonly change: string | null }>;

/** A file that can take an import of the helpers. */
export function mayUseHelper(facts: TypeScriptFacts, survey: Survey): boolean {
  const isTyped = /\.[cm]?tsx?$/.test(facts.path);
  if (isDeclarationPath(facts.path) || isComponent(facts.path)) return false;
  return !isTyped || !survey.tsConfigOf(facts.path)?.verbatimModuleSyntax || !isCommonJs(facts, survey);
}

/** The helpers of the wrapper's own package, beside the module of it that the scope imports. */
export function packagedHelpers(
  packaged: ReadonlyMap<string, string>,
  users: readonly TypeScriptFacts[],
  change: string,
  survey: Survey,
): Helpers {
  const [module] = packaged.values();
  if (module === undefined) return new Map();
  const specifier = `${path.posix.dirname(module)}/${HELPERS}`;
  const able = users.filter((facts) => mayUseHelper(facts, survey));
  return new Map(able.map((facts) => [facts.path, { specifier, change }]));
}

export function helpersOf(
  asking: readonly TypeScriptFacts[],
  homes: readonly Home[],
  change: string,
): Helpers {
  const found = new Map<string, { specifier: string; change: string }>();
  for (const { placement, files } of homes) {
    for (const importer of placement.importers.filter((one) => asking.includes(one.facts))) {
      const loader = helperLoader(importer.facts);
      const file =
        files.find((one) => one.module === HELPERS && one.importers.includes(loader)) ??
        files.find((one) => one.module === HELPERS);
      if (file === undefined) continue;
      found.set(importer.facts.path, {
        specifier: wrapperSpecifier(importer, placement, file.name, loader),
        change,
      });
    }
  }
  return found;
}

/** Helpers that an earlier run left in the scope, without a client beside them: what those have is planned with them. */
export function existingHelpers(
  users: readonly TypeScriptFacts[],
  scope: PackageScope,
  survey: Survey,
  existing: readonly ExistingHome[],
): Helpers {
  const file = moduleOfHelpers(scope, survey, existing);
  if (file === null) return new Map();
  const { dir, base } = path.posix.parse(file);
  return new Map(
    users
      .filter((facts) => mayUseHelper(facts, survey))
      .map((facts) => {
        const importer = importerOf(facts, [], survey, [facts]);
        const specifier = wrapperSpecifier(
          importer,
          { directory: dir, importers: [] },
          base,
          helperLoader(facts),
        );
        return [facts.path, { specifier, change: null }];
      }),
  );
}

export function moduleOfHelpers(
  scope: PackageScope,
  survey: Survey,
  existing: readonly ExistingHome[],
): string | null {
  if (existing.length > 0) return null;
  const isHelpers = (file: string) =>
    path.posix.basename(file).replace(/\.\w+$/, '') === HELPERS && !isDeclarationPath(file);
  const own = survey.wrappers.filter((one) => survey.scopes.of(one.path).directory === scope.directory);
  return own.find((one) => isHelpers(one.path))?.path ?? null;
}
