import { readFileSync, writeFileSync } from 'node:fs';
import type { Outcome } from '../model.js';
import { baselineOf, beyond, parseBaseline } from '../report/baseline.js';
import { type Report, toReport } from '../report/report.js';
import { plural, summaryLine } from '../report/summary.js';
import { systemErrorCode, WorkError } from '../repository/errors.js';
import { optionsFrom, textOf, type Values } from '../setting-values.js';
import { version } from '../installed.js';
import { reachesThreshold } from './preview.js';
import { deliverReports } from './reports.js';
import { destinationsOf, type Request, settingsOf, targetOf } from './settings.js';
import { withProgress } from './progress.js';
import { say } from './terminal.js';

/**
 * Exit code 1 while something is left: a file that a run would still change, or a finding that somebody has to act on
 * (a note, such as a dependency that stays with its reason, is none). A baseline accepts what it lists.
 */
export async function check(request: Request): Promise<number> {
  const target = targetOf(request);
  const settings = settingsOf(target, request);
  destinationsOf(settings);
  const baselineFile = baselineFileOf(settings);
  const { migrate } = await import('../migrate.js');
  const { repository, outcome: planned } = await withProgress(settings, (running) =>
    migrate(target, optionsFrom(settings), running),
  );
  const outcome: Outcome = { ...planned, mode: 'check' };
  const whole = toReport(outcome, {
    version: version(),
    showSecrets: settings.get('show-secrets') === true,
  });
  if (baselineFile !== null && settings.get('update-baseline') === true) {
    return updateBaseline(baselineFile, whole, settings);
  }
  const report = baselineFile === null ? whole : beyond(whole, readBaseline(baselineFile));
  await deliverReports({ repository, outcome }, report, settings);
  say(settings, summaryLine(report));
  const left = report.files.length > 0 || report.findings.some((finding) => finding.severity !== 'info');
  return left || reachesThreshold(report, textOf(settings.get('fail-on'))) ? 1 : 0;
}

function baselineFileOf(settings: Values): string | null {
  const file = textOf(settings.get('baseline'));
  if (file === null && settings.get('update-baseline') === true) {
    throw new WorkError('--update-baseline needs --baseline FILE, the file to write', 2);
  }
  return file;
}

function readBaseline(file: string): { readonly version: 1; readonly accepted: readonly string[] } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error) ?? 'unknown reason';
    throw new WorkError(`${file}: the baseline cannot be read (${code}); make it with --update-baseline`, 2);
  }
  const baseline = parseBaseline(text);
  if (baseline === null) throw new WorkError(`${file} is no baseline; make it with --update-baseline`, 2);
  return baseline;
}

function updateBaseline(file: string, report: Report, settings: Values): number {
  const baseline = baselineOf(report);
  try {
    writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    throw new WorkError(
      `${file}: the baseline cannot be written (${systemErrorCode(error) ?? String(error)})`,
      2,
    );
  }
  say(settings, `${file}: ${plural(baseline.accepted.length, 'leftover')} accepted`);
  return 0;
}
