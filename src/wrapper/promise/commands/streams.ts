import {
  defined,
  definedIn6,
  definedSince5,
  flag,
  key,
  number,
  numberIn4,
  type Option,
  options,
  pair,
  type Shape,
  value,
  values,
  type Word,
  word,
} from './arguments.js';
import { all, boolean, by, nullable, object, renamed, since6, status, type Text } from './replies.js';
import { at, type Row, type Reply } from './row.js';

type Trim = {
  readonly strategy?: string;
  readonly strategyModifier?: string;
  readonly threshold: number;
  readonly limit?: number;
  readonly policy?: string;
};
const trim: Option = (words, { TRIM }, major) => {
  if (!TRIM) return;
  const given = TRIM as Trim;
  if (given.strategy || major === 6) words.push(given.strategy as string);
  if (given.strategyModifier) words.push(given.strategyModifier);
  words.push(given.threshold.toString());
  if (definedIn6(given.limit, major)) words.push('LIMIT', (given.limit as number).toString());
  if (major !== 4 && given.policy) words.push(given.policy);
};
const noMkStream4: Option = (words, { NOMKSTREAM }, major) => {
  if (major === 4 && NOMKSTREAM) words.push('NOMKSTREAM');
};
const producer: Option = (words, { IDMPAUTO, IDMP }) => {
  const given = (IDMPAUTO ?? IDMP) as { readonly pid: Word; readonly iid: Word } | undefined;
  if (IDMPAUTO) words.push('IDMPAUTO', (given as { readonly pid: Word }).pid);
  else if (given) words.push('IDMP', given.pid, given.iid);
};
const addOptions = options(noMkStream4, word('policy'), producer, trim);
const messageFields: Shape = (words, message: Readonly<Record<string, Word>>) => {
  for (const [name, item] of Object.entries(message)) words.push(name, item);
};

type Stream = { readonly key: Word; readonly id: Word };
/** All keys, then all ids. */
const streamsAfter: Shape = (words, given: Stream | readonly Stream[], major, positions) => {
  const list: readonly Stream[] = Array.isArray(given) ? given : [given];
  words.push('STREAMS');
  for (const stream of list) key(words, stream.key, major, positions);
  for (const stream of list) words.push(stream.id);
};

const timestamp: Shape = (words, given: number | Date) => {
  words.push((given instanceof Date ? given.getTime() : given).toString());
};
/** `LIMIT` of XTRIM, where a cut may be rough: major 6 looks for the `~`. */
const trimLimit: Option = (words, { LIMIT, strategyModifier }, major) => {
  if (major === 6 ? strategyModifier === '~' && LIMIT !== undefined : LIMIT) {
    words.push('LIMIT', (LIMIT as number).toString());
  }
};

/** `id, [field, value, …]`, and what XREADGROUP CLAIM adds. */
const messageReply: Reply = ([id, body, idle, deliveries]: readonly unknown[], major) => ({
  id,
  message: object(body as readonly unknown[], major),
  ...(idle !== undefined && major !== 4 && { millisElapsedFromDelivery: idle }),
  ...(deliveries !== undefined && major !== 4 && { deliveriesCounter: deliveries }),
});
const messages = nullable(all(messageReply));
const messagesOrNull = all(nullable(messageReply));
const read: Reply = nullable(
  all(([name, list]: readonly unknown[], major, words) => ({
    // In major 6 it was the key of a map.
    name: major === 6 ? String(name) : name,
    messages: messages(list, major, words),
  })),
);

const claimed: Reply = ([nextId, list, deleted]: readonly unknown[], major, words) => ({
  nextId,
  messages: messagesOrNull(list, major, words),
  ...(major !== 4 && { deletedMessages: deleted }),
});
const claimedIds: Reply = ([nextId, ids, deleted]: readonly unknown[], major) => ({
  nextId,
  messages: ids,
  ...(major !== 4 && { deletedMessages: deleted }),
});

type Pending = readonly [number, Text | null, Text | null, readonly (readonly [Text, Text])[] | null];
const pending: Reply = ([count, firstId, lastId, consumers]: Pending) => ({
  pending: count,
  firstId,
  lastId,
  consumers:
    consumers === null
      ? null
      : consumers.map(([name, deliveries]) => ({ name, deliveriesCounter: Number(deliveries) })),
});
const pendingRange = all(([id, consumer, idle, deliveriesCounter]: readonly unknown[], major) => ({
  id,
  [major === 4 ? 'owner' : 'consumer']: consumer,
  millisecondsSinceLastDelivery: idle,
  deliveriesCounter,
}));

