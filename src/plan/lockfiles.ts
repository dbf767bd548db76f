import type { Manifest } from '../surfaces/manifest/facts.js';
import type { PackageScope, Scopes } from '../repository/scopes.js';
import { isManifest } from '../surfaces/manifest/survey.js';
import { readBunLock } from './lockfiles/bun.js';
import { readNpmLock } from './lockfiles/npm.js';
import { readPnpmLock } from './lockfiles/pnpm.js';
import { readYarnLock } from './lockfiles/yarn.js';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';

/** What a lockfile has installed under a name. */
export interface Locked {
  /** The package itself, where the name is an alias. */
  readonly name: string;
  readonly version: string;
}

/** A package that asks others to bring a package along. */
export interface PeerOf {
  readonly name: string;
  readonly version: string;
  readonly optional: boolean;
}

/** The few answers that the program needs of a lockfile. Directories are relative to the lockfile's own. */
export interface Lockfile {
  readonly manager: PackageManager;
  /** What `name`, listed as `range` in a member's package.json, is installed as. null if the lockfile does not know it. */
  installed(member: string, name: string, range: string): Locked | null;
  /** What `name` may be installed as for a member that does not list it: the hoisted one, or all that there are. */
  reachable(member: string, name: string): readonly Locked[];
  /** The packages, of any depth, that name `name` as their peer. */
  peersOf(name: string): readonly PeerOf[];
}

export interface Lockfiles {
  /** The lockfiles that may govern a scope: those of its directory, else of the nearest one above that has any. */
  governing(scope: PackageScope): readonly LocatedLockfile[];
}

export interface LocatedLockfile {
  readonly path: string;
  readonly directory: string;
  readonly manager: PackageManager;
  /** null if it cannot be read: binary, in conflict, of an unknown version. */
  readonly lockfile: Lockfile | null;
}

const readers: ReadonlyMap<string, (text: string) => Lockfile | null> = new Map([
  ['npm-shrinkwrap.json', readNpmLock],
  ['package-lock.json', readNpmLock],
  ['pnpm-lock.yaml', readPnpmLock],
  ['yarn.lock', readYarnLock],
  ['bun.lock', readBunLock],
  ['bun.lockb', () => null],
]);

const managers: readonly { readonly file: string; readonly manager: PackageManager }[] = [
  { file: 'pnpm-lock.yaml', manager: 'pnpm' },
  { file: 'yarn.lock', manager: 'yarn' },
  { file: 'bun.lock', manager: 'bun' },
  { file: 'bun.lockb', manager: 'bun' },
  { file: 'npm-shrinkwrap.json', manager: 'npm' },
  { file: 'package-lock.json', manager: 'npm' },
];

export function isLockfile(path: string): boolean {
  return readers.has(baseOf(path));
}

/** The repository's lockfiles. One is read when a scope that it governs is asked for, and then once. */
export function lockfilesOf(source: {
  readonly paths: readonly string[];
  read(path: string): string | null;
}): Lockfiles {
  const byDirectory = new Map<string, string[]>();
  for (const path of source.paths.filter(isLockfile)) {
    const directory = directoryOf(path);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), path]);
  }
  const read = new Map<string, LocatedLockfile>();
  const load = (path: string): LocatedLockfile => {
    const known = read.get(path);
    if (known !== undefined) return known;
    const text = source.read(path)?.replaceAll('\r\n', '\n') ?? null;
    const lockfile = text === null ? null : (readers.get(baseOf(path))?.(text) ?? null);
    const manager = lockfile?.manager ?? managers.find((one) => one.file === baseOf(path))!.manager;
    const located = { path, directory: directoryOf(path), manager, lockfile };
    read.set(path, located);
    return located;
  };
  return {
    governing(scope) {
      for (let directory = scope.directory; ; directory = directoryOf(directory)) {
        const paths = byDirectory.get(directory);
        if (paths !== undefined) return chosen(paths, scope.manifest).map(load);
        if (directory === '') return [];
      }
    },
  };
}

/**
 * The package manager of a scope, and the directory to run it in. The name: `packageManager` of the nearest package.json that
 * has the field, else the governing lockfile's, else the one whose workspace file or catalog there is, else npm. The directory: the lockfile's if
 * the scope is that directory or a member of its workspace, else the workspace's root.
 */
export function packageManagerOf(
  scope: PackageScope,
  scopes: Scopes,
  lockfiles: Lockfiles,
): { readonly name: PackageManager; readonly directory: string } {
  const locked = lockfiles.governing(scope)[0];
  const own = lockfilesInside(scope, scopes, lockfiles)[0];
  const root = scopes.rootOf(scope).directory;
  const directory = own?.directory ?? root;
  const declared = [scope, ...scopes.above(scope)]
    .map((one) => named(one.manifest))
    .find((name) => name !== null && (locked === undefined || sameTool(name, locked.manager)));
  if (locked?.manager === 'yarn-berry') return { name: 'yarn-berry', directory };
  if (declared != null) return { name: declared, directory };
  if (locked !== undefined) return { name: locked.manager, directory };
  const workspaceFile = scopes.workspaceFiles.find((one) => one.directory === root);
  const hasOwnCatalog = scopes.catalogs.some((one) => one.directory === root && isManifest(one.path));
  if (workspaceFile === undefined) return { name: hasOwnCatalog ? 'bun' : 'npm', directory };
  return { name: workspaceFile.path.endsWith('.yarnrc.yml') ? 'yarn-berry' : 'pnpm', directory };
}

/** The lockfiles that its own workspace wrote: one further up knows nothing of a scope that is no member there. */
export function lockfilesInside(
  scope: PackageScope,
  scopes: Scopes,
  lockfiles: Lockfiles,
): readonly LocatedLockfile[] {
  const root = scopes.rootOf(scope).directory;
  return lockfiles
    .governing(scope)
    .filter(({ directory }) => root === '' || directory === root || directory.startsWith(`${root}/`));
}

/** Two managers' lockfiles in one directory: `packageManager` says which one counts, else both are asked. */
function chosen(paths: readonly string[], manifest: Manifest | null): readonly string[] {
  const manager = named(manifest);
  const own = paths.filter((path) => {
    const found = managers.find((one) => one.file === baseOf(path));
    return manager !== null && found !== undefined && sameTool(manager, found.manager);
  });
  const left = own.length > 0 ? own : paths;
  // npm reads its shrinkwrap and no package-lock beside it; Bun its text before its binary.
  return left.filter(
    (path) =>
      !(baseOf(path) === 'package-lock.json' && left.some((one) => baseOf(one) === 'npm-shrinkwrap.json')) &&
      !(baseOf(path) === 'bun.lockb' && left.some((one) => baseOf(one) === 'bun.lock')),
  );
}

function named(manifest: Manifest | null): PackageManager | null {
  const match = /^(npm|pnpm|yarn|bun)@(\d+)/.exec(manifest?.packageManager ?? '');
  if (match === null) return null;
  if (match[1] === 'yarn') return Number(match[2]) >= 2 ? 'yarn-berry' : 'yarn';
  return match[1] === 'npm' || match[1] === 'pnpm' || match[1] === 'bun' ? match[1] : null;
}

function sameTool(a: PackageManager, b: PackageManager): boolean {
  return a.replace('-berry', '') === b.replace('-berry', '');
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
