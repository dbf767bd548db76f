import { createServer, type Server } from 'node:net';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startServer, type TestServer } from '../servers.js';
import { directoryWith, type Run, run } from './program.js';

let plain: TestServer;
let secure: TestServer;
let guarded: TestServer;
let redis: TestServer;
let silent: { readonly server: Server; readonly port: number };
const root = directoryWith({});

beforeAll(async () => {
  [plain, secure, guarded, redis] = await Promise.all([
    startServer(),
    startServer({ tls: true }),
    startServer({ args: ['--requirepass', 's3cret-pw'] }),
    startServer({ program: 'redis-server' }),
  ]);
  writeFileSync(path.join(root, 'ca.pem'), secure.tls!.ca);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  silent = { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
});
afterAll(async () => {
  await Promise.all([plain, secure, guarded, redis].map((server) => server.stop()));
  silent.server.close();
  rmSync(root, { recursive: true, force: true });
});

/** No variable of whoever runs the tests decides. */
function ping(args: readonly string[], environment: Record<string, string> = {}, directory = root): Run {
  return run(directory, ['ping', ...args], { REDIS_URL: '', VALKEY_URL: '', ...environment });
}

const success = (target: string, key = 'test:valkey:key') =>
  [
    `Testing Valkey connection to: ${target}`,
    '✓ Connected successfully',
    `✓ Set key: ${key}`,
    '✓ Got value: hello world',
    '✓ Value matches!',
    `✓ Deleted key: ${key}`,
    '✓ Health check: passed',
    '✓ Disconnected',
    '',
  ].join('\n');

describe('ping of a server that works', () => {
  it.each(['redis', 'valkey'])('prints the steps, for %s://', async (scheme) => {
    const result = ping([`${scheme}://127.0.0.1:${plain.port}`]);
    expect(result).toEqual({ exitCode: 0, stdout: success(`127.0.0.1:${plain.port}/0`), stderr: '' });
    expect(await plain.command('DBSIZE')).toContain(':0');
  });

  it.each(['rediss', 'valkeys'])('with TLS and its own CA, for %s://', (scheme) => {
    const ca = { NODE_EXTRA_CA_CERTS: path.join(root, 'ca.pem') };
    const result = ping([`${scheme}://localhost:${secure.port}/2`], ca);
    expect(result).toEqual({ exitCode: 0, stdout: success(`localhost:${secure.port}/2`), stderr: '' });
  });

  it('with a password, which it does not show', () => {
    const result = ping([`valkey://:s3cret-pw@127.0.0.1:${guarded.port}`]);
    expect(result).toEqual({ exitCode: 0, stdout: success(`127.0.0.1:${guarded.port}/0`), stderr: '' });
  });

  it('beside a key of that name, which stays', async () => {
    await plain.command('SET', 'test:valkey:key', 'mine');
    const { exitCode, stdout } = ping([`valkey://127.0.0.1:${plain.port}`]);
    expect(exitCode).toBe(0);
    const key = /^✓ Set key: (test:valkey:key:[0-9a-f]{8})$/m.exec(stdout)?.[1];
    expect(stdout).toBe(success(`127.0.0.1:${plain.port}/0`, key));
    expect(await plain.command('GET', 'test:valkey:key')).toContain('mine');
    expect(await plain.command('DBSIZE')).toContain(':1');
    await plain.command('DEL', 'test:valkey:key');
  });

  it('that is Redis, with a word about it beside the report', () => {
    const result = ping([`valkey://127.0.0.1:${redis.port}`]);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toBe(success(`127.0.0.1:${redis.port}/0`));
    expect(result.stderr).toMatch(/^valkey-codemod: it works; this server is Redis 7\.\S+, not Valkey\n$/);
  });
});

describe('ping of a server that does not', () => {
  it.each<[string, () => string | Promise<string>, string, string, (readonly string[])?]>([
    [
      'refused',
      async () => `valkey://127.0.0.1:${await freePort()}`,
      'Connect: connection refused',
      'Nothing listens there',
    ],
    [
      'no such host',
      () => 'valkey://u:s3cret-pw@no-such-host.invalid',
      'Connect: the host name is not known (DNS)',
      'Check the host name',
    ],
    [
      'wrong password',
      () => `valkey://:wr0ng-s3cret@127.0.0.1:${guarded.port}`,
      'Connect: wrong user name or password',
      'Check the credentials',
    ],
    [
      'no password',
      () => `valkey://127.0.0.1:${guarded.port}`,
      'Connect: the server asks for a password',
      'Put it into the URL',
    ],
    [
      'an untrusted certificate',
      () => `valkeys://:s3cret-pw@localhost:${secure.port}`,
      'Connect: the certificate is not trusted',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      'TLS to a plaintext port',
      () => `valkeys://:s3cret-pw@127.0.0.1:${plain.port}`,
      'Connect: the server does not speak TLS on this port',
      'Use valkey:// (plaintext)',
      ['--timeout', '1'],
    ],
    [
      'plaintext to a port of TLS',
      () => `valkey://:s3cret-pw@127.0.0.1:${secure.port}`,
      'Connect: the server speaks TLS only on this port',
      'Use valkeys://',
      ['--timeout', '2'],
    ],
    [
      'no answer',
      () => `valkey://127.0.0.1:${silent.port}`,
      'Connect: timeout: no answer in time',
      '--timeout',
      ['--timeout', '1'],
    ],
  ])('%s', async (_, url, step, hint, options = []) => {
    const { exitCode, stdout, stderr } = ping([await url(), ...options]);
    expect(exitCode).toBe(1);
    const [, failed, help] = stdout.split('\n');
    expect(failed).toContain(`✗ ${step}`);
    expect(help).toContain(hint);
    expect(stdout + stderr).not.toMatch(/s3cret/);
  });
});

describe('ping of what a directory says', () => {
  it('takes the environment first, then .env, and a variable by name', () => {
    const directory = directoryWith({
      '.env': `VALKEY_URL=valkey://127.0.0.1:${plain.port}/3\nCACHE=redis://127.0.0.1:${plain.port}/4\n`,
    });
    const target = (result: Run) => result.stdout.split('\n')[0];
    expect(target(ping([], {}, directory))).toContain(`:${plain.port}/3`);
    expect(target(ping(['--variable', 'CACHE'], {}, directory))).toContain(`:${plain.port}/4`);
    const environment = { REDIS_URL: `redis://127.0.0.1:${plain.port}/5` };
    expect(target(ping([], environment, directory))).toContain(`:${plain.port}/5`);
    rmSync(directory, { recursive: true });
  });

  it('says what to do where there is no URL', () => {
    const { exitCode, stdout, stderr } = ping([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('REDIS_URL and VALKEY_URL are neither in the environment nor in .env');
  });

  it('tests all with --all, as text and as JSON', async () => {
    const dead = await freePort();
    const directory = directoryWith({
      '.env': `REDIS_URL=redis://:s3cret-pw@127.0.0.1:${guarded.port}\n`,
      'api/.env.local': `QUEUE=redis://127.0.0.1:${dead}\n`,
    });
    const text = ping(['--all'], {}, directory);
    expect(text.exitCode).toBe(1);
    expect(text.stdout).toContain(`REDIS_URL from .env\n${success(`127.0.0.1:${guarded.port}/0`)}`);
    expect(text.stdout).toContain('QUEUE from api/.env.local\n');
    expect(text.stdout).toContain('✗ Connect: connection refused');
    const { exitCode, stdout } = ping(['--all', '--json'], {}, directory);
    expect(exitCode).toBe(1);
    const { results } = JSON.parse(stdout);
    expect(results).toMatchObject([
      { from: 'REDIS_URL from .env', ok: true, target: `127.0.0.1:${guarded.port}/0`, failed: null },
      {
        from: 'QUEUE from api/.env.local',
        ok: false,
        failed: { step: 'Connect', cause: 'connection refused' },
      },
    ]);
    expect(results[0].server).toMatch(/^Valkey 8\./);
    expect(text.stdout + text.stderr + stdout).not.toContain('s3cret');
    rmSync(directory, { recursive: true });
  });

  it('gives one result as JSON', () => {
    const { exitCode, stdout, stderr } = ping([`redis://127.0.0.1:${plain.port}`, '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ from: null, ok: true, target: `127.0.0.1:${plain.port}/0` });
  });
});
