import type net from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import redis from '../../src/wrapper/redis3.js';
import { type ServerRequest, startServer, type TestServer } from '../servers.js';
import { startFake } from './fake-server.js';
import { type Client, call, once, pause, record, show } from './redis3/subject.js';

const servers: { stop(): unknown }[] = [];
const clients: Client[] = [];
let logged: unknown[];

beforeEach(() => {
  logged = [];
  for (const method of ['warn', 'error', 'log'] as const) {
    vi.spyOn(console, method).mockImplementation((...given: unknown[]) => logged.push(given));
  }
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(false);
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  vi.restoreAllMocks();
});

async function start(request?: ServerRequest): Promise<TestServer> {
  const server = await startServer(request);
  servers.push(server);
  return server;
}

/** A server made of a function; gives its port. */
async function fake(onConnection: (socket: net.Socket) => void): Promise<number> {
  const server = await startFake(onConnection);
  servers.push(server);
  return server.port;
}

function open(...given: unknown[]): { client: Client; events: unknown[] } {
  const client: Client = Reflect.apply(redis.createClient, undefined, given);
  clients.push(client);
  const events: unknown[] = [];
  record(client, ['connect', 'ready', 'end', 'error', 'reconnecting'], events);
  return { client, events };
}

describe('a server that is killed and started again under load', () => {
  it.each([{}, { retry_unfulfilled_commands: true }])(
    'answers every command once, with its own reply or an error (%o)',
    { timeout: 60_000 },
    async (options) => {
      const server = await start();
      const { client } = open(server.port, '127.0.0.1', { ...options, retry_strategy: () => 20 });
      await once(client, 'ready');
      let asked = 0;
      const wrong: unknown[] = [];
      const answers = { reply: 0, failed: 0 };
      const ask = (): void => {
        const word = `word ${++asked}`;
        client.echo(word, (error, said) => {
          if (error) answers.failed++;
          else {
            answers.reply++;
            if (said !== word) wrong.push([word, said]);
          }
        });
      };
      const load = setInterval(() => {
        for (let i = 0; i < 50; i++) ask();
      }, 2);
      for (let round = 0; round < 2; round++) {
        await pause(60);
        await server.kill();
        await pause(60);
        const again = once(client, 'ready');
        servers.push(await startServer({ port: server.port }));
        await again;
        await pause(60);
        if (round === 0) await servers.pop()?.stop();
      }
      clearInterval(load);
      await call(client, 'ping');
      expect(wrong).toEqual([]);
      expect(answers.reply + answers.failed).toBe(asked);
      expect(answers.reply).toBeGreaterThan(100);
      if ('retry_unfulfilled_commands' in options) expect(answers.failed).toBe(0);
    },
  );
});

it('fails what was in flight when a reply is cut in the middle, and nothing else', async () => {
  let connections = 0;
  const port = await fake((socket) => {
    const first = ++connections === 1;
    socket.on('data', (data) => {
      if (first) {
        socket.write('+one\r\n$10\r\nhalf');
        socket.destroySoon();
      } else for (const _ of `${data}`.matchAll(/\*\d+/g)) socket.write('+again\r\n');
    });
  });
  const { client } = open(port, '127.0.0.1', { no_ready_check: true, retry_strategy: () => 10 });
  const replies = await Promise.all([
    call(client, 'get', 'a'),
    call(client, 'get', 'b'),
    call(client, 'get', 'c'),
  ]);
  expect(replies).toMatchObject([
    'one',
    { failed: { code: 'UNCERTAIN_STATE', command: 'GET', args: ['b'] } },
    { failed: { code: 'UNCERTAIN_STATE', command: 'GET', args: ['c'] } },
  ]);
  expect(await call(client, 'get', 'd')).toBe('again');
});

it('gives the same strings and Buffers wherever replies are cut', { timeout: 20_000 }, async () => {
  const replies = Buffer.from(
    '$8\r\nžluťá\r\n+OK\r\n*3\r\n$4\r\na€\r\n*1\r\n:12\r\n$-1\r\n-ERR ž\r\n$0\r\n\r\n',
  );
  let cut = 0;
  const port = await fake((socket) => {
    socket.setNoDelay();
    socket.on('data', async () => {
      socket.write(replies.subarray(0, cut));
      await pause(5);
      socket.write(replies.subarray(cut, cut + 3));
      await pause(5);
      socket.write(replies.subarray(cut + 3));
    });
  });
  for (const options of [{}, { return_buffers: true }]) {
    const { client } = open(port, '127.0.0.1', { no_ready_check: true, ...options });
    await once(client, 'ready');
    const text = (value: string) => show('return_buffers' in options ? Buffer.from(value) : value);
    for (cut = 1; cut < replies.length; cut++) {
      const all = Array.from({ length: 5 }, (_, i) => call(client, 'get', `${i}`));
      expect(await Promise.all(all)).toEqual([
        text('žluťá'),
        text('OK'),
        [text('a€'), [12], null],
        { failed: expect.objectContaining({ message: 'ERR ž' }) },
        text(''),
      ]);
    }
  }
});

it('takes strings out of what came without a Buffer for each, and leaves what came to its other listeners', async () => {
  const server = await start();
  const { client } = open(server.port);
  const seen: unknown[] = [];
  client.stream.on('data', (chunk: Buffer) => seen.push(chunk.slice(0, 3)));
  await once(client, 'ready');
  seen.length = 0;
  const slice = vi.spyOn(Buffer.prototype, 'slice');
  expect(await call(client, 'echo', 'word')).toBe('word');
  expect(slice.mock.calls).toEqual([[0, 3]]);
  expect(seen).toEqual([Buffer.from('$4\r')]);
});

