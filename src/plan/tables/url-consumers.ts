import { satisfies } from 'semver';

/** A place where a package takes a Redis URL. */
export interface UrlConsumer {
  readonly name: string;
  /** The majors that this holds for. */
  readonly versions: string;
  /** What of the package is called; '' for its default export, or the module itself. */
  readonly called: readonly string[];
  readonly argument: number;
  /** The property that holds the URL; '' for the argument itself. Lists and factories on the way are left out. */
  readonly properties: readonly string[];
  /** `all`: valkey:// and valkeys:// too. `redis`: it needs `redis://` or `rediss://`. */
  readonly schemes: 'all' | 'redis';
  readonly evidence: string;
}

/** What the package does with valkey:// and valkeys://, on Node 20 against Valkey 8.0.1 with every byte recorded. */
const PATH = 'measured: takes valkey:// for the path of a socket, and hangs';
const LEAK = 'measured: valkeys:// without TLS, with the password';
const ERROR = 'measured: refuses valkey://';
const IGNORED = 'measured: reads no url there, whatever its scheme';
const ANY = 'measured: takes all four schemes';
const MOCK = 'measured: takes any text, and connects to nothing';

/**
 * Packages that take a URL and connect by themselves. A call of one of `redis` gets `toRedisUrl(…)`, which gives it the
 * text that it got before.
 */
export const URL_CONSUMERS: readonly UrlConsumer[] = [
  ...needs(
    'bullmq',
    '>=5',
    [
      [['Queue', 'QueueEvents', 'QueueEventsProducer'], 1, ['connection.url']],
      [['Worker'], 2, ['connection.url']],
      [['FlowProducer'], 0, ['connection.url']],
    ],
    PATH,
  ),
  ...needs(
    'bullmq',
    '<5',
    [
      [['Queue', 'QueueEvents', 'QueueScheduler'], 1, ['connection.url']],
      [['Worker'], 2, ['connection.url']],
      [['FlowProducer'], 0, ['connection.url']],
    ],
    IGNORED,
  ),
  ...needs('bull', '*', [[['', 'Queue'], 1, ['', 'redis', 'redis.url']]], LEAK),
  ...needs(
    '@nestjs/bullmq',
    '*',
    [[['BullModule.forRoot', 'BullModule.forRootAsync', 'BullModule.registerQueue'], 0, ['connection.url']]],
    PATH,
  ),
  ...needs(
    '@nestjs/bull',
    '*',
    [
      [
        ['BullModule.forRoot', 'BullModule.forRootAsync', 'BullModule.registerQueue'],
        0,
        ['url', 'redis', 'redis.url'],
      ],
    ],
    LEAK,
  ),
  ...needs('bee-queue', '*', [[['', 'Queue'], 1, ['redis', 'redis.url']]], LEAK),
  ...needs('kue', '*', [[['createQueue'], 0, ['redis']]], ERROR),
  ...needs('connect-redis', '<4', [[['()'], 0, ['url']]], LEAK),
  ...needs('cache-manager-redis-store', '*', [[['create', 'redisStore', ''], 0, ['url']]], LEAK),
  ...needs('cache-manager-redis-yet', '*', [[['redisStore'], 0, ['url']]], ERROR),
  ...needs('cache-manager-ioredis-yet', '*', [[['redisStore'], 0, ['url']]], PATH),
  ...needs('cache-manager', '<5', [[['caching'], 0, ['url']]], LEAK),
  ...needs(
    '@nestjs/cache-manager',
    '*',
    [[['CacheModule.register', 'CacheModule.registerAsync'], 0, ['url', 'stores.url']]],
    ERROR,
  ),
  ...needs(
    '@nestjs/common',
    '<10',
    [[['CacheModule.register', 'CacheModule.registerAsync'], 0, ['url']]],
    LEAK,
  ),
  ...needs('socket.io-redis', '*', [[['', 'createAdapter'], 0, ['']]], LEAK),
  ...needs('rate-limit-redis', '<3', [[['', 'RedisStore'], 0, ['redisURL']]], LEAK),
  ...needs('handy-redis', '*', [[['createNodeRedisClient', 'createHandyClient'], 0, ['', 'url']]], LEAK),
  ...needs('async-redis', '*', [[['createClient'], 0, ['', 'url']]], LEAK),
  ...needs('bottleneck', '*', [[['', 'Group'], 0, ['clientOptions.url']]], LEAK),
  ...needs(
    '@nestjs/microservices',
    '*',
    [
      [
        ['ClientProxyFactory.create', 'ClientsModule.register', 'ClientsModule.registerAsync'],
        0,
        ['options.url'],
      ],
    ],
    LEAK,
  ),
  ...needs('@nestjs/core', '*', [[['NestFactory.createMicroservice'], 1, ['options.url']]], LEAK),
  ...needs('keyv', '*', [[['', 'Keyv'], 0, ['', 'uri']]], ERROR),
  ...needs('@keyv/redis', '<4', [[['', 'KeyvRedis'], 0, ['', 'uri', 'url']]], PATH),
  ...needs(
    '@keyv/redis',
    '>=4',
    [[['', 'KeyvRedis', 'createKeyv', 'createKeyvNonBlocking'], 0, ['', 'url']]],
    ERROR,
  ),
  ...needs('@keyv/valkey', '<2', [[['', 'KeyvValkey', 'createKeyv'], 0, ['', 'uri', 'url']]], PATH),
  ...needs('redis-om', '*', [[['Client.().open'], 0, ['']]], ERROR),
  ...needs(
    'typeorm',
    '*',
    [[['DataSource', 'createConnection'], 0, ['cache.options', 'cache.options.url']]],
    ERROR,
  ),
  ...needs(
    'parse-server',
    '*',
    [
      [['', 'ParseServer', 'ParseServer.start'], 0, ['liveQuery.redisURL']],
      [['RedisCacheAdapter'], 0, ['url']],
    ],
    ERROR,
  ),
  ...needs('@fastify/redis', '*', [[['register'], 1, ['url']]], PATH),
  ...needs('fastify-redis', '*', [[['register'], 1, ['url']]], PATH),
  ...needs(
    '@nestjs-modules/ioredis',
    '*',
    [[['RedisModule.forRoot', 'RedisModule.forRootAsync'], 0, ['url', 'config.url']]],
    PATH,
  ),
  ...needs(
    '@liaoliaots/nestjs-redis',
    '*',
    [[['RedisModule.forRoot', 'RedisModule.forRootAsync'], 0, ['config.url']]],
    PATH,
  ),
  ...needs('@nest-lab/throttler-storage-redis', '*', [[['ThrottlerStorageRedisService'], 0, ['']]], PATH),
  ...needs('graphql-redis-subscriptions', '*', [[['RedisPubSub'], 0, ['connection']]], PATH),
  ...needs('unstorage', '*', [[[''], 0, ['url']]], PATH),
  ...needs('@hapi/catbox-redis', '*', [[['', 'Engine'], 0, ['url']]], PATH),
  ...needs('catbox-redis', '*', [[[''], 0, ['url']]], PATH),
  ...needs('@payloadcms/kv-redis', '*', [[['redisKVAdapter'], 0, ['redisURL']]], PATH),
  ...needs(
    '@medusajs/utils',
    '*',
    [[['defineConfig'], 0, ['projectConfig.redisUrl', 'modules.options.redisUrl']]],
    PATH,
  ),
  ...needs(
    '@medusajs/framework',
    '*',
    [[['defineConfig'], 0, ['projectConfig.redisUrl', 'modules.options.redisUrl']]],
    PATH,
  ),
  ...needs(
    'moleculer',
    '*',
    [[['ServiceBroker'], 0, ['transporter', 'cacher', 'transporter.options.redis', 'cacher.options.redis']]],
    ERROR,
  ),
  ...needs('feathers-sync', '*', [[['', 'sync'], 0, ['uri']]], ERROR),
  ...takes('iovalkey', '>=0.4.0', [[['', 'Redis', 'Valkey'], 0, ['']]], ANY),
  ...takes('bun', '*', [[['RedisClient'], 0, ['']]], ANY),
  ...takes('ioredis-mock', '*', [[['', 'Redis'], 0, ['']]], MOCK),
  ...takes('redis-mock', '*', [[['createClient'], 0, ['', 'url']]], MOCK),
];

