import { Cluster as ValkeyCluster, Redis as Valkey } from 'iovalkey';
import { sameClass } from '../class.js';
import { patchCommands } from './commands.js';
import { clientArguments, clusterArguments, defaultsOf, type Major } from './options.js';

/** iovalkey's classes as a major of ioredis constructs them, with that package's names on the first. */
export function classesOf(major: Major): { Redis: typeof Valkey; Cluster: typeof ValkeyCluster } {
  patchCommands();
  const Redis: typeof Valkey = sameClass(
    Valkey,
    (given) => clientArguments(given, major, Reflect.get(Redis, 'defaultOptions')),
    major === 4 ? warnOfCall : undefined,
  );
  const Cluster: typeof ValkeyCluster = sameClass(ValkeyCluster, (given) => clusterArguments(given, major));
  Redis.createClient = (...given) => new Redis(...given);
  const defaultOptions: object = { ...Reflect.get(Valkey, 'defaultOptions'), ...defaultsOf(major) };
  Object.assign(Redis, {
    defaultOptions,
    default: Redis,
    Redis,
    Cluster,
    Valkey: Redis,
    ValkeyClient: Redis,
    RedisClient: Redis,
  });
  return { Redis, Cluster };
}

/** As ioredis 4 says it; later majors throw. */
function warnOfCall(): void {
  const { stack } = new Error(
    'Calling `Redis()` like a function is deprecated. Using `new Redis()` instead.',
  );
  console.error(`${stack}`.replace('Error', 'Warning'));
}
