import type { Position, TextFile } from './model.js';

const BOM = '\uFEFF';

/** The text that was asked about last: nearly always the next question is about the same one. */
let last: { readonly text: string; readonly locate: (offset: number) => Position } | null = null;

/** The line and column of an offset: lines end at `\n` alone, columns are UTF-16 units and leave a BOM out. */
export function positionAt(text: string, offset: number): Position {
  if (last?.text !== text) last = { text, locate: locatorOf(text) };
  return last.locate(offset);
}

/** `positionAt` for many offsets of one text, its lines counted once. */
export function locatorOf(text: string): (offset: number) => Position {
  const starts = [text.startsWith(BOM) ? 1 : 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: Math.max(0, offset - starts[low]!) + 1 };
  };
}

/** The line ending that most lines of a text have; `\n` for a text without one. */
export function lineEndingOf(text: string): '\r\n' | '\n' {
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  return crlf * 2 > all ? '\r\n' : '\n';
}

/** Splices replacements into a text. Throws a RangeError when two overlap or one lies outside. */
export function splice(
  text: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const edit of ordered) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edit ${edit.start}..${edit.end} overlaps another or lies outside the text`);
    }
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** A place in a file, from an offset. */
export function placeAt(file: Pick<TextFile, 'path' | 'text'>, offset: number): { path: string } & Position {
  return { path: file.path, ...positionAt(file.text, offset) };
}

/** A regular expression's source that matches just this text. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
