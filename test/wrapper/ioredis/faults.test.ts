import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer, type TestServer } from '../../servers.js';
import { commandsIn, type FakeServer, startFake } from '../fake-server.js';
import { type Client, type ClientClass, describeError, MAJORS, outcomeOf } from './subject.js';

let plain: TestServer;
let tls: TestServer;
let full: TestServer;
let shard: TestServer;
const open: Client[] = [];
const fakes: FakeServer[] = [];

beforeAll(async () => {
  [plain, tls, full, shard] = await Promise.all([
    startServer(),
    startServer({ tls: true }),
    startServer({ args: ['--maxclients', '1'] }),
    startServer({ args: ['--cluster-enabled', 'yes'] }),
  ]);
  await shard.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  while (!(await shard.command('CLUSTER', 'INFO')).includes('cluster_state:ok'));
});

afterAll(async () => {
  for (const client of open) client.disconnect();
  for (const fake of fakes) fake.stop();
  await Promise.all([plain.stop(), tls.stop(), full.stop(), shard.stop()]);
});

function connect(Class: ClientClass, ...given: unknown[]): Client {
  const client = new Class(...given);
  client.on('error', () => {});
  open.push(client);
  return client;
}

function when(client: Client, event: string): Promise<unknown> {
  return new Promise((resolve) => {
    client.once(event, (given: unknown) => resolve(given));
  });
}

async function fake(answer: (connection: number, name: string) => string | null): Promise<number> {
  let connections = 0;
  const server = await startFake((socket) => {
    const connection = ++connections;
    socket.on('data', (data) => {
      for (const name of commandsIn(data)) {
        const reply = answer(connection, name);
        if (reply !== null) socket.write(reply);
        if (reply?.endsWith('\r\n') === false) socket.destroySoon();
      }
    });
  });
  fakes.push(server);
  return server.port;
}

/** Without what ioredis 5 says of itself on each connection, which iovalkey does not. */
const QUIET = { disableClientInfo: true };

