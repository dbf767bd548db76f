import semver from 'semver';
import type { ClientPackage, DependencyDecision, Edit, Finding, NextStep } from '../model.js';
import type { PackageScope, Scopes } from '../repository/scopes.js';
import type { Catalog, Dependency, DependencyGroup, Manifest } from '../surfaces/manifest/facts.js';
import { type BlockChange, rangeAmong, rewriteManifest, type Splice } from '../surfaces/manifest/rewrite.js';
import { rewriteCatalog } from '../surfaces/manifest/rewrite-catalog.js';
import { CLIENT_TYPES, clientOf } from '../surfaces/manifest/survey.js';
import { dependencyFindings } from './dependencies/findings.js';
import { installCommand } from './dependencies/install.js';
import { staysIn } from './dependencies/stays.js';
import type { Lockfiles } from './lockfiles.js';

/** What the plan decided for the code of one scope. */
export interface ScopeDecision {
  readonly scope: PackageScope;
  /** The change that the scope's edits belong to. */
  readonly change: string;
  readonly adds: readonly { readonly name: string; readonly range: string; readonly dev: boolean }[];
  readonly packages: readonly PackageDecision[];
}

export interface PackageDecision {
  /** As the code imports it. */
  readonly name: string;
  /** All that named it was rewritten, and the engine does not need it. */
  readonly leaves: boolean;
  /** What in the code still needs it. */
  readonly stays: readonly string[];
}

export interface DependencyInput {
  readonly scopes: Scopes;
  readonly lockfiles: Lockfiles;
  readonly decisions: readonly ScopeDecision[];
}

export interface DependencyPlan {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
  readonly dependencies: readonly DependencyDecision[];
  readonly next: readonly NextStep[];
  /** Changes that share an edit of a manifest, and so are one change: all or none. */
  readonly ties: readonly (readonly string[])[];
}

/**
 * Decides what becomes of every client that any package.json lists, and adds what the moved code needs. A client leaves a
 * manifest only if nobody is left who could load it from there; otherwise it is kept, with the reason.
 */
export function planDependencies(input: DependencyInput): DependencyPlan {
  const { scopes, lockfiles, decisions } = input;
  const manifests = scopes.all.flatMap(({ manifest }) => manifest ?? []);
  const reasonsToStay = staysIn(scopes, lockfiles);
  const drafts = new Map(manifests.map((manifest) => [manifest.directory, draftOf(manifest)]));
  const findings: Finding[] = [];

  for (const scope of scopes.all) {
    const draft = drafts.get(scope.directory);
    if (draft === undefined || scope.manifest === null) continue;
    for (const listed of scope.manifest.dependencies) {
      if (clientOf(listed) === null) continue;
      const users = usersOf(listed.name, scope, input);
      const reasons = reasonsToStay(listed, scope, users);
      if (reasons.length > 0) keep(draft, listed.name, reasons);
      else {
        draft.removed.push(listed);
        for (const { change } of users) draft.changes.add(change);
      }
    }
  }
  for (const decision of decisions) {
    for (const add of decision.adds) {
      const home = homeOf(decision, scopes);
      const draft = home.manifest === null || home.manifest.isBroken ? undefined : drafts.get(home.directory);
      if (draft === undefined) findings.push(homeless(decision, add));
      else if (addTo(draft, add, decision, scopes)) draft.changes.add(decision.change);
    }
  }
  for (const scope of scopes.all) removeTypes(scope, drafts, scopes);

  const catalogs = catalogChanges([...drafts.values()], scopes);
  const edits = [...drafts.values()].flatMap((draft) => manifestEdits(draft, catalogs));
  const touched = [...drafts.values()].filter(
    (draft) => draft.removed.length + draft.added.length + draft.raised.length > 0,
  );
  return {
    edits: [...edits, ...catalogs.edits],
    findings: [...findings, ...dependencyFindings(touched, input)],
    dependencies: [...drafts.values()].flatMap(toDecision),
    next: touched.length === 0 ? [] : installCommand(touched, scopes, lockfiles),
    ties: [...drafts.values(), ...catalogs.ties.map((changes) => ({ changes }))]
      .map(({ changes }) => [...changes].sort())
      .filter((changes) => changes.length > 1),
  };
}

