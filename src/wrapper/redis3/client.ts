/** The client of node-redis 2 and 3: its queues, its modes, and what it does when a connection is lost. */
import { EventEmitter } from 'node:events';
import { createConnection, isIP, type NetConnectOpts, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { Callback, ClientOpts, Commands, RetryStrategyOptions, ServerInfo } from './types.js';
import { CALLS } from './calls.js';
import { Command, type Done, describe, prepare, toDone } from './command.js';
import { debug } from './debug.js';
import { parseReplies, prefixKeys } from './engine.js';
import * as errors from './errors.js';
import { sourceMajor } from './major.js';
import { Multi } from './multi.js';
import { copyOptions, refuseOptions, type Settings } from './options.js';
import { Queue } from './queue.js';
import { errorCode, toObject, toStrings } from './replies.js';

/** Text of one wave beyond this is written at once, so that a large batch is not held twice. */
const LONGEST_TEXT = 1 << 16;

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
  private channelsLeft = 0;
  /** What this tick wrote: one write to the socket instead of one for each command. */
  private text = '';
  private flushing = false;

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
    if (sourceMajor === 2) this.readDeprecatedOptions();
    this.stream = this.open();
    if (sourceMajor === 2) this.on('newListener', (event: string) => this.warnOfEvent(event));
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
      this.abort('Connection forcefully ended and command aborted.', 'NR_CLOSED');
    } else if (given.length === 0) {
      this.warn(
        'Using .end() without the flush parameter is deprecated and throws from v.3.0.0 on.\n' +
          'Please check the doku (https://github.com/NodeRedis/node_redis) and explictly use flush.',
      );
    }
    if (this.retry_timer) clearTimeout(this.retry_timer);
    this.retry_timer = null;
    this.flush(this.stream);
    this.stream.removeAllListeners();
    this.stream.on('error', () => {});
    this.connected = false;
    this.ready = false;
    this.closing = true;
    this.stream.destroySoon();
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
    this.flush(this.stream);
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
    if (!this.ready || !this.stream.writable) {
      this.postpone(command);
      return false;
    }
    const invalid = prepare(command, (message) => this.warn(message));
    if (invalid) {
      if (!command.callback) throw invalid;
      command.callback(invalid);
      return false;
    }
    const { prefix, rename_commands: renamed } = this.options;
    if (prefix) command.args = prefixKeys(command.command, command.args, prefix);
    command.name = renamed?.[command.command] || command.command;
    const bytes = command.toBytes();
    debug(() => `Send ${this.address} id ${this.connection_id}: ${command.name === 'auth' ? 'auth' : bytes}`);
    this.write(bytes);
    command.onWrite?.();
    if (this.reply === 'ON') this.command_queue.push(command);
    else this.expectNoReply(command);
    return !this.should_buffer;
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

  private write(data: string | Buffer): void {
    if (!this.flushing) {
      this.flushing = true;
      const { stream } = this;
      // After this tick and the promise jobs in it, so that all that they send leaves in one write.
      process.nextTick(() => this.flush(stream));
    }
    if (typeof data === 'string') {
      this.text += data;
      if (this.text.length > LONGEST_TEXT) this.writeText();
    } else {
      if (this.stream.writableCorked === 0) this.stream.cork();
      this.writeText();
      this.should_buffer = !this.stream.write(data);
    }
  }

  private flush(stream: Socket): void {
    if (stream !== this.stream) return;
    this.flushing = false;
    if (stream.destroyed) this.text = '';
    this.writeText();
    if (stream.writableCorked > 0) stream.uncork();
  }

  private writeText(): void {
    if (this.text === '') return;
    const { text } = this;
    this.text = '';
    this.should_buffer = !this.stream.write(text);
  }

  // The connection's life.

  private open(): Socket {
    const { options } = this;
    if (this.stream) {
      this.stream.removeAllListeners();
      this.stream.destroy();
    }
    const stream = options.tls
      ? connectTls(this.connection_options)
      : createConnection(this.connection_options as NetConnectOpts);
    this.stream = stream;
    this.text = '';
    this.flushing = false;
    if (options.connect_timeout) {
      stream.setTimeout(this.connect_timeout, () => {
        this.retry_totaltime = this.connect_timeout;
        this.onGone('timeout');
      });
    }
    stream.once(options.tls ? 'secureConnect' : 'connect', () => {
      stream.removeAllListeners('timeout');
      this.times_connected++;
      this.onConnect();
    });
    stream.on('error', (error) => this.onSocketError(error));
    stream.once('close', () => this.onGone('close'));
    stream.once('end', () => this.onGone('end'));
    stream.on('drain', () => this.onDrain());
    if (options.socket_nodelay !== false) stream.setNoDelay();
    if (this.auth_pass !== undefined) this.authenticateFirst();
    return stream;
  }

  /** AUTH is written before the connection is there, so that nothing can come before it. */
  private authenticateFirst(): void {
    this.ready = true;
    const done: Done = (error) => {
      if (error && errors.codeOf(error) !== 'UNCERTAIN_STATE') this.emit('error', error);
    };
    Reflect.apply(this.auth, this, [this.auth_pass, this.auth_user, done]);
    this.ready = false;
  }

  private onConnect(): void {
    debug(() => `Stream connected ${this.address} id ${this.connection_id}`);
    this.connected = true;
    this.ready = false;
    this.emitted_end = false;
    const { stream } = this;
    parseReplies(stream, this.options.string_numbers || false, {
      onReply: (reply) => this.onReply(reply),
      onError: (error) => this.onReplyError(error),
      onGarbage: (error) => this.onGarbage(error),
      ...(sourceMajor === 2 && { onParsed: () => this.emitIdle() }),
    });
    stream.setTimeout(0);
    this.emit('connect');
    this.retry_timer = null;
    this.retry_totaltime = 0;
    this.retry_delay = 200;
    this.retry_backoff = 1.7;
    this.attempts = 1;
    if (this.options.no_ready_check) this.onReady();
    else this.checkReady();
  }

  /** Asks the server whether it has loaded its data, before anything that waits. */
  private checkReady(): void {
    this.ready = true;
    const done: Done = (error, reply) => this.onInfo(error, reply);
    // Through the method, because programs and tests replace it.
    this.info(done);
    this.ready = false;
  }

  private onInfo(error: Error | null, reply: unknown): void {
    if (error) {
      if (error.message === "ERR unknown command 'info'") {
        this.onReady();
        return;
      }
      error.message = `Ready check failed: ${error.message}`;
      this.emit('error', error);
      return;
    }
    const info: Record<string, unknown> = { ...this.server_info };
    const linkDown = info.master_link_status && info.master_link_status !== 'up';
    const loading = info.loading && info.loading !== '0';
    if (!reply || (!loading && !linkDown)) {
      this.onReady();
      return;
    }
    const wait = loading ? Number(info.loading_eta_seconds) * 1000 : 50;
    debug(() => `Redis server still loading, trying again in ${wait}`);
    setTimeout(() => this.checkReady(), Math.min(wait, 1000));
  }

  private onReady(): void {
    this.ready = true;
    // What the former connection was set to, in the order that the modes need.
    if (this.selected_db !== undefined) this.send(new Command('select', [this.selected_db]));
    if (this.monitoring) this.send(new Command('monitor', []));
    const subscriptions = this.options.disable_resubscribing ? [] : Object.entries(this.subscription_set);
    let left = subscriptions.length;
    for (const [key, channel] of subscriptions) {
      const name = key.startsWith('psubscribe') ? 'psubscribe' : 'subscribe';
      const done = (): void => {
        left--;
        if (left === 0) this.emit('ready');
      };
      this.send(CALLS[name]!(this, [[channel], done]));
    }
    this.sendOffline();
    if (subscriptions.length === 0) this.emit('ready');
  }

  private sendOffline(): void {
    for (let next = this.offline_queue.shift(); next; next = this.offline_queue.shift()) this.send(next);
    this.onDrain();
  }

  private onDrain(): void {
    this.should_buffer = false;
    if (sourceMajor === 2) this.emit('drain');
  }

  private onSocketError(error: Error): void {
    if (this.closing) return;
    error.message = `Redis connection to ${this.address} failed - ${error.message}`;
    debug(() => error.message);
    this.connected = false;
    this.ready = false;
    if (!this.options.retry_strategy) this.emit('error', error);
    // Without a listener the line above throws; with one, the client tries again.
    this.onGone('error', error);
  }

  private onGarbage(error: Error): void {
    const fatal = errors.toParserError(error);
    this.ready = false;
    const what = sourceMajor === 2 ? 'encountert' : 'encountered';
    this.abort(`Fatal error ${what}. Command aborted.`, 'NR_FATAL', fatal, [this.command_queue]);
    this.emit('error', fatal);
    this.stream = this.open();
  }

  /** The connection is lost, or could not be made. Each loss comes with several events of the socket; the first counts. */
  private onGone(why: string, given?: Error): void {
    if (this.retry_timer) return;
    let error: Error | null = given ?? null;
    debug(() => `Redis connection is gone from ${why} event.`);
    this.connected = false;
    this.ready = false;
    this.pub_sub_mode = 0;
    if (!this.emitted_end) {
      this.emit('end');
      this.emitted_end = true;
    }
    if (this.closing) {
      this.abort('Stream connection ended and command aborted.', 'NR_CLOSED', error);
      return;
    }
    if (typeof this.options.retry_strategy === 'function') {
      const delay: unknown = this.options.retry_strategy(this.retryParameters(error));
      if (typeof delay !== 'number') {
        if (delay instanceof Error) error = this.retry_delay = delay;
        this.giveUp('retry aborted.', error);
        return;
      }
      this.retry_delay = delay;
    }
    if (this.max_attempts !== 0 && this.attempts >= this.max_attempts) {
      this.giveUp('maximum connection attempts exceeded.', error);
      return;
    }
    if (this.retry_totaltime >= this.connect_timeout) {
      this.giveUp('connection timeout exceeded.', error);
      return;
    }
    if (this.options.retry_unfulfilled_commands) {
      this.offline_queue.unshift(...this.command_queue.toArray());
      this.command_queue.clear();
    } else if (this.command_queue.length > 0) {
      this.abort('Redis connection lost and command aborted.', 'UNCERTAIN_STATE', error, [
        this.command_queue,
      ]);
    }
    let delay = Number(this.retry_delay);
    if (this.retry_max_delay !== null && delay > this.retry_max_delay) delay = this.retry_max_delay;
    else delay = Math.min(delay, this.connect_timeout - this.retry_totaltime);
    this.retry_delay = delay;
    this.retry_timer = setTimeout(() => this.retry(delay, error), delay);
  }

  private retry(delay: number, error: Error | null): void {
    this.emit('reconnecting', { delay, ...this.retryParameters(error) });
    this.retry_totaltime += delay;
    this.attempts++;
    this.retry_delay = Math.round(delay * this.retry_backoff);
    this.stream = this.open();
    this.retry_timer = null;
  }

  private retryParameters(error: Error | null): RetryStrategyOptions {
    const { attempts: attempt, retry_totaltime, times_connected } = this;
    const names = this.options.camel_case
      ? { totalRetryTime: retry_totaltime, timesConnected: times_connected }
      : { total_retry_time: retry_totaltime, times_connected };
    return Object.assign({ attempt, error: error as NodeJS.ErrnoException }, names) as RetryStrategyOptions;
  }

  private giveUp(reason: string, error: Error | null): void {
    const message = `Redis connection in broken state: ${reason}`;
    const broken = Object.assign(
      new Error(message),
      { code: 'CONNECTION_BROKEN' },
      error && { origin: error },
    );
    if (
      sourceMajor === 2 &&
      typeof this.options.retry_strategy === 'function' &&
      reason === 'retry aborted.'
    ) {
      this.abort('Stream connection ended and command aborted.', 'NR_CLOSED', error);
      this.end(false);
      return;
    }
    this.abort(message, 'CONNECTION_BROKEN', error);
    if (sourceMajor === 2) this.emit('error', broken);
    this.end(false);
    if (sourceMajor === 3) this.emit('error', broken);
  }

  /** Fails all commands of the queues. In debug mode those without a callback are reported together. */
  private abort(
    message: string,
    code: string,
    origin?: Error | null,
    queues = [this.command_queue, this.offline_queue],
  ): void {
    const unheard: Error[] = [];
    let told = message;
    for (const queue of queues) {
      told = queue === this.command_queue ? `${message} It might have been processed.` : message;
      for (let command = queue.shift(); command; command = queue.shift()) {
        const error = describe(new errors.AbortError({ message: told, code }), command);
        if (command.error) error.stack += `${command.error.stack}`.replace(/^Error.*?\n/, '\n');
        if (origin) error.origin = origin;
        if (command.callback) command.callback(error);
        else unheard.push(error);
      }
    }
    const [first, second] = unheard;
    if (!first || !debug.enabled) return;
    const all = told.replace('It', 'They').replace(/command/i, '$&s');
    this.emit('error', second ? new errors.AggregateError({ message: all, code, errors: unheard }) : first);
  }

  // Replies.

  private onReplyError(error: Error): void {
    const command = this.command_queue.get(0);
    if (!command) return;
    // Valkey's answer to an unsubscription without a subscription; Redis confirms that there is none.
    if (/^NOSUB /.test(error.message) && /^p?unsubscribe$/.test(command.command)) {
      for (const channel of command.args.length > 0 ? [...command.args] : [null]) {
        this.onSubscription(command.command, channel, 0);
      }
      return;
    }
    this.command_queue.shift();
    if (command.error) {
      const calls = `${command.error.stack}`.replace(/^Error.*?\n/, '');
      error.stack = `ReplyError: ${error.message}\n${calls}`;
    }
    // iovalkey's note of what it takes for the failed command.
    Reflect.deleteProperty(error, 'command');
    describe(error, command);
    if (this.pub_sub_mode > 1) this.pub_sub_mode--;
    const code = errorCode(error.message);
    if (code) Object.assign(error, { code });
    this.settle(command.callback, error);
  }

  private onReply(reply: unknown): void {
    if (this.monitoring && Buffer.isBuffer(reply) && this.onMonitored(reply.toString())) return;
    if (this.pub_sub_mode === 1 && Array.isArray(reply) && reply.length > 2) {
      this.onPublished(reply);
    } else {
      if (this.pub_sub_mode > 1) this.pub_sub_mode--;
      this.onCommandReply(reply);
    }
  }

  private onCommandReply(reply: unknown): void {
    const command = this.command_queue.shift();
    if (!command?.callback) return;
    // The replies inside are for the transaction to convert, each as its command asked for.
    const raw = command.command === 'exec' && this.options.detect_buffers;
    command.callback(null, raw ? reply : this.convert(reply, command));
  }

  /** A reply as the options, and the arguments of its command, ask for it. */
  convert(reply: unknown, command: Command): unknown {
    const { return_buffers: always, detect_buffers: detect } = this.options;
    const converted = always || (detect && command.hasBuffers) ? reply : toStrings(reply);
    return command.command === 'hgetall' ? toObject(converted) : converted;
  }

  private onMonitored(line: string): boolean {
    if (!MONITORED.test(line)) return false;
    const words = line.slice(line.indexOf('"') + 1, -1).split('" "');
    const time = line.slice(0, line.indexOf(' '));
    this.emit(
      'monitor',
      time,
      words.map((word) => word.replace(/\\"/g, '"')),
      line,
    );
    return true;
  }

  private onPublished(reply: unknown[]): void {
    const [kind, ...rest] = reply;
    const type = `${kind}`;
    if (type !== 'message' && type !== 'pmessage') {
      const [channel, count] = rest;
      this.onSubscription(type, Buffer.isBuffer(channel) ? channel : null, Number(count));
    } else if (this.options.return_buffers) {
      this.emit(type, ...rest);
    } else {
      this.emit(type, ...rest.map(String));
      this.emit(`${type}_buffer`, ...rest);
      this.emit(`${type}Buffer`, ...rest);
    }
  }

  /** One channel's confirmation. The event comes for each, the callback with the last. */
  private onSubscription(type: string, name: string | Buffer | null, count: number): void {
    const command = this.command_queue.get(0);
    if (!command) return;
    const { return_buffers: always, detect_buffers: detect } = this.options;
    const channel = name === null || always || (detect && command.hasBuffers) ? name : name.toString();
    if (channel !== null) {
      this.emit(type, channel, count);
      const subscribed = /^p?subscribe$/.test(type);
      const key = `${subscribed ? type : type.replace('un', '')}_${channel}`;
      if (subscribed) this.subscription_set[key] = channel;
      else delete this.subscription_set[key];
    }
    if (this.isLastChannel(command, type, channel)) {
      if (count === 0) this.leavePubSub();
      this.command_queue.shift();
      command.callback?.(null, channel);
    }
  }

  /** Whether a command has all its confirmations. One without channels is about all that there are of its kind. */
  private isLastChannel(command: Command, type: string, channel: string | Buffer | null): boolean {
    const asked = command.given.length;
    if (asked === 0) {
      const kind = `${type.replace('un', '')}_`;
      return channel === null || !Object.keys(this.subscription_set).some((key) => key.startsWith(kind));
    }
    this.channelsLeft = (this.channelsLeft || asked) - 1;
    return this.channelsLeft === 0;
  }

  /** Out of pub/sub, until the next subscription among the commands that are on their way. */
  private leavePubSub(): void {
    this.pub_sub_mode = 0;
    for (let i = 1; i < this.command_queue.length; i++) {
      if (/^p?(?:un)?subscribe$/.test(this.command_queue.get(i)?.command ?? '')) {
        this.pub_sub_mode = i;
        break;
      }
    }
  }

  // node-redis 2 alone.

  private emitIdle(): void {
    if (this.command_queue.length === 0 && this.pub_sub_mode === 0) this.emit('idle');
  }

  private readDeprecatedOptions(): void {
    const { options } = this;
    for (const name of ['max_attempts', 'retry_max_delay'] as const) {
      if (!(name in options)) continue;
      if (typeof options.retry_strategy === 'function') {
        this.warn(
          `WARNING: You activated the retry_strategy and ${name} at the same time. This is not possible and ${name} will be ignored.`,
        );
        delete options[name];
      } else {
        const goal =
          name === 'max_attempts'
            ? 'To reduce the number of options and to improve the reconnection handling'
            : 'To reduce the amount of options and the improve the reconnection handling';
        this.warn(
          `${name} is deprecated and will be removed in v.3.0.0.\n` +
            `${goal} please use the new \`retry_strategy\` option instead.\n` +
            'This replaces the max_attempts and retry_max_delay option.',
        );
      }
    }
    this.max_attempts = Math.trunc(Number(options.max_attempts ?? 0)) || 0;
    this.retry_max_delay = Number(options.retry_max_delay) || null;
    if (!options.socket_nodelay) {
      this.warn(
        'socket_nodelay is deprecated and will be removed in v.3.0.0.\n' +
          'Setting socket_nodelay to false likely results in a reduced throughput. Please use .batch for pipelining instead.\n' +
          'If you are sure you rely on the NAGLE-algorithm you can activate it by calling client.stream.setNoDelay(false) instead.',
      );
    }
  }

  private warnOfEvent(event: string): void {
    if (event === 'idle') {
      this.warn(
        'The idle event listener is deprecated and will likely be removed in v.3.0.0.\n' +
          'If you rely on this feature please open a new ticket in node_redis with your use case',
      );
    } else if (event === 'drain') {
      this.warn(
        'The drain event listener is deprecated and will be removed in v.3.0.0.\n' +
          'If you want to keep on listening to this event please listen to the stream drain event directly.',
      );
    }
  }
}

const MONITORED =
  sourceMajor === 2
    ? /^[0-9]{10,11}\.[0-9]+ \[[0-9]+ .+\]( ".+?")+$/
    : /^[0-9]{10,11}\.[0-9]+ \[[0-9]+ .+\].*"$/;

function wrongInput(value: unknown, what: string): TypeError {
  const type = value === null || value === undefined ? value : Object(value).constructor.name;
  return new TypeError(`Wrong input type "${type}" for ${what}`);
}
