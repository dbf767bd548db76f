import type { Finding } from '../model.js';
import { printable } from './printable.js';
import type { Report } from './report.js';

/**
 * JUnit's XML for a CI that knows only that: a case for every file that changes or has a finding. It fails where
 * somebody has to act, and under `check` where the file would still change.
 */
export function junit(report: Report): string {
  const paths = [
    ...new Set([...report.files.map((file) => file.path), ...report.findings.map((finding) => finding.path)]),
  ];
  const cases = paths.sort().map((path) => testCase(path, report));
  const all =
    cases.length > 0
      ? cases
      : [{ failed: false, xml: '    <testcase classname="valkey-codemod" name="no Redis client"/>\n' }];
  const failures = all.filter(({ failed }) => failed).length;
  const counts = `tests="${all.length}" failures="${failures}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="valkey-codemod" ${counts}>\n`,
    `  <testsuite name="valkey-codemod ${report.mode}" ${counts} errors="0" skipped="0">\n`,
    ...all.map(({ xml }) => xml),
    '  </testsuite>\n</testsuites>\n',
  ].join('');
}

function testCase(path: string, report: Report): { readonly failed: boolean; readonly xml: string } {
  const findings = report.findings.filter((finding) => finding.path === path);
  const changes = report.mode === 'check' && report.files.some((file) => file.path === path);
  const acts = findings.filter((finding) => finding.severity !== 'info');
  const failed = acts.length > 0 || changes;
  const opening = `    <testcase classname="valkey-codemod" name="${xml(path)}"`;
  if (!failed) return { failed, xml: `${opening}/>\n` };
  const lines = [...(changes ? ['valkey-codemod --write would change this file'] : []), ...acts.map(lineOf)];
  const failure = `      <failure message="${xml(lines[0] ?? '')}">${xml(lines.join('\n'))}</failure>\n`;
  return { failed, xml: `${opening}>\n${failure}    </testcase>\n` };
}

function lineOf({ path, line, column, severity, rule, message, help }: Finding): string {
  return `${path}:${line}:${column} ${severity} ${message} [${rule}]${help === '' ? '' : ` ${help}`}`;
}

function xml(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
