/** node-redis 6 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import * as installed from 'redis6';
import { withArguments, plainArguments } from './arguments.js';

export * from 'redis6';

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

export { RedisClient as ValkeyClient } from 'redis6';

const redis: typeof installed & { ValkeyClient: typeof installed.RedisClient } = {
  ...installed,
  createClient,
  createClientPool,
  createCluster,
  createSentinel,
  ValkeyClient: installed.RedisClient,
};
export default redis;
