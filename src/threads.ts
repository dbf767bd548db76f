import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { installedFile } from './installed.js';

/** More threads than this wait for the disk and one another. */
const MOST = 4;

/** How a run works: with how many threads (null: as many as are worth it), and who hears how far it is. */
export interface Run {
  readonly jobs: number | null;
  readonly step: (what: string, done: number, of: number) => void;
}

/** Nobody listens, and nothing was asked for. */
export const quietRun: Run = { jobs: null, step: () => undefined };

/** How many threads are worth starting beside or instead of this one; at least two, which also overlap waiting. */
export function usualThreads(): number {
  return Math.min(MOST, Math.max(2, availableParallelism()));
}

/**
 * Starts threads that run a module (path from this package's root) and gives each the same task. Resolves when all have
 * ended; rejects, and ends them, when one fails or `answered` throws.
 */
export function inThreads<Task, Answer>(
  module: string,
  threads: number,
  task: Task,
  answered: (answer: Answer) => void,
): Promise<void> {
  const workers = Array.from({ length: threads }, () => new Worker(installedFile(module)));
  const finished = workers.map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        worker.on('message', (answer: Answer) => {
          try {
            answered(answer);
          } catch (error) {
            reject(error);
          }
        });
        worker.on('error', reject);
        worker.on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`a thread of ${module} ended with ${code}`)),
        );
        worker.postMessage(task);
      }),
  );
  return Promise.all(finished).then(
    () => undefined,
    async (error: unknown) => {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw error;
    },
  );
}
