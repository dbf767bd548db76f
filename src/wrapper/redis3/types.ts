/**
 * The types that programs written for `@types/redis` 2.8 use. Where those say `any`, these do: a program that reads the
 * reply of EVAL as what it knows it to be must still compile.
 */

// biome-ignore lint/suspicious/noExplicitAny: the one name for what @types/redis leaves untyped.
export type Untyped = any;

export interface RetryStrategyOptions {
  error: NodeJS.ErrnoException;
  total_retry_time: number;
  times_connected: number;
  attempt: number;
}

/** Gives the milliseconds to wait; anything else ends the client, an Error as the reason. */
export type RetryStrategy = (options: RetryStrategyOptions) => number | Error | unknown;

export interface ClientOpts {
  host?: string | undefined;
  port?: number | undefined;
  /** A unix socket. */
  path?: string | undefined;
  /** `redis://`, `rediss://`, `valkey://` or `valkeys://`. */
  url?: string | undefined;
  /** Ignored, as in node-redis 3. */
  parser?: string | undefined;
  /** Integers come as strings. */
  string_numbers?: boolean | undefined;
  /** All replies come as Buffers. */
  return_buffers?: boolean | undefined;
  /** Replies of commands with a Buffer among the arguments come as Buffers. */
  detect_buffers?: boolean | undefined;
  socket_keepalive?: boolean | undefined;
  socket_initial_delay?: number | undefined;
  /** Ready as soon as connected, without INFO. */
  no_ready_check?: boolean | undefined;
  enable_offline_queue?: boolean | undefined;
  /** node-redis 2 alone. */
  retry_max_delay?: number | undefined;
  /** How long all attempts to connect may take together. */
  connect_timeout?: number | undefined;
  /** node-redis 2 alone. */
  max_attempts?: number | undefined;
  /** Commands in flight when the connection is lost are sent again. */
  retry_unfulfilled_commands?: boolean | undefined;
  auth_pass?: string | undefined;
  password?: string | undefined;
  db?: string | number | undefined;
  /** `IPv6`, or IPv4. */
  family?: string | undefined;
  disable_resubscribing?: boolean | undefined;
  rename_commands?: { [command: string]: string } | null | undefined;
  /** Options of `tls.connect`. */
  tls?: Untyped;
  /** Goes before each key. */
  prefix?: string | undefined;
  retry_strategy?: RetryStrategy | undefined;
}

export type Callback<T> = (err: Error | null, reply: T) => void;

export interface ServerInfo {
  redis_version: string;
  versions: number[];
}

/** `(a, b, c)`, `(a, [b, c])` or `([a, b, c])`. */
export interface OverloadedCommand<T, U, R> {
  (arg1: T, arg2: T, arg3: T, arg4: T, arg5: T, arg6: T, cb?: Callback<U>): R;
  (arg1: T, arg2: T, arg3: T, arg4: T, arg5: T, cb?: Callback<U>): R;
  (arg1: T, arg2: T, arg3: T, arg4: T, cb?: Callback<U>): R;
  (arg1: T, arg2: T, arg3: T, cb?: Callback<U>): R;
  (arg1: T, arg2: T | T[], cb?: Callback<U>): R;
  (arg1: T | T[], cb?: Callback<U>): R;
  (...args: Array<T | Callback<U>>): R;
}

/** `(key, a, b)` or `(key, [a, b])`. */
export interface OverloadedKeyCommand<T, U, R> {
  (key: string, arg1: T, arg2: T, arg3: T, arg4: T, arg5: T, arg6: T, cb?: Callback<U>): R;
  (key: string, arg1: T, arg2: T, arg3: T, arg4: T, arg5: T, cb?: Callback<U>): R;
  (key: string, arg1: T, arg2: T, arg3: T, arg4: T, cb?: Callback<U>): R;
  (key: string, arg1: T, arg2: T, arg3: T, cb?: Callback<U>): R;
  (key: string, arg1: T, arg2: T, cb?: Callback<U>): R;
  (key: string, arg1: T | T[], cb?: Callback<U>): R;
  (key: string, ...args: Array<T | Callback<U>>): R;
  (...args: Array<string | T | Callback<U>>): R;
}

