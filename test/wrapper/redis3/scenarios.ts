/** What programs see of a client, as transcripts: each scenario runs with the original and with the module. */
import net from 'node:net';
import { promisify } from 'node:util';
import { startServer, type TestServer } from '../../servers.js';
import { type Client, call, once, pause, type Redis, record, show } from './subject.js';

export type Scenario = (redis: Redis, server: TestServer) => Promise<unknown>;

const EVENTS = ['connect', 'ready', 'reconnecting', 'end', 'error', 'warning', 'idle', 'drain'];

/** A client whose events are noted. */
export function open(
  redis: Redis,
  server: TestServer,
  options: object = {},
): { client: Client; log: unknown[] } {
  const client = redis.createClient({ host: server.host, port: server.port, ...options });
  const log: unknown[] = [];
  record(client, EVENTS, log);
  return { client, log };
}

export function noting(log: unknown[], name: string): (...given: unknown[]) => void {
  return (...given) => {
    log.push([name, ...given.map(show)]);
  };
}

/** What a call throws, or what it gives. */
function attempt(run: () => unknown): { gave?: string; threw?: unknown } {
  try {
    return { gave: typeof run() };
  } catch (error) {
    return { threw: show(error) };
  }
}

function without(object: unknown, ...names: string[]): unknown {
  return Object.fromEntries(Object.entries(Object(object)).filter(([name]) => !names.includes(name)));
}

async function properties(client: object, names: readonly string[]): Promise<unknown> {
  return names.map((name) => [name, show(Reflect.get(client, name))]);
}

/** `idle` comes with each chunk of data, and chunks are not the same in each run. */
function withoutIdle(log: readonly unknown[]): unknown[] {
  return log.filter((entry) => !Array.isArray(entry) || entry[0] !== 'idle');
}

const STATE = [
  'connected',
  'ready',
  'closing',
  'should_buffer',
  'command_queue_length',
  'offline_queue_length',
  'commandQueueLength',
  'offlineQueueLength',
  'shouldBuffer',
  'selected_db',
  'pub_sub_mode',
  'monitoring',
  'retry_delay',
  'retry_backoff',
  'retryDelay',
  'retryBackoff',
];

export const LIFE: Record<string, Scenario> = {
  'the state of a client through its life': async (redis, server) => {
    const { client, log } = open(redis, server);
    const states = [await properties(client, STATE)];
    client.set('a', '1', noting(log, 'set'));
    states.push(await properties(client, STATE));
    await once(client, 'connect');
    states.push(await properties(client, STATE));
    await once(client, 'ready');
    states.push(await properties(client, STATE));
    await call(client, 'get', 'a');
    states.push(await properties(client, STATE));
    const versions = client.server_info.versions.length;
    const quit = call(client, 'quit');
    states.push(await properties(client, STATE));
    log.push(await quit);
    await pause(50);
    states.push(await properties(client, STATE));
    return { log, states, versions };
  },

  'quit before the connection is there': async (redis, server) => {
    const { client, log } = open(redis, server);
    client.set('a', '1', noting(log, 'set'));
    client.quit(noting(log, 'quit'));
    client.quit(noting(log, 'second'));
    client.get('a', noting(log, 'late'));
    await once(client, 'end');
    await pause(20);
    return log;
  },

  'end with what waits': async (redis, server) => {
    const { client, log } = open(redis, server);
    client.set('a', '1', noting(log, 'offline'));
    client.end(true);
    client.get('a', noting(log, 'late'));
    await pause(50);
    const second = open(redis, server);
    await once(second.client, 'ready');
    second.client.get('a', noting(second.log, 'in flight'));
    second.client.mget('a', 'b', noting(second.log, 'in flight too'));
    second.client.end(true);
    await pause(50);
    return [log, second.log];
  },

  'end without flush never calls back': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    client.get('a', noting(log, 'in flight'));
    client.end(false);
    await pause(50);
    return log;
  },

  'end without arguments warns': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    client.end();
    await pause(20);
    return log;
  },

  'what was written is sent when the client ends': async (redis, server) => {
    const { client } = open(redis, server);
    await once(client, 'ready');
    client.set('written', 'yes');
    client.end(false);
    await pause(50);
    return server.command('GET', 'written');
  },

  'quit in pub/sub and with commands in flight': async (redis, server) => {
    const { client, log } = open(redis, server);
    client.subscribe('a', noting(log, 'subscribe'));
    await once(client, 'subscribe');
    client.quit(noting(log, 'quit'));
    await once(client, 'end');
    const second = open(redis, server);
    await once(second.client, 'ready');
    for (let i = 0; i < 3; i++) second.client.ping(noting(second.log, `ping ${i}`));
    second.client.quit(noting(second.log, 'quit'));
    await once(second.client, 'end');
    await pause(20);
    return [log, second.log];
  },

  'unref lets a program end': async (redis, server) => {
    const { client } = open(redis, server);
    client.unref();
    await once(client, 'ready');
    client.unref();
    client.end(true);
    return 'ended';
  },

  'duplicate with options and with a callback': async (redis, server) => {
    const { client, log } = open(redis, server, { db: 2 });
    await once(client, 'ready');
    await call(client, 'select', 3);
    const copy = client.duplicate({ string_numbers: true } as object);
    await once(copy, 'ready');
    log.push(await call(copy, 'incr', 'duplicated'), copy.selected_db);
    copy.end(true);
    const [error, ready] = await new Promise<[unknown, Client]>((resolve) => {
      client.duplicate({ db: 5 }, (...given) => resolve([given[0], given[1]]));
    });
    log.push(error, ready.ready, ready.selected_db);
    ready.end(true);
    const failed = await new Promise((resolve) => {
      client.duplicate({ port: 1 }, (problem) => resolve(show(problem)));
    });
    client.end(true);
    return [log, failed];
  },

  'a prefix of commands before ready keeps its order': async (redis, server) => {
    const { client, log } = open(redis, server);
    for (let i = 0; i < 5; i++) client.rpush('order', `${i}`, noting(log, `push ${i}`));
    client.lrange('order', 0, -1, noting(log, 'range'));
    await once(client, 'ready');
    await call(client, 'del', 'order');
    client.end(true);
    return log;
  },

  no_ready_check: async (redis, server) => {
    const { client, log } = open(redis, server, { no_ready_check: true });
    client.get('a', noting(log, 'get'));
    await once(client, 'ready');
    await call(client, 'ping');
    log.push(client.server_info);
    client.end(true);
    return log;
  },

  'enable_offline_queue off': async (redis, server) => {
    const { client, log } = open(redis, server, { enable_offline_queue: false });
    log.push(client.set('a', '1', noting(log, 'early')));
    client.set('a', '1');
    await once(client, 'ready');
    log.push(await call(client, 'set', 'a', '1'));
    client.quit(noting(log, 'quit'));
    client.get('a', noting(log, 'late'));
    await once(client, 'end');
    await pause(20);
    return log;
  },

  'one socket for many commands': async (redis, server) => {
    const { client } = open(redis, server);
    const replies = await Promise.all(
      Array.from({ length: 2000 }, (_, i) => call(client, 'set', `many:${i}`, `${i}`.repeat(50))),
    );
    const read = await Promise.all(Array.from({ length: 2000 }, (_, i) => call(client, 'get', `many:${i}`)));
    client.end(true);
    return [replies, read];
  },
};

