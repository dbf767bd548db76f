/** node-redis 2 and 3 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import * as installed from 'redis';
import { withArguments, plainCallbackArguments } from './arguments.js';

export * from 'redis';

export const createClient: typeof installed.createClient = withArguments(
  installed.createClient,
  plainCallbackArguments,
);

export const ValkeyClient = installed.RedisClient;
export type ValkeyClient = installed.RedisClient;

const redis: typeof installed & { ValkeyClient: typeof installed.RedisClient } = {
  ...installed,
  createClient,
  ValkeyClient,
};
export default redis;
