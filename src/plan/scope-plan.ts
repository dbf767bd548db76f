import { wrapperVersion } from '../delivery/copy.js';
import type { Edit, Finding, Options } from '../model.js';
import type { PackageScope } from '../repository/scopes.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { rewriteReference } from '../surfaces/typescript/rewrite.js';
import { aliasesOf } from './aliases.js';
import { formObstacle, noPlace, unresolvedInjection } from './form-obstacles.js';
import type { ExistingHome } from './homes.js';
import { importerOf, loaderIn } from './loaders.js';
import { isInjectedInto, mockObstacle } from './mocks.js';
import { clientPackage, packagedSpecifier } from './packaged.js';
import { type Placed, placeWrapper, wrapperSpecifier } from './placement.js';
import {
  existingHelpers,
  type Helpers,
  helpersOf,
  mayUseHelper,
  moduleOfHelpers,
  packagedHelpers,
} from './scope-helpers.js';
import { baseNames, type EngineOf, type Home, homeOf, sitesOf } from './scope-homes.js';
import type { Survey } from './survey.js';
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
import type { WantedHome } from './wrappers.js';

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
    if (isAskedKey(site)) continue;
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
        const { isNative } = site.reference;
        specifiers.set(site, wrapperSpecifier(importer, placement, file.name, loader, isNative));
      }
    }
  }
  for (const site of moving) {
    const asked = moving.find((one) => specifiers.has(one) && isInjectedInto(site, one));
    if (isAskedKey(site) && asked !== undefined) specifiers.set(site, specifiers.get(asked)!);
  }
  return specifiers;
}

/** A key that is the specifier which the module under test asks for. */
function isAskedKey({ reference }: Site): boolean {
  return reference.form === 'injector-key' && !reference.isOwnKey;
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
