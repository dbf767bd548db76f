import { type Case, call } from '../harness.js';

const since5 = { majors: [5, 6] } as const;
const in4 = { majors: [4] } as const;
const two = 'SADD s 1 2 3; SADD t 2 3 4';
const sorted = (reply: unknown) => (Array.isArray(reply) ? [...reply].sort() : reply);

export const sets: readonly Case[] = [
  call('sAdd', ['s', 'a']),
  call('sAdd', ['s', ['a', 'b']]),
  call('sAdd', ['s', 5]),
  call('sCard', ['s'], two),
  call('sDiff', [['s', 't']], two),
  call('sDiff', ['s'], two),
  call('sDiffStore', ['d', ['s', 't']], two),
  call('sInter', [['s', 't']], two),
  call('sInterCard', [['s', 't']], two),
  call('sInterCard', [['s', 't'], 1], two),
  call('sInterCard', [['s', 't'], 0], two),
  call('sInterCard', ['s', { LIMIT: 1 }], two, since5),
  call('sInterStore', ['d', ['s', 't']], two),
  call('sIsMember', ['s', '1'], two),
  call('sIsMember', ['s', '9'], two),
  call('sMembers', ['s'], two),
  call('sMembers', ['none']),
  call('smIsMember', ['s', ['1', '9']], two),
  call('smIsMember', ['s', '19'], two),
  call('sMove', ['s', 't', '1'], two),
  call('sMove', ['s', 't', '9'], two),
  call('sPop', ['s'], 'SADD s a'),
  call('sPop', ['none']),
  call('sPop', ['s', 2], 'SADD s a', in4),
  call('sPopCount', ['s', 2], 'SADD s a b', { ...since5, sees: sorted }),
  call('sRandMember', ['s'], 'SADD s a'),
  call('sRandMember', ['none']),
  call('sRandMemberCount', ['s', 5], two, { sees: sorted }),
  call('sRem', ['s', '1'], two),
  call('sRem', ['s', ['1', '2', '9']], two),
  call('sScan', ['s', '0'], two),
  call('sScan', ['s', '0', { MATCH: '1', COUNT: 5 }], two),
  call('sScan', ['s', 0], two),
  call('sUnion', [['s', 't']], two),
  call('sUnionStore', ['d', ['s', 't']], two),
  call('sUnionStore', ['d', 's'], two),
];
