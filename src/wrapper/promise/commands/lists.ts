import {
  countedKeys,
  definedSince5,
  key,
  keys,
  number,
  numberIn4,
  options,
  pair,
  value,
  values,
} from './arguments.js';
import { nullable, status } from './replies.js';
import { at, type Command, command, type Reply } from './row.js';

const popped: Reply = nullable(([from, element]: readonly unknown[]) => ({ key: from, element }));
const rank = pair('RANK', number, numberIn4);
const maximum = pair('MAXLEN', number, numberIn4);
const popCount = options(pair('COUNT', number, definedSince5));

/** Commands on lists. */
export const lists: readonly Command[] = [
  command('blMove', ['BLMOVE', key, key, value, value, number]),
  command('blmPop', ['BLMPOP', number, countedKeys, value, popCount]),
  command('blPop', ['BLPOP', keys, number], popped),
  command('brPop', ['BRPOP', keys, number], popped),
  command('brPopLPush', ['BRPOPLPUSH', key, key, number]),
  command('lIndex', ['LINDEX', key, number]),
  command('lInsert', ['LINSERT', key, value, value, value]),
  command('lLen', ['LLEN', key]),
  command('lMove', ['LMOVE', key, key, value, value]),
  command('lmPop', ['LMPOP', countedKeys, value, popCount]),
  command('lPop', ['LPOP', key]),
  command('lPopCount', ['LPOP', key, number]),
  command('lPos', ['LPOS', key, value, options(rank, maximum)]),
  command('lPosCount', ['LPOS', key, value, at(3, options(rank, maximum)), 'COUNT', at(2, number)]),
  command('lPush', ['LPUSH', key, values]),
  command('lPushX', ['LPUSHX', key, values]),
  command('lRange', ['LRANGE', key, number, number]),
  command('lRem', ['LREM', key, number, value]),
  command('lSet', ['LSET', key, number, value], status),
  command('lTrim', ['LTRIM', key, number, number], status),
  command('rPop', ['RPOP', key]),
  command('rPopCount', ['RPOP', key, number]),
  command('rPopLPush', ['RPOPLPUSH', key, key]),
  command('rPush', ['RPUSH', key, values]),
  command('rPushX', ['RPUSHX', key, values]),
];
