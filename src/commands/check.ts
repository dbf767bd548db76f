import type { Outcome } from '../model.js';
import { toReport } from '../report/report.js';
import { summaryLine } from '../report/summary.js';
import { optionsFrom, textOf } from '../setting-values.js';
import { version } from '../version.js';
import { reachesThreshold } from './preview.js';
import { deliverReports } from './reports.js';
import { destinationsOf, type Request, settingsOf, targetOf } from './settings.js';
import { say } from './terminal.js';

/**
 * Exit code 1 while something is left: a file that a run would still change, or a finding that somebody has to act on
 * (a note, such as a dependency that stays with its reason, is none).
 */
export async function check(request: Request): Promise<number> {
  const target = targetOf(request);
  const settings = settingsOf(target, request);
  destinationsOf(settings);
  const { migrate } = await import('../migrate.js');
  const { outcome: planned } = await migrate(target, optionsFrom(settings));
  const outcome: Outcome = { ...planned, mode: 'check' };
  const report = toReport(outcome, {
    version: version(),
    showSecrets: settings.get('show-secrets') === true,
  });
  await deliverReports(outcome, report, settings);
  say(settings, summaryLine(report));
  const left = report.files.length > 0 || report.findings.some((finding) => finding.severity !== 'info');
  return left || reachesThreshold(report, textOf(settings.get('fail-on'))) ? 1 : 0;
}
