/**
 * What the methods take and reply, by major. Replies are typed as redis 4.7.1, 5.12.1 and 6.3.1 type them, also where
 * the server says something else (`hStrLen` of 5 and 6, `randomKey`): code that compiled must compile.
 *
 * `Text` is string, or Buffer where the caller asked for Buffers.
 */

export type Arg = string | Buffer;
type Many<T = Arg> = T | T[];
type Border = Arg | number;
type Time = number | Date;
type Content = Arg | number;
type Pairs = [Arg, Arg][] | Arg[] | Record<string, Arg>;
type Fields = Record<string | number, Content> | Map<Content, Content> | [Content, Content][] | Content[];
type ExpireMode = 'NX' | 'XX' | 'GT' | 'LT';
type FlushMode = 'ASYNC' | 'SYNC';
type ListSide = 'LEFT' | 'RIGHT';
type SetSide = 'MIN' | 'MAX';
type Limit = { offset: number; count: number };
type SlotRange = { start: number; end: number };
type HashExpiration = -2 | 0 | 1 | 2;

/** A word that the server says, or its bytes. */
type Word<Text, Said extends string> = Text extends string ? Said : Text;
type ReplicaState = 'connect' | 'connecting' | 'sync' | 'connected';
/** What a script or function replies. */
export type RawReply<Text> = Text | number | null | RawReply<Text>[];
export type EvalOptions = { keys?: Arg[]; arguments?: Arg[] };
export type AuthOptions = { username?: Arg; password: Arg };
type RequiredAuth = { username: Arg; password: Arg };
type RestoreOptions = { REPLACE?: boolean; ABSTTL?: boolean; IDLETIME?: number; FREQ?: number };
type MigrateOptions = { COPY?: true; REPLACE?: true; AUTH?: AuthOptions };
type ClientTrackingOptions = { REDIRECT?: number; NOLOOP?: boolean } & (
  | { BCAST?: boolean; PREFIX?: Many }
  | { OPTIN?: boolean }
  | { OPTOUT?: boolean }
);
type ClientType = 'NORMAL' | 'MASTER' | 'REPLICA' | 'PUBSUB';
type ClientFilter = { TYPE: ClientType; ID?: never } | { ID: Many; TYPE?: never };
type Numeral = `${number}`;
type KillFilter =
  | { filter: 'ADDR'; address: `${string}:${number}` }
  | { filter: 'LADDR'; localAddress: `${string}:${number}` }
  | { filter: 'ID'; id: number | Numeral }
  | { filter: 'TYPE'; type: 'normal' | 'master' | 'replica' | 'pubsub' }
  | { filter: 'USER'; username: string }
  | 'SKIPME'
  | { filter: 'SKIPME'; skipMe: boolean }
  | { filter: 'MAXAGE'; maxAge: number };
type SlotState = 'IMPORTING' | 'MIGRATING' | 'STABLE' | 'NODE';
type BitRead = { encoding: `${'i' | 'u'}${number}`; offset: number | string };
type BitFieldOperation =
  | ({ operation: 'GET' } & BitRead)
  | ({ operation: 'SET'; value: number } & BitRead)
  | ({ operation: 'INCRBY'; increment: number } & BitRead)
  | { operation: 'OVERFLOW'; behavior: string };
type BitOperation = 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE';
/** At most one of them. */
type OneOf<T, K extends keyof T = keyof T> = K extends keyof T
  ? { [P in K]?: T[K] } & { [P in Exclude<keyof T, K>]?: never }
  : never;
export type SetOptions4 = OneOf<{ EX: number; PX: number; EXAT: number; PXAT: number; KEEPTTL: true }> &
  OneOf<{ NX: true; XX: true }> & { GET?: true };
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
type GetExOptions4 = { EX: number } | { PX: number } | { EXAT: Time } | { PXAT: Time } | { PERSIST: true };
type GetExOptions =
  | GetExOptions4
  | { type: 'EX' | 'PX'; value: number }
  | { type: 'EXAT' | 'PXAT'; value: Time }
  | { type: 'PERSIST' };
