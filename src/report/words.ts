import { diffWordsWithSpace } from 'diff';
import type { Hunk, HunkLine } from './hunks.js';
import { replacements } from './replaced-lines.js';

/** A piece of a line; `changed` where the other side of the diff reads otherwise. */
export interface Word {
  readonly text: string;
  readonly changed: boolean;
}

/** Beyond this a comparison by words costs more than it shows. */
const LONGEST = 2000;

/**
 * The words of each line that has a counterpart: where as many lines go as come, they belong together one by one. A
 * line without a counterpart is not in the map.
 */
export function changedWords(hunk: Hunk): ReadonlyMap<HunkLine, readonly Word[]> {
  const words = new Map<HunkLine, readonly Word[]>();
  for (const { removed, added } of replacements(hunk.lines)) {
    if (removed.length !== added.length) continue;
    removed.forEach((before, index) => {
      const after = added[index];
      if (after === undefined || before.text.length > LONGEST || after.text.length > LONGEST) return;
      const parts = diffWordsWithSpace(before.text, after.text);
      const common = parts
        .filter((part) => !part.added && !part.removed)
        .some((part) => /\w/.test(part.value));
      if (!common) return;
      words.set(
        before,
        sideOf(parts, (part) => part.added),
      );
      words.set(
        after,
        sideOf(parts, (part) => part.removed),
      );
    });
  }
  return words;
}

type Part = ReturnType<typeof diffWordsWithSpace>[number];

function sideOf(parts: readonly Part[], isOther: (part: Part) => boolean): readonly Word[] {
  return parts
    .filter((part) => !isOther(part))
    .map((part) => ({ text: part.value, changed: part.added || part.removed }));
}
