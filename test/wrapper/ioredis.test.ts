import { Command, Redis as BareRedis } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cluster, Redis, ValkeyClient } from '../../src/wrapper/ioredis.js';
import { classesOf } from '../../src/wrapper/ioredis/classes.js';
import { Redis as Redis4 } from '../../src/wrapper/ioredis4.js';
import { startServer, type TestServer } from '../servers.js';

const Redis6 = classesOf(6).Redis;
let server: TestServer;
const open: { disconnect(): void }[] = [];

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  for (const client of open) client.disconnect();
  await server.stop();
});

function track<T extends { disconnect(): void }>(client: T): T {
  open.push(client);
  return client;
}

describe('identity', () => {
  it('is the class of its instances, its duplicates and its subclasses', async () => {
    class Mine extends Redis {
      answer = 42;
    }
    const client = track(new Redis(server.url));
    const mine = track(new Mine(server.port));
    const copy = track(client.duplicate());
    const created = track(Reflect.apply(Redis.createClient, Redis, [server.port]));
    for (const one of [client, copy, created]) expect(Object.getPrototypeOf(one)).toBe(Redis.prototype);
    for (const one of [client, copy, created, mine]) expect(one).toBeInstanceOf(Redis);
    expect(mine).toBeInstanceOf(Mine);
    expect(mine.answer).toBe(42);
    expect(await mine.ping()).toBe('PONG');
    expect(Redis.name).toBe('Redis');
    expect(ValkeyClient).toBe(Redis);
    expect(Redis.Cluster).toBe(Cluster);
  });

  it('throws without new, as a class does', () => {
    expect(() => Reflect.apply(Redis, undefined, [])).toThrow("cannot be invoked without 'new'");
  });

  it('lets tests replace its statics, and leaves those of iovalkey alone', () => {
    const stub = vi.spyOn(Redis, 'createClient').mockImplementation(() => {
      throw new Error('stubbed');
    });
    expect(() => Redis.createClient()).toThrow('stubbed');
    expect(BareRedis.createClient).not.toBe(Redis.createClient);
    stub.mockRestore();
    expect(Object.getOwnPropertyDescriptor(Redis, 'Cluster')?.writable).toBe(true);
    expect(Reflect.get(BareRedis, 'defaultOptions').family).toBe(4);
  });

  it('has default options that a program may change', () => {
    const defaults: { lazyConnect: boolean } = Reflect.get(Redis, 'defaultOptions');
    defaults.lazyConnect = true;
    try {
      expect(new Redis(server.port).status).toBe('wait');
    } finally {
      defaults.lazyConnect = false;
    }
  });
});

describe('the four schemes', () => {
  it.each(['redis', 'valkey', 'REDIS', 'Valkey'])('%s:// is plain TCP', async (scheme) => {
    const client = track(new Redis(`${scheme}://127.0.0.1:${server.port}/3`));
    expect(client.options.tls).toBeUndefined();
    await client.set('scheme', scheme);
    expect(client.options.db).toBe(3);
    expect(await client.get('scheme')).toBe(scheme);
  });

  it.each(['rediss', 'valkeys', 'VALKEYS'])('%s:// is TLS', async (scheme) => {
    const secure = await startServer({ tls: true });
    const client = new Redis(`${scheme}://localhost:${secure.port}`, { tls: { ca: secure.tls?.ca ?? '' } });
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
    await secure.stop();
  });

  it('turns TLS on for a cluster with such a node, and keeps the options that it has', () => {
    const options = (nodes: string[], redisOptions?: object): unknown =>
      track(new Cluster(nodes, { lazyConnect: true, ...(redisOptions && { redisOptions }) })).options
        .redisOptions?.tls;
    expect(options(['valkeys://h:1', 'redis://h:2'])).toEqual({});
    expect(options(['rediss://h:1'], { tls: { servername: 'n' } })).toEqual({ servername: 'n' });
    expect(options(['valkey://h:1'])).toBeUndefined();
  });
});

