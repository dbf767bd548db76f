import {
  countedKeys,
  each,
  key,
  keys,
  number,
  options,
  type Shape,
  since5,
  value,
  values,
} from './arguments.js';
import { cursor, scanOptions } from './keyspace.js';
import { boolean, booleans, page } from './replies.js';
import { type Command, command } from './row.js';

/** `LIMIT`: a number, or since major 5 `{ LIMIT }`, which may be 0. */
const limit: Shape = (words, given: number | { LIMIT?: number } | undefined, major) => {
  const most = major === 4 || typeof given === 'number' ? given : given?.LIMIT;
  if (major === 4 ? most : most !== undefined) words.push('LIMIT', (most as number).toString());
};

const count4: Shape = (words, given: number | undefined) => {
  if (typeof given === 'number') words.push(given.toString());
};

/** Commands on sets. */
export const sets: readonly Command[] = [
  command('sAdd', ['SADD', key, values]),
  command('sCard', ['SCARD', key]),
  command('sDiff', ['SDIFF', keys]),
  command('sDiffStore', ['SDIFFSTORE', key, keys]),
  command('sInter', ['SINTER', keys]),
  command('sInterCard', ['SINTERCARD', countedKeys, limit]),
  command('sInterStore', ['SINTERSTORE', key, keys]),
  command('sIsMember', ['SISMEMBER', key, value], boolean),
  command('sMembers', ['SMEMBERS', key]),
  command('smIsMember', ['SMISMEMBER', key, since5(each(value), values)], booleans),
  command('sMove', ['SMOVE', key, key, value], boolean),
  command('sPop', ['SPOP', key, since5(count4, () => {})]),
  command('sPopCount', ['SPOP', key, number], undefined, [5, 6]),
  command('sRandMember', ['SRANDMEMBER', key]),
  command('sRandMemberCount', ['SRANDMEMBER', key, number]),
  command('sRem', ['SREM', key, values]),
  command('sScan', ['SSCAN', key, cursor, options(...scanOptions)], page('members')),
  command('sUnion', ['SUNION', keys]),
  command('sUnionStore', ['SUNIONSTORE', key, keys]),
];
