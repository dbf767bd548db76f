import type { Finding } from '../model.js';
import type { Hunk, HunkLine } from './hunks.js';
import { printable, printableLine } from './printable.js';
import type { Report, ReportFile } from './report.js';
import { foundNothing, summaryLine } from './summary.js';

export interface PrettyOptions {
  readonly colour: boolean;
  readonly width: number;
}

/** The report for a person at a terminal. */
export function pretty(report: Report, { colour }: PrettyOptions): string {
  if (foundNothing(report)) return `${summaryLine(report)}\n`;
  const paint = colour ? painted : plain;
  const inFiles = new Set(report.files.map((file) => file.path));
  const elsewhere = report.findings.filter((finding) => !inFiles.has(finding.path));
  const sections = [
    ...report.files.map((file) => fileSection(file, report.findings, report.mode !== 'check', paint)),
    elsewhere.map((finding) => findingLines(finding, paint)).join(''),
    variableSection(report, paint),
    dependencySection(report, paint),
    nextSection(report, paint),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

function painted(style: Style, text: string): string {
  return `\u001b[${CODES[style]}m${text}\u001b[0m`;
}

function plain(_style: Style, text: string): string {
  return text;
}

function fileSection(
  file: ReportFile,
  findings: readonly Finding[],
  withDiff: boolean,
  paint: Paint,
): string {
  const ignored = file.ignoredByGit ? ' (ignored by git)' : '';
  const title = paint('bold', `${printable(file.path)}: ${file.status}${ignored}`);
  const diff = withDiff ? file.hunks.map((hunk) => hunkLines(hunk, paint)).join('') : '';
  const own = findings.filter((finding) => finding.path === file.path);
  return `${title}\n${diff}${own.map((finding) => findingLines(finding, paint)).join('')}`;
}

function hunkLines(hunk: Hunk, paint: Paint): string {
  const last = Math.max(hunk.oldStart + hunk.oldCount, hunk.newStart + hunk.newCount);
  const width = `${last}`.length;
  return (
    hunk.lines.map((line) => `${diffLine(line, width, paint)}\n`).join('') +
    (hunk.lines.length > 0 ? '\n' : '')
  );
}

function diffLine(line: HunkLine, width: number, paint: Paint): string {
  const number = `${line.oldLine ?? line.newLine ?? ''}`.padStart(width);
  const text = printableLine(line.text.replace(/\r$/, ''));
  if (line.kind === 'removed') return `${paint('dim', number)} ${paint('red', `-${text}`)}`;
  if (line.kind === 'added') return `${paint('dim', number)} ${paint('green', `+${text}`)}`;
  return `${paint('dim', number)}  ${text}`.trimEnd();
}

const SEVERITY_STYLE = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

function findingLines(finding: Finding, paint: Paint): string {
  const place = `${printable(finding.path)}:${finding.line}:${finding.column}`;
  const severity = paint(SEVERITY_STYLE[finding.severity], finding.severity);
  const help = finding.help === '' ? '' : `    ${paint('dim', finding.help)}\n`;
  return `${place} ${severity} ${finding.message} [${finding.rule}]\n${help}`;
}

function variableSection(report: Report, paint: Paint): string {
  if (report.variables.length === 0) return '';
  const lines = report.variables.map(
    ({ name, decision, reason }) =>
      `  ${printable(name)}: ${decision}${reason === '' ? '' : `, ${reason}`}\n`,
  );
  return `${paint('bold', 'URL variables')}\n${lines.join('')}`;
}

function dependencySection(report: Report, paint: Paint): string {
  if (report.dependencies.length === 0) return '';
  const lines = report.dependencies.flatMap(({ manifest, removed, added, kept }) => [
    `  ${printable(manifest)}\n`,
    ...removed.map((name) => `    ${paint('red', `- ${printable(name)}`)}\n`),
    ...added.map((name) => `    ${paint('green', `+ ${printable(name)}`)}\n`),
    ...kept.map(({ name, reason }) => `      ${printable(name)} stays: ${reason}\n`),
  ]);
  return `${paint('bold', 'Dependencies')}\n${lines.join('')}`;
}

function nextSection(report: Report, paint: Paint): string {
  if (report.next.length === 0) return '';
  const lines = report.next.map(
    ({ directory, command }) => `  ${directory === '.' ? '' : `(in ${printable(directory)}) `}${command}\n`,
  );
  return `${paint('bold', 'Next')}\n${lines.join('')}`;
}
