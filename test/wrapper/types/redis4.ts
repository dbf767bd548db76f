// What TypeScript code written for node-redis 4, 5 or 6 does with its types.
import redis, {
  createClient,
  createCluster,
  ErrorReply,
  type RedisClientOptions,
  type RedisClientType,
} from 'wrapper';
import * as namespace from 'wrapper';

const options: RedisClientOptions = { url: 'valkey://h', socket: { connectTimeout: 1 } };
const client = createClient(options);
const typed: ReturnType<typeof createClient> = redis.createClient({ url: 'valkey://h' });

export async function use(given: ReturnType<typeof createClient>): Promise<string | null> {
  await given.connect();
  await given.set('a', '1', { EX: 10 });
  const value: string | null = await given.get('a');
  const all = await given.hGetAll('h');
  const [first] = await given.multi().set('a', 'b').get('a').exec();
  given.on('error', (error: Error) => error.message);
  if (first instanceof ErrorReply) throw first;
  return value ?? all['a'] ?? null;
}

const cluster = createCluster({ rootNodes: [{ url: 'valkey://h:1' }] });
export type Types = [RedisClientType, typeof typed];
export const all = [use(client), use(typed), cluster, namespace.createClient()];
