/** node-redis 2 and 3 as installed, which also takes `valkey://` and `valkeys://` URLs. */
import * as installed from 'redis';
import { plainUrl, withPlainUrl } from './arguments.js';

export * from 'redis';

export const createClient: typeof installed.createClient = (...given: unknown[]) =>
  Reflect.apply(
    installed.createClient,
    undefined,
    given.map((one) => withPlainUrl(plainUrl(one))),
  );

export const ValkeyClient = installed.RedisClient;
export type ValkeyClient = installed.RedisClient;

const redis = { ...installed, createClient, ValkeyClient };
export default redis;
