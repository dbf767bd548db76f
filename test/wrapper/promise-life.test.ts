import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startServer, type TestServer } from '../servers.js';
import {
  call,
  type Client,
  type Library,
  listen,
  MAJORS,
  modules,
  originals,
  outcome,
  sleep,
} from './promise/libraries.js';

interface Scene {
  readonly create: (options: object) => Client;
  readonly library: Library;
  /** A server without a password, which the case may kill and start again. */
  readonly host: { readonly host: string; readonly port: number };
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly command: (...words: string[]) => Promise<string>;
  /** A server with the password `secret`. */
  readonly secured: { readonly host: string; readonly port: number };
  /** A port that nobody listens on. */
  readonly nobody: { readonly host: string; readonly port: number };
}

const opened = (client: Client): string => `open ${client.isOpen} ready ${client.isReady}`;
const upTo2 = (retries: number): number | false => (retries < 2 ? 5 : false);

/** Ends in any state: `disconnect` of a closed client rejects, or throws. */
const end = (client: Client): Promise<string> => outcome(() => client.disconnect());

/** Each case gives a log of events and outcomes, which must be the same line by line. */
const CASES: Readonly<Record<string, (scene: Scene) => Promise<string[]>>> = {
  'connect, quit, connect again': async ({ create, host }) => {
    const client = create({ socket: host });
    const log = listen(client, [opened(client)]);
    log.push(await outcome(() => client.get('k')));
    log.push(`gives a client: ${typeof (await client.connect()).get}`, opened(client));
    log.push(await outcome(() => client.connect()));
    log.push(await outcome(() => client.quit()), await outcome(() => client.quit()), opened(client));
    log.push(await outcome(() => client.get('k')));
    await client.connect();
    log.push(await outcome(() => client.get('k')), await end(client), await end(client));
    return log;
  },
  'refused, the strategy gives up': async ({ create, nobody }) => {
    const client = create({ socket: { ...nobody, reconnectStrategy: false } });
    const log = listen(client);
    log.push(await outcome(() => client.connect()), opened(client), await outcome(() => client.get('k')));
    return log;
  },
  'refused, the strategy gives an error': async ({ create, nobody }) => {
    const strategy = (retries: number): number | Error =>
      retries < 2 ? 5 : new Error(`enough after ${retries}`);
    const client = create({ socket: { ...nobody, reconnectStrategy: strategy } });
    const log = listen(client);
    const connected = client.connect();
    const waiting = outcome(() => client.get('k'));
    log.push(await outcome(() => connected), await waiting, opened(client));
    return log;
  },
  'refused, nobody listens for errors': async ({ create, nobody }) => {
    const client = create({ socket: nobody });
    return [await outcome(() => client.connect()), opened(client)];
  },
  'a pool that is closed while its only client fails to connect': async ({ create, library, nobody }) => {
    // Major 5 waits for ever here.
    if (library.major !== 6) return [];
    const pool = create({ socket: { ...nobody, reconnectStrategy: false } }).createPool({ maximum: 1 });
    pool.on('error', () => {});
    const connected = outcome(() => pool.connect());
    const task = outcome(() => pool.execute(() => 'never'));
    const closed = outcome(() => pool.close());
    return [await connected, await task, await closed, `${pool.tasksQueueLength} ${pool.isOpen}`];
  },
  'a strategy that throws, or gives nonsense': async ({ create, nobody }) => {
    const strategy = (retries: number): unknown => {
      if (retries === 0) throw new Error('of the strategy');
      return retries === 1 ? 'soon' : false;
    };
    const client = create({ socket: { ...nobody, reconnectStrategy: strategy } });
    const log = listen(client);
    log.push(await outcome(() => client.connect()));
    return log;
  },
  'killed with a command in flight, and back': async ({ create, host, kill, restart }) => {
    const client = create({ socket: { ...host, reconnectStrategy: 20 } });
    const log = listen(client);
    await client.connect();
    const inFlight = outcome(() => client.blPop('nolist', 0));
    await sleep(20);
    await kill();
    log.push(await inFlight);
    const unsent = outcome(() => client.get('k'));
    await restart();
    log.push(`unsent ${await unsent}`);
    while (log.filter((line) => line === 'ready').length < 2) await sleep(5);
    log.push(await end(client));
    // How often it tries, when, and whether the kernel says reset or closed, is chance.
    return log
      .map((line) =>
        line.replace(
          /(?:SocketClosedUnexpectedlyError: .*|Error: (?:read|write) (?:ECONNRESET|EPIPE))/,
          'lost',
        ),
      )
      .filter((line, i, all) => all.indexOf(line) === i && !/ECONNREFUSED/.test(line))
      .sort();
  },
  'the server closes the connection': async ({ create, host, command }) => {
    const client = create({ socket: host });
    const log = listen(client);
    await client.connect();
    await client.select(4);
    await client.subscribe('channel', (message: string) => log.push(`message ${message}`));
    await command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    while (log.filter((line) => line === 'ready').length < 2) await sleep(5);
    await command('PUBLISH', 'channel', 'hello');
    while (log[log.length - 1] !== 'message hello') await sleep(5);
    await client.unsubscribe();
    const info = await client.sendCommand<string>(['CLIENT', 'INFO']);
    log.push(`${/ db=\d+/.exec(info)}`, await end(client));
    return log;
  },
  'a wrong password': async ({ create, secured }) => {
    const client = create({ socket: { ...secured, reconnectStrategy: upTo2 }, password: 'wrong' });
    const log = listen(client);
    log.push(await outcome(() => client.connect()));
    return log;
  },
  'no password': async ({ create, secured }) => {
    const client = create({ socket: { ...secured, reconnectStrategy: upTo2 } });
    const log = listen(client);
    log.push(await outcome(async () => typeof (await client.connect()).get));
    if (client.isOpen) log.push(await outcome(() => client.get('k')), await end(client));
    return log;
  },
  'name, database and password of the URL': async ({ create, secured }) => {
    const client = create({ url: `redis://:secret@${secured.host}:${secured.port}/3`, name: 'me' });
    await client.connect();
    const info = await client.sendCommand<string>(['CLIENT', 'INFO']);
    return [await outcome(() => client.clientGetName()), `${/ db=\d+/.exec(info)}`, await end(client)];
  },
  'a replica, read only': async ({ create, host, command }) => {
    const client = create({ socket: host });
    await client.connect();
    await client.del('k');
    await command('REPLICAOF', '127.0.0.1', '1');
    const log = [await outcome(() => client.set('k', 'v')), await outcome(() => client.get('k'))];
    await command('REPLICAOF', 'NO', 'ONE');
    log.push(await outcome(() => client.set('k', 'v')), await end(client));
    return log;
  },
  'no offline queue': async ({ create, host }) => {
    const client = create({ socket: host, disableOfflineQueue: true });
    const connected = client.connect();
    const log = [await outcome(() => client.get('k'))];
    await connected;
    log.push(await outcome(() => client.get('k')), await end(client));
    return log;
  },
  'a full queue': async ({ create, host }) => {
    const client = create({ socket: host, commandsQueueMaxLength: 6 });
    await client.connect();
    const asked = Array.from({ length: 8 }, () => outcome(() => client.get('k')));
    return [...(await Promise.all(asked)), await end(client)];
  },
  'quit with commands in flight': async ({ create, host }) => {
    const client = create({ socket: host });
    const log = listen(client);
    await client.connect();
    const asked = [
      outcome(() => client.set('k', '1')),
      outcome(() => client.quit()),
      outcome(() => client.get('k')),
    ];
    return [...log, ...(await Promise.all(asked)), opened(client)];
  },
  'disconnect with commands in flight': async ({ create, host }) => {
    const client = create({ socket: host });
    const log = listen(client);
    await client.connect();
    const asked = [outcome(() => client.blPop('nolist', 0)), outcome(() => client.get('k'))];
    await sleep(10);
    asked.push(
      outcome(() => client.get('k')),
      end(client),
    );
    return [...(await Promise.all(asked)), ...log, opened(client)];
  },
  'close and destroy': async ({ create, host, library }) => {
    if (library.major === 4) return [];
    const client = create({ socket: host });
    const log = listen(client, [await outcome(() => client.close())]);
    await client.connect();
    const asked = [
      outcome(() => client.set('k', '1')),
      outcome(() => client.get('k')),
      outcome(() => client.close()),
      outcome(() => client.get('k')),
    ];
    log.push(...(await Promise.all(asked)), await outcome(() => client.destroy()), opened(client));
    log.push(await outcome(() => client.close()));
    return log;
  },
  'cut in the middle of a reply': async ({ create }) => {
    const cutter = await cuttingServer();
    const { port } = cutter.address() as AddressInfo;
    const client = create({ socket: { host: '127.0.0.1', port, reconnectStrategy: 20 } });
    const log = listen(client);
    await client.connect();
    log.push(await outcome(() => client.get('k')));
    while (log.filter((line) => line === 'ready').length < 2) await sleep(5);
    log.push(opened(client), await end(client));
    cutter.close();
    return log;
  },
  'a slow server': async ({ create, host, command }) => {
    const client = create({ socket: host });
    const log = listen(client);
    await client.connect();
    await command('CLIENT', 'PAUSE', '150', 'ALL');
    const asked = [1, 2, 3].map((n) => outcome(() => client.set('slow', `${n}`, { GET: true })));
    log.push(...(await Promise.all(asked)), await outcome(() => client.get('slow')));
    await client.del('slow');
    return [...log, await end(client)];
  },
  'a server that still loads its data': async ({ create }) => {
    const loading = '-LOADING Valkey is loading the dataset in memory\r\n';
    let connections = 0;
    const server = await fakeServer((text, socket, first) => {
      if (first) connections++;
      // Nothing at first, then no data, then all.
      if (connections === 1) return loading;
      if (!/\r\nGET\r\n/i.test(text)) return undefined;
      const known = Reflect.get(socket, 'asked') === true;
      Reflect.set(socket, 'asked', true);
      return known ? '$1\r\nv\r\n' : loading;
    });
    const { port } = server.address() as AddressInfo;
    const client = create({ socket: { host: '127.0.0.1', port, reconnectStrategy: 20 }, database: 1 });
    const log = listen(client);
    await client.connect();
    log.push(await outcome(() => client.get('k')), await outcome(() => client.get('k')), opened(client));
    log.push(await end(client));
    server.close();
    return log;
  },
  'a reply beyond the limit of the output buffer': async ({ create, host, command }) => {
    const client = create({ socket: { ...host, reconnectStrategy: 20 } });
    const log = listen(client);
    await client.connect();
    await client.set('big', 'x'.repeat(3_000_000));
    await command('CONFIG', 'SET', 'client-output-buffer-limit', 'normal 100kb 0 0');
    const asked = ['big', 'small'].map((key) => outcome(() => client.get(key)));
    log.push(...(await Promise.all(asked)));
    await command('CONFIG', 'SET', 'client-output-buffer-limit', 'normal 0 0 0');
    while (log.filter((line) => line === 'ready').length < 2) await sleep(5);
    log.push(await outcome(() => client.del('big')), await end(client));
    return log;
  },
  'a time limit for silence': async ({ create, host, library }) => {
    if (library.major === 4) return [];
    const client = create({ socket: { ...host, socketTimeout: 400 } });
    const log = listen(client);
    await client.connect();
    log.push(await outcome(() => client.blPop('nolist', 0)), opened(client));
    return log;
  },
  'a ping at intervals': async ({ create, host }) => {
    const client = create({ socket: host, pingInterval: 20 });
    await client.connect();
    const pong = await new Promise((resolve) => {
      client.once('ping-interval', resolve);
    });
    return [`${pong}`, await end(client)];
  },
  'a time limit for commands that wait': async ({ create, nobody, library }) => {
    if (library.major !== 6) return [];
    const client = create({
      socket: { ...nobody, reconnectStrategy: (retries: number) => (retries < 3 ? 40 : false) },
      commandOptions: { timeout: 30 },
    });
    client.on('error', () => {});
    const connected = outcome(() => client.connect());
    return [await outcome(() => client.get('k')), (await connected).replace(/\d+$/, '')];
  },
  'URLs that cannot be read': async ({ create }) => {
    const urls = ['http://h', 'redis://h:1/x', 'nonsense'];
    // The module says more; what it is stays a TypeError, at once.
    return Promise.all(urls.map(async (url) => (await outcome(() => create({ url }))).slice(0, 11)));
  },
  'a listener that throws': async ({ create, host, command }) => {
    const client = await create({ socket: host }).connect();
    const uncaught: unknown[] = [];
    client.on('error', (error: unknown) => uncaught.push(`event ${error}`));
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => uncaught.push(error));
    await client.subscribe('channel', () => {
      throw new Error('of the listener');
    });
    await command('PUBLISH', 'channel', 'hello');
    while (uncaught.length === 0) await sleep(5);
    process.removeAllListeners('uncaughtException');
    for (const other of others) process.on('uncaughtException', other);
    await end(client);
    return uncaught.map(String);
  },
  'lost while nobody listens for errors': async ({ create, host, command }) => {
    const client = await create({ socket: host }).connect();
    const uncaught: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => uncaught.push(error));
    await command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    while (uncaught.length === 0) await sleep(5);
    await sleep(50);
    process.removeAllListeners('uncaughtException');
    for (const other of others) process.on('uncaughtException', other);
    const log = [...uncaught.map(String), opened(client)];
    client.on('error', () => {});
    await end(client);
    return log;
  },
  'members by either name': async ({ create, host }) => {
    const client = await create({ socket: host }).connect();
    const log = [
      await outcome(() => call(client, 'SET', 'k', 'v')),
      await outcome(() => call(client, 'HGETALL', 'h')),
    ];
    log.push(
      await outcome(() => call(client, 'CLIENT_SETNAME', 'me')),
      await outcome(() => call(client, 'QUIT')),
    );
    return log;
  },
};

