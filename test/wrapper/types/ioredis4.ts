// What TypeScript code written for ioredis 4 (@types/ioredis) does with its types.
import Redis, {
  type Callback,
  Cluster,
  type KeyType,
  type Pipeline,
  type RedisOptions,
  type ValueType,
} from 'wrapper';
import type * as Namespace from 'wrapper';

const options: RedisOptions = { host: 'h', port: 1 };
const nested: Redis.RedisOptions = { lazyConnect: true };
const nodes: Redis.ClusterNode[] = ['redis://h:1', { host: 'h', port: 2 }];
const clusterOptions: Redis.ClusterOptions = { redisOptions: { password: 'p' } };

export class Cache {
  private readonly client: Redis.Redis = new Redis('valkey://h:1', options);

  async get(key: KeyType): Promise<string | null> {
    const value: string | null = await this.client.get(key);
    const all: Record<string, string> = await this.client.hgetall('h');
    return value ?? all['a'] ?? null;
  }

  async take(keys: string[], args: (string | number)[]): Promise<number> {
    const taken: number = await this.client.evalsha('sha', keys.length, [...keys, ...args]);
    const again: number = await this.client.eval('return 1', 1, 'k');
    this.client.eval('return 1', 1, 'k', (error: Error | null, result: number) => [error, result]);
    const state = ((await new Cluster(nodes).cluster('info')) as string).length;
    return taken + again + state;
  }

  pipeline(): Pipeline {
    return this.client.pipeline().set('a', 1).get('a');
  }
}

const other: Namespace.Redis = new Redis(nested);
const cluster: Redis.Cluster = new Redis.Cluster(nodes, clusterOptions);
const direct = new Cluster(nodes);
const done: Callback<string> = (error, result) => [error, result];
const value: ValueType = 1;
export const all = [other, cluster, direct, done, value];
