/**
 * How the arguments of a method become the words of a command. A command's row (`keys.ts`, `hashes.ts`, …) lists fixed
 * words and shapes; each shape takes the next argument of the method and writes it. Measured against redis 4.7.1,
 * 5.12.1 and 6.3.1: where majors differ, the shape says how.
 */

import type { Major, Word } from '../basics.js';

export type { Major, Word } from '../basics.js';

/**
 * Writes one argument to `words`; `keys` collects the positions of keys, when somebody asks for them.
 * Declared as a method so that each shape can name the type that the methods' signatures demand.
 */
export type Shape = {
  write(words: Word[], argument: unknown, major: Major, keys: number[] | undefined): void;
}['write'];

type Printable = { toString(): string };

/** A string or Buffer, as it is. */
export const value = (words: Word[], argument: Word): void => {
  words.push(argument);
};

/** A key: the server routes by it, and `keyPrefix` of major 6 goes before it. */
export const key = (words: Word[], argument: Word, _major: Major, keys: number[] | undefined): void => {
  keys?.push(words.length);
  words.push(argument);
};

/** A number, or what prints as one. */
export const number = (words: Word[], argument: Printable): void => {
  words.push(argument.toString());
};

/** A number of a set: Infinity has its own spelling. */
export const score = (words: Word[], argument: number): void => {
  words.push(
    argument === Infinity ? '+inf' : argument === -Infinity ? '-inf' : (argument as Printable).toString(),
  );
};

/** A border of a range: a score, or a string such as `(1` or `[a`. */
export const border = (words: Word[], argument: Word | number): void => {
  if (typeof argument === 'number') score(words, argument);
  else words.push(argument);
};

/** A string, Buffer or number. */
export const content = (words: Word[], argument: Word | number): void => {
  words.push(typeof argument === 'number' ? argument.toString() : argument);
};

/** A point in time, in seconds. */
export const seconds = (words: Word[], argument: number | Date): void => {
  words.push((typeof argument === 'number' ? argument : Math.floor(argument.getTime() / 1000)).toString());
};

/** A point in time, in milliseconds. */
export const milliseconds = (words: Word[], argument: number | Date): void => {
  words.push((typeof argument === 'number' ? argument : argument.getTime()).toString());
};

/** Each item of one argument or of an array of them. */
export const many =
  (shape: Shape): Shape =>
  (words, argument, major, keys) => {
    if (Array.isArray(argument)) for (const item of argument) shape(words, item, major, keys);
    else shape(words, argument, major, keys);
  };

export const values = many(value);
export const keys = many(key);
export const numbers = many(number);

/** As `many`, with the count before it. */
export const counted = (shape: Shape): Shape => {
  const items = many(shape);
  return (words, argument, major, positions) => {
    words.push(Array.isArray(argument) ? argument.length.toString() : '1');
    items(words, argument, major, positions);
  };
};

export const countedKeys = counted(key);

/** Each item of an array; a string falls into its characters, as a spread does. */
export const each =
  (shape: Shape): Shape =>
  (words, argument: readonly unknown[], major, positions) => {
    for (const item of argument) shape(words, item, major, positions);
  };

/** Written if it is there and not 0 or ''. */
export const optional =
  (shape: Shape): Shape =>
  (words, argument, major, positions) => {
    if (argument) shape(words, argument, major, positions);
  };

/** A word such as `NX` that may be left out. */
export const mode = optional(value);

/** `YES` or `NO` and the like. */
export const either =
  (yes: string, no: string): Shape =>
  (words, argument) => {
    words.push(argument ? yes : no);
  };

/** Another shape in major 4 than in 5 and 6. */
export const since5 =
  (four: Shape, later: Shape): Shape =>
  (words, argument, major, positions) =>
    (major === 4 ? four : later)(words, argument, major, positions);

/** Whether an option counts as given. */
type Given = (option: unknown, major: Major) => boolean;

const truthy: Given = (option) => Boolean(option);
export const defined: Given = (option) => option !== undefined;
/** Majors 4 and 5 leave out a 0, which 6 sends. */
export const definedIn6: Given = (option, major) => (major === 6 ? option !== undefined : Boolean(option));
/** Major 4 leaves out a 0, which 5 and 6 send. */
export const definedSince5: Given = (option, major) => (major === 4 ? Boolean(option) : option !== undefined);
/** Major 4 takes numbers only. */
export const numberIn4: Given = (option, major) =>
  major === 4 ? typeof option === 'number' : option !== undefined;

type Options = Readonly<Record<string, unknown>>;
export type Option = {
  write(words: Word[], options: Options, major: Major, keys: number[] | undefined): void;
}['write'];

/** An object of options, written in the order of the row; `undefined` and `null` write nothing. */
export const options =
  (...parts: readonly Option[]): Shape =>
  (words, given: Options | undefined, major, positions) => {
    if (given) for (const part of parts) part(words, given, major, positions);
  };

/** `{ REPLACE: true }` gives `REPLACE`. */
export const flag =
  (name: string): Option =>
  (words, given) => {
    if (given[name]) words.push(name);
  };

/** `{ strategy: 'MAXLEN' }` gives `MAXLEN`. */
export const word =
  (name: string): Option =>
  (words, given) => {
    if (given[name]) words.push(given[name] as Word);
  };

/** The first of several flags that is set. */
export const oneOf =
  (...names: readonly string[]): Option =>
  (words, given) => {
    const name = names.find((candidate) => given[candidate]);
    if (name) words.push(name);
  };

const existence = oneOf('NX', 'XX');
export const nxOrXx: Option = (words, given, major, positions) => {
  if (major !== 4 && given['condition']) words.push(given['condition'] as Word);
  else existence(words, given, major, positions);
};

/** `{ COUNT: 3 }` gives `COUNT 3`. */
export const pair =
  (name: string, shape: Shape = number, isGiven: Given = truthy): Option =>
  (words, given, major, positions) => {
    if (!isGiven(given[name], major)) return;
    words.push(name);
    shape(words, given[name], major, positions);
  };

/** `{ LIMIT: { offset, count } }`. */
export const limit: Option = (words, given) => {
  const range = given['LIMIT'] as { offset: number; count: number } | undefined;
  if (range) words.push('LIMIT', range.offset.toString(), range.count.toString());
};

/** Throws what the encoder of that major throws when a word is no string and no Buffer. */
export function check(words: readonly unknown[], major: Major): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (typeof word === 'string' || word instanceof Buffer) continue;
    throw new TypeError(
      major === 4
        ? 'Invalid argument type'
        : `"arguments[${index}]" must be of type "string | Buffer", got ${typeof word} instead.`,
    );
  }
}
