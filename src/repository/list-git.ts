import type { ForeignRoot, Listing, RepositoryFile } from './discover.js';
import { isEnvLike } from './env-like.js';
import { gitAsync } from './git.js';

/**
 * What git tracks and what it would add, from two runs of `git ls-files` side by side. Links that git tracks are left
 * out here; one that it does not track shows as a link when it is opened (`read.ts`).
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

  let previous = '';
  for (const { text, bytes } of records(shown)) {
    const { path, mode } = parseRecord(text);
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
    else if (mode !== LINK) files.push({ path, ignoredByGit: false, tracked: mode !== null });
  }
  for (const { text: path, bytes } of records(ignored)) {
    if (bytes === null && isEnvLike(path) && !NODE_MODULES.test(path)) {
      files.push({ path, ignoredByGit: true, tracked: false });
    }
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

/** `? path` for a file that git does not track, `H 100644 <hash> <stage>\t<path>` for one that it does. */
function parseRecord(record: string): { path: string; mode: string | null } {
  if (record.startsWith('? ')) return { path: record.slice(2), mode: null };
  return { path: record.slice(record.indexOf('\t') + 1), mode: record.slice(2, 8) };
}
