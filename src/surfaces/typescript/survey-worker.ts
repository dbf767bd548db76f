import { parentPort } from 'node:worker_threads';
import type { TextFile } from '../../model.js';
import { surveyFile } from './survey-file.js';
import { type FileSurvey, shares } from './survey-files.js';

/** Work that this thread shares with the one that started it. */
export interface SurveyTask {
  readonly files: readonly TextFile[];
  readonly names: ReadonlySet<string>;
  readonly entries: ReadonlySet<string>;
  /** How many files are taken. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** What the files from `from` on hold. */
export interface SurveyAnswer {
  readonly from: number;
  readonly found: readonly FileSurvey[];
}

parentPort?.once('message', ({ files, names, entries, taken }: SurveyTask) => {
  for (const { from, to } of shares(files.length, taken)) {
    const found = files.slice(from, to).map((file) => surveyFile(file, names, entries));
    parentPort?.postMessage({ from, found } satisfies SurveyAnswer);
  }
});
