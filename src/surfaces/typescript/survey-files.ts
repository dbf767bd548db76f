import { ignoredLines, ignoreMark } from '../../ignore.js';
import type { TextFile } from '../../model.js';
import { inThreads, isThreadIdle, quietRun, type Run } from '../../threads.js';
import type { TypeScriptFacts } from './facts.js';
import type { FlowFact } from './flow/facts.js';
import type { ModuleMap } from './module-maps.js';
import { wrapperSpecifiers } from './specifier.js';
import type { surveyFile as SurveyFile } from './survey-file.js';
import type { SurveyAnswer, SurveyJob } from './survey-job.js';

/** What one file holds: its references, where the values in it come from and go to, what replaces modules. */
export interface FileSurvey {
  readonly facts: TypeScriptFacts;
  readonly flow: readonly FlowFact[];
  readonly maps: readonly ModuleMap[];
  /** What it makes of wrapper modules that earlier runs left: `packageName` is the module's path without extension. */
  readonly migrated: TypeScriptFacts | null;
}

/** Files that are surveyed while others are still looked for. */
interface Ahead {
  /** Surveys one more; false while there is none, or the parser is not loaded yet. */
  next(): boolean;
  /** All of them, in their order: what is not done yet is surveyed now. */
  all(entries: ReadonlySet<string>, run: Run): Promise<readonly FileSurvey[]>;
}

/** In characters: over a longer one the threads would be done with reading, and wait for work. */
const LONGEST_AHEAD = 15_000;

/**
 * Begins with a list of files that others may still be added to. Loads the parser. What imports a module of a wrapper
 * waits for the end, when it is known which modules earlier runs left; so does what is long.
 */
export function surveyAhead(files: readonly TextFile[], names: ReadonlySet<string>): Ahead {
  const done = new Map<TextFile, FileSurvey>();
  const loaded = import('./survey-file.js');
  let survey: typeof SurveyFile | null = null;
  loaded.then(
    ({ surveyFile }) => {
      survey = surveyFile;
    },
    () => undefined,
  );
  let at = 0;
  return {
    next() {
      const file = files[at];
      if (survey === null || file === undefined) return false;
      at++;
      if (file.text.length <= LONGEST_AHEAD && wrapperSpecifiers(file.text).length === 0)
        done.set(file, withIgnored(survey(file, names, new Set()), file.text));
      return true;
    },
    async all(entries, run) {
      await loaded;
      const rest = files.filter((file) => !done.has(file));
      const late = await surveyFiles(rest, names, entries, run);
      for (const [index, file] of rest.entries()) done.set(file, late[index]!);
      return files.map((file) => done.get(file)!);
    },
  };
}

/**
 * Surveys files, in their order. The parser is loaded only when there is something to parse; many files are shared with
 * a second thread, which loads a parser of its own while this one works.
 */
export async function surveyFiles(
  files: readonly TextFile[],
  names: ReadonlySet<string>,
  entries: ReadonlySet<string>,
  run: Run = quietRun,
): Promise<readonly FileSurvey[]> {
  if (files.length === 0) return [];
  const surveyed: FileSurvey[] = [];
  // The longest first: no thread is left with a long one while the other has nothing to do.
  const order = [...files.keys()].sort((a, b) => files[b]!.text.length - files[a]!.text.length);
  const sorted = order.map((index) => files[index]!);
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const task: SurveyJob = { files: sorted, names, entries, taken };
  const helped =
    charactersOf(files) < (isThreadIdle() ? WORTH_SHARING : WORTH_A_THREAD) || run.jobs === 1
      ? undefined
      : inThreads('survey', 1, task, ({ from, found }: SurveyAnswer) => {
          for (const [at, one] of found.entries()) surveyed[order[from + at]!] = one;
        });
  // A thread that fails while this one is busy is no unhandled rejection: it is awaited below.
  helped?.catch(() => undefined);
  const { surveyFile } = await import('./survey-file.js');
  for (const { from, to } of shares(files.length, taken)) {
    for (let at = from; at < to; at++) surveyed[order[at]!] = surveyFile(sorted[at]!, names, entries);
    run.step('Parsing', to, files.length);
  }
  await helped;
  return surveyed.map((one, index) => withIgnored(one, files[index]!.text));
}

/** Of fewer characters, a thread would parse hardly any before this one is done: one that has to be started for it. */
const WORTH_A_THREAD = 300_000;
/** The same for one that is there already. */
const WORTH_SHARING = 40_000;

function charactersOf(files: readonly TextFile[]): number {
  return files.reduce((sum, { text }) => sum + text.length, 0);
}

/** Takes the next few files, as `taken` counts them for all threads, until none is left. */
export function* shares(
  count: number,
  taken: Int32Array<SharedArrayBuffer>,
): Generator<{ readonly from: number; readonly to: number }> {
  const step = count < 100 ? 1 : 4;
  for (let from = Atomics.add(taken, 0, step); from < count; from = Atomics.add(taken, 0, step))
    yield { from, to: Math.min(from + step, count) };
}

/** A reference on a line that a comment accepts stays, as the comment asks. */
function withIgnored(surveyed: FileSurvey, text: string): FileSurvey {
  if (!text.includes(ignoreMark)) return surveyed;
  const { facts } = surveyed;
  const ignored = ignoredLines(text);
  const stays = {
    rule: 'ignored',
    severity: 'info' as const,
    reason: `a comment (${ignoreMark}) accepts it`,
    help: 'Delete the comment to have it moved.',
  };
  return {
    ...surveyed,
    facts: {
      ...facts,
      references: facts.references.map((one) => (ignored.has(one.line) ? { ...one, stays } : one)),
      notices: facts.notices.map((one) =>
        ignored.has(one.line) ? { ...one, rule: 'ignored', severity: 'info' as const } : one,
      ),
    },
  };
}
