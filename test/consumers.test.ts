import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/migrate.js';
import { defaultOptions } from './options.js';
import { startServer, type TestServer } from './servers.js';

/**
 * Small programs on real servers, as they are and as the migration leaves them: the same commands arrive in the same
 * database, with the same TLS. Every package here comes from npm, and is used as its documentation says.
 */
const temporary = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-consumers-'));
let plain: TestServer;
let secure: TestServer;
const authority = path.join(temporary, 'ca.pem');

beforeAll(async () => {
  [plain, secure] = await Promise.all([startServer(), startServer({ tls: true })]);
  writeFileSync(authority, secure.tls!.ca);
});
afterAll(async () => {
  await Promise.all([plain, secure].map((server) => server?.stop()));
  rmSync(temporary, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

/** The program's own client, and what `use.js` does. */
const APP = `const Redis = require('ioredis');
const use = require('./use');

const client = new Redis(process.env.REDIS_URL);

async function main() {
  await client.set('own', '1');
  process.stdout.write(JSON.stringify({ own: await client.get('own'), use: await use() }));
  process.exit(0);
}

main().catch((error) => {
  process.stderr.write(error.message);
  process.exit(1);
});
`;

interface Consumer {
  readonly name: string;
  readonly range: string;
  /** The body of `use`. */
  readonly code: string;
  readonly result: unknown;
  /** It speaks TLS for rediss:// (the facts say which do not). */
  readonly tls: boolean;
  readonly decision?: string;
}

const wait = (call: string) => `await new Promise((done, fail) => ${call})`;
const back = '(error, value) => (error ? fail(error) : done(value))';

const consumers: readonly Consumer[] = [
  {
    name: 'bullmq',
    range: '^5.0.0',
    tls: true,
    result: 1,
    code: `const { Queue } = require('bullmq');
module.exports = async () => {
  const queue = new Queue('mails', { connection: { url: process.env.REDIS_URL } });
  await queue.obliterate({ force: true });
  await queue.add('mail', { to: 'a' });
  return queue.count();
};`,
  },
  {
    name: 'bull',
    range: '^4.0.0',
    tls: false,
    result: 1,
    code: `const Queue = require('bull');
module.exports = async () => {
  const queue = new Queue('jobs', process.env.REDIS_URL);
  await queue.empty();
  await queue.add({ a: 1 });
  return queue.count();
};`,
  },
  {
    name: 'async-redis',
    range: '^2.0.0',
    tls: false,
    result: 'v',
    code: `const redis = require('async-redis');
module.exports = async () => {
  const client = redis.createClient(process.env.REDIS_URL);
  await client.set('k', 'v');
  return client.get('k');
};`,
  },
  {
    name: 'socket.io-redis',
    range: '^5.0.0',
    tls: false,
    result: 'OK',
    code: `const adapter = require('socket.io-redis');
module.exports = async () => {
  const { pubClient } = adapter(process.env.REDIS_URL);
  return ${wait(`pubClient.set('k', 'v', ${back})`)};
};`,
  },
  {
    name: 'rate-limit-redis',
    range: '^2.0.0',
    tls: false,
    result: 1,
    code: `const RedisStore = require('rate-limit-redis');
module.exports = async () => {
  const store = new RedisStore({ redisURL: process.env.REDIS_URL });
  return ${wait(`store.incr('ip', ${back})`)};
};`,
  },
  {
    name: 'connect-redis',
    range: '^3.0.0',
    tls: false,
    result: { user: 'a', cookie: { maxAge: 60000 } },
    code: `const { EventEmitter } = require('events');
const RedisStore = require('connect-redis')({ Store: EventEmitter });
module.exports = async () => {
  const store = new RedisStore({ url: process.env.REDIS_URL });
  ${wait(`store.set('sid', { user: 'a', cookie: { maxAge: 60000 } }, ${back})`)};
  return ${wait(`store.get('sid', ${back})`)};
};`,
  },
  {
    name: 'cache-manager-redis-store',
    range: '^2.0.0',
    tls: false,
    result: 'v',
    code: `const redisStore = require('cache-manager-redis-store');
module.exports = async () => {
  const store = redisStore.create({ url: process.env.REDIS_URL });
  await store.set('k', 'v', { ttl: 60 });
  return store.get('k');
};`,
  },
  {
    name: 'cache-manager-redis-yet',
    range: '^5.0.0',
    tls: true,
    result: 'v',
    code: `const { redisStore } = require('cache-manager-redis-yet');
module.exports = async () => {
  const store = await redisStore({ url: process.env.REDIS_URL });
  await store.set('k', 'v', 60000);
  return store.get('k');
};`,
  },
  {
    name: 'keyv',
    range: '^4.0.0',
    tls: true,
    result: 'v',
    code: `const Keyv = require('keyv');
module.exports = async () => {
  const store = new Keyv(process.env.REDIS_URL);
  await store.set('k', 'v');
  return store.get('k');
};`,
  },
  {
    name: '@keyv/redis',
    range: '^2.0.0',
    tls: true,
    result: 'v',
    code: `const KeyvRedis = require('@keyv/redis');
module.exports = async () => {
  const store = new KeyvRedis(process.env.REDIS_URL);
  await store.set('k', 'v');
  return store.get('k');
};`,
  },
  {
    name: '@fastify/redis',
    range: '^7.0.0',
    tls: true,
    result: 'v',
    code: `const app = { decorate: (name, value) => { app[name] = value; }, addHook() {}, register: (plugin, options) => new Promise((done, fail) => plugin(app, options, (error) => (error ? fail(error) : done()))) };
module.exports = async () => {
  await app.register(require('@fastify/redis'), { url: process.env.REDIS_URL });
  await app.redis.set('k', 'v');
  return app.redis.get('k');
};`,
  },
  {
    name: 'iovalkey',
    range: '^0.4.0',
    tls: true,
    result: 'v',
    decision: 'rewritten',
    code: `const { Redis } = require('iovalkey');
module.exports = async () => {
  const client = new Redis(process.env.REDIS_URL);
  await client.set('k', 'v');
  return client.get('k');
};`,
  },
];

describe.each(consumers)('$name', ({ name, range, code, result, tls, decision = 'converted' }) => {
  const files = (url: string): Files => ({
    'package.json': JSON.stringify({
      name: 'app',
      private: true,
      dependencies: { ioredis: '^5.4.0', [name]: range },
    }),
    '.env': `REDIS_URL=${url}\n`,
    'app.js': APP,
    'use.js': `${code}\n`,
  });

  it.each(tls ? ['plaintext', 'TLS'] : ['plaintext'])('does the same after as before: %s', async (kind) => {
    const server = kind === 'TLS' ? secure : plain;
    const before = write(files(`${server.url}/3`));
    const expected = {
      code: 0,
      output: JSON.stringify({ own: '1', use: result }),
      databases: ['db3'],
      error: '',
    };
    await server.command('FLUSHALL');
    expect(await runIn(before, server)).toEqual(expected);

    const after = await migrated(before);
    expect(after).toMatchObject({ decision, url: `${server.url.replace('redis', 'valkey')}/3` });
    await server.command('FLUSHALL');
    expect(await runIn(after.root, server)).toEqual(expected);
  });
});

describe('every decision', () => {
  const manifest = JSON.stringify({ name: 'app', private: true, dependencies: { ioredis: '^5.4.0' } });
  const use = 'module.exports = async () => process.env.REDIS_URL.length > 0;\n';
  const app = APP.replace(
    'new Redis(process.env.REDIS_URL)',
    `new Redis(process.env.REDIS_URL, process.env.REDIS_URL.startsWith('rediss://') ? { tls: { ca: require('fs').readFileSync(process.env.CA) } } : {})`,
  );
  const files = (url: string, more: Files = {}): Files => ({
    'package.json': manifest,
    '.env': `REDIS_URL=${url}\n`,
    'app.js': app,
    'use.js': use,
    ...more,
  });
  const expected = { code: 0, output: '{"own":"1","use":true}', databases: ['db3'], error: '' };

  it.each(['plaintext', 'TLS'])('rewritten, with a check of the scheme: %s', async (kind) => {
    const server = kind === 'TLS' ? secure : plain;
    const before = write(files(`${server.url}/3`));
    await server.command('FLUSHALL');
    expect(await runIn(before, server, { CA: authority, NODE_EXTRA_CA_CERTS: '' })).toEqual(expected);
    const after = await migrated(before);
    expect(after).toMatchObject({ decision: 'rewritten', url: `${server.url.replace('redis', 'valkey')}/3` });
    await server.command('FLUSHALL');
    expect(await runIn(after.root, server, { CA: authority, NODE_EXTRA_CA_CERTS: '' })).toEqual(expected);
  });

  it('widened: the value stays, and a valkeys:// of tomorrow means TLS with the same authority', async () => {
    const before = write(
      files(`${secure.url}/3`, { 'worker.py': 'import os\nURL = os.environ["REDIS_URL"]\n' }),
    );
    const after = await migrated(before);
    expect(after).toMatchObject({ decision: 'widened', url: `${secure.url}/3` });
    for (const url of [`${secure.url}/3`, `${secure.url.replace('redis', 'valkey')}/3`]) {
      await secure.command('FLUSHALL');
      const settings = { CA: authority, NODE_EXTRA_CA_CERTS: '', REDIS_URL: url };
      expect(await runIn(after.root, secure, settings)).toEqual(expected);
    }
  });

  it('left: the same program, with its client on the wrapper', async () => {
    const odd = files(`${plain.url}/3`, { 'app.js': APP, 'other.js': 'send(process.env.REDIS_URL);\n' });
    const after = await migrated(write(odd));
    expect(after).toMatchObject({ decision: 'left', url: `${plain.url}/3` });
    await plain.command('FLUSHALL');
    expect(await runIn(after.root, plain)).toEqual(expected);
  });

  it('never sends a password to a port that does not speak TLS', async () => {
    const received: Buffer[] = [];
    const listener = net.createServer((socket) => {
      socket.on('data', (bytes) => {
        received.push(bytes);
        socket.destroy();
      });
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as net.AddressInfo;
    const { root, decision } = await migrated(write(files(`rediss://:open-sesame@localhost:${port}/3`)));
    expect(decision).toBe('rewritten');
    const child = start(root, { CA: authority });
    await until(() => received.length > 2);
    child.kill();
    await new Promise((resolve) => listener.close(resolve));
    expect(Buffer.concat(received).includes('open-sesame')).toBe(false);
    expect(Buffer.concat(received).includes('AUTH')).toBe(false);
  });
});

let count = 0;
/** A directory of its own with the packages of this repository; `ioredis` is the fifth major. */
function write(files: Files): string {
  const root = path.join(temporary, `app${count++}`);
  mkdirSync(path.join(root, 'node_modules'), { recursive: true });
  const packages = path.resolve('node_modules');
  for (const entry of readdirSync(packages)) {
    const name = entry === 'ioredis5' ? 'ioredis' : entry;
    if (entry === 'ioredis' || entry.startsWith('.')) continue;
    symlinkSync(path.join(packages, entry), path.join(root, 'node_modules', name));
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
  return root;
}

async function migrated(
  root: string,
): Promise<{ root: string; decision: string | undefined; url: string | undefined }> {
  const { outcome } = await migrate(root, { ...defaultOptions, exclude: ['node_modules/**'] });
  for (const file of outcome.files) {
    mkdirSync(path.dirname(path.join(root, file.path)), { recursive: true });
    writeFileSync(path.join(root, file.path), file.after);
  }
  return {
    root,
    decision: outcome.variables.find((one) => one.name === 'REDIS_URL')?.decision,
    url: urlIn(root),
  };
}

function urlIn(root: string): string | undefined {
  return /^REDIS_URL=(.*)$/m.exec(readFileSync(path.join(root, '.env'), 'utf8'))?.[1];
}

function start(root: string, settings: Readonly<Record<string, string>>) {
  const env = { ...process.env, REDIS_URL: urlIn(root), NODE_EXTRA_CA_CERTS: authority, ...settings };
  return spawn(process.execPath, ['app.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs the program to its end, and tells what it printed and which databases have keys now. */
async function runIn(root: string, server: TestServer, settings: Readonly<Record<string, string>> = {}) {
  const child = start(root, settings);
  let output = '';
  let error = '';
  child.stdout.on('data', (bytes) => {
    output += bytes;
  });
  child.stderr.on('data', (bytes) => {
    error += bytes;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const databases = (await server.command('INFO', 'keyspace')).match(/^db\d+/gm) ?? [];
  // Node and old packages warn of what they will drop.
  return { code, output, databases: [...databases], error: code === 0 ? '' : error };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