/** What becomes of one manifest, while it is being decided. */
export interface Draft {
  readonly manifest: Manifest;
  readonly removed: Dependency[];
  readonly added: Addition[];
  /** Names that are there already, with a range that is too old. */
  readonly raised: Addition[];
  readonly kept: Map<string, readonly string[]>;
  readonly changes: Set<string>;
}

export interface Addition {
  readonly name: string;
  readonly range: string;
  readonly group: DependencyGroup;
  /** The catalog that its range goes to; null for package.json itself. */
  readonly catalog: Catalog | null;
  /** The clients that it stands for. */
  readonly beside: readonly string[];
}

/** Somebody's code that loads a package from a manifest. */
export interface User {
  readonly scope: PackageScope;
  readonly change: string;
  readonly decision: PackageDecision;
}

function draftOf(manifest: Manifest): Draft {
  return { manifest, removed: [], added: [], raised: [], kept: new Map(), changes: new Set() };
}

function keep(draft: Draft, name: string, reasons: readonly string[]): void {
  draft.kept.set(name, [...new Set([...(draft.kept.get(name) ?? []), ...reasons])]);
}

/**
 * The decisions about code that loads `name` from this scope's manifest: its own, that of scopes below which do not list it, and,
 * as a package manager may hoist, that of phantom users in the same workspace.
 */
function usersOf(name: string, scope: PackageScope, { scopes, decisions }: DependencyInput): readonly User[] {
  const root = scopes.rootOf(scope).directory;
  return decisions.flatMap((one) => {
    const lister = [one.scope, ...scopes.above(one.scope)].find((other) => lists(other, name));
    const isPhantom = lister === undefined && scopes.rootOf(one.scope).directory === root;
    if (lister?.directory !== scope.directory && !isPhantom) return [];
    const found = one.packages.find((other) => other.name === name);
    return found === undefined ? [] : [{ scope: one.scope, change: one.change, decision: found }];
  });
}

function lists(scope: PackageScope, name: string): boolean {
  return scope.manifest?.dependencies.some((one) => one.name === name) ?? false;
}

/** The scope whose manifest gets what a decision adds: the one that lists the client, as long as there is one. */
function homeOf({ scope, packages }: ScopeDecision, scopes: Scopes): PackageScope {
  const isHome = (one: PackageScope) => packages.some(({ name }) => lists(one, name));
  return [scope, ...scopes.above(scope)].find(isHome) ?? scope;
}

function homeless(decision: ScopeDecision, add: ScopeDecision['adds'][number]): Finding {
  const { manifest, directory } = decision.scope;
  const where = directory === '' ? 'the repository' : directory;
  return {
    rule: 'dependency-without-manifest',
    severity: 'error',
    path: manifest?.path ?? (directory === '' ? 'package.json' : `${directory}/package.json`),
    line: 1,
    column: 1,
    message: `The code of ${where} needs ${add.name} ${add.range}, and no package.json of it can be edited.`,
    help: `Add "${add.name}": "${add.range}" where its dependencies are listed.`,
  };
}

/** Notes the addition; false if what is there already does. */
function addTo(
  draft: Draft,
  add: ScopeDecision['adds'][number],
  decision: ScopeDecision,
  scopes: Scopes,
): boolean {
  const { manifest } = draft;
  if ([...draft.added, ...draft.raised].some((one) => one.name === add.name)) return true;
  const moved = manifest.dependencies.filter((one) => isMoved(one, decision));
  const beside = moved.map((one) => one.name);
  const group = groupFor(moved, add.dev);
  const present = manifest.dependencies.filter(
    (one) => one.name === add.name && one.group !== 'peerDependencies',
  );
  const serving = present.find((one) => one.group !== 'devDependencies' || group === 'devDependencies');
  const scope = { directory: manifest.directory, manifest };
  const rangeIn = (wanted: DependencyGroup) => {
    const listed = manifest.dependencies.filter((one) => one.group === wanted && one.name !== add.name);
    return rangeAmong(
      listed.map((one) => one.range),
      add.range,
    );
  };
  if (serving !== undefined) {
    const catalog = catalogNamed(serving.range, scope, scopes);
    const range = catalog?.entries.find((one) => one.name === add.name)?.range ?? serving.range;
    if (!isBelow(range, add.range)) return false;
    draft.raised.push({ ...add, range: rangeIn(serving.group), group: serving.group, catalog, beside });
    return true;
  }
  // Listed for development only, and now needed at run time: it moves.
  draft.removed.push(...present);
  const shared = moved.find((one) => one.range.startsWith('catalog:'));
  const catalog = shared === undefined ? null : catalogNamed(shared.range, scope, scopes);
  draft.added.push({ ...add, range: rangeIn(group), group, catalog, beside });
  return true;
}

