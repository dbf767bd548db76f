import {
  border,
  countedKeys,
  flag,
  key,
  keys,
  limit,
  many,
  number,
  nxOrXx,
  type Option,
  oneOf,
  options,
  pair,
  type Shape,
  score,
  value,
  values,
  type Word,
  word,
} from './arguments.js';
import { cursor, scanOptions } from './keyspace.js';
import { all, double, firstScored, nullable, page, scored, type Text } from './replies.js';
import { at, type Row, type Reply } from './row.js';

type Member = { readonly score: number; readonly value: Word };
const members = many((words, member: Member) => {
  score(words, member.score);
  words.push(member.value);
});

const gt = oneOf('GT', 'LT');
const lt = oneOf('LT', 'GT');
/** Major 4 has flags alone, and neither GT nor LT beside NX. */
const addCondition: Option = (words, given, major, positions) => {
  nxOrXx(words, given, major, positions);
  if (major === 4) {
    if (!given['NX']) gt(words, given, major, positions);
  } else if (given['comparison']) words.push(given['comparison'] as Word);
  else lt(words, given, major, positions);
};
const increment4: Option = (words, { INCR }, major) => {
  if (major === 4 && INCR) words.push('INCR');
};

type Weighted = { readonly key: Word; readonly weight: number };
const isKey = (given: unknown): boolean => typeof given === 'string' || given instanceof Buffer;
/** Keys, or since major 5 `{ key, weight }`. */
const weighted: Shape = (words, given: Word | Weighted | readonly (Word | Weighted)[], major, positions) => {
  if (major === 4) return countedKeys(words, given, major, positions);
  const list = (Array.isArray(given) ? given : [given]) as readonly (Word | Weighted)[];
  if (list.length === 0 || isKey(list[0])) return countedKeys(words, given, major, positions);
  words.push(list.length.toString());
  for (const item of list as readonly Weighted[]) key(words, item.key, major, positions);
  words.push('WEIGHTS');
  for (const item of list as readonly Weighted[]) score(words, item.weight);
};
const weights4: Option = (words, { WEIGHTS }, major) => {
  if (major === 4 && WEIGHTS) words.push('WEIGHTS', ...(WEIGHTS as readonly number[]).map(String));
};
const combined = options(weights4, pair('AGGREGATE', value));

const rangeBy: Option = (words, { BY }) => {
  if (BY === 'SCORE' || BY === 'LEX') words.push(`BY${BY}`);
};
const rangeOptions = [rangeBy, flag('REV'), limit];
const withScores4: Option = (words, { WITHSCORES }, major) => {
  if (major === 4 && WITHSCORES) words.push('WITHSCORES');
};
/** `LIMIT` of ZINTERCARD: a number, which since major 5 may be 0, or `{ LIMIT }`. */
const most: Shape = (words, given: number | { LIMIT?: number } | undefined, major) => {
  const count = major === 4 || typeof given === 'number' ? given : given?.LIMIT;
  if (count || (major !== 4 && typeof given === 'number')) words.push('LIMIT', (count as number).toString());
};

const nullableDouble = nullable(double);
const zPopped: Reply = nullable(([from, pairs]: readonly [Text, readonly (readonly Text[])[]], major) => ({
  key: from,
  [major === 4 ? 'elements' : 'members']: pairs.map((pair) => firstScored(pair, major)),
}));
const poppedOne: Reply = nullable(([from, member, digits]: readonly [Text, Text, Text], major) => ({
  key: from,
  value: member,
  score: double(digits, major),
}));
/** Major 5 does not know `inf` here. */
const ranked: Reply = nullable(([rank, digits]: readonly [number, Text], major) => ({
  rank,
  score: major === 5 ? Number(digits) : double(digits, major),
}));
const zPopCount = options(pair('COUNT'));
const zAdd = options(addCondition, flag('CH'), increment4);
const zAddIncr = options(word('condition'), word('comparison'), flag('CH'));
const zRange = ['ZRANGE', key, border, border, options(...rangeOptions)] as const;
const zRangeByScore = ['ZRANGEBYSCORE', key, border, border, options(limit)] as const;

/** Commands on sorted sets. */
export const sortedSets: readonly Row[] = [
  ['bzmPop', [number, countedKeys, value, zPopCount], zPopped],
  ['bzPopMax', [keys, number], poppedOne],
  ['bzPopMin', [keys, number], poppedOne],
  ['zAdd', [key, at(2, zAdd), at(1, members)], double],
  ['zAddIncr', ['ZADD', key, at(2, zAddIncr), 'INCR', at(1, members)], nullableDouble, [5, 6]],
  ['zCard', [key]],
  ['zCount', [key, border, border]],
  ['zDiff', [countedKeys]],
  ['zDiffStore', [key, countedKeys]],
  ['zDiffWithScores', ['ZDIFF', countedKeys, 'WITHSCORES'], scored],
  ['zIncrBy', [key, score, value], double],
  ['zInter', [weighted, combined]],
  ['zInterCard', [countedKeys, most]],
  ['zInterStore', [key, weighted, combined]],
  ['zInterWithScores', ['ZINTER', weighted, combined, 'WITHSCORES'], scored],
  ['zLexCount', [key, value, value]],
  ['zmPop', [countedKeys, value, zPopCount], zPopped],
  ['zmScore', [key, values], all(nullableDouble)],
  ['zPopMax', [key], firstScored],
  ['zPopMaxCount', ['ZPOPMAX', key, number], scored],
  ['zPopMin', [key], firstScored],
  ['zPopMinCount', ['ZPOPMIN', key, number], scored],
  ['zRandMember', [key]],
  ['zRandMemberCount', ['ZRANDMEMBER', key, number]],
  ['zRandMemberCountWithScores', ['ZRANDMEMBER', key, number, 'WITHSCORES'], scored],
  ['zRange', zRange],
  ['zRangeByLex', [key, border, border, options(limit)]],
  ['zRangeByScore', zRangeByScore],
  ['zRangeByScoreWithScores', [...zRangeByScore, 'WITHSCORES'], scored],
  ['zRangeStore', ['ZRANGESTORE', key, key, border, border, options(...rangeOptions, withScores4)]],
  ['zRangeWithScores', [...zRange, 'WITHSCORES'], scored],
  ['zRank', [key, value]],
  ['zRankWithScore', ['ZRANK', key, value, 'WITHSCORE'], ranked, [5, 6]],
  ['zRem', [key, values]],
  ['zRemRangeByLex', [key, border, border]],
  ['zRemRangeByRank', [key, number, number]],
  ['zRemRangeByScore', [key, border, border]],
  ['zRevRank', [key, value]],
  ['zRevRankWithScore', ['ZREVRANK', key, value, 'WITHSCORE'], ranked, [6]],
  ['zScan', [key, cursor, options(...scanOptions)], page('members', scored)],
  ['zScore', [key, value], nullableDouble],
  ['zUnion', [weighted, combined]],
  ['zUnionStore', [key, weighted, combined]],
  ['zUnionWithScores', ['ZUNION', weighted, combined, 'WITHSCORES'], scored],
];
