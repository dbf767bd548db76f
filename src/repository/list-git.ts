import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { ForeignRoot, Listing, RepositoryFile } from './discover.js';
import { isEnvLike } from './env-like.js';
import { gitAsync } from './git.js';

/**
 * What git tracks and what it would add, from two runs of `git ls-files` side by side. Files that a sparse checkout
 * leaves out of the work tree count as one place that is not entered, under the first one's name.
 */
export async function listGit(root: string): Promise<Listing> {
  const [shown, ignored] = await Promise.all([
    gitAsync(root, ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--exclude-standard']),
    // --directory: an ignored directory is one record, and is not looked into.
    gitAsync(root, ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']),
  ]);
  const files: RepositoryFile[] = [];
  const foreign = new Map<string, ForeignRoot>();
  const leaveOut = (path: string, name: Buffer, kind: ForeignRoot['kind']): void => {
    foreign.set(name.toString('latin1'), { path, name, kind });
  };

  const isLink = (path: string): boolean =>
    lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;

  let previous = '';
  let isWhole = true;
  for (const { text, bytes } of records(shown)) {
    const { path, mode, isSkipped } = parseRecord(text);
    if (path === previous && bytes === null) continue; // the other stages of a file in conflict
    previous = path;
    const name = (): Buffer =>
      (bytes ?? Buffer.from(text)).subarray(Buffer.byteLength(text.slice(0, -path.length)));
    const modules = path.search(NODE_MODULES);
    if (modules >= 0) {
      const inside = path.slice(0, path.indexOf('node_modules', modules) + 'node_modules'.length);
      if (mode !== null) leaveOut(inside, Buffer.from(inside), 'committed-node-modules');
    } else if (mode === SUBMODULE) leaveOut(path, name(), 'submodule');
    else if (path.endsWith('/')) leaveOut(path.slice(0, -1), name().subarray(0, -1), 'nested-repository');
    else if (bytes !== null) leaveOut(path, name(), 'file-name');
    else if (isSkipped && !existsSync(join(root, path))) {
      if (isWhole) leaveOut(path, name(), 'not-checked-out');
      isWhole = false;
    } else if (mode === null ? isLink(path) : mode === LINK) leaveOut(path, name(), 'link');
    else files.push({ path, ignoredByGit: false, tracked: mode !== null });
  }
  for (const { text: path, bytes } of records(ignored)) {
    if (bytes !== null || !isEnvLike(path) || NODE_MODULES.test(path)) continue;
    if (isLink(path)) leaveOut(path, Buffer.from(path), 'link');
    else files.push({ path, ignoredByGit: true, tracked: false });
  }
  return { files, foreign: [...foreign.values()] };
}

const SUBMODULE = '160000';
const LINK = '120000';
const NODE_MODULES = /(?:^|\/)node_modules(?:\/|$)/;

interface Record {
  readonly text: string;
  /** Only where they are no UTF-8, so that the text does not give them back. */
  readonly bytes: Buffer | null;
}

function* records(output: Buffer): Generator<Record> {
  const whole = output.toString();
  if (!whole.includes('\uFFFD')) {
    for (const text of whole.split('\0')) if (text !== '') yield { text, bytes: null };
    return;
  }
  for (const record of output.toString('latin1').split('\0')) {
    if (record === '') continue;
    const bytes = Buffer.from(record, 'latin1');
    const text = bytes.toString();
    yield { text, bytes: Buffer.from(text).equals(bytes) ? null : bytes };
  }
}

/**
 * `? path` for a file that git does not track, `H 100644 <hash> <stage>\t<path>` for one that it does; with an `S` where
 * a sparse checkout leaves it out (or a person said `--skip-worktree`).
 */
function parseRecord(record: string): { path: string; mode: string | null; isSkipped: boolean } {
  if (record.startsWith('? ')) return { path: record.slice(2), mode: null, isSkipped: false };
  return {
    path: record.slice(record.indexOf('\t') + 1),
    mode: record.slice(2, 8),
    isSkipped: record.startsWith('S'),
  };
}
