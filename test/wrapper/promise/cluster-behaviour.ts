import type { EventEmitter } from 'node:events';
import { call, outcome, sleep, until } from './libraries.js';

/** What the cases use of a cluster by its type; the rest they call by name. */
export interface Cluster extends EventEmitter {
  readonly isOpen: boolean;
  readonly masters: readonly Node[];
  readonly replicas: readonly Node[];
  readonly slots: readonly { master: Node; replicas?: readonly Node[] }[];
  readonly nodeByAddress: ReadonlyMap<string, Node>;
  connect(): Promise<unknown>;
  disconnect(): Promise<void>;
  nodeClient(node: Node): Promise<object>;
}

interface Node {
  readonly id: string;
  readonly address: string;
  readonly readonly: boolean;
  readonly client?: object;
}

interface Scene {
  /** Connected to three masters that hold nothing. */
  readonly cluster: Cluster;
  create(options?: object): Cluster;
  readonly major: 4 | 5 | 6;
  readonly library: object;
}

const ask = (target: object, name: string, ...args: unknown[]): Promise<string> =>
  outcome(() => call(target, name, ...args));
/** What servers and packages call themselves, and where they are, is not compared. */
const plain = (line: string): string => line.replace(/127\.0\.0\.1:\d+/g, 'address');

