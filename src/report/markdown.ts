import { type FindingGroup, findingGroups, type Place } from './finding-groups.js';
import { headline } from './headline.js';
import { printable } from './printable.js';
import type { Report, ReportFile } from './report.js';
import { foundNothing, plural } from './summary.js';
import { unifiedDiff } from './unified.js';

export interface MarkdownOptions {
  /** Where the repository's files can be seen at this commit, `https://host/owner/name/blob/<commit>`; null when unknown. */
  readonly source: string | null;
}

/** GitHub refuses a comment of 65,536 characters; what is put around this one (a mark, a heading) has room too. */
const LIMIT = 64_000;
/** Diffs may fill what lists leave; lists may not fill more than this, so that a diff or two can be seen. */
const LISTS = 40_000;

/** The report as the comment of a pull request: whole where it fits, else without the diffs, then the lists' ends. */
export function markdown(report: Report, { source }: MarkdownOptions): string {
  const title = `**${escaped(headline(report))}**\n`;
  if (foundNothing(report)) return title;
  const head = `${title}\n${countTable(report)}`;
  const groups = findingGroups(report.findings);
  const lists = [
    cut('Findings', findingItems(groups, source), LISTS / 2) + placesNote(groups),
    cut('URL variables', variableItems(report), LISTS / 4),
    cut('Dependencies', dependencyItems(report), LISTS / 8),
    cut('Next', nextItems(report), LISTS / 8),
  ].filter((list) => list !== '');
  const lead = [head, ...lists].join('\n');
  return `${lead}\n${fileSection(report.files, LIMIT - bytes(lead))}`;
}

function countTable({ summary }: Report): string {
  const { filesScanned, filesChanged, filesCreated, filesDeleted, edits, findings } = summary;
  return [
    '| files looked at | changed | created | deleted | edits | errors | warnings | notes |\n',
    '|---:|---:|---:|---:|---:|---:|---:|---:|\n',
    `| ${[filesScanned, filesChanged, filesCreated, filesDeleted, edits, findings.error, findings.warning, findings.info].join(' | ')} |\n`,
  ].join('');
}

const SIGNS = { error: '🛑', warning: '⚠️', info: 'ℹ️' } as const;
const PLACES = 10;

function findingItems(groups: readonly FindingGroup[], source: string | null): readonly string[] {
  return groups.map(({ severity, rule, message, help, places }) => {
    const shown = places.slice(0, PLACES).map((place) => placeLink(place, source));
    const more = places.length > shown.length ? ` and ${places.length - shown.length} more` : '';
    const advice = help === '' ? '' : ` ${escaped(help)}`;
    return `- ${SIGNS[severity]} ${severity}: ${escaped(message)} (${code(rule)})${advice}<br>${shown.join(', ')}${more}\n`;
  });
}

/** Where the places are that a group does not name. */
function placesNote(groups: readonly FindingGroup[]): string {
  const missing = groups.reduce((sum, { places }) => sum + Math.max(0, places.length - PLACES), 0);
  return missing === 0
    ? ''
    : `\n${plural(missing, 'place')} more: run \`npx valkey-codemod --verbose\` for all of them.\n`;
}

function placeLink({ path, line, said }: Place, source: string | null): string {
  const name = code(`${path}:${line}`);
  const differs = said === '' ? '' : ` ${escaped(said)}`;
  if (source === null) return name + differs;
  return `[${name}](${source}/${path.split('/').map(encodeURIComponent).join('/')}#L${line})${differs}`;
}

function variableItems({ variables }: Report): readonly string[] {
  return variables.map(
    ({ name, decision, reason }) =>
      `- ${code(name)} ${decision}${reason === '' ? '' : `: ${escaped(reason)}`}\n`,
  );
}

function dependencyItems({ dependencies }: Report): readonly string[] {
  return dependencies.map(({ manifest, removed, added, kept }) => {
    const changes = [
      ...removed.map((name) => `− ${code(name)}`),
      ...added.map((name) => `+ ${code(name)}`),
      ...kept.map(({ name, reason }) => `${code(name)} stays: ${escaped(reason)}`),
    ];
    return `- ${code(manifest)}: ${changes.join('; ')}\n`;
  });
}

function nextItems({ next }: Report): readonly string[] {
  return next.map(
    ({ directory, command }) => `1. ${code(command)}${directory === '.' ? '' : ` in ${code(directory)}`}\n`,
  );
}

/** A list under a heading, as much of it as fits; the last line says how much did not. */
function cut(title: string, items: readonly string[], limit: number): string {
  if (items.length === 0) return '';
  const { kept } = within(items, limit);
  const missing = items.length - kept.length;
  const rest = missing > 0 ? `- … and ${missing} more: run \`npx valkey-codemod\` for all of them\n` : '';
  return `### ${title}\n\n${kept.join('')}${rest}`;
}

function fileSection(files: readonly ReportFile[], limit: number): string {
  if (files.length === 0) return '';
  const heading = '### Changes\n\n';
  const note = '\nSome diffs did not fit: run `npx valkey-codemod` for all of them.\n';
  const names = files.map((file) => `- ${code(file.path)} ${status(file)}\n`);
  let room = limit - bytes(heading) - bytes(note) - 200;
  // First every file by its name, then diffs in their order for as long as there is room.
  const listed = within(names, room).kept.length;
  room -= names.slice(0, listed).reduce((sum, name) => sum + bytes(name), 0);
  const blocks = files.slice(0, listed).map((file, index) => {
    const block = details(file);
    const size = bytes(block) - bytes(names[index] ?? '');
    if (size > room) return { whole: false, text: names[index] ?? '' };
    room -= size;
    return { whole: true, text: block };
  });
  const missing = files.length - listed;
  const rest = missing > 0 ? `- … and ${plural(missing, 'more file')}\n` : '';
  const complete = missing === 0 && blocks.every((block) => block.whole);
  return heading + blocks.map((block) => block.text).join('') + rest + (complete ? '' : note);
}

function details(file: ReportFile): string {
  const diff = unifiedDiff(file, file.hunks).replace(/\r(?=\n)/g, '');
  const fence = '`'.repeat(Math.max(3, longestRun(diff) + 1));
  const body = `${fence}diff\n${diff}${diff.endsWith('\n') ? '' : '\n'}${fence}`;
  return `<details><summary><code>${html(file.path)}</code> ${status(file)}</summary>\n\n${body}\n\n</details>\n`;
}

function status({ status: what, ignoredByGit, edits }: ReportFile): string {
  const count = edits.length > 0 ? `, ${plural(edits.length, 'edit')}` : '';
  return `${what}${count}${ignoredByGit ? ', ignored by git' : ''}`;
}

function within(items: readonly string[], limit: number): { readonly kept: readonly string[] } {
  let used = 0;
  const end = items.findIndex((item) => {
    used += bytes(item);
    return used > limit;
  });
  return { kept: end < 0 ? items : items.slice(0, end) };
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * Text of the repository as text: no markup, no HTML, and neither a mention (`@team`) nor a reference (`#1`, GitLab's
 * `!1`), which would call people or link issues.
 */
function escaped(text: string): string {
  return html(text)
    .replace(/[\\`*_{}[\]#|~]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/(?<=[#!$%]|\bGH-)(?=\d)/g, '\u200b');
}

/** A code span that holds any text: in more backticks than it has in a row. */
function code(text: string): string {
  const shown = printable(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = /^`|`$/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

function html(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
