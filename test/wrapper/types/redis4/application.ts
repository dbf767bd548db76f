// What applications in TypeScript do with node-redis 4.
import {
  commandOptions,
  createClient,
  createCluster,
  defineScript,
  ErrorReply,
  type RedisClientOptions,
  type RedisClientType,
  type RedisClusterType,
  type RedisDefaultModules,
  type RedisFunctions,
  type RedisModules,
  type RedisScripts,
} from 'wrapper4';

export type Any = ReturnType<typeof createClient>;
export type Full = RedisClientType<RedisDefaultModules & RedisModules, RedisFunctions, RedisScripts>;

const options: RedisClientOptions = {
  url: 'redis://localhost',
  socket: {
    connectTimeout: 1000,
    keepAlive: 5000,
    reconnectStrategy: (retries) => Math.min(retries * 50, 500),
  },
  database: 1,
};

export class Cache {
  private client: RedisClientType | undefined;
  private readonly any: Any;
  constructor() {
    this.any = createClient(options);
    this.any.on('error', (error: Error) => console.error(error.message));
  }

  async connect(): Promise<void> {
    const client: RedisClientType = createClient({ url: 'redis://localhost' });
    await client.connect();
    this.client = client;
    await this.any.connect();
  }

  async get(key: string): Promise<string | null> {
    return this.any.get(key);
  }

  async all(): Promise<string[]> {
    const found: string[] = [];
    for await (const key of this.any.scanIterator({ MATCH: 'a*', COUNT: 100 })) found.push(key);
    const hash: Record<string, string> = await this.any.hGetAll('h');
    const values: (string | null)[] = await this.any.mGet(['a', 'b']);
    const range: { value: string; score: number }[] = await this.any.zRangeWithScores('z', 0, -1);
    return [
      ...found,
      ...Object.keys(hash),
      ...values.map((value) => value ?? ''),
      ...range.map((r) => r.value),
    ];
  }

  async write(): Promise<void> {
    await this.any.set('a', '1', { EX: 10, NX: true });
    await this.any.set('a', 5);
    await this.any.hSet('h', 'field', 'value');
    await this.any.hSet('h', { a: '1', b: 2 });
    await this.any.zAdd('z', [{ score: 1, value: 'a' }]);
    await this.any.expire('a', 10);
    const locked: boolean = await this.any.setNX('lock', '1');
    const added: number = await this.any.sAdd('s', ['a', 'b']);
    const replies = await this.any.multi().set('a', '1').incr('n').expire('a', 5).exec();
    const raw: string | null = await this.any.sendCommand(['GET', 'a']);
    const buffer: Buffer | null = await this.any.get(commandOptions({ returnBuffers: true }), 'a');
    console.log(locked, added, replies.length, raw, buffer?.length);
  }

  async messages(): Promise<void> {
    const subscriber = this.any.duplicate();
    await subscriber.connect();
    await subscriber.subscribe('news', (message, channel) => console.log(message.length, channel.length));
    await subscriber.pSubscribe('news.*', (message: string) => console.log(message));
    await subscriber.subscribe('raw', (message) => console.log(message.byteLength), true);
    await subscriber.unsubscribe();
    await this.any.publish('news', 'hello');
    await this.any.executeIsolated(async (client) => {
      await client.watch('a');
      return client.multi().get('a').exec();
    });
    await this.any.quit();
    await this.client?.disconnect();
  }
}

export const scripted = createClient({
  scripts: {
    add: defineScript({
      NUMBER_OF_KEYS: 1,
      SCRIPT: 'return 1',
      transformArguments(key: string, by: number): string[] {
        return [key, by.toString()];
      },
      transformReply(reply: number): number {
        return reply;
      },
    }),
  },
});
export const sum: Promise<number> = scripted.add('k', 1);

export const cluster: RedisClusterType = createCluster({ rootNodes: [{ url: 'redis://localhost:7000' }] });

export function failed(error: unknown): boolean {
  return error instanceof ErrorReply && error.message.length > 0;
}
export async function takes(client: RedisClientType): Promise<string> {
  return client.ping();
}
