import { parentPort } from 'node:worker_threads';
import { fileScanner, type Look, type ScanTask } from './scan-files.js';

/** Work for one thread of several: each takes the next `step` files, counted in `taken`, until none is left. */
export interface WorkerTask extends Omit<ScanTask, 'paths'> {
  /** All paths in one string, which is copied to the thread in one go. */
  readonly joinedPaths: string;
  readonly step: number;
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** What was found in the files from `from` on. */
export interface WorkerAnswer {
  readonly from: number;
  readonly looks: readonly Look[];
}

parentPort?.once('message', ({ root, joinedPaths, needles, step, taken }: WorkerTask) => {
  const paths = joinedPaths.split('\0');
  const scanFiles = fileScanner({ root, paths, needles });
  for (;;) {
    const from = Atomics.add(taken, 0, step);
    if (from >= paths.length) return;
    const looks = scanFiles(from, Math.min(from + step, paths.length));
    const buffers = looks.flatMap((look) => ('bytes' in look ? [look.bytes.buffer] : []));
    parentPort?.postMessage({ from, looks } satisfies WorkerAnswer, buffers);
  }
});
