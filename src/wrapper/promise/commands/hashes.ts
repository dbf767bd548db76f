import {
  content,
  counted,
  key,
  milliseconds,
  mode,
  number,
  options,
  type Shape,
  seconds,
  value,
  values,
  type Word,
  word,
} from './arguments.js';
import { cursor, scanOptions } from './keyspace.js';
import { boolean, entries, object, page, replySince5 } from './replies.js';
import { at, type Row, together } from './row.js';
import { expiration } from './strings.js';

type Content = Word | number;
type Fields = ReadonlyMap<Content, Content> | readonly unknown[] | Readonly<Record<string, Content>>;

/** Writes fields and values: a Map, an object, or lists nested at will. */
function writeFields(words: Word[], given: Fields): void {
  if (given instanceof Map) {
    for (const [name, item] of Array.from(given)) {
      content(words, name);
      content(words, item);
    }
  } else if (Array.isArray(given)) {
    for (const item of given) {
      if (Array.isArray(item)) writeFields(words, item);
      else content(words, item);
    }
  } else {
    const object = given as Readonly<Record<string, Content>>;
    for (const name of Object.keys(object)) {
      words.push(name);
      content(words, object[name] as Content);
    }
  }
}

/** HSET takes one field and its value, or many. */
const hSet: Shape = (words, [hash, first, second]: readonly unknown[], major, positions) => {
  key(words, hash as Word, major, positions);
  if (typeof first === 'string' || typeof first === 'number' || first instanceof Buffer) {
    content(words, first);
    content(words, second as Content);
  } else writeFields(words, first as Fields);
};

const fieldsWithCount: Shape = (words, given: Fields) => {
  const flat: Word[] = [];
  writeFields(flat, given);
  if (Array.isArray(given) && flat.length % 2 !== 0) {
    throw new Error(
      'invalid number of arguments, expected key value ....[key value] pairs, got key without value',
    );
  }
  if (flat.length === 0 && !Array.isArray(given) && !(given instanceof Map))
    throw new Error('object without keys');
  words.push((flat.length / 2).toString());
  for (const word of flat) words.push(word);
};

const fields = counted(value);
const hScan = ['HSCAN', key, cursor, options(...scanOptions)] as const;

/** Commands on hashes; expiry of fields, HGETEX and HSETEX are Valkey's since 9. */
export const hashes: readonly Row[] = [
  ['hDel', [key, values]],
  ['hExists', [key, value], boolean],
  ['hExpire', [key, at(2, number), at(3, mode), 'FIELDS', at(1, fields)]],
  ['hExpireAt', [key, at(2, seconds), at(3, mode), 'FIELDS', at(1, fields)]],
  ['hExpireTime', [key, 'FIELDS', fields]],
  ['hGet', [key, value]],
  ['hGetAll', [key], object],
  ['hGetEx', [key, at(2, options(expiration)), 'FIELDS', at(1, fields)], undefined, [5, 6]],
  ['hIncrBy', [key, value, number]],
  ['hIncrByFloat', [key, value, number]],
  ['hKeys', [key]],
  ['hLen', [key]],
  ['hmGet', [key, values]],
  ['hPersist', [key, 'FIELDS', fields]],
  ['hpExpire', [key, at(2, number), at(3, mode), 'FIELDS', at(1, fields)]],
  ['hpExpireAt', [key, at(2, milliseconds), at(3, mode), 'FIELDS', at(1, fields)]],
  ['hpExpireTime', [key, 'FIELDS', fields]],
  ['hpTTL', [key, 'FIELDS', fields]],
  ['hRandField', [key]],
  ['hRandFieldCount', ['HRANDFIELD', key, number]],
  ['hRandFieldCountWithValues', ['HRANDFIELD', key, number, 'WITHVALUES'], replySince5(object, entries)],
  ['hScan', hScan, replySince5(page('tuples', entries), page('entries', entries))],
  ['hScanNoValues', [...hScan, 'NOVALUES'], replySince5(page('keys'), page('fields'))],
  ['hSet', [together(hSet)]],
  [
    'hSetEx',
    ['HSETEX', key, at(2, options(word('mode'), expiration)), 'FIELDS', at(1, fieldsWithCount)],
    undefined,
    [5, 6],
  ],
  ['hSetNX', [key, value, value], boolean],
  ['hStrLen', [key, value]],
  ['hTTL', [key, 'FIELDS', fields]],
  ['hVals', [key]],
];
