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
import type { Row } from './row.js';

/** `LIMIT`: a number, or since major 5 `{ LIMIT }`, which may be 0. */
const atMost: Shape = (words, given: number | { LIMIT?: number } | undefined, major) => {
  const most = major === 4 || typeof given === 'number' ? given : given?.LIMIT;
  if (major === 4 ? most : most !== undefined) words.push('LIMIT', (most as number).toString());
};

const count4: Shape = (words, given: number | undefined) => {
  if (typeof given === 'number') words.push(given.toString());
};

/** Commands on sets. */
export const sets: readonly Row[] = [
  ['sAdd', [key, values]],
  ['sCard', [key]],
  ['sDiff', [keys]],
  ['sDiffStore', [key, keys]],
  ['sInter', [keys]],
  ['sInterCard', [countedKeys, atMost]],
  ['sInterStore', [key, keys]],
  ['sIsMember', [key, value], boolean],
  ['sMembers', [key]],
  ['smIsMember', [key, since5(each(value), values)], booleans],
  ['sMove', [key, key, value], boolean],
  ['sPop', [key, since5(count4, () => {})]],
  ['sPopCount', ['SPOP', key, number], undefined, [5, 6]],
  ['sRandMember', [key]],
  ['sRandMemberCount', ['SRANDMEMBER', key, number]],
  ['sRem', [key, values]],
  ['sScan', [key, cursor, options(...scanOptions)], page('members')],
  ['sUnion', [keys]],
  ['sUnionStore', [key, keys]],
];
