import type { Locked, Lockfile, PeerOf } from '../lockfiles.js';

interface NpmPackage {
  readonly name?: string;
  readonly version?: string;
  readonly link?: boolean;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

interface NpmTree {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, NpmTree>>;
}

/**
 * package-lock.json and npm-shrinkwrap.json, lockfileVersion 1 to 3 (docs.npmjs.com, "package-lock.json"). From version 2 on
 * `packages` maps each place of the tree to what lies there; version 1 nests `dependencies`.
 */
export function readNpmLock(text: string): Lockfile | null {
  const json = parsed(text);
  if (json === null) return null;
  const { packages } = json;
  return packages === undefined ? fromTree(json) : fromPlaces(packages);
}

function parsed(
  text: string,
): (NpmTree & { readonly packages?: Readonly<Record<string, NpmPackage>> }) | null {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof json === 'object' && json !== null ? json : null;
  } catch {
    return null;
  }
}

function fromPlaces(packages: Readonly<Record<string, NpmPackage>>): Lockfile {
  // As Node looks for it: in the member's own node_modules, then in those above.
  const lookup = (member: string, name: string): Locked | null => {
    for (let at = member; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const found = packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`];
      if (found?.version !== undefined) return { name: found.name ?? name, version: found.version };
      if (at === '') return null;
    }
  };
  return {
    manager: 'npm',
    installed: (member, name) => (packages[member] === undefined ? null : lookup(member, name)),
    reachable: (member, name) => [lookup(member, name)].filter((one) => one !== null),
    peersOf: (name) =>
      Object.entries(packages).flatMap(([place, one]): readonly PeerOf[] => {
        if (one.peerDependencies?.[name] === undefined || !place.includes('node_modules/')) return [];
        const own = one.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
        const optional = one.peerDependenciesMeta?.[name]?.optional === true;
        return [{ name: own, version: one.version ?? '', optional }];
      }),
  };
}

function fromTree(root: NpmTree): Lockfile {
  const lookup = (name: string): Locked | null => {
    const version = root.dependencies?.[name]?.version;
    if (version === undefined) return null;
    const alias = /^npm:(.+)@([^@]+)$/.exec(version);
    return alias === null ? { name, version } : { name: alias[1]!, version: alias[2]! };
  };
  return {
    manager: 'npm',
    // Version 1 knows no workspaces: it speaks for its own directory alone.
    installed: (member, name) => (member === '' ? lookup(name) : null),
    reachable: (_, name) => [lookup(name)].filter((one) => one !== null),
    peersOf: () => [],
  };
}