describe('majors side by side', () => {
  it('each keeps its own defaults, also in duplicates, and iovalkey keeps its own', () => {
    const lazy = { lazyConnect: true };
    const [four, five, six, bare] = [
      new Redis4(lazy),
      new Redis(lazy),
      new Redis6(lazy),
      new BareRedis(lazy),
    ].map(track);
    expect([four, five, six, bare].map((one) => one?.duplicate().options.family)).toEqual([4, 0, 0, 4]);
    expect(six?.duplicate().options.keepAlive).toBe(30_000);
    expect(five?.options.keepAlive).toBe(0);
    for (let times = 1; times < 20; times++) {
      const delay = Number(six?.options.retryStrategy?.(times));
      const least = Math.min(50 * 2 ** (times - 1), 5000);
      expect(delay).toBeGreaterThanOrEqual(least);
      expect(delay).toBeLessThan(least + 200);
    }
    expect(bare?.options).not.toHaveProperty('valkeyClientDialect');
  });

  it('asks for the slots of a cluster every five seconds in ioredis 4 alone, unless told otherwise', () => {
    const interval = (major: 4 | 5 | 6, options: object = {}): unknown => {
      const { Cluster: Class } = classesOf(major);
      return track(new Class([], { lazyConnect: true, ...options })).options.slotsRefreshInterval;
    };
    expect(interval(4)).toBe(5000);
    expect(interval(4, { slotsRefreshInterval: 100 })).toBe(100);
    expect([interval(5), interval(6)]).toEqual([undefined, undefined]);
  });

  it('answers 0 to unsubscribe without a subscription, where iovalkey gives the error of the server', async () => {
    for (const Client of [Redis4, Redis, Redis6]) {
      const client = track(new Client(server.port));
      expect(await client.unsubscribe()).toBe(0);
      expect(await client.punsubscribe('a', 'b')).toBe(0);
      expect(await client.sunsubscribe()).toBe(0);
      expect(await client.pipeline().unsubscribe().ping().exec()).toEqual([
        [null, 0],
        [null, 'PONG'],
      ]);
    }
    await expect(track(new BareRedis(server.port)).unsubscribe()).rejects.toThrow('NOSUB');
  });

  it('prefixes the keys of call as its major does', async () => {
    const seen = async (Client: typeof BareRedis, ...words: [string, ...string[]]): Promise<string[]> => {
      await track(new BareRedis(server.port)).flushall();
      await track(new Client({ port: server.port, keyPrefix: 'p:' })).call(...words);
      return track(new BareRedis(server.port)).keys('*');
    };
    expect(await seen(Redis4, 'SET', 'a', '1')).toEqual(['a']);
    expect(await seen(Redis, 'SET', 'a', '1')).toEqual(['p:a']);
    expect(await seen(Redis6, 'SET', 'a', '1')).toEqual(['p:a']);
    expect(await seen(BareRedis, 'SET', 'a', '1')).toEqual(['a']);
    expect(await seen(Redis, 'set', 'a', '1')).toEqual(['p:a']);
    expect((await seen(Redis, 'MSET', 'a', '1', 'b', '2')).sort()).toEqual(['p:a', 'p:b']);
    expect(await seen(Redis, 'XGROUP', 'CREATE', 'a', 'g', '$', 'MKSTREAM')).toEqual(['a']);
    expect(await seen(Redis6, 'XGROUP', 'CREATE', 'a', 'g', '$', 'MKSTREAM')).toEqual(['p:a']);
  });

  it('keeps the name of a call: HGETALL is an array, hgetall an object', async () => {
    const client = track(new Redis({ port: server.port, keyPrefix: 'h:' }));
    await client.hset('k', 'a', '1');
    expect(await client.call('HGETALL', 'k')).toEqual(['a', '1']);
    expect(await client.call('hgetall', 'k')).toEqual({ a: '1' });
  });

  it('prefixes once, through autopipelining and pipelines too', async () => {
    const client = track(new Redis({ port: server.port, keyPrefix: 'auto:', enableAutoPipelining: true }));
    await Promise.all([client.call('SET', 'a', '1'), client.call('APPEND', 'a', '2')]);
    await client.pipeline().call('APPEND', 'a', '3').exec();
    expect(await track(new BareRedis(server.port)).get('auto:a')).toBe('123');
  });

  it('ends on call QUIT, and subscribes on call SUBSCRIBE', async () => {
    const client = new Redis(server.port);
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    expect(await client.call('QUIT')).toBe('OK');
    await ended;
    const subscriber = track(new Redis(server.port));
    const message = new Promise((resolve) => subscriber.once('message', (...given) => resolve(given)));
    expect(await subscriber.call('SUBSCRIBE', 'news')).toBe(1);
    await track(new Redis(server.port)).publish('news', 'good');
    expect(await message).toEqual(['news', 'good']);
  });

  it('has methods for the commands of Valkey 9, with prefix, callbacks, buffers, pipelines', async () => {
    const sent: string[] = [];
    const watcher = await track(new Redis(server.port)).monitor();
    track(watcher);
    watcher.on('monitor', (_, words: string[]) => sent.push(words.join(' ')));
    const client = track(new Redis({ port: server.port, keyPrefix: 'v9:' }));
    await expect(client.hsetex('k', 'EX', 9, 'FIELDS', 1, 'f', 'v')).rejects.toThrow(
      "unknown command 'hsetex'",
    );
    await expect(client.hgetexBuffer('k', 'FIELDS', 1, 'f')).rejects.toThrow('hgetex');
    const error = await new Promise((resolve) => client.httl('k', 'FIELDS', 1, 'f', resolve));
    expect(error).toBeInstanceOf(Error);
    const [[failure] = []] = (await client.pipeline().hpersist('k', 'FIELDS', 1, 'f').exec()) ?? [];
    expect(failure?.message).toContain("'hpersist'");
    expect(failure?.message).toContain("'v9:k'");
  });

  it('lets who watches commands see those of a pipeline, by their promise and by what settles them', async () => {
    const client = track(new Redis(server.port));
    await client.ping();
    const told: unknown[] = [];
    const { sendCommand } = Redis.prototype;
    Redis.prototype.sendCommand = function (command, stream) {
      const { name, resolve, reject } = command;
      command.resolve = (reply) => {
        told.push(`${name} resolves`);
        resolve(reply);
      };
      command.reject = (error) => {
        told.push(`${name} rejects`);
        reject(error);
      };
      const sent = sendCommand.call(this, command, stream);
      for (const promise of [command.promise, sent]) {
        Promise.resolve(promise).then(
          (reply) => told.push(`${name}: ${reply}`),
          (error: Error) => told.push(`${name}: ${error.message}`),
        );
      }
      command.promise.catch(() => told.push(`${name} caught`)).finally(() => told.push(`${name} ended`));
      return sent;
    };
    try {
      const [, got, , failed] =
        (await client.pipeline().set('w', 'x').get('w').ping().echo('').lpush('w', 'y').exec()) ?? [];
      expect(got).toEqual([null, 'x']);
      expect(failed).toEqual([null, '']);
      await vi.waitFor(() => expect(told.filter((one) => one === 'lpush ended')).toHaveLength(1));
    } finally {
      Redis.prototype.sendCommand = sendCommand;
    }
    expect(told.filter((one) => /^(?:get|lpush)/.test(`${one}`)).toSorted()).toEqual([
      'get ended',
      'get resolves',
      'get: x',
      'get: x',
      'lpush caught',
      'lpush ended',
      'lpush rejects',
      ...Array(2).fill('lpush: WRONGTYPE Operation against a key holding the wrong kind of value'),
    ]);
  });

  it('transforms arguments and replies in pipelines too', async () => {
    const client = track(new Redis(server.port));
    Command.setArgumentTransformer('append', ([key, ...words]) => [key, words.join('-')]);
    Command.setArgumentTransformer('echo', ([, word]) => ['set', 't', word], true);
    Command.setReplyTransformer('get', (reply) => `got ${reply}`);
    try {
      const results = await client
        .pipeline()
        .echo('a')
        .append('t', 'b', 'c' as never)
        .get('t')
        .exec();
      expect(results).toEqual([
        [null, 'OK'],
        [null, 4],
        [null, 'got ab-c'],
      ]);
    } finally {
      for (const name of ['append', 'echo']) Command.setArgumentTransformer(name);
      Command.setReplyTransformer('get');
    }
  });

  it('is patched once, however many copies of the module there are', async () => {
    const send = Redis.prototype.sendCommand;
    vi.resetModules();
    const copy: typeof import('../../src/wrapper/ioredis.js') = await import('../../src/wrapper/ioredis.js');
    expect(copy.Redis).not.toBe(Redis);
    const other = track(new copy.Redis({ port: server.port, keyPrefix: 'copy:' }));
    // In this process iovalkey itself is external to the module runner, and so the same for both copies.
    expect(Redis.prototype.sendCommand).toBe(send);
    expect(other).toBeInstanceOf(Redis);
    await other.call('SET', 'a', '1');
    expect(await track(new BareRedis(server.port)).get('copy:a')).toBe('1');
    expect(await other.unsubscribe()).toBe(0);
  });
});

