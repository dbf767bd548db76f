/**
 * Characters that a terminal, an editor or a browser obeys instead of showing: C0 and C1 controls, the marks that turn
 * the direction of text (CVE-2021-42574), and what is invisible between letters.
 */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text with every such character written out (`\n`, `\x1b`, `\u202e`), for file names and messages. */
export function printable(text: string): string {
  return text.replace(OBEYED, written);
}

/** The same for a line of a file, where tabs stay. */
export function printableLine(line: string): string {
  return line.replace(OBEYED, (character) => (character === '\t' ? character : written(character)));
}

function written(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (code.length > 4) return `\\u{${code}}`;
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
}
