import { type Case, call } from '../harness.js';

const since5 = { majors: [5, 6] } as const;
const in4 = { majors: [4] } as const;
const typeOnly = (reply: unknown) => (Buffer.isBuffer(reply) ? 'Buffer' : typeof reply);
const typed = { sees: typeOnly } as const;
/** The server sorts settings by a hash of its own. */
const keysOf = (reply: unknown) => Object.keys(reply as object).sort();
/** The kinds of all values, however deep. */
const shape = (reply: unknown): unknown => {
  if (Array.isArray(reply)) return reply.map(shape);
  if (reply === null || typeof reply !== 'object' || Buffer.isBuffer(reply)) return typeOnly(reply);
  return [
    Object.getPrototypeOf(reply) === null,
    Object.entries(reply).map(([name, value]) => [name, shape(value)]),
  ];
};
/** The buckets that a call falls into depend on the machine. */
const histogram = (reply: unknown): unknown => {
  const { get } = reply as Record<string, { histogram_usec: object }>;
  const buckets = get?.histogram_usec ?? {};
  return [shape(reply instanceof Object), Object.keys(get ?? {}), Object.getPrototypeOf(buckets) === null];
};
/** The fields that major 4 has a name for. */
const memory4 = (reply: unknown): unknown => {
  const { db, peakAllocated, clientsReplicas, keysBytesPerKey, allocatorRssRatio } = reply as Record<
    string,
    unknown
  >;
  return shape({ db, peakAllocated, clientsReplicas, keysBytesPerKey, allocatorRssRatio });
};
const failedLogin = 'ACL LOG RESET; !AUTH nobody x';
const user = 'ACL SETUSER alice on >secret ~cache:* +get (+set ~a*)';

export const server: readonly Case[] = [
  call('aclCat', []),
  call('aclCat', ['scripting']),
  call('aclDelUser', ['none']),
  call('aclDelUser', [['alice', 'none']], user),
  call('aclDryRun', ['default', ['GET', 'a']]),
  call('aclDryRun', ['alice', ['SET', 'b', '1']], user),
  call('aclGenPass', [], '', typed),
  call('aclGenPass', [4], '', typed),
  call('aclGetUser', ['alice'], user),
  call('aclGetUser', ['default']),
  call('aclGetUser', ['nobody']),
  call('aclList', []),
  call('aclLoad', []),
  call('aclLog', [], 'ACL LOG RESET'),
  call('aclLog', [], failedLogin, { sees: shape, onConnection: true }),
  call('aclLog', [1], failedLogin, { sees: shape, onConnection: true }),
  call('aclLogReset', []),
  call('aclSave', []),
  call('aclSetUser', ['bob', 'on']),
  call('aclSetUser', ['bob', ['on', '+get']]),
  call('aclUsers', []),
  call('aclWhoAmI', []),
  call('bgRewriteAof', [], '', typed),
  call('bgSave', [{ SCHEDULE: true }], '', typed),
  call('command', []),
  call('commandCount', []),
  call('commandDocs', ['get'], '', { majors: [6] }),
  call('commandDocs', [['set', 'xgroup', 'geosearch']], '', { majors: [6] }),
  call('commandGetKeys', [['SET', 'a', '1']]),
  call('commandGetKeys', [['GET']]),
  call('commandGetKeysAndFlags', [['SET', 'a', '1']]),
  call('commandInfo', [['get', 'none', 'xgroup', 'eval', 'migrate']]),
  call('commandList', [], '', { sees: (reply) => (reply as unknown[]).map(String).sort() }),
  call('commandList', [{ filterBy: 'PATTERN', value: 'hget*' }], '', in4),
  call('commandList', [{ FILTERBY: { type: 'PATTERN', value: 'hmget*' } }], '', since5),
  call('configGet', ['maxmemory']),
  call('configGet', ['list-max-*'], '', { sees: keysOf }),
  call('configGet', [['maxmemory', 'timeout']], '', { sees: keysOf }),
  call('configResetStat', []),
  call('configRewrite', []),
  call('configSet', ['timeout', '0']),
  call('configSet', [{ timeout: '0', maxmemory: '0' }]),
  call('configSet', [Buffer.from('timeout'), '0'], '', since5),
  call('configSet', ['none', '0']),
  call('dbSize', [], 'SET a 1'),
  call('discard', [], '', in4),
  call('failover', [{ TO: { host: '127.0.0.1', port: 1, FORCE: true }, TIMEOUT: 10 }], '', in4),
  call('failover', [{ ABORT: true }], '', in4),
  call('flushAll', [], 'SET a 1'),
  call('flushAll', ['ASYNC']),
  call('flushDb', []),
  call('flushDb', ['SYNC']),
  call('info', [], '', typed),
  call('info', ['keyspace']),
  call('lastSave', [], '', { sees: (reply) => (reply instanceof Date ? 'Date' : typeof reply) }),
  call('latencyDoctor', [], '', typed),
  call('latencyGraph', ['command']),
  call('latencyHistogram', ['get'], 'CONFIG RESETSTAT; GET a', { ...since5, sees: histogram }),
  call('latencyHistogram', ['none'], '', since5),
  call('latencyHistory', ['command']),
  call('latencyLatest', []),
  call('latencyReset', [], '', since5),
  call('latencyReset', ['command', 'fork'], '', since5),
  call('lolwut', [], '', { ...in4, sees: typeOnly }),
  call('lolwut', [5, 1, 1, 1], '', { ...in4, sees: typeOnly }),
  call('LOLWUT', [], '', { ...since5, sees: typeOnly }),
  call('LOLWUT', [5, 1, 1, 1], '', { ...since5, sees: typeOnly }),
  call('memoryDoctor', [], '', typed),
  call('memoryMallocStats', [], '', typed),
  call('memoryPurge', []),
  call('memoryStats', [], 'SET a 1', { ...in4, sees: memory4 }),
  call('memoryStats', [], 'SET a 1', { ...since5, sees: shape }),
  call('memoryUsage', ['a'], 'SET a 1', typed),
  call('memoryUsage', ['a', { SAMPLES: 5 }], 'SET a 1', typed),
  call('memoryUsage', ['none', { SAMPLES: 0 }]),
  call('moduleList', []),
  call('moduleLoad', ['/nowhere.so']),
  call('moduleLoad', ['/nowhere.so', ['a', 'b']]),
  call('moduleUnload', ['none']),
  call('publish', ['channel', 'message']),
  call('pubSubChannels', []),
  call('pubSubChannels', ['a*']),
  call('pubSubNumPat', []),
  call('pubSubNumSub', []),
  call('pubSubNumSub', ['a']),
  call('pubSubNumSub', [['a', 'b']]),
  call('pubSubShardChannels', []),
  call('pubSubShardChannels', ['a*']),
  call('pubSubShardNumSub', []),
  call('pubSubShardNumSub', [['a', 'b']]),
  call('replicaOf', ['NO', 'ONE']),
  call('role', []),
  call('save', [], '', { ...in4, sees: typeOnly }),
  call('shutdown', ['ABORT'], '', in4),
  call('sPublish', ['channel', 'message']),
  call('swapDb', [0, 1]),
  call('swapDb', [0, 99]),
  call('time', [], '', {
    sees: (reply) =>
      reply instanceof Date
        ? [Object.keys(reply), Math.abs(Date.now() - reply.getTime()) < 60_000]
        : shape(reply),
  }),
  call('unwatch', [], '', in4),
  call('wait', [0, 10]),
  call('watch', ['a'], '', in4),
  call('watch', [['a', 'b']], '', in4),
];