type HSetExOptions = { expiration?: Lifetime<'KEEPTTL'>; mode?: 'FNX' | 'FXX' };
export type ScanOptions4 = { MATCH?: string; COUNT?: number };
export type ScanOptions = { MATCH?: Arg; COUNT?: number };
type SortOptions = { BY?: Arg; LIMIT?: Limit; GET?: Many; DIRECTION?: 'ASC' | 'DESC'; ALPHA?: boolean };
export type GeoUnits = 'm' | 'km' | 'mi' | 'ft';
export type GeoCoordinates = { longitude: Arg | number; latitude: Arg | number };
type GeoMember = GeoCoordinates & { member: Arg };
type GeoSearchFrom = Arg | GeoCoordinates;
type GeoSearchBy = { radius: number; unit: GeoUnits } | { width: number; height: number; unit: GeoUnits };
type GeoSearchOptions = { SORT?: 'ASC' | 'DESC'; COUNT?: number | { value: number; ANY?: boolean } };
type GeoStoreOptions = GeoSearchOptions & { STOREDIST?: boolean };
export type GeoReplyWith = 'WITHDIST' | 'WITHHASH' | 'WITHCOORD';
type Trim4 = {
  strategy?: 'MAXLEN' | 'MINID';
  strategyModifier?: '=' | '~';
  threshold: number;
  limit?: number;
};
type StreamDeletion = 'KEEPREF' | 'DELREF' | 'ACKED';
type XAddOptions = {
  policy?: StreamDeletion;
  IDMPAUTO?: { pid: Arg };
  IDMP?: { pid: Arg; iid: Arg };
  TRIM?: Trim4 & { policy?: StreamDeletion };
};
type XTrimOptions4 = { strategyModifier?: '=' | '~'; LIMIT?: number };
type XClaimOptions4 = { IDLE?: number; TIME?: Time; RETRYCOUNT?: number; FORCE?: boolean };
type XClaimOptions = XClaimOptions4 & { LASTID?: Arg };
type XGroupOptions = { MKSTREAM?: boolean; ENTRIESREAD?: number };
type XPendingOptions = { IDLE?: number; consumer?: Arg };
type XReadStreams = Many<{ key: Arg; id: Arg }>;
type XReadOptions = { COUNT?: number; BLOCK?: number };
type XReadGroupOptions = XReadOptions & { NOACK?: boolean; CLAIM?: number };
type LPosOptions = { RANK?: number; MAXLEN?: number };
type Count = { COUNT?: number };
type ZAddOptions4 = ({ NX?: true } | { XX?: true; LT?: true; GT?: true }) & { CH?: true; INCR?: true };
type ZAddOptions = {
  condition?: 'NX' | 'XX';
  NX?: boolean;
  XX?: boolean;
  comparison?: 'LT' | 'GT';
  LT?: boolean;
  GT?: boolean;
  CH?: boolean;
};
export type SortedSetMember = { score: number; value: Arg };
type Weighted = { key: Arg; weight: number };
type ZKeys = Many | Many<Weighted>;
type Aggregate = { AGGREGATE?: 'SUM' | 'MIN' | 'MAX' | 'COUNT' };
type ZStoreOptions4 = Aggregate & { WEIGHTS?: number[] };
type ZRangeOptions = { BY?: 'SCORE' | 'LEX'; REV?: boolean; LIMIT?: Limit };
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

