/** What the methods of major 5 take and reply, and what 6 has alike. */
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
  Fields,
  Found,
  FunctionInfo,
  GeoMember,
  GeoWith,
  GetExOptions4,
  Hello,
  LatencyEvent,
  Many,
  MigrateOptions,
  Numeral,
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
  XClaimOptions,
  XPendingOptions,
  XReadOptions,
  XReadStreams,
  XTrimOptions4,
  ZRangeOptions,
} from './types.js';

type Lifetime<Keep extends string> =
  | { type: 'EX' | 'PX' | 'EXAT' | 'PXAT'; value: number }
  | { type: Keep }
  | Keep;

export interface SetOptions {
  expiration?: Lifetime<'KEEPTTL'>;
  EX?: number;
  PX?: number;
  EXAT?: number;
  PXAT?: number;
  KEEPTTL?: boolean;
  condition?: 'NX' | 'XX' | 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE';
  matchValue?: Arg;
  NX?: boolean;
  XX?: boolean;
  GET?: boolean;
}

type GetExOptions =
  | GetExOptions4
  | { type: 'EX' | 'PX'; value: number }
  | { type: 'EXAT' | 'PXAT'; value: Time }
  | { type: 'PERSIST' };

type HSetExOptions = { expiration?: Lifetime<'KEEPTTL'>; mode?: 'FNX' | 'FXX' };
export type ScanOptions = { MATCH?: Arg; COUNT?: number };
type StreamDeletion = 'KEEPREF' | 'DELREF' | 'ACKED';
type XAddOptions = {
  policy?: StreamDeletion;
  IDMPAUTO?: { pid: Arg };
  IDMP?: { pid: Arg; iid: Arg };
  TRIM?: Trim4 & { policy?: StreamDeletion };
};

type XGroupOptions = { MKSTREAM?: boolean; ENTRIESREAD?: number };
export type XReadGroupOptions = XReadOptions & { NOACK?: boolean; CLAIM?: number };
type ZAddOptions = {
  condition?: 'NX' | 'XX';
  NX?: boolean;
  XX?: boolean;
  comparison?: 'LT' | 'GT';
  LT?: boolean;
  GT?: boolean;
  CH?: boolean;
};

type Weighted = { key: Arg; weight: number };
type ZKeys = Many | Many<Weighted>;
export type Delivered<Text> = StreamMessage<Text> & {
  millisElapsedFromDelivery?: number;
  deliveriesCounter?: number;
};

type Library<Text> = { library_name: Text | null; engine: Text; functions: FunctionInfo<Text>[] };
export type Selector<Text> = { commands: Text; keys: Text; channels: Text };
export type Group<Text, Id> = {
  name: Text;
  consumers: number;
  pending: number;
  'last-delivered-id': Id;
  'entries-read': number | null;
  lag: number;
};

