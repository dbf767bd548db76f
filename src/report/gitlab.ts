import type { Severity } from '../model.js';
import { editFindings } from './edit-findings.js';
import { fingerprints } from './fingerprint.js';
import type { Report } from './report.js';
import { jsonText } from './json-text.js';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab's code quality report: one entry a finding, and one an edit that waits to be made. */
export function gitlab(report: Report): string {
  const all = [...report.findings, ...editFindings(report)];
  const marks = fingerprints(all);
  const entries = all.map(({ rule, severity, path, line, message, help }, index) => ({
    engine_name: report.tool.name,
    description: help === '' ? message : `${message} ${help}`,
    check_name: rule,
    fingerprint: marks[index],
    severity: SEVERITIES[severity],
    location: { path, lines: { begin: line } },
  }));
  return jsonText(entries);
}
