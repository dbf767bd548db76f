import { afterAll, expect, it } from 'vitest';
import { startServer, type TestServer } from './servers.js';

const servers: TestServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

async function started(request?: Parameters<typeof startServer>[0]): Promise<TestServer> {
  const server = await startServer(request);
  servers.push(server);
  return server;
}

it('starts valkey, redis and a server that speaks TLS only, each on its own port', async () => {
  const [valkey, redis, tls] = await Promise.all([
    started({ args: ['--databases', '3'] }),
    started({ program: 'redis-server' }),
    started({ tls: true }),
  ]);
  expect(new Set([valkey.port, redis.port, tls.port]).size).toBe(3);
  expect(await valkey.command('PING')).toBe('+PONG\r\n');
  expect(await valkey.command('CONFIG', 'GET', 'databases')).toContain('\r\n3\r\n');
  expect(await valkey.command('INFO', 'server')).toContain('valkey_version:');
  expect(await redis.command('INFO', 'server')).not.toContain('valkey_version:');
  expect(tls.url).toBe(`rediss://localhost:${tls.port}`);
  expect(await tls.command('PING')).toBe('+PONG\r\n');
});

it('can be killed and started again on its port', async () => {
  const first = await started();
  await first.kill();
  await expect(first.command('PING')).rejects.toThrow('ECONNREFUSED');
  const second = await started({ port: first.port });
  expect(await second.command('PING')).toBe('+PONG\r\n');
});
