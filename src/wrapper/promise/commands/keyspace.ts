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
import { at, type Row } from './row.js';

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

type MigrateLogin = { readonly username?: Word; readonly password: Word };
const migrateLogin: Option = (words, { AUTH }) => {
  const given = AUTH as MigrateLogin | undefined;
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
export const keyspace: readonly Row[] = [
  ['copy', [key, key, copyOptions4], boolean, [4]],
  ['copy', ['COPY', key, key, options(pair('DB', number, definedIn6), flag('REPLACE'))], undefined, [5, 6]],
  ['del', [keys]],
  ['dump', [key]],
  ['exists', [keys]],
  ['expire', [key, number, mode], boolean],
  ['expireAt', [key, seconds, mode], boolean],
  ['expireTime', [key]],
  ['keys', [value]],
  [
    'migrate',
    [
      'MIGRATE',
      value,
      number,
      migrateKey,
      number,
      number,
      options(flag('COPY'), flag('REPLACE'), migrateLogin),
      at(2, migrateKeys),
    ],
    status,
  ],
  ['move', [key, number], boolean],
  ['objectEncoding', [key]],
  ['objectFreq', [key]],
  ['objectIdleTime', [key]],
  ['objectRefCount', [key]],
  ['persist', [key], boolean],
  ['pExpire', [key, number, mode], boolean],
  ['pExpireAt', [key, milliseconds, mode], boolean],
  ['pExpireTime', [key]],
  ['pTTL', [key]],
  ['randomKey', []],
  ['rename', [key, key], status],
  ['renameNX', [key, key], boolean],
  [
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
  ],
  ['restoreAsking', ['RESTORE-ASKING'], status],
  ['scan', [cursor, options(...scanOptions, pair('TYPE', value))], page('keys')],
  ['sort', [key, sortOptions]],
  ['sortRo', ['SORT_RO', key, sortOptions]],
  ['sortStore', ['SORT', key, at(2, sortOptions), 'STORE', at(1, key)]],
  ['touch', [keys]],
  ['ttl', [key]],
  ['type', [key], status],
  ['unlink', [keys]],
];
