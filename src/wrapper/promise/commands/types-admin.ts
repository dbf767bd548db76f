/** What the commands for those who run the server, and those on the cluster, take and reply. */
import type { Arg, Many, Word } from './types.js';

type SlotRange = { start: number; end: number };

type SlotState = 'IMPORTING' | 'MIGRATING' | 'STABLE' | 'NODE';

type LatencyEvent =
  | 'active-defrag-cycle'
  | `aof-${'fsync-always' | 'stat' | 'rewrite-diff-write' | 'rename' | 'write' | 'write-active-child' | 'write-alone' | 'write-pending-fsync' | 'fstat'}`
  | 'command'
  | 'expire-cycle'
  | `eviction-${'cycle' | 'del' | 'lazyfree'}`
  | 'fast-command'
  | 'fork'
  | 'rdb-unlink-temp-file'
  | 'while-blocked-cron';

type Slots<Node> = { from: number; to: number; master: Node; replicas: Node[] };

type CommandInfo<Text> = {
  name: Text;
  arity: number;
  flags: Set<Text>;
  firstKeyIndex: number;
  lastKeyIndex: number;
  step: number;
  categories: Set<Text>;
};

type User<Text, Selectors> = {
  flags: Text[];
  passwords: Text[];
  commands: Text;
  keys: Text[] | Text;
  channels: Text[] | Text;
} & Selectors;

type NodeInfo<Text> = {
  id: Text;
  address: Text;
  host: Text;
  port: number;
  cport: number | null;
  flags: Text[];
  pingSent: number;
  pongRecv: number;
  configEpoch: number;
  linkState: Text;
};

type PrimaryInfo<Text> = NodeInfo<Text> & {
  slots: { from: number; to: number }[];
  replicas: NodeInfo<Text>[];
};

type MemoryStats4 = {
  [Name in
    | 'peakAllocated'
    | 'totalAllocated'
    | 'startupAllocated'
    | 'replicationBacklog'
    | 'clientsReplicas'
    | 'clientsNormal'
    | 'aofBuffer'
    | 'luaCaches'
    | 'overheadTotal'
    | 'keysCount'
    | 'keysBytesPerKey'
    | 'datasetBytes'
    | 'datasetPercentage'
    | 'peakPercentage'
    | 'fragmentationBytes']: number;
} & {
  [Name in
    | `allocator${'Allocated' | 'Active' | 'Resident' | `${'Fragmentation' | 'Rss'}${'Ratio' | 'Bytes'}`}`
    | `rssOverhead${'Ratio' | 'Bytes'}`
    | 'fragmentation']?: number;
} & { db: Record<number, { overheadHashtableMain: number; overheadHashtableExpires: number }> };

type Selector<Text> = { commands: Text; keys: Text; channels: Text };

type MemoryStats = {
  [Name in
    | `${'peak' | 'total' | 'startup'}.allocated`
    | 'replication.backlog'
    | `clients.${'slaves' | 'normal'}`
    | 'cluster.links'
    | 'aof.buffer'
    | `${'lua' | 'functions'}.caches`
    | 'overhead.total'
    | `keys.${'count' | 'bytes-per-key'}`
    | `dataset.${'bytes' | 'percentage'}`
    | 'peak.percentage'
    | `allocator.${'allocated' | 'active' | 'resident'}`
    | `${'allocator-fragmentation' | 'allocator-rss' | 'rss-overhead'}.${'ratio' | 'bytes'}`
    | 'fragmentation'
    | 'fragmentation.bytes']: number;
};

type CommandInfo6 = CommandInfo<string> & {
  policies: { request: string | undefined; response: string | undefined };
  isKeyless: boolean;
  nondeterministicOutput: boolean;
  tips: string[];
  keySpecs: {
    beginSearch:
      | { type: 'index'; index: number }
      | { type: 'keyword'; keyword: string; startFrom: number }
      | { type: 'unknown' };
    findKeys:
      | { type: 'range'; lastKey: number; keyStep: number; limit: number }
      | { type: 'keynum'; keyNumIdx: number; firstKey: number; keyStep: number }
      | { type: 'unknown' };
  }[];
  subcommands: CommandInfo6[];
};