/** Each case gives the outcomes of a few calls; the package and the module must give the same. */
export const CLUSTER: Readonly<Record<string, (scene: Scene) => Promise<string[]>>> = {
  'commands for keys of several slots': async ({ cluster: c }) => {
    const results = [
      await ask(c, 'mSet', { a: '1', b: '2', c: '3' }),
      await ask(c, 'mSet', ['{t}x', '8', '{t}y', '9']),
      await ask(c, 'mGet', ['c', 'nothing', 'b', 'a']),
      await ask(c, 'exists', ['a', 'b', 'c', 'd']),
      await ask(c, 'touch', ['a', 'b']),
      await ask(c, 'unlink', ['a', 'b']),
      await ask(c, 'del', ['a', 'b', 'c', '{t}x']),
      await ask(c, 'sendCommand', 'a', true, ['MGET', 'a', 'b']),
      await ask(c, 'sInter', ['a', 'b']),
    ];
    return results.map(plain);
  },
  'commands for all nodes': async ({ cluster: c, major }) => {
    for (let i = 0; i < 20; i++) await call(c, 'set', `key${i}`, `${i}`);
    // What one node of many says before major 6 is chance.
    if (major !== 6) return [];
    return [
      await ask(c, 'dbSize'),
      `${((await call(c, 'keys', 'key*')) as string[]).sort()}`,
      `${/^key\d+$/.test(String(await call(c, 'randomKey')))}`,
      await ask(c, 'ping'),
      await ask(c, 'wait', 0, 1),
      await ask(c, 'scriptExists', ['0'.repeat(40)]),
      await ask(c, 'configSet', 'slowlog-max-len', '128'),
      await ask(c, 'scriptKill'),
      await ask(c, 'sendCommand', undefined, false, ['dbsize']),
      await ask(c, 'flushAll'),
      await ask(c, 'dbSize'),
    ].map(plain);
  },
  'a scan': async ({ cluster: c, major }) => {
    if (major !== 6) return [];
    for (let i = 0; i < 50; i++) await call(c, 'set', `key${i}`, `${i}`);
    const seen = new Set<string>();
    let cursor = '0';
    do {
      const page = (await call(c, 'scan', cursor, { COUNT: 5 })) as { cursor: string; keys: string[] };
      for (const key of page.keys) seen.add(key);
      ({ cursor } = page);
    } while (cursor !== '0');
    return [`${seen.size}`, typeof cursor, (await ask(c, 'scan', '12345')).slice(0, 20)];
  },
  'nodes and their clients': async ({ cluster: c, create, major }) => {
    const lazy = create({ minimizeConnections: true });
    await lazy.connect();
    const results = [
      `${c.masters.length} ${c.replicas.length} ${c.slots.length} ${c.nodeByAddress.size}`,
      `${c.masters.every(({ client }) => client && Reflect.get(client, 'isReady'))}`,
      `${lazy.masters.every(({ client }) => client === undefined)}`,
      `${c.slots[0]?.replicas} ${c.slots[0]?.master.readonly}`,
      `${new Set([1, 2, 3].map(() => (call(c, 'getRandomNode') as Node).id)).size}`,
      `${call(c, 'getSlotMaster', 7) === c.slots[7]?.master}`,
      `${call(c, 'getMasters') === c.masters || (call(c, 'getMasters') as Node[]).length}`,
    ];
    for (const node of lazy.masters.slice(0, 1)) {
      const client = await lazy.nodeClient(node);
      results.push(await ask(client, 'ping'), `${node.client === client}`);
    }
    if (major === 6) {
      const client = (await call(c, 'getNodeClientForKey', 'a')) as object;
      results.push(await ask(client, 'set', 'a', '1'), `${Reflect.get(c, 'isReady')}`);
    }
    await lazy.disconnect();
    return [...results, `${c.isOpen} ${lazy.isOpen} ${lazy.masters.length}`];
  },
  events: async ({ create, major }) => {
    const cluster = create();
    const log: string[] = [];
    const NODES = ['node-connect', 'node-ready', 'node-disconnect', 'node-error', 'node-reconnecting'];
    for (const event of ['connect', 'disconnect', 'error', ...NODES])
      cluster.on(event, () => log.push(event));
    await cluster.connect();
    const [first] = cluster.masters;
    const client = first && (await cluster.nodeClient(first));
    // Without a listener for `error` on it, the cluster of major 4 would crash here as the package's does.
    if (client) await ask(client, 'sendCommand', ['QUIT']);
    const lost = major === 4 ? 'error' : 'node-reconnecting';
    await until(() => log.includes(lost));
    await until(() => Reflect.get(client ?? {}, 'isReady') === true);
    await (major === 4 ? cluster.disconnect() : call(cluster, 'destroy'));
    await sleep(20);
    // Which of the nodes is first is chance.
    return [`${Array.from(new Set(log)).sort()}`, `${log.filter((event) => event === 'connect').length}`];
  },
  'options of single commands': async ({ cluster: c, library, major }) => {
    await call(c, 'set', 'a', '1');
    if (major === 4) {
      const isolated = call(library, 'commandOptions', { isolated: true });
      const buffers = call(library, 'commandOptions', { returnBuffers: true });
      return [
        await ask(c, 'blPop', isolated, 'nolist', 0.01),
        await ask(c, 'get', buffers, 'a'),
        await ask(c, 'sendCommand', 'a', true, ['GET', 'a'], { returnBuffers: true }),
      ];
    }
    const blob = Reflect.get(Reflect.get(library, 'RESP_TYPES'), 'BLOB_STRING');
    const view = call(c, 'withTypeMapping', { [blob]: Buffer }) as object;
    return [
      await ask(view, 'get', 'a'),
      await ask(view, 'mGet', ['a', '{a}b']),
      await ask(c, 'get', 'a'),
      await ask(call(c, 'withCommandOptions', { asap: true }) as object, 'get', 'a'),
    ];
  },
  transactions: async ({ cluster: c, major }) => {
    const multi = (): object => call(c, 'multi') as object;
    const raw = major === 4 ? ['a', ['GET', 'a']] : ['a', true, ['GET', 'a']];
    const added = call(call(multi(), 'set', 'a', '1') as object, 'addCommand', ...raw) as object;
    const results = [
      await ask(added, 'exec'),
      await ask(call(call(multi(), 'set', 'a', '1') as object, 'lPush', 'a', 'x') as object, 'exec'),
      await ask(call(multi(), 'get', 'a') as object, 'execAsPipeline'),
    ];
    if (major === 4) return results;
    const sent = call(multi(), 'sendCommand', ['GET', 'a'], { firstKey: 'a', isReadonly: true }) as object;
    const apart = call(call(multi(), 'set', 'a', '1') as object, 'set', 'b', '1') as object;
    return [...results, await ask(sent, 'exec'), plain(await ask(apart, 'exec'))];
  },
  'before it is open, and after': async ({ create, major }) => {
    const cluster = create();
    // Earlier majors fail by accident, each in its own way.
    const before = major === 6 ? await ask(cluster, 'get', 'a') : '';
    await cluster.connect();
    const twice = await outcome(() => cluster.connect());
    await cluster.disconnect();
    return [before, twice, major === 6 ? await ask(cluster, 'get', 'a') : ''];
  },
};
