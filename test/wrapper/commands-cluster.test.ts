import { Redis } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Major } from '../../src/wrapper/promise/commands/table.js';
import { startServer, type TestServer } from '../servers.js';
import { type Caller, type Case, call, original, outcome, show, table } from './commands/harness.js';

/** A primary with all slots and its replica: what the other cases cannot see, without cluster mode. */
const servers: TestServer[] = [];
let primaryId = '';
let replicaId = '';

beforeAll(async () => {
  const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  servers.push(await startServer({ args }), await startServer({ args }));
  const [primary, replica] = servers as [TestServer, TestServer];
  const clients = servers.map(({ port }) => new Redis({ host: '127.0.0.1', port }));
  const [first, second] = clients as [Redis, Redis];
  await first.call('cluster', ['addslotsrange', '0', '16383']);
  await second.call('cluster', ['meet', primary.host, `${primary.port}`]);
  primaryId = String(await first.call('cluster', ['myid']));
  replicaId = String(await second.call('cluster', ['myid']));
  await until(async () => String(await second.call('cluster', ['nodes'])).includes(primaryId));
  await second.call('cluster', ['replicate', primaryId]);
  await until(async () => /state=online/.test(await first.info('replication')));
  await until(async () => JSON.stringify(await first.call('cluster', ['slots'])).includes(replicaId));
  await until(async () => JSON.stringify(await second.call('cluster', ['slots'])).includes(replicaId));
  expect(replica.port).not.toBe(primary.port);
  await first.set('a', '1');
  for (const client of clients) client.disconnect();
});

afterAll(async () => {
  for (const server of servers) await server.stop();
});

/** Counters and times go on between two looks. */
const still = (reply: unknown): unknown =>
  JSON.parse(
    JSON.stringify(reply, (name, value) =>
      /^(ping|pong|messages|create|epoch|currentEpoch|myEpoch|configEpoch|replicationOff|dataRec|sendBuffer|send-buffer|events|size)/.test(
        name,
      )
        ? typeof value
        : value,
    ),
  );
const lines = (reply: unknown): unknown =>
  typeof reply === 'string'
    ? reply.replace(/(stats_\w+|epoch|\w*_epoch|\w*_sent|\w*_received):\d+|\b\d{9,}\b/g, '$1')
    : still(reply);

describe.each([4, 5, 6] as const)('cluster commands of node-redis %i, the package and the table', (major) => {
  let callers: [Caller, Caller];
  let replicas: [Caller, Caller];
  beforeAll(async () => {
    const [primary, replica] = servers as [TestServer, TestServer];
    callers = [await original(major, primary.port), await table(major, primary.port)];
    replicas = [await original(major, replica.port), await table(major, replica.port)];
  });
  afterAll(async () => {
    for (const caller of [...callers, ...replicas]) await caller.end();
  });

  async function compare([before, after]: [Caller, Caller], one: Case): Promise<void> {
    for (const buffers of [false, true]) {
      if (buffers && KNOWN.get(one.method)?.includes(major)) continue;
      const expected = await outcome(before, one, buffers);
      expect(expected, show(one)).not.toMatch(/^(Type)?Error/);
      expect(await outcome(after, one, buffers), `${show(one)} ${buffers}`).toBe(expected);
    }
  }

  it('describes nodes, slots and links alike', async () => {
    await compare(callers, call('clusterInfo', [], '', { sees: lines }));
    await compare(callers, call('clusterNodes', [], '', { sees: lines }));
    await compare(callers, call('clusterSlots', []));
    await compare(callers, call('clusterLinks', [], '', { sees: still }));
    await compare(callers, call('clusterMyId', []));
    await compare(callers, call('clusterMyShardId', []));
    await compare(callers, call('clusterBumpEpoch', [], '', { sees: (reply) => Buffer.isBuffer(reply) }));
    await compare(replicas, call('role', [], '', { sees: still }));
    await compare(callers, call('role', [], '', { sees: still }));
  });

  it('asks for keys and slots alike', async () => {
    await compare(callers, call('clusterKeySlot', ['a']));
    await compare(callers, call('clusterCountKeysInSlot', [15495]));
    await compare(callers, call('clusterGetKeysInSlot', [15495, 10]));
    await compare(callers, call('clusterCountFailureReports', [replicaId]));
    await compare(callers, call('clusterSaveConfig', []));
    await compare(callers, call('clusterSetSlot', [15495, 'STABLE']));
    await compare(callers, call('readonly', []));
    await compare(callers, call('asking', []));
    if (major !== 4) await compare(callers, call('clusterReplicas', [primaryId], '', { sees: lines }));
  });
});

/** As Buffers the originals fail: they take the reply for a string. */
const KNOWN = new Map<string, readonly Major[]>([
  ['clusterInfo', [4]],
  ['clusterNodes', [4]],
  ['role', [4, 5, 6]],
]);

async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await new Promise((resolve) => setTimeout(resolve, 50));
}
