import type { Finding } from '../model.js';
import type { Repository, RepositoryFile } from './discover.js';
import { fileScanner, type Look } from './scan-files.js';
import { inThreads, type Run, usualThreads } from '../threads.js';
import type { ScanAnswer, ScanJob } from './scan-job.js';

export interface Hit {
  readonly file: RepositoryFile;
  /** The file's bytes, of a very large one the first 32 MB; the visitor may keep them. */
  readonly bytes: Buffer;
  /** The needles that are in the file. */
  readonly needles: ReadonlySet<string>;
}

type Visit = (hit: Hit) => void;

/**
 * Reads every file once and hands over those that hold a needle, in the order of the list. Reports files that could
 * not be read. Large repositories are read in threads, which leaves this one free while the promise is pending.
 */
export async function scan(
  repository: Pick<Repository, 'root' | 'files'>,
  needles: readonly string[],
  visit: Visit,
  { threads, step: told }: { readonly threads?: number; readonly step?: Run['step'] } = {},
): Promise<readonly Finding[]> {
  const { root, files } = repository;
  if (files.length === 0 || needles.length === 0) return [];
  const findings: Finding[] = [];
  const workers = threads ?? threadsFor(files.length, null);
  let seen = 0;
  const take = (looks: readonly Look[]): void => {
    seen = Math.min(seen + STEP, files.length);
    told?.('Reading', seen, files.length);
    for (const look of looks) {
      const file = files[look.index]!;
      if ('error' in look) findings.push(unreadable(file.path, look.error));
      else {
        const { buffer, byteOffset, byteLength } = look.bytes;
        const found = new Set(look.needles.map((needle) => needles[needle]!));
        visit({ file, bytes: Buffer.from(buffer, byteOffset, byteLength), needles: found });
      }
    }
  };
  const paths = files.map((file) => file.path);
  if (workers === 0) {
    const scanFiles = fileScanner({ root, paths, needles });
    for (let from = 0; from < paths.length; from += STEP)
      take(scanFiles(from, Math.min(from + STEP, paths.length)));
  } else {
    const step = STEP;
    const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const task: ScanJob = { root, joinedPaths: paths.join('\0'), needles, step, taken };
    await inThreads('scan', workers, task, inOrder(step, take));
  }
  return findings;
}

/** As many files as a thread takes at a time: enough that asking for more costs nothing. */
const STEP = 250;

/** Threads to read with, beside this one; 0 for this one alone. A thread takes 30 ms to start, in which 2,000 files are read. */
export function threadsFor(files: number, jobs: number | null): number {
  if (jobs === 1 || files < 4_000) return 0;
  return jobs ?? usualThreads();
}

/** Passes answers on in the order of the files, and holds back those that came too early. */
function inOrder(step: number, take: (looks: readonly Look[]) => void): (answer: ScanAnswer) => void {
  const early = new Map<number, readonly Look[]>();
  let next = 0;
  return ({ from, looks }) => {
    early.set(from, looks);
    for (let due = early.get(next); due !== undefined; due = early.get(next)) {
      early.delete(next);
      next += step;
      take(due);
    }
  };
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
