import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { installedFile } from './installed.js';
import type { Job, Order, Report } from './worker.js';

/** More threads than this wait for the disk and one another. */
const MOST = 4;

/** How a run works: with how many threads (null: as many as are worth it), and who hears how far it is. */
export interface Run {
  readonly jobs: number | null;
  readonly step: (what: string, done: number, of: number) => void;
}

/** Nobody listens, and nothing was asked for. */
export const quietRun: Run = { jobs: null, step: () => undefined };

/** How many threads are worth working with, this one among them; at least two, which also overlap waiting. */
export function usualThreads(): number {
  return Math.min(MOST, Math.max(2, availableParallelism()));
}

/** Threads without work. They do not keep the process from ending. */
const idle: Worker[] = [];

/**
 * Gives each of some threads the same task of a job. Resolves when all have done it; rejects, and ends them, when one
 * fails or `answered` throws. Threads that an earlier task left are used again: starting one costs as much as parsing
 * fifty files.
 */
export function inThreads<Task, Answer>(
  job: Job,
  threads: number,
  task: Task,
  answered: (answer: Answer) => void,
): Promise<void> {
  const workers = Array.from({ length: threads }, () => idle.pop() ?? startThread());
  return Promise.all(workers.map((worker) => give(worker, job, task, answered))).then(
    () => undefined,
    async (error: unknown) => {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw error;
    },
  );
}

/** Starts a thread, if none is idle, and has it load what a job needs while this one is busy with something else. */
export function prepareThread(job: Job): void {
  if (idle.length > 0 || availableParallelism() === 1) return;
  const worker = startThread();
  worker.postMessage({ job, task: null } satisfies Order);
  rest(worker);
}

/** Is there a thread that has been started already, and waits? */
export function isThreadIdle(): boolean {
  return idle.length > 0;
}

/** Ends the threads that are idle, without waiting for it: what they hold is given back. */
export function endThreads(): void {
  for (const worker of idle.splice(0)) void worker.terminate();
}

function startThread(): Worker {
  const worker = new Worker(installedFile('dist/worker.cjs'));
  // One that fails or ends while it is idle is not used; the next task tells what is wrong.
  const forget = (): void => {
    const index = idle.indexOf(worker);
    if (index >= 0) idle.splice(index, 1);
  };
  worker.on('error', forget).on('exit', forget);
  return worker;
}

function rest(worker: Worker): void {
  worker.unref();
  idle.push(worker);
}

function give<Task, Answer>(
  worker: Worker,
  job: Job,
  task: Task,
  answered: (answer: Answer) => void,
): Promise<void> {
  worker.ref();
  return new Promise<void>((resolve, reject) => {
    const failed = (error: unknown): void => {
      forget();
      reject(error);
    };
    const ended = (code: number): void => failed(new Error(`a thread for ${job} ended with ${code}`));
    const reported = (report: Report): void => {
      if ('isDone' in report) {
        forget();
        rest(worker);
        resolve();
        return;
      }
      try {
        // The job's own answer.
        answered(report.answer as Answer);
      } catch (error) {
        failed(error);
      }
    };
    const forget = (): void => void worker.off('message', reported).off('error', failed).off('exit', ended);
    worker.on('message', reported).on('error', failed).on('exit', ended);
    worker.postMessage({ job, task } satisfies Order);
  });
}
