import { ignoredLines } from './ignore.js';
import type { Finding, Options, Outcome } from './model.js';
import { clientResolver } from './plan/dialects.js';
import { lockfilesOf } from './plan/lockfiles.js';
import { outcomeOf, type Refusal, type Source } from './plan/outcome.js';
import { asMade } from './plan/made.js';
import { plan } from './plan/plan.js';
import { discover, type Repository } from './repository/discover.js';
import { exposedJournal } from './repository/journal-exposure.js';
import { type Texts, textsOf } from './repository/texts.js';
import { surfaceOf } from './surfaces/registry.js';
import { surveyRepository } from './survey.js';
import { quietRun, type Run } from './threads.js';

/** A repository, and what a run would make of it. */
export interface Migration {
  readonly repository: Repository;
  readonly outcome: Outcome;
}

/**
 * The whole way: discover files, survey them, plan the changes, and apply them to texts. Nothing is written.
 * Throws what `discover` throws for a target that is no readable directory.
 */
export async function migrate(target: string, options: Options, run: Run = quietRun): Promise<Migration> {
  const started = performance.now();
  const repository = await discover(target, options);
  const texts = textsOf(repository);
  const survey = await surveyRepository(repository, texts, run);
  const lockfiles = lockfilesOf({ paths: repository.files.map((file) => file.path), read: texts.raw });
  const planned = plan(survey, lockfiles, clientResolver(survey.scopes, lockfiles), options);
  const decided = outcomeOf(planned.changes, refusalOf(repository, options), sourceOf(texts));
  const { files, findings } = decided;
  const made = asMade(planned, decided);
  const inTarget = (file: string) => repository.target === '' || file.startsWith(`${repository.target}/`);
  return {
    repository,
    outcome: {
      mode: 'preview',
      objectFormat: repository.git?.objectFormat ?? null,
      filesScanned: repository.files.length,
      durationMs: Math.round(performance.now() - started),
      files,
      variables: made.variables,
      dependencies: made.dependencies.filter((one) => inTarget(one.manifest)),
      findings: ordered(
        [...planned.findings, ...findings, ...exposedJournal(repository, files)]
          .filter((one) => inTarget(one.path) && !options.disable.includes(one.rule))
          .map(acceptedBy(texts)),
      ),
      next: files.length > 0 ? planned.next : [],
    },
  };
}

/** What the command line keeps from being edited. */
function refusalOf(repository: Repository, options: Options): Refusal {
  return ({ path, rule, change }) => {
    if (options.declined?.includes(change)) return 'was declined';
    if (!repository.mayEdit(path)) return 'lies outside of what may be edited';
    const surface = surfaceOf(path) ?? 'typescript';
    if (options.only.length > 0 && !options.only.includes(surface))
      return `is of the surface ${surface}, which --only leaves out`;
    if (options.skip.includes(surface)) return `is of the surface ${surface}, which --skip leaves out`;
    return options.disable.includes(rule) ? `needs the rule ${rule}, which --disable turns off` : null;
  };
}

/** A finding on a line that a comment accepts is a note, in whatever kind of file. */
function acceptedBy(texts: Texts): (finding: Finding) => Finding {
  const linesOf = new Map<string, ReadonlySet<number>>();
  return (finding) => {
    if (finding.severity === 'info') return finding;
    const text = () => texts.file(finding.path)?.text ?? '';
    const lines = linesOf.get(finding.path) ?? ignoredLines(text());
    linesOf.set(finding.path, lines);
    return lines.has(finding.line) ? { ...finding, rule: 'ignored', severity: 'info' } : finding;
  };
}

function sourceOf(texts: Texts): Source {
  return (path) => {
    const file = texts.file(path);
    if (file === null) throw new Error(`${path} was planned to change, but its text is gone`);
    return file;
  };
}

function ordered(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
