import type { DependencyDecision, Edit, Finding, NextStep } from '../model.js';
import type { PackageScope, Scopes } from '../repository/scopes.js';
import { type BlockChange, rewriteManifest } from '../surfaces/manifest/rewrite.js';
import { clientOf } from '../surfaces/manifest/survey.js';
import { addTo, homeless, homeOf } from './dependencies/additions.js';
import { type CatalogChanges, catalogChanges, catalogReference } from './dependencies/catalogs.js';
import { type Addition, type Draft, draftOf, isTouched, keep, toDecision } from './dependencies/draft.js';
import { dependencyFindings } from './dependencies/findings.js';
import { installCommand } from './dependencies/install.js';
import { staysIn } from './dependencies/stays.js';
import { removeTypes } from './dependencies/types.js';
import { lists, usersOf } from './dependencies/users.js';
import type { Lockfiles } from './lockfiles.js';

/** What the plan decided for the code of one scope. */
export interface ScopeDecision {
  readonly scope: PackageScope;
  /** The change that the scope's edits belong to. */
  readonly change: string;
  readonly adds: readonly WantedDependency[];
  readonly packages: readonly PackageDecision[];
  /** What no code of it needs any more, and is no client: iovalkey, when the package drives the wrapper again. */
  readonly drops?: readonly string[];
}

/** What the moved code of a scope needs. `dev`: only its tests do. */
export interface WantedDependency {
  readonly name: string;
  readonly range: string;
  readonly dev: boolean;
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
  for (const { scope, change, drops = [] } of decisions) {
    for (const name of drops) {
      const lister = [scope, ...scopes.above(scope)].find((one) => lists(one, name));
      const draft = lister && drafts.get(lister.directory);
      const listed = draft?.manifest.dependencies.filter((one) => one.name === name) ?? [];
      if (draft === undefined || draft.removed.some((one) => one.name === name)) continue;
      draft.removed.push(...listed.filter((one) => one.group !== 'peerDependencies'));
      draft.changes.add(change);
    }
  }
  for (const scope of scopes.all) removeTypes(scope, drafts, scopes);

  const catalogs = catalogChanges([...drafts.values()], scopes);
  const edits = [...drafts.values()].flatMap((draft) => manifestEdits(draft, catalogs));
  const touched = [...drafts.values()].filter(isTouched);
  return {
    edits: [...edits, ...catalogs.edits],
    findings: [...findings, ...dependencyFindings(touched, input)],
    dependencies: [...drafts.values()].flatMap((draft) => toDecision(draft, rangeWith(catalogs))),
    next: touched.length === 0 ? [] : installCommand(touched, scopes, lockfiles),
    ties: [...drafts.values(), ...catalogs.ties.map((changes) => ({ changes }))]
      .map(({ changes }) => [...changes].sort())
      .filter((changes) => changes.length > 1),
  };
}

function manifestEdits(draft: Draft, catalogs: CatalogChanges): readonly Edit[] {
  const { manifest, removed, added, raised, changes } = draft;
  const change = [...changes].sort()[0];
  if (change === undefined) return [];
  const groups = new Set([...removed, ...added, ...raised].map((one) => one.group));
  const blocks = [...groups].map((group): BlockChange => {
    const rangeOf = rangeWith(catalogs);
    const written = (one: Addition) => ({ name: one.name, beside: one.beside, range: rangeOf(one) });
    const inGroup = (one: Addition) => one.group === group;
    return {
      path: [group],
      remove: new Set(removed.filter((one) => one.group === group).map((one) => one.name)),
      add: added.filter(inGroup).map(written),
      set: new Map(raised.filter(inGroup).map((one) => [one.name, written(one).range])),
    };
  });
  const splices = rewriteManifest(manifest, [...blocks, ...(catalogs.blocks.get(manifest.path) ?? [])]);
  return splices.map((splice) => ({ ...splice, path: manifest.path, rule: 'dependency', change }));
}

/** What stands in a manifest: a reference, where the catalog took the range. */
function rangeWith({ taken }: CatalogChanges): (added: Addition) => string {
  return ({ range, catalog }) => (catalog !== null && taken.has(catalog) ? catalogReference(catalog) : range);
}
