import type { TextFile } from '../../model.js';
import type { Answered } from '../../worker.js';
import { surveyFile } from './survey-file.js';
import { type FileSurvey, shares } from './survey-files.js';

/** Work that this thread shares with the one that started it. */
export interface SurveyJob {
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

export function runSurvey({ files, names, entries, taken }: SurveyJob, answer: Answered<SurveyAnswer>) {
  for (const { from, to } of shares(files.length, taken))
    answer({ from, found: files.slice(from, to).map((file) => surveyFile(file, names, entries)) });
}
