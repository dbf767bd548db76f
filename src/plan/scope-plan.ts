import path from 'node:path';
import { type WrapperFile, wrapperFiles, type WrapperRequest, wrapperVersion } from '../delivery/copy.js';
import { majorOf } from '../delivery/existing.js';
import type { Edit, Finding, Options } from '../model.js';
import type { PackageScope } from '../repository/scopes.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { isComponent } from '../surfaces/typescript/component-path.js';
import { rewriteReference } from '../surfaces/typescript/rewrite.js';
import { aliasesOf } from './aliases.js';
import type { EngineDecision } from './engines.js';
import { type ExistingHome, isSameFamily, mergedRequest } from './homes.js';
import { helperLoader, importerOf, loaderIn, moduleTypeOf } from './loaders.js';
import { isInjectedInto, mockObstacle } from './mocks.js';
import { clientPackage, packagedSpecifier } from './packaged.js';
import {
  type Importer,
  type Placed,
  type Placement,
  placeWrapper,
  wrapperSpecifier,
  isDeclarationPath,
} from './placement.js';
import { unnamedParts } from './parts.js';
import type { Survey } from './survey.js';
import type { WantedHome } from './wrappers.js';
import {
  changeOf,
  type ClientUse,
  type MovedReference,
  type Obstacle,
  type ScopeOutcome,
  type Site,
  staying,
  stillNamed,
} from './uses.js';

/** What one scope's change holds. */
export interface ScopePlan {
  readonly outcome: ScopeOutcome;
  readonly edits: readonly Edit[];
  /** The copies of the wrapper that its code imports. */
  readonly homes: readonly WantedHome[];
  readonly findings: readonly Finding[];
  readonly moved: readonly MovedReference[];
  readonly helpers: Helpers;
}

/** How files import the wrapper's helpers: those that were asked for, and can. */
export type Helpers = ReadonlyMap<string, { readonly specifier: string; readonly change: string | null }>;

/** A wrapper directory with its files, for the importers that it serves. */
interface Home {
  readonly placement: Placement;
  readonly request: WrapperRequest;
  readonly files: readonly WrapperFile[];
}

type EngineOf = (use: ClientUse) => EngineDecision;

/** Gives every reference of a scope its new specifier, or a finding; and the scope its wrapper. */
export function planScope(
  scope: PackageScope,
  uses: readonly ClientUse[],
  survey: Survey,
  options: Options,
  engineOf: EngineOf,
  existing: readonly ExistingHome[],
  helperUsers: readonly TypeScriptFacts[] = [],
): ScopePlan {
  const change = changeOf(scope);
  const sites = uses.flatMap((use) => use.sites);
  const stuck = new Map<Site, Obstacle>();
  for (const site of sites) {
    const obstacle = site.reference.stays ?? formObstacle(site, survey, options);
    if (obstacle !== null) stuck.set(site, obstacle);
  }
  const moving = sites.filter((site) => !stuck.has(site));
  const packaged = new Map(
    uses.flatMap((use) => {
      const specifier = packagedSpecifier(use, engineOf(use).engine, existing, options);
      return specifier === null ? [] : [[use.packageName, specifier] as const];
    }),
  );
  const copied = moving.filter((site) => !packaged.has(site.reference.packageName));
  const asking = helperUsers.filter(
    (facts) =>
      packaged.size === 0 && mayUseHelper(facts, survey) && moduleOfHelpers(scope, survey, existing) === null,
  );
  const placed = options.client === null ? placements(copied, asking, scope, survey, options, existing) : [];
  for (const one of placed)
    if (one.kind !== 'placed')
      for (const site of sitesOf(one.importers, copied))
        stuck.set(site, one.kind === 'torn' ? mockObstacle(one.reason) : noPlace(one.reason));
  const homes = placed.flatMap((one) =>
    one.kind === 'placed' ? [homeOf(one.placement, uses, copied, asking, engineOf, survey, existing)] : [],
  );
  const specifiers = specifiersOf(
    moving.filter((site) => !stuck.has(site)),
    uses,
    homes,
    options,
    existing,
    packaged,
  );
  for (const site of moving)
    if (!specifiers.has(site) && !stuck.has(site)) stuck.set(site, unresolvedInjection);

  const aliases = aliasesOf([...specifiers.keys()], scope, survey, change);
  const useOf = (site: Site) => uses.find((use) => use.packageName === site.reference.packageName)!;
  const active = uses.filter((use) => use.sites.some((site) => specifiers.has(site)));
  return {
    outcome: {
      scope,
      change,
      adds: options.client === null ? additions(active, homes, engineOf, packaged) : [],
      packages: uses.map((use) => ({
        name: use.packageName,
        stays: reasonsToStay(use, stuck, active, engineOf),
      })),
    },
    edits: [
      ...[...specifiers].flatMap(([site, specifier]) =>
        rewriteReference(site.facts.path, site.reference, { specifier, change }),
      ),
      ...aliases.edits,
    ],
    homes: homes.map(({ placement: { directory }, request }) => ({ directory, request, change })),
    findings: [...[...stuck].map(([site, obstacle]) => staying(site, obstacle)), ...aliases.findings],
    moved: [...specifiers].map(([site, specifier]) => ({
      specifier,
      path: site.facts.path,
      start: site.reference.start,
      client: useOf(site).client,
      engine: engineOf(useOf(site)).engine,
      change,
    })),
    helpers: new Map([
      ...packagedHelpers(packaged, helperUsers, change, survey),
      ...existingHelpers(helperUsers, scope, survey, existing),
      ...helpersOf(asking, homes, change),
    ]),
  };
}

