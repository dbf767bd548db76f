/**
 * Packages that take a client instance and work with the wrapper's, whatever the dialect: they call commands, and parse
 * no URL (read in their sources: connect-redis 9, rate-limit-redis 6, rate-limiter-flexible 11, redlock 4 and 5,
 * @socket.io/redis-adapter 8, redis-streams-adapter, redis-emitter). bullmq and bull run on it as well (measured), but
 * not with their types: see nominal-consumers.ts.
 */
export const instanceConsumers: ReadonlySet<string> = new Set([
  'connect-redis',
  'rate-limit-redis',
  'rate-limiter-flexible',
  'redlock',
  '@socket.io/redis-adapter',
  '@socket.io/redis-streams-adapter',
  '@socket.io/redis-emitter',
  'bullmq',
  'bull',
]);

/** Libraries that look at any value and ask nothing of a client: test tools, assertions, promise helpers, effects. */
export const passiveReceivers =
  /^(vitest|@vitest\/.*|jest.*|@jest\/.*|sinon.*|chai.*|ava|tap|tape|mocha|expect(\.js)?|should|testdouble|tstyche|tsd|expect-type|bluebird|effect|rxjs|util|assert|events|lodash.*|p-.*|async)(\/|$)/;
