/** What the methods of major 6 take and reply. */
import type {
  Arg,
  ClientFilter,
  ClientInfo,
  CommandInfo,
  Count,
  Found,
  GeoWith,
  Hello,
  Many,
  MigrateOptions,
  Numeral,
  RequiredAuth,
  User,
  XReadOptions,
  XReadStreams,
} from './types.js';
import type { Delivered, Group, Later, MemoryStats, Selector, XReadGroupOptions } from './types5.js';

type ClientInfo6 = ClientInfo<string> & { watch?: number; rbs?: number; rbp?: number };
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

export interface Commands6<Text = string>
  extends Later<Text>,
    GeoWith<Arg, Found<Text, number, number, number>> {
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
