import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../servers.js';
import { type Client, type ClientClass, MAJORS, outcomeOf } from './subject.js';

const nodes: TestServer[] = [];
const open: Client[] = [];

beforeAll(async () => {
  const cluster = ['--cluster-enabled', 'yes', '--cluster-require-full-coverage', 'no'];
  nodes.push(...(await Promise.all([0, 1, 2].map(() => startServer({ args: cluster })))));
  const [first, ...rest] = nodes;
  for (const [index, node] of nodes.entries()) {
    await node.command(
      'CLUSTER',
      'ADDSLOTSRANGE',
      `${index * 5462}`,
      `${Math.min(index * 5462 + 5461, 16383)}`,
    );
  }
  for (const node of rest) await first?.command('CLUSTER', 'MEET', '127.0.0.1', `${node.port}`);
  await untilAll(['CLUSTER', 'INFO'], 'cluster_state:ok');
  await untilAll(['CLUSTER', 'SLOTS'], '*3\r\n');
}, 70_000);

/** Waits until every node's answer holds a text. */
async function untilAll(words: readonly string[], text: string): Promise<void> {
  for (const node of nodes) {
    while (!(await node.command(...words)).includes(text))
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The index of the node that all nodes say has a key's slot, once they do: what they tell each other takes its time. */
async function agreedOwner(key: string): Promise<number> {
  for (;;) {
    const answers = await Promise.all(nodes.map((node) => node.command('GET', key)));
    const owner = answers.findIndex((answer) => !answer.startsWith('-'));
    const moved = answers.filter((answer) => answer.endsWith(`127.0.0.1:${nodes[owner]?.port}\r\n`));
    if (owner >= 0 && moved.length === nodes.length - 1) return owner;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

afterAll(async () => {
  for (const client of open) client.disconnect();
  await Promise.all(nodes.map((node) => node.stop()));
});

function connect(Class: ClientClass, options: object = {}): Client {
  const Cluster: ClientClass = Reflect.get(Class, 'Cluster');
  const client = new Cluster([`redis://127.0.0.1:${nodes[0]?.port}`], options);
  open.push(client);
  client.on('error', () => {});
  return client;
}

/** Calls methods one after the other on a chain that a client opens, and runs it. */
function chain(client: Client, steps: readonly (readonly [string, ...unknown[]])[]): Promise<unknown> {
  const opened: object = Reflect.apply(Reflect.get(client, 'pipeline'), client, []);
  for (const [method, ...given] of steps) Reflect.apply(Reflect.get(opened, method), opened, given);
  return outcomeOf(opened, 'exec');
}

const PROGRAMS: Readonly<Record<string, (Class: ClientClass) => Promise<unknown>>> = {
  'keys of all slots, and errors': async (Class) => {
    const client = connect(Class);
    const replies: unknown[] = [];
    for (let index = 0; index < 30; index++) {
      replies.push(
        await outcomeOf(client, 'set', `key${index}`, index),
        await outcomeOf(client, 'get', `key${index}`),
      );
    }
    replies.push(await outcomeOf(client, 'mget', 'key1', 'key2'), await outcomeOf(client, 'hgetall', 'key1'));
    client.disconnect();
    return replies.map((one) => JSON.stringify(one));
  },
  'prefix, pipeline of one slot, call in both cases': async (Class) => {
    const client = connect(Class, { keyPrefix: '{tag}:', redisOptions: { connectionName: 'mine' } });
    const replies = [
      await chain(client, [
        ['set', 'a', '1'],
        ['incr', 'a'],
        ['get', 'a'],
      ]),
      await outcomeOf(client, 'call', 'get', 'a'),
      await outcomeOf(client, 'get', 'a'),
      await outcomeOf(client, 'eval', 'return KEYS[1]', 1, 'a'),
    ];
    client.disconnect();
    return replies;
  },
  'a slot that moves while it is used': async (Class) => {
    const client = connect(Class);
    await outcomeOf(client, 'set', 'moving', '1');
    const ids = await Promise.all(
      nodes.map(async (node) => (await node.command('CLUSTER', 'MYID')).slice(5, 45)),
    );
    const number = (await nodes[0]!.command('CLUSTER', 'KEYSLOT', 'moving')).slice(1, -2);
    const owner = await agreedOwner('moving');
    const target = (owner + 1) % nodes.length;
    await nodes[target]!.command('CLUSTER', 'SETSLOT', number, 'IMPORTING', ids[owner]!);
    await nodes[owner]!.command('CLUSTER', 'SETSLOT', number, 'MIGRATING', ids[target]!);
    // The key is not there any more, and new ones are asked of the other node.
    await nodes[owner]!.command('MIGRATE', '127.0.0.1', `${nodes[target]!.port}`, 'moving', '0', '5000');
    const asked = [await outcomeOf(client, 'get', 'moving'), await outcomeOf(client, 'incr', 'moving')];
    for (const index of [target, owner, (target + 1) % nodes.length])
      await nodes[index]!.command('CLUSTER', 'SETSLOT', number, 'NODE', ids[target]!);
    expect(await agreedOwner('moving')).toBe(target);
    const moved = [await outcomeOf(client, 'incr', 'moving'), await outcomeOf(client, 'del', 'moving')];
    client.disconnect();
    return { asked, moved };
  },
  'pub/sub through the cluster': async (Class) => {
    const client = connect(Class);
    const message = new Promise((resolve) => {
      client.on('message', (...given: unknown[]) => resolve(given));
    });
    const replies = [await outcomeOf(client, 'subscribe', 'news')];
    const publisher = connect(Class);
    await outcomeOf(publisher, 'publish', 'news', 'good');
    const seen = [replies, await message];
    client.disconnect();
    publisher.disconnect();
    return seen;
  },
};

describe.each(MAJORS)('a cluster of ioredis $major', ({ Original, Ours }) => {
  it.each(Object.entries(PROGRAMS))('%s', async (_, program) => {
    const original = await program(Original);
    expect(await program(Ours)).toEqual(original);
  });

  it('is the class of its instances', () => {
    const client = connect(Ours, { lazyConnect: true });
    expect(client).toBeInstanceOf(Reflect.get(Ours, 'Cluster'));
  });
});

it('answers 0 to unsubscribe without a subscription, on a cluster too', async () => {
  for (const { Ours } of MAJORS) {
    const client = connect(Ours);
    expect(await outcomeOf(client, 'unsubscribe')).toEqual({ reply: 0 });
    client.disconnect();
  }
});
