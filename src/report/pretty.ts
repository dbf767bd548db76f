import type { Finding, Severity, VariableDecision } from '../model.js';
import { findingGroups } from './finding-groups.js';
import { headline } from './headline.js';
import type { Hunk, HunkLine } from './hunks.js';
import { printable, printableLine } from './printable.js';
import type { Report, ReportFile } from './report.js';
import { foundNothing, plural } from './summary.js';
import { coloured, filled, type Paint, type Piece, padded, plain, rowsOf } from './terminal-text.js';
import { changedWords, type Word } from './words.js';

export interface PrettyOptions {
  readonly colour: boolean;
  /** Columns of the terminal; null off a terminal: nothing is broken into lines then. */
  readonly width: number | null;
  /** Shows created files whole and every place of a finding. */
  readonly verbose: boolean;
}

interface Layout extends PrettyOptions {
  readonly paint: Paint;
}

/** The report for a person at a terminal. */
export function pretty(report: Report, options: PrettyOptions): string {
  const layout = { ...options, paint: options.colour ? coloured : plain };
  const title = filled(headline(report), layout.width, '');
  if (foundNothing(report)) return title;
  const inFiles = new Set(report.files.map((file) => file.path));
  const sections = [
    layout.paint('bold', title.trimEnd()).concat('\n'),
    ...report.files.map((file) => fileSection(file, report, layout)),
    findingSection(
      report.findings.filter((finding) => !inFiles.has(finding.path)),
      layout,
    ),
    variableSection(report.variables, layout),
    dependencySection(report, layout),
    nextSection(report, layout),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

/** The files of a report alone. */
export function prettyFiles(report: Report, options: PrettyOptions): string {
  const layout = { ...options, paint: options.colour ? coloured : plain };
  return report.files.map((file) => fileSection(file, report, layout)).join('\n');
}

/** Longer created or deleted files are shown with --verbose: they are the wrapper's, the same in every repository. */
const LONGEST_CREATED = 30;

function fileSection(file: ReportFile, report: Report, layout: Layout): string {
  const ignored = file.ignoredByGit ? ', ignored by git' : '';
  const title = `${layout.paint('bold', printable(file.path))} ${layout.paint('dim', `${file.status}${ignored}`)}\n`;
  const findings = report.findings.filter((finding) => finding.path === file.path);
  if (report.mode === 'check') return title + findingLines(findings, layout);
  const lines = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  if (file.status !== 'changed' && lines > LONGEST_CREATED && !layout.verbose) {
    const [colour, sign] = file.status === 'created' ? (['green', '+'] as const) : (['red', '-'] as const);
    return `${title}${layout.paint(colour, `  ${sign} ${plural(lines, 'line')}`)} ${layout.paint('dim', '(--verbose shows them)')}\n`;
  }
  const pieces: string[] = [];
  let rest = findings;
  for (const hunk of file.hunks) {
    // A finding stands below the hunk that shows its line, else below all of them.
    const end = hunk.oldStart + hunk.oldCount;
    const own = rest.filter((finding) => finding.line >= hunk.oldStart && finding.line < end);
    rest = rest.filter((finding) => !own.includes(finding));
    pieces.push(hunkLines(hunk, layout) + findingLines(own, layout));
  }
  const last = findingLines(rest, layout);
  return title + [...pieces, ...(last === '' ? [] : [last])].join(layout.paint('dim', '  ⋯\n'));
}

function hunkLines(hunk: Hunk, layout: Layout): string {
  const digits = `${Math.max(hunk.oldStart + hunk.oldCount, hunk.newStart + hunk.newCount)}`.length;
  const words = changedWords(hunk);
  return hunk.lines.map((line) => diffLine(line, words.get(line), digits, layout)).join('');
}

const MARKS = { context: ' ', removed: '-', added: '+' } as const;
const STYLES = { context: null, removed: 'red', added: 'green' } as const;
const WORD_STYLES = { context: null, removed: 'red-word', added: 'green-word' } as const;

function diffLine(
  line: HunkLine,
  words: readonly Word[] | undefined,
  digits: number,
  layout: Layout,
): string {
  const number = `${line.newLine ?? line.oldLine ?? ''}`.padStart(digits);
  const content = words ?? [{ text: line.text, changed: false }];
  const pieces: Piece[] = [
    { text: MARKS[line.kind], style: STYLES[line.kind] },
    ...content.map(({ text, changed }) => ({
      text: printableLine(text.replace(/\r$/, '')),
      style: changed ? WORD_STYLES[line.kind] : STYLES[line.kind],
    })),
  ];
  const width = layout.width === null ? null : Math.max(20, layout.width - digits - 1);
  return rowsOf(pieces, width, layout.paint)
    .map((row, index) => `${layout.paint('dim', index === 0 ? number : ' '.repeat(digits))} ${row}`.trimEnd())
    .map((row) => `${row}\n`)
    .join('');
}

const SEVERITY_STYLE = { error: 'red', warning: 'yellow', info: 'cyan' } as const;
const MANY = 8;

/** Findings of one file, under its diff. */
function findingLines(findings: readonly Finding[], layout: Layout): string {
  return findingGroups(findings)
    .map(({ severity, rule, message, help, places }) => {
      const lines = [...new Set(places.map((place) => place.line))];
      const where = lines.length === 1 ? `line ${lines[0]}` : `lines ${listed(lines.map(String), layout)}`;
      return findingText(severity, rule, `${where}: ${message}`, help, '  ', layout);
    })
    .join('');
}

/** Findings of files that do not change: what is said once, then where. */
function findingSection(findings: readonly Finding[], layout: Layout): string {
  const groups = findingGroups(findings).map(({ severity, rule, message, help, places }) => {
    const shown = layout.verbose ? places : places.slice(0, MANY);
    const more = places.length - shown.length;
    const list = shown.map((place) => `  ${printable(place.path)}:${place.line}:${place.column}\n`).join('');
    const rest = more > 0 ? layout.paint('dim', `  and ${more} more (--verbose lists them)\n`) : '';
    return findingText(severity, rule, message, help, '', layout) + list + rest;
  });
  return groups.join('\n');
}

function findingText(
  severity: Severity,
  rule: string,
  message: string,
  help: string,
  indent: string,
  { paint, width }: Layout,
): string {
  const text = filled(`${severity} ${message} [${rule}]`, width, indent);
  const styled = text.replace(severity, paint(SEVERITY_STYLE[severity], severity));
  return (
    styled + (help === '' ? '' : paint('dim', filled(help, width, `${indent}  `).trimEnd()).concat('\n'))
  );
}

function variableSection(variables: readonly VariableDecision[], layout: Layout): string {
  if (variables.length === 0) return '';
  const names = variables.map(({ name }) => printable(name));
  const nameWidth = Math.min(30, Math.max(...names.map((name) => name.length)));
  const rows = variables.map(({ decision, reason, definitions, readers }, index) => {
    const counts = `${plural(definitions.length, 'definition')}, ${plural(readers.length, 'reader')}`;
    const style = decision === 'left' ? 'yellow' : 'green';
    const row = `  ${padded(names[index] ?? '', nameWidth)}  ${layout.paint(style, decision)}\n`;
    const detail = reason === '' ? counts : `${reason} (${counts})`;
    return row + layout.paint('dim', filled(detail, layout.width, '      ').trimEnd()).concat('\n');
  });
  return `${layout.paint('bold', 'URL variables')}\n${rows.join('')}`;
}

function dependencySection({ dependencies }: Report, layout: Layout): string {
  if (dependencies.length === 0) return '';
  const lines = dependencies.flatMap(({ manifest, removed, added, kept }) => [
    `  ${printable(manifest)}\n`,
    ...removed.map((name) => `    ${layout.paint('red', `- ${printable(name)}`)}\n`),
    ...added.map((name) => `    ${layout.paint('green', `+ ${printable(name)}`)}\n`),
    ...kept.map(({ name, reason }) => filled(`${printable(name)} stays: ${reason}`, layout.width, '      ')),
  ]);
  return `${layout.paint('bold', 'Dependencies')}\n${lines.join('')}`;
}

function nextSection({ next }: Report, layout: Layout): string {
  if (next.length === 0) return '';
  const lines = next.map(({ directory, command }, index) => {
    const where = directory === '.' ? '' : layout.paint('dim', `  (in ${printable(directory)})`);
    return `  ${index + 1}. ${command}${where}\n`;
  });
  return `${layout.paint('bold', 'Next')}\n${lines.join('')}`;
}

function listed(names: readonly string[], { verbose }: Layout): string {
  if (verbose || names.length <= MANY) return names.join(', ');
  return `${names.slice(0, MANY).join(', ')} and ${names.length - MANY} more`;
}