type CommandDoc<Text> = {
  summary?: Text;
  since?: Text;
  group?: Text;
  complexity?: Text;
  doc_flags?: Text[];
  deprecated_since?: Text;
  replaced_by?: Text;
  history?: Text[][];
  arguments?: CommandArgument<Text>[];
  subcommands?: Record<string, CommandDoc<Text>>;
};

type CommandArgument<Text> = {
  name?: Text;
  type?: Text;
  display_text?: Text;
  key_spec_index?: number;
  token?: Text;
  summary?: Text;
  since?: Text;
  deprecated_since?: Text;
  flags?: Text[];
  arguments?: CommandArgument<Text>[];
};

type MemoryStats6 = MemoryStats & {
  [Name in
    | `overhead.db.hashtable.${'lut' | 'rehashing'}`
    | 'db.dict.rehashing.count'
    | 'allocator.muzzy']: number;
};

interface AdminCommon<Text, Ok, Status> {
  aclCat(categoryName?: Arg): Text[];
  aclDelUser(username: Many): number;
  aclGenPass(bits?: number): Text;
  aclList(): Text[];
  aclLoad(): Ok;
  aclLogReset(): Ok;
  aclSave(): Ok;
  aclSetUser(username: Arg, rule: Many): Ok;
  aclUsers(): Text[];
  aclWhoAmI(): Text;
  bgRewriteAof(): Status;
  bgSave(options?: { SCHEDULE?: boolean }): Status;
  clusterAddSlots(slots: Many<number>): Ok;
  clusterAddSlotsRange(ranges: SlotRange | SlotRange[]): Ok;
  clusterCountFailureReports(nodeId: Arg): number;
  clusterCountKeysInSlot(slot: number): number;
  clusterDelSlots(slots: Many<number>): Ok;
  clusterDelSlotsRange(ranges: SlotRange | SlotRange[]): Ok;
  clusterFlushSlots(): Ok;
  clusterForget(nodeId: Arg): Ok;
  clusterGetKeysInSlot(slot: number, count: number): Text[];
  clusterKeySlot(key: Arg): number;
  clusterMeet(host: string, port: number): Ok;
  clusterMyId(): Text;
  clusterMyShardId(): Text;
  clusterReplicate(nodeId: Arg): Ok;
  clusterSaveConfig(): Ok;
  clusterSetConfigEpoch(configEpoch: number): Ok;
  commandCount(): number;
  commandGetKeys(args: Arg[]): Text[];
  commandGetKeysAndFlags(args: Arg[]): { key: Text; flags: Text[] }[];
  configResetStat(): Status;
  configRewrite(): Status;
  latencyDoctor(): Text;
  latencyLatest(): (number | Text)[][];
  memoryDoctor(): Text;
  memoryMallocStats(): Text;
  memoryPurge(): Ok;
  memoryUsage(key: Arg, options?: { SAMPLES?: number }): number | null;
  moduleLoad(path: Arg, moduleArguments?: Arg[]): Ok;
  moduleUnload(name: Arg): Ok;
  replicaOf(host: string, port: number): Status;
  swapDb(index1: number, index2: number): Ok;
  latencyGraph(event: LatencyEvent): Text;
  latencyHistory(event: LatencyEvent): number[][];
  clusterSetSlot(slot: number, state: SlotState, nodeId?: Arg): Ok;
}

