import { type FindingGroup, findingGroups, type Place } from './finding-groups.js';
import { headline } from './headline.js';
import { fileSection } from './markdown-files.js';
import { bytes, code, escaped } from './markdown-text.js';
import type { Report } from './report.js';
import { foundNothing, plural } from './summary.js';

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
    const advice = help === '' ? '' : `<br>${escaped(help)}`;
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
  const address = path.split('/').map(encodeURIComponent).join('/');
  // A bracket may end the address of a link.
  const closed = address.replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${name}](${source}/${closed}#L${line})${differs}`;
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

function within(items: readonly string[], limit: number): { readonly kept: readonly string[] } {
  let used = 0;
  const end = items.findIndex((item) => {
    used += bytes(item);
    return used > limit;
  });
  return { kept: end < 0 ? items : items.slice(0, end) };
}
