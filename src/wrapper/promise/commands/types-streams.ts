/** What the commands on streams take and reply. */
import type { Arg, Count, Many, Time, Word } from './types.js';

type Trim4 = {
  strategy?: 'MAXLEN' | 'MINID';
  strategyModifier?: '=' | '~';
  threshold: number;
  limit?: number;
};

type XTrimOptions4 = { strategyModifier?: '=' | '~'; LIMIT?: number };

type XClaimOptions4 = { IDLE?: number; TIME?: Time; RETRYCOUNT?: number; FORCE?: boolean };

type XClaimOptions = XClaimOptions4 & { LASTID?: Arg };

type XPendingOptions = { IDLE?: number; consumer?: Arg };

type XReadStreams = Many<{ key: Arg; id: Arg }>;

type XReadOptions = { COUNT?: number; BLOCK?: number };

type StreamMessage<Text> = { id: Text; message: Record<string, Text> };

type StreamDeletion = 'KEEPREF' | 'DELREF' | 'ACKED';

type XAddOptions = {
  policy?: StreamDeletion;
  IDMPAUTO?: { pid: Arg };
  IDMP?: { pid: Arg; iid: Arg };
  TRIM?: Trim4 & { policy?: StreamDeletion };
};

type XGroupOptions = { MKSTREAM?: boolean; ENTRIESREAD?: number };

type XReadGroupOptions = XReadOptions & { NOACK?: boolean; CLAIM?: number };

type Delivered<Text> = StreamMessage<Text> & {
  millisElapsedFromDelivery?: number;
  deliveriesCounter?: number;
};

type ConsumerGroup<Text, Id> = {
  name: Text;
  consumers: number;
  pending: number;
  'last-delivered-id': Id;
  'entries-read': number | null;
  lag: number;
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

type ReadLimits = { MAXCOUNT?: number; MAXSIZE?: number };

interface StreamsCommon<Text, Ok, Flag> {
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
  xClaimJustId(
    key: Arg,
    group: Arg,
    consumer: Arg,
    minIdleTime: number,
    id: Many,
    options?: XClaimOptions,
  ): Text[];
}

interface StreamsLater<Text> extends StreamsCommon<Text, 'OK', number> {
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
}

export interface Streams4<Text> extends StreamsCommon<Text, Word<Text, 'OK'>, boolean> {
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
}

export interface Streams5<Text> extends StreamsLater<Text> {
  xInfoGroups(key: Arg): ConsumerGroup<Text, number>[];
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
}

export interface Streams6<Text> extends StreamsLater<Text> {
  xInfoGroups(key: Arg): ConsumerGroup<Text, Text>[];
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
}
