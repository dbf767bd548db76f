/** What the methods of major 4 take and reply. */
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
  FunctionInfo,
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
  SortedSetMember,
  Time,
  Word,
  ZRangeOptions,
} from './types.js';
import type { Geo4 } from './types-geo.js';
import type { Streams4 } from './types-streams.js';
import type { Admin4 } from './types-admin.js';

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

type MatchRange = { start: number; end: number };
type Match = { key1: MatchRange; key2: MatchRange };
export interface Commands4<Text = string>
  extends Common<Text, Word<Text, 'OK'>, Text, boolean>,
    Geo4<Text>,
    Streams4<Text>,
    Admin4<Text> {
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
  copy(source: Arg, destination: Arg, options?: { destinationDb?: number; replace?: boolean }): boolean;
  discard(): Text;
  functionList(pattern?: string): Library4<Text>[];
  functionListWithCode(pattern?: string): (Library4<Text> & { libraryCode: Text })[];
  functionRestore(dump: Arg, mode?: 'FLUSH' | 'APPEND' | 'REPLACE'): Word<Text, 'OK'>;
  functionStats(): {
    runningScript: { name: Text; command: Text; durationMs: number } | null;
    engines: Record<string, { librariesCount: number; functionsCount: number }>;
  };
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
  mSetNX(toSet: Pairs): boolean;
  migrate(
    host: Arg,
    port: number,
    key: Many,
    destinationDb: number,
    timeout: number,
    options?: MigrateOptions,
  ): Text;
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
