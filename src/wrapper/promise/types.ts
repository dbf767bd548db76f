/** The types that node-redis 4 to 6 export, over the tables of what each command takes and replies. */
import type { EventEmitter } from 'events';
import type { ConnectionOptions } from 'tls';
import type { CommandOptions4 } from './command-options.js';
import type { Arg } from './commands/types.js';
import type { UpperName } from './commands/types-names.js';
import type { CommandParser } from './scripts.js';
import type { PubSubListener, PubSubType, PubSubTypeListeners } from './basics.js';
import type { ReconnectStrategy } from './options.js';

export type RedisArgument = Arg;
export type RespVersions = 2 | 3;
/** `{ [RESP_TYPES.BLOB_STRING]: Buffer }` is what can be mapped. */
export type TypeMapping = Record<number, unknown>;
export type TextOf<MAPPING> = MAPPING extends { 36: BufferConstructor } ? Buffer : string;

/** Any reply of a server. */
export type ReplyUnion = string | number | boolean | null | Buffer | Error | ReplyUnion[] | ReplyMap;
export interface ReplyMap {
  [field: string]: ReplyUnion;
}

// Functions of a caller's own are checked where he writes them; here any arguments must do.
type Callable = (...args: never[]) => unknown;

export interface RedisScriptConfig {
  SCRIPT: RedisArgument;
  NUMBER_OF_KEYS?: number | undefined;
  IS_READ_ONLY?: boolean | undefined;
  FIRST_KEY_INDEX?: unknown;
  transformArguments?: Callable | undefined;
  parseCommand?: ((parser: CommandParser, ...args: never[]) => void) | undefined;
  transformReply?: unknown;
}
export type RedisScript = RedisScriptConfig & { SHA1: string };
export type RedisScripts = Record<string, RedisScript>;
export type RedisFunction = Omit<RedisScriptConfig, 'SCRIPT'>;
export type RedisFunctions = Record<string, Record<string, RedisFunction>>;
/** Modules are not carried: `createClient` refuses them. The type stands for code that names it. */
export type RedisModules = Record<string, Record<string, object>>;
// biome-ignore lint/complexity/noBannedTypes: the originals' default, and what `M & RedisDefaultModules` must not change
export type None = {};
// biome-ignore lint/suspicious/noEmptyInterface: named by code that also runs with modules
export interface RedisDefaultModules {}

type CustomArguments<S> = S extends { parseCommand: (parser: CommandParser, ...args: infer A) => void }
  ? A
  : S extends { transformArguments: (...args: infer A) => unknown }
    ? A
    : never[];
type CustomReply<S> = S extends { transformReply: (...args: never[]) => infer R }
  ? R
  : S extends { transformReply: { 2: (...args: never[]) => infer R } }
    ? R
    : ReplyUnion;
type CustomMethod<S> = (...args: CustomArguments<S>) => Promise<CustomReply<S>>;

/** A generic that was left open (`RedisScripts`, `any`) adds no members. */
type Closed<T> = string extends keyof T ? None : T;
export type WithScripts<S> = { [P in keyof Closed<S>]: CustomMethod<Closed<S>[P]> };
export type WithFunctions<F> = {
  [L in keyof Closed<F>]: { [P in keyof Closed<F>[L]]: CustomMethod<Closed<F>[L][P]> };
};

/** Methods as a client has them, with their upper-case names. */
export type Names<C> = C & { [K in keyof C as UpperName<K>]: C[K] };
type Promised<M> = M extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
export type WithCommands<C> = Names<{ [K in keyof C]: Promised<C[K]> }>;

export interface RedisSocketOptions
  extends Omit<
    ConnectionOptions,
    'keepAlive' | 'noDelay' | 'keepAliveInitialDelay' | 'port' | 'host' | 'path'
  > {
  /** In milliseconds. */
  connectTimeout?: number | undefined;
  socketTimeout?: number | undefined;
  noDelay?: boolean | undefined;
  keepAlive?: number | boolean | undefined;
  keepAliveInitialDelay?: number | undefined;
  reconnectStrategy?: ReconnectStrategy | undefined;
  /** Only `true` asks for TLS; its options stand beside it. */
  tls?: boolean | undefined;
  host?: string | undefined;
  port?: number | undefined;
  path?: string | undefined;
  family?: number | undefined;
  localAddress?: string | undefined;
  localPort?: number | undefined;
}

