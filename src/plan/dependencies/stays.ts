import semver from 'semver';
import type { PackageScope, Scopes } from '../../repository/scopes.js';
import type { Dependency, Mention } from '../../surfaces/manifest/facts.js';
import { clientOf } from '../../surfaces/manifest/survey.js';
import type { DependencyInput, User } from '../dependencies.js';
import type { Lockfiles } from '../lockfiles.js';
import { CONSUMERS } from '../tables/consumers.js';

/** Why a client cannot leave a manifest; [] if nobody is left who could load it from there. */
export function reasonsToStay(
  listed: Dependency,
  scope: PackageScope,
  users: readonly User[],
  { scopes, lockfiles }: Pick<DependencyInput, 'scopes' | 'lockfiles'>,
): readonly string[] {
  const { manifest } = scope;
  if (manifest === null || manifest.isBroken) return ['package.json is not valid JSON'];
  const { name } = listed;
  const isPeer = manifest.dependencies.some((one) => one.name === name && one.group === 'peerDependencies');
  if (listed.group === 'peerDependencies') return ['a peer: those who install this package bring it'];
  return [
    ...(isPeer ? ['a peer of this package, installed for its own code and tests'] : []),
    ...fromCode(scope, users),
    ...mentionsNear(scope, scopes).flatMap((one) => fromMention(one, name)),
    ...consumersOf(listed, scope, scopes, lockfiles),
  ];
}

function fromCode(scope: PackageScope, users: readonly User[]): readonly string[] {
  if (users.length === 0) return ['no code here imports it, and what else may load it cannot be seen'];
  return users.flatMap(({ scope: user, decision }) => {
    if (decision.leaves) return [];
    const where = user.directory === scope.directory ? '' : `${user.directory || 'the root'}: `;
    const reasons = decision.stays.length > 0 ? decision.stays : ['its code was left alone'];
    return reasons.slice(0, 3).map((reason) => where + reason);
  });
}

/** What the scope's manifest, its workspace's root and the package manager's own file say about packages. */
function mentionsNear(
  scope: PackageScope,
  scopes: Scopes,
): readonly (Mention & { readonly path: readonly string[] })[] {
  const root = scopes.rootOf(scope);
  const files = scopes.workspaceFiles.filter((one) => one.directory === root.directory);
  const inRoot = root.directory === scope.directory ? [] : (root.manifest?.mentions ?? []);
  return [...(scope.manifest?.mentions ?? []), ...inRoot, ...files.flatMap((one) => one.mentions)];
}

function fromMention(mention: Mention, name: string): readonly string[] {
  if (mention.name !== name) return [];
  const field = mention.path.slice(0, mention.path[0] === 'pnpm' ? 2 : 1).join('.');
  switch (mention.meaning) {
    case 'patch':
      return [`${field} changes it`];
    case 'bundle':
      return [`${field} ships it`];
    case 'alias':
      return [`${field} maps a module to it`];
    case 'script':
      return [`the script "${mention.path[1]}" names it`];
    case 'override':
      // npm refuses to resolve `$name` when the package itself lists no such name.
      return mention.text === `$${name}` ? [`${field} refers to it as $${name}`] : [];
    default:
      return [];
  }
}

/** The packages that load the client although they do not bring it along. */
function consumersOf(
  listed: Dependency,
  scope: PackageScope,
  scopes: Scopes,
  lockfiles: Lockfiles,
): readonly string[] {
  const root = scopes.rootOf(scope).directory;
  const workspace = scopes.all.filter((one) => scopes.rootOf(one).directory === root);
  const listers = (name: string) => workspace.filter((one) => entry(one, name) !== undefined);
  const relies = (one: PackageScope) =>
    one.directory === scope.directory || entry(one, listed.name) === undefined;
  const found = new Map<string, string>();
  for (const { lockfile } of lockfiles.governing(scope)) {
    for (const peer of lockfile?.peersOf(listed.name) ?? []) {
      const by = listers(peer.name);
      // node-redis brings @redis/client for its own modules.
      if (by.length === 0 ? peer.name.startsWith('@redis/') : !by.some(relies)) continue;
      found.set(
        peer.name,
        peer.optional ? `${peer.name} can load it (an optional peer)` : `${peer.name} needs it as a peer`,
      );
    }
  }
  for (const row of CONSUMERS) {
    const isHere = listers(row.name).some(
      (one) => relies(one) && allows(entry(one, row.name)!.range, row.versions),
    );
    if (!isHere || found.has(row.name) || !row.needs.some((one) => one === clientOf(listed))) continue;
    found.set(row.name, row.optional ? `${row.name} can load it` : `${row.name} needs it`);
  }
  return [...found.values()];
}

function entry(scope: PackageScope, name: string): Dependency | undefined {
  return scope.manifest?.dependencies.find((one) => one.name === name);
}

/** What is no range (`catalog:`, a URL) may be any version. */
function allows(range: string, versions: string): boolean {
  return semver.validRange(range) === null || semver.intersects(range, versions);
}
