import type { Finding } from '../model.js';
import type { Repository, RepositoryFile } from './discover.js';
import { systemErrorCode } from './errors.js';
import { needleSearch } from './needles.js';
import { readBytes } from './read.js';

export interface Hit {
  readonly file: RepositoryFile;
  /** The whole file; the visitor may keep it. */
  readonly bytes: Buffer;
  /** The needles that are in it. */
  readonly needles: ReadonlySet<string>;
}

/** Reads every file once and hands over those that hold a needle, sorted by path. Reports what it could not read. */
export async function scan(
  repository: Pick<Repository, 'root' | 'files'>,
  needles: readonly string[],
  visit: (hit: Hit) => void,
): Promise<readonly Finding[]> {
  const search = needleSearch(needles);
  const findings: Finding[] = [];
  for (const file of repository.files) {
    try {
      const bytes = readBytes(repository, file.path);
      if (bytes === null || !search.isIn(bytes, bytes.length)) continue;
      visit({ file, bytes, needles: new Set(needles.filter((needle) => bytes.includes(needle))) });
    } catch (error) {
      if (systemErrorCode(error) === null) throw error;
      findings.push(unreadable(file.path, systemErrorCode(error)!));
    }
  }
  return findings;
}

function unreadable(path: string, code: string): Finding {
  return {
    rule: 'unreadable-file',
    severity: 'warning',
    path,
    line: 1,
    column: 1,
    message: `could not be read (${code}), so nobody knows whether it names a Redis client`,
    help: 'make it readable and run again',
  };
}