/** Options of a client in every major. */
export interface CommonClientOptions<F, S> {
  /** `valkey[s]://` or `redis[s]://[[username][:password]@][host][:port][/db-number]` */
  url?: string | undefined;
  socket?: RedisSocketOptions | undefined;
  username?: string | undefined;
  password?: string | undefined;
  name?: string | undefined;
  database?: number | undefined;
  commandsQueueMaxLength?: number | undefined;
  disableOfflineQueue?: boolean | undefined;
  readonly?: boolean | undefined;
  pingInterval?: number | undefined;
  disableClientInfo?: boolean | undefined;
  clientInfoTag?: string | undefined;
  functions?: F | undefined;
  scripts?: S | undefined;
}

export interface RedisClientOptions4<M = RedisModules, F = RedisFunctions, S = RedisScripts>
  extends CommonClientOptions<F, S> {
  /** Not carried. */
  modules?: M | undefined;
  legacyMode?: boolean | undefined;
  isolationPoolOptions?: { min?: number | undefined; max?: number | undefined } | undefined;
}

export interface CommandOptions<TYPE_MAPPING = TypeMapping> {
  asap?: boolean | undefined;
  abortSignal?: AbortSignal | undefined;
  typeMapping?: TYPE_MAPPING | undefined;
  /** In milliseconds, until it is sent. */
  timeout?: number | undefined;
}

export interface RedisClientOptions5<
  M = RedisModules,
  F = RedisFunctions,
  S = RedisScripts,
  RESP = RespVersions,
  TYPE_MAPPING = TypeMapping,
> extends CommonClientOptions<F, S> {
  /** Not carried. */
  modules?: M | undefined;
  RESP?: RESP | undefined;
  unstableResp3?: boolean | undefined;
  commandOptions?: CommandOptions<TYPE_MAPPING> | undefined;
  maintNotifications?: 'disabled' | 'auto' | undefined;
}

type Channels = string | string[];

type Subscribing<T extends boolean> = [channels: Channels, listener: PubSubListener<T>, bufferMode?: T];
type Unsubscribing<T extends boolean> = [channels?: Channels, listener?: PubSubListener<T>, bufferMode?: T];

/** What every client has beside commands. */
export interface PubSubMethods {
  subscribe<T extends boolean = false>(...args: Subscribing<T>): Promise<void>;
  unsubscribe<T extends boolean = false>(...args: Unsubscribing<T>): Promise<void>;
  pSubscribe<T extends boolean = false>(...args: Subscribing<T>): Promise<void>;
  pUnsubscribe<T extends boolean = false>(...args: Unsubscribing<T>): Promise<void>;
  sSubscribe<T extends boolean = false>(...args: Subscribing<T>): Promise<void>;
  sUnsubscribe<T extends boolean = false>(...args: Unsubscribing<T>): Promise<void>;
}

export interface CommonClient extends EventEmitter, Names<PubSubMethods> {
  readonly isOpen: boolean;
  readonly isReady: boolean;
  readonly isPubSubActive: boolean;
  getPubSubListeners(type: PubSubType): PubSubTypeListeners;
  extendPubSubListeners(type: PubSubType, listeners: PubSubTypeListeners): Promise<void>;
  quit(): Promise<string>;
  QUIT(): Promise<string>;
  disconnect(): Promise<void>;
  ref(): void;
  unref(): void;
}

// Major 4.

export interface ClientCommandOptions {
  asap?: boolean | undefined;
  signal?: AbortSignal | undefined;
  returnBuffers?: boolean | undefined;
  isolated?: boolean | undefined;
}

type WithOptions<M, B> = M extends (...args: infer A) => infer R
  ? // Not `never[]`, which does not fit a union of tuples (hSet, configSet).
    B extends (...args: infer _) => infer RB
    ? {
        (options: CommandOptions4<{ returnBuffers: true }>, ...args: A): Promise<RB>;
        (options: CommandOptions4<ClientCommandOptions>, ...args: A): Promise<R>;
        (...args: A): Promise<R>;
      }
    : never
  : never;
export type WithCommands4<C, B> = Names<{
  [K in keyof C]: K extends keyof B ? WithOptions<C[K], B[K]> : never;
}>;

