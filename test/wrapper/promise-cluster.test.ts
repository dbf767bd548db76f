import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as four from '../../src/wrapper/redis4.js';
import * as five from '../../src/wrapper/redis5.js';
import * as six from '../../src/wrapper/redis6.js';
import { startServer, type TestServer } from '../servers.js';
import { CLUSTER, type Cluster } from './promise/cluster-behaviour.js';
import { call, MAJORS, modules, originals, outcome, sleep, until } from './promise/libraries.js';

/** The type of 5 serves for all: what is called here they have in common. */
const CREATE = {
  4: four.createCluster as unknown as typeof five.createCluster,
  5: five.createCluster,
  6: six.createCluster as unknown as typeof five.createCluster,
};

let nodes: TestServer[];
beforeAll(async () => {
  nodes = await Promise.all([0, 1, 2].map(() => startServer({ args: ['--cluster-enabled', 'yes'] })));
  const ranges = [
    [0, 5460],
    [5461, 10922],
    [10923, 16383],
  ];
  for (const [i, node] of nodes.entries()) {
    const [from, to] = ranges[i] ?? [];
    await node.command('CLUSTER', 'ADDSLOTSRANGE', `${from}`, `${to}`);
    if (i > 0) await nodes[0]?.command('CLUSTER', 'MEET', node.host, `${node.port}`);
  }
  for (const node of nodes)
    while (!/cluster_state:ok/.test(await node.command('CLUSTER', 'INFO'))) await sleep(50);
  for (const node of nodes) {
    while (((await node.command('CLUSTER', 'SLOTS')).match(/127\.0\.0\.1/g) ?? []).length < 3)
      await sleep(50);
  }
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
});

const node = (i: number): TestServer => {
  const found = nodes[i];
  if (!found) throw new Error(`no node ${i}`);
  return found;
};
const idOf = async (server: TestServer): Promise<string> =>
  (await server.command('CLUSTER', 'MYID')).split('\r\n')[1] ?? '';

describe.each(MAJORS)('redis %i, the package and the module', (major) => {
  it.each(Object.entries(CLUSTER))('%s', async (_, run) => {
    const play = async (library: object): Promise<string[]> => {
      const create = (options?: object): Cluster =>
        call(library, 'createCluster', {
          rootNodes: nodes.map(({ host, port }) => ({ socket: { host, port } })),
          ...options,
        }) as Cluster;
      const cluster = create();
      cluster.on('error', () => {});
      await cluster.connect();
      for (const node of nodes) await node.command('FLUSHALL');
      try {
        return await run({ cluster, create, major, library });
      } finally {
        await cluster.disconnect();
      }
    };
    expect(await play(modules[major])).toEqual(await play(originals[major]));
  });
});

describe.each(MAJORS)('redis %i', (major) => {
  const roots = () => nodes.map(({ host, port }) => ({ socket: { host, port } }));

  it('sends each command to the node of its key', async () => {
    const cluster = CREATE[major]({ rootNodes: roots().slice(0, 1) });
    cluster.on('error', () => {});
    await cluster.connect();
    expect(cluster.masters).toHaveLength(3);
    for (let i = 0; i < 30; i++) await cluster.set(`key${i}`, `${i}`);
    const values = await Promise.all(Array.from({ length: 30 }, (_, i) => cluster.get(`key${i}`)));
    expect(values).toEqual(Array.from({ length: 30 }, (_, i) => `${i}`));
    expect(await outcome(() => cluster.mGet(['{a}1', '{a}2']))).toBe('= [null,null]');
    expect(await cluster.multi().set('{m}a', '1').incr('{m}a').get('{m}a').exec()).toEqual(['OK', 2, '2']);
    expect(await cluster.sendCommand('key1', true, ['GET', 'key1'])).toBe('1');
    const counts: number[] = [];
    for (const master of cluster.masters) counts.push(await (await cluster.nodeClient(master)).dbSize());
    expect(counts.every((count) => count > 0)).toBe(true);
    await cluster.quit();
    expect(await outcome(() => cluster.get('key1'))).toMatch(/ClientClosedError/);
  });

  it('follows a slot that moves, with ASK and with MOVED', async () => {
    const cluster = CREATE[major]({ rootNodes: roots() });
    cluster.on('error', () => {});
    await cluster.connect();
    const key = 'key-that-moves';
    await cluster.set(key, 'v');
    const slot = Number(/\d+/.exec(await node(0).command('CLUSTER', 'KEYSLOT', key)));
    const owner = nodes.findIndex(({ port }) => cluster.getSlotMaster(slot).port === port);
    const [from, to] = [node(owner), node((owner + 1) % 3)];
    await to.command('CLUSTER', 'SETSLOT', `${slot}`, 'IMPORTING', await idOf(from));
    await from.command('CLUSTER', 'SETSLOT', `${slot}`, 'MIGRATING', await idOf(to));
    await from.command('MIGRATE', to.host, `${to.port}`, key, '0', '1000');
    expect(await cluster.get(key)).toBe('v');
    expect(await cluster.set(key, 'w')).toBe('OK');
    for (const server of [to, from, ...nodes]) {
      await server.command('CLUSTER', 'SETSLOT', `${slot}`, 'NODE', await idOf(to));
    }
    expect(await cluster.get(key)).toBe('w');
    expect(await outcome(() => cluster.multi().set(key, 'x').get(key).exec())).toBe('= ["OK","x"]');
    expect(cluster.getSlotMaster(slot).port).toBe(to.port);
    await cluster.disconnect();
  });

  it('delivers messages, also of shards', async () => {
    const cluster = CREATE[major]({ rootNodes: roots() });
    cluster.on('error', () => {});
    await cluster.connect();
    const seen: string[] = [];
    await cluster.subscribe('news', (message) => seen.push(message));
    await cluster.sSubscribe('shard', (message) => seen.push(message));
    await cluster.publish('news', 'one');
    await until(() => seen.length === 1);
    await call(cluster, 'sPublish', 'shard', 'two');
    await until(() => seen.length === 2);
    expect(seen).toEqual(['one', 'two']);
    await cluster.sUnsubscribe('shard');
    await cluster.unsubscribe('news');
    await cluster.disconnect();
  });

  it('says when no node can be reached', async () => {
    const cluster = CREATE[major]({ rootNodes: [{ socket: { host: '127.0.0.1', port: 1 } }] });
    expect(await outcome(() => cluster.connect())).toBe(
      '! RootNodesUnavailableError: All the root nodes are unavailable',
    );
  });
});
