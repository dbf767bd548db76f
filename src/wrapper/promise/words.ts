import type { Command, Major, Word } from './commands/row.js';
import { withPrefix } from './scripts.js';

/** The words of a table's command, its keys under the prefix that major 6 may have. */
export function writeCommand(
  command: Command,
  args: readonly unknown[],
  major: Major,
  prefix: Word | undefined,
  keys: number[] = [],
): Word[] {
  if (prefix === undefined || prefix.length === 0) return command.arguments(args, major, keys);
  const words = command.arguments(args, major, keys);
  for (const position of keys) {
    const key = words[position];
    if (key !== undefined) words[position] = withPrefix(prefix, key);
  }
  return words;
}
