import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startServer, type TestServer } from '../servers.js';

/** A primary and its replica, watched by one sentinel under the name `main`. */
export interface SentinelSetup {
  readonly port: number;
  readonly primary: TestServer;
  stop(): Promise<void>;
}

export async function startSentinel(): Promise<SentinelSetup> {
  const directory = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-sentinel-'));
  const primary = await startServer();
  const replica = await startServer({ args: ['--replicaof', primary.host, `${primary.port}`] });
  while (!/master_link_status:up/.test(await replica.command('INFO', 'replication'))) await pause();
  const port = await freePort();
  const configuration = path.join(directory, 'sentinel.conf');
  writeFileSync(
    configuration,
    [
      `port ${port}`,
      'bind 127.0.0.1',
      `sentinel monitor main ${primary.host} ${primary.port} 1`,
      'sentinel down-after-milliseconds main 300',
      'sentinel failover-timeout main 3000',
      '',
    ].join('\n'),
  );
  // Its configuration, which it writes to, must be its first argument.
  const sentinel = spawn('valkey-server', [configuration, '--sentinel'], { cwd: directory, stdio: 'ignore' });
  while (!(await ask(port, 'SENTINEL REPLICAS main')).includes(`${replica.port}`)) await pause();
  return {
    port,
    primary,
    stop: async () => {
      await end(sentinel);
      await Promise.all([primary.stop(), replica.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** What a sentinel says to a line; nothing while it does not listen yet. It knows no QUIT. */
function ask(port: number, line: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => resolve(''));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.write(`${line}\r\n`);
  });
}
