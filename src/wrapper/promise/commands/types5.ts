/** What the methods of major 5 take and reply, and what 6 has alike. */
import type {
  Aggregate,
  Arg,
  BitRead,
  Border,
  ClientFilter,
  ClientInfo,
  Common,
  Content,
  Count,
  ExpireMode,
  Field,
  Fields,
  FunctionInfo,
  GetExOptions4,
  Hello,
  Many,
  MigrateOptions,
  Numeral,
  Pairs,
  ReplicaState,
  RequiredAuth,
  Scored,
  SetSide,
  SortedSetMember,
  Time,
  Word,
  ZRangeOptions,
} from './types.js';
import type { Geo5 } from './types-geo.js';
import type { Streams5 } from './types-streams.js';
import type { Admin5 } from './types-admin.js';

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

type Library<Text> = { library_name: Text | null; engine: Text; functions: FunctionInfo<Text>[] };

/** Methods that 5 and 6 have alike. */
export interface Later<Text> extends Common<Text, 'OK', string, number> {
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
  copy(source: Arg, destination: Arg, options?: { DB?: number; REPLACE?: boolean }): number;
  functionList(options?: { LIBRARYNAME?: Arg }): Library<Text>[];
  functionListWithCode(options?: { LIBRARYNAME?: Arg }): (Library<Text> & { library_code: Text })[];
  functionRestore(dump: Arg, options?: { mode?: 'FLUSH' | 'APPEND' | 'REPLACE' }): 'OK';
  functionStats(): {
    running_script: { name: Text; command: Text; duration_ms: number } | null;
    engines: Record<string, { libraries_count: number; functions_count: number }>;
  };
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
  lcsIdx(key1: Arg, key2: Arg, options?: { MINMATCHLEN?: number }): { matches: number[][][]; len: number };
  lcsIdxWithMatchLen(
    key1: Arg,
    key2: Arg,
    options?: { MINMATCHLEN?: number },
  ): { matches: (number | number[])[][]; len: number };
  mSetNX(toSet: Pairs): 'OK';
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

export interface Commands5<Text = string> extends Later<Text>, Geo5<Text>, Streams5<Text>, Admin5<Text> {
  clientInfo(): ClientInfo<string>;
  clientList(filter?: ClientFilter): ClientInfo<string>[];
  hello(protover?: 2 | 3, options?: { AUTH?: RequiredAuth; SETNAME?: string }): Hello<Text, 2 | 3, Text>;
  migrate(
    host: Arg,
    port: number,
    key: Many,
    destinationDb: number,
    timeout: number,
    options?: MigrateOptions,
  ): 'OK';
  zRankWithScore(key: Arg, member: Arg): { rank: number; score: number } | null;
}