/** Major 4 knows these fields alone. */
const STREAM_FIELDS_4 = new Map([
  ['length', 'length'],
  ['radix-tree-keys', 'radixTreeKeys'],
  ['radix-tree-nodes', 'radixTreeNodes'],
  ['groups', 'groups'],
  ['last-generated-id', 'lastGeneratedId'],
  ['first-entry', 'firstEntry'],
  ['last-entry', 'lastEntry'],
]);
const stream: Reply = (raw: readonly unknown[], major, words) => {
  const info: Record<string, unknown> = {};
  for (let i = 0; i < raw.length; i += 2) {
    const field = String(raw[i]);
    const name = major === 4 ? STREAM_FIELDS_4.get(field) : field;
    if (name)
      info[name] = field.endsWith('-entry') ? nullable(messageReply)(raw[i + 1], major, words) : raw[i + 1];
  }
  return info;
};
const consumers = all(since6(renamed('name', 'pending', 'idle', 'inactive'), object));
const groups = all(
  by(
    renamed('name', 'consumers', 'pending', 'lastDeliveredId'),
    renamed('name', 'consumers', 'pending', 'last-delivered-id', 'entries-read', 'lag'),
    object,
  ),
);

const pageCount = pair('COUNT', number, definedIn6);
const readOptions = [
  pageCount,
  pair('MAXCOUNT', number, defined),
  pair('MAXSIZE', number, defined),
  pair('BLOCK', number, numberIn4),
];
const claimOptions = options(
  pair('IDLE', number, definedSince5),
  pair('TIME', timestamp, definedSince5),
  pair('RETRYCOUNT', number, definedSince5),
  flag('FORCE'),
  pair('LASTID', value, defined),
);
const xAutoClaim = ['XAUTOCLAIM', key, value, value, number, value, options(pair('COUNT'))] as const;
const xClaim = ['XCLAIM', key, value, value, number, values, claimOptions] as const;
const entriesRead = pair('ENTRIESREAD', number, definedIn6);

/** Commands on streams. */
export const streams: readonly Row[] = [
  ['xAck', [key, value, values]],
  ['xAdd', [key, at(3, addOptions), at(1, value), at(2, messageFields)]],
  [
    'xAddNoMkStream',
    ['XADD', key, 'NOMKSTREAM', at(3, addOptions), at(1, value), at(2, messageFields)],
    undefined,
    [5, 6],
  ],
  ['xAutoClaim', xAutoClaim, claimed],
  ['xAutoClaimJustId', [...xAutoClaim, 'JUSTID'], claimedIds],
  ['xClaim', xClaim, messagesOrNull],
  ['xClaimJustId', [...xClaim, 'JUSTID']],
  ['xDel', [key, values]],
  ['xGroupCreate', [key, value, value, options(flag('MKSTREAM'), entriesRead)], status],
  ['xGroupCreateConsumer', [key, value, value], boolean],
  ['xGroupDelConsumer', [key, value, value]],
  ['xGroupDestroy', [key, value], boolean],
  ['xGroupSetId', [key, value, value, options(entriesRead)], status],
  ['xInfoConsumers', [key, value], consumers],
  ['xInfoGroups', [key], groups],
  ['xInfoStream', [key], stream],
  ['xLen', [key]],
  ['xPending', [key, value], pending],
  [
    'xPendingRange',
    [
      'XPENDING',
      key,
      value,
      at(5, options(pair('IDLE', number, definedSince5))),
      value,
      value,
      number,
      options(word('consumer')),
    ],
    pendingRange,
  ],
  ['xRange', [key, value, value, options(pageCount)], messages],
  ['xRead', [at(1, options(...readOptions)), at(0, streamsAfter)], read],
  [
    'xReadGroup',
    [
      'XREADGROUP',
      'GROUP',
      value,
      value,
      at(3, options(...readOptions, pair('CLAIM', number, defined), flag('NOACK'))),
      streamsAfter,
    ],
    read,
  ],
  ['xRevRange', [key, value, value, options(pageCount)], messages],
  [
    'xSetId',
    ['XSETID', key, value, options(pair('ENTRIESADDED', number, definedIn6), pair('MAXDELETEDID', value))],
    status,
  ],
  [
    'xTrim',
    [
      'XTRIM',
      key,
      value,
      at(3, options(word('strategyModifier'))),
      number,
      options(trimLimit, word('policy')),
    ],
  ],
];