export const CALLS: Record<string, Scenario> = {
  'forms of arguments': async (redis, server) => {
    const { client } = open(redis, server);
    const results = [
      await call(client, 'set', ['a', 'x']),
      await call(client, 'mset', 'a', ['1', 'b', '2']),
      await call(client, 'mset', ['a', '1', 'b', '2']),
      await call(client, 'mget', ['a', 'b']),
      await call(client, 'mget', 'a', 'b'),
      await call(client, 'set', 'n', 5),
      await call(client, 'set', 'n', 5.25),
      await call(client, 'set', 'n', true),
      await call(client, 'get', 'n'),
      await call(client, 'set', 'd', new Date(0)),
      await call(client, 'get', 'd'),
      await call(client, 'set', 'n', Number.NaN),
      await call(client, 'set', 'f', () => {}),
      await call(client, 'hmset', 'h', { a: 1, b: 'two', c: true }),
      await call(client, 'hmset', 'h', ['d', 4]),
      await call(client, 'hmset', ['h', 'e', 5]),
      await call(client, 'hmset', 'h', 'f', 6),
      await call(client, 'hmset', 'h', {}),
      await call(client, 'hmset', 'h', { nested: { a: 1 } }),
      await call(client, 'hmset', 'h', null),
      await call(client, 'hgetall', 'h'),
      await call(client, 'HGETALL', 'h'),
      await call(client, 'hmget', 'h', ['a', 'b']),
      await call(client, 'zadd', 'z', 1, 'one', 2, 'two'),
      await call(client, 'zrange', 'z', 0, -1, 'WITHSCORES'),
      await call(client, 'info', 'replication').then((text) => typeof text),
      await call(client, 'info', ['server']).then((text) => typeof text),
      await call(client, 'INFO').then((text) => typeof text),
      await call(client, 'sadd', 's', []),
      await call(client, 'sadd', []),
      await call(client, 'eval', 'return KEYS[1]', 1, 'k'),
      await call(client, 'eval', ['return ARGV[1]', 0, 7]),
      await call(client, 'client', 'setname', 'x'),
      await call(client, 'client', ['getname']),
      await call(client, 'client', 'list', []).then((text) => typeof text),
    ];
    client.end(true);
    return results;
  },

  'arguments that cannot be sent': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    const noted = (name: string): unknown => noting(log, name);
    const send = (method: string, ...given: unknown[]): void => {
      const own: unknown = Reflect.get(client, method);
      if (typeof own === 'function') log.push([method, show(Reflect.apply(own, client, given))]);
    };
    send('set', 'a', null, noted('null'));
    send('set', 'a', undefined, noted('undefined'));
    send('set', undefined, 'a', noted('undefined key'));
    send('set', 'a', { b: 1 }, noted('object'));
    send('set', 'a', ['b'], noted('list'));
    send('lpush', 'l', [null], noted('null in a list'));
    send('hmset', 'h', { a: undefined }, noted('undefined in an object'));
    send('hset', 'h', { a: 1 }, noted('object for hset'));
    send('set', 'u', new Uint8Array([65]), noted('Uint8Array'));
    send('set', 'a', 'b', undefined);
    send('get', 'a', noted('get'));
    await call(client, 'ping');
    client.end(true);
    return log;
  },

  'errors without a callback': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    client.set('a', '1');
    client.lpush('a', 'x');
    client.get('a', noting(log, 'get'));
    client.batch().lpush('a', 'x').get('a').exec();
    client.multi().lpush('a', 'x').exec();
    client.multi([['set', 'a']]).exec();
    await call(client, 'ping');
    client.end(true);
    return log;
  },

  send_command: async (redis, server) => {
    const { client, log } = open(redis, server);
    const results = [
      await call(client, 'send_command', 'SET', ['a', '1']),
      await call(client, 'send_command', 'get', ['a']),
      await call(client, 'sendCommand', 'PING'),
      await call(client, 'send_command', 'hset', ['h', 'f', 'v']),
      await call(client, 'send_command', 'hgetall', ['h']),
      await call(client, 'send_command', 'HGETALL', ['missing']),
      await call(client, 'send_command', 'lcs', ['a', 'h']),
      await call(client, 'send_command', 'nothing', ['a']),
      await call(client, 'send_command', 'expiretime', ['a']),
      await call(client, 'send_command', 'multi'),
      await call(client, 'send_command', 'get', ['a']),
      await call(client, 'send_command', 'exec'),
      attempt(() => Reflect.apply(client.send_command, client, [5])),
      attempt(() => Reflect.apply(client.send_command, client, [undefined])),
      attempt(() => Reflect.apply(client.send_command, client, ['get', 'a'])),
      attempt(() => Reflect.apply(client.send_command, client, ['get', ['a'], 'x'])),
      attempt(() => Reflect.apply(client.send_command, client, ['get', ['a'], null])),
    ];
    client.end(true);
    return [results, log];
  },

  add_command: async (redis, server) => {
    redis.add_command('xx.unknown');
    redis.addCommand('get');
    redis.addCommand('lcs');
    const { client } = open(redis, server);
    const methods = ['xx.unknown', 'xx_unknown', 'XX_UNKNOWN', 'XX.UNKNOWN', 'lcs', 'LCS'].map((name) => [
      typeof Reflect.get(client, name),
      typeof Reflect.get(client.multi(), name),
    ]);
    await call(client, 'set', 'a', 'hello');
    const results = [
      await call(client, 'xx_unknown', 'a'),
      await call(client, 'lcs', 'a', 'a'),
      await call(Reflect.apply(Reflect.get(client.batch(), 'lcs'), client.batch(), ['a', 'a']), 'exec'),
    ];
    client.end(true);
    return [methods, results];
  },

  'promisify a bound method': async (redis, server) => {
    const { client } = open(redis, server);
    const set = promisify(client.set).bind(client) as (...given: string[]) => Promise<unknown>;
    const get = promisify(client.get).bind(client);
    const results: unknown[] = [await set('p', 'v'), await get('p')];
    const push = promisify(client.lpush).bind(client) as (...given: string[]) => Promise<unknown>;
    results.push(await push('p', 'x').catch(show));
    client.end(true);
    return results;
  },

  'promisify the prototypes': async (redis, server) => {
    const names: string[] = [];
    for (const type of [redis.RedisClient, redis.Multi]) {
      for (const name in type.prototype) {
        const method: unknown = Reflect.get(type.prototype, name);
        if (typeof method !== 'function') continue;
        names.push(name);
        if (name.endsWith('Async') || /^(create_stream|[A-Z])/.test(name)) continue;
        Reflect.set(type.prototype, `${name}Async`, promisify(method as () => void));
      }
    }
    const { client } = open(redis, server);
    const results = [
      await Reflect.apply(Reflect.get(client, 'setAsync'), client, ['p', '1']),
      await Reflect.apply(Reflect.get(client, 'hgetallAsync'), client, ['missing']),
      await Reflect.apply(Reflect.get(client.batch(), 'execAsync'), client.batch().get('p'), []),
    ];
    client.end(true);
    for (const type of [redis.RedisClient, redis.Multi]) {
      for (const name of names) Reflect.deleteProperty(type.prototype, `${name}Async`);
    }
    return results;
  },

  'a callback that throws leaves the client alive': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    const uncaught = new Promise((resolve) => {
      const others = process.listeners('uncaughtException');
      process.removeAllListeners('uncaughtException');
      process.once('uncaughtException', (error) => {
        for (const other of others) process.on('uncaughtException', other);
        resolve(show(error));
      });
    });
    client.ping(() => {
      throw new Error('thrown by the callback');
    });
    client.ping(noting(log, 'second'));
    log.push(await uncaught);
    log.push(await call(client, 'ping'));
    client.end(true);
    return log;
  },

  'callbacks run in the domain of their call, also when they waited': async (redis, server) => {
    const { client, log } = open(redis, server);
    // As the module `domain` shows itself; the module itself would change all of this process.
    const bind = (callback: (...given: unknown[]) => void) => {
      return (...given: unknown[]): void => {
        log.push('in the domain');
        callback(...given);
      };
    };
    const callInDomain = (): Promise<unknown> => {
      Object.defineProperty(process, 'domain', { value: { bind }, configurable: true });
      const called = call(client, 'ping');
      Reflect.deleteProperty(process, 'domain');
      return called;
    };
    log.push(await callInDomain());
    log.push(await callInDomain(), await call(client, 'ping'));
    client.end(true);
    return log;
  },

  'big values, in text and in Buffers': async (redis, server) => {
    const { client } = open(redis, server, { detect_buffers: true });
    const text = 'ž'.repeat(200_000);
    const bytes = Buffer.alloc(300_000, 7);
    const results = [
      await call(client, 'set', 'text', text),
      await call(client, 'get', 'text').then((reply) => reply === text),
      await call(client, 'set', 'bytes', bytes),
      await call(client, 'get', Buffer.from('bytes')).then((reply) => String(reply).length),
      await call(client, 'mset', 'a', 'x', 'b', bytes, 'c', text),
      await call(client, 'mget', 'a', 'c').then((reply) => String(reply).length),
      await call(client, 'del', 'text', 'bytes', 'a', 'b', 'c'),
    ];
    client.end(true);
    return results;
  },

  'binary keys and values': async (redis, server) => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const results: unknown[] = [];
    for (const options of [{}, { return_buffers: true }, { detect_buffers: true }]) {
      const { client, log } = open(redis, server, options);
      results.push(
        await call(client, 'set', all, all),
        await call(client, 'get', all),
        await call(client, 'exists', all),
        await call(client, 'get', 'missing'),
        await call(client, 'set', 'key', all),
        await call(client, 'get', 'key'),
        await call(client, 'get', Buffer.from('key')),
        await call(client, 'hset', 'h', 'f', Buffer.from('žv')),
        await call(client, 'hgetall', 'h'),
        await call(client, 'hgetall', Buffer.from('h')),
        await call(client, 'hmset', Buffer.from('h'), { g: Buffer.from([255]) }),
        await call(client, 'hgetall', Buffer.from('h')),
        await call(client, 'set', '', Buffer.alloc(0)),
        await call(client, 'get', ''),
        await call(client, 'get', Buffer.alloc(0)),
        await call(client, 'lpush', 'l', Buffer.from('a'), 'b', 3),
        await call(client, 'lrange', 'l', 0, -1),
        await call(client, 'lrange', Buffer.from('l'), 0, -1),
        await call(client, 'lrange', Buffer.from('key'), 0, -1),
        await call(
          client
            .multi()
            .get('key')
            .get(Buffer.from('key') as never)
            .hgetall('h'),
          'exec',
        ),
        await call(
          client
            .batch()
            .get('key')
            .get(Buffer.from('key') as never)
            .hgetall('h'),
          'exec',
        ),
        await call(client, 'eval', 'return {1, {ARGV[1]}}', 0, Buffer.from('x')),
        log,
      );
      await call(client, 'flushall');
      client.end(true);
    }
    return results;
  },

  scripts: async (redis, server) => {
    const { client } = open(redis, server);
    const hash = await call(client, 'script', 'load', 'return {KEYS[1], ARGV[1], redis.call("incr", "n")}');
    const results = [
      hash,
      await call(client, 'evalsha', hash, 1, 'k', 'a'),
      await call(
        client.multi().evalsha(`${hash}`, 1, 'k', 'b').eval('return redis.error_reply("own words")', 0),
        'exec',
      ),
      await call(client.batch().evalsha(`${hash}`, 1, 'k', 'b').eval('return {err="oops"}', 0), 'exec'),
    ];
    client.end(true);
    return results;
  },

  'blocking commands': async (redis, server) => {
    const { client } = open(redis, server);
    const other = open(redis, server).client;
    const waiting = call(client, 'blpop', 'queue', 5);
    const behind = call(client, 'ping');
    await call(other, 'rpush', 'queue', 'job');
    const results = [await waiting, await behind, await call(client, 'brpop', 'queue', 0.05)];
    client.end(true);
    other.end(true);
    return results;
  },

  'CLIENT REPLY': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    client.client('REPLY', 'SKIP', noting(log, 'skip'));
    client.set('a', '1', noting(log, 'skipped'));
    client.get('a', noting(log, 'get'));
    await call(client, 'ping');
    client.client('reply', 'off', noting(log, 'off'));
    client.get('a', noting(log, 'not replied'));
    client.client('REPLY', 'ON', noting(log, 'on'));
    client.get('a', noting(log, 'replied'));
    await call(client, 'ping');
    client.end(true);
    return log;
  },
};

