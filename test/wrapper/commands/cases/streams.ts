import { type Case, call } from '../harness.js';

const bytes = Buffer.from([0xff, 0x00, 0x61]);
const since5 = { majors: [5, 6] } as const;
const in4 = { majors: [4] } as const;
const entries = 'XADD s 1-1 a 1 b 2; XADD s 2-1 c 3';
const group = `${entries}; XGROUP CREATE s g 0`;
const pending = `${group}; XREADGROUP GROUP g bob COUNT 2 STREAMS s >`;
const deleted = `${pending}; XDEL s 1-1`;
const typeOnly = (reply: unknown) => (Buffer.isBuffer(reply) ? 'Buffer' : typeof reply);
/** Without the milliseconds since something happened. */
const still =
  (...names: readonly string[]) =>
  (reply: unknown) =>
    (reply as Record<string, unknown>[]).map((row) => {
      const copy = { ...row };
      for (const name of names) if (name in copy) copy[name] = typeof copy[name];
      return copy;
    });

export const streams: readonly Case[] = [
  call('xAck', ['s', 'g', '1-1'], pending),
  call('xAck', ['s', 'g', ['1-1', '2-1', '9-9']], pending),
  call('xAdd', ['s', '*', { a: '1' }], '', { sees: typeOnly }),
  call('xAdd', ['s', '5-1', { a: '1', b: bytes }]),
  call('xAdd', ['s', '1-1', { a: '1' }], entries),
  call('xAdd', ['s', '5-1', { a: '1' }, { NOMKSTREAM: true }], '', in4),
  call(
    'xAdd',
    ['s', '5-1', { a: '1' }, { TRIM: { strategy: 'MAXLEN', strategyModifier: '=', threshold: 1 } }],
    entries,
  ),
  call(
    'xAdd',
    ['s', '5-1', { a: '1' }, { TRIM: { strategy: 'MINID', strategyModifier: '~', threshold: 2, limit: 1 } }],
    entries,
  ),
  call('xAdd', ['s', '5-1', { a: 1 }]),
  call('xAdd', ['s', '5-1', {}]),
  call('xAddNoMkStream', ['s', '5-1', { a: '1' }], '', since5),
  call('xAddNoMkStream', ['s', '5-1', { a: '1' }], entries, since5),
  call('xAutoClaim', ['s', 'g', 'eve', 0, '0'], pending),
  call('xAutoClaim', ['s', 'g', 'eve', 0, '0', { COUNT: 1 }], deleted),
  call('xAutoClaimJustId', ['s', 'g', 'eve', 0, '0'], pending),
  call('xClaim', ['s', 'g', 'eve', 0, '1-1'], pending),
  call('xClaim', ['s', 'g', 'eve', 0, ['1-1', '2-1'], { IDLE: 5, RETRYCOUNT: 3, FORCE: true }], deleted),
  call('xClaim', ['s', 'g', 'eve', 0, '1-1', { TIME: 1000 }], pending),
  call('xClaim', ['s', 'g', 'eve', 0, '1-1', { TIME: new Date(5000) }], pending),
  call('xClaim', ['s', 'g', 'eve', 0, '1-1', { LASTID: '1-1', IDLE: 0 }], pending, since5),
  call('xClaimJustId', ['s', 'g', 'eve', 0, ['1-1']], pending),
  call('xDel', ['s', '1-1'], entries),
  call('xDel', ['s', ['1-1', '9-9']], entries),
  call('xGroupCreate', ['s', 'g', '$'], entries),
  call('xGroupCreate', ['s', 'g', '0', { MKSTREAM: true }]),
  call('xGroupCreate', ['s', 'g', '0', { ENTRIESREAD: 1 }], entries, since5),
  call('xGroupCreate', ['s', 'g', '0'], group),
  call('xGroupCreateConsumer', ['s', 'g', 'bob'], group),
  call('xGroupCreateConsumer', ['s', 'g', 'bob'], pending),
  call('xGroupDelConsumer', ['s', 'g', 'bob'], pending),
  call('xGroupDestroy', ['s', 'g'], group),
  call('xGroupDestroy', ['s', 'none'], group),
  call('xGroupSetId', ['s', 'g', '0'], group),
  call('xGroupSetId', ['s', 'g', '0', { ENTRIESREAD: 1 }], group, since5),
  call('xInfoConsumers', ['s', 'g'], pending, { sees: still('idle', 'inactive') }),
  call('xInfoConsumers', ['s', 'g'], group),
  call('xInfoGroups', ['s'], pending),
  call('xInfoGroups', ['s'], entries),
  call('xInfoStream', ['s'], group),
  call('xInfoStream', ['s'], 'XGROUP CREATE s g 0 MKSTREAM'),
  call('xInfoStream', ['none']),
  call('xLen', ['s'], entries),
  call('xPending', ['s', 'g'], pending),
  call('xPending', ['s', 'g'], group),
  call('xPendingRange', ['s', 'g', '-', '+', 10], pending, { sees: still('millisecondsSinceLastDelivery') }),
  call('xPendingRange', ['s', 'g', '-', '+', 1, { IDLE: 0, consumer: 'bob' }], pending, {
    sees: still('millisecondsSinceLastDelivery'),
  }),
  call('xPendingRange', ['s', 'g', '-', '+', 10, { IDLE: 100000 }], pending),
  call('xRange', ['s', '-', '+'], entries),
  call('xRange', ['s', '-', '+', { COUNT: 1 }], entries),
  call('xRange', ['s', '-', '+', { COUNT: 0 }], entries),
  call('xRange', ['s', '-', '+'], [['XADD', 's', '1-1', bytes, bytes, '__proto__', 'x']]),
  call('xRange', ['none', '-', '+']),
  call('xRead', [{ key: 's', id: '0' }], entries),
  call(
    'xRead',
    [
      [
        { key: 's', id: '1-1' },
        { key: 't', id: '0' },
      ],
      { COUNT: 5 },
    ],
    `${entries}; XADD t 1-1 x y`,
  ),
  call('xRead', [{ key: 's', id: '$' }, { BLOCK: 1 }], entries),
  call('xRead', [{ key: 'none', id: '0' }]),
  call('xReadGroup', ['g', 'bob', { key: 's', id: '>' }], group),
  call('xReadGroup', ['g', 'bob', [{ key: 's', id: '>' }], { COUNT: 1, BLOCK: 1, NOACK: true }], group),
  call('xReadGroup', ['g', 'bob', { key: 's', id: '0' }], pending),
  call('xReadGroup', ['g', 'bob', { key: 's', id: '0' }], deleted),
  call('xReadGroup', ['g', 'bob', { key: 's', id: '>' }, { BLOCK: 1 }], pending),
  call('xReadGroup', ['none', 'bob', { key: 's', id: '>' }], entries),
  call('xRevRange', ['s', '+', '-'], entries),
  call('xRevRange', ['s', '+', '-', { COUNT: 1 }], entries),
  call('xSetId', ['s', '9-9'], entries),
  call('xSetId', ['s', '9-9', { ENTRIESADDED: 5, MAXDELETEDID: '1-1' }], entries),
  call('xTrim', ['s', 'MAXLEN', 1], entries),
  call('xTrim', ['s', 'MINID', 2, { strategyModifier: '=' }], entries),
  call('xTrim', ['s', 'MAXLEN', 0, { strategyModifier: '~', LIMIT: 1 }], entries),
  call('xTrim', ['s', 'MAXLEN', 0, { LIMIT: 1 }], entries),
];
