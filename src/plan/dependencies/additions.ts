import type { Finding } from '../../model.js';
import type { PackageScope, Scopes } from '../../repository/scopes.js';
import type { Dependency, DependencyGroup } from '../../surfaces/manifest/facts.js';
import { rangeAmong } from '../../surfaces/manifest/rewrite.js';
import { clientOf } from '../../surfaces/manifest/survey.js';
import type { ScopeDecision, WantedDependency } from '../dependencies.js';
import { catalogNamed, isBelow } from './catalogs.js';
import type { Draft } from './draft.js';
import { lists } from './users.js';

/** The scope whose manifest gets what a decision adds: the one that lists the client, as long as there is one. */
export function homeOf({ scope, packages, drops = [] }: ScopeDecision, scopes: Scopes): PackageScope {
  const names = [...packages.map((one) => one.name), ...drops];
  const isHome = (one: PackageScope) => names.some((name) => lists(one, name));
  return [scope, ...scopes.above(scope)].find(isHome) ?? scope;
}

export function homeless(decision: ScopeDecision, add: WantedDependency): Finding {
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
export function addTo(draft: Draft, add: WantedDependency, decision: ScopeDecision, scopes: Scopes): boolean {
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
  if (decision.drops?.includes(listed.name)) return true;
  return clientOf(listed) !== null && decision.packages.some((one) => one.name === listed.name);
}
