import type { Span } from '../../model.js';

/** An assignment as written: where its name and its value stand. The value's span leaves the quotes out. */
export interface Assignment {
  readonly name: string;
  readonly at: number;
  readonly commented: boolean;
  readonly value: Span;
  readonly quote: "'" | '"' | '`' | '';
}

/** dotenv's own rule for a line (dotenv 16 – 18, `parse`), with positions. */
const ASSIGNMENT =
  /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/dgm;

/** `# NAME=value`, `#export NAME="value"   # why`: one line, its value ends at a space or the closing quote. */
const COMMENTED =
  /^[ \t]*#[#\t ]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*("[^"\r\n]*"|'[^'\r\n]*'|`[^`\r\n]*`|[^\s#]+)/dgm;

/** All assignments of an env-like file in their order, commented-out ones included. */
export function assignments(text: string): readonly Assignment[] {
  const active: Assignment[] = [];
  const taken: Span[] = [];
  for (const match of text.matchAll(ASSIGNMENT)) {
    const found = assignment(match, false);
    if (found === null) continue;
    active.push(found);
    taken.push({ start: found.at, end: endOfLine(text, match.indices?.[2]?.[1] ?? found.at) });
  }
  const inside = (at: number) => taken.some((span) => span.start <= at && at < span.end);
  const commented = [...text.matchAll(COMMENTED)]
    .filter((match) => !inside(match.index))
    .map((match) => assignment(match, true))
    .filter((found) => found !== null);
  return [...active, ...commented].sort((a, b) => a.at - b.at);
}

/** dotenv's rule takes a comment in the next line for the one behind the value: it ends with the value's own line. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function assignment(match: RegExpExecArray, commented: boolean): Assignment | null {
  const name = match.indices?.[1];
  const value = match.indices?.[2];
  if (name === undefined || value === undefined) return null;
  const raw = match[2] ?? '';
  let start = value[0] + raw.length - raw.trimStart().length;
  let end = start + raw.trim().length;
  const quote = quoteOf(raw.trim());
  if (quote !== '') {
    start++;
    end--;
  }
  return { name: match[1] ?? '', at: name[0], commented, value: { start, end }, quote };
}

function quoteOf(value: string): Assignment['quote'] {
  const first = value[0];
  if (value.length < 2 || value.at(-1) !== first) return '';
  return first === '"' || first === "'" || first === '`' ? first : '';
}
