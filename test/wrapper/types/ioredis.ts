// What TypeScript code written for ioredis 5 and 6 does with its types.
import Redis, {
  type Callback,
  type ChainableCommander,
  Cluster,
  type ClusterNode,
  type ClusterOptions,
  Command,
  type NatMap,
  type RedisKey,
  type RedisOptions,
  type RedisValue,
  ReplyError,
  type Result,
  type SentinelAddress,
} from 'wrapper';
import { Redis as Named, RedisClient, ValkeyClient } from 'wrapper';
import type { default as TypeOnly } from 'wrapper';

declare module 'wrapper' {
  interface RedisCommander<Context> {
    double(key: string): Result<number, Context>;
  }
}

const options: RedisOptions = {
  host: 'h',
  port: 1,
  tls: {},
  retryStrategy: (times) => Math.min(times * 50, 2000),
};
/** What Node's ES modules name through the default import. */
export const throughDefault = (
  client: Redis.Redis,
  given: Redis.RedisOptions,
): Redis.ChainableCommander | Redis.Cluster =>
  given.db === 0 ? new Redis.Redis().pipeline() : client.pipeline();
const nodes: ClusterNode[] = ['redis://h:1', { host: 'h', port: 2 }, 3];
const clusterOptions: ClusterOptions = { redisOptions: { password: 'p' }, scaleReads: 'slave' };

/** Each a name of a command, as its client has it. */
export const commands = ['get', 'function', 'functionBuffer', 'hgetex'] as const;
export const each: readonly (keyof Redis & keyof Cluster & keyof ChainableCommander)[] = commands;

export async function functions(client: Redis): Promise<string> {
  const listed: unknown[] = await client.function('LIST', 'LIBRARYNAME', 'm*', 'WITHCODE');
  const dump: Buffer = await client.functionBuffer('DUMP');
  client.function('FLUSH', 'ASYNC', (error, reply) => reply?.trim() ?? error);
  const loaded: string = await client.function('LOAD', 'REPLACE', `#!lua name=m ${listed.length}`);
  return loaded || client.function('RESTORE', dump, 'REPLACE');
}

export class Cache {
  private readonly client: Redis;
  private readonly alias: ValkeyClient;

  constructor(client?: Redis) {
    this.client = client ?? new Redis('valkey://h:1', options);
    this.alias = new ValkeyClient(1, 'h', { lazyConnect: true });
  }

  async get(key: RedisKey): Promise<string | null> {
    const value: string | null = await this.client.get(key);
    const all: Record<string, string> = await this.alias.hgetall('h');
    const buffer: Buffer | null = await this.client.getBuffer(key);
    return value ?? all['a'] ?? buffer?.toString() ?? null;
  }

  pipeline(): ChainableCommander {
    return this.client.pipeline().set('a', 1).get('a').double('a');
  }

  async double(): Promise<number> {
    this.client.defineCommand('double', { numberOfKeys: 1, lua: 'return 2' });
    return this.client.double('k');
  }
}

export class Subclass extends Redis {
  constructor() {
    super({ lazyConnect: true });
    this.on('error', (error: Error) => error.message);
  }
}

const cluster: Cluster = new Cluster(nodes, clusterOptions);
const nested = new Redis.Cluster(nodes);
const asMembers: Redis[] = [new Redis.default('valkey://h:1'), new Redis.Redis(1, 'h')];
const callback: Callback<string> = (error, result) => [error, result];
const either: Named | Cluster = Math.random() > 2 ? cluster : new Named();
const client: RedisClient = new RedisClient();
const only: TypeOnly = client.duplicate();
const natMap: NatMap = { a: { host: 'h', port: 1 } };
const sentinel: Partial<SentinelAddress> = { host: 'h', port: 1 };
const value: RedisValue = 1;
const failure = new ReplyError('no');
const command = new Command('get', ['a']);
const later: Promise<(string | null)[]> = client.hgetex('k', 'FIELDS', 1, 'f');
export const all = [
  options,
  clusterOptions,
  nested,
  asMembers,
  callback,
  either,
  only,
  natMap,
  sentinel,
  value,
  failure,
  command,
  later,
];
