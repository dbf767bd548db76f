// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the interpolation of env files
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../src/ping/diagnosis.js';
import { ping } from '../../src/ping/steps.js';
import { urlOf, urlsIn } from '../../src/ping/urls.js';
import { directoryWith } from '../cli/program.js';
import { freePort, startServer, type TestServer } from '../servers.js';

const FINE = [
  'Connected successfully',
  'Set key: test:valkey:key',
  'Got value: hello world',
  'Value matches!',
  'Deleted key: test:valkey:key',
  'Health check: passed',
  'Disconnected',
];

let plain: TestServer;
let secure: TestServer;
let guarded: TestServer;
let redis: TestServer;
let replica: TestServer;

beforeAll(async () => {
  [plain, secure, guarded, redis] = await Promise.all([
    startServer(),
    startServer({ tls: true }),
    startServer({
      args: ['--requirepass', 'secret', '--user', 'reader', 'on', '>pw', '+ping', '+@read', '~*'],
    }),
    startServer({ program: 'redis-server' }),
  ]);
  replica = await startServer({ args: ['--replicaof', '127.0.0.1', String(plain.port)] });
});
afterAll(() => Promise.all([plain, secure, guarded, redis, replica].map((server) => server.stop())));

describe('a server that works', () => {
  it.each(['redis', 'valkey', 'VALKEY'])('%s://', async (scheme) => {
    const result = await ping(`${scheme}://127.0.0.1:${plain.port}`, 5000);
    expect(result).toMatchObject({ target: `127.0.0.1:${plain.port}/0`, done: FINE, failed: null });
    expect(result.server).toMatch(/^Valkey \d/);
    expect(await plain.command('EXISTS', 'test:valkey:key')).toContain(':0');
  });

  it('tests the database of the URL', async () => {
    expect(await ping(`valkey://127.0.0.1:${plain.port}/3`, 5000)).toMatchObject({
      target: `127.0.0.1:${plain.port}/3`,
      failed: null,
    });
  });

  it('tells a Redis server', async () => {
    const result = await ping(`valkey://127.0.0.1:${redis.port}`, 5000);
    expect(result).toMatchObject({ done: FINE, failed: null });
    expect(result.server).toMatch(/^Redis \d/);
  });

  it('never overwrites a key', async () => {
    await redis.command('SET', 'test:valkey:key', 'mine');
    const result = await ping(`redis://127.0.0.1:${redis.port}`, 5000);
    expect(result.failed).toBeNull();
    expect(result.done[1]).toMatch(/^Set key: test:valkey:key:[0-9a-f]{8}$/);
    expect(await redis.command('GET', 'test:valkey:key')).toContain('mine');
    expect(await redis.command('DBSIZE')).toContain(':1');
    await redis.command('DEL', 'test:valkey:key');
  });
});

describe('a server that does not', () => {
  it.each<[string, () => string | Promise<string>, string, string]>([
    ['refused', async () => `valkey://127.0.0.1:${await freePort()}`, 'Connect', 'connection refused'],
    ['unknown host', () => 'valkey://no-such-host.invalid', 'Connect', 'the host name is not known (DNS)'],
    [
      'wrong password',
      () => `valkey://:wrong@127.0.0.1:${guarded.port}`,
      'Connect',
      'wrong user name or password',
    ],
    ['no password', () => `valkey://127.0.0.1:${guarded.port}`, 'Connect', 'the server asks for a password'],
    [
      'no rights',
      () => `valkey://reader:pw@127.0.0.1:${guarded.port}`,
      'Set key',
      'this user has no right to do it',
    ],
    [
      'untrusted certificate',
      () => secure.url.replace('rediss:', 'valkeys:'),
      'Connect',
      'the certificate is not trusted',
    ],
    [
      'a replica',
      () => `valkey://127.0.0.1:${replica.port}`,
      'Set key',
      'the server is a replica that takes no writes',
    ],
    [
      'a database that is not there',
      () => `valkey://127.0.0.1:${plain.port}/99`,
      'Connect',
      'there is no database of that number',
    ],
    [
      'a URL that is none',
      () => 'http://user:secret@h',
      'Read URL',
      'Invalid protocol http: Use redis:, rediss:, valkey: or valkeys:',
    ],
  ])('%s', async (_, url, step, cause) => {
    const result = await ping(await url(), 5000);
    expect(result.failed).toMatchObject({ step, cause });
    expect(JSON.stringify(result)).not.toMatch(/secret|wrong@|:pw/);
  });

  it('speaks TLS where plaintext is asked for, and the reverse', async () => {
    const tlsOnly = await ping(`valkey://127.0.0.1:${secure.port}`, 1500);
    expect(tlsOnly.failed?.hint).toContain('valkeys://');
    const plainOnly = await ping(`valkeys://127.0.0.1:${plain.port}`, 1500);
    expect(plainOnly.failed?.hint).toMatch(/not speak TLS|valkey:\/\//);
  });
});

describe('diagnose', () => {
  const answer = (message: string, code?: string) =>
    diagnose(Object.assign(new Error(message), code === undefined ? {} : { code }), 'valkeys://h').cause;
  it.each([
    ['LOADING Valkey is loading the dataset in memory', undefined, 'the server is still loading its data'],
    ['MOVED 3999 127.0.0.1:6381', undefined, 'the server is a node of a cluster'],
    ['certificate has expired', 'CERT_HAS_EXPIRED', 'the certificate has expired'],
    ['bad name', 'ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another name'],
    ['wrong version number', 'ERR_SSL_WRONG_VERSION_NUMBER', 'the server does not speak TLS on this port'],
    ['WHATEVER it quotes: secret', undefined, 'WHATEVER'],
  ])('%s', (message, code, cause) => expect(answer(message, code)).toBe(cause));
});

describe('where the URL comes from', () => {
  const root = directoryWith({
    '.env': 'HOST=h\nREDIS_URL="redis://${HOST}:1"\nOTHER=valkey://o\n',
    'a/.env.test': 'REDIS_URL=redis://t\nSAME=valkey://o\nNAME=x\n',
  });
  it('the environment first, then .env', () => {
    expect(urlOf(['REDIS_URL'], root, { REDIS_URL: 'redis://e' })).toEqual({
      from: 'REDIS_URL from the environment',
      url: 'redis://e',
    });
    expect(urlOf(['NONE', 'REDIS_URL'], root, {})).toEqual({
      from: 'REDIS_URL from .env',
      url: 'redis://h:1',
    });
    expect(urlOf(['NONE'], root, {})).toBeNull();
    expect(urlOf(['REDIS_URL'], path.join(root, 'none'), {})).toBeNull();
  });
  it('all of the repository, each once', () => {
    writeFileSync(path.join(root, 'b.env'), 'X=unix:///s\n');
    expect(urlsIn(root, ['.env', 'a/.env.test', 'b.env']).map((one) => `${one.from} ${one.url}`)).toEqual([
      'REDIS_URL from .env redis://h:1',
      'OTHER from .env valkey://o',
      'REDIS_URL from a/.env.test redis://t',
    ]);
  });
});
