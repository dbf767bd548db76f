import path from 'node:path';
import semver from 'semver';
import { type WrapperModule, type WrapperRequest, wrapperFiles, wrapperVersion } from '../delivery/copy.js';
import { inspectWrapperFile } from '../delivery/header.js';
import { majorOf, requestsOf } from '../delivery/existing.js';
import type { PackageScope } from '../repository/scopes.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { CLIENT_PACKAGES, aliasOf } from '../surfaces/manifest/survey.js';
import type { ExistingWrapper, Survey } from './survey.js';
import type { ClientUse } from './uses.js';

/** A copy of the wrapper that an earlier run left: the files of one language in one directory. */
export interface ExistingHome {
  readonly directory: string;
  readonly scope: PackageScope;
  readonly request: WrapperRequest;
  readonly files: readonly ExistingWrapper[];
  /** Somebody edited a file of it, or a later version of this program wrote it: it stays as it is. */
  readonly isFixed: boolean;
}

/** A wrapper module that is in use, as if its importers still named the package. */
export interface MigratedUse {
  readonly use: ClientUse;
  readonly home: ExistingHome;
  readonly module: WrapperModule;
}

/** The copies in a repository. Files that do not say where they come from are none of them. */
export function existingHomes(survey: Survey): readonly ExistingHome[] {
  const byDirectory = new Map<string, ExistingWrapper[]>();
  const entryDirectories = survey.wrappers.flatMap((one) =>
    isEntry(one) ? [path.posix.dirname(one.path)] : [],
  );
  for (const file of survey.wrappers) {
    const own = path.posix.dirname(file.path);
    const home = entryDirectories.filter((one) => own === one || own.startsWith(`${one}/`)).sort()[0];
    if (home !== undefined) byDirectory.set(home, [...(byDirectory.get(home) ?? []), file]);
  }
  return [...byDirectory].flatMap(([directory, files]) => {
    const requests = requestsOf(
      files.map(({ path: file, text }) => ({ name: path.posix.relative(directory, file), text })),
    );
    return (requests ?? []).map((request): ExistingHome => {
      // Declarations and ES modules over the CommonJS ones belong to the JavaScript beside them.
      const isTs = request.flavour.startsWith('ts');
      const own = files.filter((one) => requests?.length === 1 || isTs === isTypeScript(one.path));
      return {
        directory,
        scope: survey.scopes.of(`${directory}/index.ts`),
        request,
        files: own,
        isFixed: own.some(isEditedOrNewer),
      };
    });
  });
}

/** The modules of copies that code imports, by that code. */
export function migratedUses(homes: readonly ExistingHome[], survey: Survey): readonly MigratedUse[] {
  return homes.flatMap((home) =>
    home.request.modules.flatMap((module) => {
      const stem = path.posix.join(home.directory, module.fileName);
      const sites = survey.migrated.flatMap((facts) => {
        const own = asPackage(facts, stem, module.packageName);
        return own.references.map((reference) => ({ facts: own, reference }));
      });
      const target = CLIENT_PACKAGES.find(
        (one) => one === (aliasOf(module.range ?? '')?.name ?? module.packageName),
      );
      if (target === undefined || sites.length === 0) return [];
      const asked = { packageName: module.packageName, declaredIn: home.scope, group: null };
      const { dialect, major } = module;
      const client = {
        ...asked,
        kind: 'known',
        target,
        dialect,
        major,
        version: null,
        evidence: stem,
      } as const;
      return [{ home, module, use: { scope: home.scope, packageName: module.packageName, sites, client } }];
    }),
  );
}

/** The request that serves what a copy serves and what new importers ask for. */
export function mergedRequest(
  home: ExistingHome,
  wanted: WrapperRequest,
  moduleType: 'module' | 'commonjs',
): WrapperRequest {
  const { request } = home;
  const added = wanted.modules.filter(
    (module) => !request.modules.some((one) => one.fileName === module.fileName),
  );
  const modules = request.modules.map(
    (module) =>
      (home.isFixed ? undefined : wanted.modules.find((one) => one.fileName === module.fileName)) ?? module,
  );
  const importers = [...new Set([...request.importers, ...wanted.importers])];
  const isJoined = request.flavour.startsWith('js') && importers.length > request.importers.length;
  return {
    ...request,
    modules: [...modules, ...added],
    helpers: [...new Set([...request.helpers, ...wanted.helpers])],
    importers,
    declarations: (request.declarations ?? true) || (wanted.declarations ?? true),
    // Both kinds of importer: one implementation in CommonJS, with a thin ES module over it.
    ...(isJoined
      ? {
          flavour: moduleType === 'module' ? ('js-esm' as const) : ('js-cjs' as const),
          relativeExtension: '.js',
        }
      : {}),
  };
}

/** Is a request for the language of a copy? */
export function isSameFamily(home: ExistingHome, wanted: Pick<WrapperRequest, 'flavour'>): boolean {
  return home.request.flavour.startsWith('ts') === wanted.flavour.startsWith('ts');
}

/** The files of a request, by their paths in the repository. */
export function filesIn(directory: string, request: WrapperRequest): ReadonlyMap<string, string> {
  return new Map(wrapperFiles(request).map((file) => [path.posix.join(directory, file.name), file.text]));
}

function isEntry({ text }: ExistingWrapper): boolean {
  const found = inspectWrapperFile(text);
  return found.kind === 'ours' && found.origin !== undefined && majorOf(found.origin.range) !== null;
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?ts$/.test(file) && !/\.d\.[cm]?ts$/.test(file);
}

function isEditedOrNewer({ text }: ExistingWrapper): boolean {
  const found = inspectWrapperFile(text);
  if (found.kind !== 'ours') return true;
  return found.edited || semver.gt(found.version, wrapperVersion(), true);
}

/** Facts of a file about one wrapper module, under the name of the package that it stands for. */
function asPackage(facts: TypeScriptFacts, stem: string, packageName: string): TypeScriptFacts {
  const renamed = <T extends { readonly packageName: string }>(list: readonly T[]): readonly T[] =>
    list.filter((one) => one.packageName === stem).map((one) => ({ ...one, packageName }));
  return {
    ...facts,
    references: renamed(facts.references),
    members: { uses: renamed(facts.members.uses), handOvers: renamed(facts.members.handOvers) },
  };
}
