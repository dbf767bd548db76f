import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { ForeignRoot, Listing, RepositoryFile } from './discover.js';
import { isEnvLike } from './env-like.js';
import { systemErrorCode } from './errors.js';
import { PRIVATE_DIRECTORY } from './journal.js';

/**
 * The files of a directory outside git: what its `.gitignore` files, one a directory, leave in. `most` ends the walk
 * where more files than that would be listed.
 */
export function listDirectory(root: string, most = Number.POSITIVE_INFINITY): Listing {
  const files: RepositoryFile[] = [];
  const foreign: ForeignRoot[] = [];
  const leaveOut = (path: string, name: Buffer, kind: ForeignRoot['kind']): void => {
    foreign.push({ path, name, kind });
  };

  const walk = (directory: string, outer: readonly Rules[]): void => {
    const rules = [...rulesIn(root, directory), ...outer];
    const entries = entriesOf(join(root, directory));
    if (entries === null) leaveOut(directory.slice(0, -1), Buffer.from(directory.slice(0, -1)), 'unreadable');
    for (const entry of entries ?? []) {
      if (files.length >= most) return;
      const path = directory + entry.name;
      if (entry.isDirectory()) {
        if (SKIPPED.has(entry.name) || isIgnored(rules, `${path}/`)) continue;
        if (existsSync(join(root, path, '.git'))) leaveOut(path, Buffer.from(path), 'nested-repository');
        else walk(`${path}/`, rules);
      } else if (entry.isFile()) {
        if (entry.name.includes('\uFFFD') && !existsSync(join(root, path))) continue; // has no path; by its bytes below
        const ignoredByGit = isIgnored(rules, path);
        if (!ignoredByGit || isEnvLike(path)) files.push({ path, ignoredByGit, tracked: false });
      } else if (entry.isSymbolicLink() && (isEnvLike(path) || !isIgnored(rules, path))) {
        if (!SKIPPED.has(entry.name)) leaveOut(path, Buffer.from(path), 'link');
      }
    }
    if (entries?.some((entry) => entry.name.includes('\uFFFD'))) {
      for (const name of namesThatAreNoText(join(root, directory))) {
        leaveOut(directory + name.toString(), Buffer.concat([Buffer.from(directory), name]), 'file-name');
      }
    }
  };
  walk('', []);
  return { files, foreign };
}

const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules', PRIVATE_DIRECTORY]);

/** The rules of one `.gitignore`, for paths below `directory` ('' or with a `/` at its end). */
interface Rules {
  readonly directory: string;
  readonly matcher: Ignore;
}

/** Null where the directory cannot be read. */
function entriesOf(directory: string): readonly Dirent[] | null {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}

function namesThatAreNoText(directory: string): readonly Buffer[] {
  return readdirSync(directory, { encoding: 'buffer' }).filter(
    (name) => !Buffer.from(name.toString()).equals(name),
  );
}

function rulesIn(root: string, directory: string): readonly Rules[] {
  try {
    const text = readFileSync(join(root, directory, '.gitignore'), 'utf8');
    return [{ directory, matcher: ignore({ ignorecase: false }).add(text) }];
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'EACCES', 'ELOOP'].includes(systemErrorCode(error) ?? '')) return [];
    throw error;
  }
}

/** The nearest file that has a rule for the path decides (gitignore(5)); its parents are known not to be ignored. */
function isIgnored(rules: readonly Rules[], path: string): boolean {
  for (const { directory, matcher } of rules) {
    const { ignored, unignored } = matcher.test(path.slice(directory.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