export const TOGETHER: Record<string, Scenario> = {
  batch: async (redis, server) => {
    const { client, log } = open(redis, server);
    log.push(await call(client.batch(), 'exec'));
    log.push(
      await call(
        client
          .batch()
          .set('a', '1', noting(log, 'set'))
          .get('a')
          .lpush('a', 'x')
          .lpush('a', 'y', noting(log, 'lpush'))
          .hgetall('none'),
        'exec',
      ),
    );
    log.push(
      await call(
        client.batch([
          ['set', 'b', '2'],
          ['get', 'b'],
          ['mget', ['a', 'b']],
        ] as never),
        'exec',
      ),
    );
    log.push(await call(client.batch([['get', 'b', noting(log, 'own')]] as never), 'exec'));
    log.push(await call(client.batch([[['set', 'b'], '3']] as never), 'exec'));
    log.push(
      await call(
        client
          .batch()
          .set('a', null as never)
          .get('a'),
        'exec',
      ),
    );
    log.push(attempt(() => client.batch([['nothing', 'a']])).threw !== undefined);
    log.push(client.batch().get('a').EXEC(noting(log, 'EXEC')));
    await call(client, 'ping');
    client.end(true);
    return log;
  },

  'what cannot be sent in a batch': async (redis, server) => {
    const { client, log } = open(redis, server);
    const wrong = { of: 'no use' } as never;
    for (const batch of [
      () => client.batch().set('a', '1').set('a', wrong).get('a').lpush('a', 'x').get('none'),
      () => client.batch().set('a', '2', noting(log, 'own')).set('a', wrong, noting(log, 'wrong')).get('a'),
      () => client.batch().set('a', '3').get('a').set('a', wrong),
      () => client.batch().set('a', '4').get('a', noting(log, 'own')).set('a', wrong, noting(log, 'last')),
    ]) {
      log.push(await call(batch(), 'exec'), await call(client, 'get', 'a'));
    }
    client.end(true);
    return log;
  },

  transactions: async (redis, server) => {
    const { client, log } = open(redis, server);
    log.push(await call(client.multi(), 'exec'));
    log.push(await call(client.multi(), 'exec_atomic'));
    log.push(await call(client.multi().get('a'), 'exec_atomic'));
    log.push(await call(client.multi().set('a', '1').get('a'), 'EXEC_ATOMIC'));
    log.push(
      await call(
        client
          .multi()
          .set('a', '1', noting(log, 'set'))
          .get('a', noting(log, 'get'))
          .lpush('a', 'x')
          .lpush('a', 'y', noting(log, 'lpush'))
          .hgetall('none')
          .hmset('h', { f: 'v' })
          .hgetall('h', noting(log, 'hgetall'))
          .select(0)
          .info('server', (error: unknown, text: unknown) => log.push(['info', error, typeof text])),
        'exec',
      ).then((replies) => (Array.isArray(replies) ? replies.slice(0, -1) : replies)),
    );
    log.push(
      await call(
        client.multi([
          ['set', 'a'],
          ['get', 'a'],
          ['set', 'b', 'c', 'd', 'e', 'f'],
        ]),
        'exec',
      ),
    );
    log.push(
      await call(
        client.MULTI([
          ['set', 'b', '2'],
          ['get', 'b'],
        ]),
        'EXEC',
      ),
    );
    log.push(client.multi().get('a').exec(noting(log, 'exec')));
    await call(client, 'ping');
    client.end(true);
    return log;
  },

  'transactions while offline': async (redis, server) => {
    const { client, log } = open(redis, server);
    client.multi().set('a', '1').get('a').exec(noting(log, 'exec'));
    client.batch().set('a', '2').get('a').exec(noting(log, 'batch'));
    client.get('a', noting(log, 'get'));
    await once(client, 'ready');
    await call(client, 'ping');
    client.end(true);
    return log;
  },

  'watched keys': async (redis, server) => {
    const { client, log } = open(redis, server);
    await call(client, 'set', 'w', '1');
    await call(client, 'watch', 'w');
    await server.command('SET', 'w', '2');
    client.multi().get('w', noting(log, 'own')).exec(noting(log, 'exec'));
    await call(client, 'watch', 'w');
    client.multi().incr('w').exec(noting(log, 'exec'));
    await call(client, 'ping');
    client.end(true);
    return log;
  },

  'a transaction of 1,000 commands': async (redis, server) => {
    const { client } = open(redis, server);
    const multi = client.multi();
    for (let i = 0; i < 1000; i++) multi.set(`k${i}`, `${i}`).get(`k${i}`);
    const replies = await call(multi, 'exec');
    const batch = client.batch();
    for (let i = 0; i < 1000; i++) batch.get(`k${i}`).incr(`k${i}`);
    const others = await call(batch, 'exec');
    client.end(true);
    return [replies, others];
  },

  'pub/sub and monitor in a batch': async (redis, server) => {
    const { client, log } = open(redis, server);
    record(client, ['subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'], log);
    log.push(
      await call(
        client.batch().subscribe('a', 'b').psubscribe('c*').unsubscribe('a').unsubscribe('b').punsubscribe(),
        'exec',
      ),
    );
    log.push(await call(client, 'ping'));
    log.push(await call(client.batch().monitor().get('a'), 'exec'));
    log.push(await call(client.multi().get('a'), 'exec'));
    client.end(true);
    return log;
  },

  'quit in a batch': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    log.push(await call(client.batch().set('a', '1').quit(), 'exec'));
    client.get('a', noting(log, 'late'));
    await pause(50);
    return log;
  },
};

