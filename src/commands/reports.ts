import { writeFileSync } from 'node:fs';
import type { Migration } from '../migrate.js';
import type { Report } from '../report/report.js';
import { sourceUrl } from '../repository/source-url.js';
import { systemErrorCode, WorkError } from '../repository/errors.js';
import type { Format } from '../settings.js';
import type { Values } from '../setting-values.js';
import { destinationsOf } from './settings.js';
import { print, wantsColour } from './terminal.js';

/** Makes every report that was asked for and puts each where it belongs. */
export async function deliverReports(
  migration: Migration,
  report: Report,
  settings: Values,
  destinations = destinationsOf(settings),
): Promise<void> {
  for (const { format, file } of destinations) {
    const text = await render(format, migration, report, settings, file === null);
    if (file === null) await show(text, format, settings);
    else writeReport(file, text);
  }
}

/** A report for people goes through a pager where there is a terminal to page on. */
async function show(text: string, format: Format, settings: Values): Promise<void> {
  const pages =
    format === 'pretty' && process.stdout.isTTY && process.stdin.isTTY && settings.get('pager') !== false;
  await (pages ? (await import('./pager.js')).page(text) : print(text));
}

async function render(
  format: Format,
  { repository, outcome }: Migration,
  report: Report,
  settings: Values,
  toStdout: boolean,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../report/json.js')).json(report);
    case 'markdown':
      return (await import('../report/markdown.js')).markdown(report, { source: sourceUrl(repository) });
    case 'sarif':
      return (await import('../report/sarif.js')).sarif(report);
    case 'rdjson':
      return (await import('../report/rdjson.js')).rdjson(report);
    case 'gitlab':
      return (await import('../report/gitlab.js')).gitlab(report);
    case 'junit':
      return (await import('../report/junit.js')).junit(report);
    case 'html':
      return (await import('../report/html.js')).html(report);
    case 'patch':
      return (await import('../report/patch.js')).patch(outcome, report, {
        showSecrets: settings.get('show-secrets') === true,
      });
    case 'pretty':
      return (await import('../report/pretty.js')).pretty(report, {
        colour: toStdout ? wantsColour(process.stdout, settings) : settings.get('color') === true,
        width: toStdout && process.stdout.isTTY ? process.stdout.columns : null,
        verbose: settings.get('verbose') === true,
      });
  }
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new WorkError(
      `${file}: the report cannot be written (${systemErrorCode(error) ?? String(error)})`,
      2,
    );
  }
}
