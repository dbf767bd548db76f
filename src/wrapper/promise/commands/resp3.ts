import type { Word } from './arguments.js';

/**
 * What `sendCommand` of major 6 gives: it speaks RESP 3, where servers send maps and numbers that RESP 2 sends as flat
 * arrays and strings. Measured against 6.3.1 on Valkey 8.0.1. The methods' own replies are in the tables.
 */
export function resp3Reply(words: readonly Word[], raw: unknown): unknown {
  if (raw === null || raw instanceof Error) return raw;
  const name = String(words[0]).toUpperCase();
  const shape = SHAPES[name] ?? SHAPES[`${name} ${String(words[1]).toUpperCase()}`];
  return shape ? shape(raw, words) : raw;
}

type Shape = (raw: unknown, words: readonly Word[]) => unknown;

const has = (words: readonly Word[], option: string): boolean =>
  words.some((word) => String(word).toUpperCase() === option);

const number: Shape = (raw) => {
  if (raw === null || typeof raw === 'number') return raw;
  const digits = String(raw);
  return /inf/.test(digits) ? (digits[0] === '-' ? -Infinity : Infinity) : Number(digits);
};

const each =
  (shape: Shape): Shape =>
  (raw, words) =>
    Array.isArray(raw) ? raw.map((item) => shape(item, words)) : raw;

/** `field, value, …` as an object; `shapes` are for the values of fields that are no plain text. */
const map =
  (shapes: Readonly<Record<string, Shape>> = {}, other?: Shape): Shape =>
  (raw, words) => {
    if (!Array.isArray(raw)) return raw;
    const result: Record<string, unknown> = {};
    for (let i = 0; i < raw.length; i += 2) {
      const field = String(raw[i]);
      const shape = shapes[field] ?? other;
      result[field] = shape ? shape(raw[i + 1], words) : raw[i + 1];
    }
    return result;
  };

const maps = (shapes?: Readonly<Record<string, Shape>>): Shape => each(map(shapes));

/** `a, b, c, d` as `[[a, b], [c, d]]`. */
const pairs =
  (second: Shape): Shape =>
  (raw, words) => {
    if (!Array.isArray(raw)) return raw;
    const result: unknown[] = [];
    for (let i = 0; i < raw.length; i += 2) result.push([raw[i], second(raw[i + 1], words)]);
    return result;
  };

const when =
  (option: string, shape: Shape): Shape =>
  (raw, words) =>
    has(words, option) ? shape(raw, words) : raw;

const scored = pairs(number);
const withScores = when('WITHSCORES', scored);

/** With a count the members come in pairs, without one as one pair. */
const popped: Shape = (raw, words) => {
  if (words.length > 2) return scored(raw, words);
  return Array.isArray(raw) && raw.length === 2 ? [raw[0], number(raw[1], words)] : raw;
};

const lastIsNumber: Shape = (raw, words) =>
  Array.isArray(raw) ? [...raw.slice(0, -1), number(raw[raw.length - 1], words)] : raw;

const poppedFromMany: Shape = (raw, words) =>
  Array.isArray(raw) ? [raw[0], each(lastIsNumber)(raw[1], words)] : raw;

/** An item of GEOSEARCH: its coordinates, if asked for, are the array in it. */
const located: Shape = (raw, words) =>
  Array.isArray(raw) ? raw.map((part) => (Array.isArray(part) ? each(number)(part, words) : part)) : raw;
const geoSearch = when('WITHCOORD', each(located));

const stream: Shape = map({
  groups: maps({ consumers: maps() }),
});

const SHAPES: Readonly<Record<string, Shape>> = {
  HGETALL: map(),
  'CONFIG GET': map(),
  XREAD: (raw, words) =>
    map()(Array.isArray(raw) ? raw.reduce((all, item) => all.concat(item), []) : raw, words),
  XREADGROUP: (raw, words) =>
    map()(Array.isArray(raw) ? raw.reduce((all, item) => all.concat(item), []) : raw, words),
  'XINFO STREAM': stream,
  'XINFO GROUPS': maps(),
  'XINFO CONSUMERS': maps(),
  LCS: when('IDX', map()),
  'FUNCTION LIST': maps({ functions: maps() }),
  'FUNCTION STATS': map({ running_script: map(), engines: map({}, map()) }),
  'CLIENT TRACKINGINFO': map(),
  'ACL GETUSER': map({ selectors: maps() }),
  'ACL LOG': maps(),
  'LATENCY HISTOGRAM': map({}, map({ histogram_usec: map() })),
  'MODULE LIST': maps(),
  'CLUSTER LINKS': maps(),
  'CLUSTER SHARDS': maps({ nodes: maps() }),
  ZSCORE: number,
  ZINCRBY: number,
  ZMSCORE: each(number),
  ZADD: when('INCR', number),
  ZRANGE: withScores,
  ZREVRANGE: withScores,
  ZRANGEBYSCORE: withScores,
  ZREVRANGEBYSCORE: withScores,
  ZUNION: withScores,
  ZINTER: withScores,
  ZDIFF: withScores,
  ZRANDMEMBER: withScores,
  HRANDFIELD: when(
    'WITHVALUES',
    pairs((raw) => raw),
  ),
  ZPOPMIN: popped,
  ZPOPMAX: popped,
  BZPOPMIN: lastIsNumber,
  BZPOPMAX: lastIsNumber,
  ZMPOP: poppedFromMany,
  BZMPOP: poppedFromMany,
  ZRANK: when('WITHSCORE', lastIsNumber),
  ZREVRANK: when('WITHSCORE', lastIsNumber),
  GEOPOS: each(each(number)),
  GEOSEARCH: geoSearch,
  GEORADIUS: geoSearch,
  GEORADIUSBYMEMBER: geoSearch,
  GEORADIUS_RO: geoSearch,
  GEORADIUSBYMEMBER_RO: geoSearch,
};
