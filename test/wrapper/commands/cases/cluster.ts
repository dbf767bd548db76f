import { type Case, call } from '../harness.js';

const since5 = { majors: [5, 6] } as const;
const in4 = { majors: [4] } as const;
const node = '0'.repeat(40);

/** Without cluster mode the server refuses these, which shows what is sent; replies are compared in a cluster below. */
export const cluster: readonly Case[] = [
  call('clusterAddSlots', [1]),
  call('clusterAddSlots', [[1, 2]]),
  call('clusterAddSlotsRange', [{ start: 1, end: 2 }]),
  call('clusterBumpEpoch', []),
  call('clusterCountFailureReports', [node]),
  call('clusterCountKeysInSlot', [1]),
  call('clusterDelSlots', [[1]]),
  call('clusterDelSlotsRange', [[{ start: 1, end: 2 }]]),
  call('clusterFailover', ['FORCE'], '', in4),
  call('clusterFailover', [{ mode: 'TAKEOVER' }], '', since5),
  call('clusterFlushSlots', []),
  call('clusterForget', [node]),
  call('clusterGetKeysInSlot', [1, 10]),
  call('clusterInfo', []),
  call('clusterKeySlot', ['a']),
  call('clusterLinks', []),
  call('clusterMeet', ['127.0.0.1', 1]),
  call('clusterMyId', []),
  call('clusterMyShardId', []),
  call('clusterNodes', []),
  call('clusterReplicas', [node]),
  call('clusterReplicate', [node]),
  call('clusterReset', ['SOFT'], '', in4),
  call('clusterReset', [{ mode: 'HARD' }], '', since5),
  call('clusterSaveConfig', []),
  call('clusterSetConfigEpoch', [1]),
  call('clusterSetSlot', [1, 'STABLE']),
  call('clusterSetSlot', [1, 'NODE', node]),
  call('clusterSlots', []),
];
