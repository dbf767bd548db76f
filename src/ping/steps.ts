import { randomBytes } from 'node:crypto';
import { Redis } from '#wrapper/ioredis';
import { readUrl } from '#wrapper/url';
import { type Diagnosis, diagnose, isUnanswered, wrongProtocol } from './diagnosis.js';
import { spokenAt } from './probe.js';

/** What a connectivity test found. It holds no credential. */
export interface PingResult {
  /** `host:port/database`, or the path of a socket. */
  readonly target: string;
  readonly done: readonly string[];
  /** The step that failed; null when none did. */
  readonly failed: (Diagnosis & { readonly step: string }) | null;
  /** What answered: `Valkey 8.0.1`, `Redis 7.0.15`; null where it would not say. */
  readonly server: string | null;
}

const KEY = 'test:valkey:key';
const VALUE = 'hello world';

/**
 * Connects through the wrapper, writes a key, reads and deletes it. A key of that name is never overwritten, and the one
 * that is written ends by itself should the test be cut off.
 */
export async function ping(url: string, timeout: number): Promise<PingResult> {
  const target = targetOf(url);
  if ('failed' in target) return { target: 'an unreadable URL', done: [], server: null, ...target };
  const done: string[] = [];
  const client = clientFor(url, timeout);
  let lastError: unknown;
  client.on('error', (error) => {
    lastError = error;
  });
  let step = 'Connect';
  let server: string | null = null;
  const run = async (): Promise<null> => {
    await client.connect();
    await client.ping();
    // The answer to AUTH comes before the one to PING, which a server may give to anybody.
    if (lastError !== undefined) throw lastError;
    done.push('Connected successfully');
    step = 'Set key';
    const key = await setFreeKey(client);
    done.push(`Set key: ${key}`);
    try {
      step = 'Get value';
      const value = await client.get(key);
      done.push(`Got value: ${value}`);
      step = 'Compare value';
      if (value !== VALUE) throw new Error('the value that came back is another one');
      done.push('Value matches!');
    } finally {
      step = step === 'Compare value' ? 'Delete key' : step;
      await client.del(key);
    }
    done.push(`Deleted key: ${key}`);
    step = 'Health check';
    server = serverIn(await client.info('server').catch(() => ''));
    if ((await client.ping()) !== 'PONG') throw new Error('PING was not answered by PONG');
    done.push('Health check: passed');
    step = 'Disconnect';
    await client.quit();
    done.push('Disconnected');
    return null;
  };
  try {
    await within(timeout, run());
    return { target: target.text, done, failed: null, server };
  } catch (error) {
    // What happened to the connection came first: a command that fails after it only says so.
    const cause = lastError ?? error;
    const diagnosis = step === 'Connect' && target.port !== null ? await asked(cause, url, target) : null;
    return { target: target.text, done, failed: { step, ...(diagnosis ?? diagnose(cause, url)) }, server };
  } finally {
    client.disconnect();
  }
}

/** Where the URL leads; `port` is null for a socket. */
interface Target {
  readonly text: string;
  readonly host: string;
  readonly port: number | null;
}

/** No answer, or none that can be read: the port itself is asked what it speaks. */
async function asked(cause: unknown, url: string, { host, port }: Target): Promise<Diagnosis | null> {
  return port !== null && isUnanswered(cause) ? wrongProtocol(await spokenAt(host, port), url) : null;
}

function targetOf(url: string): Target | { readonly failed: NonNullable<PingResult['failed']> } {
  try {
    const read = readUrl(url, { query: true, bareAuth: 'username', barePath: true, unix: true });
    if (read.path !== undefined) return { text: read.path, host: '', port: null };
    const host = read.host ?? 'localhost';
    const port = Number(read.port ?? 6379);
    return { text: `${host.includes(':') ? `[${host}]` : host}:${port}/${read.db ?? 0}`, host, port };
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'it cannot be read';
    return {
      failed: { step: 'Read URL', cause, hint: 'A URL looks like valkey://user:password@host:6379/0.' },
    };
  }
}

function clientFor(url: string, timeout: number): Redis {
  return new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeout,
    retryStrategy: () => null,
    // A socket that never opened is not waited for.
    disconnectTimeout: 50,
    maxRetriesPerRequest: 0,
    // LOADING is to be told, not to be waited for.
    enableReadyCheck: false,
  });
}

/** Sets a key that nobody has: the usual one, else with a suffix. */
async function setFreeKey(client: Redis): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const key = attempt === 0 ? KEY : `${KEY}:${randomBytes(4).toString('hex')}`;
    if ((await client.set(key, VALUE, 'EX', 60, 'NX')) === 'OK') return key;
  }
  throw new Error('every key that was tried exists already');
}

function serverIn(info: string): string | null {
  const field = (name: string) => new RegExp(`^${name}:(.+?)\\r?$`, 'm').exec(info)?.[1];
  const valkey = field('valkey_version');
  if (valkey !== undefined) return `Valkey ${valkey}`;
  const redis = field('redis_version');
  return redis === undefined ? null : `Redis ${redis}`;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })),
      milliseconds,
    );
  });
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
