import type { Answered } from '../worker.js';
import { fileScanner, type Look, type ScanTask } from './scan-files.js';

/** Work for one thread of several: each takes the next `step` files, counted in `taken`, until none is left. */
export interface ScanJob extends Omit<ScanTask, 'paths'> {
  /** All paths in one string, which is copied to the thread in one go. */
  readonly joinedPaths: string;
  readonly step: number;
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** What was found in the files from `from` on. */
export interface ScanAnswer {
  readonly from: number;
  readonly looks: readonly Look[];
}

export function runScan({ root, joinedPaths, needles, step, taken }: ScanJob, answer: Answered<ScanAnswer>) {
  const paths = joinedPaths.split('\0');
  const scanFiles = fileScanner({ root, paths, needles });
  for (;;) {
    const from = Atomics.add(taken, 0, step);
    if (from >= paths.length) return;
    const looks = scanFiles(from, Math.min(from + step, paths.length));
    const buffers = looks.flatMap((look) => ('bytes' in look ? [look.bytes.buffer] : []));
    answer({ from, looks }, buffers);
  }
}
