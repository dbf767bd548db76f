/** node-redis 6 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import * as installed from 'redis6';
import { withArguments, withPlainUrls } from './arguments.js';

export * from 'redis6';

export const createClient: typeof installed.createClient = withArguments(
  installed.createClient,
  withPlainUrls,
);
export const createClientPool: typeof installed.createClientPool = withArguments(
  installed.createClientPool,
  withPlainUrls,
);
export const createCluster: typeof installed.createCluster = withArguments(
  installed.createCluster,
  withPlainUrls,
);
export const createSentinel: typeof installed.createSentinel = withArguments(
  installed.createSentinel,
  withPlainUrls,
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
