/** What a server refuses or puts off, as programs see it: scenarios for the original and for the module. */
import { commandsIn, startFake } from '../fake-server.js';
import { noting, open, type Scenario } from './scenarios.js';
import { call, once } from './subject.js';

/** Is this the error of a connection that was cut, or the null that says there is none? */
function hasReset(value: unknown, key = 'error'): boolean {
  if (key !== 'error' && key !== 'origin') return false;
  return value === null || /"code":"(?:ECONNRESET|EPIPE)"/.test(JSON.stringify(value) ?? '');
}

export const REFUSALS: Record<string, Scenario> = {
  'the primary has become a replica, and is one no more': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    // A primary that is not there is enough to be a replica.
    await server.command('REPLICAOF', '127.0.0.1', '1');
    log.push(await call(client, 'set', 'a', '1'));
    log.push(await call(client.multi().set('a', '1').get('a'), 'exec'));
    await server.command('REPLICAOF', 'NO', 'ONE');
    log.push(await call(client, 'set', 'a', '2'), await call(client, 'get', 'a'));
    client.end(true);
    return log;
  },

  'a slow server answers late and in order': async (redis, server) => {
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    await server.command('CLIENT', 'PAUSE', '60000', 'WRITE');
    const replies = ['1', '2', '3'].map((word) => call(client, 'append', 'slow', word));
    log.push(client.command_queue_length);
    await server.command('CLIENT', 'UNPAUSE');
    log.push(await Promise.all(replies), client.command_queue_length);
    client.end(true);
    return log;
  },

  'a reply beyond the limit of the output buffer': async (redis, server) => {
    const limit = (bytes: number): Promise<string> =>
      server.command('CONFIG', 'SET', 'client-output-buffer-limit', `normal ${bytes} 0 0`);
    await server.command('SET', 'large', 'x'.repeat(300_000));
    const { client, log } = open(redis, server);
    await once(client, 'ready');
    await limit(100_000);
    const again = once(client, 'ready');
    log.push(await Promise.all([call(client, 'get', 'large'), call(client, 'echo', 'behind')]));
    await again;
    log.push(await call(client, 'echo', 'later'));
    await limit(0);
    client.end(true);
    // Whether the kernel says reset before it says end depends on what the server has left unread, and so on whether
    // commands leave in one write: the same events, with or without that error in them.
    return log
      .filter((one) => !(Array.isArray(one) && one[0] === 'error' && hasReset(one)))
      .map((one) =>
        JSON.parse(JSON.stringify(one, (key, value) => (hasReset(value, key) ? undefined : value))),
      );
  },

  'MOVED, ASK and LOADING are errors with a code': async (redis, server) => {
    const replies = ['-MOVED 866 127.0.0.1:7001', '-ASK 866 127.0.0.1:7001', '-LOADING wait', '+OK'];
    const fake = await startFake((socket) => {
      socket.on('data', (data) => {
        for (const _ of commandsIn(data)) socket.write(`${replies.shift() ?? '+OK'}\r\n`);
      });
    });
    const { client, log } = open(redis, server, { port: fake.port, no_ready_check: true });
    for (let i = 0; i < 4; i++) log.push(await call(client, 'get', 'hello'));
    client.get('hello', noting(log, 'last'));
    client.quit();
    await once(client, 'end');
    fake.stop();
    return log;
  },
};
