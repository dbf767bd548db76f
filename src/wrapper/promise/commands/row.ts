import { check, type Major, type Shape, type Word } from './arguments.js';

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

/**
 * A row of the table: the method's name, what it sends (a list that does not start with a word is sent as its name, or
 * as the two words that it is of: `CONFIG GET`), the reply (absent: as it comes), the majors (absent: all).
 */
export type Row = readonly [
  name: string,
  send: readonly Part[],
  reply?: Reply | undefined,
  majors?: readonly Major[],
];

/** Writes the argument at an index, where the words have another order than the arguments. */
export const at = (index: number, shape: Shape): Part => ({ index, shape });

/** Writes all arguments at once. */
export const together = (shape: Shape): Part => ({ index: -1, shape });

/** What a row stands for: its words and shapes in the order in which they are sent. */
export function commandOf([name, send, reply, majors]: Row): Command {
  const parts = typeof send[0] === 'string' ? send : [...wordsOf(name), ...send];
  const start = parts.findIndex((part) => typeof part !== 'string');
  const fixed = parts.slice(0, start < 0 ? parts.length : start) as string[];
  const shapes: Shape[] = [];
  const indexes: number[] = [];
  let next = 0;
  for (const part of parts.slice(fixed.length)) {
    indexes.push(typeof part === 'object' ? part.index : typeof part === 'function' ? next++ : 0);
    shapes.push(
      typeof part === 'string' ? (words) => void words.push(part) : 'shape' in part ? part.shape : part,
    );
  }
  const [first = '', second] = fixed;
  return {
    name,
    upper: upperName(name, fixed),
    arguments(args, major, keys) {
      // Called for every command: no copies, no iterators.
      const words: Word[] = second === undefined ? [first] : [first, second];
      for (let i = 2; i < fixed.length; i++) words.push(fixed[i] as string);
      for (let i = 0; i < shapes.length; i++) {
        const index = indexes[i] as number;
        (shapes[i] as Shape)(words, index < 0 ? args : args[index], major, keys);
      }
      check(words, major);
      return words;
    },
    ...(reply && { reply }),
    ...(majors && { majors }),
  };
}

const FAMILIES =
  /^(acl|client|cluster|command|config|function|latency|memory|module|object|pubSub|script|xGroup|xInfo)(?=[A-Z])/;
const wordsOf = (name: string): string[] => name.replace(FAMILIES, '$1 ').toUpperCase().split(' ');

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
