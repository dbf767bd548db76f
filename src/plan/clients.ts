import type { Creation, Deletion, Edit, Finding, Options } from '../model.js';
import type { PackageScope } from '../repository/scopes.js';
import { ambientTypes } from './ambient-types.js';
import { settleCopies } from './copies.js';
import type { ResolvedClient } from './dialects.js';
import { decideEngines, keptEngine } from './engines.js';
import { missingCommands } from './missing-commands.js';
import { existingHomes, isSameFamily, migratedUses } from './homes.js';
import { libraryReason } from './libraries.js';
import { mockObstacles, mocksBeside } from './mocks.js';
import { idleEntries, joinMaps } from './module-maps.js';
import { mapObstacle, replacedBy } from './replaced.js';
import type { Helpers } from './scope-helpers.js';
import { planScope } from './scope-plan.js';
import type { ExistingWrapper, Survey } from './survey.js';
import {
  changeOf,
  type ClientUse,
  type KnownClient,
  type MovedReference,
  type NamedClient,
  type Obstacle,
  type ResolveClient,
  type ScopeOutcome,
  type Site,
  staying,
  stillNamed,
} from './uses.js';
import { planCopies } from './wrappers.js';
import { splice } from '../text.js';

export interface ClientPlan {
  readonly edits: readonly Edit[];
  readonly creates: readonly Creation[];
  readonly deletes: readonly Deletion[];
  readonly findings: readonly Finding[];
  readonly moved: readonly MovedReference[];
  /** Changes that share an edit, and so are one. */
  readonly ties: readonly (readonly string[])[];
  readonly scopes: readonly ScopeOutcome[];
  /** The wrapper files of earlier runs, as they will be. */
  readonly drivers: readonly ExistingWrapper[];
  readonly helpers: Helpers;
}

/**
 * Decides for every reference to a client package whether it moves to the wrapper, and where the wrapper goes. Each
 * reference ends as an edit, or as a finding on its own line. One change a scope: `client:<directory>`. Files of
 * `helperUsers` get the wrapper's helpers beside it.
 */
export function planClients(
  survey: Survey,
  resolve: ResolveClient,
  options: Options,
  helperUsers: readonly string[] = [],
): ClientPlan {
  const findings: Finding[] = [];
  const { uses, unknown } = usesOf(survey, resolve, findings);
  const replaced = new Map(uses.map((use) => [use, replacedBy(use, survey)]));
  const movable = uses
    .map((use) => {
      const obstacle = obstacleOf(use, [...uses, ...unknown], survey, options);
      const replacing = replaced.get(use)!;
      if (obstacle !== null || replacing.kind === 'joins') return { use, obstacle };
      findings.push(...replacing.findings);
      return { use, obstacle: mapObstacle(replacing) };
    })
    .filter(({ use, obstacle }) => {
      if (obstacle !== null) findings.push(...use.sites.map((site) => staying(site, obstacle)));
      return obstacle === null;
    })
    .map(({ use }) => use);
  const homes = existingHomes(survey);
  const migrated = migratedUses(homes, survey);
  const engineOf = decideEngines([...movable, ...migrated.map((one) => one.use)], survey, options);
  findings.push(
    ...uses.flatMap(missingCommands),
    ...movable.flatMap((use) => [...keptEngine(use, engineOf(use), options), ...mocksBeside(use)]),
  );
  const copies = settleCopies(homes, migrated, movable, engineOf, survey, options);
  const within = (scope: PackageScope) => (use: NamedClient) => use.scope.directory === scope.directory;
  const users = survey.typescript.filter((facts) => helperUsers.includes(facts.path));
  const plans = scopesOf(
    [...uses, ...unknown],
    users.map((facts) => survey.scopes.of(facts.path)),
  ).map((scope) => {
    const staying = [...uses.filter((use) => !movable.includes(use)), ...unknown];
    const rest = unmoved(scope, staying.filter(within(scope)));
    const own = movable.filter(within(scope));
    const asking = users.filter((facts) => survey.scopes.of(facts.path).directory === scope.directory);
    if (own.length === 0 && asking.length === 0) {
      return { outcome: rest, edits: [], homes: [], findings: [], moved: [], helpers: new Map() };
    }
    const existing = copies.homes.filter((home) => home.scope.directory === scope.directory);
    const planned = planScope(scope, own, survey, options, engineOf, existing, asking);
    return {
      ...planned,
      outcome: { ...planned.outcome, packages: [...planned.outcome.packages, ...rest.packages] },
    };
  });
  const wanted = plans.flatMap((plan) => plan.homes);
  const left = copies.homes.filter(
    (home) => !wanted.some((one) => one.directory === home.directory && isSameFamily(home, one.request)),
  );
  const files = planCopies(
    [...wanted, ...left.map((home) => ({ ...home, change: changeOf(home.scope) }))],
    copies.homes,
  );
  const moved = plans.flatMap((plan) => plan.moved);
  const joining = movable.flatMap((use) => {
    const one = replaced.get(use)!;
    return one.kind === 'joins' ? [{ use, replacements: one.replacements }] : [];
  });
  const maps = joinMaps(joining, moved, survey);
  return {
    edits: [...plans.flatMap((plan) => plan.edits), ...maps.edits, ...files.edits],
    creates: files.creates,
    deletes: files.deletes,
    findings: [
      ...findings,
      ...copies.findings,
      ...plans.flatMap((plan) => plan.findings),
      ...maps.findings,
      ...idleEntries(survey, uses),
    ],
    moved,
    ties: maps.ties,
    scopes: joinedOutcomes([...plans.map((plan) => plan.outcome), ...copies.outcomes]),
    drivers: driversIn(survey, files),
    helpers: new Map(plans.flatMap((plan) => [...plan.helpers])),
  };
}

