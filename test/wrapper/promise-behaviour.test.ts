import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../servers.js';
import { BEHAVIOUR, type Scene } from './promise/behaviour.js';
import { type Library, MAJORS, modules, originals } from './promise/libraries.js';

/** Where Valkey 8 itself answers otherwise than Redis 7.0: the module gives what the original gives on Valkey. */
const NEW_SERVER: Readonly<Record<string, readonly RegExp[]>> = {
  // Redis 7.0 reports the functions of its libraries in another order of fields, and has fewer fields.
  // HSCAN NOVALUES came with 7.4.
  iterators: [
    /^! SimpleError: ERR syntax error|^! ErrorReply: ERR syntax error|^= \[\["a","b"\]\]|^= \["a","b"\]/,
  ],
  'raw commands': [/^FUNCTION LIST/, /^CLIENT TRACKINGINFO/],
};

let valkey: TestServer;
let redis: TestServer;
beforeAll(async () => {
  [valkey, redis] = await Promise.all([startServer(), startServer({ program: 'redis-server' })]);
});
afterAll(async () => {
  await Promise.all([valkey.stop(), redis.stop()]);
});

async function play(
  run: (scene: Scene) => Promise<string[]>,
  library: Library,
  server: TestServer,
): Promise<string[]> {
  const socket = { host: server.host, port: server.port };
  const client = await library.createClient({ socket }).connect();
  await client.flushAll();
  await client.sendCommand(['FUNCTION', 'FLUSH']);
  await client.sendCommand(['SCRIPT', 'FLUSH']);
  try {
    return await run({ client, library, socket });
  } finally {
    await client.disconnect();
  }
}

describe.each(MAJORS)('redis %i', (major) => {
  it.each(Object.entries(BEHAVIOUR))('%s', async (name, run) => {
    const module = await play(run, modules[major], valkey);
    expect(module).toEqual(await play(run, originals[major], valkey));
    const before = await play(run, originals[major], redis);
    const known = NEW_SERVER[name] ?? [];
    const same = (line: string): boolean => !known.some((pattern) => pattern.test(line));
    expect(module.filter(same)).toEqual(before.filter(same));
  });
});
