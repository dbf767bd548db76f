import type { Severity } from '../model.js';
import { printable } from './printable.js';
import { HIDDEN } from './redaction.js';
import type { Report, ReportFile } from './report.js';
import { replacedLines } from './replaced-lines.js';
import { jsonText } from './json-text.js';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/**
 * reviewdog's diagnostic format. It counts columns in bytes, which a redacted report does not know: findings name their
 * line, and suggestions replace whole lines.
 */
export function rdjson(report: Report): string {
  const findings = report.findings.map(({ rule, severity, path, line, message, help }) => ({
    message: help === '' ? message : `${message}\n${help}`,
    location: { path, range: { start: { line } } },
    severity: SEVERITIES[severity],
    code: { value: rule },
  }));
  const source = { name: report.tool.name };
  const diagnostics = [...findings, ...report.files.flatMap(suggestions)];
  return jsonText({ source, diagnostics });
}

function suggestions(file: ReportFile): readonly object[] {
  return replacedLines(file).flatMap(({ removed, added }) => {
    const first = removed[0]?.oldLine;
    const last = removed.at(-1)?.oldLine;
    if (first === undefined || first === null || last === undefined || last === null) return [];
    const text = added.map((line) => line.text).join('\n');
    const shown = `${removed.map((line) => line.text).join('\n')}${text}`;
    const range = { start: { line: first }, end: { line: last } };
    const rules = [
      ...new Set(
        file.edits.filter((edit) => edit.line >= first && edit.line <= last).map((edit) => edit.rule),
      ),
    ];
    return [
      {
        message: printable(`valkey-codemod would change this: ${rules.join(', ')}`),
        location: { path: file.path, range },
        severity: 'INFO',
        ...(rules[0] === undefined ? {} : { code: { value: rules[0] } }),
        ...(shown.includes(HIDDEN) ? {} : { suggestions: [{ range, text }] }),
      },
    ];
  });
}