type Popped<Text> = { key: Text; element: Text };
type Scored<Text> = { value: Text; score: number };
type Field<Text> = { field: Text; value: Text };
export type StreamMessage<Text> = { id: Text; message: Record<string, Text> };
type Delivered<Text> = StreamMessage<Text> & {
  millisElapsedFromDelivery?: number;
  deliveriesCounter?: number;
};
type FunctionInfo<Text> = { name: Text; description: Text | null; flags: Text[] };
type Library<Text> = { library_name: Text | null; engine: Text; functions: FunctionInfo<Text>[] };
type Library4<Text> = { libraryName: Text; engine: Text; functions: FunctionInfo<Text>[] };
type ClientInfo<Text> = {
  id: number;
  addr: Text;
  laddr?: Text;
  fd: number;
  name: Text;
  age: number;
  idle: number;
  flags: Text;
  db: number;
  sub: number;
  psub: number;
  ssub?: number;
  multi: number;
  qbuf: number;
  qbufFree: number;
  argvMem?: number;
  multiMem?: number;
  obl: number;
  oll: number;
  omem: number;
  totMem?: number;
  events: Text;
  cmd: Text;
  user?: Text;
  redir?: number;
  resp?: number;
  libName?: Text;
  libVer?: Text;
};
type ClientInfo6 = ClientInfo<string> & { watch?: number; rbs?: number; rbp?: number };
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
type User<Text, Selectors> = {
  flags: Text[];
  passwords: Text[];
  commands: Text;
  keys: Text[] | Text;
  channels: Text[] | Text;
} & Selectors;
type Selector<Text> = { commands: Text; keys: Text; channels: Text };
type Hello<Text, Protocol, Module> = {
  server: Text;
  version: Text;
  proto: Protocol;
  id: number;
  mode: Text;
  role: Text;
  modules: Module[];
};
type Found<Text, Distance, Hash, Degree> = {
  member: Text;
  distance?: Distance;
  hash?: Hash;
  coordinates?: { longitude: Degree; latitude: Degree };
};
type Group<Text, Id> = {
  name: Text;
  consumers: number;
  pending: number;
  'last-delivered-id': Id;
  'entries-read': number | null;
  lag: number;
};
type MatchRange = { start: number; end: number };
type Match = { key1: MatchRange; key2: MatchRange };

/**
 * Methods that all majors have alike, but for the kinds of some replies: `Ok` is 'OK' since major 5, `Status` a string
 * since 5, `Flag` a boolean in 4 and a number since 5.
 */
