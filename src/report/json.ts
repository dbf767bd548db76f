import type { Report, ReportFile } from './report.js';
import { unifiedDiff } from './unified.js';
import { jsonText } from './json-text.js';

/** The report for programs: `schema/report.schema.json` describes it. */
export function json(report: Report): string {
  const value = { ...report, files: report.files.map(fileValue) };
  return jsonText(value);
}

function fileValue({ hunks, ignoredByGit, ...file }: ReportFile): object {
  const diff = unifiedDiff(file, hunks);
  return ignoredByGit ? { ...file, ignoredByGit, diff } : { ...file, diff };
}