export interface Client4Methods<C, F, S, Client, Options> extends CommonClient {
  readonly options: Options | undefined;
  commandOptions<T extends ClientCommandOptions>(options: T): CommandOptions4<T>;
  readonly v4: Record<string, (...args: unknown[]) => Promise<unknown>>;
  connect(): Promise<Client>;
  duplicate(overrides?: Partial<Options>): Client;
  sendCommand<T = RawReply4>(args: RedisArgument[], options?: ClientCommandOptions): Promise<T>;
  select(db: number): Promise<void>;
  select(options: CommandOptions4<ClientCommandOptions>, db: number): Promise<void>;
  executeIsolated<T>(fn: (client: Client) => T | Promise<T>): Promise<T>;
  multi(): Multi4<C, F, S>;
  MULTI(): Multi4<C, F, S>;
  scanIterator(options?: {
    TYPE?: string | undefined;
    MATCH?: string | undefined;
    COUNT?: number | undefined;
  }): AsyncIterable<string>;
  hScanIterator(key: string, options?: ScanOptions): AsyncIterable<{ field: string; value: string }>;
  hScanNoValuesIterator(key: string, options?: ScanOptions): AsyncIterable<string>;
  sScanIterator(key: string, options?: ScanOptions): AsyncIterable<string>;
  zScanIterator(key: string, options?: ScanOptions): AsyncIterable<{ score: number; value: string }>;
}
interface ScanOptions {
  MATCH?: string | undefined;
  COUNT?: number | undefined;
}
export type RawReply4 = string | number | Buffer | null | undefined | RawReply4[];

interface Multi4Methods<C, F, S> {
  select(db: number): Multi4<C, F, S>;
  addCommand(args: RedisArgument[], transformReply?: (reply: never) => unknown): Multi4<C, F, S>;
  exec(execAsPipeline?: boolean): Promise<RawReply4[]>;
  EXEC(execAsPipeline?: boolean): Promise<RawReply4[]>;
  execAsPipeline(): Promise<RawReply4[]>;
}
export type Multi4<C, F, S> = Multi4Methods<C, F, S> &
  Names<{
    [K in keyof C]: C[K] extends (...args: infer A) => unknown ? (...args: A) => Multi4<C, F, S> : never;
  }> & {
    [K in keyof Closed<S>]: (...args: CustomArguments<Closed<S>[K]>) => Multi4<C, F, S>;
  } & {
    [L in keyof Closed<F>]: {
      [K in keyof Closed<F>[L]]: (...args: CustomArguments<Closed<F>[L][K]>) => Multi4<C, F, S>;
    };
  };

// Majors 5 and 6.

declare const open: unique symbol;
/** In types alone: a client of known scripts does not stand for one of any, since there any name would be a script's. */
export interface Openness<S> {
  readonly [open]?: (0 extends 1 & S ? boolean : string extends keyof S ? true : boolean) | undefined;
}

/** Methods of majors 5 and 6 that keep books about what they send. */
interface Bookkeeping<Text, Multi> {
  select(db: number): Promise<void>;
  watch(key: RedisArgument | RedisArgument[]): Promise<'OK'>;
  unwatch(): Promise<'OK'>;
  monitor(listener: (reply: Text) => unknown): Promise<void>;
  multi(): Multi;
}

export interface Client5Methods<Client, Options, Text, Multi, Pool>
  extends CommonClient,
    Names<Bookkeeping<Text, Multi>> {
  readonly options: Options;
  readonly socketEpoch: number;
  readonly isWatching: boolean;
  readonly isDirtyWatch: boolean;
  setDirtyWatch(message: string): void;
  connect(): Promise<Client>;
  sendCommand<T = ReplyUnion>(args: readonly RedisArgument[], options?: CommandOptions): Promise<T>;
  withAbortSignal(abortSignal: AbortSignal): Client;
  asap(): Client;
  legacy(): LegacyClientType;
  createPool(options?: Partial<RedisPoolOptions>): Pool;
  reset(): Promise<void>;
  scanIterator(options?: { TYPE?: RedisArgument | undefined } & PageOptions): Pages<Text>;
  hScanIterator(key: RedisArgument, options?: PageOptions): Pages<{ field: Text; value: Text }>;
  hScanValuesIterator(key: RedisArgument, options?: PageOptions): Pages<Text>;
  hScanNoValuesIterator(key: RedisArgument, options?: PageOptions): Pages<Text>;
  sScanIterator(key: RedisArgument, options?: PageOptions): Pages<Text>;
  zScanIterator(key: RedisArgument, options?: PageOptions): Pages<{ value: Text; score: number }>;
  close(): Promise<void>;
  destroy(): void;
}
type Pages<T> = AsyncGenerator<T[], void, unknown>;
interface PageOptions {
  MATCH?: RedisArgument | undefined;
  COUNT?: number | undefined;
  cursor?: string | undefined;
}