interface Common<Text, Ok, Status, Flag> {
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
  append(key: Arg, value: Arg): number;
  asking(): Ok;
  auth(login: AuthOptions): Ok;
  bgRewriteAof(): Status;
  bgSave(options?: { SCHEDULE?: boolean }): Status;
  bitCount(key: Arg, range?: { start: number; end: number; mode?: 'BYTE' | 'BIT' }): number;
  bitField(key: Arg, operations: BitFieldOperation[]): (number | null)[];
  bitPos(key: Arg, bit: 0 | 1, start?: number, end?: number, mode?: 'BYTE' | 'BIT'): number;
  blMove(
    source: Arg,
    destination: Arg,
    sourceSide: ListSide,
    destinationSide: ListSide,
    timeout: number,
  ): Text | null;
  blPop(key: Many, timeout: number): Popped<Text> | null;
  blmPop(timeout: number, keys: Many, side: ListSide, options?: Count): (Text | Text[])[] | null;
  brPop(key: Many, timeout: number): Popped<Text> | null;
  brPopLPush(source: Arg, destination: Arg, timeout: number): Text | null;
  clientCaching(value: boolean): Ok;
  clientGetName(): Text | null;
  clientGetRedir(): number;
  clientId(): number;
  clientNoEvict(value: boolean): Ok;
  clientNoTouch(value: boolean): Ok;
  clientPause(timeout: number, mode?: 'WRITE' | 'ALL'): Ok;
  clientSetName(name: Arg): Ok;
  clientTracking(mode: boolean, options?: ClientTrackingOptions): Ok;
  clientUnpause(): Ok;
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
  dbSize(): number;
  decr(key: Arg): number;
  decrBy(key: Arg, decrement: number): number;
  del(keys: Many): number;
  dump(key: Arg): Text;
  echo(message: Arg): Text;
  exists(keys: Many): number;
  expire(key: Arg, seconds: number, mode?: ExpireMode): Flag;
  expireAt(key: Arg, timestamp: Time, mode?: ExpireMode): Flag;
  expireTime(key: Arg): number;
  functionDelete(library: Arg): Ok;
  functionDump(): Text;
  functionKill(): Ok;
  functionLoad(code: Arg, options?: { REPLACE?: boolean }): Text;
  geoDist(key: Arg, member1: Arg, member2: Arg, unit?: GeoUnits): number | null;
  geoHash(key: Arg, member: Many): Text[];
  geoPos(key: Arg, member: Many): ({ longitude: Text; latitude: Text } | null)[];
  geoRadius(
    key: Arg,
    from: GeoCoordinates,
    radius: number,
    unit: GeoUnits,
    options?: GeoSearchOptions,
  ): Text[];
  geoRadiusByMember(key: Arg, from: Arg, radius: number, unit: GeoUnits, options?: GeoSearchOptions): Text[];
  geoRadiusByMemberRo(
    key: Arg,
    from: Arg,
    radius: number,
    unit: GeoUnits,
    options?: GeoSearchOptions,
  ): Text[];
  geoRadiusByMemberStore(
    key: Arg,
    from: Arg,
    radius: number,
    unit: GeoUnits,
    destination: Arg,
    options?: GeoStoreOptions,
  ): number;
  geoRadiusRo(
    key: Arg,
    from: GeoCoordinates,
    radius: number,
    unit: GeoUnits,
    options?: GeoSearchOptions,
  ): Text[];
  geoRadiusStore(
    key: Arg,
    from: GeoCoordinates,
    radius: number,
    unit: GeoUnits,
    destination: Arg,
    options?: GeoStoreOptions,
  ): number;
  geoSearch(key: Arg, from: GeoSearchFrom, by: GeoSearchBy, options?: GeoSearchOptions): Text[];
  geoSearchStore(
    destination: Arg,
    source: Arg,
    from: GeoSearchFrom,
    by: GeoSearchBy,
    options?: GeoStoreOptions,
  ): number;
  get(key: Arg): Text | null;
  getBit(key: Arg, offset: number): 0 | 1;
  getDel(key: Arg): Text | null;
  getSet(key: Arg, value: Arg): Text | null;
  hDel(key: Arg, field: Many): number;
  hExpire(key: Arg, fields: Many, seconds: number, mode?: ExpireMode): HashExpiration[];
  hExpireTime(key: Arg, fields: Many): number[];
  hGetAll(key: Arg): Record<string, Text>;
  hIncrBy(key: Arg, field: Arg, increment: number): number;
  hKeys(key: Arg): Text[];
  hLen(key: Arg): number;
  hPersist(key: Arg, fields: Many): number[] | null;
  hRandField(key: Arg): Text | null;
  hRandFieldCount(key: Arg, count: number): Text[];
  hTTL(key: Arg, fields: Many): number[] | null;
  hVals(key: Arg): Text[];
  hpExpire(key: Arg, fields: Many, ms: number, mode?: ExpireMode): HashExpiration[] | null;
  hpExpireAt(key: Arg, fields: Many, timestamp: Time, mode?: ExpireMode): HashExpiration[] | null;
  hpExpireTime(key: Arg, fields: Many): number[] | null;
  hpTTL(key: Arg, fields: Many): number[] | null;
  incr(key: Arg): number;
  incrBy(key: Arg, increment: number): number;
  incrByFloat(key: Arg, increment: number): Text;
  info(section?: Arg): Status;
  keys(pattern: Arg): Text[];
  lIndex(key: Arg, index: number): Text | null;
  lLen(key: Arg): number;
  lMove(source: Arg, destination: Arg, sourceSide: ListSide, destinationSide: ListSide): Text | null;
  lPop(key: Arg): Text | null;
  lPopCount(key: Arg, count: number): Text[] | null;
  lPos(key: Arg, element: Arg, options?: LPosOptions): number | null;
  lPosCount(key: Arg, element: Arg, count: number, options?: LPosOptions): number[];
  lPush(key: Arg, elements: Many): number;
  lPushX(key: Arg, elements: Many): number;
  lRange(key: Arg, start: number, stop: number): Text[];
  lRem(key: Arg, count: number, element: Arg): number;
  lSet(key: Arg, index: number, element: Arg): Ok;
  lTrim(key: Arg, start: number, stop: number): Ok;
  latencyDoctor(): Text;
  latencyLatest(): (number | Text)[][];
  lcs(key1: Arg, key2: Arg): Text;
  lcsLen(key1: Arg, key2: Arg): number;
  lmPop(keys: Many, side: ListSide, options?: Count): (Text | Text[])[] | null;
  mGet(keys: Arg[]): (Text | null)[];
  mSet(toSet: Pairs): Ok;
  memoryDoctor(): Text;
  memoryMallocStats(): Text;
  memoryPurge(): Ok;
  memoryUsage(key: Arg, options?: { SAMPLES?: number }): number | null;
  moduleLoad(path: Arg, moduleArguments?: Arg[]): Ok;
  moduleUnload(name: Arg): Ok;
  move(key: Arg, db: number): Flag;
  objectEncoding(key: Arg): Text | null;
  objectFreq(key: Arg): number | null;
  objectIdleTime(key: Arg): number | null;
  objectRefCount(key: Arg): number | null;
  pExpire(key: Arg, ms: number, mode?: ExpireMode): Flag;
  pExpireAt(key: Arg, msTimestamp: Time, mode?: ExpireMode): Flag;
  pExpireTime(key: Arg): number;
  pSetEx(key: Arg, ms: number, value: Arg): Ok;
  pTTL(key: Arg): number;
  persist(key: Arg): Flag;
  pfCount(keys: Many): number;
  pubSubChannels(pattern?: Arg): Text[];
  pubSubNumSub(channels?: Many): Record<string, number>;
  pubSubShardChannels(pattern?: Arg): Text[];
  pubSubShardNumSub(channels?: Many): Record<string, number>;
  publish(channel: Arg, message: Arg): number;
  rPop(key: Arg): Text | null;
  rPopCount(key: Arg, count: number): Text[] | null;
  rPopLPush(source: Arg, destination: Arg): Text | null;
  rPush(key: Arg, element: Many): number;
  rPushX(key: Arg, element: Many): number;
  readonly(): Status;
  rename(key: Arg, newKey: Arg): Status;
  renameNX(key: Arg, newKey: Arg): Flag;
  replicaOf(host: string, port: number): Status;
  restore(key: Arg, ttl: number, serializedValue: Arg, options?: RestoreOptions): Ok;
  restoreAsking(): Status;
  sAdd(key: Arg, members: Many): number;
  sCard(key: Arg): number;
  sDiff(keys: Many): Text[];
  sDiffStore(destination: Arg, keys: Many): number;
  sInter(keys: Many): Text[];
  sIsMember(key: Arg, member: Arg): Flag;
  sMembers(key: Arg): Text[];
  sMove(source: Arg, destination: Arg, member: Arg): Flag;
  sPublish(channel: Arg, message: Arg): number;
  sRandMember(key: Arg): Text | null;
  sRandMemberCount(key: Arg, count: number): Text[];
  sRem(key: Arg, members: Many): number;
  sUnion(keys: Many): Text[];
  sUnionStore(destination: Arg, keys: Many): number;
  scriptDebug(mode: 'SYNC' | 'YES' | 'NO'): Ok;
  scriptExists(sha1: Many): Flag[];
  scriptFlush(mode?: 'ASYNC' | 'SYNC'): Ok;
  scriptKill(): Ok;
  scriptLoad(script: Arg): Text;
  setBit(key: Arg, offset: number, value: 0 | 1): 0 | 1;
  setEx(key: Arg, seconds: number, value: Arg): Ok;
  setNX(key: Arg, value: Arg): Flag;
  setRange(key: Arg, offset: number, value: Arg): number;
  smIsMember(key: Arg, members: Arg[]): Flag[];
  sort(key: Arg, options?: SortOptions): Text[];
  sortRo(key: Arg, options?: SortOptions): Text[];
  sortStore(source: Arg, destination: Arg, options?: SortOptions): number;
  strLen(key: Arg): number;
  swapDb(index1: number, index2: number): Ok;
  touch(key: Many): number;
  ttl(key: Arg): number;
  type(key: Arg): Status;
  unlink(keys: Many): number;
  wait(numberOfReplicas: number, timeout: number): number;
  xAck(key: Arg, group: Arg, id: Many): number;
  xDel(key: Arg, id: Many): number;
  xGroupCreateConsumer(key: Arg, group: Arg, consumer: Arg): Flag;
  xGroupDelConsumer(key: Arg, group: Arg, consumer: Arg): number;
  xGroupDestroy(key: Arg, group: Arg): Flag;
  xInfoConsumers(key: Arg, group: Arg): { name: Text; pending: number; idle: number; inactive: number }[];
  xLen(key: Arg): number;
  xPending(
    key: Arg,
    group: Arg,
  ): {
    pending: number;
    firstId: Text | null;
    lastId: Text | null;
    consumers: { name: Text; deliveriesCounter: number }[] | null;
  };
  xSetId(key: Arg, lastId: Arg, options?: { ENTRIESADDED?: number; MAXDELETEDID?: Arg }): Ok;
  zCard(key: Arg): number;
  zCount(key: Arg, min: Border, max: Border): number;
  zDiff(keys: Many): Text[];
  zDiffStore(destination: Arg, inputKeys: Many): number;
  zDiffWithScores(keys: Many): Scored<Text>[];
  zIncrBy(key: Arg, increment: number, member: Arg): number;
  zLexCount(key: Arg, min: Arg, max: Arg): number;
  zPopMax(key: Arg): Scored<Text> | null;
  zPopMaxCount(key: Arg, count: number): Scored<Text>[];
  zPopMin(key: Arg): Scored<Text> | null;
  zPopMinCount(key: Arg, count: number): Scored<Text>[];
  zRandMember(key: Arg): Text | null;
  zRandMemberCount(key: Arg, count: number): Text[];
  zRandMemberCountWithScores(key: Arg, count: number): Scored<Text>[];
  zRange(key: Arg, min: Border, max: Border, options?: ZRangeOptions): Text[];
  zRangeByLex(key: Arg, min: Arg, max: Arg, options?: { LIMIT?: Limit }): Text[];
  zRangeByScore(key: Arg, min: string | number, max: string | number, options?: { LIMIT?: Limit }): Text[];
  zRangeByScoreWithScores(
    key: Arg,
    min: string | number,
    max: string | number,
    options?: { LIMIT?: Limit },
  ): Scored<Text>[];
  zRangeWithScores(key: Arg, min: Border, max: Border, options?: ZRangeOptions): Scored<Text>[];
  zRank(key: Arg, member: Arg): number | null;
  zRem(key: Arg, member: Many): number;
  zRemRangeByLex(key: Arg, min: Border, max: Border): number;
  zRemRangeByRank(key: Arg, start: number, stop: number): number;
  zRemRangeByScore(key: Arg, min: Border, max: Border): number;
  zRevRank(key: Arg, member: Arg): number | null;
  zScore(key: Arg, member: Arg): number | null;
  zmScore(key: Arg, member: Many): (number | null)[];
  bitOp(operation: BitOperation, destKey: Arg, key: Many): number;
  eval(script: Arg, options?: EvalOptions): RawReply<Text>;
  evalRo(script: Arg, options?: EvalOptions): RawReply<Text>;
  evalSha(sha1: Arg, options?: EvalOptions): RawReply<Text>;
  evalShaRo(sha1: Arg, options?: EvalOptions): RawReply<Text>;
  fCall(name: Arg, options?: EvalOptions): RawReply<Text>;
  fCallRo(name: Arg, options?: EvalOptions): RawReply<Text>;
  hSet(...args: [key: Arg, field: Content, value: Content] | [key: Arg, value: Fields]): number;
  lInsert(key: Arg, position: 'BEFORE' | 'AFTER', pivot: Arg, element: Arg): number;
  latencyGraph(event: LatencyEvent): Text;
  latencyHistory(event: LatencyEvent): number[][];
  clusterSetSlot(slot: number, state: SlotState, nodeId?: Arg): Ok;
  clientKill(filters: Many<KillFilter>): number;
  xClaimJustId(
    key: Arg,
    group: Arg,
    consumer: Arg,
    minIdleTime: number,
    id: Many,
    options?: XClaimOptions,
  ): Text[];
  flushAll(mode?: FlushMode): Status;
  flushDb(mode?: FlushMode): Status;
  functionFlush(mode?: FlushMode): Ok;
}