describe('what iovalkey cannot carry', () => {
  it.each([
    [{ tls: 'RedisCloudFixed' }, 'tls.profile'],
    [{ tls: { profile: 'RedisCloudFlexible' } }, 'tls.profile'],
    [{ blockingTimeout: 5 }, 'blockingTimeout'],
    [{ replyMapping: 'resp3' }, 'replyMapping'],
  ])('%j throws with the way out', (options, name) => {
    expect(() => Reflect.construct(Redis, [{ lazyConnect: true, ...options }])).toThrow(
      `iovalkey has no option "${name}". Remove it, or keep today's package behind this module`,
    );
  });

  it.each([
    [6, { protocol: 2 }, 'protocol'],
    [4, { dropBufferSupport: true }, 'dropBufferSupport'],
  ] as const)('for major %i alone, %j throws', (major, options, name) => {
    const make = (one: 4 | 5 | 6): object =>
      Reflect.construct(classesOf(one).Redis, [{ lazyConnect: true, ...options }]);
    for (const one of [4, 5, 6] as const) {
      if (one === major) expect(() => make(one)).toThrow(`iovalkey has no option "${name}"`);
      else expect(() => make(one)).not.toThrow();
    }
  });

  it('also of a cluster', () => {
    expect(() => Reflect.construct(Cluster, [[], { lazyConnect: true, shardedSubscribers: true }])).toThrow(
      'shardedSubscribers',
    );
  });

  it('takes the values that ask for nothing', () => {
    const options = {
      lazyConnect: true,
      blockingTimeout: 0,
      replyMapping: 'legacy',
      clusterNodeRetryStrategy: null,
    };
    expect(Reflect.construct(Redis, [options])).toBeInstanceOf(Redis);
  });
});