export const PUBSUB: Record<string, Scenario> = {
  'subscribe, publish, unsubscribe': async (redis, server) => {
    const { client, log } = open(redis, server);
    const other = open(redis, server).client;
    record(client, ['subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe', 'message', 'pmessage'], log);
    client.subscribe('a', 'b', noting(log, 'cb'));
    client.subscribe(['c', 'd'], noting(log, 'cb list'));
    client.psubscribe('p*', noting(log, 'cb pattern'));
    await once(client, 'psubscribe');
    log.push(client.pub_sub_mode);
    await call(other, 'publish', 'a', 'hello');
    await call(other, 'publish', 'p1', 'žluť');
    await call(other, 'publish', 'p1', '');
    log.push(await call(client, 'ping'));
    log.push(await call(client, 'ping', 'words'));
    log.push(await call(client, 'get', 'a'));
    log.push(await call(client, 'unsubscribe', 'a'));
    log.push(await call(client, 'unsubscribe', ['b', 'c']));
    log.push(await call(client, 'punsubscribe', 'p*'));
    log.push(client.pub_sub_mode);
    log.push(await call(client, 'unsubscribe'));
    log.push(client.pub_sub_mode);
    log.push(await call(client, 'get', 'a'));
    client.end(true);
    other.end(true);
    return log;
  },

  'commands around a subscription': async (redis, server) => {
    const { client, log } = open(redis, server);
    record(client, ['subscribe', 'unsubscribe'], log);
    await once(client, 'ready');
    client.set('a', '1', noting(log, 'set'));
    client.subscribe('x', noting(log, 'subscribe'));
    client.unsubscribe('x', noting(log, 'unsubscribe'));
    client.get('a', noting(log, 'get'));
    client.subscribe('y', noting(log, 'again'));
    client.unsubscribe(noting(log, 'all'));
    client.get('a', noting(log, 'last'));
    await pause(50);
    log.push(client.pub_sub_mode, await call(client, 'ping'));
    client.end(true);
    return log;
  },

  'messages as Buffers': async (redis, server) => {
    const logs: unknown[] = [];
    for (const options of [{}, { return_buffers: true }, { detect_buffers: true }]) {
      const { client, log } = open(redis, server, options);
      const other = open(redis, server).client;
      const events = ['subscribe', 'psubscribe', 'message', 'message_buffer', 'messageBuffer'];
      record(client, [...events, 'pmessage', 'pmessage_buffer', 'pmessageBuffer', 'unsubscribe'], log);
      log.push(await call(client, 'subscribe', 'a', Buffer.from('b')));
      log.push(await call(client, 'psubscribe', 'p*'));
      await call(other, 'publish', 'a', 'text');
      await call(other, 'publish', 'b', Buffer.from([1, 255]));
      await call(other, 'publish', 'p1', 'text');
      await pause(20);
      log.push(await call(client, 'punsubscribe', 'p*'), await call(client, 'unsubscribe'));
      log.push(await call(client, 'set', 'a', '1'), await call(client, 'get', 'a'));
      client.end(true);
      other.end(true);
      logs.push(log);
    }
    return logs;
  },

  monitor: async (redis, server) => {
    const logs: unknown[] = [];
    for (const options of [{}, { return_buffers: true }]) {
      const { client, log } = open(redis, server, options);
      const other = open(redis, server).client;
      await once(other, 'ready');
      client.on('monitor', (time: unknown, args: unknown, raw: unknown) =>
        log.push(['monitor', /^\d+\.\d+$/.test(`${time}`), args, typeof raw]),
      );
      log.push(await call(client, 'monitor'), client.monitoring);
      await call(other, 'set', 'quoted', 'a "b" c');
      await call(other, 'eval', 'return redis.call("get", KEYS[1])', 1, 'quoted');
      await call(other, 'set', 'a', 'x y');
      await pause(30);
      log.push(await call(client, 'get', 'a'));
      await pause(30);
      client.end(true);
      other.end(true);
      logs.push(withoutIdle(log));
    }
    return logs;
  },
};

