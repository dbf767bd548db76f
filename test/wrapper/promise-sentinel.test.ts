import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as five from '../../src/wrapper/redis5.js';
import * as six from '../../src/wrapper/redis6.js';
import { freePort, startServer, type TestServer } from '../servers.js';
import { outcome, sleep, until } from './promise/libraries.js';

const CREATE = { 5: five.createSentinel, 6: six.createSentinel as unknown as typeof five.createSentinel };

let directory: string;
let servers: TestServer[] = [];
let sentinel: ChildProcess;
let port: number;
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-sentinel-'));
  const master = await startServer();
  const replica = await startServer({ args: ['--replicaof', master.host, `${master.port}`] });
  servers = [master, replica];
  while (!/master_link_status:up/.test(await replica.command('INFO', 'replication'))) await sleep(20);
  port = await freePort();
  const configuration = path.join(directory, 'sentinel.conf');
  writeFileSync(
    configuration,
    [
      `port ${port}`,
      'bind 127.0.0.1',
      `sentinel monitor main ${master.host} ${master.port} 1`,
      'sentinel down-after-milliseconds main 300',
      'sentinel failover-timeout main 3000',
      '',
    ].join('\n'),
  );
  // Its configuration, which it writes to, must be its first argument.
  sentinel = spawn('valkey-server', [configuration, '--sentinel'], { cwd: directory, stdio: 'ignore' });
  const client = five.createClient({ socket: { host: '127.0.0.1', port, reconnectStrategy: 50 } });
  client.on('error', () => {});
  await client.connect();
  const replicas = () => client.sendCommand(['SENTINEL', 'REPLICAS', 'main']);
  while (!JSON.stringify(await replicas()).includes(`${replica.port}`)) await sleep(50);
  client.destroy();
});
afterAll(async () => {
  sentinel.kill('SIGKILL');
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(directory, { recursive: true, force: true });
});

const options = () => ({
  name: 'main',
  sentinelRootNodes: [{ host: '127.0.0.1', port }],
  nodeClientOptions: { socket: { reconnectStrategy: 50 } },
});

describe.each([5, 6] as const)('redis %i', (major) => {
  it('talks to the master', async () => {
    const client = CREATE[major](options());
    await client.connect();
    expect(await client.set('k', `${major}`)).toBe('OK');
    expect(await client.get('k')).toBe(`${major}`);
    expect(await client.multi().set('n', '1').incr('n').exec()).toEqual(['OK', 2]);
    expect(await client.use(async (own) => own.get('k'))).toBe(`${major}`);
    const seen: string[] = [];
    await client.subscribe('news', (message) => seen.push(message));
    const other = CREATE[major](options());
    await other.connect();
    await other.publish('news', 'one');
    await until(() => seen.length === 1);
    await other.close();
    client.destroy();
    expect(await outcome(() => client.get('k'))).toMatch(/ClientClosedError/);
  });
});

it('follows the master after a failover', { timeout: 60_000 }, async () => {
  const client = CREATE[5](options());
  const errors: unknown[] = [];
  client.on('client-error', (event: unknown) => errors.push(event));
  await client.connect();
  await client.set('before', '1');
  const [master] = servers;
  await master?.command('WAIT', '1', '1000');
  await master?.kill();
  while ((await outcome(() => client.set('after', '2'))) !== '= "OK"') await sleep(50);
  expect(await client.get('before')).toBe('1');
  expect(errors.length).toBeGreaterThan(0);
  await client.close();
});
