// What TypeScript code written for node-redis 3 (@types/redis) does with its types.
import redis, {
  type ClientOpts,
  createClient,
  RedisClient,
  type RetryStrategyOptions,
  type ValkeyClient,
} from 'wrapper';
import * as namespace from 'wrapper';
import { promisify } from 'util';

const options: ClientOpts = {
  url: 'valkey://h',
  retry_strategy: ({ attempt }: RetryStrategyOptions) => attempt * 100,
};
const client: RedisClient = createClient(options);
const same: ValkeyClient = redis.createClient(6379, 'h');
const get = promisify(client.get).bind(client);
client.on('error', (error: Error) => error.message);
client.hgetall('k', (error, all: Record<string, string>) => [error, all]);
client
  .multi()
  .set('a', 'b')
  .exec((error, replies: unknown[]) => [error, replies]);
export const all = [get('a'), same, namespace.createClient('valkey://h'), client instanceof RedisClient];
