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
import { at, type Row, type Reply } from './row.js';

const popped: Reply = nullable(([from, element]: readonly unknown[]) => ({ key: from, element }));
const rank = pair('RANK', number, numberIn4);
const maximum = pair('MAXLEN', number, numberIn4);
const popCount = options(pair('COUNT', number, definedSince5));

/** Commands on lists. */
export const lists: readonly Row[] = [
  ['blMove', [key, key, value, value, number]],
  ['blmPop', [number, countedKeys, value, popCount]],
  ['blPop', [keys, number], popped],
  ['brPop', [keys, number], popped],
  ['brPopLPush', [key, key, number]],
  ['lIndex', [key, number]],
  ['lInsert', [key, value, value, value]],
  ['lLen', [key]],
  ['lMove', [key, key, value, value]],
  ['lmPop', [countedKeys, value, popCount]],
  ['lPop', [key]],
  ['lPopCount', ['LPOP', key, number]],
  ['lPos', [key, value, options(rank, maximum)]],
  ['lPosCount', ['LPOS', key, value, at(3, options(rank, maximum)), 'COUNT', at(2, number)]],
  ['lPush', [key, values]],
  ['lPushX', [key, values]],
  ['lRange', [key, number, number]],
  ['lRem', [key, number, value]],
  ['lSet', [key, number, value], status],
  ['lTrim', [key, number, number], status],
  ['rPop', [key]],
  ['rPopCount', ['RPOP', key, number]],
  ['rPopLPush', [key, key]],
  ['rPush', [key, values]],
  ['rPushX', [key, values]],
];