/** `(a, b, c)` or `([a, b, c])`. */
export interface OverloadedListCommand<T, U, R> {
  (arg1: T, arg2: T, arg3: T, arg4: T, arg5: T, arg6: T, cb?: Callback<U>): R;
  (arg1: T, arg2: T, arg3: T, arg4: T, arg5: T, cb?: Callback<U>): R;
  (arg1: T, arg2: T, arg3: T, arg4: T, cb?: Callback<U>): R;
  (arg1: T, arg2: T, arg3: T, cb?: Callback<U>): R;
  (arg1: T, arg2: T, cb?: Callback<U>): R;
  (arg1: T | T[], cb?: Callback<U>): R;
  (...args: Array<T | Callback<U>>): R;
}

/** `(key, a, b)`, `(key, [a, b])` or `(key, { a: b })`. */
export interface OverloadedSetCommand<T, U, R> {
  (key: string, arg1: T, arg2: T, arg3: T, arg4: T, arg5: T, arg6: T, cb?: Callback<U>): R;
  (key: string, arg1: T, arg2: T, arg3: T, arg4: T, arg5: T, cb?: Callback<U>): R;
  (key: string, arg1: T, arg2: T, arg3: T, arg4: T, cb?: Callback<U>): R;
  (key: string, arg1: T, arg2: T, arg3: T, cb?: Callback<U>): R;
  (key: string, arg1: T, arg2: T, cb?: Callback<U>): R;
  (key: string, arg1: T | { [key: string]: T } | T[], cb?: Callback<U>): R;
  (key: string, ...args: Array<T | Callback<U>>): R;
  (args: [string, ...T[]], cb?: Callback<U>): R;
}

/** `(a, b, last)` or `([a, b, last])`. */
export interface OverloadedLastCommand<T1, T2, U, R> {
  (arg1: T1, arg2: T1, arg3: T1, arg4: T1, arg5: T1, arg6: T2, cb?: Callback<U>): R;
  (arg1: T1, arg2: T1, arg3: T1, arg4: T1, arg5: T2, cb?: Callback<U>): R;
  (arg1: T1, arg2: T1, arg3: T1, arg4: T2, cb?: Callback<U>): R;
  (arg1: T1, arg2: T1, arg3: T2, cb?: Callback<U>): R;
  (arg1: T1, arg2: T2 | Array<T1 | T2>, cb?: Callback<U>): R;
  (args: Array<T1 | T2>, cb?: Callback<U>): R;
  (...args: Array<T1 | T2 | Callback<U>>): R;
}

type Alone<U, R> = (cb?: Callback<U>) => R;
type Key<U, R> = (key: string, cb?: Callback<U>) => R;
type KeyNumber<U, R> = (key: string, number: number, cb?: Callback<U>) => R;
type KeyString<U, R> = (key: string, value: string, cb?: Callback<U>) => R;
type KeyRange<U, R> = (key: string, start: number, stop: number, cb?: Callback<U>) => R;
type KeyScores<U, R> = (key: string, min: number | string, max: number | string, cb?: Callback<U>) => R;

interface Pop<R> {
  (key: string, cb?: Callback<string>): R;
  (key: string, count: number, cb?: Callback<string[]>): R;
}

interface ByRank<R> {
  (key: string, start: number, stop: number, cb?: Callback<string[]>): R;
  (key: string, start: number, stop: number, withscores: string, cb?: Callback<string[]>): R;
}

interface ByLex<R> {
  (key: string, min: string, max: string, cb?: Callback<string[]>): R;
  (
    key: string,
    min: string,
    max: string,
    limit: string,
    offset: number,
    count: number,
    cb?: Callback<string[]>,
  ): R;
}

