// What programs written for @types/redis 2.8 do. It compiles against those types and against the module alike.
import type { EventEmitter } from 'events';
import { promisify } from 'util';
import * as redis from 'wrapper';
import {
  AbortError,
  // biome-ignore lint/suspicious/noShadowRestrictedNames: the package's own name for it.
  AggregateError,
  addCommand,
  add_command,
  type Callback,
  type ClientOpts,
  type Commands,
  createClient,
  debug_mode,
  Multi,
  type OverloadedCommand,
  type OverloadedKeyCommand,
  type OverloadedLastCommand,
  type OverloadedListCommand,
  type OverloadedSetCommand,
  ParserError,
  print,
  RedisClient,
  RedisError,
  ReplyError,
  type RetryStrategy,
  type RetryStrategyOptions,
  type ServerInfo,
} from 'wrapper';

declare module 'wrapper' {
  interface RedisClient {
    getAsync(key: string): Promise<string | null>;
    setAsync(key: string, value: string): Promise<'OK'>;
  }
  interface Multi {
    execAsync(): Promise<unknown[]>;
  }
}

const strategy: RetryStrategy = (given: RetryStrategyOptions) => {
  if (given.error && given.error.code === 'ECONNREFUSED') return new Error('refused');
  if (given.total_retry_time > 1000 || given.times_connected > 3) return undefined;
  return Math.min(given.attempt * 100, 3000);
};
const options: ClientOpts = {
  host: 'localhost',
  port: 6379,
  password: process.env.PASSWORD,
  db: '1',
  tls: { servername: 'cache.example.com' },
  rename_commands: { KEYS: 'hidden' },
  return_buffers: undefined,
  prefix: 'app:',
  no_ready_check: true,
  retry_strategy: strategy,
};
const client: RedisClient = createClient(options);
const others: RedisClient[] = [
  createClient(),
  createClient(6379),
  createClient(6379, 'localhost'),
  createClient(6379, 'localhost', { no_ready_check: true }),
  createClient('redis://localhost'),
  createClient('/tmp/redis.sock', { db: 1 }),
  redis.createClient(options),
  new redis.RedisClient(options),
];
const emitter: EventEmitter = client;

class Store {
  private readonly client: redis.RedisClient;
  constructor(given: ReturnType<typeof createClient> = redis.createClient()) {
    this.client = given;
  }
  read(key: string, done: Callback<string | null>): boolean {
    return this.client.get(key, done);
  }
  write(values: { [key: string]: string }): void {
    this.client
      .multi()
      .mset(...Object.keys(values))
      .expire('a', 10)
      .exec((error, replies) => {
        if (error) throw error;
        for (const reply of replies) String(reply);
      });
  }
}

// Replies are known to callbacks.
client.get('a', (error: Error | null, value: string | null) => [error, value?.length]);
client.set('a', 'b', (error, ok: 'OK') => [error, ok]);
client.set('a', 'b', 'EX', 10, (_, ok: 'OK' | undefined) => ok);
client.incr('n', (_, number) => number.toFixed());
client.hgetall('h', (_, all) => all['field']?.trim());
client.hmset('h', { a: 'b', c: 1 }, (_, ok) => ok.length);
client.hmset('h', 'a', 1, 'b', 2);
client.hset('h', 'a', 'b', (_, number) => number + 1);
client.mget(['a', 'b'], (_, values) => values.map((value) => value.length));
client.mget('a', 'b', 'c', (_, values) => values.length);
client.del('a', 'b', (_, number) => number * 2);
client.del(['a', 'b']);
client.sadd('s', 'a', 'b');
client.sadd('s', ['a', 'b'], (_, number) => number * 2);
client.zadd('z', 1, 'a', 2, 'b');
client.zrangebyscore('z', '-inf', 5, 'WITHSCORES', 'LIMIT', 0, 1, (_, list) => list.join());
client.lrange('l', 0, -1, (_, list) => list.join());
client.blpop('a', 'b', 5, (_, [key, value]) => key + value);
client.scan('0', 'MATCH', 'a*', (_, [cursor, keys]) => cursor + keys.join());
client.eval('return 1', 0, (_, anything) => anything.of.any.kind);
client.info((_, info) => info);
client.ECHO('x', (_, said: 'x') => said);
client.PUBLISH('c', 'm', (_, number) => number.toFixed());
client.send_command('xadd', ['s', '*', 'f', 'v'], (_, id) => id);
client.sendCommand('ping');
client
  .batch([
    ['get', 'a'],
    ['set', 'b', 1],
  ])
  .exec((_, replies) => replies.length);
client.MULTI([['get', 'a']]).EXEC();
client.subscribe('a', 'b', (_, channel) => channel.length);
client.on('message', (channel, message) => channel + message);
client.on('pmessage', (pattern, channel, message) => pattern + channel + message);
client.on('subscribe', (channel, count) => channel + count.toFixed());
client.on('error', (error) => error.message);
client.once('ready', () => client.server_info.versions.map((version) => version + 1));
client.duplicate({ db: 2 }, (_, copy) => copy.quit());
client.quit((_, ok: 'OK') => ok);
client.end(true);
client.unref();

const get = promisify(client.get).bind(client);
const bound: (key: string) => Promise<string | null> = get;
const hgetall = promisify(client.hgetall).bind(client);

const state: unknown[] = [
  client.connected,
  client.command_queue_length + client.offline_queue_length + client.connection_id,
  client.retry_backoff.toFixed(),
  client.command_queue.length + client.offline_queue.length,
  client.stream.writable,
  client.server_info.redis_version,
];

function explain(error: Error): string {
  if (error instanceof ReplyError) return `${error.command} ${error.code} ${error.args?.length}`;
  if (error instanceof AggregateError || error instanceof AbortError) return `${error.command} ${error.code}`;
  if (error instanceof ParserError) return error.offset.toFixed() + error.buffer.length;
  return error instanceof RedisError ? error.name : 'another';
}

class OwnError extends RedisError {}
const info: ServerInfo = client.server_info;
type Own = Commands<boolean>['get'] | Commands<Multi>['GET'];
type Shapes = [
  OverloadedCommand<string, number, boolean>,
  OverloadedKeyCommand<string, number, boolean>,
  OverloadedLastCommand<string, number, number, boolean>,
  OverloadedListCommand<string, number, boolean>,
  OverloadedSetCommand<string, number, boolean>,
];
declare const shapes: Shapes;
const shaped: boolean = shapes[0]('a', 'b', (_, number) => number.toFixed());
addCommand('json.get');
add_command('json.set');
client.get('a', print);

// What the types refuse.
// @ts-expect-error a key is no number
client.get(5);
// @ts-expect-error GET has no second argument
client.get('a', 'b');
// @ts-expect-error the reply of INCR is a number
client.incr('n', (_, number: string) => number);
// @ts-expect-error a port is no object
createClient({ port: {} });

export type { Own };
export const all = [
  others,
  emitter,
  Store,
  bound,
  hgetall('h'),
  state,
  explain,
  OwnError,
  info,
  shaped,
  debug_mode,
  Multi.prototype,
  redis.RedisClient.prototype,
  client.getAsync('a'),
  client.multi().execAsync(),
  client instanceof RedisClient,
];