interface AdminLater<Text> extends AdminCommon<Text, 'OK', string> {
  LOLWUT(version?: number, ...optionalArguments: number[]): Text;
  aclDryRun(username: Arg, command: Arg[]): Text | 'OK';
  aclLog(count?: number): {
    count: number;
    reason: Text;
    context: Text;
    object: Text;
    username: Text;
    'age-seconds': number;
    'client-info': Text;
    'entry-id': number;
    'timestamp-created': number;
    'timestamp-last-updated': number;
  }[];
  clusterFailover(options?: { mode?: 'FORCE' | 'TAKEOVER' }): 'OK';
  clusterInfo(): string;
  clusterLinks(): {
    direction: Text;
    node: Text;
    'create-time': number;
    events: Text;
    'send-buffer-allocated': number;
    'send-buffer-used': number;
  }[];
  clusterNodes(): string;
  clusterReplicas(nodeId: Arg): Text[];
  clusterReset(options?: { mode?: 'HARD' | 'SOFT' }): 'OK';
  clusterSlots(): Slots<{ host: Text; port: number; id: Text }>[];
  commandList(options?: { FILTERBY?: { type: 'MODULE' | 'ACLCAT' | 'PATTERN'; value: Arg } }): Text[];
  configGet(parameters: Many): Record<string, Text>;
  configSet(...args: [parameter: Arg, value: Arg] | [config: Record<string, Arg>]): string;
  latencyHistogram(
    ...commands: string[]
  ): Record<string, { calls: number; histogram_usec: Record<string, number> }>;
  latencyReset(...events: LatencyEvent[]): number;
  moduleList(): { name: Text; ver: number }[];
}

export interface Admin4<Text> extends AdminCommon<Text, Word<Text, 'OK'>, Text> {
  aclDryRun(username: Arg, command: Arg[]): Text;
  aclGetUser(username: Arg): User<Text, { selectors?: Text[][] }>;
  aclLog(count?: number): {
    count: number;
    reason: Text;
    context: Text;
    object: Text;
    username: Text;
    ageSeconds: number;
    clientInfo: Text;
  }[];
  clusterBumpEpoch(): Word<Text, 'BUMPED' | 'STILL'>;
  clusterFailover(mode?: 'FORCE' | 'TAKEOVER'): Word<Text, 'OK'>;
  clusterInfo(): {
    state: Text;
    slots: { assigned: number; ok: number; pfail: number; fail: number };
    knownNodes: number;
    size: number;
    currentEpoch: number;
    myEpoch: number;
    stats: { messagesSent: number; messagesReceived: number };
  };
  clusterLinks(): {
    direction: Text;
    node: Text;
    createTime: number;
    events: Text;
    sendBufferAllocated: number;
    sendBufferUsed: number;
  }[];
  clusterNodes(): PrimaryInfo<Text>[];
  clusterReplicas(nodeId: string): PrimaryInfo<Text>[];
  clusterReset(mode?: 'HARD' | 'SOFT'): Word<Text, 'OK'>;
  clusterSlots(): Slots<{ ip: Text; port: number; id: Text }>[];
  command(): CommandInfo<Text>[];
  commandInfo(commands: string[]): (CommandInfo<Text> | null)[];
  commandList(filter?: { filterBy: 'MODULE' | 'ACLCAT' | 'PATTERN'; value: string }): Text[];
  configGet(parameter: string): Record<string, Text>;
  configSet(...args: [parameter: Arg, value: Arg] | [config: Record<string, Arg>]): Text;
  failover(options?: {
    TO?: { host: string; port: number; FORCE?: true };
    ABORT?: true;
    TIMEOUT?: number;
  }): Text;
  lolwut(version?: number, ...optionalArguments: number[]): Text;
  memoryStats(): MemoryStats4;
  moduleList(): Text;
}

export interface Admin5<Text> extends AdminLater<Text> {
  aclGetUser(username: Arg): User<Text, { selectors: Selector<Text>[] }>;
  clusterBumpEpoch(): 'BUMPED' | 'STILL';
  command(): CommandInfo<string>[];
  commandInfo(commands: string[]): (CommandInfo<string> | null)[];
  memoryStats(): MemoryStats;
}

export interface Admin6<Text> extends AdminLater<Text> {
  aclGetUser(username: Arg): User<Text, { selectors: Selector<Text>[] }> | null;
  clusterBumpEpoch(): string;
  command(): CommandInfo6[];
  commandDocs(commands?: Many): Record<string, CommandDoc<Text>>;
  commandInfo(commands: string[]): (CommandInfo6 | null)[];
  memoryStats(): MemoryStats6;
}
