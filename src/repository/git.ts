import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemErrorCode, WorkError } from './errors.js';

/** A work tree and the directory that holds git's state of it (its own one, where a repository has several). */
export interface WorkTree {
  readonly root: string;
  readonly directory: string;
  /** What the ids of its objects are (gitrevisions(7); SHA-256 since git 2.29). */
  readonly objectFormat: 'sha1' | 'sha256';
}

/** The work tree that a directory lies in, or null where there is none. Throws where git is missing or refuses. */
export function findWorkTree(directory: string): WorkTree | null {
  let output: string;
  try {
    // --absolute-git-dir comes last: it alone can hold a line break.
    output = git(directory, [
      'rev-parse',
      '--is-inside-work-tree',
      '--show-object-format',
      '--show-cdup',
      '--absolute-git-dir',
    ]).toString();
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT' && !liesUnderDotGit(directory)) return null;
    const reason = reasonOf(error);
    if (reason.includes('not a git repository')) return null;
    throw new WorkError(`git cannot read the repository of ${directory}: ${reason}`, 2, { cause: error });
  }
  // A git that is too old for --show-object-format says it back.
  const [, inside, format, up, gitDirectory] =
    /^(true|false)\n([^\n]*)\n(?:([^\n]*)\n)?(.*)\n$/s.exec(output) ?? [];
  if (inside !== 'true' || up === undefined || gitDirectory === undefined) {
    throw new WorkError(
      `${directory} is no work tree: it lies inside a git directory or a bare repository`,
      2,
    );
  }
  return {
    root: path.resolve(directory, up),
    directory: path.normalize(gitDirectory),
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
  };
}

/** What one git command writes to stdout. */
export function git(directory: string, args: readonly string[]): Buffer {
  return execFileSync('git', [...SAFE, ...args], {
    cwd: directory,
    env: gitEnvironment(process.env),
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The same without waiting, so that two commands run side by side. */
export function gitAsync(directory: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...SAFE, ...args], {
      cwd: directory,
      env: gitEnvironment(process.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else
        reject(
          new WorkError(
            `git ${args[0]} failed in ${directory}: ${Buffer.concat(errors).toString().trim()}`,
            2,
          ),
        );
    });
  });
}

/**
 * Of the paths of one work tree that git shows as changed or new, those that stand in the way of a `--write`:
 * tracked files with changes, staged or not, wherever they are, and untracked ones among `edited`. Files that git
 * ignores are never in the way: git could not bring them back anyway, the journal does.
 */
export function uncommitted(
  repository: { readonly root: string },
  edited: readonly string[],
): readonly string[] {
  const status = git(repository.root, [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--ignored=no',
    '--ignore-submodules=all',
  ]);
  const editedPaths = new Set(edited);
  return status
    .toString()
    .split('\0')
    .filter((record) => record !== '' && (!record.startsWith('??') || editedPaths.has(record.slice(3))))
    .map((record) => record.slice(3))
    .sort();
}

/** Neither a program that the repository's configuration names, nor a lock that another git would wait for. */
const SAFE = ['-c', 'core.fsmonitor=false', '--no-optional-locks'];

/**
 * Variables that point git at another repository, index or set of pathspec rules must not leak in, as they do where
 * this program runs from a hook (`git rev-parse --local-env-vars`, git 2.39); configuration from the environment,
 * such as `safe.directory` in CI, must.
 */
function gitEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) =>
      !name.startsWith('GIT_') ||
      /^GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_|VALUE_)|EXEC_PATH|CEILING_)/.test(name),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

function liesUnderDotGit(directory: string): boolean {
  for (let at = directory; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return true;
    if (at === path.dirname(at)) return false;
  }
}

function reasonOf(error: unknown): string {
  if (systemErrorCode(error) === 'ENOENT') return 'git is not installed';
  if (error instanceof Error && 'stderr' in error && error.stderr instanceof Buffer) {
    return error.stderr.toString().trim();
  }
  return String(error);
}
