/** The client of node-redis 2 and 3: what it shows of itself, its queues, and how a command goes out. */
import { EventEmitter } from 'events';
import { isIP, type Socket } from 'net';
import type { ConnectionOptions } from 'tls';
import type { Callback, ClientOpts, Commands, ServerInfo } from './types.js';
import { Command, type Done, describe, sentArguments, toDone } from './command.js';
import { abort, open } from './connection.js';
import { debug } from './debug.js';
import { readDeprecatedOptions, warnOfEvent } from './deprecated.js';
import { encode, prefixKeys } from './engine.js';
import * as errors from './errors.js';
import { sourceMajor } from './major.js';
import { Multi } from './multi.js';
import { copyOptions, refuseOptions, type Settings } from './options.js';
import { Queue } from './queue.js';
import { toObject, toStrings } from './replies.js';
import type { Writer } from './writer.js';

// The methods of all commands, and second names, are added to the prototype in commands.ts.
export interface RedisClient extends Commands<boolean> {
  sendCommand(command: string, ...rest: unknown[]): boolean;
  MULTI(commands?: readonly (readonly unknown[])[]): Multi;
  BATCH(commands?: readonly (readonly unknown[])[]): Multi;
}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the table of commands gives the methods.
export class RedisClient extends EventEmitter {
  static connection_id = 0;

  options: Settings;
  connection_options: ConnectionOptions & { family?: number };
  address: string;
  connection_id = RedisClient.connection_id++;
  stream: Socket;
  /** Of the stream. */
  declare writer: Writer;

  connected = false;
  ready = false;
  closing = false;
  should_buffer = false;
  enable_offline_queue: boolean;
  /** Commands that wait for their reply. */
  command_queue = new Queue<Command>();
  /** Commands that wait for a connection. */
  offline_queue = new Queue<Command>();
  // node-redis' types promise the fields of INFO before the first reply too.
  server_info = {} as ServerInfo;

  selected_db: number | string | undefined;
  auth_pass: unknown;
  auth_user: unknown;
  monitoring = false;
  /** 0: none; 1: the next reply may be a message; n: after n - 1 more replies. */
  pub_sub_mode = 0;
  subscription_set: Record<string, string | Buffer> = {};
  /** Whether the server replies, as CLIENT REPLY asked for. */
  reply: 'ON' | 'OFF' | 'SKIP' | 'SKIP_ONE_MORE' = 'ON';

  connect_timeout: number;
  times_connected = 0;
  attempts = 1;
  retry_timer: NodeJS.Timeout | null = null;
  retry_totaltime = 0;
  retry_delay: number | Error = 200;
  retry_backoff = 1.7;
  max_attempts = 0;
  retry_max_delay: number | null = null;

  emitted_end = false;
  /** Channels of the current (un)subscription that were not confirmed yet. */
  channels_left = 0;

  constructor(given?: object, stream?: unknown) {
    super();
    const options = copyOptions(given);
    refuseOptions(options, stream);
    const ownTls = typeof options.tls === 'object' ? options.tls : {};
    // Where TLS options name another server, the address follows them.
    const { host, port, path } = ownTls;
    const family: unknown = Reflect.get(ownTls, 'family');
    Object.assign(options, host && { host }, port && { port }, path && { path }, family && { family });
    if (options.path) {
      this.connection_options = { ...ownTls, path: options.path };
      this.address = options.path;
    } else {
      const address = { host: options.host || '127.0.0.1', port: Number(options.port) || 6379 };
      const family = (!options.family && isIP(address.host)) || (options.family === 'IPv6' ? 6 : 4);
      this.connection_options = { ...ownTls, ...address, family };
      this.address = `${address.host}:${address.port}`;
    }
    options.socket_keepalive ??= true;
    if (sourceMajor === 3) options.socket_initial_delay ??= 0;
    else options.socket_nodelay ??= true;
    options.return_buffers = !!options.return_buffers;
    options.detect_buffers = !!options.detect_buffers;
    if (options.return_buffers && options.detect_buffers) {
      this.warn(
        'WARNING: You activated return_buffers and detect_buffers at the same time. The return value is always going to be a buffer.',
      );
      options.detect_buffers = false;
    }
    this.options = options;
    this.connect_timeout = Number(options.connect_timeout) || 3_600_000;
    this.enable_offline_queue = options.enable_offline_queue !== false;
    this.auth_pass = options.auth_pass || options.password;
    if (sourceMajor === 3) this.auth_user = options.auth_user || options.user;
    this.selected_db = options.db;
    if (sourceMajor === 2) readDeprecatedOptions(this);
    this.stream = open(this);
    if (sourceMajor === 2) this.on('newListener', (event: string) => warnOfEvent(this, event));
  }

