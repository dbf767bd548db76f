import {
  flag,
  key,
  type Major,
  many,
  mode,
  number,
  nxOrXx,
  type Option,
  options,
  type Shape,
  value,
  values,
  type Word,
  word,
} from './arguments.js';
import { all, nullable, type Text } from './replies.js';
import { at, type Row, type Reply } from './row.js';

type Coordinates = { readonly longitude: number; readonly latitude: number };
const coordinates: Shape = (words, { longitude, latitude }: Coordinates) => {
  words.push(longitude.toString(), latitude.toString());
};
const locations = many((words, given: Coordinates & { readonly member: Word }) => {
  words.push(given.longitude.toString(), given.latitude.toString(), given.member);
});

/** A member: a string, or since major 5 a Buffer. */
const isMember = (from: unknown, major: number): from is Word =>
  typeof from === 'string' || (major !== 4 && from instanceof Buffer);
/** GEORADIUS takes a place and GEORADIUSBYMEMBER a member; major 4 goes by what it is given. */
const center4 =
  (later: Shape): Shape =>
  (words, from, major, positions) => {
    if (major !== 4) later(words, from, major, positions);
    else (typeof from === 'string' ? value : coordinates)(words, from as never, major, positions);
  };
const from: Shape = (words, given: Word | Coordinates, major) => {
  if (isMember(given, major)) return void words.push('FROMMEMBER', given);
  words.push('FROMLONLAT');
  coordinates(words, given, major, undefined);
};
type Area = {
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  readonly unit: string;
};
const area: Shape = (words, given: Area) => {
  if ('radius' in given) words.push('BYRADIUS', given.radius.toString());
  else words.push('BYBOX', (given as Area).width.toString(), (given as Area).height.toString());
  words.push(given.unit);
};

type Count = number | { readonly value: number; readonly ANY?: boolean };
const geoCount: Option = (words, { COUNT }, major) => {
  // Major 4 sends a 0.
  if (!COUNT && (major !== 4 || typeof COUNT !== 'number')) return;
  const given = COUNT as Count;
  words.push('COUNT', (typeof given === 'number' ? given : given.value).toString());
  if (typeof given !== 'number' && given.ANY) words.push('ANY');
};
const found = options(word('SORT'), geoCount);
const storeWord: Shape = (words, given: { STOREDIST?: boolean } | undefined) => {
  words.push(given?.STOREDIST ? 'STOREDIST' : 'STORE');
};

/** Coordinates and distances: text in majors 4 and 5, numbers in 6. */
const float = (raw: Text, major: Major): Text | number => (major === 6 ? Number(raw) : raw);
const place = (raw: readonly [Text, Text], major: Major) => ({
  longitude: float(raw[0], major),
  latitude: float(raw[1], major),
});

/** Members with what the last words ask for, in the server's order. */
const membersWith: Reply = (raw: readonly (readonly unknown[])[], major, words) => {
  const asked = new Set<unknown>();
  for (let i = words.length - 1; String(words[i]).startsWith('WITH'); i--) asked.add(words[i]);
  return raw.map(([member, ...rest]) => {
    const found: Record<string, unknown> = { member };
    if (asked.has('WITHDIST')) found['distance'] = float(rest.shift() as Text, major);
    if (asked.has('WITHHASH')) found['hash'] = rest.shift();
    if (asked.has('WITHCOORD')) found['coordinates'] = place(rest.shift() as readonly [Text, Text], major);
    return found;
  });
};

const inPlace = [key, center4(coordinates), number, value] as const;
const byMember = [key, center4(value), number, value] as const;
const andFound = at(5, found);
const stored = [andFound, at(5, storeWord), at(4, key)] as const;
const andWith = [andFound, at(4, values)] as const;

/** Commands on places. */
export const geo: readonly Row[] = [
  ['geoAdd', [key, at(2, options(nxOrXx, flag('CH'))), at(1, locations)]],
  ['geoDist', [key, value, value, mode], nullable(Number)],
  ['geoHash', [key, values]],
  ['geoPos', [key, values], all(nullable(place))],
  ['geoRadius', [...inPlace, found]],
  ['geoRadiusWith', ['GEORADIUS', ...inPlace, ...andWith], membersWith],
  ['geoRadiusStore', ['GEORADIUS', ...inPlace, ...stored]],
  ['geoRadiusRo', ['GEORADIUS_RO', ...inPlace, found]],
  ['geoRadiusRoWith', ['GEORADIUS_RO', ...inPlace, ...andWith], membersWith],
  ['geoRadiusByMember', [...byMember, found]],
  ['geoRadiusByMemberWith', ['GEORADIUSBYMEMBER', ...byMember, ...andWith], membersWith],
  ['geoRadiusByMemberStore', ['GEORADIUSBYMEMBER', ...byMember, ...stored]],
  ['geoRadiusByMemberRo', ['GEORADIUSBYMEMBER_RO', ...byMember, found]],
  ['geoRadiusByMemberRoWith', ['GEORADIUSBYMEMBER_RO', ...byMember, ...andWith], membersWith],
  ['geoSearch', [key, from, area, found]],
  [
    'geoSearchStore',
    ['GEOSEARCHSTORE', key, key, from, area, options(word('SORT'), geoCount, flag('STOREDIST'))],
  ],
  ['geoSearchWith', ['GEOSEARCH', key, from, area, at(4, found), at(3, values)], membersWith],
];