/** Programs on servers that refuse, stall or break off, each giving what it saw. Both packages must see the same. */
const PROGRAMS: Readonly<Record<string, (Class: ClientClass) => Promise<unknown>>> = {
  'a reply that is cut in the middle: the command is sent again': async (Class) => {
    const port = await fake((connection, name) => {
      if (name !== 'get') return '+OK\r\n';
      return connection === 1 ? '$10\r\nhalf' : '$5\r\nwhole\r\n';
    });
    const client = connect(Class, { port, ...QUIET, enableReadyCheck: false, retryStrategy: () => 5 });
    await when(client, 'ready');
    const replies = ['a', 'b', 'c'].map((key) => outcomeOf(client, 'get', key));
    return Promise.all(replies);
  },
  'a server that loads its data is asked again': async (Class) => {
    let asked = 0;
    const port = await fake((_, name) => {
      if (name !== 'info') return '+OK\r\n';
      const info = `loading:${++asked < 3 ? 1 : 0}\r\nloading_eta_seconds:0.01\r\n`;
      return `$${info.length}\r\n${info}\r\n`;
    });
    const client = connect(Class, { port, ...QUIET });
    return [await outcomeOf(client, 'set', 'a', '1'), asked];
  },
  'LOADING, MOVED and ASK from a single server are errors': async (Class) => {
    const replies = ['-LOADING wait\r\n', '-MOVED 866 127.0.0.1:7001\r\n', '-ASK 866 127.0.0.1:7001\r\n'];
    const port = await fake((_, name) => (name === 'get' ? (replies.shift() ?? '+ok\r\n') : '+OK\r\n'));
    const client = connect(Class, { port, ...QUIET, enableReadyCheck: false });
    const outcomes: unknown[] = [];
    for (let index = 0; index < 4; index++) outcomes.push(await outcomeOf(client, 'get', 'hello'));
    return outcomes;
  },
  'a reply that is none': async (Class) => {
    const port = await fake((_, name) => (name === 'get' ? 'nonsense\r\n' : '+OK\r\n'));
    const client = connect(Class, { port, ...QUIET, enableReadyCheck: false, retryStrategy: null });
    await when(client, 'ready');
    const outcome = Object(await outcomeOf(client, 'get', 'a')).error;
    return { name: outcome?.name, message: outcome?.message };
  },
  'a reply beyond the limit of the output buffer': async (Class) => {
    const limit = (bytes: number): Promise<string> =>
      plain.command('CONFIG', 'SET', 'client-output-buffer-limit', `normal ${bytes} 0 0`);
    await plain.command('SET', 'large', 'x'.repeat(300_000));
    const client = connect(Class, { port: plain.port, retryStrategy: () => 5 });
    await when(client, 'ready');
    await limit(100_000);
    const lost = when(client, 'close');
    const outcomes = [outcomeOf(client, 'get', 'large'), outcomeOf(client, 'echo', 'behind')];
    await lost;
    await limit(0);
    const [large, behind] = await Promise.all(outcomes);
    return [Object(large).reply?.length, behind];
  },
  'the primary becomes a replica: reconnectOnError finds it again': async (Class) => {
    const client = connect(Class, {
      port: plain.port,
      retryStrategy: () => 5,
      reconnectOnError: (error: Error) => {
        if (!error.message.startsWith('READONLY')) return false;
        void plain.command('REPLICAOF', 'NO', 'ONE');
        return 2;
      },
    });
    const other = connect(Class, plain.port);
    await Promise.all([when(client, 'ready'), when(other, 'ready')]);
    await plain.command('REPLICAOF', '127.0.0.1', '1');
    return [await outcomeOf(other, 'set', 'a', '1'), await outcomeOf(client, 'set', 'a', '2')];
  },
  'a slow server: what has timed out takes no other reply': async (Class) => {
    const hasty = connect(Class, { port: plain.port, commandTimeout: 20 });
    const patient = connect(Class, plain.port);
    await Promise.all([when(hasty, 'ready'), when(patient, 'ready')]);
    await plain.command('DEL', 'hasty', 'patient');
    await plain.command('CLIENT', 'PAUSE', '60000', 'WRITE');
    const waiting = ['1', '2'].map((word) => outcomeOf(patient, 'append', 'patient', word));
    const late = await Promise.all(['1', '2'].map((word) => outcomeOf(hasty, 'append', 'hasty', word)));
    await plain.command('CLIENT', 'UNPAUSE');
    const replies = [...late, ...(await Promise.all(waiting))];
    let next = await outcomeOf(hasty, 'echo', 'own');
    while ('error' in Object(next)) next = await outcomeOf(hasty, 'echo', 'own');
    return [replies, next];
  },
  'a wrong certificate, and a name that it is not for': async (Class) => {
    const strict = { retryStrategy: null, maxRetriesPerRequest: 0 };
    const unknown = connect(Class, `rediss://localhost:${tls.port}`, strict);
    const elsewhere = connect(Class, `rediss://localhost:${tls.port}`, {
      ...strict,
      tls: { ca: tls.tls?.ca, servername: 'elsewhere.example' },
    });
    const errors = [unknown, elsewhere].map((client) => when(client, 'error'));
    const outcomes = [await outcomeOf(unknown, 'get', 'a'), await outcomeOf(elsewhere, 'get', 'a')];
    return [(await Promise.all(errors)).map(describeError), outcomes];
  },
  'nobody listens for errors: they are printed, and the process lives': async (Class) => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    const client = new Class({ port: 1, retryStrategy: null });
    await when(client, 'end');
    const lines = printed.mock.calls.map(([what, error]) => [what, String(error).split('\n', 1)]);
    printed.mockRestore();
    return lines;
  },
};

