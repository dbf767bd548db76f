// What applications in TypeScript do with node-redis 5.
import {
  createClient,
  createClientPool,
  createCluster,
  createSentinel,
  defineScript,
  RESP_TYPES,
  type CommandParser,
  type RedisArgument,
  type RedisClientOptions,
  type RedisClientPoolType,
  type RedisClientType,
  type RedisFunctions,
  type RedisModules,
  type RedisScripts,
  type RespVersions,
  SimpleError,
  type TypeMapping,
} from 'wrapper5';

export type Any = ReturnType<typeof createClient>;
export type Full = RedisClientType<RedisModules, RedisFunctions, RedisScripts, RespVersions, TypeMapping>;

const options: RedisClientOptions = {
  url: 'redis://localhost',
  socket: {
    connectTimeout: 1000,
    reconnectStrategy: (retries, cause) => (cause ? Math.min(retries * 50, 500) : false),
  },
  database: 1,
};

export class Cache {
  private readonly client: Any;
  private pool: RedisClientPoolType | undefined;
  constructor() {
    this.client = createClient({ url: 'redis://localhost', pingInterval: 1000 });
    this.client.on('error', (error: Error) => console.error(error.message));
  }

  async connect(): Promise<void> {
    await this.client.connect();
    const client: RedisClientType = createClient();
    await client.connect();
    this.pool = createClientPool({ url: 'redis://localhost' }, { minimum: 1, maximum: 10 });
    await this.pool.connect();
    createClient(options);
  }

  async get(key: string): Promise<string | null> {
    const value: string | null = await this.client.get(key);
    const fromPool = await this.pool?.execute(async (client) => client.get(key));
    return value ?? fromPool ?? null;
  }

  async all(): Promise<string[]> {
    const found: string[] = [];
    for await (const keys of this.client.scanIterator({ MATCH: 'a*', COUNT: 100 })) found.push(...keys);
    const hash: Record<string, string> = await this.client.hGetAll('h');
    const values: (string | null)[] = await this.client.mGet(['a', 'b']);
    const range = await this.client.zRangeWithScores('z', 0, -1);
    return [
      ...found,
      ...Object.keys(hash),
      ...values.map((value) => value ?? ''),
      ...range.map((r) => r.value),
    ];
  }

  async write(): Promise<void> {
    await this.client.set('a', '1', { EX: 10, NX: true });
    await this.client.set('a', '1', { expiration: { type: 'EX', value: 10 }, condition: 'NX' });
    await this.client.hSet('h', { a: '1', b: 2 });
    await this.client.zAdd('z', [{ score: 1, value: 'a' }]);
    const locked: number = await this.client.setNX('lock', '1');
    const [set, count] = await this.client.multi().set('a', '1').incr('n').execTyped();
    const generic = await this.client.multi().set('a', '1').exec();
    const text: string | null = set;
    const next: number = count + 1;
    const raw = await this.client.sendCommand<string>(['GET', 'a']);
    const buffer: Buffer | null = await this.client
      .withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
      .get('a');
    console.log(locked, text, next, generic.length, raw.length, buffer?.length);
    await this.client.withAbortSignal(new AbortController().signal).get('a');
    await this.client.close();
    this.client.destroy();
  }

  async messages(): Promise<void> {
    const subscriber = this.client.duplicate();
    await subscriber.connect();
    await subscriber.subscribe('news', (message, channel) => console.log(message.length, channel.length));
    await subscriber.subscribe('raw', (message) => console.log(message.byteLength), true);
    await subscriber.unsubscribe('news');
  }
}

export const scripted = createClient({
  scripts: {
    add: defineScript({
      NUMBER_OF_KEYS: 1,
      SCRIPT: 'return 1',
      parseCommand(parser: CommandParser, key: RedisArgument, by: number) {
        parser.pushKey(key);
        parser.push(by.toString());
      },
      transformReply: undefined as unknown as () => number,
    }),
  },
});
export const sum: Promise<number> = scripted.add('k', 1);

export const cluster = createCluster({ rootNodes: [{ url: 'redis://localhost:7000' }] });
export const sentinel = createSentinel({ name: 'main', sentinelRootNodes: [{ host: 'h', port: 1 }] });
export const ofSentinel = {
  options: sentinel.commandOptions,
  view: sentinel.withCommandOptions({ asap: true }),
};

export function failed(error: unknown): boolean {
  return error instanceof SimpleError && error.message.length > 0;
}
export async function takes(client: RedisClientType): Promise<string> {
  return client.ping();
}
