/** What the methods of major 4 take and reply. */
import type {
  Aggregate,
  Arg,
  BitRead,
  Border,
  ClientFilter,
  ClientInfo,
  CommandInfo,
  Common,
  Content,
  Count,
  ExpireMode,
  Field,
  Found,
  FunctionInfo,
  GeoMember,
  GeoWith,
  GetExOptions4,
  HashExpiration,
  Hello,
  Many,
  MigrateOptions,
  Pairs,
  ReplicaState,
  RequiredAuth,
  Scored,
  SetSide,
  Slots,
  SortedSetMember,
  StreamMessage,
  Time,
  Trim4,
  User,
  Word,
  XClaimOptions4,
  XPendingOptions,
  XReadOptions,
  XReadStreams,
  XTrimOptions4,
  ZRangeOptions,
} from './types.js';

/** At most one of them. */
type OneOf<T, K extends keyof T = keyof T> = K extends keyof T
  ? { [P in K]?: T[K] } & { [P in Exclude<keyof T, K>]?: never }
  : never;

export type SetOptions4 = OneOf<{ EX: number; PX: number; EXAT: number; PXAT: number; KEEPTTL: true }> &
  OneOf<{ NX: true; XX: true }> & { GET?: true };

type ScanOptions4 = { MATCH?: string; COUNT?: number };
type ZAddOptions4 = ({ NX?: true } | { XX?: true; LT?: true; GT?: true }) & { CH?: true; INCR?: true };
type ZStoreOptions4 = Aggregate & { WEIGHTS?: number[] };
type Library4<Text> = { libraryName: Text; engine: Text; functions: FunctionInfo<Text>[] };
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

