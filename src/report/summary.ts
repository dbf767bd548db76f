import type { Report } from './report.js';

/** The run in one line, for stderr. */
export function summaryLine(report: Report): string {
  const { summary, mode } = report;
  if (summary.filesScanned === 0) return 'There are no files to look at.';
  if (foundNothing(report)) return `No Redis client found in ${plural(summary.filesScanned, 'file')}.`;
  const { error, warning, info } = summary.findings;
  const findings = `${plural(error, 'error')}, ${plural(warning, 'warning')}, ${plural(info, 'note')}`;
  const { filesChanged, filesCreated, filesDeleted } = summary;
  if (filesChanged + filesCreated + filesDeleted === 0) return `Nothing to change; ${findings}.`;
  const changes = `${plural(summary.edits, 'edit')} in ${plural(filesChanged, 'file')}, ${filesCreated} created${filesDeleted > 0 ? `, ${filesDeleted} deleted` : ''}`;
  if (mode === 'write') return `Written: ${changes}; ${findings}. valkey-codemod undo takes it back.`;
  if (mode === 'check') return `Left: ${changes}; ${findings}. valkey-codemod --write makes the changes.`;
  return `${changes}; ${findings}. Nothing was written: --write does it.`;
}

/** No client, no URL, nothing to say. */
export function foundNothing(report: Report): boolean {
  return [report.files, report.findings, report.variables, report.dependencies].every(
    (list) => list.length === 0,
  );
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
