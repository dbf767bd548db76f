import {
  content,
  each,
  flag,
  key,
  keys,
  milliseconds,
  mode,
  number,
  numberIn4,
  nxOrXx,
  type Option,
  optional,
  options,
  pair,
  type Shape,
  seconds,
  since5,
  value,
  values,
  type Word,
} from './arguments.js';
import { boolean, status } from './replies.js';
import type { Row, Reply } from './row.js';

type Lifetime = string | { readonly type: string; readonly value: number };

/** `expiration` of majors 5 and 6: `'KEEPTTL'`, or `{ type: 'EX', value: 10 }`. */
export const expiration: Option = (words, { expiration }) => {
  if (!expiration) return;
  const given = expiration as Lifetime;
  if (typeof given === 'string') words.push(given);
  else if (given.type === 'KEEPTTL' || given.type === 'PERSIST') words.push(given.type);
  else words.push(given.type, given.value.toString());
};

const LIFETIMES = ['EX', 'PX', 'EXAT', 'PXAT'] as const;

const lifetime: Option = (words, given, major, positions) => {
  if (major !== 4 && given['expiration']) return expiration(words, given, major, positions);
  for (const name of LIFETIMES) {
    if (given[name] !== undefined) return void words.push(name, (given[name] as number).toString());
  }
  if (given['KEEPTTL']) words.push('KEEPTTL');
};

const condition: Option = (words, given, major, positions) => {
  nxOrXx(words, given, major, positions);
  const value = major !== 4 && given['condition'] ? given['matchValue'] : undefined;
  if (value !== undefined) words.push(value as Word);
};

const LIFETIME_SHAPES: { readonly [name: string]: Shape | undefined } = {
  EX: number,
  PX: number,
  EXAT: seconds,
  PXAT: milliseconds,
};

/** Of GETEX: `{ EX: 10 }`, or since major 5 `{ type: 'EX', value: 10 }`. */
const newLifetime: Shape = (words, given: { type?: string; value?: unknown }, major, positions) => {
  if (major !== 4 && 'type' in given) {
    const name = String(given.type);
    // Major 5 sends a Date for PXAT in seconds, in this form alone.
    const shape = major === 5 && name === 'PXAT' ? seconds : LIFETIME_SHAPES[name];
    if (shape || name === 'PERSIST') words.push(name);
    shape?.(words, given.value, major, positions);
    return;
  }
  const name = LIFETIMES.find((candidate) => candidate in given);
  words.push(name ?? 'PERSIST');
  if (name) LIFETIME_SHAPES[name]?.(words, (given as Record<string, unknown>)[name], major, positions);
};

type ByteRange = { start: number; end: number; mode?: string };
const bitRange: Shape = (words, range: ByteRange | undefined) => {
  if (!range) return;
  words.push(range.start.toString(), range.end.toString());
  if (range.mode) words.push(range.mode);
};

type BitOperation = {
  operation: string;
  encoding: string;
  offset: number | string;
  value: number;
  increment: number;
  behavior: string;
};
const bitOperation: Shape = (words, given: BitOperation) => {
  const { operation } = given;
  if (operation === 'OVERFLOW') words.push(operation, given.behavior);
  if (operation !== 'GET' && operation !== 'SET' && operation !== 'INCRBY') return;
  words.push(operation, given.encoding, given.offset.toString());
  if (operation === 'SET') words.push(given.value.toString());
  if (operation === 'INCRBY') words.push(given.increment.toString());
};
const bitRead: Shape = (words, { encoding, offset }: BitOperation) => {
  words.push('GET', encoding, offset.toString());
};

/** A number that may be left out, at the end. */
const position: Shape = (words, argument: number | undefined, major) => {
  if (numberIn4(argument, major)) words.push((argument as number).toString());
};

type Pairs = readonly (Word | readonly Word[])[] | Readonly<Record<string, Word>>;

/** Keys and values: an object, a list, or (one level) a list of pairs. */
const pairs: Shape = (words, given: Pairs, major, positions) => {
  const isList = Array.isArray(given);
  if (isList && given.length === 0 && major !== 4) throw new Error('empty toSet Argument');
  const flat: readonly unknown[] = isList ? given.flat() : Object.entries(given).flat();
  // Since major 5 every key gets a value, `undefined` if need be, which the check refuses.
  const length = major === 4 ? flat.length : flat.length + (flat.length % 2);
  for (let i = 0; i < length; i++) {
    if (i % 2 === 0) positions?.push(words.length);
    words.push(flat[i] as Word);
  }
};

/** Ranges of LCS: objects in major 4, pairs in 5 and 6. */
const matches: Reply = (raw: readonly unknown[], major) => {
  if (major !== 4) return { matches: raw[1], len: raw[3] };
  const range = ([start, end]: readonly [number, number]) => ({ start, end });
  type Match = readonly [readonly [number, number], readonly [number, number], number?];
  return {
    matches: (raw[1] as readonly Match[]).map(([key1, key2, length]) => ({
      key1: range(key1),
      key2: range(key2),
      ...(length !== undefined && { length }),
    })),
    length: raw[3],
  };
};

/** SET with GET replies the old value. */
const setReply: Reply = (raw, major, words) =>
  words.length > 3 && words[words.length - 1] === 'GET' ? raw : status(raw, major, words);

const minimum = since5(() => {}, options(pair('MINMATCHLEN')));

/** Commands on strings, bits and HyperLogLogs. */
export const strings: readonly Row[] = [
  ['append', [key, value]],
  ['bitCount', [key, bitRange]],
  ['bitField', [key, each(bitOperation)]],
  ['bitFieldRo', ['BITFIELD_RO', key, each(bitRead)]],
  ['bitOp', [value, key, keys]],
  ['bitPos', [key, number, position, position, mode]],
  ['decr', [key]],
  ['decrBy', [key, number]],
  ['get', [key]],
  ['getBit', [key, number]],
  ['getDel', [key]],
  ['getEx', [key, newLifetime]],
  ['getRange', [key, number, number]],
  ['getSet', [key, value]],
  ['incr', [key]],
  ['incrBy', [key, number]],
  ['incrByFloat', [key, number]],
  ['lcs', [key, key]],
  ['lcsIdx', ['LCS', key, key, 'IDX', minimum], matches],
  ['lcsIdxWithMatchLen', ['LCS', key, key, 'IDX', minimum, 'WITHMATCHLEN'], matches],
  ['lcsLen', ['LCS', key, key, 'LEN']],
  ['mGet', [since5(each(key), keys)]],
  ['mSet', [pairs], status],
  ['mSetNX', [pairs], boolean],
  ['pfAdd', [key, since5(values, optional(values))], boolean],
  ['pfCount', [keys]],
  ['pfMerge', [key, since5(keys, optional(keys))], status],
  ['pSetEx', [key, number, value], status],
  ['set', [key, content, options(lifetime, condition, flag('GET'))], setReply],
  ['setBit', [key, number, number]],
  ['setEx', [key, number, value], status],
  ['setNX', [key, value], boolean],
  ['setRange', [key, number, value]],
  ['strLen', [key]],
];
