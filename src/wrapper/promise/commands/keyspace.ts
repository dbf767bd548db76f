import {
  definedIn6,
  flag,
  key,
  keys,
  limit,
  milliseconds,
  mode,
  number,
  type Option,
  options,
  pair,
  type Shape,
  seconds,
  value,
  type Word,
  word,
} from './arguments.js';
import { boolean, page, status } from './replies.js';
import { at, type Command, command } from './row.js';

/** Of SCAN and its kin: the cursor is a number or string in major 4, a string since 5. */
export const cursor: Shape = (words, argument: Word | number, major) => {
  words.push(major === 4 ? argument.toString() : (argument as Word));
};
export const scanOptions: readonly Option[] = [pair('MATCH', value, definedIn6), pair('COUNT')];

const pattern: Option = (words, { GET }) => {
  if (GET) for (const one of Array.isArray(GET) ? GET : [GET]) words.push('GET', one);
};
const sortOptions = options(pair('BY', value), limit, pattern, word('DIRECTION'), flag('ALPHA'));

/** In major 4 the options have names of their own. */
const copyOptions4: Shape = (words, given: { destinationDb?: number; replace?: boolean } | undefined) => {
  if (given?.destinationDb) words.push('DB', given.destinationDb.toString());
  if (given?.replace) words.push('REPLACE');
};

type Login = { readonly username?: Word; readonly password: Word };
const login: Option = (words, { AUTH }) => {
  const given = AUTH as Login | undefined;
  if (given?.username) words.push('AUTH2', given.username, given.password);
  else if (given) words.push('AUTH', given.password);
};
/** Several keys follow all other words of MIGRATE. */
const migrateKey: Shape = (words, from: Word | readonly Word[], major, positions) =>
  Array.isArray(from) ? value(words, '') : key(words, from as Word, major, positions);
const migrateKeys: Shape = (words, from: Word | readonly Word[], major, positions) => {
  if (!Array.isArray(from)) return;
  words.push('KEYS');
  keys(words, from, major, positions);
};

/** Commands on keys of any type. */
export const keyspace: readonly Command[] = [
  command('copy', ['COPY', key, key, copyOptions4], boolean, [4]),
  command(
    'copy',
    ['COPY', key, key, options(pair('DB', number, definedIn6), flag('REPLACE'))],
    undefined,
    [5, 6],
  ),
  command('del', ['DEL', keys]),
  command('dump', ['DUMP', key]),
  command('exists', ['EXISTS', keys]),
  command('expire', ['EXPIRE', key, number, mode], boolean),
  command('expireAt', ['EXPIREAT', key, seconds, mode], boolean),
  command('expireTime', ['EXPIRETIME', key]),
  command('keys', ['KEYS', value]),
  command(
    'migrate',
    [
      'MIGRATE',
      value,
      number,
      migrateKey,
      number,
      number,
      options(flag('COPY'), flag('REPLACE'), login),
      at(2, migrateKeys),
    ],
    status,
  ),
  command('move', ['MOVE', key, number], boolean),
  command('objectEncoding', ['OBJECT', 'ENCODING', key]),
  command('objectFreq', ['OBJECT', 'FREQ', key]),
  command('objectIdleTime', ['OBJECT', 'IDLETIME', key]),
  command('objectRefCount', ['OBJECT', 'REFCOUNT', key]),
  command('persist', ['PERSIST', key], boolean),
  command('pExpire', ['PEXPIRE', key, number, mode], boolean),
  command('pExpireAt', ['PEXPIREAT', key, milliseconds, mode], boolean),
  command('pExpireTime', ['PEXPIRETIME', key]),
  command('pTTL', ['PTTL', key]),
  command('randomKey', ['RANDOMKEY']),
  command('rename', ['RENAME', key, key], status),
  command('renameNX', ['RENAMENX', key, key], boolean),
  command(
    'restore',
    [
      'RESTORE',
      key,
      number,
      value,
      options(
        flag('REPLACE'),
        flag('ABSTTL'),
        pair('IDLETIME', number, definedIn6),
        pair('FREQ', number, definedIn6),
      ),
    ],
    status,
  ),
  command('restoreAsking', ['RESTORE-ASKING'], status),
  command('scan', ['SCAN', cursor, options(...scanOptions, pair('TYPE', value))], page('keys')),
  command('sort', ['SORT', key, sortOptions]),
  command('sortRo', ['SORT_RO', key, sortOptions]),
  command('sortStore', ['SORT', key, at(2, sortOptions), 'STORE', at(1, key)]),
  command('touch', ['TOUCH', keys]),
  command('ttl', ['TTL', key]),
  command('type', ['TYPE', key], status),
  command('unlink', ['UNLINK', keys]),
];
