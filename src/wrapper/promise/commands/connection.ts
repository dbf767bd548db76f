import {
  content,
  definedIn6,
  either,
  type Major,
  many,
  mode,
  number,
  type Shape,
  value,
  values,
  type Word,
} from './arguments.js';
import { renamed, status, type Text } from './replies.js';
import { type Reply, type Row, together } from './row.js';

type Login = { readonly username?: Word; readonly password: Word };
const login: Shape = (words, { username, password }: Login, major) => {
  if (major === 4 ? username : username !== undefined) words.push(username as Word);
  words.push(password);
};

type Hello4 = { readonly protover: number; readonly auth?: Required<Login>; readonly clientName?: string };
/** Major 4 takes one object. */
const hello4: Shape = (words, given: Hello4 | undefined) => {
  if (!given) return;
  words.push(given.protover.toString());
  if (given.auth) words.push('AUTH', given.auth.username, given.auth.password);
  if (given.clientName) words.push('SETNAME', given.clientName);
};
type Hello = { readonly AUTH?: Required<Login>; readonly SETNAME?: string };
const hello: Shape = (words, [version, given]: readonly [number | undefined, Hello | undefined], major) => {
  if (!version) return;
  words.push(version.toString());
  if (given?.AUTH) words.push('AUTH', given.AUTH.username, given.AUTH.password);
  if (definedIn6(given?.SETNAME, major)) words.push('SETNAME', given?.SETNAME as string);
};
const greeting = renamed('server', 'version', 'proto', 'id', 'mode', 'role', 'modules');

/** Where a filter of CLIENT KILL has its value. */
const FILTER_VALUES = new Map([
  ['ADDR', 'address'],
  ['LADDR', 'localAddress'],
  ['ID', 'id'],
  ['TYPE', 'type'],
  ['USER', 'username'],
  ['SKIPME', 'skipMe'],
  ['MAXAGE', 'maxAge'],
]);
type Filter = { readonly filter: string } & { readonly [value: string]: Word | number | boolean };
const filters = many((words, given: Filter | 'SKIPME') => {
  if (given === 'SKIPME') return void words.push(given);
  const said = given[FILTER_VALUES.get(given.filter) ?? ''];
  words.push(given.filter);
  content(words, typeof said === 'boolean' ? (said ? 'yes' : 'no') : (said as Word | number));
});

type List = { readonly TYPE?: string; readonly ID?: Word | readonly Word[] };
const list: Shape = (words, given: List | undefined, major, positions) => {
  if (!given) return;
  if (given.TYPE !== undefined) return void words.push('TYPE', given.TYPE);
  words.push('ID');
  values(words, given.ID, major, positions);
};

type Tracking = Readonly<Record<string, unknown>> & { readonly PREFIX?: string | readonly string[] };
const tracking: Shape = (words, [on, given]: readonly [boolean, Tracking | undefined]) => {
  words.push(on ? 'ON' : 'OFF');
  if (!on || !given) return;
  if (given['REDIRECT']) words.push('REDIRECT', String(given['REDIRECT']));
  if (given['BCAST'] === true) {
    words.push('BCAST');
    if (given.PREFIX) many(prefix)(words, given.PREFIX, 4, undefined);
  } else if (given['OPTIN'] === true) words.push('OPTIN');
  else if (given['OPTOUT'] === true) words.push('OPTOUT');
  if (given['NOLOOP']) words.push('NOLOOP');
};
const prefix: Shape = (words, name: string) => void words.push('PREFIX', name);

/** Majors 4 and 5 take an empty message for none. */
const message: Shape = (words, text: Word | undefined, major) => {
  if (definedIn6(text, major)) words.push(text as Word);
};
const pong: Reply = (raw, major, words) => (words.length === 1 ? status(raw, major, words) : raw);

const trackingInfo: Reply = (raw: readonly unknown[], major) => {
  const info = renamed('flags', 'redirect', 'prefixes')(raw, major, []) as Record<string, unknown>;
  return major === 4 ? { ...info, flags: new Set(info['flags'] as readonly string[]) } : info;
};

const FIELDS =
  'id addr fd name age idle flags db sub psub multi qbuf qbuf-free argv-mem obl oll omem tot-mem events cmd user lib-name lib-ver'.split(
    ' ',
  );
const TEXT_FIELDS = new Set('addr name flags events cmd user lib-name lib-ver laddr'.split(' '));
/** Left out where the server does not say them; the last three since major 6. */
const LATER_FIELDS = 'laddr redir ssub multi-mem resp watch rbs rbp'.split(' ');

const clientInfo = (raw: Text, major: Major): Record<string, unknown> => {
  const said = new Map(
    Array.from(raw.toString().matchAll(/([^\s=]+)=(\S*)/g), ([, name, item]) => [name, item]),
  );
  const later = LATER_FIELDS.slice(0, major === 6 ? 8 : 5).filter((field) => said.has(field));
  return Object.fromEntries(
    [...FIELDS, ...later].map((field) => [
      field.replace(/-(.)/, (_, letter: string) => letter.toUpperCase()),
      TEXT_FIELDS.has(field) ? said.get(field) : Number(said.get(field)),
    ]),
  );
};
const clientList: Reply = (raw: Text, major) =>
  raw
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => clientInfo(line, major));

/** Commands on the connection, and on those of others. */
export const connection: readonly Row[] = [
  ['asking', [], status],
  ['auth', [login], status],
  ['clientCaching', [either('YES', 'NO')], status],
  ['clientGetName', []],
  ['clientGetRedir', []],
  ['clientId', []],
  ['clientInfo', [], clientInfo],
  ['clientKill', [filters]],
  ['clientList', [list], clientList],
  ['clientNoEvict', ['CLIENT', 'NO-EVICT', either('ON', 'OFF')], status],
  ['clientNoTouch', ['CLIENT', 'NO-TOUCH', either('ON', 'OFF')], status],
  ['clientPause', [number, mode], status],
  ['clientSetName', [value], status],
  ['clientTracking', [together(tracking)], status],
  ['clientTrackingInfo', [], trackingInfo],
  ['clientUnblock', [content, mode], undefined, [6]],
  ['clientUnpause', [], status],
  ['echo', [value]],
  ['hello', [hello4], greeting, [4]],
  ['hello', [together(hello)], greeting, [5, 6]],
  ['ping', [message], pong],
  ['readonly', [], status],
  ['readwrite', [], status, [4]],
];
