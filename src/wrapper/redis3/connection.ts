/** The life of a client's connection: made, ready, lost, made again or given up. */
// Whole, because programs and tests replace `net.createConnection` and `tls.connect`.
import * as net from 'net';
import * as tls from 'tls';
import { CALLS } from './calls.js';
import type { RedisClient } from './client.js';
import { Command, type Done, describe } from './command.js';
import { debug } from './debug.js';
import { emitIdle } from './deprecated.js';
import { parseReplies } from './engine.js';
import * as errors from './errors.js';
import { sourceMajor } from './major.js';
import { onReply, onReplyError, wantsStrings } from './reception.js';
import type { RetryStrategyOptions } from './types.js';
import { Writer } from './writer.js';

/** Makes a connection, in place of a former one. */
export function open(client: RedisClient): net.Socket {
  const { options } = client;
  if (client.stream) {
    client.stream.removeAllListeners();
    client.stream.destroy();
  }
  const stream = options.tls
    ? tls.connect(client.connection_options)
    : net.createConnection(client.connection_options as net.NetConnectOpts);
  client.stream = stream;
  client.writer = new Writer(stream, (full) => {
    client.should_buffer = full;
  });
  if (options.connect_timeout) {
    stream.setTimeout(client.connect_timeout, () => {
      client.retry_totaltime = client.connect_timeout;
      onGone(client, 'timeout');
    });
  }
  stream.once(options.tls ? 'secureConnect' : 'connect', () => {
    stream.removeAllListeners('timeout');
    client.times_connected++;
    onConnect(client);
  });
  stream.on('error', (error) => onSocketError(client, error));
  stream.once('close', () => onGone(client, 'close'));
  stream.once('end', () => onGone(client, 'end'));
  stream.on('drain', () => onDrain(client));
  if (options.socket_nodelay !== false) stream.setNoDelay();
  if (client.auth_pass !== undefined) authenticateFirst(client);
  return stream;
}

/** AUTH is written before the connection is there, so that nothing can come before it. */
function authenticateFirst(client: RedisClient): void {
  client.ready = true;
  const done: Done = (error) => {
    if (error && errors.codeOf(error) !== 'UNCERTAIN_STATE') client.emit('error', error);
  };
  Reflect.apply(client.auth, client, [client.auth_pass, client.auth_user, done]);
  client.ready = false;
}

function onConnect(client: RedisClient): void {
  debug(() => `Stream connected ${client.address} id ${client.connection_id}`);
  client.connected = true;
  client.ready = false;
  client.emitted_end = false;
  const { stream } = client;
  parseReplies(stream, client.options.string_numbers || false, {
    onReply: (reply) => onReply(client, reply),
    onError: (error) => onReplyError(client, error),
    onGarbage: (error) => onGarbage(client, error),
    areStrings: () => wantsStrings(client),
    ...(sourceMajor === 2 && { onParsed: () => emitIdle(client) }),
  });
  stream.setTimeout(0);
  client.emit('connect');
  client.retry_timer = null;
  client.retry_totaltime = 0;
  client.retry_delay = 200;
  client.retry_backoff = 1.7;
  client.attempts = 1;
  if (client.options.no_ready_check) onReady(client);
  else checkReady(client);
}

/** Asks the server whether it has loaded its data, before anything that waits. */
function checkReady(client: RedisClient): void {
  client.ready = true;
  const done: Done = (error, reply) => onInfo(client, error, reply);
  // Through the method, because programs and tests replace it.
  client.info(done);
  client.ready = false;
}

function onInfo(client: RedisClient, error: Error | null, reply: unknown): void {
  if (error) {
    if (error.message === "ERR unknown command 'info'") {
      onReady(client);
      return;
    }
    error.message = `Ready check failed: ${error.message}`;
    client.emit('error', error);
    return;
  }
  const info: Record<string, unknown> = { ...client.server_info };
  const linkDown = info['master_link_status'] && info['master_link_status'] !== 'up';
  const loading = info['loading'] && info['loading'] !== '0';
  if (!reply || (!loading && !linkDown)) {
    onReady(client);
    return;
  }
  const wait = loading ? Number(info['loading_eta_seconds']) * 1000 : 50;
  debug(() => `Redis server still loading, trying again in ${wait}`);
  setTimeout(() => checkReady(client), Math.min(wait, 1000));
}

function onReady(client: RedisClient): void {
  client.ready = true;
  // What the former connection was set to, in the order that the modes need.
  if (client.selected_db !== undefined) client.send(new Command('select', [client.selected_db]));
  if (client.monitoring) client.send(new Command('monitor', []));
  const subscriptions = client.options.disable_resubscribing ? [] : Object.entries(client.subscription_set);
  let left = subscriptions.length;
  for (const [key, channel] of subscriptions) {
    const name = key.startsWith('psubscribe') ? 'psubscribe' : 'subscribe';
    const done = (): void => {
      left--;
      if (left === 0) client.emit('ready');
    };
    client.send(CALLS[name]!(client, [[channel], done]));
  }
  sendOffline(client);
  if (subscriptions.length === 0) client.emit('ready');
}

