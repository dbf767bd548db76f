import { posix } from 'node:path';
import { bytes, code, fenced, html } from './markdown-text.js';
import type { ReportFile } from './report.js';
import { plural } from './summary.js';
import { unifiedDiff } from './unified.js';

/** A file in the list: its name alone, and with its diff. */
interface Entry {
  readonly file: ReportFile;
  readonly name: string;
  readonly block: string;
}

/**
 * The changes: every file by its name, then diffs for as long as there is room, those of files that exist before those
 * of files that are only added, which lie together by directory.
 */
export function fileSection(all: readonly ReportFile[], limit: number): string {
  if (all.length === 0) return '';
  const heading = '### Changes\n\n';
  const note = '\nSome diffs did not fit: run `npx valkey-codemod --verbose` for all of them.\n';
  const files = [
    ...all.filter((file) => file.status !== 'created'),
    ...all.filter((file) => file.status === 'created'),
  ];
  const entries = files.map((file) => ({ file, name: nameOf(file), block: details(file) }));
  let room = limit - bytes(heading) - bytes(note) - 500;
  const listed = entries.filter(({ name }) => {
    room -= bytes(name) + GROUP_SIZE;
    return room > 0;
  });
  const whole = new Set(
    listed.filter(({ name, block }) => {
      const size = bytes(block) - bytes(name);
      if (size > room) return false;
      room -= size;
      return true;
    }),
  );
  const shown = (entry: Entry) => (whole.has(entry) ? entry.block : entry.name);
  const missing = files.length - listed.length;
  const rest = missing > 0 ? `\n- … and ${plural(missing, 'more file')}\n` : '';
  return [
    heading,
    ...listed.filter(({ file }) => file.status !== 'created').map(shown),
    ...byDirectory(listed.filter(({ file }) => file.status === 'created')).map((group) =>
      groupOf(group, shown),
    ),
    rest,
    whole.size === files.length ? '' : note,
  ].join('');
}

/** What the frame of a directory may add to each of its files' share. */
const GROUP_SIZE = 20;

/** Files that follow each other and lie below the directory of the first. */
function byDirectory(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const groups: Entry[][] = [];
  for (const entry of entries) {
    const [first] = groups.at(-1) ?? [];
    if (first && entry.file.path.startsWith(`${posix.dirname(first.file.path)}/`)) groups.at(-1)?.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function groupOf(entries: readonly Entry[], shown: (entry: Entry) => string): string {
  const [first] = entries;
  const inside = entries.map(shown).join('');
  if (first === undefined || entries.length < 3) return inside;
  const directory = html(posix.dirname(first.file.path));
  return `<details><summary><code>${directory}/</code> ${plural(entries.length, 'file')} created</summary>\n\n${inside}\n</details>\n\n`;
}

function nameOf(file: ReportFile): string {
  return `- ${code(file.path)} ${status(file)}\n`;
}

/** The blank line at the end: Markdown takes what follows a closing tag directly for a part of its HTML. */
function details(file: ReportFile): string {
  const diff = unifiedDiff(file, file.hunks).replace(/\r(?=\n)/g, '');
  const summary = `<code>${html(file.path)}</code> ${status(file)}`;
  return `<details><summary>${summary}</summary>\n\n${fenced(diff, 'diff')}\n\n</details>\n\n`;
}

function status({ status: what, ignoredByGit, edits }: ReportFile): string {
  const count = what === 'changed' ? `, ${plural(edits.length, 'edit')}` : '';
  return `${what}${count}${ignoredByGit ? ', ignored by git' : ''}`;
}
