import { loadNoters, type NoteKind, type Noter } from '../noters.js';
import type { Answered } from '../worker.js';
import { fileScanner, type Seen, type ScanTask } from './scan-files.js';

/** Work for one thread of several: each takes the next `step` files, counted in `taken`, until none is left. */
export interface ScanJob extends Omit<ScanTask, 'paths'> {
  /** All paths in one string, which is copied to the thread in one go. */
  readonly joinedPaths: string;
  /** What is noted of sources. */
  readonly kinds: readonly NoteKind[];
  readonly step: number;
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** What was found in the files from `from` on. */
export interface ScanAnswer extends Seen {
  readonly from: number;
}

export async function runScan(
  { joinedPaths, kinds, step, taken, ...task }: ScanJob,
  answer: Answered<ScanAnswer>,
): Promise<void> {
  const noters = await loadNoters(kinds);
  for (const share of sharesOf({ ...task, paths: joinedPaths.split('\0') }, noters, step, taken)) {
    const bytes = share.looks.flatMap((look) => ('bytes' in look ? [look.bytes.buffer] : []));
    answer(share, [...bytes, ...share.notes.map((one) => one.buffer)]);
  }
}

/** Reads a thread's shares of the files, each when it is asked for. */
export function* sharesOf(
  task: ScanTask,
  noters: readonly Noter[],
  step: number,
  taken: ScanJob['taken'],
): Generator<ScanAnswer, null> {
  const scanFiles = fileScanner(task, noters);
  for (;;) {
    const from = Atomics.add(taken, 0, step);
    if (from >= task.paths.length) return null;
    yield { from, ...scanFiles(from, Math.min(from + step, task.paths.length)) };
  }
}