/** Redis confirms these; Valkey answers NOSUB, which the module turns into what programs know. */
export const UNSUBSCRIBED: Record<string, Scenario> = {
  'unsubscribing without a subscription': async (redis, server) => {
    const { client, log } = open(redis, server);
    record(client, ['unsubscribe', 'punsubscribe'], log);
    log.push(await call(client, 'unsubscribe'), await call(client, 'punsubscribe'));
    log.push(await call(client, 'unsubscribe', 'x'), await call(client, 'punsubscribe', 'x', 'y'));
    client.unsubscribe('z');
    log.push(await call(client, 'get', 'a'), client.pub_sub_mode);
    client.end(true);
    return log;
  },
};

export const LOSS: Record<string, Scenario> = {
  'the server closes the connection': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    await call(client, 'select', 4);
    await call(client, 'set', 'here', '1');
    client.blpop('nothing', 0, noting(log, 'blocked'));
    client.get('here', noting(log, 'behind'));
    await pause(20);
    const [ended, again] = [once(client, 'end'), once(client, 'ready')];
    await server.command('CLIENT', 'KILL', 'TYPE', 'normal');
    await ended;
    client.get('here', noting(log, 'offline'));
    await again;
    log.push(await call(client, 'get', 'here'), client.selected_db);
    client.end(true);
    return log;
  },

  retry_unfulfilled_commands: async (redis, server) => {
    const { client, log } = open(redis, server, { retry_unfulfilled_commands: true });
    await once(client, 'ready');
    client.blpop('jobs', 0, noting(log, 'blocked'));
    await pause(20);
    const again = once(client, 'ready');
    await server.command('CLIENT', 'KILL', 'TYPE', 'normal');
    await again;
    await server.command('RPUSH', 'jobs', 'job');
    log.push(await call(client, 'ping'));
    client.end(true);
    return log;
  },

  'subscriptions come back': async (redis, server) => {
    const logs: unknown[] = [];
    for (const options of [{}, { disable_resubscribing: true }]) {
      const { client, log } = open(redis, server, options);
      record(client, ['subscribe', 'psubscribe', 'message'], log);
      await call(client, 'subscribe', 'a', 'b');
      await call(client, 'psubscribe', 'p*');
      await call(client, 'unsubscribe', 'b');
      const again = once(client, 'ready');
      await server.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await again;
      await server.command('PUBLISH', 'a', 'again');
      await pause(30);
      log.push(client.pub_sub_mode);
      client.end(true);
      logs.push(log);
    }
    return logs;
  },

  'monitoring comes back': async (redis, server) => {
    const { client, log } = open(redis, server);
    await call(client, 'monitor');
    client.stream.destroy();
    await once(client, 'ready');
    client.on('monitor', (_: unknown, args: unknown) => log.push(args));
    await server.command('ECHO', 'seen');
    await pause(30);
    client.end(true);
    return withoutIdle(log);
  },

  retry_strategy: async (redis, server) => {
    const { client, log } = open(redis, server, {
      retry_strategy: (given: object) => {
        log.push(['strategy', show(given)]);
        return 10;
      },
    });
    await once(client, 'ready');
    client.stream.destroy();
    await once(client, 'ready');
    client.end(true);
    return log;
  },

  'retry_strategy in camelCase': async (redis, server) => {
    const { client, log } = open(redis, server, {
      retryStrategy: (given: object) => {
        log.push(['strategy', show(given)]);
        return 10;
      },
    });
    await once(client, 'ready');
    client.stream.destroy();
    await once(client, 'ready');
    client.end(true);
    return log;
  },

  'retry_strategy gives up': async (redis, server) => {
    const logs: unknown[] = [];
    for (const answer of [undefined, new Error('own reason'), 'text', false]) {
      const { client, log } = open(redis, server, {
        port: 1,
        retry_strategy: (given: { attempt: number }) => {
          log.push(['strategy', show(without(given, 'total_retry_time'))]);
          return given.attempt < 3 ? 5 : answer;
        },
      });
      const offline = call(client, 'set', 'a', '1');
      client.set('a', '2');
      log.push(['offline', await offline]);
      await pause(20);
      client.get('a', noting(log, 'late'));
      await pause(20);
      logs.push(log);
    }
    return logs;
  },

  'a refused connection without a strategy': async (redis, server) => {
    const { client, log } = open(redis, server, { port: 1 });
    client.get('a', noting(log, 'offline'));
    await new Promise<void>((resolve) => {
      client.on('reconnecting', ({ attempt }) => attempt === 2 && resolve());
    });
    client.end(true);
    return log;
  },

  'connect_timeout ends the attempts': async (redis, server) => {
    const { client, log } = open(redis, server, { port: 1, connect_timeout: 300 });
    log.push(['offline', await call(client, 'get', 'a')]);
    await pause(20);
    client.get('a', noting(log, 'late'));
    await pause(20);
    return log;
  },

  'a server that never answers the connection': async (redis) => {
    // Documentation addresses (RFC 5737) may be refused at once where there is no route: both are noted alike.
    const silent = net.createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = redis.createClient({ host: '127.0.0.1', port });
    const log: unknown[] = [];
    record(client, EVENTS, log);
    client.get('a', noting(log, 'get'));
    await pause(100);
    log.push(client.connected, client.ready, client.offline_queue_length, client.command_queue_length);
    client.end(true);
    silent.close();
    return log;
  },

  'wrong password, no password, needless password': async (redis) => {
    const server = await startServer({ args: ['--requirepass', 'secret'] });
    const open2 = await startServer();
    const logs: unknown[] = [];
    for (const options of [{ password: 'wrong' }, {}, { auth_pass: 'secret' }, { password: 'secret' }]) {
      const { client, log } = open(redis, server, options);
      client.get('a', noting(log, 'get'));
      await pause(100);
      log.push(client.ready, client.offline_queue_length);
      client.end(true);
      logs.push(log);
    }
    const needless = open(redis, open2, { password: 'x' });
    needless.client.get('a', noting(needless.log, 'get'));
    await pause(100);
    needless.client.end(true);
    const late = open(redis, server);
    late.client.auth('secret', noting(late.log, 'auth'));
    await pause(100);
    late.log.push(await call(late.client, 'auth', 'wrong'));
    late.client.end(true);
    await Promise.all([server.stop(), open2.stop()]);
    // Whether the reply to INFO comes in the same chunk as that to AUTH decides what is first: the warning, or `ready`.
    const unordered = needless.log.map((entry) => JSON.stringify(entry)).sort();
    return [logs, unordered, late.log];
  },

  'a server that is still loading': async (redis) => {
    // It says so itself, as a server with much data does while it starts.
    let asked = 0;
    const server = net.createServer((socket) => {
      socket.on('data', () => {
        asked++;
        const text = `redis_version:7.2.4\r\nloading:${asked < 3 ? 1 : 0}\r\nloading_eta_seconds:0.01\r\n`;
        socket.write(asked < 4 ? `$${text.length}\r\n${text}\r\n` : '+PONG\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = redis.createClient(port);
    const log: unknown[] = [];
    record(client, EVENTS, log);
    client.ping(noting(log, 'ping'));
    await once(client, 'ready');
    await pause(50);
    client.end(true);
    server.close();
    return [log, asked];
  },

  'a reply that is none': async (redis, server) => {
    const bad = net.createServer((socket) => {
      socket.once('data', () => socket.write('+OK\r\nnonsense\r\n'));
    });
    await new Promise<void>((resolve) => bad.listen(0, '127.0.0.1', resolve));
    const address = bad.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { client, log } = open(redis, server, { port, no_ready_check: true });
    client.get('a', noting(log, 'first'));
    client.get('b', noting(log, 'second'));
    client.once('error', () => client.end(true));
    await pause(100);
    bad.close();
    return log;
  },
};

export const OPTIONS: Record<string, Scenario> = {
  prefix: async (redis, server) => {
    const { client } = open(redis, server, { prefix: 'pre:' });
    const results = [
      await call(client, 'set', 'a', '1'),
      await call(client, 'mset', 'b', '2', 'c', '3'),
      await call(client, 'keys', '*').then((keys) => (Array.isArray(keys) ? keys.sort() : keys)),
      await call(client, 'send_command', 'get', ['a']),
      await call(client, 'eval', 'return KEYS', 2, 'a', 'b', 'c'),
      await call(client, 'sort', 'missing', 'BY', 'w_*', 'GET', '#', 'GET', 'o_*', 'STORE', 'dest'),
      await call(client, 'object', 'encoding', 'a'),
      await call(client.multi().get('a').mget('b', 'c'), 'exec'),
      await call(client, 'zunionstore', 'out', 2, 'x', 'y'),
      await call(client, 'xadd', 's', '1-1', 'f', 'v'),
      await call(client, 'xread', 'COUNT', 1, 'STREAMS', 's', 0),
      await call(client, 'xgroup', 'CREATE', 's', 'g', 0),
      await call(client, 'set', Buffer.from('buf'), Buffer.from('v')),
      await call(client, 'get', 'buf'),
      await call(client, 'publish', 'channel', 'x'),
    ];
    const plain = open(redis, server).client;
    results.push(await call(plain, 'keys', '*').then((keys) => (Array.isArray(keys) ? keys.sort() : keys)));
    await call(plain, 'flushall');
    client.end(true);
    plain.end(true);
    return results;
  },

  rename_commands: async (redis) => {
    const server = await startServer({
      args: ['--rename-command', 'set', 'hidden', '--rename-command', 'keys', ''],
    });
    const { client } = open(redis, server, { rename_commands: { SET: 'hidden', get: 'strlen' } });
    const results = [
      await call(client, 'set', 'a', 'value'),
      await call(client, 'get', 'a'),
      await call(client, 'keys', '*'),
      await call(client.multi().set('a', 'longer value').get('a'), 'exec'),
      await call(client, 'set', 'a'),
    ];
    client.end(true);
    await server.stop();
    return results;
  },

  string_numbers: async (redis, server) => {
    const { client } = open(redis, server, { string_numbers: true });
    const results = [
      await call(client, 'set', 'n', '9007199254740991'),
      await call(client, 'incrby', 'n', 10),
      await call(client, 'exists', 'n'),
      await call(client, 'ttl', 'n'),
      await call(client, 'eval', 'return {1, {-2}}', 0),
      await call(client, 'subscribe', 'a'),
      await call(client, 'unsubscribe'),
    ];
    client.end(true);
    return results;
  },

  'big numbers without string_numbers': async (redis, server) => {
    const { client } = open(redis, server);
    await call(client, 'set', 'n', '9007199254740993');
    const results = [await call(client, 'incr', 'n'), await call(client, 'decrby', 'n', '18014398509481984')];
    client.end(true);
    return results;
  },

  'return_buffers and detect_buffers at once': async (redis, server) => {
    const { client, log } = open(redis, server, { return_buffers: true, detect_buffers: true });
    await once(client, 'ready');
    log.push(await call(client, 'echo', 'x'));
    client.end(true);
    return log;
  },

  'db as number, as text, and one that is none': async (redis, server) => {
    const results: unknown[] = [];
    for (const db of [3, '4', 'nothing', 0]) {
      const { client, log } = open(redis, server, { db });
      await once(client, 'ready');
      await call(client, 'ping');
      results.push([client.selected_db, log, await call(client, 'set', `in ${db}`, 'x')]);
      client.end(true);
    }
    for (const db of ['0', '3', '4']) {
      const { client } = open(redis, server, { db });
      results.push(await call(client, 'dbsize'));
      client.end(true);
    }
    await server.command('FLUSHALL');
    return results;
  },

  'socket options': async (redis, server) => {
    const results: unknown[] = [];
    for (const options of [
      { socket_keepalive: false },
      { socket_keepalive: true, socket_initial_delay: 5000 },
      { connect_timeout: 5000 },
      { family: 'IPv4' },
    ]) {
      const { client } = open(redis, server, options);
      results.push(await call(client, 'ping'));
      client.end(true);
    }
    return results;
  },

  'a unix socket': async (redis) => {
    const directory = `/tmp/valkey-codemod-${process.pid}-${Math.random().toString(36).slice(2)}`;
    const server = await startServer({ args: ['--unixsocket', `${directory}.sock`] });
    const results: unknown[] = [];
    for (const given of [`${directory}.sock`, { path: `${directory}.sock` }]) {
      const client = redis.createClient(given as string);
      results.push(client.address === `${directory}.sock`, await call(client, 'ping'));
      results.push(Reflect.get(client, 'connection_options').path === client.address);
      client.end(true);
    }
    await server.stop();
    return results;
  },
};
