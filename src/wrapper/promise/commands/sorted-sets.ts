import {
  border,
  countedKeys,
  flag,
  key,
  keys,
  limit,
  many,
  number,
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
import { at, type Command, command, type Reply } from './row.js';

type Member = { readonly score: number; readonly value: Word };
const members = many((words, member: Member) => {
  score(words, member.score);
  words.push(member.value);
});

const nx = oneOf('NX', 'XX');
const gt = oneOf('GT', 'LT');
const lt = oneOf('LT', 'GT');
/** Major 4 has flags alone, and neither GT nor LT beside NX. */
const addCondition: Option = (words, given, major, positions) => {
  if (major !== 4 && given.condition) words.push(given.condition as Word);
  else nx(words, given, major, positions);
  if (major === 4) {
    if (!given.NX) gt(words, given, major, positions);
  } else if (given.comparison) words.push(given.comparison as Word);
  else lt(words, given, major, positions);
};
const increment4: Option = (words, { INCR }, major) => {
  if (major === 4 && INCR) words.push('INCR');
};

type Weighted = { readonly key: Word; readonly weight: number };
const isKey = (given: unknown): boolean => typeof given === 'string' || given instanceof Buffer;
/** Keys, or since major 5 `{ key, weight }`. */
const weighted: Shape = (words, given: Word | Weighted | readonly (Word | Weighted)[], major, positions) => {
  const list = (Array.isArray(given) ? given : [given]) as readonly (Word | Weighted)[];
  if (major === 4 || list.length === 0 || isKey(list[0])) return countedKeys(words, given, major, positions);
  words.push(list.length.toString());
  for (const item of list as readonly Weighted[]) key(words, item.key, major, positions);
  words.push('WEIGHTS');
  for (const item of list as readonly Weighted[]) score(words, item.weight);
};
const weights4: Option = (words, { WEIGHTS }, major) => {
  if (major === 4 && WEIGHTS) words.push('WEIGHTS', ...(WEIGHTS as readonly number[]).map(String));
};
const combined = options(weights4, pair('AGGREGATE', value));

const by: Option = (words, { BY }) => {
  if (BY === 'SCORE' || BY === 'LEX') words.push(`BY${BY}`);
};
const rangeOptions = [by, flag('REV'), limit];
const withScores4: Option = (words, { WITHSCORES }, major) => {
  if (major === 4 && WITHSCORES) words.push('WITHSCORES');
};
/** `LIMIT` of ZINTERCARD: a number, which since major 5 may be 0, or `{ LIMIT }`. */
const most: Shape = (words, given: number | { LIMIT?: number } | undefined, major) => {
  const count = major === 4 || typeof given === 'number' ? given : given?.LIMIT;
  if (count || (major !== 4 && typeof given === 'number')) words.push('LIMIT', (count as number).toString());
};

const nullableDouble = nullable(double);
const popped: Reply = nullable(([from, pairs]: readonly [Text, readonly (readonly Text[])[]], major) => ({
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
/** Servers before 6.2.5 accept what they must refuse; major 4 looks at it. */
const stored: Reply = (raw, major) => {
  if (major !== 4 || typeof raw === 'number') return raw;
  throw new TypeError('Upgrade to Redis 6.2.5 and up (https://github.com/redis/redis/pull/9089)');
};

const popCount = options(pair('COUNT'));
const zAdd = options(addCondition, flag('CH'), increment4);
const zAddIncr = options(word('condition'), word('comparison'), flag('CH'));
const zRange = ['ZRANGE', key, border, border, options(...rangeOptions)] as const;
const zRangeByScore = ['ZRANGEBYSCORE', key, border, border, options(limit)] as const;

/** Commands on sorted sets. */
export const sortedSets: readonly Command[] = [
  command('bzmPop', ['BZMPOP', number, countedKeys, value, popCount], popped),
  command('bzPopMax', ['BZPOPMAX', keys, number], poppedOne),
  command('bzPopMin', ['BZPOPMIN', keys, number], poppedOne),
  command('zAdd', ['ZADD', key, at(2, zAdd), at(1, members)], double),
  command('zAddIncr', ['ZADD', key, at(2, zAddIncr), 'INCR', at(1, members)], nullableDouble, [5, 6]),
  command('zCard', ['ZCARD', key]),
  command('zCount', ['ZCOUNT', key, border, border]),
  command('zDiff', ['ZDIFF', countedKeys]),
  command('zDiffStore', ['ZDIFFSTORE', key, countedKeys]),
  command('zDiffWithScores', ['ZDIFF', countedKeys, 'WITHSCORES'], scored),
  command('zIncrBy', ['ZINCRBY', key, score, value], double),
  command('zInter', ['ZINTER', weighted, combined]),
  command('zInterCard', ['ZINTERCARD', countedKeys, most]),
  command('zInterStore', ['ZINTERSTORE', key, weighted, combined]),
  command('zInterWithScores', ['ZINTER', weighted, combined, 'WITHSCORES'], scored),
  command('zLexCount', ['ZLEXCOUNT', key, value, value]),
  command('zmPop', ['ZMPOP', countedKeys, value, popCount], popped),
  command('zmScore', ['ZMSCORE', key, values], all(nullableDouble)),
  command('zPopMax', ['ZPOPMAX', key], firstScored),
  command('zPopMaxCount', ['ZPOPMAX', key, number], scored),
  command('zPopMin', ['ZPOPMIN', key], firstScored),
  command('zPopMinCount', ['ZPOPMIN', key, number], scored),
  command('zRandMember', ['ZRANDMEMBER', key]),
  command('zRandMemberCount', ['ZRANDMEMBER', key, number]),
  command('zRandMemberCountWithScores', ['ZRANDMEMBER', key, number, 'WITHSCORES'], scored),
  command('zRange', zRange),
  command('zRangeByLex', ['ZRANGEBYLEX', key, border, border, options(limit)]),
  command('zRangeByScore', zRangeByScore),
  command('zRangeByScoreWithScores', [...zRangeByScore, 'WITHSCORES'], scored),
  command(
    'zRangeStore',
    ['ZRANGESTORE', key, key, border, border, options(...rangeOptions, withScores4)],
    stored,
  ),
  command('zRangeWithScores', [...zRange, 'WITHSCORES'], scored),
  command('zRank', ['ZRANK', key, value]),
  command('zRankWithScore', ['ZRANK', key, value, 'WITHSCORE'], ranked, [5, 6]),
  command('zRem', ['ZREM', key, values]),
  command('zRemRangeByLex', ['ZREMRANGEBYLEX', key, border, border]),
  command('zRemRangeByRank', ['ZREMRANGEBYRANK', key, number, number]),
  command('zRemRangeByScore', ['ZREMRANGEBYSCORE', key, border, border]),
  command('zRevRank', ['ZREVRANK', key, value]),
  command('zRevRankWithScore', ['ZREVRANK', key, value, 'WITHSCORE'], ranked, [6]),
  command('zScan', ['ZSCAN', key, cursor, options(...scanOptions)], page('members', scored)),
  command('zScore', ['ZSCORE', key, value], nullableDouble),
  command('zUnion', ['ZUNION', weighted, combined]),
  command('zUnionStore', ['ZUNIONSTORE', key, weighted, combined]),
  command('zUnionWithScores', ['ZUNION', weighted, combined, 'WITHSCORES'], scored),
];
