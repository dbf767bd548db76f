import type { Dialect } from '../../model.js';

/**
 * Options that iovalkey 0.4.0 cannot carry, by dialect. ioredis: read in iovalkey's source (options that it ignores);
 * node-redis: features that the wrapper leaves to the package (client-side cache, RESP3 type mapping, modules, tokens,
 * telemetry, maintenance). At run time the wrapper throws for each of them.
 */
export const optionsNotCarried: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  ioredis: new Set([
    'profile',
    'shardedSubscribers',
    'blockingTimeout',
    'blockingTimeoutGrace',
    'clusterNodeRetryStrategy',
    'protocol',
    'replyMapping',
    'himportFieldsets',
    'dropBufferSupport',
  ]),
  redis3: new Set(['stream', 'parser']),
  redis4: new Set(['modules', 'credentialsProvider']),
  redis5: new Set([
    'modules',
    'RESP',
    'clientSideCache',
    'typeMapping',
    'credentialsProvider',
    'emitInvalidate',
    'maintNotifications',
    'maintRelaxedCommandTimeout',
    'maintRelaxedSocketTimeout',
    'maintEndpointType',
  ]),
  redis6: new Set([
    'modules',
    'RESP',
    'clientSideCache',
    'typeMapping',
    'credentialsProvider',
    'emitInvalidate',
    'maintNotifications',
    'maintRelaxedCommandTimeout',
    'maintRelaxedSocketTimeout',
    'maintEndpointType',
  ]),
};
