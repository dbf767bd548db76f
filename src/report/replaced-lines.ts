import type { HunkLine } from './hunks.js';

/** Lines that go, and those that come in their place. */
export interface Replacement {
  readonly removed: readonly HunkLine[];
  readonly added: readonly HunkLine[];
}

/** All replacements of a file, in order. */
export function replacedLines(file: {
  readonly hunks: readonly { readonly lines: readonly HunkLine[] }[];
}): readonly Replacement[] {
  return file.hunks.flatMap((hunk) => replacements(hunk.lines));
}

/** The replacements of a hunk. A side can be empty: lines that only go, or only come. */
export function replacements(lines: readonly HunkLine[]): readonly Replacement[] {
  const found: { removed: HunkLine[]; added: HunkLine[] }[] = [];
  let previous: HunkLine['kind'] = 'context';
  for (const line of lines) {
    const begins =
      line.kind === 'removed' ? previous !== 'removed' : line.kind === 'added' && previous === 'context';
    if (begins) found.push({ removed: [], added: [] });
    if (line.kind !== 'context') found.at(-1)?.[line.kind].push(line);
    previous = line.kind;
  }
  return found;
}
