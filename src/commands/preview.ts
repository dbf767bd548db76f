import type { Outcome, Severity } from '../model.js';
import { type Report, toReport } from '../report/report.js';
import { plural, summaryLine } from '../report/summary.js';
import { WorkError } from '../repository/errors.js';
import { migrate } from '../migrate.js';
import { apply, pendingRun } from '../repository/apply.js';
import { filesAsWritten } from '../repository/undo.js';
import { optionsFrom, textOf, type Values } from '../setting-values.js';
import { version } from '../installed.js';
import { deliverReports } from './reports.js';
import { destinationsOf, type Request, settingsOf, targetOf } from './settings.js';
import { withProgress } from './progress.js';
import { say } from './terminal.js';

/** Shows what would change; with `--write`, changes it. Resolves to the exit code. */
export async function preview(request: Request): Promise<number> {
  const target = targetOf(request);
  const settings = settingsOf(target, request);
  destinationsOf(settings);

  const options = optionsFrom(settings);
  let { repository, outcome: planned } = await withProgress(settings, (running) =>
    migrate(target, options, running),
  );

  if (pendingRun(repository) !== null) {
    say(
      settings,
      `valkey-codemod: an earlier --write was interrupted; \`valkey-codemod undo ${target}\` puts its files back`,
    );
  }
  const interactive = settings.get('interactive') === true;
  const writes = interactive || settings.get('write') === true;
  if (writes) await refuseDirty(repository, planned, settings);
  if (interactive && planned.files.length > 0) {
    const { decideAtTerminal } = await import('./interactive.js');
    const declined = await decideAtTerminal(planned, settings);
    if (declined === null) {
      say(settings, 'Nothing was written.');
      return 0;
    }
    if (declined.length > 0)
      ({ repository, outcome: planned } = await migrate(target, { ...options, declined }));
  }
  if (writes) apply(repository, planned.files);
  const outcome: Outcome = { ...planned, mode: writes ? 'write' : 'preview' };
  const started = performance.now();
  const report = toReport(outcome, {
    version: version(),
    showSecrets: settings.get('show-secrets') === true,
  });
  try {
    await deliverReports({ repository, outcome }, report, settings);
  } catch (error) {
    if (!writes || outcome.files.length === 0 || !(error instanceof WorkError)) throw error;
    const done = `${plural(outcome.files.length, 'file')} had been written before; valkey-codemod undo takes it back`;
    throw new WorkError(`${error.message}; ${done}`, 3, { cause: error });
  }
  if (settings.get('verbose') === true) {
    const took = Math.round(performance.now() - started);
    say(settings, `Looking and judging took ${outcome.durationMs} ms, the report ${took} ms.`);
  }
  say(settings, summaryLine(report));
  return reachesThreshold(report, textOf(settings.get('fail-on'))) ? 1 : 0;
}

type Repository = Awaited<ReturnType<typeof import('../migrate.js').migrate>>['repository'];

async function refuseDirty(repository: Repository, outcome: Outcome, settings: Values): Promise<void> {
  const { uncommitted } = await import('../repository/git.js');
  const paths = outcome.files.map((file) => file.path);
  // A second --write before the first is committed has nothing to do, and what is changed is its own.
  const own = paths.length === 0 ? filesAsWritten(repository) : new Set<string>();
  const dirty =
    repository.git === null || settings.get('allow-dirty') === true
      ? []
      : uncommitted(repository, paths).filter((path) => !own.has(path));
  if (dirty.length > 0) {
    const shown = dirty.slice(0, 5).map((path) => `\n  ${JSON.stringify(path).slice(1, -1)}`);
    const more = dirty.length > shown.length ? `\n  and ${dirty.length - shown.length} more` : '';
    throw new WorkError(
      `there are uncommitted changes; commit or stash them, or write all the same with --allow-dirty:${shown.join('')}${more}`,
      2,
    );
  }
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** `--fail-on`: is there a finding at least that severe? */
export function reachesThreshold(report: Pick<Report, 'findings'>, threshold: string | null): boolean {
  if (threshold !== 'error' && threshold !== 'warning' && threshold !== 'info') return false;
  return report.findings.some((finding) => RANK[finding.severity] >= RANK[threshold]);
}
