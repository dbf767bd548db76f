import { call, type Client, type Library, outcome, until } from './libraries.js';

/** What a case gets: a connected client on an empty server, and the library that made it. */
export interface Scene {
  readonly client: Client;
  readonly library: Library;
  readonly socket: { readonly host: string; readonly port: number };
}

/** Each case gives the outcomes of a few calls; a library and the module in its place must give the same. */
export const BEHAVIOUR: Readonly<Record<string, (scene: Scene) => Promise<string[]>>> = {
  'transactions and pipelines': async ({ client: c, library }) => {
    const results = [
      await outcome(() => c.multi().set('a', '1').get('a').hSet('h', 'f', 'v').hGetAll('h').exec()),
      await outcome(() => c.multi().exec()),
      await outcome(() => c.multi().set('a', '1').lPush('a', 'x').get('a').exec()),
      await outcome(() => c.multi().addCommand(['NOSUCH']).get('a').exec()),
      await outcome(() => c.multi().get('a').get('nope').execAsPipeline()),
      await outcome(() => c.multi().set('a', '1').lPush('a', 'x').execAsPipeline()),
      await outcome(() => c.multi().exec(true)),
      await outcome(() => c.multi().get('a').exec(true)),
      await outcome(() => c.multi().select(1).set('a', 'in 1').select(0).get('a').exec()),
      await outcome(() => c.multi().SET('q', '1').GET('q').EXEC()),
      await outcome(() =>
        c
          .multi()
          .addCommand(['GET', 'a'], (reply: string) => `read ${reply}`)
          .exec(),
      ),
      await outcome(() => call(call(c.multi(), 'set', 'a', {}) as object, 'exec')),
    ];
    if (library.major !== 4) results.push(await outcome(() => c.multi().get('a').execTyped()));
    return results;
  },
  'a transaction of 1,000 commands': async ({ client: c }) => {
    let multi = call(c, 'multi') as ReturnType<Client['multi']>;
    for (let i = 0; i < 1000; i++) multi = call(multi, 'set', `k${i}`, `v${i}`) as typeof multi;
    return [await outcome(async () => (await multi.exec()).length), await outcome(() => c.get('k999'))];
  },
  'watched keys': async ({ client: c }) => {
    const other = await c.duplicate().connect();
    await c.set('w', '1');
    await c.watch('w');
    const results = [await outcome(() => c.multi().get('w').exec())];
    await c.watch('w');
    await other.set('w', '2');
    results.push(await outcome(() => c.multi().get('w').exec()));
    results.push(await outcome(() => c.multi().get('w').exec()));
    results.push(await outcome(() => c.watch(['w', 'x'])), `${c.isWatching}`);
    results.push(await outcome(() => c.unwatch()), `${c.isWatching} ${c.isDirtyWatch}`);
    await other.disconnect();
    return results;
  },
  'a reset': async ({ client: c, library, socket }) => {
    if (library.major === 4) return [];
    const other = await c.duplicate({ socket, name: 'other', database: 1 }).connect();
    await other.set('w', '1');
    await other.watch('w');
    const results = [await outcome(() => other.reset()), `${other.isWatching}`];
    results.push(
      await outcome(() => other.get('w')),
      await outcome(() => other.clientGetName()),
      // What is asked for in one breath with it the original sends before it is back in its database.
      await outcome(() => Promise.all([other.set('n', '1'), other.reset()])),
      await outcome(() => Promise.all([other.monitor(() => {}), other.reset()]).then((all) => all.length)),
      await outcome(() => other.get('n')),
    );
    await other.subscribe('news', () => {});
    results.push(
      await outcome(() => other.reset()),
      `${other.isPubSubActive}`,
      await outcome(() => other.get('n')),
    );
    await other.disconnect();
    return results;
  },
  'wrong arguments': async ({ client: c }) => [
    await outcome(() => call(c, 'set', 'a')),
    await outcome(() => call(c, 'set', 'a', null)),
    await outcome(() => call(c, 'get', 5)),
    await outcome(() => call(c, 'sendCommand', ['SET', 'k', 5])),
    await outcome(() => c.sendCommand(['NOPE'])),
    await outcome(() => c.set('k', 5)),
    await outcome(() => c.del('k')),
    await outcome(() => call(c, 'hGet', 'k')),
  ],
  'subscriptions with several listeners': async ({ client: c, library }) => {
    const subscriber = await c.duplicate().connect();
    const seen: string[] = [];
    const one = (message: string, channel: string): unknown => seen.push(`one ${message} ${channel}`);
    const two = (message: string, channel: string): unknown => seen.push(`two ${message} ${channel}`);
    const raw = (message: Buffer, channel: Buffer): unknown =>
      seen.push(`raw ${Buffer.isBuffer(message)} ${message} ${channel}`);
    const results: string[] = [
      await outcome(() => subscriber.subscribe('c1', one)),
      await outcome(() => subscriber.subscribe(['c1', 'c2'], two)),
      await outcome(() => subscriber.subscribe('c1', raw, true)),
      await outcome(() => subscriber.pSubscribe('c*', one)),
      await outcome(() => subscriber.sSubscribe('shard', two)),
      `${subscriber.isPubSubActive}`,
      await outcome(() => subscriber.ping()),
      library.major === 6 ? '' : await outcome(() => subscriber.get('a')),
    ];
    /** The reply to PUBLISH and the messages come on two connections: only each order by itself is certain. */
    const publish = async (channel: string, message: string, expected: number): Promise<void> => {
      seen.length = 0;
      results.push(await outcome(() => c.publish(channel, message)));
      await until(() => seen.length === expected);
      results.push(seen.join(', '));
    };
    await publish('c1', 'm1', 4);
    await publish('c2', 'm2', 2);
    await publish('czz', 'm3', 1);
    seen.length = 0;
    results.push(await outcome(() => c.sPublish('shard', 'm4')));
    await until(() => seen.length === 1);
    await subscriber.unsubscribe('c1', one);
    await publish('c1', 'm5', 3);
    await subscriber.unsubscribe('c1', raw, true);
    await publish('c1', 'm6', 2);
    await subscriber.sUnsubscribe('shard');
    await publish('c1', 'm7', 2);
    await subscriber.unsubscribe(['c1', 'c2']);
    await publish('c1', 'm8', 1);
    await subscriber.pUnsubscribe();
    await publish('c1', 'm9', 0);
    results.push(`${subscriber.isPubSubActive}`, await outcome(() => subscriber.get('a')));
    await subscriber.disconnect();
    return results;
  },
  'Buffers and binary keys': async ({ client: c, library }) => {
    const binary = Buffer.from([0, 255, 13, 10, 1]);
    const results = [await outcome(() => c.set(binary, binary)), await outcome(() => c.exists(binary))];
    await c.hSet('h', 'f', 'v');
    await c.set('x', 'y');
    if (library.major === 4) {
      const buffers = library.commandOptions({ returnBuffers: true });
      for (const args of [
        ['get', binary],
        ['set', 'x', 'z'],
        ['hGetAll', 'h'],
        ['mGet', ['x', 'nope']],
        ['type', 'x'],
      ]) {
        const [name, ...rest] = args;
        results.push(await outcome(() => call(c, String(name), buffers, ...rest)));
      }
      results.push(await outcome(() => call(c, 'sendCommand', ['GET', 'x'], { returnBuffers: true })));
      return results;
    }
    const view = c.withTypeMapping({ [library.RESP_TYPES.BLOB_STRING]: Buffer });
    return [
      ...results,
      await outcome(() => view.get(binary)),
      await outcome(() => view.set('x', 'z')),
      await outcome(() => view.hGetAll('h')),
      await outcome(() => view.mGet(['x', 'nope'])),
      await outcome(() => view.type('x')),
      await outcome(() => view.ping()),
      await outcome(() => view.sendCommand(['GET', 'x'])),
      await outcome(() => view.multi().get('x').exec()),
      await outcome(() => c.get('x')),
    ];
  },
  'scripts and functions': async ({ library, socket }) => {
    const SCRIPT = 'return redis.call("INCRBY", KEYS[1], ARGV[1])';
    const words = (key: string, by: number): string[] => [key, by.toString()];
    const write = (
      parser: { pushKey(key: string): void; push(word: string): void },
      key: string,
      by?: number,
    ): void => {
      parser.pushKey(key);
      if (by !== undefined) parser.push(by.toString());
    };
    const takes = library.major === 4 ? { transformArguments: words } : { parseCommand: write };
    const script = library.defineScript({
      NUMBER_OF_KEYS: 1,
      SCRIPT,
      ...takes,
      transformReply: (reply: number) => reply + 1000,
    });
    const readFunction =
      library.major === 4 ? { transformArguments: (key: string) => [key] } : { parseCommand: write };
    const functions = {
      lib: { read: { NUMBER_OF_KEYS: 1, ...readFunction, transformReply: (r: string) => `${r}!` } },
    };
    const client = await library
      .createClient({ socket, scripts: { add: script, run: script }, functions })
      .connect();
    await client.set('n', '1');
    await client.functionLoad(
      '#!lua name=lib\nredis.register_function("read", function(k) return redis.call("GET", k[1]) end)',
    );
    const library1 = (target: object): object => Reflect.get(target, 'lib');
    const results = [
      script.SHA1,
      await outcome(() => call(client, 'add', 'n', 5)),
      await outcome(() => call(client, 'add', 'n', 5)),
      await outcome(() => call(client, 'run', 'n', 5)),
      await outcome(() => client.scriptFlush()),
      await outcome(() => {
        const multi = call(call(client.multi(), 'add', 'n', 1) as object, 'add', 'n', 2);
        return call(multi as object, 'exec');
      }),
      await outcome(() => call(library1(client), 'read', 'n')),
      await outcome(() => call(call(library1(client.multi()), 'read', 'n') as object, 'exec')),
    ];
    await client.disconnect();
    return results;
  },
  iterators: async ({ client: c, library }) => {
    for (let i = 0; i < 25; i++) await c.set(`it${i}`, '1');
    await c.hSet('ih', { a: '1', b: '2' });
    await c.sAdd('is', ['x', 'y']);
    await c.zAdd('iz', [{ score: 1, value: 'a' }]);
    const collect = async (iterator: AsyncIterable<unknown>): Promise<unknown[]> => {
      const all: unknown[] = [];
      for await (const item of iterator) all.push(item);
      return all;
    };
    const keys = await collect(c.scanIterator({ MATCH: 'it*', COUNT: 5 }));
    return [
      `${keys.flat().sort()}`,
      await outcome(() => collect(c.hScanIterator('ih'))),
      `${(await collect(c.sScanIterator('is'))).flat().sort()}`,
      await outcome(() => collect(c.zScanIterator('iz'))),
      await outcome(() => collect(c.hScanNoValuesIterator('ih'))),
      library.major === 4 ? '' : await outcome(() => collect(c.hScanValuesIterator('ih'))),
      await outcome(() => collect(c.scanIterator({ MATCH: 'nothing*', COUNT: 1000 }))),
    ];
  },
  'options of single commands': async ({ client: c, library }) => {
    const aborted = new AbortController();
    aborted.abort();
    if (library.major === 4) {
      const isolated = library.commandOptions({ isolated: true });
      return [
        await outcome(() => call(c, 'get', library.commandOptions({ signal: aborted.signal }), 'a')),
        await outcome(() => call(c, 'set', isolated, 'a', '1')),
        await outcome(() => call(c, 'sendCommand', ['GET', 'a'], { isolated: true })),
        await outcome(() =>
          c.executeIsolated(async (client) => {
            await client.watch('a');
            return client.multi().set('a', 'alone').exec();
          }),
        ),
        await outcome(async () => {
          const other = await c.duplicate().connect();
          await other.disconnect();
          return other.executeIsolated(() => 'never');
        }),
      ];
    }
    return [
      await outcome(() => c.withAbortSignal(aborted.signal).get('a')),
      await outcome(() => c.asap().get('a')),
      await outcome(() => c.withCommandOptions({ asap: true }).get('a')),
      await outcome(() => c.withAbortSignal(new AbortController().signal).set('a', '1')),
    ];
  },
  pools: async ({ client: c, library }) => {
    if (library.major === 4) return [];
    const pool = c.createPool({ minimum: 1, maximum: 2 });
    // Major 5 lets commands wait (for ever) in a pool that is not open.
    const fail = (): never => {
      throw new Error('of the task');
    };
    const whenClosed = (): Promise<string> | string =>
      library.major === 5 ? '' : outcome(() => pool.get('a'));
    const results = [
      await whenClosed(),
      `${(await pool.connect()) === undefined} ${pool.isOpen} ${pool.totalClients} ${pool.idleClients}`,
      await outcome(() => pool.set('a', '1')),
      await outcome(() => pool.execute((client) => client.get('a'))),
      await outcome(() => pool.execute(() => 'at once')),
      // Major 5 never gets the client of such a task back.
      library.major === 5 ? '' : await outcome(() => pool.execute(fail)),
      await outcome(() => pool.multi().get('a').exec()),
      await outcome(() => pool.sendCommand(['GET', 'a'])),
      await outcome(() =>
        Promise.all([1, 2, 3, 4].map(() => pool.execute((client) => client.blPop('nolist', 0.05)))),
      ),
      `${pool.totalClients} ${pool.clientsInUse} ${pool.tasksQueueLength}`,
      // The client of a task is back when its promise tells.
      await pool.ping().then(() => `${pool.clientsInUse} ${pool.idleClients}`),
      await outcome(() => pool.close()),
      await whenClosed(),
    ];
    return results;
  },
  'callbacks (legacy)': async ({ client: c, library, socket }) => {
    const legacy: object =
      library.major === 4 ? await library.createClient({ socket, legacyMode: true }).connect() : c.legacy();
    const ask = (name: string, ...args: unknown[]): Promise<string> =>
      outcome(
        () =>
          new Promise((resolve, reject) => {
            call(legacy, name, ...args, (error: unknown, reply: unknown) =>
              error ? reject(error) : resolve(reply),
            );
          }),
      );
    const results = [
      await ask('set', 'lk', 5),
      await ask('get', 'lk'),
      await ask('hSet', 'lh', ['f', 'v', 'g', 1]),
      await ask('hGetAll', 'lh'),
      await ask('HGETALL', 'nothing'),
      await ask('setNX', 'lk', 'x'),
      await ask('zAdd', 'lz', 1.5, 'm'),
      await ask('zScore', 'lz', 'm'),
      await ask('lPush', 'lk', 'x'),
      await ask('sendCommand', 'GET', 'lk'),
      await ask('sendCommand', ['GET', 'lk']),
      await ask('mGet', ['lk', 'nothing']),
      await outcome(
        () =>
          new Promise((resolve, reject) => {
            const multi = ['get', 'hGetAll'].reduce(
              (chain, name) => call(chain, name, name === 'get' ? 'lk' : 'lh') as object,
              call(call(legacy, 'multi') as object, 'set', 'lk', '9') as object,
            );
            call(multi, 'exec', (error: unknown, replies: unknown) =>
              error ? reject(error) : resolve(replies),
            );
          }),
      ),
    ];
    if (library.major === 4) {
      const { v4 } = legacy as Client;
      const chain = call(call(legacy, 'multi') as object, 'ping') as object;
      const mixed = call(Reflect.get(chain, 'v4') as object, 'hGetAll', 'lh') as object;
      results.push(
        await outcome(() => call(Reflect.get(mixed, 'v4') as object, 'exec')),
        await outcome(() => call(v4, 'get', 'lk')),
        await outcome(() => call(v4, 'hGetAll', 'lh')),
      );
      const copy = (await call(call(legacy, 'duplicate') as object, 'connect')) as object;
      results.push(
        await outcome(
          () =>
            new Promise((resolve) => {
              call(call(copy, 'multi') as object, 'exec', (...answer: unknown[]) => resolve(answer));
            }),
        ),
      );
      await call(copy, 'disconnect');
      await call(legacy, 'disconnect');
    } else results.push(await outcome(() => call(c, 'v4')));
    return results;
  },
  'every command of the server (MONITOR)': async ({ client: c, library }) => {
    if (library.major === 4) return [];
    const other = await c.duplicate().connect();
    other.on('error', () => {});
    const lines: string[] = [];
    const saw = (word: string): boolean => lines.some((line) => line.includes(`"GET" "${word}"`));
    const results = [await outcome(() => other.monitor((line) => lines.push(line)))];
    await c.get('before');
    await until(() => saw('before'));
    await c.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
    await new Promise((resolve) => {
      other.once('ready', resolve);
    });
    await c.get('after');
    await until(() => saw('after'));
    results.push(`${lines.every((line) => /^\d+\.\d+ \[0 /.test(line))}`);
    // A server takes who monitors for a replica.
    results.push(await outcome(() => other.set('a', 'b')));
    await c.get('at last');
    await until(() => saw('at last'));
    other.destroy();
    return results;
  },
  'raw commands': async ({ client: c }) => {
    await c.zAdd('z', { score: 2.5, value: 'm' });
    await c.hSet('h', 'f', 'v');
    await c.geoAdd('g', { longitude: 1, latitude: 2, member: 'm' });
    await c.xAdd('s', '1-1', { f: 'v' });
    const raw: string[][] = [
      ['HGETALL', 'h'],
      ['hgetall', 'nothing'],
      ['ZSCORE', 'z', 'm'],
      ['ZSCORE', 'z', 'nothing'],
      ['ZINCRBY', 'z', '1', 'm'],
      ['ZADD', 'z', 'INCR', '1', 'm'],
      ['ZRANGE', 'z', '0', '-1', 'WITHSCORES'],
      ['ZRANGE', 'z', '0', '-1'],
      ['ZMSCORE', 'z', 'm', 'nothing'],
      ['ZRANDMEMBER', 'z', '1', 'WITHSCORES'],
      ['HRANDFIELD', 'h', '1', 'WITHVALUES'],
      ['CONFIG', 'GET', 'maxmemory'],
      ['XREAD', 'STREAMS', 's', '0'],
      ['XREAD', 'STREAMS', 's', '$'],
      ['GEOPOS', 'g', 'm', 'nothing'],
      ['GEODIST', 'g', 'm', 'm'],
      ['GEOSEARCH', 'g', 'FROMMEMBER', 'm', 'BYRADIUS', '1', 'km', 'WITHCOORD', 'WITHDIST'],
      ['LCS', 'nothing', 'nothing', 'IDX'],
      ['ZPOPMIN', 'z', '1'],
      ['ZPOPMIN', 'z'],
      ['CLIENT', 'TRACKINGINFO'],
      ['FUNCTION', 'LIST'],
      ['ACL', 'GETUSER', 'nobody'],
      ['TIME'].slice(1).concat('PING'),
      ['EXISTS', 'h'],
      ['SMEMBERS', 'nothing'],
      ['TYPE', 'h'],
    ];
    const results: string[] = [];
    for (const words of raw) results.push(`${words.join(' ')} ${await outcome(() => c.sendCommand(words))}`);
    results.push(await outcome(() => c.multi().addCommand(['ZINCRBY', 'z', '1', 'm']).exec()));
    return results;
  },
  'connections of their own': async ({ client: c }) => {
    const copy = c.duplicate();
    return [
      await outcome(() => copy.get('a')),
      `${copy.isOpen} ${copy.isReady}`,
      await outcome(async () => (await copy.connect()) === copy || typeof copy.get),
      await outcome(() => c.select(3)),
      await outcome(() => c.set('a', 'in 3')),
      await outcome(() => copy.get('a')),
      await outcome(() => c.SELECT(0)),
      await outcome(() => c.get('a')),
      await outcome(() => c.blPop('nolist', 0.05)),
      await outcome(async () => {
        const popped = c.blPop('list', 5);
        await copy.rPush('list', 'x');
        return popped;
      }),
      await outcome(() => c.ping()),
      await outcome(() => copy.quit()),
    ];
  },
};
