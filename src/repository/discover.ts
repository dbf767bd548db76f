import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import type { FileEntry } from '../model.js';
import { WorkError } from './errors.js';
import { findWorkTree, type WorkTree } from './git.js';
import { listDirectory } from './list-directory.js';
import { listGit } from './list-git.js';

export interface RepositoryFile extends FileEntry {
  /** In git's index. Always false outside git. */
  readonly tracked: boolean;
}

/** A place that the program does not go into, or a file that it cannot name. */
export interface ForeignRoot {
  /** As text that can be shown: bytes of a name that are no UTF-8 appear as U+FFFD. */
  readonly path: string;
  readonly kind:
    | 'submodule'
    | 'nested-repository'
    | 'committed-node-modules'
    | 'link'
    | 'not-checked-out'
    | 'file-name'
    | 'unreadable';
  /** The name's bytes, relative to the root. */
  readonly name: Buffer;
}

export interface Listing {
  readonly files: readonly RepositoryFile[];
  readonly foreign: readonly ForeignRoot[];
}

export interface Repository extends Listing {
  /** Absolute, without links: the work tree of git around the target, else the target. */
  readonly root: string;
  /** '' or, for instance, `packages/a`: only files in it are edited; facts come from all files. */
  readonly target: string;
  readonly git: Omit<WorkTree, 'root'> | null;
  /** Whether edits may touch a path: inside the target, and let through by `--include` and `--exclude`. */
  readonly mayEdit: (path: string) => boolean;
}

export interface DiscoverOptions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * The files of a repository, sorted by path: those that git tracks, those that it would add, and env-like files even
 * where it ignores them. Links, node_modules, submodules and nested repositories are left out.
 */
export async function discover(target: string, options: DiscoverOptions): Promise<Repository> {
  const { root, git, ...located } = locate(target);
  const listing = git === null ? listDirectory(root) : await listGit(root);
  return {
    root,
    target: located.target,
    git,
    files: [...listing.files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    foreign: listing.foreign,
    mayEdit: editFilter(located.target, options),
  };
}

/** Where the repository of a target is, without a look at its files: all that `undo` needs. */
export function locate(target: string): Pick<Repository, 'root' | 'git' | 'target'> {
  const directory = directoryOf(target);
  const workTree = findWorkTree(directory);
  const root = workTree?.root ?? directory;
  return {
    root,
    git: workTree && { directory: workTree.directory, objectFormat: workTree.objectFormat },
    target: path.relative(root, directory).split(path.sep).join('/'),
  };
}

function directoryOf(target: string): string {
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats === undefined) throw new WorkError(`${target}: no such directory`, 2);
  if (!stats.isDirectory())
    throw new WorkError(`${target} is not a directory; name the directory that holds it`, 2);
  return realpathSync(target);
}

function editFilter(target: string, { include, exclude }: DiscoverOptions): (path: string) => boolean {
  const included = include.length === 0 ? () => true : globs(include);
  const excluded = globs(exclude);
  return (filePath) =>
    (target === '' || filePath.startsWith(`${target}/`)) && included(filePath) && !excluded(filePath);
}

/** A glob matches a path, or a directory above it. */
function globs(patterns: readonly string[]): (path: string) => boolean {
  const trimmed = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/$/, ''));
  return trimmed.length === 0
    ? () => false
    : picomatch(
        trimmed.flatMap((pattern) => [pattern, `${pattern}/**`]),
        { dot: true },
      );
}