describe.each(MAJORS)('ioredis $major', ({ major, Original, Ours }) => {
  // ioredis 6 says HELLO 3 first, so that it has other errors of a connection and wants other servers.
  const Before = major === 6 ? MAJORS[1]?.Original : Original;

  it.each(Object.entries(PROGRAMS))('%s', async (_, program) => {
    expect(await program(Ours)).toEqual(Before && (await program(Before)));
  });

  it('loses and swaps no reply when the server is killed under load', { timeout: 60_000 }, async () => {
    let server = await startServer();
    const { port } = server;
    const client = connect(Ours, { port, retryStrategy: () => 5, maxRetriesPerRequest: null });
    let done = 0;
    let running = true;
    const wrong: unknown[] = [];
    const ask = async (worker: number): Promise<void> => {
      for (let index = 0; running; index++, done++) {
        const word = `${worker}-${index}`;
        const outcome = Object(await outcomeOf(client, 'echo', word));
        if (outcome.reply !== word) wrong.push([word, outcome]);
      }
    };
    // Of a pipeline that was answered in part, what is left fails: it is not sent again.
    const askTogether = async (worker: number): Promise<void> => {
      for (let index = 0; running; index++, done++) {
        const words = ['a', 'b', 'c'].map((word) => `${worker}-${index}${word}`);
        const pipeline: object = Reflect.apply(Reflect.get(client, 'pipeline'), client, []);
        for (const word of words) Reflect.apply(Reflect.get(pipeline, 'echo'), pipeline, [word]);
        const outcome = Object(await outcomeOf(pipeline, 'exec'));
        const isRight = words.every((word, i) => {
          const [error, reply] = outcome.reply?.[i] ?? [];
          return error ? /aborted/.test(error.message) : reply === word;
        });
        if (!isRight) wrong.push([words, outcome]);
      }
    };
    const more = async (): Promise<void> => {
      const before = done;
      while (done < before + 500) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const workers = Array.from({ length: 50 }, (_, index) => (index % 2 ? ask(index) : askTogether(index)));
    for (let round = 0; round < 2; round++) {
      await more();
      const lost = when(client, 'close');
      await server.stop();
      await lost;
      server = await startServer({ port });
    }
    await more();
    running = false;
    await Promise.all(workers);
    await server.stop();
    expect(wrong).toEqual([]);
  });

  it('comes through to a server that was full of clients', async () => {
    const first = connect(Ours, { port: full.port, retryStrategy: () => 20, maxRetriesPerRequest: null });
    expect(await outcomeOf(first, 'ping')).toEqual({ reply: 'PONG' });
    const second = connect(Ours, { port: full.port, retryStrategy: () => 20, maxRetriesPerRequest: null });
    await when(second, 'reconnecting');
    const ended = when(first, 'end');
    first.disconnect();
    await ended;
    // A refusal may still be on its way, and is then the reply to a command.
    while (Object(await outcomeOf(second, 'ping')).reply !== 'PONG');
    const gone = when(second, 'end');
    second.disconnect();
    await gone;
  });

  it('is subscribed to shard channels of different slots again after its connection was lost', async () => {
    const client = connect(Ours, { port: shard.port, ...QUIET, retryStrategy: () => 5 });
    const heard = new Set<string>();
    client.on('smessage', (channel: string) => heard.add(channel));
    // In one command the node refuses them.
    expect(await outcomeOf(client, 'ssubscribe', 'a', 'b')).toHaveProperty('error');
    for (const channel of ['a', 'b', 'c']) await outcomeOf(client, 'ssubscribe', channel);
    await shard.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    for (let tries = 0; heard.size < 3 && tries < 200; tries++) {
      for (const channel of ['a', 'b', 'c']) await shard.command('SPUBLISH', channel, '1');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect([...heard].sort()).toEqual(['a', 'b', 'c']);
  });

  it.each(['rediss', 'valkeys'])('%s:// says nothing readable to a plaintext port', async (scheme) => {
    const received: Buffer[] = [];
    const server = await startFake((socket) => {
      socket.on('data', (data) => {
        received.push(data);
        socket.end('-ERR not TLS\r\n');
      });
    });
    fakes.push(server);
    const url = `${scheme}://user:secret-password@127.0.0.1:${server.port}`;
    const client = connect(Ours, url, { retryStrategy: null });
    const error = when(client, 'error');
    expect(await outcomeOf(client, 'set', 'key', 'secret-value')).toHaveProperty('error');
    // The first byte of a TLS handshake.
    expect(Buffer.concat(received)[0]).toBe(22);
    expect(Buffer.concat(received).toString('latin1')).not.toMatch(/secret/);
    expect(inspect(await error, { depth: 9 })).not.toContain('secret-password');
  });
});
