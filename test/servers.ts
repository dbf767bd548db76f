import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect as tlsConnect } from 'node:tls';

/** A server that a test started, on a loopback port that nothing else uses. */
export interface TestServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly pid: number;
  /** `redis://127.0.0.1:port`, or `rediss://localhost:port` with `tls`. */
  readonly url: string;
  /** What a client passes as `tls` to trust this server's own CA; undefined for a plaintext server. */
  readonly tls: { readonly ca: string } | undefined;
  /** Runs one command without any client library (`command('SET', 'a', '1')`), and gives the reply's bytes as text. */
  command(...words: string[]): Promise<string>;
  /** Kills it at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends it by its pid, and removes its files. */
  stop(): Promise<void>;
}

export interface ServerRequest {
  readonly program?: 'valkey-server' | 'redis-server';
  /** More arguments for its command line, for instance `['--requirepass', 'secret']`. */
  readonly args?: readonly string[];
  /** TLS only, with a certificate for localhost and 127.0.0.1 from a CA made for this server. */
  readonly tls?: boolean;
  /** A port to start it on again; a free one without. */
  readonly port?: number;
}

/** Starts a server and waits until it answers. */
export async function startServer(request: ServerRequest = {}): Promise<TestServer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-server-'));
  const authority = request.tls ? makeCertificate(directory) : undefined;
  for (let attempt = 1; ; attempt++) {
    const port = request.port ?? (await freePort());
    const child = spawn(request.program ?? 'valkey-server', serverArguments(request, port, directory), {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = await waitUntilReady(child);
    if (started === true) return describeServer(child, port, directory, authority);
    // Another process took the port between the look and the start.
    if (attempt === 5 || request.port !== undefined || !/Address already in use/i.test(started)) {
      rmSync(directory, { recursive: true, force: true });
      throw new Error(`${request.program ?? 'valkey-server'} did not start: ${started}`);
    }
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  // A cluster's bus wants the port 10000 higher too.
  if (typeof address !== 'object' || address === null || address.port > 55_000) return freePort();
  return address.port;
}

function serverArguments(request: ServerRequest, port: number, directory: string): string[] {
  const listen = request.tls
    ? [
        '--port',
        '0',
        '--tls-port',
        `${port}`,
        '--tls-cert-file',
        'server.crt',
        '--tls-key-file',
        'server.key',
        '--tls-ca-cert-file',
        'ca.crt',
        '--tls-auth-clients',
        'no',
      ]
    : ['--port', `${port}`];
  return [
    ...listen,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    directory,
    '--enable-debug-command',
    'yes',
    ...(request.args ?? []),
  ];
}

/** True once it accepts connections, else what it printed before it ended. */
function waitUntilReady(child: ChildProcess): Promise<true | string> {
  return new Promise((resolve) => {
    let output = '';
    const look = (data: Buffer): void => {
      output += data.toString();
      if (/eady to accept connections|Running mode=sentinel/.test(output)) resolve(true);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(output));
  });
}

function describeServer(
  child: ChildProcess,
  port: number,
  directory: string,
  authority: { readonly ca: string } | undefined,
): TestServer {
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    host: '127.0.0.1',
    port,
    pid: child.pid ?? 0,
    url: authority ? `rediss://localhost:${port}` : `redis://127.0.0.1:${port}`,
    tls: authority,
    command: (...words) => sendCommand(port, authority, words),
    kill: () => end('SIGKILL'),
    stop: async () => {
      // Stopped by SIGKILL too: there is nothing to save, and a paused or busy server would not listen to SIGTERM.
      await end('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function sendCommand(
  port: number,
  authority: { readonly ca: string } | undefined,
  words: readonly string[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = authority
      ? tlsConnect({ port, host: 'localhost', ca: authority.ca })
      : net.connect(port, '127.0.0.1');
    let reply = '';
    socket.once('error', reject);
    socket.on('data', (data) => {
      reply += data.toString();
    });
    // QUIT is sent along: the server closes the connection behind its +OK.
    socket.once('close', () => resolve(reply.replace(/\+OK\r\n$/, '')));
    const encoded = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('');
    socket.write(`*${words.length}\r\n${encoded}*1\r\n$4\r\nQUIT\r\n`);
  });
}

/** A CA and a certificate of it for localhost and 127.0.0.1, as files in a directory. */
export function makeCertificate(directory: string): { readonly ca: string } {
  const openssl = (...args: string[]): Buffer =>
    execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '2',
    '-subj',
    '/CN=valkey-codemod test CA',
  );
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(path.join(directory, 'names.cnf'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'server.crt',
    '-days',
    '2',
    '-extfile',
    'names.cnf',
  );
  return { ca: openssl('x509', '-in', 'ca.crt').toString() };
}