export interface Commands4<Text = string> extends Common<Text, Word<Text, 'OK'>, Text, boolean> {
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
  geoRadiusWith(
    key: Arg,
    from: GeoCoordinates,
    radius: number,
    unit: GeoUnits,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Found<Text, number, Text, Text>[];
  geoRadiusRoWith(
    key: Arg,
    from: GeoCoordinates,
    radius: number,
    unit: GeoUnits,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Found<Text, number, Text, Text>[];
  geoRadiusByMemberWith(
    key: Arg,
    from: string,
    radius: number,
    unit: GeoUnits,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Found<Text, number, Text, Text>[];
  geoRadiusByMemberRoWith(
    key: Arg,
    from: string,
    radius: number,
    unit: GeoUnits,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Found<Text, number, Text, Text>[];
  geoSearchWith(
    key: Arg,
    from: GeoSearchFrom,
    by: GeoSearchBy,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Found<Text, number, Text, Text>[];
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
type MemoryStats6 = MemoryStats & {
  [Name in
    | `overhead.db.hashtable.${'lut' | 'rehashing'}`
    | 'db.dict.rehashing.count'
    | 'allocator.muzzy']: number;
};

/** Methods that 5 and 6 have alike. */
interface Later<Text> extends Common<Text, 'OK', string, number> {
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

interface GeoWith<Item> {
  geoRadiusWith(
    key: Arg,
    from: GeoCoordinates,
    radius: number,
    unit: GeoUnits,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Item[];
  geoRadiusRoWith(
    key: Arg,
    from: GeoCoordinates,
    radius: number,
    unit: GeoUnits,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Item[];
  geoRadiusByMemberWith(
    key: Arg,
    from: Arg,
    radius: number,
    unit: GeoUnits,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Item[];
  geoRadiusByMemberRoWith(
    key: Arg,
    from: Arg,
    radius: number,
    unit: GeoUnits,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Item[];
  geoSearchWith(
    key: Arg,
    from: GeoSearchFrom,
    by: GeoSearchBy,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Item[];
}

export interface Commands5<Text = string> extends Later<Text>, GeoWith<Found<Text, Text, number, number>> {
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

export interface Commands6<Text = string> extends Later<Text>, GeoWith<Found<Text, number, number, number>> {
  aclGetUser(username: Arg): User<Text, { selectors: Selector<Text>[] }> | null;
  clientInfo(): ClientInfo6;
  clientList(filter?: ClientFilter): ClientInfo6[];
  clientUnblock(clientId: number | Numeral, mode?: 'TIMEOUT' | 'ERROR'): number;
  clusterBumpEpoch(): string;
  command(): CommandInfo6[];
  commandDocs(commands?: Many): Record<string, CommandDoc<Text>>;
  commandInfo(commands: string[]): (CommandInfo6 | null)[];
  hello(
    protover?: 2 | 3,
    options?: { AUTH?: RequiredAuth; SETNAME?: string },
  ): Hello<Text, 2 | 3, { name: Text; ver: number }>;
  memoryStats(): MemoryStats6;
  migrate(
    host: Arg,
    port: number,
    key: Many,
    destinationDb: number,
    timeout: number,
    options?: MigrateOptions,
  ): 'OK' | 'NOKEY';
  xInfoGroups(key: Arg): Group<Text, Text>[];
  xRange(key: Arg, start: Arg, end: Arg, options?: Count): Delivered<Text>[] | null;
  xRead(
    streams: XReadStreams,
    options?: XReadOptions & ReadLimits,
  ): { name: string; messages: Delivered<Text>[] }[] | null;
  xReadGroup(
    group: Arg,
    consumer: Arg,
    streams: XReadStreams,
    options?: XReadGroupOptions & ReadLimits,
  ): { name: string; messages: Delivered<Text>[] }[] | null;
  xRevRange(key: Arg, start: Arg, end: Arg, options?: Count): Delivered<Text>[] | null;
  zRankWithScore(key: Arg, member: Arg): { rank: Text; score: number } | null;
  zRevRankWithScore(key: Arg, member: Arg): { rank: Text; score: number } | null;
}
type ReadLimits = { MAXCOUNT?: number; MAXSIZE?: number };

/** Upper-case names that are more than the name in upper case. */
type SpacedName =
  | `ACL_${'CAT' | 'DELUSER' | 'DRYRUN' | 'GENPASS' | 'GETUSER' | 'LIST' | 'LOAD' | 'LOG' | 'LOG_RESET' | 'SAVE' | 'SETUSER' | 'USERS' | 'WHOAMI'}`
  | `CLIENT_${'CACHING' | 'GETNAME' | 'GETREDIR' | 'ID' | 'INFO' | 'KILL' | 'LIST' | 'NO-EVICT' | 'NO-TOUCH' | 'PAUSE' | 'SETNAME' | 'TRACKING' | 'TRACKINGINFO' | 'UNBLOCK' | 'UNPAUSE'}`
  | `CLUSTER_${'ADDSLOTS' | 'ADDSLOTSRANGE' | 'BUMPEPOCH' | 'COUNT-FAILURE-REPORTS' | 'COUNTKEYSINSLOT' | 'DELSLOTS' | 'DELSLOTSRANGE' | 'FAILOVER' | 'FLUSHSLOTS' | 'FORGET' | 'GETKEYSINSLOT' | 'INFO' | 'KEYSLOT' | 'LINKS' | 'MEET' | 'MYID' | 'MYSHARDID' | 'NODES' | 'REPLICAS' | 'REPLICATE' | 'RESET' | 'SAVECONFIG' | 'SET-CONFIG-EPOCH' | 'SETSLOT' | 'SLOTS'}`
  | `COMMAND_${'COUNT' | 'DOCS' | 'GETKEYS' | 'GETKEYSANDFLAGS' | 'INFO' | 'LIST'}`
  | `CONFIG_${'GET' | 'RESETSTAT' | 'REWRITE' | 'SET'}`
  | `FUNCTION_${'DELETE' | 'DUMP' | 'FLUSH' | 'KILL' | 'LIST' | 'LIST_WITHCODE' | 'LOAD' | 'RESTORE' | 'STATS'}`
  | `LATENCY_${'DOCTOR' | 'GRAPH' | 'HISTOGRAM' | 'HISTORY' | 'LATEST' | 'RESET'}`
  | `MEMORY_${'DOCTOR' | 'MALLOC-STATS' | 'PURGE' | 'STATS' | 'USAGE'}`
  | `MODULE_${'LIST' | 'LOAD' | 'UNLOAD'}`
  | `OBJECT_${'ENCODING' | 'FREQ' | 'IDLETIME' | 'REFCOUNT'}`
  | `PUBSUB_${'CHANNELS' | 'NUMPAT' | 'NUMSUB' | 'SHARDCHANNELS' | 'SHARDNUMSUB'}`
  | `SCRIPT_${'DEBUG' | 'EXISTS' | 'FLUSH' | 'KILL' | 'LOAD'}`
  | `XGROUP_${'CREATE' | 'CREATECONSUMER' | 'DELCONSUMER' | 'DESTROY' | 'SETID'}`
  | `XINFO_${'CONSUMERS' | 'GROUPS' | 'STREAM'}`
  | `${'BITFIELD' | 'EVALSHA' | 'EVAL' | 'FCALL' | 'GEORADIUSBYMEMBER' | 'GEORADIUS' | 'SORT'}_RO`
  | `${'GEORADIUSBYMEMBER_RO' | 'GEORADIUSBYMEMBER' | 'GEORADIUS_RO' | 'GEORADIUS' | 'GEOSEARCH'}_WITH`
  | `${'GEORADIUSBYMEMBER' | 'GEORADIUS' | 'SORT'}_STORE`
  | `${'HRANDFIELD' | 'LPOP' | 'LPOS' | 'RPOP' | 'SPOP' | 'SRANDMEMBER' | 'ZPOPMAX' | 'ZPOPMIN' | 'ZRANDMEMBER'}_COUNT`
  | 'HRANDFIELD_COUNT_WITHVALUES'
  | 'HSCAN_NOVALUES'
  | 'LCS_IDX'
  | 'LCS_IDX_WITHMATCHLEN'
  | 'LCS_LEN'
  | 'RESTORE-ASKING'
  | 'XADD_NOMKSTREAM'
  | 'XPENDING_RANGE'
  | 'ZADD_INCR'
  | `${'XAUTOCLAIM' | 'XCLAIM'}_JUSTID`
  | `${'ZDIFF' | 'ZINTER' | 'ZRANDMEMBER_COUNT' | 'ZRANGEBYSCORE' | 'ZRANGE' | 'ZUNION'}_WITHSCORES`
  | `${'ZRANK' | 'ZREVRANK'}_WITHSCORE`;
type Fold<Name extends string> = Name extends `${infer A}_${infer B}`
  ? Fold<`${A}${B}`>
  : Name extends `${infer A}-${infer B}`
    ? Fold<`${A}${B}`>
    : Name;
type Spaced = { [Name in SpacedName as Fold<Name>]: Name };
/** The other name of a method: `HGETALL` for `hGetAll`, `ZRANGE_WITHSCORES` for `zRangeWithScores`. */
export type UpperName<Name> = Name extends string
  ? Uppercase<Name> extends keyof Spaced
    ? Spaced[Uppercase<Name>]
    : Uppercase<Name>
  : never;
