/** node-redis 5 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import * as installed from 'redis5';
import { withPlainUrl } from './arguments.js';

export * from 'redis5';

export const createClient: typeof installed.createClient = (options) =>
  installed.createClient(withPlainUrl(options));

export const createClientPool: typeof installed.createClientPool = (options, pool) =>
  installed.createClientPool(withPlainUrl(options), pool);

export const createCluster: typeof installed.createCluster = (options) =>
  installed.createCluster({
    ...options,
    rootNodes: options.rootNodes.map(withPlainUrl),
    ...(options.defaults && { defaults: withPlainUrl(options.defaults) }),
  });

export const createSentinel: typeof installed.createSentinel = (options) =>
  installed.createSentinel({
    ...options,
    ...(options.nodeClientOptions && { nodeClientOptions: withPlainUrl(options.nodeClientOptions) }),
    ...(options.sentinelClientOptions && {
      sentinelClientOptions: withPlainUrl(options.sentinelClientOptions),
    }),
  });

/** node-redis 5 exports no class, so these two are types alone. */
export type ValkeyClient = ReturnType<typeof createClient>;
export type RedisClient = ValkeyClient;

const redis = { ...installed, createClient, createClientPool, createCluster, createSentinel };
export default redis;