/** A file that can take an import of the helpers. */
function mayUseHelper(facts: TypeScriptFacts, survey: Survey): boolean {
  const isTyped = /\.[cm]?tsx?$/.test(facts.path);
  if (isDeclarationPath(facts.path) || isComponent(facts.path)) return false;
  return !isTyped || !survey.tsConfigOf(facts.path)?.verbatimModuleSyntax || !isCommonJs(facts, survey);
}

const HELPERS = 'url';

/** The helpers of the wrapper's own package, beside the module of it that the scope imports. */
function packagedHelpers(
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

function helpersOf(asking: readonly TypeScriptFacts[], homes: readonly Home[], change: string): Helpers {
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
function existingHelpers(
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

function moduleOfHelpers(
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

/** The range of iovalkey that knows all four schemes (0.3 takes valkeys:// for a path, or sends a password in the clear). */
export const engineRange = '^0.4.0';

/** iovalkey for what it drives; for what passes through, the package, where code imports it that no manifest lists. */
function additions(
  active: readonly ClientUse[],
  homes: readonly Home[],
  engineOf: EngineOf,
  packaged: ReadonlyMap<string, string>,
): ScopeOutcome['adds'] {
  const dev =
    homes.every((home) => home.placement.testsOnly) &&
    active.every((use) => !packaged.has(use.packageName) || use.sites.every((site) => site.facts.isTest));
  const names = new Map<string, string>();
  for (const use of active) {
    const { client, packageName } = use;
    if (packaged.has(packageName)) names.set(clientPackage, `^${wrapperVersion()}`);
    else if (engineOf(use).engine === 'iovalkey') names.set('iovalkey', engineRange);
    else if (client.declaredIn === null)
      names.set(packageName, `^${client.version ?? `${client.major}.0.0`}`);
  }
  return [...names].map(([name, range]) => ({ name, range, dev }));
}

const unresolvedInjection: Obstacle = {
  rule: 'unresolved-mock',
  reason: 'the module that this mock is injected into does not import the client in a way that moves',
  help: 'Name here, by hand, the specifier that the module under test asks for.',
};

function noPlace(reason: string): Obstacle {
  return {
    rule: 'wrapper-place',
    reason: `the wrapper has no place: ${reason}`,
    help: 'Say where the wrapper goes with --client-dir DIR, then run this again.',
  };
}

/** Forms that the wrapper's TypeScript flavour cannot serve. */
function formObstacle(site: Site, survey: Survey, options: Options): Obstacle | null {
  const { facts, reference } = site;
  const isTyped = /\.[cm]?tsx?$/.test(facts.path) && !/\.d\.[cm]?ts$/.test(facts.path);
  if (options.client !== null || !isTyped) return null;
  if (survey.tsConfigOf(facts.path)?.verbatimModuleSyntax && isCommonJs(facts, survey))
    return verbatimCommonJs;
  const config = survey.tsConfigOf(facts.path);
  if (/^es[35]$/.test(config?.target ?? '') && config?.noEmit !== true) return oldTarget;
  if (!reference.constructed) return null;
  if (reference.form !== 'require' && reference.form !== 'import-equals') return null;
  return {
    rule: 'constructed-require',
    reason:
      'the required module is constructed itself; a compiled TypeScript module is an object with the class on it',
    help: `Write it as \`import Redis from '${reference.specifier}'\`, then run this again.`,
  };
}

/** Measured: `this.parseOptions is not a function`, of iovalkey's Redis under a subclass that ES5 made a function of. */
const oldTarget: Obstacle = {
  rule: 'old-target',
  reason:
    'its compiler makes functions of classes (target ES5), and those cannot extend the classes of a client',
  help: 'Raise "target" in tsconfig.json to ES2017 or later, then run this again.',
};

const verbatimCommonJs: Obstacle = {
  rule: 'verbatim-commonjs',
  reason:
    'under verbatimModuleSyntax a file that becomes CommonJS can import a TypeScript module by `import =` alone',
  help: 'Give the file or package ES modules, or turn verbatimModuleSyntax off, then run this again.',
};

/** Does the TypeScript compiler make CommonJS of this file? */
function isCommonJs(facts: TypeScriptFacts, survey: Survey): boolean {
  const module = survey.tsConfigOf(facts.path)?.module ?? '';
  return module === 'commonjs' || (/^node/.test(module) && moduleTypeOf(facts.path, survey) === 'commonjs');
}

function placements(
  moving: readonly Site[],
  asking: readonly TypeScriptFacts[],
  scope: PackageScope,
  survey: Survey,
  options: Options,
  existing: readonly ExistingHome[],
): readonly Placed[] {
  const files = [...new Set([...moving.map((site) => site.facts), ...asking])];
  if (files.length === 0) return [];
  const wrappers = new Set(survey.wrappers.map((wrapper) => wrapper.path));
  return placeWrapper(
    files.map((facts) => importerOf(facts, moving, survey, asking)),
    {
      scope: scope.directory,
      publishedFiles: scope.manifest?.isPrivate === false ? scope.manifest.files : null,
      containers: survey.containers,
      clientDir: options.clientDir,
      existing: [...new Set(existing.map((home) => home.directory))],
      isTaken: (directory) => survey.filesUnder(directory).some((file) => !wrappers.has(file)),
      moduleTypeIn: (directory) => survey.scopes.moduleTypeOf(`${directory}/index.js`),
      loadedBy: (file) => survey.reachOf(file)?.files ?? null,
    },
  );
}

function sitesOf(importers: readonly Importer[], sites: readonly Site[]): readonly Site[] {
  return sites.filter((site) => importers.some((importer) => importer.facts === site.facts));
}

function homeOf(
  placement: Placement,
  uses: readonly ClientUse[],
  moving: readonly Site[],
  asking: readonly TypeScriptFacts[],
  engineOf: EngineOf,
  survey: Survey,
  existing: readonly ExistingHome[],
): Home {
  const served = new Set(sitesOf(placement.importers, moving).map((site) => site.reference.packageName));
  const bases = baseNames(uses, existing);
  const wanted: WrapperRequest = {
    modules: uses
      .filter((use) => served.has(use.packageName))
      .map((use) => ({
        dialect: use.client.dialect,
        major: use.client.major,
        engine: engineOf(use).engine,
        packageName: use.packageName,
        range: rangeOf(use),
        fileName: bases.get(use)!,
        ...unnamedParts({ dialect: use.client.dialect, engine: engineOf(use).engine }, survey),
      })),
    flavour: placement.flavour,
    importers: [...placement.loaders],
    relativeExtension: internalExtension(placement),
    helpers: placement.importers.some((one) => asking.includes(one.facts)) ? [HELPERS] : [],
    declarations: placement.importers.some(readsTypes) && !placement.importers.some(isEmitted),
  };
  const { directory } = placement;
  const home = existing.find((one) => one.directory === directory && isSameFamily(one, wanted));
  const moduleType = survey.scopes.moduleTypeOf(`${directory}/index.js`);
  const request = home === undefined ? wanted : mergedRequest(home, wanted, moduleType);
  return { placement, request, files: wrapperFiles(request) };
}

/** What a manifest would list to get the package back: as it does today, or, for a name elsewhere, the version. */
function rangeOf({ client, packageName }: ClientUse): string {
  const listed = client.declaredIn?.manifest?.dependencies.find((one) => one.name === packageName)?.range;
  const isRange = listed !== undefined && majorOf(listed) === client.major;
  return isRange ? listed : `^${client.version ?? `${client.major}.0.0`}`;
}

/** Does something check types where this file is: TypeScript, or a checker or editor set up for JavaScript? */
function readsTypes({ facts, tsConfig }: Importer): boolean {
  return (
    tsConfig !== null ||
    /tsx?$/.test(facts.path) ||
    facts.references.some((one) => one.form === 'jsdoc-import')
  );
}

/** Does TypeScript write this JavaScript anew? It leaves out a file that has a declaration beside it (measured with 5.9). */
function isEmitted({ facts, tsConfig }: Importer): boolean {
  return (
    /\.[cm]?jsx?$/.test(facts.path) &&
    tsConfig?.allowJs === true &&
    !tsConfig.noEmit &&
    tsConfig.covers(facts.path)
  );
}

/** How the wrapper's files name each other: as their importers name them. */
function internalExtension(placement: Placement): string {
  if (placement.extension === '.cts') return '.cjs';
  if (placement.extension !== '.ts') return placement.extension;
  const endings = placement.importers.map((one) => {
    const specifier = wrapperSpecifier(one, placement, 'x.ts', 'esm');
    return specifier.slice(specifier.lastIndexOf('/x') + 2);
  });
  return endings.find((one) => one !== '') ?? '';
}

/** A file's name is its dialect; a second package of the same dialect in a scope adds its own name. */
function baseNames(
  uses: readonly ClientUse[],
  existing: readonly ExistingHome[],
): ReadonlyMap<ClientUse, string> {
  const there = existing.flatMap((home) => home.request.modules);
  const names = new Map<ClientUse, string>();
  for (const use of uses) {
    const { dialect } = use.client;
    const own = use.packageName.replace(/^@/, '').replace(/[^\w]+/g, '-');
    const known = there.find((one) => one.packageName === use.packageName && one.dialect === dialect);
    const isTaken = [...names.values(), ...there.map((one) => one.fileName)].includes(dialect);
    names.set(use, known?.fileName ?? (isTaken ? `${dialect}-${own}` : dialect));
  }
  return names;
}

function specifiersOf(
  moving: readonly Site[],
  uses: readonly ClientUse[],
  homes: readonly Home[],
  options: Options,
  existing: readonly ExistingHome[],
  packaged: ReadonlyMap<string, string>,
): ReadonlyMap<Site, string> {
  const bases = new Map([...baseNames(uses, existing)].map(([use, base]) => [use.packageName, base]));
  const specifiers = new Map<Site, string>();
  for (const site of moving) {
    if (site.reference.form === 'injector-key') continue;
    const given = options.client ?? packaged.get(site.reference.packageName);
    if (given !== undefined) specifiers.set(site, given);
    for (const { placement, files } of homes) {
      const importer = placement.importers.find((one) => one.facts === site.facts);
      if (importer === undefined) continue;
      const loader = loaderIn(placement.loaders, importer, site.reference);
      const base = bases.get(site.reference.packageName);
      const file =
        files.find((one) => one.module === base && one.importers.includes(loader)) ??
        files.find((one) => one.module === base);
      if (file !== undefined) {
        const isNative = site.reference.form === 'dynamic-import';
        specifiers.set(site, wrapperSpecifier(importer, placement, file.name, loader, isNative));
      }
    }
  }
  // An injector's key is the specifier that the module under test asks for.
  for (const site of moving) {
    if (site.reference.form !== 'injector-key') continue;
    const asked = moving.find((one) => specifiers.has(one) && isInjectedInto(site, one));
    if (asked !== undefined) specifiers.set(site, specifiers.get(asked)!);
  }
  return specifiers;
}

function reasonsToStay(
  use: ClientUse,
  stuck: ReadonlyMap<Site, Obstacle>,
  active: readonly ClientUse[],
  engineOf: EngineOf,
): readonly string[] {
  const left = use.sites.find((site) => stuck.has(site));
  const { engine, reason } = engineOf(use);
  const driven = active.includes(use) && engine === 'installed' ? [`the wrapper drives it: ${reason}`] : [];
  return left === undefined ? driven : [...driven, stillNamed(left)];
}
