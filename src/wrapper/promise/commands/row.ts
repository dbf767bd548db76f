import { check, type Major, type Shape, type Word, type Writer } from './arguments.js';

export type { Major, Word } from './arguments.js';

/** Turns what iovalkey's `call` or `callBuffer` gives into the reply of a major; `words` is what was sent. */
export type Reply = {
  read(raw: unknown, major: Major, words: readonly Word[]): unknown;
}['read'];

/** One method of the promise dialects. */
export interface Command {
  /** The method's name, for instance `hGetAll`. */
  readonly name: string;
  /** Its other name, for instance `HGETALL`. */
  readonly upper: string;
  /**
   * The words to send for a method's arguments. Throws the TypeError that this major throws.
   * `keys`, if given, collects the positions of the keys among them.
   */
  arguments(args: readonly unknown[], major: Major, keys?: number[]): Word[];
  /** The major's reply; a command without it replies what the server says. */
  readonly reply?: Reply;
  /** The majors that have it so; absent: all. */
  readonly majors?: readonly Major[];
}

/** A fixed word, a shape for the next argument of the method, or a shape for the argument at an index. */
type Part = string | Shape | { readonly index: number; readonly shape: Shape };

/** The words of a command as a list of parts, or its first words and a writer of all arguments. */
type Send = readonly [string, ...Part[]] | { readonly words: readonly string[]; readonly write: Writer };

/** A row of the table: name, words and shapes, the reply (absent: as it comes), the majors (absent: all). */
export function command(name: string, send: Send, reply?: Reply, majors?: readonly Major[]): Command {
  const { words: fixed, write } = 'write' in send ? send : compile(send);
  return {
    name,
    upper: upperName(name, fixed),
    arguments(args, major, keys) {
      const words: Word[] = fixed.slice();
      write(words, args, major, keys);
      check(words, major);
      return words;
    },
    ...(reply && { reply }),
    ...(majors && { majors }),
  };
}

/** Writes the argument at an index, where the words have another order than the arguments. */
export const at = (index: number, shape: Shape): Part => ({ index, shape });

/** Splits a row into its first words and a writer of the rest. */
function compile(parts: readonly Part[]): { readonly words: readonly string[]; readonly write: Writer } {
  const first = parts.findIndex((part) => typeof part !== 'string');
  const rest = first < 0 ? [] : parts.slice(first);
  let next = 0;
  const steps = rest.map((part) => {
    if (typeof part === 'object') return part;
    if (typeof part === 'function') return { index: next++, shape: part };
    return { index: 0, shape: (words: Word[]) => void words.push(part) };
  });
  return {
    words: parts.slice(0, parts.length - rest.length) as readonly string[],
    write(words, args, major, keys) {
      for (const { index, shape } of steps) shape(words, args[index], major, keys);
    },
  };
}

/** `lcsIdxWithMatchLen`, sent as `LCS`, is also `LCS_IDX_WITHMATCHLEN`: the words that it names, then what it adds. */
function upperName(name: string, words: readonly string[]): string {
  let rest = name.toUpperCase();
  const parts: string[] = [];
  for (const word of words) {
    const letters = word.replace(/[^A-Z]/g, '');
    if (!rest.startsWith(letters)) break;
    parts.push(word);
    rest = rest.slice(letters.length);
  }
  return [...parts, ...rest.split(/(?<=.)(?=WITH)/)].filter(Boolean).join('_');
}
