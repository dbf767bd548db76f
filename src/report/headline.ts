import { printable } from './printable.js';
import type { Report } from './report.js';
import { foundNothing, plural } from './summary.js';

/** What a run would do, did, or found left, in one sentence. */
export function headline(report: Report): string {
  const { summary, mode } = report;
  if (summary.filesScanned === 0) return 'There are no files to look at.';
  if (foundNothing(report)) return `No Redis client found in ${plural(summary.filesScanned, 'file')}.`;
  const parts = [files(report), clients(report), variables(report), packages(report), needs(report)].filter(
    (part) => part !== '',
  );
  const sentence = parts.join('; ');
  const start = mode === 'write' ? 'Done: ' : mode === 'check' ? 'Left: ' : 'Would ';
  return `${start}${sentence}.`;
}

const VERBS = {
  preview: { change: 'change', add: 'add', remove: 'remove' },
  write: { change: 'changed', add: 'added', remove: 'removed' },
  check: { change: 'change', add: 'add', remove: 'remove' },
} as const;

function files({ summary, mode }: Report): string {
  const verbs = VERBS[mode];
  const { filesChanged, filesCreated, filesDeleted } = summary;
  const all = filesChanged + filesCreated + filesDeleted;
  if (all === 0)
    return mode === 'write' ? 'nothing to change' : mode === 'check' ? 'no file to change' : 'change no file';
  if (mode === 'check') return `${plural(all, 'file')} to change`;
  if (filesChanged + filesDeleted === 0) return `${verbs.add} ${plural(filesCreated, 'file')}`;
  const added = filesCreated > 0 ? ` and ${verbs.add} ${filesCreated}` : '';
  const removed = filesDeleted > 0 ? ` and ${verbs.remove} ${filesDeleted}` : '';
  return `${verbs.change} ${plural(filesChanged, 'file')}${added}${removed}`;
}

const IMPORTS: ReadonlySet<string> = new Set(['import-specifier', 'require-specifier', 'type-specifier']);

/** The clients whose imports move, and in how many files. */
function clients({ files: all, mode }: Report): string {
  const imports = all
    .map(({ edits }) => edits.filter(({ rule }) => IMPORTS.has(rule)))
    .filter((edits) => edits.length > 0);
  if (imports.length === 0) return '';
  const names = listed(unique(imports.flat().map(({ before }) => packageOf(before))));
  const verb = { preview: ' move', write: ' moved', check: '' }[mode];
  return `imports of ${names}${verb} in ${plural(imports.length, 'file')}`;
}

/** `@redis/client` of `@redis/client/dist/x`. */
function packageOf(specifier: string): string {
  return printable(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
}

function variables({ variables: all, mode }: Report): string {
  if (all.length === 0) return '';
  const stays = all.filter((variable) => variable.decision === 'left').length;
  const moves = all.length - stays;
  if (mode === 'check') return stays > 0 ? `${plural(stays, 'URL variable')} without proof` : '';
  if (stays === 0) return `${plural(moves, 'URL variable')} ${moves === 1 ? 'moves' : 'move'} to valkey`;
  if (moves === 0) return `${plural(stays, 'URL variable')} ${stays === 1 ? 'stays' : 'stay'}`;
  return `${moves} of ${plural(all.length, 'URL variable')} ${moves === 1 ? 'moves' : 'move'} to valkey`;
}

function packages({ dependencies }: Report): string {
  const removed = unique(dependencies.flatMap((dependency) => dependency.removed));
  const added = unique(dependencies.flatMap((dependency) => dependency.added));
  const parts = [];
  if (removed.length > 0) parts.push(`${listed(removed)} ${removed.length === 1 ? 'goes' : 'go'}`);
  if (added.length > 0) parts.push(`${listed(added)} ${added.length === 1 ? 'comes' : 'come'}`);
  return parts.join(', ');
}

function needs({ summary }: Report): string {
  const { error, warning } = summary.findings;
  const count = error + warning;
  if (count === 0) return 'nothing needs a person';
  return `${plural(count, 'place')} ${count === 1 ? 'needs' : 'need'} a person`;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function listed(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
}
