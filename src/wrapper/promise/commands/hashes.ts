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
import { boolean, entries, object, page, since5 } from './replies.js';
import { at, type Command, command } from './row.js';
import { expiration } from './strings.js';

type Content = Word | number;
type Fields = ReadonlyMap<Content, Content> | readonly unknown[] | Readonly<Record<string, Content>>;

/** Fields and values: a Map, an object, or lists nested at will. */
const fieldsOf = (given: Fields): readonly unknown[] => {
  if (Array.isArray(given)) return given.flat(Number.POSITIVE_INFINITY);
  return (given instanceof Map ? [...given] : Object.entries(given)).flat();
};

/** HSET takes one field and its value, or many. */
const hSet = {
  words: ['HSET'],
  write(
    words: Word[],
    [hash, first, second]: readonly unknown[],
    _major: number,
    positions: number[] | undefined,
  ) {
    positions?.push(words.length);
    words.push(hash as Word);
    const isField = typeof first === 'string' || typeof first === 'number' || first instanceof Buffer;
    for (const item of isField ? [first, second] : fieldsOf(first as Fields)) content(words, item as Content);
  },
};

const fieldsWithCount: Shape = (words, given: Fields) => {
  const flat = fieldsOf(given);
  if (Array.isArray(given) && flat.length % 2 !== 0) {
    throw new Error(
      'invalid number of arguments, expected key value ....[key value] pairs, got key without value',
    );
  }
  if (flat.length === 0 && !Array.isArray(given) && !(given instanceof Map))
    throw new Error('object without keys');
  words.push((flat.length / 2).toString());
  for (const item of flat) content(words, item as Content);
};

const fields = counted(value);
const hScan = ['HSCAN', key, cursor, options(...scanOptions)] as const;

/** Commands on hashes; expiry of fields, HGETEX and HSETEX are Valkey's since 9. */
export const hashes: readonly Command[] = [
  command('hDel', ['HDEL', key, values]),
  command('hExists', ['HEXISTS', key, value], boolean),
  command('hExpire', ['HEXPIRE', key, at(2, number), at(3, mode), 'FIELDS', at(1, fields)]),
  command('hExpireAt', ['HEXPIREAT', key, at(2, seconds), at(3, mode), 'FIELDS', at(1, fields)]),
  command('hExpireTime', ['HEXPIRETIME', key, 'FIELDS', fields]),
  command('hGet', ['HGET', key, value]),
  command('hGetAll', ['HGETALL', key], object),
  command('hGetEx', ['HGETEX', key, at(2, options(expiration)), 'FIELDS', at(1, fields)], undefined, [5, 6]),
  command('hIncrBy', ['HINCRBY', key, value, number]),
  command('hIncrByFloat', ['HINCRBYFLOAT', key, value, number]),
  command('hKeys', ['HKEYS', key]),
  command('hLen', ['HLEN', key]),
  command('hmGet', ['HMGET', key, values]),
  command('hPersist', ['HPERSIST', key, 'FIELDS', fields]),
  command('hpExpire', ['HPEXPIRE', key, at(2, number), at(3, mode), 'FIELDS', at(1, fields)]),
  command('hpExpireAt', ['HPEXPIREAT', key, at(2, milliseconds), at(3, mode), 'FIELDS', at(1, fields)]),
  command('hpExpireTime', ['HPEXPIRETIME', key, 'FIELDS', fields]),
  command('hpTTL', ['HPTTL', key, 'FIELDS', fields]),
  command('hRandField', ['HRANDFIELD', key]),
  command('hRandFieldCount', ['HRANDFIELD', key, number]),
  command('hRandFieldCountWithValues', ['HRANDFIELD', key, number, 'WITHVALUES'], since5(object, entries)),
  command('hScan', hScan, since5(page('tuples', entries), page('entries', entries))),
  command('hScanNoValues', [...hScan, 'NOVALUES'], since5(page('keys'), page('fields'))),
  command('hSet', hSet),
  command(
    'hSetEx',
    ['HSETEX', key, at(2, options(word('mode'), expiration)), 'FIELDS', at(1, fieldsWithCount)],
    undefined,
    [5, 6],
  ),
  command('hSetNX', ['HSETNX', key, value, value], boolean),
  command('hStrLen', ['HSTRLEN', key, value]),
  command('hTTL', ['HTTL', key, 'FIELDS', fields]),
  command('hVals', ['HVALS', key]),
];
