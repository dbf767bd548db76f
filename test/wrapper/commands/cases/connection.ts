import { type Case, call } from '../harness.js';

const since5 = { majors: [5, 6] } as const;
const in4 = { majors: [4] } as const;
const typeOnly = (reply: unknown) => (Buffer.isBuffer(reply) ? 'Buffer' : typeof reply);
/** The kind of each field: what a connection is differs between two of them. */
const kinds = (reply: unknown): unknown =>
  Object.entries(reply as object).map(([name, value]) => [name, Number.isNaN(value) ? 'NaN' : typeof value]);
const firstKinds = (reply: unknown) => kinds((reply as object[])[0] as object);
const onConnection = { onConnection: true } as const;

export const connection: readonly Case[] = [
  call('asking', []),
  call('auth', [{ password: 'x' }]),
  call('auth', [{ username: 'default', password: 'x' }]),
  call('auth', [{ username: 'nobody', password: 'x' }]),
  call('auth', []),
  call('clientCaching', [true]),
  call('clientGetName', [], 'CLIENT SETNAME me', onConnection),
  call('clientSetName', ['']),
  call('clientGetName', []),
  call('clientGetRedir', []),
  call('clientId', [], '', { sees: typeOnly }),
  call('clientInfo', [], '', { sees: kinds }),
  call('clientKill', [{ filter: 'ADDR', address: '127.0.0.1:1' }]),
  call('clientKill', [
    [
      { filter: 'ID', id: 999999 },
      { filter: 'SKIPME', skipMe: true },
    ],
  ]),
  call('clientKill', [[{ filter: 'TYPE', type: 'replica' }, 'SKIPME']]),
  call('clientKill', [
    [
      { filter: 'USER', username: 'nobody' },
      { filter: 'ID', id: '999999' },
    ],
  ]),
  call('clientKill', [{ filter: 'LADDR', localAddress: '127.0.0.1:1' }]),
  call('clientKill', [{ filter: 'MAXAGE', maxAge: 100000 }]),
  call('clientList', [], '', { sees: firstKinds }),
  call('clientList', [{ TYPE: 'normal' }], '', { sees: firstKinds }),
  call('clientList', [{ TYPE: 'replica' }]),
  call('clientList', [{ ID: ['999999'] }]),
  call('clientNoEvict', [true]),
  call('clientNoEvict', [false]),
  call('clientNoTouch', [true]),
  call('clientNoTouch', [false]),
  call('clientPause', [1]),
  call('clientPause', [1, 'WRITE']),
  call('clientSetName', ['me']),
  call('clientSetName', ['not me']),
  call('clientTracking', [true, { BCAST: true, PREFIX: ['a', 'b'], NOLOOP: true, REDIRECT: 1 }]),
  call('clientTracking', [true, { OPTIN: true }]),
  call('clientTracking', [false]),
  call('clientTracking', [true, { OPTOUT: true, PREFIX: 'a' }]),
  call('clientTracking', [false, { BCAST: true }]),
  call('clientTrackingInfo', []),
  call('clientUnblock', [999999], '', { majors: [6] }),
  call('clientUnblock', ['999999', 'ERROR'], '', { majors: [6] }),
  call('clientUnpause', []),
  call('echo', ['hello']),
  call('hello', [], '', { sees: kinds }),
  call('hello', [{ protover: 2 }], '', { ...in4, sees: kinds }),
  call('hello', [{ protover: 2, clientName: 'me', auth: { username: 'default', password: 'x' } }], '', {
    ...in4,
    sees: kinds,
  }),
  call('hello', [2, { SETNAME: 'not me' }], '', { majors: [5] }),
  call('hello', [9], '', since5),
  call('hello', [3, { AUTH: { username: 'nobody', password: 'x' } }], '', since5),
  call('ping', []),
  call('ping', ['hello']),
  call('ping', ['']),
  call('readonly', []),
  call('readwrite', [], '', in4),
];
