/** node-redis 4 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import * as installed from 'redis4';
import { withArguments, plainArguments } from './arguments.js';

export * from 'redis4';

export const createClient: typeof installed.createClient = withArguments(
  installed.createClient,
  plainArguments,
);
export const createCluster: typeof installed.createCluster = withArguments(
  installed.createCluster,
  plainArguments,
);

/** node-redis 4 exports no class, so these two are types alone. */
export type ValkeyClient = ReturnType<typeof createClient>;
export type RedisClient = ValkeyClient;

const redis: typeof installed = { ...installed, createClient, createCluster };
export default redis;