describe('ioredis 4', () => {
  it('may be called without new, with the warning of the package', () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    const client: InstanceType<typeof Redis4> = track(
      Reflect.apply(Redis4, undefined, [{ lazyConnect: true }]),
    );
    expect(client).toBeInstanceOf(Redis4);
    expect(client.options.family).toBe(4);
    expect(String(printed.mock.calls[0]?.[0])).toMatch(
      /^Warning: Calling `Redis\(\)` like a function is deprecated/,
    );
    printed.mockRestore();
  });

  it.each([
    ['redis://user:pw@h:1', undefined, 'pw'],
    ['redis://user:pw@h:1?allowUsernameInURI=true', 'user', 'pw'],
    ['valkey://:pw@h', undefined, 'pw'],
    ['redis://h', undefined, undefined],
  ])('%s', (url, username, password) => {
    const { options } = track(new Redis4(url, { lazyConnect: true }));
    expect([options.username || undefined, options.password || undefined]).toEqual([username, password]);
  });

  it('ioredis 5 sends the user of a URL', () => {
    expect(track(new Redis('redis://user:pw@h', { lazyConnect: true })).options.username).toBe('user');
  });
});

it('sends the commands of one tick in one write', async () => {
  const client = track(new Redis(server.port));
  await client.ping();
  const corks = vi.spyOn(client.stream, 'cork');
  const replies = Array.from({ length: 50 }, (_, index) => client.set(`k${index}`, index));
  expect(client.stream.writableCorked).toBe(1);
  await Promise.all(replies);
  expect(corks).toHaveBeenCalledTimes(1);
  expect(client.stream.writableCorked).toBe(0);
});

it('flushes what was sent before a disconnect in the same tick', async () => {
  const client = new Redis(server.port);
  await client.ping();
  client.set('last', 'words').catch(() => {});
  client.disconnect();
  await expect.poll(() => track(new BareRedis(server.port)).get('last')).toBe('words');
});

it('leaves iovalkey without a dialect untouched', async () => {
  const command = new Command('SET', ['a', '1']);
  const bare = track(new BareRedis({ port: server.port, keyPrefix: 'x:' }));
  await bare.ping();
  const cork = vi.spyOn(bare.stream, 'cork');
  bare.sendCommand(command);
  expect(cork).not.toHaveBeenCalled();
  expect(String(await command.promise)).toBe('OK');
  expect(command.name).toBe('SET');
});