  get command_queue_length(): number {
    return this.command_queue.length;
  }
  get offline_queue_length(): number {
    return this.offline_queue.length;
  }
  get commandQueueLength(): number {
    return this.command_queue.length;
  }
  get offlineQueueLength(): number {
    return this.offline_queue.length;
  }
  get retryDelay(): number | Error {
    return this.retry_delay;
  }
  get retryBackoff(): number {
    return this.retry_backoff;
  }
  get shouldBuffer(): boolean {
    return this.should_buffer;
  }
  get connectionId(): number {
    return this.connection_id;
  }
  get serverInfo(): ServerInfo {
    return this.server_info;
  }

  // What applications call, beside the commands.

  multi(commands?: readonly (readonly unknown[])[]): Multi {
    return new Multi(this, commands, true);
  }

  batch(commands?: readonly (readonly unknown[])[]): Multi {
    return new Multi(this, commands);
  }

  send_command(command: string, ...rest: unknown[]): boolean {
    let [args, callback] = rest;
    if (typeof command !== 'string') throw wrongInput(command, 'command name');
    const name = command.toLowerCase();
    if (typeof args === 'function' && callback === undefined) {
      callback = args;
      args = [];
    }
    if (args === undefined || args === null) args = [];
    if (!Array.isArray(args)) throw wrongInput(args, 'args');
    if (typeof callback !== 'function' && callback !== undefined) {
      throw wrongInput(callback, 'callback function');
    }
    const method: unknown = name === 'multi' ? undefined : Reflect.get(this, name);
    if (typeof method !== 'function') return this.send(new Command(name, args, toDone(callback)));
    return Reflect.apply(method, this, callback ? [...args, callback] : args);
  }

  end(...given: readonly unknown[]): void {
    if (given[0]) {
      abort(this, 'Connection forcefully ended and command aborted.', 'NR_CLOSED');
    } else if (given.length === 0) {
      this.warn(
        'Using .end() without the flush parameter is deprecated and throws from v.3.0.0 on.\n' +
          'Please check the doku (https://github.com/NodeRedis/node_redis) and explictly use flush.',
      );
    }
    if (this.retry_timer) clearTimeout(this.retry_timer);
    this.retry_timer = null;
    this.writer.flush();
    this.stream.removeAllListeners();
    this.stream.on('error', () => {});
    this.connected = false;
    this.ready = false;
    this.closing = true;
    // What destroySoon() does; the types of Node 14 do not name it.
    const { stream } = this;
    if (stream.writable) stream.end();
    if (stream.writableFinished) stream.destroy();
    else stream.once('finish', () => stream.destroy());
  }

  unref(): void {
    if (this.connected) this.stream.unref();
    else this.once('connect', () => this.unref());
  }

  /** With a callback it gives the client to that, once it is ready, and nothing else. */
  duplicate(options?: ClientOpts, callback?: Callback<RedisClient>): RedisClient;
  duplicate(...given: readonly unknown[]): RedisClient | undefined {
    const [options, callback] = typeof given[0] === 'function' ? [undefined, given[0]] : given;
    const changes = copyOptions(options);
    const client = new RedisClient({ ...copyOptions(this.options), ...changes });
    client.selected_db = (sourceMajor === 3 && changes.db) || this.selected_db;
    const done = toDone(callback);
    if (!done) return client;
    client.once('ready', () => done(null, client));
    // It stays once the client is ready, as in node-redis: the first error is told to the callback and ends the client.
    client.once('error', (error: Error) => {
      done(error);
      client.end(true);
    });
    return undefined;
  }

  cork(): void {
    if (this.ready) this.stream.cork();
  }