/** The group where the client stood; else the one that the code's use asks for. */
function groupFor(moved: readonly Dependency[], isDev: boolean): DependencyGroup {
  const needed = isDev ? 'devDependencies' : 'dependencies';
  const stood = moved.map((one) => one.group);
  // A peer is a promise of others: what the code itself needs stands beside it.
  if (stood.includes('peerDependencies')) return needed;
  const order: readonly DependencyGroup[] = ['dependencies', 'optionalDependencies', 'devDependencies'];
  return order.find((group) => stood.includes(group)) ?? needed;
}

function isMoved(listed: Dependency, decision: ScopeDecision): boolean {
  return clientOf(listed) !== null && decision.packages.some((one) => one.name === listed.name);
}

/** A range that may install something below the lowest version that another one allows. */
function isBelow(range: string, wanted: string): boolean {
  if (semver.validRange(range) === null) return false;
  const lowest = semver.minVersion(range);
  const needed = semver.minVersion(wanted);
  return lowest !== null && needed !== null && semver.lt(lowest, needed);
}

function catalogNamed(range: string, scope: PackageScope, scopes: Scopes): Catalog | null {
  if (!range.startsWith('catalog:')) return null;
  const name = range.slice('catalog:'.length).trim() || 'default';
  const root = scopes.rootOf(scope).directory;
  return scopes.catalogs.find((one) => one.name === name && one.directory === root) ?? null;
}

/** `@types/ioredis` goes from a manifest when the last ioredis goes that its types may describe. */
function removeTypes(scope: PackageScope, drafts: ReadonlyMap<string, Draft>, scopes: Scopes): void {
  const draft = drafts.get(scope.directory);
  if (draft === undefined || draft.manifest.isBroken) return;
  const inReach = scopes.all.filter((one) => one === scope || scopes.above(one).includes(scope));
  for (const types of draft.manifest.dependencies) {
    const client = CLIENT_TYPES.get(types.name);
    if (client === undefined) continue;
    const about = inReach.flatMap((one) => drafts.get(one.directory) ?? []);
    const gone = about.filter((one) => one.removed.some((dependency) => clientOf(dependency) === client));
    const left = about.some((one) => listsClient(one, client));
    if (gone.length === 0 || left) continue;
    draft.removed.push(types);
    for (const one of gone) for (const change of one.changes) draft.changes.add(change);
  }
}

function listsClient({ manifest, removed }: Draft, client: ClientPackage): boolean {
  return manifest.dependencies.some((one) => clientOf(one) === client && !removed.includes(one));
}

interface CatalogChanges {
  readonly edits: readonly Edit[];
  readonly ties: readonly ReadonlySet<string>[];
  /** The catalogs that took their new entry. */
  readonly taken: ReadonlySet<Catalog>;
  /** Bun's catalogs stand in a package.json, and change with it. */
  readonly blocks: ReadonlyMap<string, readonly BlockChange[]>;
}

