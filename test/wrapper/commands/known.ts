import type { Major } from '../../../src/wrapper/promise/commands/table.js';

/** Replies as strings, as Buffers, or the original on Redis 7.0 against the table on Valkey 8.0.1. */
export type Where = 'strings' | 'Buffers' | 'redis';

/** A difference that is there on purpose, or that the server makes. */
export interface Known {
  readonly methods: readonly string[];
  readonly majors: readonly Major[];
  readonly where: readonly Where[];
  readonly reason: string;
}

const ALL: readonly Major[] = [4, 5, 6];
const server = (reason: string, ...methods: readonly string[]): Known => ({
  methods,
  majors: ALL,
  where: ['redis'],
  reason: `Redis 7.0 ${reason}`,
});

export const known: readonly Known[] = [
  {
    methods: ['memoryStats'],
    majors: [4],
    where: ['strings'],
    reason:
      'the original takes `db.dict.rehashing.count` for a database, and has a property named "undefined"',
  },
  {
    methods: ['memoryStats', 'clientList', 'clientInfo'],
    majors: [4],
    where: ['Buffers'],
    reason: 'the original fails: it takes the reply for a string',
  },
  {
    methods: ['role'],
    majors: ALL,
    where: ['Buffers'],
    reason: 'the original does not know the role in a Buffer and replies undefined',
  },
  {
    methods: ['xInfoStream'],
    majors: [4, 5],
    where: ['Buffers'],
    reason:
      'the original does not know the fields in a Buffer: it replies {} (4) or leaves the entries raw (5)',
  },
  {
    methods: ['command', 'commandInfo'],
    majors: [6],
    where: ['Buffers'],
    reason: 'the original fails: it takes the tips for strings',
  },
  { methods: ['aclLog'], majors: [5, 6], where: ['redis'], reason: 'Redis 7.0 says less' },
  { methods: ['commandInfo'], majors: [6], where: ['redis'], reason: 'Redis 7.0 has other commands' },
  server(
    'does not know the option or command',
    'hScanNoValues',
    'zRankWithScore',
    'zRevRankWithScore',
    'clientNoTouch',
    'clusterMyShardId',
    'clientKill',
  ),
  server('refuses it without cluster mode', 'readonly', 'readwrite'),
  server('says less', 'xInfoConsumers', 'clientInfo', 'clientList', 'memoryStats', 'aclGetUser', 'aclList'),
  server(
    'names itself in the message, or words it otherwise',
    'evalSha',
    'aclLoad',
    'aclSave',
    'aclDryRun',
    'commandGetKeys',
  ),
  server('has other commands', 'aclCat', 'command', 'commandCount', 'commandDocs', 'commandList'),
];

export function knownOf(method: string, major: Major, where: Where): Known | undefined {
  return known.find(
    (row) => row.methods.includes(method) && row.majors.includes(major) && row.where.includes(where),
  );
}
