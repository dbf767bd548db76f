import type { FileOutcome } from '../model.js';
import type { Hunk, HunkLine } from './hunks.js';

type FileStatus = FileOutcome['status'];

/** A whole file's diff. */
export function unifiedDiff(
  file: { readonly path: string; readonly status: FileStatus },
  hunks: readonly Hunk[],
): string {
  return fileHeader(file.path, file.status) + hunks.map(hunkText).join('');
}

/** The two lines above the hunks. A created file comes from /dev/null, a deleted one goes there. */
export function fileHeader(path: string, status: FileStatus): string {
  const old = status === 'created' ? '/dev/null' : headerName(`a/${path}`);
  const now = status === 'deleted' ? '/dev/null' : headerName(`b/${path}`);
  return `--- ${old}\n+++ ${now}\n`;
}

/** A hunk as text: ranges, then its lines, byte for byte. */
export function hunkText(hunk: Hunk): string {
  const header = `@@ -${range(hunk.oldStart, hunk.oldCount)} +${range(hunk.newStart, hunk.newCount)} @@\n`;
  return header + hunk.lines.map(lineText).join('');
}

/**
 * A file name as git writes it: in quotes with escapes when it holds a quote, a backslash, a control character or
 * anything outside ASCII (`core.quotePath`), else as it is.
 */
export function gitName(name: string): string {
  const bytes = Buffer.from(name);
  const plain = bytes.every((byte) => byte >= 0x20 && byte < 0x7f && byte !== QUOTE && byte !== BACKSLASH);
  return plain ? name : `"${Array.from(bytes, escapedByte).join('')}"`;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  [QUOTE]: '\\"',
  [BACKSLASH]: '\\\\',
};

function escapedByte(byte: number): string {
  const known = ESCAPES[byte];
  if (known !== undefined) return known;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\${byte.toString(8).padStart(3, '0')}`;
}

/** git ends a name that has a space with a tab: else readers take what follows the space for a date. */
function headerName(name: string): string {
  return name.includes(' ') ? `${gitName(name)}\t` : gitName(name);
}

function range(start: number, count: number): string {
  return count === 1 ? `${start}` : `${start},${count}`;
}

const MARKS = { context: ' ', removed: '-', added: '+' } as const;

function lineText(line: HunkLine): string {
  const end = line.noNewline ? '\n\\ No newline at end of file\n' : '\n';
  return MARKS[line.kind] + line.text + end;
}