function sendOffline(client: RedisClient): void {
  for (let next = client.offline_queue.shift(); next; next = client.offline_queue.shift()) client.send(next);
  onDrain(client);
}

function onDrain(client: RedisClient): void {
  client.should_buffer = false;
  if (sourceMajor === 2) client.emit('drain');
}

function onSocketError(client: RedisClient, error: Error): void {
  if (client.closing) return;
  error.message = `Redis connection to ${client.address} failed - ${error.message}`;
  debug(() => error.message);
  client.connected = false;
  client.ready = false;
  if (!client.options.retry_strategy) client.emit('error', error);
  // Without a listener the line above throws; with one, the client tries again.
  onGone(client, 'error', error);
}

function onGarbage(client: RedisClient, error: Error): void {
  const fatal = errors.toParserError(error);
  client.ready = false;
  const what = sourceMajor === 2 ? 'encountert' : 'encountered';
  abort(client, `Fatal error ${what}. Command aborted.`, 'NR_FATAL', fatal, [client.command_queue]);
  client.emit('error', fatal);
  client.stream = open(client);
}

/** The connection is lost, or could not be made. Each loss comes with several events of the socket; the first counts. */
function onGone(client: RedisClient, why: string, given?: Error): void {
  if (client.retry_timer) return;
  let error: Error | null = given ?? null;
  debug(() => `Redis connection is gone from ${why} event.`);
  client.connected = false;
  client.ready = false;
  client.pub_sub_mode = 0;
  if (!client.emitted_end) {
    client.emit('end');
    client.emitted_end = true;
  }
  if (client.closing) {
    abort(client, 'Stream connection ended and command aborted.', 'NR_CLOSED', error);
    return;
  }
  if (typeof client.options.retry_strategy === 'function') {
    const delay: unknown = client.options.retry_strategy(retryParameters(client, error));
    if (typeof delay !== 'number') {
      if (delay instanceof Error) error = client.retry_delay = delay;
      giveUp(client, 'retry aborted.', error);
      return;
    }
    client.retry_delay = delay;
  }
  if (client.max_attempts !== 0 && client.attempts >= client.max_attempts) {
    giveUp(client, 'maximum connection attempts exceeded.', error);
    return;
  }
  if (client.retry_totaltime >= client.connect_timeout) {
    giveUp(client, 'connection timeout exceeded.', error);
    return;
  }
  if (client.options.retry_unfulfilled_commands) {
    client.offline_queue.unshift(...client.command_queue.toArray());
    client.command_queue.clear();
  } else if (client.command_queue.length > 0) {
    abort(client, 'Redis connection lost and command aborted.', 'UNCERTAIN_STATE', error, [
      client.command_queue,
    ]);
  }
  let delay = Number(client.retry_delay);
  if (client.retry_max_delay !== null && delay > client.retry_max_delay) delay = client.retry_max_delay;
  else delay = Math.min(delay, client.connect_timeout - client.retry_totaltime);
  client.retry_delay = delay;
  client.retry_timer = setTimeout(() => retry(client, delay, error), delay);
}

function retry(client: RedisClient, delay: number, error: Error | null): void {
  client.emit('reconnecting', { delay, ...retryParameters(client, error) });
  client.retry_totaltime += delay;
  client.attempts++;
  client.retry_delay = Math.round(delay * client.retry_backoff);
  client.stream = open(client);
  client.retry_timer = null;
}

function retryParameters(client: RedisClient, error: Error | null): RetryStrategyOptions {
  const { attempts: attempt, retry_totaltime, times_connected } = client;
  const names = client.options.camel_case
    ? { totalRetryTime: retry_totaltime, timesConnected: times_connected }
    : { total_retry_time: retry_totaltime, times_connected };
  return Object.assign({ attempt, error: error as NodeJS.ErrnoException }, names) as RetryStrategyOptions;
}

function giveUp(client: RedisClient, reason: string, error: Error | null): void {
  const message = `Redis connection in broken state: ${reason}`;
  const broken = Object.assign(new Error(message), { code: 'CONNECTION_BROKEN' }, error && { origin: error });
  if (
    sourceMajor === 2 &&
    typeof client.options.retry_strategy === 'function' &&
    reason === 'retry aborted.'
  ) {
    abort(client, 'Stream connection ended and command aborted.', 'NR_CLOSED', error);
    client.end(false);
    return;
  }
  abort(client, message, 'CONNECTION_BROKEN', error);
  if (sourceMajor === 2) client.emit('error', broken);
  client.end(false);
  if (sourceMajor === 3) client.emit('error', broken);
}

/** Fails all commands of the queues. In debug mode those without a callback are reported together. */
export function abort(
  client: RedisClient,
  message: string,
  code: string,
  origin?: Error | null,
  queues = [client.command_queue, client.offline_queue],
): void {
  const unheard: Error[] = [];
  let told = message;
  for (const queue of queues) {
    told = queue === client.command_queue ? `${message} It might have been processed.` : message;
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
  client.emit('error', second ? new errors.AggregateError({ message: all, code, errors: unheard }) : first);
}