/** Cuts the reply of GET. */
const cuttingServer = (): Promise<Server> =>
  fakeServer((text, socket) => {
    if (!/\r\nGET\r\n/i.test(text)) return undefined;
    setTimeout(() => socket.destroy(), 5);
    return '$100\r\nabc';
  });

/** Says OK to every command that it is not told to answer otherwise. */
async function fakeServer(
  answer: (text: string, socket: Socket, first: boolean) => string | undefined,
): Promise<Server> {
  const server = createServer((socket: Socket) => {
    let first = true;
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const text = data.toString();
      const own = answer(text, socket, first);
      first = false;
      const count = (text.match(/\*\d+\r\n/g) ?? []).length;
      for (let i = 0; i < count; i++) socket.write(own ?? (/HELLO/.test(text) ? '*0\r\n' : '+OK\r\n'));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

let server: TestServer;
let secured: TestServer;
let nobody: number;
beforeAll(async () => {
  [server, secured, nobody] = await Promise.all([
    startServer(),
    startServer({ args: ['--requirepass', 'secret'] }),
    freePort(),
  ]);
});
afterAll(async () => {
  await Promise.all([server.stop(), secured.stop()]);
});

async function play(run: (scene: Scene) => Promise<string[]>, library: Library): Promise<string[]> {
  const host = '127.0.0.1';
  return run({
    create: (options) => library.createClient(options),
    library,
    host: { host, port: server.port },
    secured: { host, port: secured.port },
    nobody: { host, port: nobody },
    command: (...words) => server.command(...words),
    kill: () => server.kill(),
    restart: async () => {
      const { port } = server;
      await server.stop();
      server = await startServer({ port });
    },
  });
}

describe.each(MAJORS)('redis %i', (major) => {
  it.each(Object.entries(CASES))('%s', async (_, run) => {
    const module = await play(run, modules[major]);
    expect(module).toEqual(await play(run, originals[major]));
  });
});