type MatchRange = { start: number; end: number };
type Match = { key1: MatchRange; key2: MatchRange };
export interface Commands4<Text = string>
  extends Common<Text, Word<Text, 'OK'>, Text, boolean>,
    GeoWith<string, Found<Text, number, Text, Text>> {
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
  bitFieldRo(key: Arg, operations: BitRead[]): (number | null)[];
  bzPopMax(key: Many, timeout: number): ({ key: Text } & Scored<Text>) | null;
  bzPopMin(key: Many, timeout: number): ({ key: Text } & Scored<Text>) | null;
  bzmPop(
    timeout: number,
    keys: Many,
    side: SetSide,
    options?: Count,
  ): { key: Text; elements: Scored<Text>[] } | null;
  clientInfo(): ClientInfo<Text>;
  clientList(filter?: ClientFilter): ClientInfo<Text>[];
  clientTrackingInfo(): { flags: Set<Text>; redirect: number; prefixes: Text[] };
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
  copy(source: Arg, destination: Arg, options?: { destinationDb?: number; replace?: boolean }): boolean;
  discard(): Text;
  failover(options?: {
    TO?: { host: string; port: number; FORCE?: true };
    ABORT?: true;
    TIMEOUT?: number;
  }): Text;
  functionList(pattern?: string): Library4<Text>[];
  functionListWithCode(pattern?: string): (Library4<Text> & { libraryCode: Text })[];
  functionRestore(dump: Arg, mode?: 'FLUSH' | 'APPEND' | 'REPLACE'): Word<Text, 'OK'>;
  functionStats(): {
    runningScript: { name: Text; command: Text; durationMs: number } | null;
    engines: Record<string, { librariesCount: number; functionsCount: number }>;
  };
  geoAdd(key: Arg, toAdd: Many<GeoMember>, options?: ({ NX?: true } | { XX?: true }) & { CH?: true }): number;
  getEx(key: Arg, mode: GetExOptions4): Text | null;
  getRange(key: Arg, start: number, end: number): Text;
  hExists(key: Arg, field: Arg): boolean;
  hExpireAt(key: Arg, fields: Many, timestamp: Time, mode?: ExpireMode): HashExpiration[];
  hGet(key: Arg, field: Arg): Text | undefined;
  hIncrByFloat(key: Arg, field: Arg, increment: number): number;
  hRandFieldCountWithValues(key: Arg, count: number): Record<string, Text>;
  hScan(key: Arg, cursor: number, options?: ScanOptions4): { cursor: number; tuples: Field<Text>[] };
  hScanNoValues(key: Arg, cursor: number, options?: ScanOptions4): { cursor: number; keys: Text[] };
  hSetNX(key: Arg, field: Arg, value: Arg): boolean;
  hStrLen(key: Arg, field: Arg): number;
  hello(options?: { protover: number; auth?: RequiredAuth; clientName?: string }): Hello<Text, number, Text>;
  hmGet(key: Arg, fields: Many): Text[];
  lastSave(): Date;
  lcsIdx(key1: Arg, key2: Arg): { matches: Match[]; length: number };
  lcsIdxWithMatchLen(key1: Arg, key2: Arg): { matches: (Match & { length: number })[]; length: number };
  lolwut(version?: number, ...optionalArguments: number[]): Text;
  mSetNX(toSet: Pairs): boolean;
  memoryStats(): MemoryStats4;
  migrate(
    host: Arg,
    port: number,
    key: Many,
    destinationDb: number,
    timeout: number,
    options?: MigrateOptions,
  ): Text;
  moduleList(): Text;
  pfAdd(key: Arg, element: Many): boolean;
  pfMerge(destination: string, source: Many<string>): Text;
  ping(message?: Arg): Text;
  pubSubNumPat(): Text;
  randomKey(): Text | null;
  readwrite(): Text;
  role():
    | {
        role: Word<Text, 'master'>;
        replicationOffest: number;
        replicas: { ip: Text; port: number; replicationOffest: number }[];
      }
    | {
        role: Word<Text, 'slave'>;
        master: { ip: Text; port: number };
        state: Word<Text, ReplicaState>;
        dataReceived: number;
      }
    | { role: Word<Text, 'sentinel'>; masterNames: Text[] };
  sInterCard(keys: Many, limit?: number): number;
  sInterStore(destination: Arg, keys: Many): Text[];
  sPop(key: Arg, count?: number): Text[];
  sScan(key: Arg, cursor: number, options?: ScanOptions4): { cursor: number; members: Text[] };
  save(): Text;
  scan(cursor: number, options?: ScanOptions4 & { TYPE?: Arg }): { cursor: number; keys: Text[] };
  set(key: Arg, value: Content, options?: SetOptions4): Text | null;
  shutdown(mode?: 'NOSAVE' | 'SAVE'): void;
  time(): Date & { microseconds: number };
  unwatch(): Text;
  watch(key: Many<string>): Text;
  xAdd(key: Arg, id: Arg, message: Record<string, Arg>, options?: { NOMKSTREAM?: true; TRIM?: Trim4 }): Text;
  xAutoClaim(
    key: Arg,
    group: Arg,
    consumer: Arg,
    minIdleTime: number,
    start: string,
    options?: Count,
  ): { nextId: Text; messages: (StreamMessage<Text> | null)[] };
  xAutoClaimJustId(
    key: Arg,
    group: Arg,
    consumer: Arg,
    minIdleTime: number,
    start: string,
    options?: Count,
  ): { nextId: Text; messages: Text[] };
  xClaim(
    key: Arg,
    group: Arg,
    consumer: Arg,
    minIdleTime: number,
    id: Many,
    options?: XClaimOptions4,
  ): (StreamMessage<Text> | null)[];
  xGroupCreate(key: Arg, group: Arg, id: Arg, options?: { MKSTREAM?: true }): Word<Text, 'OK'>;
  xGroupSetId(key: Arg, group: Arg, id: Arg): Word<Text, 'OK'>;
  xInfoGroups(key: Arg): { name: Text; consumers: number; pending: number; lastDeliveredId: Text }[];
  xInfoStream(key: Arg): {
    length: number;
    radixTreeKeys: number;
    radixTreeNodes: number;
    groups: number;
    lastGeneratedId: Text;
    firstEntry: StreamMessage<Text> | null;
    lastEntry: StreamMessage<Text> | null;
  };
  xPendingRange(
    key: Arg,
    group: Arg,
    start: string,
    end: string,
    count: number,
    options?: XPendingOptions,
  ): { id: Text; owner: Text; millisecondsSinceLastDelivery: number; deliveriesCounter: number }[];
  xRange(key: Arg, start: Arg, end: Arg, options?: Count): StreamMessage<Text>[];
  xRead(
    streams: XReadStreams,
    options?: XReadOptions,
  ): { name: Text; messages: StreamMessage<Text>[] }[] | null;
  xReadGroup(
    group: Arg,
    consumer: Arg,
    streams: XReadStreams,
    options?: XReadOptions & { NOACK?: true },
  ): { name: Text; messages: StreamMessage<Text>[] }[] | null;
  xRevRange(key: Arg, start: Arg, end: Arg, options?: Count): StreamMessage<Text>[];
  xTrim(key: Arg, strategy: 'MAXLEN' | 'MINID', threshold: number, options?: XTrimOptions4): number;
  zAdd(key: Arg, members: Many<SortedSetMember>, options?: ZAddOptions4): number;
  zInter(keys: Many, options?: ZStoreOptions4): Text[];
  zInterCard(keys: Many, limit?: number): number;
  zInterStore(destination: Arg, keys: Many, options?: ZStoreOptions4): number;
  zInterWithScores(keys: Many, options?: ZStoreOptions4): Scored<Text>[];
  zRangeStore(
    dst: Arg,
    src: Arg,
    min: Border,
    max: Border,
    options?: ZRangeOptions & { WITHSCORES?: true },
  ): number;
  zScan(key: Arg, cursor: number, options?: ScanOptions4): { cursor: number; members: Scored<Text>[] };
  zUnion(keys: Many, options?: ZStoreOptions4): Text[];
  zUnionStore(destination: Arg, keys: Many, options?: ZStoreOptions4): number;
  zUnionWithScores(keys: Many, options?: ZStoreOptions4): Scored<Text>[];
  zmPop(keys: Many, side: SetSide, options?: Count): { key: Text; elements: Scored<Text>[] } | null;
}

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
