import type { ClientPackage } from '../../model.js';

export interface ConsumerRow {
  readonly name: string;
  /** The versions that this holds for. */
  readonly versions: string;
  readonly needs: readonly ClientPackage[];
  /** It works without, as long as nobody turns that feature on. */
  readonly optional: boolean;
  readonly source: string;
}

const both: readonly ClientPackage[] = ['ioredis', 'redis'];

/**
 * Packages that load a client which they do not bring along. Lockfiles that record peers (npm 7 and later, pnpm, Yarn berry,
 * Bun) tell the same and more; these rows serve projects without one, and packages that declare nothing. Looked at and left
 * out, since they depend on a client of their own: bull, bullmq 5, rate-limit-redis 2, cache-manager-redis-store 2,
 * socket.io-redis 6, nitropack 2.
 */
export const CONSUMERS: readonly ConsumerRow[] = [
  row('bullmq', '>=6', both, true, 'peerDependencies of 6.7.0; 5.x depends on ioredis itself'),
  row('connect-redis', '>=9', ['redis'], false, 'peerDependencies of 10.0.0'),
  row('ioredis-mock', '*', ['ioredis'], false, 'requires ioredis at run time, measured with 8.13.1'),
  row('@types/ioredis-mock', '*', ['ioredis'], false, 'peerDependencies of 8.2.8'),
  row('@nestjs-modules/ioredis', '*', ['ioredis'], false, 'peerDependencies of 2.2.2'),
  row('@liaoliaots/nestjs-redis', '*', ['ioredis'], false, 'peerDependencies of 10.0.0'),
  row('@liaoliaots/nestjs-redis-health', '*', both, true, 'peerDependencies of 10.0.0'),
  row('@nest-lab/throttler-storage-redis', '*', ['ioredis'], false, 'peerDependencies of 1.2.0'),
  row(
    '@nestjs/microservices',
    '>=9',
    ['ioredis'],
    true,
    'peerDependencies of 12.1.1, loaded for Transport.REDIS',
  ),
  row(
    '@nestjs/microservices',
    '<9',
    ['redis'],
    true,
    'peerDependencies of 8.4.7, loaded for Transport.REDIS',
  ),
  row('typeorm', '*', both, true, 'peerDependencies of 1.1.1, loaded for a redis cache'),
  row('unstorage', '*', ['ioredis'], true, 'peerDependencies of 1.17.6, loaded by the redis driver'),
  row('moleculer', '*', ['ioredis'], true, 'peerDependencies of 0.15.2, loaded by cacher and transporter'),
  row('resumable-stream', '*', both, true, 'imports redis or ioredis and declares neither, read in 2.2.13'),
  row('@langchain/community', '*', both, true, 'peerDependencies of 1.1.27'),
  row('@boringnode/bus', '*', ['ioredis'], true, 'peerDependencies of 0.9.0'),
  row('bentocache', '*', ['ioredis'], true, 'peerDependencies of 1.6.1'),
  row('@effect/experimental', '*', ['ioredis'], true, 'peerDependencies of 0.58.0'),
  ...['bloom', 'entraid', 'graph', 'json', 'search', 'time-series'].map((name) =>
    row(`@redis/${name}`, '*', ['@redis/client'], false, 'peerDependencies of every version'),
  ),
];

/** Packages that depend on a client of their own: what mocks it by name reaches them as well. */
export const BRINGING: readonly {
  readonly name: string;
  readonly brings: ClientPackage;
  readonly source: string;
}[] = [
  { name: 'bull', brings: 'ioredis', source: 'dependencies of 4.16.5' },
  { name: 'bullmq', brings: 'ioredis', source: 'dependencies of 5.47.3' },
  { name: 'bee-queue', brings: 'redis', source: 'dependencies of 2.0.0' },
  { name: 'kue', brings: 'redis', source: 'dependencies of 0.11.6' },
];

function row(
  name: string,
  versions: string,
  needs: readonly ClientPackage[],
  optional: boolean,
  source: string,
): ConsumerRow {
  return { name, versions, needs, optional, source };
}
