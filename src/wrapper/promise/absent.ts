/**
 * Stands for the parts that nothing in a repository named when the wrapper was copied into it. What they export is
 * there, and who uses it is told how to get it.
 */
import type { Client5 } from './client5.js';
import type { Row } from './commands/row.js';
import type { Executor } from './define.js';
import { NotCopiedError } from './errors.js';
import type { Settings } from './options.js';

class Absent implements Executor {
  declare _execute: Executor['_execute'];
  declare _executeScript: Executor['_executeScript'];
  declare _executeFunction: Executor['_executeFunction'];

  constructor(...[what]: readonly unknown[]) {
    throw new NotCopiedError(String(what));
  }
}

const absent = (what: string): typeof Absent =>
  class extends Absent {
    constructor() {
      super(what);
    }
  };

export class ClusterClient extends absent('createCluster') {}
export class ClusterMulti extends absent('createCluster') {}
export type ClusterSettings = Pick<Settings, 'scripts' | 'functions'>;

export class SentinelClient extends absent('createSentinel') {}
export class SentinelMulti extends absent('createSentinel') {}
export type SentinelSettings = Pick<Settings, 'scripts' | 'functions'>;

export class ClientPool extends absent('createClientPool') {}
export type PoolOptions = Record<string, number>;
export type PoolClass = new (create: () => Client5, options: Partial<PoolOptions> | undefined) => ClientPool;

export class LegacyClient extends absent('legacy()') {}

export function resp3Reply(..._call: readonly unknown[]): never {
  throw new NotCopiedError('sendCommand');
}

/** Methods that refuse their arguments. */
const rows = (names: string): readonly Row[] =>
  names.split(/\s+/).map((name) => [
    name,
    [
      () => {
        throw new NotCopiedError(name);
      },
    ],
  ]);

export const geo = rows(
  `geoAdd geoDist geoHash geoPos geoRadius geoRadiusRo geoRadiusByMember geoRadiusByMemberRo geoRadiusStore
  geoRadiusByMemberStore geoRadiusWith geoRadiusRoWith geoRadiusByMemberWith geoRadiusByMemberRoWith geoSearch
  geoSearchStore geoSearchWith`,
);

export const streams = rows(
  `xAck xAdd xAddNoMkStream xAutoClaim xAutoClaimJustId xClaim xClaimJustId xDel xGroupCreate
  xGroupCreateConsumer xGroupDelConsumer xGroupDestroy xGroupSetId xInfoConsumers xInfoGroups xInfoStream
  xLen xPending xPendingRange xRange xRead xReadGroup xRevRange xSetId xTrim`,
);

export const admin = rows(
  `aclCat aclDelUser aclDryRun aclGenPass aclGetUser aclList aclLoad aclLog aclLogReset aclSave aclSetUser
  aclUsers aclWhoAmI bgRewriteAof bgSave command commandCount commandDocs commandGetKeys
  commandGetKeysAndFlags commandInfo commandList configGet configResetStat configRewrite configSet failover
  latencyDoctor latencyGraph latencyHistogram latencyHistory latencyLatest latencyReset lolwut memoryDoctor
  memoryMallocStats memoryPurge memoryStats memoryUsage moduleList moduleLoad moduleUnload replicaOf swapDb`,
);

export const cluster = rows(
  `clusterAddSlots clusterAddSlotsRange clusterBumpEpoch clusterCountFailureReports clusterCountKeysInSlot
  clusterDelSlots clusterDelSlotsRange clusterFailover clusterFlushSlots clusterForget clusterGetKeysInSlot
  clusterInfo clusterKeySlot clusterLinks clusterMeet clusterMyId clusterMyShardId clusterNodes
  clusterReplicas clusterReplicate clusterReset clusterSaveConfig clusterSetConfigEpoch clusterSetSlot
  clusterSlots`,
);
