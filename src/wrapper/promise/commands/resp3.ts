/**
 * What `sendCommand` of major 6 replies: the server's RESP 3, made from what it says in RESP 2. Measured against redis
 * 6.3.1 on Valkey 8.0.1: maps are objects, scores and coordinates numbers, pairs lists of two.
 */
import type { Word } from './arguments.js';
import { docs } from './introspection.js';
import { double, type Flat, plainObject, type Text } from './replies.js';

/** `has` tells whether a word was sent, `length` how many. */
type Shape = (raw: Flat, has: (word: string) => boolean, length: number) => unknown;

/** The reply of a command sent as `words`; what RESP 3 says alike stays as it is. */
export function resp3Reply(words: readonly Word[], raw: unknown): unknown {
  const name = String(words[0]).toUpperCase();
  if (!Array.isArray(raw)) return raw !== null && isScore(name, raw) ? number(raw) : raw;
  const shape = SHAPES.get(`${name} ${String(words[1]).toUpperCase()}`) ?? SHAPES.get(name);
  return shape
    ? shape(raw, (word) => words.some((item) => String(item).toUpperCase() === word), words.length)
    : raw;
}

/** A lone score is text; counts (ZADD without INCR) are numbers already. */
const isScore = (name: string, raw: unknown): raw is Text =>
  typeof raw !== 'number' && (name === 'ZSCORE' || name === 'ZINCRBY' || name === 'ZADD');

const number = (raw: Text): number => double(raw, 6);
const numberOrNull = (raw: unknown): number | null => (raw === null ? null : number(raw as Text));
const map = (raw: Flat): Record<string, unknown> => plainObject(raw);
/** A map with some of its values in another shape. */
const mapWith =
  (shapes: Readonly<Record<string, (value: never) => unknown>>) =>
  (raw: Flat): Record<string, unknown> => {
    const result = map(raw);
    for (const [name, shape] of Object.entries(shapes)) {
      if (Array.isArray(result[name]) || typeof result[name] === 'string')
        result[name] = shape(result[name] as never);
    }
    return result;
  };
const each =
  (shape: (item: Flat) => unknown) =>
  (raw: Flat): unknown[] =>
    raw.map((item) => (Array.isArray(item) ? shape(item) : item));
const values =
  (shape: (value: Flat) => unknown) =>
  (raw: Flat): Record<string, unknown> =>
    Object.fromEntries(Object.entries(map(raw)).map(([name, value]) => [name, shape(value as Flat)]));

const pairs = (raw: Flat): unknown[][] => {
  const result: unknown[][] = [];
  for (let i = 0; i < raw.length; i += 2) result.push([raw[i], raw[i + 1]]);
  return result;
};
/** The last of each list is a score. */
const lastNumber = (raw: Flat): unknown[] => [...raw.slice(0, -1), number(raw[raw.length - 1] as Text)];
const scores = (raw: Flat): unknown[][] => pairs(raw).map(lastNumber);
const ranged: Shape = (raw, has) => (has('WITHSCORES') ? scores(raw) : raw);
const ranked: Shape = (raw, has) => (has('WITHSCORE') ? lastNumber(raw) : raw);
/** With a count a list of pairs. */
const popping: Shape = (raw, _has, length) => {
  if (length > 2) return scores(raw);
  return raw.length === 0 ? raw : lastNumber(raw);
};
const popped: Shape = ([key, members]) => [key, each(lastNumber)(members as Flat)];
const coordinates = (raw: Flat): unknown[] => raw.map((degrees) => number(degrees as Text));
const located: Shape = each(each(coordinates));
const streams: Shape = (raw) =>
  Object.fromEntries((raw as readonly Flat[]).map(([name, list]) => [String(name), list]));
const group = mapWith({ consumers: each(map) });
const keySpec = mapWith({ begin_search: mapWith({ spec: map }), find_keys: mapWith({ spec: map }) });
const described = (raw: Flat): unknown[] =>
  raw.map((part, i) =>
    i === 8 ? each(keySpec)(part as Flat) : i === 9 ? each(described)(part as Flat) : part,
  );
const memory: Shape = (raw) =>
  Object.fromEntries(
    Object.entries(map(raw)).map(([name, value]) => [
      name,
      Array.isArray(value) ? map(value) : typeof value === 'number' ? value : number(value as Text),
    ]),
  );

const SHAPES = new Map<string, Shape>();
const add = (shape: Shape, names: string): void => {
  for (const name of names.split(', ')) SHAPES.set(name, shape);
};
add(map, 'CLIENT TRACKINGINFO, CONFIG GET, HELLO, HGETALL, LCS');
add(each(map), 'CLUSTER LINKS, MODULE LIST, XINFO CONSUMERS, XINFO GROUPS');
add(mapWith({ selectors: each(map) }), 'ACL GETUSER');
add(each(mapWith({ 'age-seconds': number })), 'ACL LOG');
add((raw, _has, length) => (length === 1 ? each(described)(raw) : raw), 'COMMAND');
add(docs, 'COMMAND DOCS');
add(each(described), 'COMMAND INFO');
add(each(mapWith({ functions: each(map) })), 'FUNCTION LIST');
add(mapWith({ running_script: map, engines: values(map) }), 'FUNCTION STATS');
add(values(mapWith({ histogram_usec: map })), 'LATENCY HISTOGRAM');
add(memory, 'MEMORY STATS');
add(mapWith({ groups: each(group) }), 'XINFO STREAM');
add(streams, 'XREAD, XREADGROUP');
add(each(coordinates), 'GEOPOS');
add(located, 'GEORADIUS, GEORADIUSBYMEMBER, GEORADIUSBYMEMBER_RO, GEORADIUS_RO, GEOSEARCH');
add((raw, has) => (has('WITHVALUES') ? pairs(raw) : raw), 'HRANDFIELD');
add(lastNumber, 'BZPOPMAX, BZPOPMIN');
add(popped, 'BZMPOP, ZMPOP');
add((raw) => raw.map(numberOrNull), 'ZMSCORE');
add(popping, 'ZPOPMAX, ZPOPMIN');
add(ranked, 'ZRANK, ZREVRANK');
add(ranged, 'ZDIFF, ZINTER, ZRANDMEMBER, ZRANGE, ZRANGEBYSCORE, ZREVRANGE, ZREVRANGEBYSCORE, ZUNION');