export type MemoryStats = {
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

/** Methods that 5 and 6 have alike. */
export interface Later<Text> extends Common<Text, 'OK', string, number> {
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
  bitFieldRo(key: Arg, operations: BitRead[]): number[];
  bzPopMax(keys: Many, timeout: number): ({ key: Text } & Scored<Text>) | null;
  bzPopMin(keys: Many, timeout: number): ({ key: Text } & Scored<Text>) | null;
  bzmPop(
    timeout: number,
    keys: Many,
    side: SetSide,
    options?: Count,
  ): { key: Text; members: Scored<Text>[] } | null;
  clientTrackingInfo(): { flags: Text[]; redirect: number; prefixes: Text[] };
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
  copy(source: Arg, destination: Arg, options?: { DB?: number; REPLACE?: boolean }): number;
  functionList(options?: { LIBRARYNAME?: Arg }): Library<Text>[];
  functionListWithCode(options?: { LIBRARYNAME?: Arg }): (Library<Text> & { library_code: Text })[];
  functionRestore(dump: Arg, options?: { mode?: 'FLUSH' | 'APPEND' | 'REPLACE' }): 'OK';
  functionStats(): {
    running_script: { name: Text; command: Text; duration_ms: number } | null;
    engines: Record<string, { libraries_count: number; functions_count: number }>;
  };
  geoAdd(
    key: Arg,
    toAdd: Many<GeoMember>,
    options?: { condition?: 'NX' | 'XX'; NX?: boolean; XX?: boolean; CH?: boolean },
  ): number;
  getEx(key: Arg, options: GetExOptions): Text | null;
  getRange(key: Arg, start: number, end: number): Text | null;
  hExists(key: Arg, field: Arg): 0 | 1;
  hExpireAt(key: Arg, fields: Many, timestamp: Time, mode?: ExpireMode): number[];
  hGet(key: Arg, field: Arg): Text | null;
  hGetEx(key: Arg, fields: Many, options?: { expiration?: Lifetime<'PERSIST'> }): (Text | null)[];
  hIncrByFloat(key: Arg, field: Arg, increment: number): Text;
  hRandFieldCountWithValues(key: Arg, count: number): Field<Text>[];
  hScan(key: Arg, cursor: Arg, options?: ScanOptions): { cursor: Text; entries: Field<Text>[] };
  hScanNoValues(key: Arg, cursor: Arg, options?: ScanOptions): { cursor: Text; fields: Text[] };
  hSetEx(key: Arg, fields: Fields, options?: HSetExOptions): 0 | 1;
  hSetNX(key: Arg, field: Arg, value: Arg): 0 | 1;
  hStrLen(key: Arg, field: Arg): Text[];
  hmGet(key: Arg, fields: Many): (Text | null)[];
  lastSave(): number;
  latencyHistogram(
    ...commands: string[]
  ): Record<string, { calls: number; histogram_usec: Record<string, number> }>;
  latencyReset(...events: LatencyEvent[]): number;
  lcsIdx(key1: Arg, key2: Arg, options?: { MINMATCHLEN?: number }): { matches: number[][][]; len: number };
  lcsIdxWithMatchLen(
    key1: Arg,
    key2: Arg,
    options?: { MINMATCHLEN?: number },
  ): { matches: (number | number[])[][]; len: number };
  mSetNX(toSet: Pairs): 'OK';
  moduleList(): { name: Text; ver: number }[];
  pfAdd(key: Arg, element?: Many): number;
  pfMerge(destination: Arg, sources?: Many): string;
  ping(message?: Arg): Text | string;
  pubSubNumPat(): number;
  randomKey(): number;
  role(): Role<Text> | undefined;
  sInterCard(keys: Many, options?: number | { LIMIT?: number }): number;
  sInterStore(destination: Arg, keys: Many): number;
  sPop(key: Arg): Text | null;
  sPopCount(key: Arg, count: number): string[];
  sScan(key: Arg, cursor: Arg, options?: ScanOptions): { cursor: Text; members: Text[] };
  scan(cursor: Arg, options?: ScanOptions & { TYPE?: Arg }): { cursor: Text; keys: Text[] };
  set(key: Arg, value: Content, options?: SetOptions): 'OK' | Text | null;
  time(): Word<Text, Numeral>[];
  xAdd(key: Arg, id: Arg, message: Record<string, Arg>, options?: XAddOptions): Text;
  xAddNoMkStream(key: Arg, id: Arg, message: Record<string, Arg>, options?: XAddOptions): Text | null;
  xAutoClaim(
    key: Arg,
    group: Arg,
    consumer: Arg,
    minIdleTime: number,
    start: Arg,
    options?: Count,
  ): { nextId: Text; messages: (Delivered<Text> | null)[]; deletedMessages: Text[] };
  xAutoClaimJustId(
    key: Arg,
    group: Arg,
    consumer: Arg,
    minIdleTime: number,
    start: Arg,
    options?: Count,
  ): { nextId: Text; messages: Text[]; deletedMessages: Text[] };
  xClaim(
    key: Arg,
    group: Arg,
    consumer: Arg,
    minIdleTime: number,
    id: Many,
    options?: XClaimOptions,
  ): (Delivered<Text> | null)[];
  xGroupCreate(key: Arg, group: Arg, id: Arg, options?: XGroupOptions): 'OK';
  xGroupSetId(key: Arg, group: Arg, id: Arg, options?: { ENTRIESREAD?: number }): 'OK';
  xInfoStream(key: Arg): StreamInfo<Text>;
  xPendingRange(
    key: Arg,
    group: Arg,
    start: Arg,
    end: Arg,
    count: number,
    options?: XPendingOptions,
  ): { id: Text; consumer: Text; millisecondsSinceLastDelivery: number; deliveriesCounter: number }[];
  xTrim(
    key: Arg,
    strategy: 'MAXLEN' | 'MINID',
    threshold: string | number,
    options?: XTrimOptions4 & { policy?: StreamDeletion },
  ): number;
  zAdd(key: Arg, members: Many<SortedSetMember>, options?: ZAddOptions): number;
  zAddIncr(key: Arg, members: Many<SortedSetMember>, options?: ZAddOptions): number | null;
  zInter(keys: ZKeys, options?: Aggregate): Text[];
  zInterCard(keys: Many, options?: number | { LIMIT?: number }): number;
  zInterStore(destination: Arg, keys: ZKeys, options?: Aggregate): number;
  zInterWithScores(keys: ZKeys, options?: Aggregate): Scored<Text>[];
  zRangeStore(destination: Arg, source: Arg, min: Border, max: Border, options?: ZRangeOptions): number;
  zScan(key: Arg, cursor: Arg, options?: ScanOptions): { cursor: Text; members: Scored<Text>[] };
  zUnion(keys: ZKeys, options?: Aggregate): Text[];
  zUnionStore(destination: Arg, keys: ZKeys, options?: Aggregate): number;
  zUnionWithScores(keys: ZKeys, options?: Aggregate): Scored<Text>[];
  zmPop(keys: Many, side: SetSide, options?: Count): { key: Text; members: Scored<Text>[] } | null;
}

type Role<Text> =
  | {
      role: Word<Text, 'master'>;
      replicationOffest: number;
      replicas: { host: Text; port: number; replicationOffest: number }[];
      master?: undefined;
      state?: undefined;
      dataReceived?: undefined;
      masterNames?: undefined;
    }
  | {
      role: Word<Text, 'slave'>;
      master: { host: Text; port: number };
      state: Word<Text, ReplicaState>;
      dataReceived: number;
      replicationOffest?: undefined;
      replicas?: undefined;
      masterNames?: undefined;
    }
  | {
      role: Word<Text, 'sentinel'>;
      masterNames: Text[];
      replicationOffest?: undefined;
      replicas?: undefined;
      master?: undefined;
      state?: undefined;
      dataReceived?: undefined;
    };

type StreamInfo<Text> = {
  [Name in 'length' | `radix-tree-${'keys' | 'nodes'}` | 'entries-added' | 'groups']: number;
} & {
  [Name in 'last-generated-id' | 'max-deleted-entry-id' | 'recorded-first-entry-id']: Text;
} & { [Name in `${'first' | 'last'}-entry`]: StreamMessage<Text> | null } & {
  // Of Redis 8.
  [Name in
    | `idmp-${'duration' | 'maxsize'}`
    | `${'pids' | 'iids'}-tracked`
    | `iids-${'added' | 'duplicates'}`]: number;
};

export interface Commands5<Text = string>
  extends Later<Text>,
    GeoWith<Arg, Found<Text, Text, number, number>> {
  aclGetUser(username: Arg): User<Text, { selectors: Selector<Text>[] }>;
  clientInfo(): ClientInfo<string>;
  clientList(filter?: ClientFilter): ClientInfo<string>[];
  clusterBumpEpoch(): 'BUMPED' | 'STILL';
  command(): CommandInfo<string>[];
  commandInfo(commands: string[]): (CommandInfo<string> | null)[];
  hello(protover?: 2 | 3, options?: { AUTH?: RequiredAuth; SETNAME?: string }): Hello<Text, 2 | 3, Text>;
  memoryStats(): MemoryStats;
  migrate(
    host: Arg,
    port: number,
    key: Many,
    destinationDb: number,
    timeout: number,
    options?: MigrateOptions,
  ): 'OK';
  xInfoGroups(key: Arg): Group<Text, number>[];
  xRange(key: Arg, start: Arg, end: Arg, options?: Count): Delivered<Text>[];
  xRead(
    streams: XReadStreams,
    options?: XReadOptions,
  ): { name: Text | string; messages: Delivered<Text>[] }[] | null;
  xReadGroup(
    group: Arg,
    consumer: Arg,
    streams: XReadStreams,
    options?: XReadGroupOptions,
  ): { name: Text | string; messages: Delivered<Text>[] }[] | null;
  xRevRange(key: Arg, start: Arg, end: Arg, options?: Count): Delivered<Text>[];
  zRankWithScore(key: Arg, member: Arg): { rank: number; score: number } | null;
}
