/**
 * What the methods reply, from what the server says in RESP 2. Measured against redis 4.7.1, 5.12.1 and 6.3.1
 * (6 speaks RESP 3: numbers for scores, objects for maps). `Text` is a Buffer where the caller asked for Buffers.
 */
import type { Major, Word } from './arguments.js';
import type { Reply } from './row.js';

export type Text = string | Buffer;
export type Flat = readonly unknown[];

/** Another reply in major 4 than in 5 and 6. */
export const replySince5 =
  (four: Reply, later: Reply): Reply =>
  (raw, major, words) =>
    (major === 4 ? four : later)(raw, major, words);

/** A reply that only major 4 makes; 5 and 6 give it raw. */
export const in4 = (four: Reply): Reply => replySince5(four, (raw) => raw);

/** Another reply in major 6, which gets a map from the server. */
export const since6 = (before: Reply, six: Reply): Reply => by(before, before, six);

/** A reply for each major. */
export const by = (four: Reply, five: Reply, six: Reply): Reply => {
  const replies = { 4: four, 5: five, 6: six };
  return (raw, major, words) => replies[major](raw, major, words);
};

/** Null stays null. */
export const nullable =
  (reply: Reply): Reply =>
  (raw, major, words) =>
    raw === null ? null : reply(raw, major, words);

/** Each item. */
export const all =
  (reply: Reply): Reply =>
  (raw: Flat, major, words) =>
    raw.map((item) => reply(item, major, words));

/** `OK` and other simple strings: 5 and 6 map bulk strings alone to Buffers. */
export const status: Reply = (raw, major) => (major !== 4 && Buffer.isBuffer(raw) ? raw.toString() : raw);

export const statuses = all(status);

/** Text that major 6 gets as a verbatim string, no bulk string. */
export const verbatim: Reply = (raw, major) => (major === 6 && Buffer.isBuffer(raw) ? raw.toString() : raw);

export const boolean: Reply = in4((raw) => raw === 1);
export const booleans: Reply = all(boolean);

/** A number that the server sends as text. Major 4 does not know `inf`. */
export const double = (raw: Text | number, major: Major): number => {
  const digits = raw.toString();
  if (digits === '+inf' || (digits === 'inf' && major !== 4)) return Infinity;
  if (digits === '-inf') return -Infinity;
  return Number(raw);
};

/** `field, value, field, value` as an object, without a prototype before major 6. */
export const object = (raw: Flat, major: Major): Record<string, unknown> =>
  fill(major === 6 ? {} : Object.create(null), raw);

export const plainObject = (raw: Flat): Record<string, unknown> => fill({}, raw);

function fill(result: Record<string, unknown>, raw: Flat): Record<string, unknown> {
  for (let i = 0; i < raw.length; i += 2) result[String(raw[i])] = raw[i + 1];
  return result;
}

/** The values of `name, value, name, value` under other names, in their order; more of the server's are left out. */
export const renamed =
  (...names: readonly string[]): Reply =>
  (raw: Flat) =>
    Object.fromEntries(names.map((name, i) => [name, raw[2 * i + 1]]));

/** `member, score, member, score`. */
export const scored = (raw: Flat, major: Major): { value: Text; score: number }[] => {
  const result: { value: Text; score: number }[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    result.push({ value: raw[i] as Text, score: double(raw[i + 1] as Text, major) });
  }
  return result;
};

/** `member, score`; nothing: null. */
export const firstScored = (raw: Flat, major: Major): { value: Text; score: number } | null =>
  scored(raw, major)[0] ?? null;

/** `field, value, field, value` as a list. */
export const entries = (raw: Flat): { field: unknown; value: unknown }[] => {
  const result: { field: unknown; value: unknown }[] = [];
  for (let i = 0; i < raw.length; i += 2) result.push({ field: raw[i], value: raw[i + 1] });
  return result;
};

/** `cursor, items`: the cursor is a number in major 4. */
export const page =
  (name: string, items: Reply = (raw) => raw): Reply =>
  ([cursor, raw]: readonly [Text, unknown], major: Major, words: readonly Word[]) => ({
    cursor: major === 4 ? Number(cursor) : cursor,
    [name]: items(raw, major, words),
  });
