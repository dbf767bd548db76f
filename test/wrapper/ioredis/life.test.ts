import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../servers.js';
import { type Client, type ClientClass, describeError, MAJORS, outcomeOf } from './subject.js';

let server: TestServer;
const open: Client[] = [];

beforeAll(async () => {
  server = await startServer({ args: ['--requirepass', 'secret'] });
});

afterAll(async () => {
  for (const client of open) client.disconnect();
  await server.stop();
});

const EVENTS = [
  'connect',
  'ready',
  'close',
  'reconnecting',
  'end',
  'wait',
  'error',
  'select',
  'monitor',
  'message',
];

/** A client, with a list of what it emits. */
function watch(Class: ClientClass, options: object): { readonly client: Client; readonly seen: string[] } {
  const client = new Class({ port: server.port, password: 'secret', ...options });
  open.push(client);
  const seen: string[] = [];
  for (const event of EVENTS) {
    client.on(event, (...given: unknown[]) => {
      const first =
        given[0] instanceof Error ? given[0].message : typeof given[0] === 'number' ? 'number' : '';
      seen.push(`${event} ${first.replace(/\d{4,5}/, 'port')}`.trim());
    });
  }
  return { client, seen };
}

function when(client: Client, event: string): Promise<void> {
  return new Promise((resolve) => {
    client.once(event, () => resolve());
  });
}

