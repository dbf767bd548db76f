/** A package that reads a variable by itself, wherever it is a dependency. */
export interface ImplicitReader {
  readonly name: string;
  readonly variables: readonly string[];
  readonly source: string;
}

export const IMPLICIT_READERS: readonly ImplicitReader[] = [
  {
    name: 'resumable-stream',
    variables: ['REDIS_URL', 'KV_URL'],
    source:
      'resumable-stream 2.2, src/index.ts: process.env.REDIS_URL || process.env.KV_URL, with node-redis',
  },
  {
    name: '@payloadcms/kv-redis',
    variables: ['REDIS_URL'],
    source: '@payloadcms/kv-redis 3, src/index.ts: options.redisURL ?? process.env.REDIS_URL, with ioredis',
  },
  {
    name: 'sidekiq',
    variables: ['REDIS_URL', 'REDIS_PROVIDER'],
    source: 'Sidekiq 7, lib/sidekiq/redis_connection.rb: ENV[ENV["REDIS_PROVIDER"] || "REDIS_URL"]',
  },
  { name: 'redis-rb', variables: ['REDIS_URL'], source: 'redis-client, lib/redis_client/config.rb' },
];