  uncork(): void {
    this.writer.flush();
    if (this.ready) this.stream.uncork();
  }

  // From here on: what the parts of this client call.

  warn(message: string): void {
    // Listeners can only be added once the constructor has returned.
    process.nextTick(() => {
      if (this.listenerCount('warning') > 0) this.emit('warning', message);
      else console.warn('node_redis:', message);
    });
  }

  /** Calls back, or emits the error that has nowhere to go. */
  settle(callback: Done | undefined, error: Error | null | undefined, reply?: unknown): void {
    if (callback) callback(error ?? null, reply);
    else if (error) this.emit('error', error);
  }

  /** Settles after the commands that were given before. */
  settleInOrder(
    callback: Done | undefined,
    error: Error | null,
    reply?: unknown,
    last = this.offline_queue.peekBack() ?? this.command_queue.peekBack(),
  ): void {
    if (!last) {
      process.nextTick(() => this.settle(callback, error, reply));
      return;
    }
    const before = last.callback;
    last.callback = (lastError, lastReply) => {
      this.settle(before, lastError, lastReply);
      this.settle(callback, error, reply);
    };
  }

  /** Sends a command or queues it. Gives false when the caller should slow down. */
  send(command: Command): boolean {
    const { domain } = running;
    if (domain && command.callback) command.callback = domain.bind(command.callback);
    if (!this.ready || !this.stream.writable) {
      this.postpone(command);
      return false;
    }
    const args = sentArguments(command, this);
    if (args instanceof Error) {
      if (!command.callback) throw args;
      command.callback(args);
      return false;
    }
    const { prefix, rename_commands: renamed } = this.options;
    const name = renamed?.[command.command] || command.command;
    const sent = prefix ? prefixKeys(command.command, args, prefix) : args;
    const bytes = encode(name, sent, command.hasBuffers);
    if (debug.enabled) this.showSent(name, bytes);
    this.writer.write(bytes);
    command.onWrite?.();
    if (this.reply === 'ON') this.command_queue.push(command);
    else this.expectNoReply(command);
    return !this.should_buffer;
  }

  /** Apart, so that a command allocates nothing for it. */
  private showSent(name: string, bytes: string | Buffer): void {
    debug(() => `Send ${this.address} id ${this.connection_id}: ${name === 'auth' ? 'auth' : bytes}`);
  }

  /** CLIENT REPLY OFF and SKIP: what is sent counts as done. */
  private expectNoReply(command: Command): void {
    if (command.callback) {
      const last = this.command_queue.peekBack();
      this.settleInOrder(command.callback, null, undefined, last);
    }
    if (this.reply === 'SKIP') this.reply = 'SKIP_ONE_MORE';
    else if (this.reply === 'SKIP_ONE_MORE') this.reply = 'ON';
  }

  private postpone(command: Command): void {
    if (this.closing || !this.enable_offline_queue) {
      let why = 'The connection is already closed.';
      if (!this.closing) {
        why = this.stream.writable
          ? 'The connection is not yet established and the offline queue is deactivated.'
          : 'Stream not writeable.';
      }
      const message = `${command.command.toUpperCase()} can't be processed. ${why}`;
      const error = describe(new errors.AbortError({ message, code: 'NR_CLOSED' }), command);
      this.settleInOrder(command.callback, error);
    } else {
      debug(() => `Queueing ${command.command} for next server connection.`);
      this.offline_queue.push(command);
    }
    this.should_buffer = true;
  }

  /** A reply as the options, and the arguments of its command, ask for it. */
  convert(reply: unknown, command: Command): unknown {
    const { return_buffers: always, detect_buffers: detect } = this.options;
    const converted = always || (detect && command.hasBuffers) ? reply : toStrings(reply);
    return command.command === 'hgetall' ? toObject(converted) : converted;
  }
}

/** Programs that use `domain` get their callbacks in the domain of the call, as node-redis calls them. */
const running: NodeJS.Process & { readonly domain?: { bind(callback: Done): Done } | null } = process;

function wrongInput(value: unknown, what: string): TypeError {
  const type = value === null || value === undefined ? value : Object(value).constructor.name;
  return new TypeError(`Wrong input type "${type}" for ${what}`);
}
