import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../servers.js';
import { call, listen, MAJORS, modules, originals, outcome, sleep, until } from './promise/libraries.js';

let plain: TestServer;
let tls: TestServer;
let full: TestServer;
beforeAll(async () => {
  [plain, tls, full] = await Promise.all([
    startServer(),
    startServer({ tls: true }),
    startServer({ args: ['--maxclients', '1'] }),
  ]);
});
afterAll(async () => {
  await Promise.all([plain.stop(), tls.stop(), full.stop()]);
});

describe.each(MAJORS)('redis %i', (major) => {
  const { createClient } = modules[major];
  const once = { reconnectStrategy: false } as const;

  it.each(['redis', 'REDIS', 'valkey', 'Valkey'])('%s:// is plain TCP', async (scheme) => {
    const client = await createClient({ url: `${scheme}://127.0.0.1:${plain.port}/2` }).connect();
    expect(await client.ping()).toBe('PONG');
    await client.disconnect();
  });

  it.each(['rediss', 'valkeys', 'VALKEYS'])('%s:// is TLS that checks the certificate', async (scheme) => {
    const url = `${scheme}://localhost:${tls.port}`;
    const trusted = await createClient({ url, socket: { ca: tls.tls?.ca } }).connect();
    expect(await trusted.ping()).toBe('PONG');
    await trusted.disconnect();
    const client = createClient({ url, socket: once });
    client.on('error', () => {});
    expect(await outcome(() => client.connect())).toMatch(/^! Error: (?:unable to|self-signed)/);
    const elsewhere = createClient({
      url: `${scheme}://127.0.0.1:${tls.port}`,
      socket: { ...once, ca: tls.tls?.ca, servername: 'elsewhere.example' },
    });
    elsewhere.on('error', () => {});
    expect(await outcome(() => elsewhere.connect())).toMatch(/^! Error: Hostname\/IP does not match/);
  });

  it.each(['rediss', 'valkeys'])('%s:// never talks to a plaintext port', async (scheme) => {
    const received: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on('data', (data) => {
        received.push(data);
        socket.end('-ERR not TLS\r\n');
      });
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = createClient({ url: `${scheme}://user:secret@127.0.0.1:${port}`, socket: once });
    client.on('error', () => {});
    expect(await outcome(() => client.connect())).toMatch(/^! /);
    // 22 is a TLS handshake.
    expect(received[0]?.[0]).toBe(22);
    expect(Buffer.concat(received).includes('secret')).toBe(false);
    server.close();
  });

  it('shows no password in errors', async () => {
    const urls = ['redis://user:hunter2@h:1/x', 'http://user:hunter2@h', 'redis://user:hunter2@h o s t'];
    for (const url of urls) {
      const error = await outcome(() => createClient({ url }));
      expect(error).toMatch(/^! TypeError/);
      expect(error).not.toContain('hunter2');
    }
    const client = createClient({
      url: `redis://user:hunter2@127.0.0.1:${plain.port}`,
      socket: once,
    });
    const log = listen(client);
    await outcome(() => client.connect());
    expect(log.join()).toMatch(/WRONGPASS/);
    expect(JSON.stringify(log)).not.toContain('hunter2');
    expect(Object.keys(client).join()).not.toMatch(/options|core/);
  });

  it.each([
    ['modules', { modules: { json: {} } }],
    ['credentialsProvider', { credentialsProvider: {} }],
    ['clientSideCache', { clientSideCache: {} }],
  ])('refuses %s with the way out', async (name, options) => {
    expect(await outcome(() => createClient(options))).toMatch(
      new RegExp(`^! NotCarriedError: The option ${name} .*--engine installed`),
    );
  });

  it.each([
    ['createCluster', [{ rootNodes: [], clientSideCache: {} }]],
    [
      'createSentinel',
      [{ name: 'a', sentinelRootNodes: [{ host: '127.0.0.1', port: 1 }], clientSideCache: {} }],
    ],
    ['createClientPool', [{}, { clientSideCache: {} }]],
  ] as const)('refuses an option of %s too', async (factory, options) => {
    if (major === 4 && factory !== 'createCluster') return;
    expect(await outcome(() => call(modules[major], factory, ...options))).toMatch(
      /^! NotCarriedError: The option clientSideCache .*--engine installed/,
    );
  });

  it('retries while the server is full of clients', async () => {
    const socket = { host: full.host, port: full.port, reconnectStrategy: 20 };
    // The server may not have noticed yet that the client before is gone.
    const first = createClient({ socket });
    first.on('error', () => {});
    await first.connect();
    while ((await outcome(() => first.ping())) !== '= "PONG"') await sleep(5);
    const second = createClient({ socket });
    const log = listen(second);
    const connected = second.connect();
    await until(() => log.some((line) => /^error/.test(line)));
    await first.disconnect();
    await connected;
    // The refusal may come as the reply to a command that may fail: then it was ready for a moment, as the original is.
    while ((await outcome(() => second.ping())) !== '= "PONG"') await sleep(5);
    await second.disconnect();
  });

  it('loses and swaps no reply when the server is killed under load', async () => {
    let server = await startServer();
    const { port, host } = server;
    const client = createClient({ socket: { host, port, reconnectStrategy: 10 } });
    client.on('error', () => {});
    await client.connect();
    let done = 0;
    let failed = 0;
    let running = true;
    const ask = async (worker: number): Promise<void> => {
      for (let i = 0; running; i++) {
        const word = `${worker}-${i}`;
        try {
          expect(await client.echo(word)).toBe(word);
          done++;
        } catch (error) {
          if (!/closed|ECONNRESET|EPIPE/i.test(String(error))) throw error;
          failed++;
        }
      }
    };
    const workers = Array.from({ length: 50 }, (_, i) => ask(i));
    for (let round = 0; round < 3; round++) {
      const before = done;
      await until(() => done > before + 500);
      await server.kill();
      await sleep(30);
      await server.stop();
      server = await startServer({ port });
    }
    const before = done;
    await until(() => done > before + 500);
    running = false;
    await Promise.all(workers);
    expect(failed).toBeGreaterThan(0);
    await client.disconnect();
    await server.stop();
  });

  it('keeps large and many replies apart on one connection', async () => {
    const client = await createClient({ url: plain.url }).connect();
    const large = 'x'.repeat(3_000_000);
    await client.set('large', large);
    const replies = await Promise.all(
      Array.from({ length: 2000 }, (_, i) => (i % 500 === 0 ? client.get('large') : client.echo(`${i}`))),
    );
    replies.forEach((reply, i) => {
      expect(reply === (i % 500 === 0 ? large : `${i}`)).toBe(true);
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => client.set(`large${i}`, Buffer.alloc(500_000, i))),
    );
    expect(await client.strLen('large19')).toBe(500_000);
    await client.disconnect();
  });

  it('exports what its package exports, without modules and what is not carried', () => {
    const missing = Object.keys(originals[major]).filter((name) => !(name in modules[major]));
    const modulesOfRedis =
      /^(?:REDISEARCH|SCHEMA|FT_|TIME_SERIES|TS_|Schema|TimeSeries|Aggregate|Vector|RedisSearch|Graph|AR_)/;
    const notCarried = [
      'BasicClientSideCache',
      'BasicPooledClientSideCache',
      'CHANNELS',
      'DEFAULT_RESP',
      'OpenTelemetry',
      'RedisClientPool',
      'RedisCluster',
      'RedisSentinel',
      'RedisSentinelClient',
      'VerbatimString',
      'digest',
      'default',
      'module.exports',
    ];
    expect(missing.filter((name) => !modulesOfRedis.test(name) && !notCarried.includes(name))).toEqual([]);
  });
});
