import semver from 'semver';
import type { PackageScope, Scopes } from '../../repository/scopes.js';
import type { Dependency, Mention } from '../../surfaces/manifest/facts.js';
import { clientOf } from '../../surfaces/manifest/survey.js';
import type { User } from './users.js';
import { type Lockfiles, lockfilesInside, type PeerOf } from '../lockfiles.js';
import { CONSUMERS } from '../tables/consumers.js';

/** Asks why a client cannot leave a manifest; [] if nobody is left who could load it from there. */
export function staysIn(
  scopes: Scopes,
  lockfiles: Lockfiles,
): (listed: Dependency, scope: PackageScope, users: readonly User[]) => readonly string[] {
  const listersIn = listersByRoot(scopes);
  const peersOf = peersByLockfile(scopes, lockfiles);
  return (listed, scope, users) => {
    const { manifest } = scope;
    if (manifest === null || manifest.isBroken) return ['package.json is not valid JSON'];
    const { name } = listed;
    if (manifest.dependencies.some((one) => one.name === name && one.group === 'peerDependencies')) {
      return ['a peer of this package: those who install it bring it'];
    }
    return [
      ...fromCode(scope, users),
      ...mentionsNear(scope, scopes).flatMap((one) => fromMention(one, name)),
      ...consumersOf(listed, scope, scopes, listersIn(scope), [
        ...peersOf(scope, name),
        ...membersWithPeer(name, scope, scopes, listersIn(scope)),
      ]),
    ];
  };
}

function fromCode(scope: PackageScope, users: readonly User[]): readonly string[] {
  const needed = users.flatMap(({ scope: user, decision }) => {
    if (decision.leaves) return [];
    const where = user.directory === scope.directory ? '' : `${user.directory || 'the root'}: `;
    const reasons = decision.stays.length > 0 ? decision.stays : ['its code was left alone'];
    return reasons.slice(0, 3).map((reason) => where + reason);
  });
  return users.every((one) => one.isPhantom)
    ? ['no code here imports it, and what else may load it cannot be seen', ...needed]
    : needed;
}

/** What the scope's manifest, its workspace's root and the package manager's own file say about packages. */
function mentionsNear(scope: PackageScope, scopes: Scopes): readonly Mention[] {
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

interface Lister {
  readonly scope: PackageScope;
  readonly range: string;
}

/** Who lists a package, in the workspace of a scope. */
type Listers = (name: string) => readonly Lister[];

function listersByRoot(scopes: Scopes): (scope: PackageScope) => Listers {
  const byRoot = new Map<string, Map<string, Lister[]>>();
  for (const scope of scopes.all) {
    const root = scopes.rootOf(scope).directory;
    const byName = byRoot.get(root) ?? new Map<string, Lister[]>();
    byRoot.set(root, byName);
    for (const { name, range } of scope.manifest?.dependencies ?? []) {
      byName.set(name, [...(byName.get(name) ?? []), { scope, range }]);
    }
  }
  return (scope) => {
    const byName = byRoot.get(scopes.rootOf(scope).directory);
    return (name) => byName?.get(name) ?? [];
  };
}

/** The same question is asked of every manifest of a workspace, and answering it means reading megabytes. */
function peersByLockfile(
  scopes: Scopes,
  lockfiles: Lockfiles,
): (scope: PackageScope, name: string) => readonly PeerOf[] {
  const known = new Map<string, readonly PeerOf[]>();
  return (scope, name) =>
    lockfilesInside(scope, scopes, lockfiles).flatMap(({ path, lockfile }) => {
      const key = `${path}\0${name}`;
      const peers = known.get(key) ?? lockfile?.peersOf(name) ?? [];
      known.set(key, peers);
      return peers;
    });
}

/** Members of the workspace that ask those who list them to bring the client. */
function membersWithPeer(
  name: string,
  scope: PackageScope,
  scopes: Scopes,
  listers: Listers,
): readonly PeerOf[] {
  const root = scopes.rootOf(scope).directory;
  return scopes.all.flatMap((member) => {
    const { manifest } = member;
    if (manifest?.name == null || scopes.rootOf(member).directory !== root) return [];
    const asks = manifest.dependencies.some(
      (dependency) => dependency.name === name && dependency.group === 'peerDependencies',
    );
    if (!asks || listers(manifest.name).length === 0) return [];
    const optional = isOptionalPeer(manifest.json.peerDependenciesMeta, name);
    return [{ name: manifest.name, version: '', optional }];
  });
}

function isOptionalPeer(meta: unknown, name: string): boolean {
  const about: unknown =
    typeof meta === 'object' && meta !== null
      ? Object.entries(meta).find(([key]) => key === name)?.[1]
      : null;
  return typeof about === 'object' && about !== null && 'optional' in about && about.optional === true;
}

/** The packages that load the client although they do not bring it along. */
function consumersOf(
  listed: Dependency,
  scope: PackageScope,
  scopes: Scopes,
  listers: Listers,
  peers: readonly PeerOf[],
): readonly string[] {
  const clientListers = new Set(listers(listed.name).map((one) => one.scope.directory));
  // What a member does not list it may get from its neighbour's listing, hoisted; an optional peer, from above only.
  const relies = (lister: PackageScope, optional: boolean) =>
    lister.directory === scope.directory ||
    (!clientListers.has(lister.directory) && (!optional || scopes.above(lister).includes(scope)));
  const found = new Map<string, string>();
  for (const { name, optional } of peers) {
    const by = listers(name);
    // node-redis brings @redis/client for its own modules.
    if (by.length === 0 ? name.startsWith('@redis/') : !by.some((one) => relies(one.scope, optional)))
      continue;
    found.set(name, optional ? `${name} can load it (an optional peer)` : `${name} needs it as a peer`);
  }
  for (const { name, versions, optional, needs } of CONSUMERS) {
    const isHere = listers(name).some((one) => relies(one.scope, optional) && allows(one.range, versions));
    if (!isHere || found.has(name) || !needs.some((one) => one === clientOf(listed))) continue;
    found.set(name, optional ? `${name} can load it` : `${name} needs it`);
  }
  return [...found.values()];
}

/** What is no range (`catalog:`, a URL) may be any version. */
function allows(range: string, versions: string): boolean {
  return semver.validRange(range) === null || semver.intersects(range, versions);
}
