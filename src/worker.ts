import { parentPort, type Transferable } from 'node:worker_threads';

/** What a thread can do, by name: each module is loaded when the first task for it comes. */
const jobs = {
  scan: async () => (await import('./repository/scan-job.js')).runScan,
  survey: async () => (await import('./surfaces/typescript/survey-job.js')).runSurvey,
};

export type Job = keyof typeof jobs;

/** A part of a job's work is done; buffers go over to the thread that asked. */
export type Answered<Answer> = (answer: Answer, buffers?: readonly Transferable[]) => void;

/** `task` is null where the job's code is to be loaded ahead of its work. */
export interface Order {
  readonly job: Job;
  readonly task: unknown;
}

export type Report = { readonly answer: unknown } | { readonly isDone: true };

const report = (message: Report, buffers: readonly Transferable[] = []): void =>
  parentPort?.postMessage(message, [...buffers]);

parentPort?.on('message', async ({ job, task }: Order) => {
  const run: (task: never, answer: Answered<unknown>) => void | Promise<void> = await jobs[job]();
  if (task === null) return;
  // The thread that asked has made the task for this job.
  await run(task as never, (answer, buffers) => report({ answer }, buffers));
  report({ isDone: true });
});
