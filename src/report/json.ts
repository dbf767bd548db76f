import type { Report, ReportFile } from './report.js';
import { unifiedDiff } from './unified.js';

/** The report for programs: `schema/report.schema.json` describes it. */
export function json(report: Report): string {
  const value = { ...report, files: report.files.map(fileValue) };
  return `${JSON.stringify(value, null, 2).replace(TURNS_DIRECTION, escaped)}\n`;
}

function fileValue({ hunks, ignoredByGit, ...file }: ReportFile): object {
  const diff = unifiedDiff(file, hunks);
  return ignoredByGit ? { ...file, ignoredByGit, diff } : { ...file, diff };
}

/** What JSON lets through although it makes a page read other than it is; such characters stand in strings only. */
const TURNS_DIRECTION = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
