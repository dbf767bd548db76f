import type { Family } from './other-names.js';

/** Options that nothing else is likely to have: to find one in a file that makes no client is enough. */
export const unmistakableOptions: Readonly<Record<Family, ReadonlySet<string>>> = {
  ioredis: new Set(
    words(`
    clusterNodeRetryStrategy dropBufferSupport himportFieldsets replyMapping
    shardedSubscribers
  `),
  ),
  redis3: new Set(),
  promise: new Set(
    words('clientSideCache credentialsProvider emitInvalidate himportRegistry maintNotifications'),
  ),
};

/**
 * The options beside the proven ones that a package of the family reads (ioredis 4.31, 5.11, 6.0; redis 2.8, 3.1, 4.7,
 * 5 and 6: test/plan/proven/other-options.test.ts collects them). Of those with a colon, that value alone counts: others may have the name, or it asks for nothing.
 */
export const otherOptions: Readonly<Record<Family, ReadonlySet<string>>> = {
  ioredis: new Set([
    ...unmistakableOptions.ioredis,
    ...words('blockingTimeout protocol:2 protocol:3 tls.profile'),
  ]),
  redis3: new Set(words('parser:hiredis stream')),
  promise: new Set([
    ...unmistakableOptions.promise,
    ...words(`
    RESP:3 cleanupTimeout maintEndpointType maintRelaxedCommandTimeout maintRelaxedSocketTimeout
    maxCommandRediscovers modules replicaPoolSize reserveClient scanInterval
    topologyRefreshOnReconnectionAttemptStrategy
  `),
  ]),
};

/** What to look for in files that say nothing else of a client: no other code is likely to have these. */
export const optionNeedles: readonly string[] = [
  'RESP:',
  ...new Set(
    Object.values(otherOptions).flatMap((names) => [...names].filter((name) => /^\w{9,}$/.test(name))),
  ),
];

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