it('sends all commands again that were in flight, in their order', async () => {
  const server = await start();
  const { client } = open(server.port, '127.0.0.1', { retry_unfulfilled_commands: true });
  await once(client, 'ready');
  const blocked = call(client, 'blpop', 'jobs', 0);
  const behind = [call(client, 'echo', '1'), call(client, 'echo', '2')];
  await pause(20);
  const again = once(client, 'ready');
  await server.command('CLIENT', 'KILL', 'TYPE', 'normal');
  await again;
  await server.command('RPUSH', 'jobs', 'job');
  expect([await blocked, ...(await Promise.all(behind))]).toEqual([['jobs', 'job'], '1', '2']);
});

it('unsubscribes from all channels while patterns stay', async () => {
  const server = await start();
  const { client } = open(server.port);
  await call(client, 'subscribe', 'a', 'b');
  await call(client, 'psubscribe', 'p*');
  expect(await call(client, 'unsubscribe')).toMatch(/^[ab]$/);
  expect(client.pub_sub_mode).toBe(1);
  expect(await call(client, 'punsubscribe')).toBe('p*');
  expect(client.pub_sub_mode).toBe(0);
  expect(await call(client, 'get', 'a')).toBeNull();
});

it('gives each reply of a transaction to its own command, whatever was refused before', async () => {
  const server = await start();
  const { client } = open(server.port);
  const own: unknown[] = [];
  const replies = await call(
    client
      .multi()
      .set('a', undefined as never, (error) => own.push(error instanceof Error))
      .set('a', '1', (_, reply) => own.push(reply))
      .get('a', (_, reply) => own.push(reply)),
    'exec',
  );
  expect([replies, own]).toEqual([
    ['OK', '1'],
    [true, 'OK', '1'],
  ]);
});

it('reports a server that is full', async () => {
  const server = await start({ args: ['--maxclients', '1'] });
  const first = open(server.port);
  await once(first.client, 'ready');
  const { client, events } = open(server.port, '127.0.0.1', { retry_strategy: () => 10_000 });
  const got = call(client, 'get', 'a');
  await once(client, 'end');
  expect(JSON.stringify(events)).toContain('max number of clients reached');
  client.end(true);
  expect(await got).toMatchObject({ failed: { code: 'NR_CLOSED' } });
});

it('passes on what a server says that is out of memory', async () => {
  const server = await start({ args: ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'] });
  const { client } = open(server.port);
  expect(await call(client, 'set', 'a', 'b')).toMatchObject({ failed: { code: 'OOM' } });
});

describe('TLS', () => {
  it.each(['rediss', 'valkeys', 'VALKEYS'])('%s:// verifies the certificate', async (scheme) => {
    const server = await start({ tls: true });
    const url = `${scheme}://localhost:${server.port}`;
    const trusting = open(url, { tls: { ca: server.tls?.ca } });
    expect(await call(trusting.client, 'echo', 'safe')).toBe('safe');
    const { client, events } = open(url, { retry_strategy: () => 10_000 });
    await once(client, 'end');
    expect(events).not.toContainEqual(['connect']);
    client.get('a', () => {});
    expect(client.command_queue_length).toBe(0);
  });

  it.each(['rediss', 'valkeys'])('%s:// sends nothing readable to a plaintext port', async (scheme) => {
    const received: Buffer[] = [];
    const port = await fake((socket) => {
      socket.on('data', (data) => {
        received.push(data);
        socket.write('-ERR what\r\n');
      });
    });
    const { client } = open(`${scheme}://user:secret-password@127.0.0.1:${port}/3`, {
      retry_strategy: () => undefined,
    });
    client.on('error', (error) => logged.push(inspect(error, { depth: 9 })));
    const got = call(client, 'set', 'key', 'secret-value');
    await once(client, 'error');
    expect(await got).toMatchObject({ failed: { code: 'CONNECTION_BROKEN' } });
    // The first byte of a TLS handshake, and no command behind it.
    expect(Buffer.concat(received)[0]).toBe(22);
    expect(Buffer.concat(received).toString('latin1')).not.toMatch(/secret|AUTH|SET/i);
    expect(JSON.stringify(logged)).not.toContain('secret-password');
  });

  it('plain schemes do not speak TLS, and a wrong password is told without showing it', async () => {
    const server = await start({ args: ['--requirepass', 'right'] });
    const { client } = open(`valkey://:wrong-password@127.0.0.1:${server.port}`);
    const [error] = await once(client, 'error');
    expect(error).toMatchObject({ code: 'WRONGPASS', command: 'AUTH' });
    expect(inspect(error)).not.toContain('wrong-password');
  });
});

describe('no error listener', () => {
  it('a client with a retry_strategy survives a refused connection', async () => {
    const client = redis.createClient({
      port: 1,
      retry_strategy: ({ attempt }) => (attempt < 3 ? 5 : 10_000),
    });
    clients.push(client);
    await pause(60);
    expect(client.connected).toBe(false);
    expect(logged).toEqual([]);
  });
});

describe('one write', () => {
  it('for the commands of a tick and of the promise jobs in it', async () => {
    const chunks: string[] = [];
    const port = await fake((socket) => {
      socket.on('data', (data) => {
        chunks.push(`${data}`);
        for (const _ of `${data}`.matchAll(/\*\d+/g)) socket.write('+OK\r\n');
      });
    });
    const { client } = open(port, '127.0.0.1', { no_ready_check: true });
    await once(client, 'ready');
    const replies = Array.from({ length: 100 }, (_, i) => call(client, 'get', `${i}`));
    await Promise.resolve().then(() => replies.push(call(client, 'get', 'from a job')));
    await Promise.all(replies);
    expect(chunks).toHaveLength(1);
  });
});
