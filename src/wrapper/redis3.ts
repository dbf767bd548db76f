/** node-redis 2 and 3 (callbacks) on Valkey: createClient, RedisClient and all that their package exports. */
import type { EventEmitter } from 'events';
import type { Duplex } from 'stream';
import { RedisClient as Client } from './redis3/client.js';
import { addCommand as add } from './redis3/commands.js';
import { debug } from './redis3/debug.js';
import * as errors from './redis3/errors.js';
import { Multi as Transaction } from './redis3/multi.js';
import { readArguments } from './redis3/options.js';
import { print as printReply } from './redis3/replies.js';
import type { Callback, ClientOpts, Commands, ServerInfo, Untyped } from './redis3/types.js';

export type {
  Callback,
  ClientOpts,
  Commands,
  OverloadedCommand,
  OverloadedKeyCommand,
  OverloadedLastCommand,
  OverloadedListCommand,
  OverloadedSetCommand,
  RetryStrategy,
  RetryStrategyOptions,
  ServerInfo,
} from './redis3/types.js';

/** Commands for `multi` and `batch`, each a name and its arguments. */
type CommandList = Array<Array<string | number | Callback<Untyped>>>;

/** What node-redis shows of its queues. */
interface CommandQueue {
  readonly length: number;
  toArray(): unknown[];
}

// An interface of its own, so that `declare module` can add methods, as promisifyAll does at run time.
export interface RedisClient extends Commands<boolean>, EventEmitter {
  readonly address: string;
  connected: boolean;
  ready: boolean;
  closing: boolean;
  should_buffer: boolean;
  readonly command_queue_length: number;
  readonly offline_queue_length: number;
  command_queue: CommandQueue;
  offline_queue: CommandQueue;
  retry_delay: number | Error;
  retry_backoff: number;
  connection_id: number;
  server_info: ServerInfo;
  selected_db: number | string | undefined;
  pub_sub_mode: number;
  monitoring: boolean;
  readonly options: object;
  stream: Duplex;

  on(event: 'message' | 'message_buffer', listener: (channel: string, message: string) => void): this;
  on(
    event: 'pmessage' | 'pmessage_buffer',
    listener: (pattern: string, channel: string, message: string) => void,
  ): this;
  on(event: 'subscribe' | 'unsubscribe', listener: (channel: string, count: number) => void): this;
  on(event: 'psubscribe' | 'punsubscribe', listener: (pattern: string, count: number) => void): this;
  on(event: string, listener: (...args: Untyped[]) => void): this;

  /** Closes at once. `true` fails what waits, `false` forgets it. */
  end(flush?: boolean): void;
  unref(): void;
  cork(): void;
  uncork(): void;
  /** With a callback it gives the client to that, once it is ready. */
  duplicate(options?: ClientOpts, cb?: Callback<RedisClient>): RedisClient;
  sendCommand(command: string, cb?: Callback<Untyped>): boolean;
  sendCommand(command: string, args?: Untyped[], cb?: Callback<Untyped>): boolean;
  send_command(command: string, cb?: Callback<Untyped>): boolean;
  send_command(command: string, args?: Untyped[], cb?: Callback<Untyped>): boolean;
  multi(args?: CommandList): Multi;
  MULTI(args?: CommandList): Multi;
  batch(args?: CommandList): Multi;
  BATCH(args?: CommandList): Multi;
}

export interface Multi extends Commands<Multi> {
  exec(cb?: Callback<Untyped[]>): boolean;
  EXEC(cb?: Callback<Untyped[]>): boolean;
  exec_atomic(cb?: Callback<Untyped[]>): boolean;
  EXEC_ATOMIC(cb?: Callback<Untyped[]>): boolean;
}

// Programs add methods to these interfaces (`declare module`) and to the prototypes at run time; the classes know nothing
// of that, hence the casts.
const construct = Client as unknown as new (options?: object) => RedisClient;
export const RedisClient: new (options?: ClientOpts) => RedisClient = construct;

export const ValkeyClient = RedisClient;
export type ValkeyClient = RedisClient;

/** `client.multi()` and `client.batch()` make these; its prototype is what programs use of it. */
export const Multi = Transaction as unknown as new (client: never) => Multi;

export function createClient(port: number, host?: string, options?: ClientOpts): RedisClient;
export function createClient(unix_socket: string, options?: ClientOpts): RedisClient;
export function createClient(redis_url: string, options?: ClientOpts): RedisClient;
export function createClient(options?: ClientOpts): RedisClient;
export function createClient(...given: unknown[]): RedisClient {
  return new construct(readArguments(...given));
}

export { AbortError, AggregateError, ParserError, RedisError, ReplyError } from './redis3/errors.js';

export const print: (err: Error | null, reply: Untyped) => void = printReply;
export const addCommand: (command: string) => void = add;
export const add_command = addCommand;

/** As it was at the start; `debug_mode` of the default export can be set. */
export const debug_mode: boolean = debug.enabled;

const redis = {
  get debug_mode() {
    return debug.enabled;
  },
  set debug_mode(enabled: boolean) {
    debug.enabled = enabled;
  },
  get debugMode() {
    return debug.enabled;
  },
  set debugMode(enabled: boolean) {
    debug.enabled = enabled;
  },
  createClient,
  RedisClient,
  ValkeyClient,
  print,
  Multi,
  AbortError: errors.AbortError,
  RedisError: errors.RedisError,
  ParserError: errors.ParserError,
  ReplyError: errors.ReplyError,
  AggregateError: errors.AggregateError,
  add_command,
  addCommand,
};
export default redis;
