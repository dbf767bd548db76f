import type { Finding } from '../model.js';
import { printable } from './printable.js';
import type { Report, ReportEdit, ReportFile } from './report.js';

/** An edit that waits to be made, for formats that know nothing but findings. */
export interface EditFinding extends Finding {
  readonly file: ReportFile;
  readonly edit: ReportEdit;
}

/** The edits of files that exist; a file that is only added has no place that somebody could look at. */
export function editFindings({ files }: Pick<Report, 'files'>): readonly EditFinding[] {
  return files
    .filter((file) => file.status === 'changed')
    .flatMap((file) => file.edits.map((edit) => editFinding(file, edit)));
}

function editFinding(file: ReportFile, edit: ReportEdit): EditFinding {
  return {
    file,
    edit,
    rule: edit.rule,
    severity: 'info',
    path: file.path,
    line: edit.line,
    column: edit.column,
    message: printable(whatBecomes(edit)),
    help: 'valkey-codemod --write makes the whole change that this edit belongs to.',
  };
}

function whatBecomes({ before, after }: ReportEdit): string {
  if (before === '') return `${shortened(after)} is added`;
  return after === '' ? `${shortened(before)} goes` : `${shortened(before)} becomes ${shortened(after)}`;
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 100 ? `${trimmed.slice(0, 100)}…` : trimmed;
}
