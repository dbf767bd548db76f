/** node-redis 4 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import * as installed from 'redis4';
import { withPlainUrl } from './arguments.js';

export * from 'redis4';

export const createClient: typeof installed.createClient = (options) =>
  installed.createClient(withPlainUrl(options));

export const createCluster: typeof installed.createCluster = (options) =>
  installed.createCluster({
    ...options,
    rootNodes: options.rootNodes.map(withPlainUrl),
    ...(options.defaults && { defaults: withPlainUrl(options.defaults) }),
  });

/** node-redis 4 exports no class, so these two are types alone. */
export type ValkeyClient = ReturnType<typeof createClient>;
export type RedisClient = ValkeyClient;

const redis = { ...installed, createClient, createCluster };
export default redis;
