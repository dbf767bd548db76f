import type { Ecosystem } from '../../surfaces/text/dependencies.js';

/** A package that reads a variable by itself, wherever it is a dependency. */
export interface ImplicitReader {
  readonly name: string;
  readonly ecosystem: Ecosystem;
  readonly variables: readonly string[];
  readonly source: string;
}

export const IMPLICIT_READERS: readonly ImplicitReader[] = [
  npm(
    'resumable-stream',
    ['REDIS_URL', 'KV_URL'],
    '2.2, src/index.ts: process.env.REDIS_URL || process.env.KV_URL, with node-redis',
  ),
  npm(
    '@payloadcms/kv-redis',
    ['REDIS_URL'],
    '3, src/index.ts: options.redisURL ?? process.env.REDIS_URL, with ioredis',
  ),
  npm(
    '@trieb.work/nextjs-turbo-redis-cache',
    ['REDIS_URL'],
    '1.18.0, dist/index.js: the default of redisUrl, with node-redis',
  ),
  npm(
    '@nuxthub/core',
    ['REDIS_URL', 'KV_URL', 'CACHE_REDIS_URL'],
    '0.10.8, dist/module.mjs: chooses and configures the drivers of KV and cache',
  ),
  npm(
    '@medusajs/utils',
    ['REDIS_URL', 'CACHE_REDIS_URL'],
    '2.21.2, dist/common/define-config.js: the default of projectConfig.redisUrl and of modules, with ioredis',
  ),
  npm('@medusajs/framework', ['REDIS_URL', 'CACHE_REDIS_URL'], '2: through @medusajs/utils'),
  npm(
    'hubot-redis-brain',
    ['REDIS_URL', 'REDISTOGO_URL', 'REDISCLOUD_URL', 'BOXEN_REDIS_URL'],
    '3.0.1, src/RedisBrain.js, with node-redis',
  ),
  npm(
    'prerender-redis-cache',
    ['REDIS_URL', 'REDISTOGO_URL', 'REDISCLOUD_URL', 'REDISGREEN_URL'],
    '0.2.2, index.js, with node-redis',
  ),
  npm('redis-url', ['REDIS_URL'], '1.2.1, index.js: the default of connect(), with node-redis'),
  npm('redis-connection', ['REDISCLOUD_URL', 'REDIS_URL'], '5.4.0, index.js, with node-redis'),
  {
    name: 'redis',
    ecosystem: 'ruby',
    variables: ['REDIS_URL'],
    source:
      'redis-rb 4 (lib/redis/client.rb) and 5 (lib/redis.rb): ENV["REDIS_URL"] where no server is named',
  },
  {
    name: 'sidekiq',
    ecosystem: 'ruby',
    variables: ['REDIS_URL', 'REDIS_PROVIDER', 'REDISTOGO_URL'],
    source: 'Sidekiq 2 – 7, lib/sidekiq/redis_connection.rb: ENV[ENV["REDIS_PROVIDER"] || "REDIS_URL"]',
  },
  {
    name: 'celery',
    ecosystem: 'python',
    variables: ['CELERY_BROKER_URL', 'CELERY_RESULT_BACKEND'],
    source: 'Celery 3 – 5, celery/app/utils.py: os.environ.get("CELERY_BROKER_URL")',
  },
  {
    name: 'rq',
    ecosystem: 'python',
    variables: ['RQ_REDIS_URL'],
    source: 'rq 1, 2, rq/cli: the environment variable of --url',
  },
  ...['spring-boot-starter-data-redis', 'spring-boot-starter-data-redis-reactive'].map(
    (name): ImplicitReader => ({
      name,
      ecosystem: 'java',
      variables: ['SPRING_DATA_REDIS_URL', 'SPRING_REDIS_URL'],
      source: 'Spring Boot, relaxed binding of spring.data.redis.url (3) and spring.redis.url (1, 2)',
    }),
  ),
];

function npm(name: string, variables: readonly string[], source: string): ImplicitReader {
  return { name, ecosystem: 'npm', variables, source };
}