/** Programs that use a client, each giving what they saw. Both packages must see the same. */
const PROGRAMS: Readonly<Record<string, (Class: ClientClass) => Promise<unknown>>> = {
  'connect, use, quit': async (Class) => {
    const { client, seen } = watch(Class, {});
    await when(client, 'ready');
    const replies = [await outcomeOf(client, 'select', 2), await outcomeOf(client, 'quit')];
    await when(client, 'end');
    return { seen, replies, after: await outcomeOf(client, 'get', 'a'), status: client.status };
  },
  'made by createClient': async (Class) => {
    const createClient: (...given: unknown[]) => Client = Reflect.get(Class, 'createClient');
    const client = Reflect.apply(createClient, Class, [
      `redis://:secret@127.0.0.1:${server.port}`,
      { keyPrefix: 'a:' },
    ]);
    open.push(client);
    const replies = [await outcomeOf(client, 'set', 'made', 1), await outcomeOf(client, 'get', 'made')];
    client.disconnect();
    return { replies, is: client instanceof Class, prefix: client.options['keyPrefix'] };
  },
  'lazyConnect, connect twice, disconnect': async (Class) => {
    const { client, seen } = watch(Class, { lazyConnect: true });
    const before = client.status;
    const connects = [await outcomeOf(client, 'connect'), await outcomeOf(client, 'connect')];
    client.disconnect();
    await when(client, 'end');
    return { seen, before, connects };
  },
  'the connection is cut: it comes back and resends': async (Class) => {
    const { client, seen } = watch(Class, { retryStrategy: () => 10, db: 3 });
    await when(client, 'ready');
    await outcomeOf(client, 'set', 'kept', 'yes');
    const pending = outcomeOf(client, 'blpop', 'none', 0.4);
    const back = when(client, 'reconnecting').then(() => when(client, 'ready'));
    const killer = new Class({ port: server.port, password: 'secret' });
    await outcomeOf(killer, 'client', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await back;
    killer.disconnect();
    const replies = [await pending, await outcomeOf(client, 'get', 'kept')];
    client.disconnect();
    await when(client, 'end');
    return { seen, replies };
  },
  'no retry: what is in flight is rejected': async (Class) => {
    const { client, seen } = watch(Class, { retryStrategy: null });
    await when(client, 'ready');
    const pending = outcomeOf(client, 'blpop', 'none', 0);
    const killer = new Class({ port: server.port, password: 'secret' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await outcomeOf(killer, 'client', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    killer.disconnect();
    const replies = [await pending];
    if (client.status !== 'end') await when(client, 'end');
    return { seen, replies };
  },
  'refused: MaxRetriesPerRequestError': async (Class) => {
    const { client, seen } = watch(Class, { port: 1, retryStrategy: () => 5, maxRetriesPerRequest: 2 });
    const { error } = Object(await outcomeOf(client, 'get', 'a'));
    client.disconnect();
    return { seen: seen.filter((one) => !one.startsWith('error')).slice(0, 6), error };
  },
  'wrong password': async (Class) => {
    const { client } = watch(Class, { password: 'wrong', retryStrategy: null });
    const { error } = Object(await outcomeOf(client, 'get', 'a'));
    client.disconnect();
    return error.message;
  },
  'no password': async (Class) => {
    const { client } = watch(Class, { password: undefined, retryStrategy: null });
    const outcome = await outcomeOf(client, 'get', 'a');
    client.disconnect();
    return outcome;
  },
  'enableOfflineQueue: false': async (Class) => {
    const { client } = watch(Class, { enableOfflineQueue: false });
    const early = await outcomeOf(client, 'get', 'a');
    await when(client, 'ready');
    const later = await outcomeOf(client, 'get', 'a');
    client.disconnect();
    return { early, later };
  },
  commandTimeout: async (Class) => {
    const { client } = watch(Class, { commandTimeout: 30 });
    await when(client, 'ready');
    const outcome = await outcomeOf(client, 'blpop', 'none', 0);
    client.disconnect();
    return outcome;
  },
  'reconnectOnError: which errors it hears of': async (Class) => {
    const heard: string[] = [];
    const reconnectOnError = (error: Error): boolean => {
      heard.push(error.message);
      return false;
    };
    const { client } = watch(Class, { reconnectOnError });
    await when(client, 'ready');
    const replies = [
      await outcomeOf(client, 'client', 'nonsense'),
      await outcomeOf(client, 'call', 'CLIENT', 'nonsense'),
      await outcomeOf(client, 'incr', 'a', 'b'),
      await outcomeOf(client, 'config', 'nonsense'),
    ];
    const wrong = watch(Class, { reconnectOnError, password: 'wrong', retryStrategy: null });
    await when(wrong.client, 'end');
    return { replies, heard };
  },
  'reconnectOnError: 2 sends the command again': async (Class) => {
    let calls = 0;
    const { client, seen } = watch(Class, {
      reconnectOnError: () => (calls++ === 0 ? 2 : false),
      retryStrategy: () => 5,
    });
    await when(client, 'ready');
    const outcome = await outcomeOf(client, 'call', 'nonsense');
    client.disconnect();
    return { outcome, calls, seen: seen.slice(0, 5) };
  },
  'connectionName, readOnly, stringNumbers': async (Class) => {
    const { client } = watch(Class, { connectionName: 'mine', stringNumbers: true });
    const replies = [
      await outcomeOf(client, 'client', 'GETNAME'),
      await outcomeOf(client, 'incrby', 'big', 7),
    ];
    await outcomeOf(client, 'del', 'big');
    client.disconnect();
    return replies;
  },
  'pub/sub': async (Class) => {
    const subscriber = watch(Class, {}).client;
    const publisher = watch(Class, {}).client;
    const seen: unknown[] = [];
    for (const event of ['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessage']) {
      subscriber.on(event, (...given: unknown[]) => seen.push([event, ...given.map(String)]));
    }
    const replies = [
      await outcomeOf(subscriber, 'subscribe', 'a', 'b'),
      await outcomeOf(subscriber, 'psubscribe', 'p*'),
      await outcomeOf(subscriber, 'ssubscribe', 's'),
      await outcomeOf(publisher, 'publish', 'a', '1'),
      await outcomeOf(publisher, 'publish', 'pq', '2'),
      await outcomeOf(publisher, 'spublish', 's', '3'),
      await outcomeOf(subscriber, 'unsubscribe', 'a'),
      await outcomeOf(subscriber, 'unsubscribe', 'b'),
      await outcomeOf(subscriber, 'punsubscribe', 'p*'),
      await outcomeOf(subscriber, 'sunsubscribe', 's'),
    ];
    subscriber.disconnect();
    publisher.disconnect();
    return { replies, seen };
  },
  'other commands while subscribed': async (Class) => {
    const { client } = watch(Class, {});
    await outcomeOf(client, 'subscribe', 'a');
    const replies = [await outcomeOf(client, 'ping'), await outcomeOf(client, 'get', 'a')];
    client.disconnect();
    return replies;
  },
  'other commands before and after, on a lazy client': async (Class) => {
    const { client, seen } = watch(Class, { lazyConnect: true });
    const replies = [
      await outcomeOf(client, 'subscribe', 'a', 'b'),
      await outcomeOf(client, 'psubscribe', 'p*'),
      await outcomeOf(client, 'unsubscribe', 'b'),
      client.status,
      await outcomeOf(client, 'unsubscribe', 'a'),
      await outcomeOf(client, 'punsubscribe', 'p*'),
      await outcomeOf(client, 'set', 'a', '1'),
    ];
    const ended = when(client, 'end');
    replies.push(await outcomeOf(client, 'quit'));
    await ended;
    return { replies, seen, after: await outcomeOf(client, 'subscribe', 'a') };
  },
  'its own messages, and those after a lost connection': async (Class) => {
    const { client } = watch(Class, { retryStrategy: () => 5, connectionName: 'lost' });
    const helper = watch(Class, {}).client;
    const seen: string[] = [];
    client.on('message', (...given: unknown[]) => seen.push(given.join()));
    await outcomeOf(client, 'subscribe', 'own');
    const again = when(client, 'ready');
    const { reply } = Object(await outcomeOf(helper, 'client', 'LIST'));
    for (const [, id] of String(reply).matchAll(/^id=(\d+) .* name=lost /gm))
      await outcomeOf(helper, 'client', 'KILL', 'ID', id);
    await again;
    while (seen.length === 0) {
      await outcomeOf(helper, 'publish', 'own', '1');
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
    client.disconnect();
    helper.disconnect();
    return [...new Set(seen)];
  },
  monitor: async (Class) => {
    const { client } = watch(Class, {});
    const { reply } = Object(await outcomeOf(client, 'monitor'));
    // The connections' own commands (INFO, CLIENT) may come before or after, as the kernel has it.
    const line = new Promise((resolve) => {
      reply.on('monitor', (time: string, words: string[], source: string, database: string) => {
        if (words[0] !== 'set') return;
        resolve([/^\d+\.\d+$/.test(time), words, /^127\.0\.0\.1:/.test(source), database]);
      });
    });
    await outcomeOf(client, 'set', 'seen', '1');
    const seen = await line;
    reply.disconnect();
    client.disconnect();
    return seen;
  },
  'pipeline, multi, WATCH, EXECABORT': async (Class) => {
    const { client } = watch(Class, { keyPrefix: 'pipe:' });
    const chain = async (
      start: 'pipeline' | 'multi',
      ...steps: [string, ...unknown[]][]
    ): Promise<unknown> => {
      const opened: object = Reflect.apply(Reflect.get(client, start), client, []);
      for (const [method, ...given] of steps) Reflect.apply(Reflect.get(opened, method), opened, given);
      const outcome = await outcomeOf(opened, 'exec');
      return JSON.parse(
        JSON.stringify(outcome, (_, value) => (value instanceof Error ? describeError(value) : value)),
      );
    };
    const results = [
      await chain(
        'pipeline',
        ['set', 'a', '1'],
        ['incr', 'a'],
        ['hset', 'a', 'f', 'v'],
        ['get', 'a'],
        ['getBuffer', 'a'],
      ),
      await chain('multi', ['set', 'a', '1'], ['hset', 'a', 'f', 'v'], ['hgetall', 'none'], ['get', 'a']),
      await chain('multi', ['set', 'a'], ['get', 'a']),
      await chain('multi'),
      await chain('pipeline'),
      await chain('pipeline', ['call', 'echo', 'hi']),
      await outcomeOf(client, 'watch', 'a'),
      await outcomeOf(new Proxy(client, {}), 'set', 'a', '2'),
      await chain('multi', ['get', 'a']),
    ];
    client.disconnect();
    return results;
  },
  'a pipeline: callbacks, a time limit, an end': async (Class) => {
    const { client } = watch(Class, { commandTimeout: 500, retryStrategy: null });
    await when(client, 'ready');
    const order: unknown[] = [];
    const noted = (name: string) => (error: unknown, reply: unknown) =>
      order.push([name, error ? describeError(error) : reply]);
    const exec = async (...steps: [string, ...unknown[]][]): Promise<void> => {
      const opened: object = Reflect.apply(Reflect.get(client, 'pipeline'), client, []);
      for (const [method, ...given] of steps) Reflect.apply(Reflect.get(opened, method), opened, given);
      const results: unknown[] = await Reflect.apply(Reflect.get(opened, 'exec'), opened, [noted('exec')]);
      order.push(results.map((one) => JSON.stringify(one, (_, value) => shown(value))));
    };
    const shown = (value: unknown): unknown => (value instanceof Error ? describeError(value) : value);
    await exec(
      ['set', 'a', '1', noted('set')],
      ['incr', 'a'],
      ['lpush', 'a', 'x'],
      ['get', 'a', noted('get')],
    );
    // The second is late, and its reply comes all the same: it is nobody's.
    await exec(['get', 'a'], ['blpop', 'none', 0.6], ['get', 'a', noted('late')]);
    await exec(['echo', 'after'], ['hgetall', 'none']);
    client.disconnect();
    await exec(['get', 'a'], ['get', 'b']);
    return order;
  },
  'a pipeline: arguments of all kinds': async (Class) => {
    const results: unknown[] = [];
    for (const options of [{}, { keyPrefix: 'kinds:' }, { keyPrefix: Buffer.from('buf:') }]) {
      const { client } = watch(Class, options);
      for (const start of ['pipeline', 'multi']) {
        const opened: object = Reflect.apply(Reflect.get(client, start), client, []);
        const steps: readonly [string, ...unknown[]][] = [
          ['set', 'n', 5],
          ['set', Buffer.from('b'), Buffer.from([0, 255])],
          ['getBuffer', 'b'],
          ['get', Buffer.from('n')],
          ['mset', { a: 1, b: '2' }],
          ['mset', new Map([['c', '3']])],
          ['mset', 'd', 4],
          ['hset', 'h', { f: 1, g: Buffer.from('x') }],
          ['hset', 'h', 'i', 2.5],
          ['hmset', 'h', new Map([['j', 'k']])],
          ['hgetall', 'h'],
          ['hgetallBuffer', 'h'],
          ['mget', ['a', 'b'], 'c'],
          ['del', ['a'], 'b'],
          ['set', 'u', undefined],
          ['set', 't', true],
          ['set', 'x', null],
          ['rpush', 'l', -0, Number.NaN, 1.5, 'x'],
          ['rpush', ['l', ['deep']]],
          ['lrange', 'l', 0, -1],
          ['lrangeBuffer', 'l', 0, -1],
          ['eval', 'return {KEYS[1],ARGV[1],{err="no"}}', 1, 'k', 'v'],
          ['object', 'encoding', 'l'],
          ['echo'],
          ['ping'],
          ['echo', ''],
          ['flushall'],
        ];
        for (const [method, ...given] of steps) Reflect.apply(Reflect.get(opened, method), opened, given);
        results.push(await outcomeOf(opened, 'exec'));
      }
      client.disconnect();
    }
    return JSON.parse(
      JSON.stringify(results, (_, value) => (value instanceof Error ? describeError(value) : value)),
    );
  },
  'defineCommand, Lua, prefix, Buffers': async (Class) => {
    const { client } = watch(Class, { keyPrefix: 'lua:' });
    const mine = { lua: 'return {KEYS[1],ARGV[1]}' };
    Reflect.apply(Reflect.get(client, 'defineCommand'), client, ['mine', mine]);
    const replies = [
      await outcomeOf(client, 'mine', 1, 'k', 'v'),
      await outcomeOf(client, 'mine', 1, 'k', 'v'),
      await outcomeOf(client, 'mineBuffer', 1, 'k', 'v'),
    ];
    client.disconnect();
    return replies;
  },
  'the option scripts': async (Class) => {
    const given = { numberOfKeys: 1, lua: 'return {KEYS[1],ARGV[1]}' };
    const { client } = watch(Class, { keyPrefix: 'lua:', scripts: { given } });
    const replies = [
      await outcomeOf(client, 'given', 'k', 'v'),
      await outcomeOf(client, 'givenBuffer', 'k', 'v'),
    ];
    client.disconnect();
    return replies;
  },
  'transformers: Maps, objects, arrays, flattening': async (Class) => {
    const { client } = watch(Class, {});
    const replies = [
      await outcomeOf(
        client,
        'mset',
        new Map([
          ['m1', '1'],
          ['m2', '2'],
        ]),
      ),
      await outcomeOf(client, 'mset', { m3: 3 }),
      await outcomeOf(client, 'hset', 'th', { a: 1, b: 2 }),
      await outcomeOf(client, 'hmset', 'th', new Map([['c', '3']])),
      await outcomeOf(client, 'hgetall', 'th'),
      await outcomeOf(client, 'del', ['m1', 'm2'], 'm3', 'th'),
      await outcomeOf(client, 'set', 'null', null),
      await outcomeOf(client, 'get', 'null'),
      await outcomeOf(client, 'set', 'object', { a: 1 }),
      await outcomeOf(client, 'get', 'object'),
      await outcomeOf(client, 'set', 'binary', Buffer.from([0, 255, 10])),
      await outcomeOf(client, 'getBuffer', 'binary'),
    ];
    client.disconnect();
    return replies;
  },
  'scan streams': async (Class) => {
    const { client } = watch(Class, { db: 5 });
    await outcomeOf(client, 'flushdb');
    for (let index = 0; index < 30; index++) await outcomeOf(client, 'hset', 'big', `f${index}`, index);
    const read = async (method: string, ...given: unknown[]): Promise<unknown> => {
      const stream: AsyncIterable<string[]> = Reflect.apply(Reflect.get(client, method), client, given);
      const all: string[] = [];
      for await (const some of stream) all.push(...some.map(String));
      return all.sort();
    };
    const all = [
      await read('scanStream'),
      await read('scanStream', { match: 'none*', count: 5 }),
      await read('hscanStream', 'big', { count: 7 }),
      await read('hscanBufferStream', 'big', { match: 'f1*' }),
      await read('hscanStream', 'big', { noValues: true }),
    ];
    client.disconnect();
    return all;
  },
  autopipelining: async (Class) => {
    const { client } = watch(Class, { enableAutoPipelining: true });
    const replies = await Promise.all([
      outcomeOf(client, 'set', 'auto', '1'),
      outcomeOf(client, 'incr', 'auto'),
      outcomeOf(client, 'hget', 'auto', 'f'),
      outcomeOf(client, 'get', 'auto'),
    ]);
    const waiting = Reflect.get(client, 'autoPipelineQueueSize');
    client.disconnect();
    return { replies, waiting };
  },
  'a multi of 1000 commands, and a large binary value': async (Class) => {
    const { client } = watch(Class, {});
    const multi: object = Reflect.apply(Reflect.get(client, 'multi'), client, []);
    for (let index = 0; index < 1000; index++) Reflect.apply(Reflect.get(multi, 'incr'), multi, ['many']);
    const { reply } = Object(await outcomeOf(multi, 'exec'));
    const value = Buffer.alloc(3_000_000, 7);
    await outcomeOf(client, 'set', 'large', value);
    const large = Object(await outcomeOf(client, 'getBuffer', 'large')).reply;
    await outcomeOf(client, 'del', 'many', 'large');
    client.disconnect();
    return [reply.length, reply[999], value.equals(large)];
  },
  'the prefix of keys behind a subcommand': async (Class) => {
    const { client } = watch(Class, { keyPrefix: 'sub:' });
    const plain = watch(Class, {}).client;
    await outcomeOf(client, 'set', 'a', '1');
    const replies = [
      await outcomeOf(client, 'object', 'ENCODING', 'a'),
      await outcomeOf(client, 'memory', 'USAGE', 'a'),
      await outcomeOf(client, 'xgroup', 'CREATE', 's', 'g', '$', 'MKSTREAM'),
      await outcomeOf(client, 'xinfo', 'GROUPS', 's'),
      await outcomeOf(client, 'memory', 'DOCTOR'),
      await outcomeOf(plain, 'exists', 's'),
      await outcomeOf(plain, 'exists', 'sub:s'),
      await outcomeOf(plain, 'del', 's', 'sub:s', 'sub:a'),
    ];
    plain.disconnect();
    client.disconnect();
    return replies;
  },
  'duplicate keeps its options and takes others': async (Class) => {
    const { client } = watch(Class, { db: 2, keyPrefix: 'd:' });
    const copy = client.duplicate({ db: 4 });
    const { db, keyPrefix, host, port } = copy.options;
    const pong = await outcomeOf(copy, 'ping');
    copy.disconnect();
    client.disconnect();
    return { db, keyPrefix, host, same: port === server.port, pong };
  },
};

/** Where a package has no answer to compare with, or one of its own. */
const INCOMPARABLE: ReadonlyMap<string, string> = new Map([
  ['4 the option scripts', 'came with ioredis 5'],
  ['6 no password', 'ioredis 6 says hello, and so gets the longer NOAUTH'],
]);

describe.each(MAJORS)('ioredis $major', ({ major, Original, Ours }) => {
  const programs = Object.entries(PROGRAMS).filter(([name]) => !INCOMPARABLE.has(`${major} ${name}`));
  it.each(programs)('%s', async (_, program) => {
    const original = await program(Original);
    expect(await program(Ours)).toEqual(original);
  });
});

it('ends the connection that a client of ioredis 6 subscribes on with the client', async () => {
  const six = MAJORS.find(({ major }) => major === 6);
  if (six === undefined) throw new Error('no major 6');
  const { client } = watch(six.Ours, {});
  const helper = watch(six.Ours, {}).client;
  const subscribed = async (): Promise<boolean> =>
    String(Object(await outcomeOf(helper, 'client', 'LIST', 'TYPE', 'pubsub')).reply).includes('id=');
  await outcomeOf(client, 'subscribe', 'a');
  expect(await subscribed()).toBe(true);
  await outcomeOf(client, 'quit');
  while (await subscribed()) await outcomeOf(helper, 'ping');
  helper.disconnect();
});
