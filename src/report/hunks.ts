import type { Span } from '../model.js';

/** One line of a hunk. `start`..`end` is the line without its `\n`: in the new text for an added line, else in the old. */
export interface HunkLine extends Span {
  readonly kind: 'context' | 'removed' | 'added';
  readonly text: string;
  /** Line numbers from 1; null on the side that does not have the line. */
  readonly oldLine: number | null;
  readonly newLine: number | null;
  /** The last line of a text that does not end with a newline. */
  readonly noNewline: boolean;
}

export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  readonly lines: readonly HunkLine[];
}

interface Replacement extends Span {
  readonly text: string;
}

/** A text cut into lines at `\n` alone, as git does. */
interface Lines {
  readonly text: string;
  /** Where each line starts; one more entry, the length of the text, closes the last. */
  readonly starts: readonly number[];
}

/** Lines `oldFrom`..`oldTo` became `newFrom`..`newTo` (from 0, ends exclusive). */
interface Group {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

const CONTEXT = 3;

/**
 * The hunks of a unified diff between a text and itself with edits spliced in. The edits say which lines can differ,
 * so no search for a longest common subsequence is needed, whatever the size of the file.
 *
 * Context never reaches over a line for which `isHidden` holds (`side` tells the text it belongs to); changed lines
 * are shown regardless: who hides lines checks them.
 */
export function hunksOf(
  before: string,
  after: string,
  edits: readonly Replacement[],
  isHidden: (line: HunkLine) => boolean = () => false,
): readonly Hunk[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const groups = groupsOf(old, now, edits);
  const hunks: OpenHunk[] = [];

  groups.forEach((group, index) => {
    const lowest = Math.max(groups[index - 1]?.oldTo ?? 0, group.oldFrom - CONTEXT);
    const leading = contextLines(old, lowest, group.oldFrom, group.newFrom - group.oldFrom);
    const shownLeading = leading.slice(leading.findLastIndex(isHidden) + 1);

    const highest = Math.min(groups[index + 1]?.oldFrom ?? countOf(old), group.oldTo + CONTEXT);
    const trailing = contextLines(old, group.oldTo, highest, group.newTo - group.oldTo);
    const hidden = trailing.findIndex(isHidden);
    const shownTrailing = hidden < 0 ? trailing : trailing.slice(0, hidden);

    const from = group.oldFrom - shownLeading.length;
    const previous = hunks.at(-1);
    const joins = previous !== undefined && from <= previous.oldEnd;
    const hunk = joins
      ? previous
      : { oldFrom: from, newFrom: group.newFrom - shownLeading.length, oldEnd: from, lines: [] };
    if (!joins) hunks.push(hunk);
    hunk.lines.push(...shownLeading.filter((line) => (line.oldLine ?? 0) > hunk.oldEnd));
    for (let at = group.oldFrom; at < group.oldTo; at++)
      hunk.lines.push(lineAt(old, at, 'removed', at + 1, null));
    for (let at = group.newFrom; at < group.newTo; at++)
      hunk.lines.push(lineAt(now, at, 'added', null, at + 1));
    hunk.lines.push(...shownTrailing);
    hunk.oldEnd = group.oldTo + shownTrailing.length;
  });
  return hunks.map(closed);
}

/** A hunk while lines are added to it; positions count lines from 0. */
interface OpenHunk {
  readonly oldFrom: number;
  readonly newFrom: number;
  oldEnd: number;
  readonly lines: HunkLine[];
}

/** An empty side counts from the line before it, as in every unified diff. */
function closed(hunk: OpenHunk): Hunk {
  const oldCount = hunk.lines.filter((line) => line.oldLine !== null).length;
  const newCount = hunk.lines.filter((line) => line.newLine !== null).length;
  return {
    oldStart: hunk.oldFrom + (oldCount > 0 ? 1 : 0),
    oldCount,
    newStart: hunk.newFrom + (newCount > 0 ? 1 : 0),
    newCount,
    lines: hunk.lines,
  };
}

function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  if (starts.at(-1) !== text.length) starts.push(text.length);
  return { text, starts };
}

function countOf(lines: Lines): number {
  return lines.starts.length - 1;
}

/** The index of the line that holds an offset; the number of lines for the offset behind a last newline. */
function lineIndexAt(lines: Lines, offset: number): number {
  let low = 0;
  let high = lines.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  // The end of a text without a last newline belongs to its last line.
  return low === countOf(lines) && low > 0 && !lines.text.endsWith('\n') ? low - 1 : low;
}

/** The lines that the edits touch, as few as can be: equal lines at both ends of a region are left out. */
function groupsOf(old: Lines, now: Lines, edits: readonly Replacement[]): readonly Group[] {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const groups: Group[] = [];
  let growth = 0;
  for (let index = 0; index < ordered.length; ) {
    const first = ordered[index]!;
    const oldFrom = lineIndexAt(old, first.start);
    const newStart = first.start + growth;
    let last = first;
    // Edits of the same or the next line make one region: what one of them joins or splits shows in the other's lines.
    for (; index < ordered.length; index++) {
      const edit = ordered[index]!;
      if (edit !== first && lineIndexAt(old, edit.start) > lineIndexAt(old, last.end)) break;
      growth += edit.text.length - (edit.end - edit.start);
      last = edit;
    }
    const newEnd = last.end + growth;
    const group = trimmed(old, now, {
      oldFrom,
      oldTo: Math.min(lineIndexAt(old, last.end) + 1, countOf(old)),
      newFrom: lineIndexAt(now, newStart),
      newTo: Math.min(lineIndexAt(now, newEnd) + 1, countOf(now)),
    });
    const previous = groups.at(-1);
    // Neighbours read as git shows them: all that goes, then all that comes.
    if (group && previous?.oldTo === group.oldFrom)
      groups.splice(-1, 1, { ...previous, oldTo: group.oldTo, newTo: group.newTo });
    else if (group) groups.push(group);
  }
  return groups;
}

function trimmed(old: Lines, now: Lines, group: Group): Group | null {
  let { oldFrom, oldTo, newFrom, newTo } = group;
  while (oldFrom < oldTo && newFrom < newTo && sameLine(old, oldFrom, now, newFrom)) {
    oldFrom++;
    newFrom++;
  }
  while (oldFrom < oldTo && newFrom < newTo && sameLine(old, oldTo - 1, now, newTo - 1)) {
    oldTo--;
    newTo--;
  }
  return oldFrom === oldTo && newFrom === newTo ? null : { oldFrom, oldTo, newFrom, newTo };
}

/** Compares with the newline: a last line that gains one has changed. */
function sameLine(a: Lines, indexA: number, b: Lines, indexB: number): boolean {
  return (
    a.text.slice(a.starts[indexA], a.starts[indexA + 1]) ===
    b.text.slice(b.starts[indexB], b.starts[indexB + 1])
  );
}

function contextLines(old: Lines, from: number, to: number, shift: number): HunkLine[] {
  const lines: HunkLine[] = [];
  for (let at = from; at < to; at++) lines.push(lineAt(old, at, 'context', at + 1, at + 1 + shift));
  return lines;
}

function lineAt(
  lines: Lines,
  index: number,
  kind: HunkLine['kind'],
  oldLine: number | null,
  newLine: number | null,
): HunkLine {
  const start = lines.starts[index] ?? 0;
  const next = lines.starts[index + 1] ?? lines.text.length;
  const noNewline = lines.text[next - 1] !== '\n';
  const end = noNewline ? next : next - 1;
  return { kind, text: lines.text.slice(start, end), start, end, oldLine, newLine, noNewline };
}
