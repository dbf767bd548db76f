import { posix } from 'node:path';
import { editFindings } from './edit-findings.js';
import { headline } from './headline.js';
import type { Hunk, HunkLine } from './hunks.js';
import {
  dependencySection,
  findingLines,
  findingSection,
  type Layout,
  nextSection,
  variableSection,
} from './pretty-lists.js';
import { printable, printableLine } from './printable.js';
import type { Report, ReportFile } from './report.js';
import { foundNothing, plural } from './summary.js';
import { coloured, filled, type Piece, plain, rowsOf } from './terminal-text.js';
import { changedWords, type Word } from './words.js';

export interface PrettyOptions extends Omit<Layout, 'paint'> {
  readonly colour: boolean;
}

/** The report for a person at a terminal. */
export function pretty(report: Report, options: PrettyOptions): string {
  const layout = { ...options, paint: options.colour ? coloured : plain };
  const title = filled(headline(report), layout.width, '');
  if (foundNothing(report)) return title;
  const inFiles = new Set(report.files.map((file) => file.path));
  const sections = [
    layout.paint('bold', title.trimEnd()).concat('\n'),
    ...fileSections(report, layout),
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
  return fileSections(report, layout).join('\n');
}

/** Longer created or deleted files, and those of the wrapper (the same in every repository), wait for --verbose. */
const LONGEST_CREATED = 30;

/** A section a file; files that are only named, and lie in one directory, share one. */
function fileSections(report: Report, layout: Layout): readonly string[] {
  const sections: ReportFile[][] = [];
  for (const file of report.files) {
    const [first] = sections.at(-1) ?? [];
    const joins =
      first !== undefined &&
      isNamedOnly(first, report, layout) &&
      isNamedOnly(file, report, layout) &&
      file.status === first.status &&
      file.path.startsWith(`${posix.dirname(first.path)}/`);
    if (joins) sections.at(-1)?.push(file);
    else sections.push([file]);
  }
  return sections.map((files) => {
    const [first] = files;
    if (first === undefined) return '';
    return isNamedOnly(first, report, layout)
      ? namesSection(first, files, report, layout)
      : fileSection(first, report, layout);
  });
}

function isNamedOnly(file: ReportFile, { mode }: Report, { verbose }: Layout): boolean {
  if (file.status === 'changed' || (verbose && mode !== 'check')) return false;
  return (
    mode === 'check' ||
    linesOf(file) > LONGEST_CREATED ||
    (file.edits.length > 0 && file.edits.every((edit) => edit.rule === 'wrapper-file'))
  );
}

function linesOf(file: ReportFile): number {
  return file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
}

function namesSection(
  first: ReportFile,
  files: readonly ReportFile[],
  report: Report,
  layout: Layout,
): string {
  const { paint, width } = layout;
  const [colour, sign] = first.status === 'created' ? (['green', '+'] as const) : (['red', '-'] as const);
  const lines = files.reduce((sum, file) => sum + linesOf(file), 0);
  const how = report.mode === 'check' ? '' : ` ${paint('dim', '(--verbose shows them)')}`;
  const count = `${paint(colour, `  ${sign} ${plural(lines, 'line')}`)}${how}\n`;
  if (files.length === 1) return fileTitle(first, report, layout) + count;
  const directory = posix.dirname(first.path);
  const names = files.map((file) => printable(file.path.slice(directory.length + 1))).join(', ');
  const title = `${paint('bold', `${printable(directory)}/`)} ${paint('dim', `${files.length} files ${statusIn(report, first)}`)}\n`;
  return `${title}${count}${paint('dim', filled(names, width, '    ').trimEnd())}\n`;
}

const TO_DO = { changed: 'to change', created: 'to add', deleted: 'to remove' } as const;

function statusIn({ mode }: Report, { status }: ReportFile): string {
  return mode === 'check' ? TO_DO[status] : status;
}

function fileTitle(file: ReportFile, report: Report, { paint }: Layout): string {
  const ignored = file.ignoredByGit ? ', ignored by git' : '';
  return `${paint('bold', printable(file.path))} ${paint('dim', `${statusIn(report, file)}${ignored}`)}\n`;
}

function fileSection(file: ReportFile, report: Report, layout: Layout): string {
  const title = fileTitle(file, report, layout);
  const findings = report.findings.filter((finding) => finding.path === file.path);
  if (report.mode === 'check') {
    const edits = editFindings({ files: [file] }).map((finding) => ({ ...finding, help: '' }));
    return title + findingLines([...findings, ...edits], layout);
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
