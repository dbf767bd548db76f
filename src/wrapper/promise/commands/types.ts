/**
 * What the methods take and reply, by major. Replies are typed as redis 4.7.1, 5.12.1 and 6.3.1 type them, also where
 * the server says something else (`hStrLen` of 5 and 6, `randomKey`): code that compiled must compile.
 *
 * `Text` is string, or Buffer where the caller asked for Buffers.
 */

export type Arg = string | Buffer;
export type Many<T = Arg> = T | T[];
export type Border = Arg | number;
export type Time = number | Date;
export type Content = Arg | number;
export type Pairs = [Arg, Arg][] | Arg[] | Record<string, Arg>;
export type Fields =
  | Record<string | number, Content>
  | Map<Content, Content>
  | [Content, Content][]
  | Content[];
export type ExpireMode = 'NX' | 'XX' | 'GT' | 'LT';
type FlushMode = 'ASYNC' | 'SYNC';
type ListSide = 'LEFT' | 'RIGHT';
export type SetSide = 'MIN' | 'MAX';
type Limit = { offset: number; count: number };
export type HashExpiration = -2 | 0 | 1 | 2;
/** A word that the server says, or its bytes. */
export type Word<Text, Said extends string> = Text extends string ? Said : Text;

export type ReplicaState = 'connect' | 'connecting' | 'sync' | 'connected';
/** What a script or function replies. */
type RawReply<Text> = Text | number | null | RawReply<Text>[];

type EvalOptions = { keys?: Arg[]; arguments?: Arg[] };
type AuthOptions = { username?: Arg; password: Arg };
export type RequiredAuth = { username: Arg; password: Arg };
type RestoreOptions = { REPLACE?: boolean; ABSTTL?: boolean; IDLETIME?: number; FREQ?: number };
export type MigrateOptions = { COPY?: true; REPLACE?: true; AUTH?: AuthOptions };
type ClientTrackingOptions = { REDIRECT?: number; NOLOOP?: boolean } & (
  | { BCAST?: boolean; PREFIX?: Many }
  | { OPTIN?: boolean }
  | { OPTOUT?: boolean }
);

type ClientType = 'NORMAL' | 'MASTER' | 'REPLICA' | 'PUBSUB';
export type ClientFilter = { TYPE: ClientType; ID?: never } | { ID: Many; TYPE?: never };
export type Numeral = `${number}`;
type KillFilter =
  | { filter: 'ADDR'; address: `${string}:${number}` }
  | { filter: 'LADDR'; localAddress: `${string}:${number}` }
  | { filter: 'ID'; id: number | Numeral }
  | { filter: 'TYPE'; type: 'normal' | 'master' | 'replica' | 'pubsub' }
  | { filter: 'USER'; username: string }
  | 'SKIPME'
  | { filter: 'SKIPME'; skipMe: boolean }
  | { filter: 'MAXAGE'; maxAge: number };
export type BitRead = { encoding: `${'i' | 'u'}${number}`; offset: number | string };
type BitFieldOperation =
  | ({ operation: 'GET' } & BitRead)
  | ({ operation: 'SET'; value: number } & BitRead)
  | ({ operation: 'INCRBY'; increment: number } & BitRead)
  | { operation: 'OVERFLOW'; behavior: string };

type BitOperation = 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE';
export type GetExOptions4 =
  | { EX: number }
  | { PX: number }
  | { EXAT: Time }
  | { PXAT: Time }
  | { PERSIST: true };
type SortOptions = { BY?: Arg; LIMIT?: Limit; GET?: Many; DIRECTION?: 'ASC' | 'DESC'; ALPHA?: boolean };
export type GeoReplyWith = 'WITHDIST' | 'WITHHASH' | 'WITHCOORD';
type LPosOptions = { RANK?: number; MAXLEN?: number };
export type Count = { COUNT?: number };
export type SortedSetMember = { score: number; value: Arg };
export type Aggregate = { AGGREGATE?: 'SUM' | 'MIN' | 'MAX' | 'COUNT' };
export type ZRangeOptions = { BY?: 'SCORE' | 'LEX'; REV?: boolean; LIMIT?: Limit };

type Popped<Text> = { key: Text; element: Text };
export type Scored<Text> = { value: Text; score: number };
export type Field<Text> = { field: Text; value: Text };
export type FunctionInfo<Text> = { name: Text; description: Text | null; flags: Text[] };
export type ClientInfo<Text> = {
  [Name in
    | 'id'
    | 'fd'
    | 'age'
    | 'idle'
    | 'db'
    | 'sub'
    | 'psub'
    | 'multi'
    | 'qbuf'
    | 'qbufFree'
    | 'obl'
    | 'oll'
    | 'omem']: number;
} & { [Name in 'addr' | 'name' | 'flags' | 'events' | 'cmd']: Text } & {
  [Name in 'ssub' | 'argvMem' | 'multiMem' | 'totMem' | 'redir' | 'resp']?: number;
} & { [Name in 'laddr' | 'user' | 'libName' | 'libVer']?: Text };

export type Hello<Text, Protocol, Module> = {
  server: Text;
  version: Text;
  proto: Protocol;
  id: number;
  mode: Text;
  role: Text;
  modules: Module[];
};

/**
 * Methods that all majors have alike, but for the kinds of some replies: `Ok` is 'OK' since major 5, `Status` a string
 * since 5, `Flag` a boolean in 4 and a number since 5.
 */
export interface Common<Text, Ok, Status, Flag> {
  append(key: Arg, value: Arg): number;
  asking(): Ok;
  auth(login: AuthOptions): Ok;
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
  lcs(key1: Arg, key2: Arg): Text;
  lcsLen(key1: Arg, key2: Arg): number;
  lmPop(keys: Many, side: ListSide, options?: Count): (Text | Text[])[] | null;
  mGet(keys: Arg[]): (Text | null)[];
  mSet(toSet: Pairs): Ok;
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
  touch(key: Many): number;
  ttl(key: Arg): number;
  type(key: Arg): Status;
  unlink(keys: Many): number;
  wait(numberOfReplicas: number, timeout: number): number;
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
  clientKill(filters: Many<KillFilter>): number;
  flushAll(mode?: FlushMode): Status;
  flushDb(mode?: FlushMode): Status;
  functionFlush(mode?: FlushMode): Ok;
}