/** What the catalogs gain, and lose when no manifest of their workspace takes it from there any more. */
function catalogChanges(drafts: readonly Draft[], scopes: Scopes): CatalogChanges {
  const edits: Edit[] = [];
  const ties: ReadonlySet<string>[] = [];
  const taken = new Set<Catalog>();
  const blocks = new Map<string, readonly BlockChange[]>();
  for (const catalog of scopes.catalogs) {
    const takes = (one: Dependency, draft: Draft) =>
      catalogNamed(one.range, { directory: draft.manifest.directory, manifest: draft.manifest }, scopes) ===
      catalog;
    const added = drafts.flatMap((draft) =>
      [...draft.added, ...draft.raised]
        .filter((one) => one.catalog === catalog)
        .map((one) => ({ one, draft })),
    );
    const gone = drafts.flatMap((draft) =>
      draft.removed.filter((one) => takes(one, draft)).map((one) => ({ name: one.name, draft })),
    );
    const isLeft = (name: string) =>
      drafts.some((draft) =>
        draft.manifest.dependencies.some(
          (one) => one.name === name && takes(one, draft) && !draft.removed.includes(one),
        ),
      );
    const remove = new Set(gone.map((one) => one.name).filter((name) => !isLeft(name)));
    const users = new Set([...added, ...gone].flatMap(({ draft }) => [...draft.changes]));
    if (users.size === 0) continue;
    const wanted = added[0]?.one;
    const present = catalog.entries.find((one) => one.name === wanted?.name);
    const others = catalog.entries.map((one) => one.range);
    const range = wanted === undefined ? '' : rangeAmong(others, wanted.range);
    const isFine = present !== undefined && !isBelow(present.range, range);
    const add = wanted === undefined || isFine ? null : { name: wanted.name, range };
    const change = [...users].sort()[0]!;
    const file = scopes.workspaceFiles.find((one) => one.path === catalog.path);
    if (file === undefined) {
      const path = blockPathOf(catalog, drafts);
      if (path === null) continue;
      const set = new Map(add !== null && present !== undefined ? [[add.name, range]] : []);
      const block = {
        path,
        remove,
        add:
          add !== null && present === undefined ? [{ ...add, beside: [...gone.map((one) => one.name)] }] : [],
        set,
      };
      blocks.set(catalog.path, [...(blocks.get(catalog.path) ?? []), block]);
      for (const draft of drafts) {
        if (draft.manifest.path === catalog.path) for (const one of users) draft.changes.add(one);
      }
    } else {
      if (add !== null && present !== undefined) remove.add(add.name);
      const splices = rewriteCatalog(file, catalog.name, { remove, add });
      if (splices === null) continue;
      edits.push(...splices.map((one) => ({ ...one, path: file.path, rule: 'catalog', change })));
      ties.push(users);
    }
    if (wanted !== undefined) taken.add(catalog);
  }
  return { edits, ties, taken, blocks };
}

/** Where in a package.json a catalog of Bun stands. */
function blockPathOf(catalog: Catalog, drafts: readonly Draft[]): readonly string[] | null {
  const manifest = drafts.find((one) => one.manifest.path === catalog.path)?.manifest;
  const tail = catalog.name === 'default' ? ['catalog'] : ['catalogs', catalog.name];
  const paths = [
    ['workspaces', ...tail],
    tail,
    ['workspaces', 'catalogs', 'default'],
    ['catalogs', 'default'],
  ];
  const found = paths.find((path) =>
    manifest?.blocks.some((block) => block.path.join('\0') === path.join('\0')),
  );
  return found ?? null;
}

function manifestEdits(draft: Draft, catalogs: CatalogChanges): readonly Edit[] {
  const { manifest, removed, added, raised, changes } = draft;
  const change = [...changes].sort()[0];
  if (change === undefined) return [];
  const groups = new Set([...removed, ...added, ...raised].map((one) => one.group));
  const blocks = [...groups].map((group): BlockChange => {
    const written = ({ name, range, catalog, beside }: Addition) => ({
      name,
      beside,
      range: catalog !== null && catalogs.taken.has(catalog) ? catalogReference(catalog) : range,
    });
    const inGroup = (one: Addition) => one.group === group;
    return {
      path: [group],
      remove: new Set(removed.filter((one) => one.group === group).map((one) => one.name)),
      add: added.filter(inGroup).map(written),
      set: new Map(raised.filter(inGroup).map((one) => [one.name, written(one).range])),
    };
  });
  const splices: readonly Splice[] = rewriteManifest(manifest, [
    ...blocks,
    ...(catalogs.blocks.get(manifest.path) ?? []),
  ]);
  return splices.map((splice) => ({ ...splice, path: manifest.path, rule: 'dependency', change }));
}

function catalogReference(catalog: Catalog): string {
  return catalog.name === 'default' ? 'catalog:' : `catalog:${catalog.name}`;
}

function toDecision({ manifest, removed, added, raised, kept }: Draft): readonly DependencyDecision[] {
  if (removed.length + added.length + raised.length + kept.size === 0) return [];
  const names = (list: readonly { readonly name: string }[]) => [...new Set(list.map((one) => one.name))];
  const isBack = (name: string) => added.some((one) => one.name === name);
  return [
    {
      manifest: manifest.path,
      removed: names(removed).filter((name) => !kept.has(name) && !isBack(name)),
      added: [...added, ...raised].map((one) => `${one.name}@${one.range}`),
      kept: [...kept].map(([name, reasons]) => ({ name, reason: reasons.join('; ') })),
    },
  ];
}
