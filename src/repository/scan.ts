import type { Finding } from '../model.js';
import type { Repository, RepositoryFile } from './discover.js';
import { loadNoters, type NoteKind } from '../noters.js';
import { inThreads, type Run, usualThreads } from '../threads.js';
import { type ScanAnswer, type ScanJob, sharesOf } from './scan-job.js';

export interface Hit {
  readonly file: RepositoryFile;
  /** The file's bytes, of a very large one the first 32 MB; the visitor may keep them. */
  readonly bytes: Buffer;
  /** The needles that are in the file. */
  readonly needles: ReadonlySet<string>;
}

type Visit = (hit: Hit) => void;

/** How a scan is done, and what else this thread does while it lasts. */
export interface Scanning {
  /** Threads that read beside this one. */
  readonly threads?: number;
  readonly step?: Run['step'];
  /** Does a piece of other work; false while there is none. Asked for before each share that this thread reads. */
  readonly meanwhile?: () => boolean;
  /** Who takes what is noted of sources. */
  readonly notes?: Partial<Record<NoteKind, (noted: Uint32Array) => void>>;
}

/**
 * Reads every file once and hands over those that hold a needle, in the order of the list. Reports files that could
 * not be read. Large repositories are read with the help of threads.
 */
export async function scan(
  repository: Pick<Repository, 'root' | 'files'>,
  needles: readonly string[],
  visit: Visit,
  { threads, step: told, meanwhile, notes = {} }: Scanning = {},
): Promise<readonly Finding[]> {
  const { root, files } = repository;
  if (files.length === 0 || needles.length === 0) return [];
  const findings: Finding[] = [];
  const kinds = Object.keys(notes) as NoteKind[];
  let count = 0;
  const take = inOrder((seen) => {
    for (const [at, kind] of kinds.entries()) notes[kind]?.(seen.notes[at]!);
    count = Math.min(count + STEP, files.length);
    told?.('Reading', count, files.length);
    for (const look of seen.looks) {
      const file = files[look.index]!;
      if ('error' in look) findings.push(unreadable(file.path, look.error));
      else {
        const { buffer, byteOffset, byteLength } = look.bytes;
        const found = new Set(look.needles.map((needle) => needles[needle]!));
        visit({ file, bytes: Buffer.from(buffer, byteOffset, byteLength), needles: found });
      }
    }
  });
  const paths = files.map((file) => file.path);
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const shares = sharesOf({ root, paths, needles }, await loadNoters(kinds), STEP, taken);
  const workers = threads ?? threadsFor(files.length, null);
  if (workers === 0) {
    for (const share of shares) take(share);
    return findings;
  }
  const task: ScanJob = { root, joinedPaths: paths.join('\0'), needles, kinds, step: STEP, taken };
  const helped = inThreads('scan', workers, task, take);
  // One that fails while this one is busy is no unhandled rejection: it is awaited below.
  let isRead = false;
  helped.then(
    () => (isRead = true),
    () => (isRead = true),
  );
  try {
    for (let isLast = false; !isLast; ) {
      await turn();
      if (!isRead && meanwhile?.()) continue;
      const { done, value } = shares.next();
      if (done) isLast = true;
      else take(value);
    }
  } finally {
    Atomics.store(taken, 0, files.length);
    await helped;
  }
  return findings;
}

/** As many files as a thread takes at a time: enough that asking for more costs nothing. */
const STEP = 250;

/**
 * Threads to read with, beside this one; 0 for this one alone. A thread takes 30 ms to start, in which 2,000 files are
 * read.
 */
export function threadsFor(files: number, jobs: number | null): number {
  return files < 4_000 ? 0 : (jobs ?? usualThreads()) - 1;
}

/** Lets what other threads have told come in. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Passes answers on in the order of the files, and holds back those that came too early. */
function inOrder(take: (answer: ScanAnswer) => void): (answer: ScanAnswer) => void {
  const early = new Map<number, ScanAnswer>();
  let next = 0;
  return (answer) => {
    early.set(answer.from, answer);
    for (let due = early.get(next); due !== undefined; due = early.get(next)) {
      early.delete(next);
      next += STEP;
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
