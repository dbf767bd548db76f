import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../servers.js';
import { CLIENTS, type TestedClient, useClient } from './clients.js';
import { makeProject, type Project } from './project.js';

const projects: Project[] = [];
let plain: TestServer;
let secure: TestServer;

beforeAll(async () => {
  const args = ['--requirepass', 'hunter2'];
  [plain, secure] = await Promise.all([startServer({ args }), startServer({ args, tls: true })]);
});

afterAll(async () => {
  for (const project of projects) project.remove();
  await Promise.all([plain.stop(), secure.stop()]);
});

function run(one: TestedClient, program: string, environment: Record<string, string>): Promise<string> {
  const project = makeProject({
    wrapper: { modules: [one], flavour: 'js-cjs', importers: ['cjs'], relativeExtension: '', helpers: [] },
    packages: { [one.packageName]: one.installed, iovalkey: 'iovalkey' },
    files: {
      'run.js': `const redis = require('./valkey/${one.fileName}'); const { createClient } = redis;\n${program}`,
    },
  });
  projects.push(project);
  return project.node('run.js', environment);
}

/** A port that only listens, and what was said to it. */
async function recorder(): Promise<{ readonly port: number; readonly heard: () => string; close(): void }> {
  const heard: Buffer[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    // Answers as a server without a password does, so that a client would go on talking.
    socket.on('data', (data) => {
      heard.push(data);
      socket.write('+OK\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    heard: () => Buffer.concat(heard).toString('latin1'),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe.each(CLIENTS)('$dialect $major on $engine', (one) => {
  it.each(['valkey', 'redis', 'Valkey'])('%s:// logs in over plain TCP', async (scheme) => {
    const URL = `${scheme}://:hunter2@127.0.0.1:${plain.port}/1`;
    expect(await run(one, useClient(one.dialect, 'redis', 'createClient'), { URL })).toBe('v');
  });

  it.each(['valkeys', 'rediss'])('%s:// logs in over TLS, and verifies', async (scheme) => {
    const URL = `${scheme}://:hunter2@localhost:${secure.port}/1`;
    const program = useClient(one.dialect, 'redis', 'createClient', 'tls: { ca: process.env.CA }');
    expect(await run(one, program, { URL, CA: secure.tls?.ca ?? '' })).toBe('v');
  });

  it('valkeys:// never says the password to a port that speaks no TLS', async () => {
    const port = await recorder();
    const program = `process.on('uncaughtException', () => {}); process.on('unhandledRejection', () => {});
      ${useClient(one.dialect, 'redis', 'createClient')}
      if (made.on) made.on('error', () => {});
      setTimeout(() => process.exit(0), 400);`;
    expect(await run(one, program, { URL: `valkeys://:hunter2@127.0.0.1:${port.port}` })).toBe('');
    port.close();
    expect(port.heard().length).toBeGreaterThan(0);
    expect(port.heard()).not.toContain('hunter2');
  });
});

describe('clusters and sentinels of today’s packages', () => {
  it.each(['redis4', 'redis5', 'redis6'])(
    '%s: every place for a URL takes the four schemes',
    async (installed) => {
      const one = CLIENTS.find((client) => client.installed === installed && client.engine === 'installed');
      expect(one).toBeDefined();
      if (one === undefined) return;
      const program = `const cluster = redis.createCluster({
        rootNodes: [{ url: process.env.URL }], defaults: { url: process.env.URL, socket: { reconnectStrategy: false } } });
      cluster.on('error', () => {});
      cluster.connect().then(() => console.log('connected'), (error) => console.log(error.message));`;
      // A server that is no cluster answers as one does only when it is reached.
      const printed = await run(one, program, { URL: `valkey://:hunter2@127.0.0.1:${plain.port}` });
      expect(printed).not.toMatch(/protocol/i);
    },
  );
});
