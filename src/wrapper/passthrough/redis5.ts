/** node-redis 5 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import * as installed from 'redis5';
import { withArguments, plainArguments } from './arguments.js';

export * from 'redis5';

export const createClient: typeof installed.createClient = withArguments(
  installed.createClient,
  plainArguments,
);
export const createClientPool: typeof installed.createClientPool = withArguments(
  installed.createClientPool,
  plainArguments,
);
export const createCluster: typeof installed.createCluster = withArguments(
  installed.createCluster,
  plainArguments,
);
export const createSentinel: typeof installed.createSentinel = withArguments(
  installed.createSentinel,
  plainArguments,
);

/** node-redis 5 exports no class, so these two are types alone. */
export type ValkeyClient = ReturnType<typeof createClient>;
export type RedisClient = ValkeyClient;

const redis: typeof installed = {
  ...installed,
  createClient,
  createClientPool,
  createCluster,
  createSentinel,
};
export default redis;
