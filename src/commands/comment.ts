import { appendFileSync } from 'node:fs';
import { uploadSarif } from '../comment/code-scanning.js';
import { github, githubSource } from '../comment/github.js';
import { gitlab, gitlabSource } from '../comment/gitlab.js';
import { PATIENT, type Patience } from '../comment/http.js';
import { type Kept, keepComment } from '../comment/keep.js';
import type { Environment, Platform } from '../comment/platform.js';
import { markdown } from '../report/markdown.js';
import { type Report, toReport } from '../report/report.js';
import { sarif } from '../report/sarif.js';
import { summaryLine } from '../report/summary.js';
import { WorkError } from '../repository/errors.js';
import { optionsFrom, textOf, type Values } from '../setting-values.js';
import { version } from '../installed.js';
import { reachesThreshold } from './preview.js';
import { deliverReports } from './reports.js';
import { destinationsOf, type Request, settingsOf, targetOf } from './settings.js';
import { print, say } from './terminal.js';

/**
 * Previews, and says it where the change is reviewed: in one comment that is kept up to date, and in the job's summary.
 * Where the token may not comment (a fork's pull request), the summary is all.
 */
export async function comment(
  request: Request,
  environment: Environment = process.env,
  patience: Patience = PATIENT,
): Promise<number> {
  const target = targetOf(request);
  const settings = settingsOf(target, request);
  const destinations = destinationsOf(settings).slice(1);
  const onGithub = textOf(settings.get('platform')) === 'github';
  if (!settings.has('platform'))
    throw new WorkError('comment needs --platform github or --platform gitlab', 2);
  const { migrate } = await import('../migrate.js');
  const migration = await migrate(target, optionsFrom(settings));
  const report = toReport(migration.outcome, { version: version(), showSecrets: false });
  await deliverReports(migration, report, settings, destinations);
  const text = markdown(report, { source: onGithub ? githubSource(environment) : gitlabSource(environment) });

  const platform = onGithub ? github(environment, patience) : gitlab(environment, patience);
  const kept = await commentOn(platform, needsReview(report) ? text : null, settings);
  if (settings.get('upload-sarif') === true && onGithub) {
    const sent = await uploadSarif(sarif(report), environment, patience);
    say(settings, sent ? 'Sent to code scanning.' : 'This token may not write to code scanning.');
  }
  const summary = environment.GITHUB_STEP_SUMMARY;
  if (summary) appendFileSync(summary, `${text}\n`);
  else if (kept === 'not-allowed' || kept === 'no-request') await print(text);
  if (environment.GITHUB_OUTPUT) appendFileSync(environment.GITHUB_OUTPUT, outputs(report, kept));
  say(settings, `Comment: ${kept}. ${summaryLine(report)}`);
  return reachesThreshold(report, textOf(settings.get('fail-on'))) ? 1 : 0;
}

async function commentOn(
  platform: Platform | null,
  text: string | null,
  settings: Values,
): Promise<Kept | 'no-request'> {
  if (platform === null) return 'no-request';
  try {
    return await keepComment(platform, text);
  } catch (error) {
    // The report is worth more than its comment: it still goes to the summary.
    if (!(error instanceof WorkError)) throw error;
    say(settings, `valkey-codemod: ${error.message}`);
    return 'not-allowed';
  }
}

function needsReview(report: Report): boolean {
  return report.files.length > 0 || report.findings.some((finding) => finding.severity !== 'info');
}

/** Outputs of the step, for later ones. */
function outputs({ summary }: Report, kept: string): string {
  return [
    `comment=${kept}`,
    `files=${summary.filesChanged + summary.filesCreated + summary.filesDeleted}`,
    `edits=${summary.edits}`,
    `errors=${summary.findings.error}`,
    `warnings=${summary.findings.warning}`,
    '',
  ].join('\n');
}