type Place = readonly [called: readonly string[], argument: number, properties: readonly string[]];

function needs(
  name: string,
  versions: string,
  places: readonly Place[],
  evidence: string,
): readonly UrlConsumer[] {
  return rows('redis', name, versions, places, evidence);
}

function takes(
  name: string,
  versions: string,
  places: readonly Place[],
  evidence: string,
): readonly UrlConsumer[] {
  return rows('all', name, versions, places, evidence);
}

function rows(
  schemes: UrlConsumer['schemes'],
  name: string,
  versions: string,
  places: readonly Place[],
  evidence: string,
): readonly UrlConsumer[] {
  return places.map(([called, argument, properties]) => ({
    name,
    versions,
    called,
    argument,
    properties,
    schemes,
    evidence,
  }));
}

/** What is known of an argument of a package's call; null where the tables do not know the place. */
export function urlConsumer(
  specifier: string,
  chain: readonly string[],
  argument: number,
  path: readonly string[],
  versionOf: (name: string) => string | null,
): UrlConsumer | null {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const called = chain.filter((one) => one !== '*' && one !== 'default').join('.');
  // What a list holds and what a factory gives is what the package takes.
  const property = path.filter((one) => !/^(?:\[\]|\(\)|useFactory)$/.test(one)).join('.');
  return (
    URL_CONSUMERS.find(
      (row) =>
        row.name === name &&
        row.called.includes(called) &&
        row.argument === argument &&
        row.properties.includes(property) &&
        holdsFor(row, versionOf(name)),
    ) ?? null
  );
}

/** A version that is not known may be any: enough to give a package the URL that it got before, but not another. */
function holdsFor({ versions, schemes }: UrlConsumer, version: string | null): boolean {
  if (versions === '*') return true;
  return version === null ? schemes === 'redis' : satisfies(version, versions, { includePrerelease: true });
}
