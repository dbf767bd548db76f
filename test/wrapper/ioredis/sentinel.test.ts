import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SentinelSetup, startSentinel } from '../sentinel.js';
import { type Client, type ClientClass, MAJORS, outcomeOf } from './subject.js';

let setup: SentinelSetup;
const open: Client[] = [];

beforeAll(async () => {
  setup = await startSentinel();
});

afterAll(async () => {
  for (const client of open) client.disconnect();
  await setup.stop();
});

function connect(Class: ClientClass): Client {
  const client = new Class({
    sentinels: [{ host: '127.0.0.1', port: setup.port }],
    name: 'main',
    retryStrategy: () => 50,
    sentinelRetryStrategy: () => 50,
    maxRetriesPerRequest: null,
  });
  client.on('error', () => {});
  open.push(client);
  return client;
}

it('follows the primary after a failover, and keeps what waits, as ioredis does', {
  timeout: 60_000,
}, async () => {
  const clients = MAJORS.flatMap(({ Original, Ours }) => [connect(Original), connect(Ours)]);
  const before = clients.map((client, index) => outcomeOf(client, 'set', `before${index}`, index));
  expect(await Promise.all(before)).toEqual(clients.map(() => ({ reply: 'OK' })));
  await setup.primary.command('WAIT', '1', '1000');
  await setup.primary.kill();
  const waiting = clients.map((client, index) => outcomeOf(client, 'get', `before${index}`));
  const written = clients.map(async (client) => {
    // Until the replica is promoted it is found as one, and refuses.
    while (Object(await outcomeOf(client, 'set', 'after', '1')).reply !== 'OK');
    return Object(await outcomeOf(client, 'role')).reply[0];
  });
  expect(await Promise.all(waiting)).toEqual(clients.map((_, index) => ({ reply: `${index}` })));
  expect(await Promise.all(written)).toEqual(clients.map(() => 'master'));
});
