import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hunk, hunksOf } from '../../src/report/hunks.js';
import { hunkText } from '../../src/report/unified.js';
import { splice } from '../../src/text.js';
import { edit, editedText } from './outcomes.js';

const numbered = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('');

function replace(text: string, ...replacements: readonly (readonly [string, string])[]) {
  const edits = replacements.map(([what, by]) => {
    const start = text.indexOf(what);
    return edit('f', start, start + what.length, by);
  });
  return hunksOf(text, splice(text, edits), edits);
}

/** Puts the new side of hunks into a text, and checks their old side against it. */
function applied(before: string, hunks: readonly Hunk[]): string {
  const lines = before.split(/(?<=\n)/);
  let result = '';
  let at = 0;
  for (const hunk of hunks) {
    const start = hunk.oldCount === 0 ? hunk.oldStart : hunk.oldStart - 1;
    result += lines.slice(at, start).join('');
    at = start;
    for (const line of hunk.lines) {
      const text = line.text + (line.noNewline ? '' : '\n');
      if (line.kind !== 'added') expect(lines[at++]).toBe(text);
      if (line.kind !== 'removed') result += text;
    }
  }
  return result + lines.slice(at).join('');
}

describe('hunksOf', () => {
  it('shows three lines around a change', () => {
    expect(replace(numbered, ['line 10\n', 'line ten\n']).map(hunkText).join('')).toBe(
      '@@ -7,7 +7,7 @@\n line 7\n line 8\n line 9\n-line 10\n+line ten\n line 11\n line 12\n line 13\n',
    );
  });

  it('joins changes whose context touches, and keeps others apart', () => {
    expect(replace(numbered, ['line 3', 'x'], ['line 10', 'y'])).toHaveLength(1);
    expect(replace(numbered, ['line 3', 'x'], ['line 11', 'y'])).toHaveLength(2);
  });

  it('counts lines that an insertion adds, from the line before it', () => {
    expect(replace('a\nb\n', ['a\n', 'a\nnew\n']).map(hunkText).join('')).toBe(
      '@@ -1,2 +1,3 @@\n a\n+new\n b\n',
    );
    const edits = [edit('f', 0, 0, 'only\n')];
    expect(hunksOf('', 'only\n', edits).map(hunkText).join('')).toBe('@@ -0,0 +1 @@\n+only\n');
  });

  it('marks a last line without a newline on the side that has it', () => {
    expect(replace('a\nb', ['b', 'c\n']).map(hunkText).join('')).toBe(
      '@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n',
    );
  });

  it('keeps carriage returns in the lines', () => {
    expect(replace('a\r\nb\r\n', ['b', 'c'])[0]?.lines.map((line) => line.text)).toEqual([
      'a\r',
      'b\r',
      'c\r',
    ]);
  });

  it('stops context before a hidden line', () => {
    const edits = [edit('f', numbered.indexOf('line 10'), numbered.indexOf('line 10') + 7, 'ten')];
    const hidden = (line: { text: string }) => line.text === 'line 9' || line.text === 'line 13';
    const [hunk] = hunksOf(numbered, splice(numbered, edits), edits, hidden);
    expect(hunk && hunkText(hunk)).toBe('@@ -10,3 +10,3 @@\n-line 10\n+ten\n line 11\n line 12\n');
  });

  it('turns the old text into the new one, for any edits', () => {
    fc.assert(
      fc.property(editedText, ({ before, edits }) => {
        const after = splice(before, edits);
        const hunks = hunksOf(before, after, edits);
        expect(applied(before, hunks)).toBe(after);
        if (before === after) expect(hunks).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('counts the lines that it shows', () => {
    fc.assert(
      fc.property(editedText, ({ before, edits }) => {
        for (const hunk of hunksOf(before, splice(before, edits), edits)) {
          expect(hunk.oldCount).toBe(hunk.lines.filter((line) => line.kind !== 'added').length);
          expect(hunk.newCount).toBe(hunk.lines.filter((line) => line.kind !== 'removed').length);
          expect(hunk.lines.some((line) => line.kind !== 'context')).toBe(true);
        }
      }),
    );
  });
});
