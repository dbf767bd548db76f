import type { ClientPackage } from '../../model.js';

/** A package whose TypeScript types accept an instance of the original client class alone. */
export interface NominalConsumer {
  readonly name: string;
  readonly client: ClientPackage;
  /** Where its types ask for the class. */
  readonly where: string;
}

/**
 * Measured with tsc 5.9 --strict against iovalkey 0.4.0: classes with private members fit no other class, whatever they
 * do at run time. Accepted, so not listed: connect-redis 9, rate-limiter-flexible 11, rate-limit-redis 6,
 * @socket.io/redis-adapter 8.
 */
export const nominalConsumers: readonly NominalConsumer[] = [
  { name: 'bullmq', client: 'ioredis', where: 'bullmq 5.81, connection' },
  { name: 'bull', client: 'ioredis', where: 'bull 4.16, createClient' },
  { name: '@fastify/redis', client: 'ioredis', where: '@fastify/redis 7.2, client' },
  {
    name: 'graphql-redis-subscriptions',
    client: 'ioredis',
    where: 'graphql-redis-subscriptions 2.7, publisher and subscriber',
  },
  // Its types are those of ioredis 5.6, whose class has FUNCTION: iovalkey's has it not.
  { name: 'node-resque', client: 'ioredis', where: 'node-resque 9.3, connection.redis' },
];