/** `exec<'typed'>()` is `execTyped()`. */
type Kind = 'generic' | 'typed';
type RepliesOf<T extends Kind, REPLIES> = Promise<T extends 'typed' ? REPLIES : ReplyUnion[]>;
export interface Multi5Methods<REPLIES, Multi> {
  select(db: number): Multi;
  SELECT(db: number): Multi;
  addCommand(args: RedisArgument[], transformReply?: (reply: never) => unknown): Multi;
  sendCommand(args: readonly RedisArgument[]): Multi;
  exec<T extends Kind = 'generic'>(execAsPipeline?: boolean): RepliesOf<T, REPLIES>;
  EXEC<T extends Kind = 'generic'>(execAsPipeline?: boolean): RepliesOf<T, REPLIES>;
  execTyped(execAsPipeline?: boolean): Promise<REPLIES>;
  execAsPipeline<T extends Kind = 'generic'>(): RepliesOf<T, REPLIES>;
  execAsPipelineTyped(): Promise<REPLIES>;
}
export type Multi5<C, F, S, REPLIES extends unknown[] = []> = Multi5Methods<
  REPLIES,
  Multi5<C, F, S, REPLIES>
> &
  Names<{
    [K in keyof C]: C[K] extends (...args: infer A) => infer R
      ? (...args: A) => Multi5<C, F, S, [...REPLIES, R]>
      : never;
  }> & {
    [K in keyof Closed<S>]: (
      ...args: CustomArguments<Closed<S>[K]>
    ) => Multi5<C, F, S, [...REPLIES, CustomReply<Closed<S>[K]>]>;
  } & {
    [L in keyof Closed<F>]: {
      [K in keyof Closed<F>[L]]: (
        ...args: CustomArguments<Closed<F>[L][K]>
      ) => Multi5<C, F, S, [...REPLIES, CustomReply<Closed<F>[L][K]>]>;
    };
  };

export interface RedisPoolOptions {
  minimum: number;
  maximum: number;
  acquireTimeout: number;
  cleanupDelay: number;
}

export interface PoolMethods<Client, Multi, Pool> extends EventEmitter {
  readonly idleClients: number;
  readonly clientsInUse: number;
  readonly totalClients: number;
  readonly tasksQueueLength: number;
  readonly isOpen: boolean;
  readonly isClosing: boolean;
  connect(): Promise<Pool | undefined>;
  execute<T>(fn: (client: Client) => T): Promise<Awaited<T>>;
  sendCommand(args: RedisArgument[], options?: CommandOptions): Promise<ReplyUnion>;
  multi(): Multi;
  MULTI(): Multi;
  withAbortSignal(abortSignal: AbortSignal): Pool;
  asap(): Pool;
  close(): Promise<void>;
  destroy(): void;
}

export type NodeAddress = { host: string; port: number };
export type NodeAddressMap = Record<string, NodeAddress> | ((address: string) => NodeAddress | undefined);

/** The callback interface of `client.legacy()`: any command by any of its names. */
export type LegacyArgument = string | Buffer | number | Date;
type LegacyArguments = (
  | LegacyArgument
  | LegacyArgument[]
  | ((error: unknown, reply?: ReplyUnion) => unknown)
)[];
export type LegacyClientType = {
  sendCommand(...args: LegacyArguments): void;
  multi(): LegacyMultiType;
} & { [command: string]: (...args: LegacyArguments) => void };
export type LegacyMultiType = {
  exec(callback?: (error: unknown, replies?: ReplyUnion[]) => unknown): void;
} & { [command: string]: (...args: LegacyArguments) => LegacyMultiType };
