/** A comment that accepts what stands on its own line or on the next one: `valkey-codemod-ignore: reason`. */
export const ignoreMark = 'valkey-codemod-ignore';

/** The lines of a text that such comments accept; lines start at 1. */
export function ignoredLines(text: string): ReadonlySet<number> {
  const ignored = new Set<number>();
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.includes(ignoreMark)) continue;
    ignored.add(index + 1);
    // A comment alone on its line speaks of the next one.
    if (/^\s*(\/\/|#|\/\*|\*|<!--)/.test(line)) ignored.add(index + 2);
  }
  return ignored;
}