interface ByScore<R, N = number | string> {
  (key: string, min: N, max: N, cb?: Callback<string[]>): R;
  (key: string, min: N, max: N, withscores: string, cb?: Callback<string[]>): R;
  (key: string, min: N, max: N, limit: string, offset: number, count: number, cb?: Callback<string[]>): R;
  (
    key: string,
    min: N,
    max: N,
    withscores: string,
    limit: string,
    offset: number,
    count: number,
    cb?: Callback<string[]>,
  ): R;
}

interface Flush<U, R> {
  (cb?: Callback<U>): R;
  (async: 'ASYNC', cb?: Callback<string>): R;
}

type GeoMember = string | [string, string | [string, string]];
type Scanned = [string, string[]];

/** The commands in lower case. `R` is what a call gives: a boolean, or the Multi that keeps it. */
interface LowerCommands<R> {
  append: KeyString<number, R>;
  auth: (password: string, callback?: Callback<string>) => R;
  bgrewriteaof: Alone<'OK', R>;
  bgsave: Alone<string, R>;
  bitcount: {
    (key: string, cb?: Callback<number>): R;
    (key: string, start: number, end: number, cb?: Callback<number>): R;
  };
  bitfield: OverloadedKeyCommand<string | number, number[], R>;
  bitop: {
    (operation: string, destkey: string, key1: string, key2: string, key3: string, cb?: Callback<number>): R;
    (operation: string, destkey: string, key1: string, key2: string, cb?: Callback<number>): R;
    (operation: string, destkey: string, key: string, cb?: Callback<number>): R;
    (operation: string, destkey: string, ...args: Array<string | Callback<number>>): R;
  };
  bitpos: {
    (key: string, bit: number, start: number, end: number, cb?: Callback<number>): R;
    (key: string, bit: number, start: number, cb?: Callback<number>): R;
    (key: string, bit: number, cb?: Callback<number>): R;
  };
  blpop: OverloadedLastCommand<string, number, [string, string], R>;
  brpop: OverloadedLastCommand<string, number, [string, string], R>;
  brpoplpush: (source: string, destination: string, timeout: number, cb?: Callback<string | null>) => R;
  client: OverloadedCommand<string, Untyped, R>;
  cluster: OverloadedCommand<string, Untyped, R>;
  command: Alone<Array<[string, number, string[], number, number, number]>, R>;
  config: OverloadedCommand<string, boolean, R>;
  dbsize: Alone<number, R>;
  debug: OverloadedCommand<string, boolean, R>;
  decr: Key<number, R>;
  decrby: KeyNumber<number, R>;
  del: OverloadedCommand<string, number, R>;
  discard: Alone<'OK', R>;
  dump: Key<string, R>;
  echo: <T extends string>(message: T, cb?: Callback<T>) => R;
  eval: OverloadedCommand<string | number, Untyped, R>;
  evalsha: OverloadedCommand<string | number, Untyped, R>;
  exists: OverloadedCommand<string, number, R>;
  expire: KeyNumber<number, R>;
  expireat: KeyNumber<number, R>;
  flushall: Flush<string, R>;
  flushdb: Flush<'OK', R>;
  geoadd: OverloadedKeyCommand<string | number, number, R>;
  geodist: OverloadedKeyCommand<string, string, R>;
  geohash: OverloadedKeyCommand<string, string, R>;
  geopos: OverloadedKeyCommand<string, Array<[number, number]>, R>;
  georadius: OverloadedKeyCommand<string | number, GeoMember[], R>;
  georadiusbymember: OverloadedKeyCommand<string | number, GeoMember[], R>;
  get: Key<string | null, R>;
  getbit: KeyNumber<number, R>;
  getrange: KeyRange<string, R>;
  getset: KeyString<string, R>;
  hdel: OverloadedKeyCommand<string, number, R>;
  hexists: KeyString<number, R>;
  hget: KeyString<string, R>;
  hgetall: Key<{ [key: string]: string }, R>;
  hincrby: (key: string, field: string, increment: number, cb?: Callback<number>) => R;
  hincrbyfloat: (key: string, field: string, increment: number, cb?: Callback<string>) => R;
  hkeys: Key<string[], R>;
  hlen: Key<number, R>;
  hmget: OverloadedKeyCommand<string, string[], R>;
  hmset: OverloadedSetCommand<string | number, 'OK', R>;
  hscan: OverloadedKeyCommand<string, Scanned, R>;
  hset: OverloadedSetCommand<string, number, R>;
  hsetnx: (key: string, field: string, value: string, cb?: Callback<number>) => R;
  hstrlen: KeyString<number, R>;
  hvals: Key<string[], R>;
  incr: Key<number, R>;
  incrby: KeyNumber<number, R>;
  incrbyfloat: KeyNumber<string, R>;
  info: {
    (cb?: Callback<ServerInfo>): R;
    (section?: string | string[], cb?: Callback<ServerInfo>): R;
  };
  keys: Key<string[], R>;
  lastsave: Alone<number, R>;
  lindex: KeyNumber<string, R>;
  linsert: (key: string, dir: 'BEFORE' | 'AFTER', pivot: string, value: string, cb?: Callback<string>) => R;
  llen: Key<number, R>;
  lpop: Key<string, R>;
  lpush: OverloadedKeyCommand<string, number, R>;
  lpushx: KeyString<number, R>;
  lrange: KeyRange<string[], R>;
  lrem: (key: string, count: number, value: string, cb?: Callback<number>) => R;
  lset: (key: string, index: number, value: string, cb?: Callback<'OK'>) => R;
  ltrim: KeyRange<'OK', R>;
  mget: OverloadedCommand<string, string[], R>;
  migrate: OverloadedCommand<string, boolean, R>;
  monitor: Alone<undefined, R>;
  move: (key: string, db: string | number) => R;
  mset: OverloadedCommand<string, boolean, R>;
  msetnx: OverloadedCommand<string, boolean, R>;
  object: OverloadedCommand<string, Untyped, R>;
  persist: Key<number, R>;
  pexpire: KeyNumber<number, R>;
  pexpireat: KeyNumber<number, R>;
  pfadd: OverloadedKeyCommand<string, number, R>;
  pfcount: OverloadedCommand<string, number, R>;
  pfmerge: OverloadedCommand<string, boolean, R>;
  ping: {
    (callback?: Callback<string>): R;
    (message: string, callback?: Callback<string>): R;
  };
  psetex: (key: string, milliseconds: number, value: string, cb?: Callback<'OK'>) => R;
  psubscribe: OverloadedListCommand<string, string, R>;
  pttl: Key<number, R>;
  publish: (channel: string, value: string, cb?: Callback<number>) => R;
  pubsub: OverloadedCommand<string, number, R>;
  punsubscribe: OverloadedListCommand<string, string, R>;
  quit: Alone<'OK', R>;
  randomkey: Alone<string, R>;
  readonly: Alone<string, R>;
  readwrite: Alone<string, R>;
  rename: (key: string, newkey: string, cb?: Callback<'OK'>) => R;
  renamenx: (key: string, newkey: string, cb?: Callback<number>) => R;
  restore: (key: string, ttl: number, serializedValue: string, cb?: Callback<'OK'>) => R;
  role: Alone<[string, number, Array<[string, string, string]>], R>;
  rpop: Key<string, R>;
  rpoplpush: (source: string, destination: string, cb?: Callback<string>) => R;
  rpush: OverloadedKeyCommand<string, number, R>;
  rpushx: KeyString<number, R>;
  sadd: OverloadedKeyCommand<string, number, R>;
  save: Alone<string, R>;
  scan: OverloadedCommand<string, Scanned, R>;
  scard: Key<number, R>;
  script: OverloadedCommand<string, Untyped, R>;
  sdiff: OverloadedCommand<string, string[], R>;
  sdiffstore: OverloadedKeyCommand<string, number, R>;
  select: (index: number | string, cb?: Callback<string>) => R;
  set: {
    (key: string, value: string, cb?: Callback<'OK'>): R;
    (key: string, value: string, flag: string, cb?: Callback<'OK'>): R;
    (key: string, value: string, mode: string, duration: number, cb?: Callback<'OK' | undefined>): R;
    (
      key: string,
      value: string,
      mode: string,
      duration: number,
      flag: string,
      cb?: Callback<'OK' | undefined>,
    ): R;
    (
      key: string,
      value: string,
      flag: string,
      mode: string,
      duration: number,
      cb?: Callback<'OK' | undefined>,
    ): R;
  };
  setbit: (key: string, offset: number, value: string, cb?: Callback<number>) => R;
  setex: (key: string, seconds: number, value: string, cb?: Callback<string>) => R;
  setnx: KeyString<number, R>;
  setrange: (key: string, offset: number, value: string, cb?: Callback<number>) => R;
  shutdown: OverloadedCommand<string, string, R>;
  sinter: OverloadedKeyCommand<string, string[], R>;
  sinterstore: OverloadedCommand<string, number, R>;
  sismember: KeyString<number, R>;
  slaveof: (host: string, port: string | number, cb?: Callback<string>) => R;
  slowlog: OverloadedCommand<string, Array<[number, number, number, string[]]>, R>;
  smembers: Key<string[], R>;
  smove: (source: string, destination: string, member: string, cb?: Callback<number>) => R;
  sort: OverloadedCommand<string, string[], R>;
  spop: Pop<R>;
  srandmember: Pop<R>;
  srem: OverloadedKeyCommand<string, number, R>;
  sscan: OverloadedKeyCommand<string, Scanned, R>;
  strlen: Key<number, R>;
  subscribe: OverloadedListCommand<string, string, R>;
  sunion: OverloadedCommand<string, string[], R>;
  sunionstore: OverloadedCommand<string, number, R>;
  sync: Alone<undefined, R>;
  time: Alone<[string, string], R>;
  ttl: Key<number, R>;
  type: Key<string, R>;
  unlink: OverloadedCommand<string, number, R>;
  unsubscribe: OverloadedListCommand<string, string, R>;
  unwatch: Alone<'OK', R>;
  wait: (numslaves: number, timeout: number, cb?: Callback<number>) => R;
  watch: OverloadedCommand<string, 'OK', R>;
  zadd: OverloadedKeyCommand<string | number, number, R>;
  zcard: Key<number, R>;
  zcount: KeyScores<number, R>;
  zincrby: (key: string, increment: number, member: string, cb?: Callback<string>) => R;
  zinterstore: OverloadedCommand<string | number, number, R>;
  zlexcount: (key: string, min: string, max: string, cb?: Callback<number>) => R;
  zrange: ByRank<R>;
  zrangebylex: ByLex<R>;
  zrangebyscore: ByScore<R>;
  zrank: KeyString<number | null, R>;
  zrem: OverloadedKeyCommand<string, number, R>;
  zremrangebylex: (key: string, min: string, max: string, cb?: Callback<number>) => R;
  zremrangebyrank: KeyRange<number, R>;
  zremrangebyscore: KeyScores<number, R>;
  zrevrange: ByRank<R>;
  zrevrangebylex: ByLex<R>;
  zrevrangebyscore: ByScore<R>;
  zrevrank: KeyString<number | null, R>;
  zscan: OverloadedKeyCommand<string, Scanned, R>;
  zscore: KeyString<string, R>;
  zunionstore: OverloadedCommand<string | number, number, R>;
}

type UpperCase<T> = { [K in keyof T & string as Uppercase<K>]: T[K] };

/** The commands, in lower and in upper case. */
export interface Commands<R> extends LowerCommands<R>, UpperCase<LowerCommands<R>> {}