/** What each scope names; of what cannot be known, the places are reported. */
function usesOf(
  survey: Survey,
  resolve: ResolveClient,
  findings: Finding[],
): { readonly uses: readonly ClientUse[]; readonly unknown: readonly NamedClient[] } {
  const groups = new Map<string, { scope: PackageScope; packageName: string; sites: Site[] }>();
  for (const facts of survey.typescript) {
    const scope = survey.scopes.of(facts.path);
    for (const reference of facts.references) {
      const key = `${scope.directory}\0${reference.packageName}`;
      const group = groups.get(key) ?? { scope, packageName: reference.packageName, sites: [] };
      groups.set(key, group);
      group.sites.push({ facts, reference });
    }
  }
  const uses: ClientUse[] = [];
  const unknown: NamedClient[] = [];
  for (const group of groups.values()) {
    const client = resolve(group.scope, group.packageName);
    if (client.kind === 'known') {
      uses.push({ ...group, client });
      continue;
    }
    unknown.push(group);
    const obstacle = unresolved(client, group.packageName);
    findings.push(...group.sites.map((site) => staying(site, obstacle)));
  }
  return { uses, unknown };
}

/** What to say where it cannot be told which client a name is. */
function unresolved({ kind, reason }: Exclude<ResolvedClient, KnownClient>, name: string): Obstacle {
  switch (kind) {
    case 'mapped':
      return {
        rule: 'manifest-mention',
        reason,
        help: 'Map that name to the new module by hand, once there is one: every import of it moves with it.',
      };
    case 'unknown':
      return {
        rule: 'unknown-dialect',
        reason,
        help: `Let this package's manifest or lockfile tell one major version of ${name}, then run this again.`,
      };
    case 'unsupported':
      return {
        rule: 'unsupported-client',
        reason,
        help: 'Upgrade the client to a supported major first (ioredis 4 – 6, redis 2 – 6), then run this again.',
      };
  }
}

/** Why nothing of one package can move in a scope; null when it can. */
function obstacleOf(
  use: ClientUse,
  uses: readonly NamedClient[],
  survey: Survey,
  options: Options,
): Obstacle | null {
  const usedOutsideTests = use.sites.some((site) => !site.facts.isTest);
  const library = options.libraries
    ? null
    : libraryReason(use.scope, use.packageName, usedOutsideTests, survey.exportsSomething);
  if (library !== null) {
    const why =
      library === 'peer'
        ? `${use.packageName} is a peer dependency of this package`
        : 'this package can be published, and its public entry may let the client out';
    return {
      rule: 'library',
      severity: 'info',
      reason: `${why}: its users would get another client`,
      help: 'Run with --libraries to move it all the same, as a change that its users must know of.',
    };
  }
  if (use.client.declaredIn === null && use.scope.manifest === null) {
    return {
      rule: 'phantom-dependency',
      reason: `no package.json of the repository lists ${use.packageName}, so the wrapper's client has no place either`,
      help: 'Add the client to a package.json that is tracked, then run this again.',
    };
  }
  return ambientTypes(use, uses) ?? mockObstacles(use, uses, survey);
}

/** The packages of a scope that nothing of moves: they stay in its manifest, for the first place that names them. */
function unmoved(scope: PackageScope, uses: readonly NamedClient[]): ScopeOutcome {
  return {
    scope,
    change: changeOf(scope),
    adds: [],
    packages: uses.map((use) => ({ name: use.packageName, stays: [stillNamed(use.sites[0]!)] })),
  };
}

function scopesOf(uses: readonly NamedClient[], others: readonly PackageScope[]): readonly PackageScope[] {
  const all = [...uses.map((use) => use.scope), ...others];
  return [...new Map(all.map((scope) => [scope.directory, scope])).values()];
}

/** One outcome a scope: what its new code asks for, and what its copies do. */
function joinedOutcomes(outcomes: readonly ScopeOutcome[]): readonly ScopeOutcome[] {
  const all = new Map<string, ScopeOutcome>();
  for (const one of outcomes) {
    const known = all.get(one.scope.directory);
    const joined = known === undefined ? one : joinedOutcome(known, one);
    all.set(one.scope.directory, joined);
  }
  return [...all.values()];
}

function joinedOutcome(a: ScopeOutcome, b: ScopeOutcome): ScopeOutcome {
  const names = [...new Set([...a.packages, ...b.packages].map((one) => one.name))];
  const staysOf = (name: string) =>
    [...a.packages, ...b.packages].flatMap((one) => (one.name === name ? one.stays : []));
  return {
    ...a,
    adds: [...a.adds, ...b.adds.filter((add) => !a.adds.some((one) => one.name === add.name))],
    packages: names.map((name) => ({ name, stays: staysOf(name) })),
    drops: [...(a.drops ?? []), ...(b.drops ?? [])].filter(
      (name) => !a.adds.some((one) => one.name === name),
    ),
  };
}

function driversIn(survey: Survey, files: Pick<ClientPlan, 'edits' | 'deletes'>): readonly ExistingWrapper[] {
  return survey.wrappers
    .filter(({ path }) => !files.deletes.some((one) => one.path === path))
    .map(({ path, text }) => ({
      path,
      text: splice(
        text,
        files.edits.filter((edit) => edit.path === path),
      ),
    }));
}
