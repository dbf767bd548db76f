import type { ClientPackage, Dialect } from '../../model.js';

interface DialectRow {
  readonly target: ClientPackage;
  readonly major: number;
  /** null: published, but its API is none that this program knows. */
  readonly dialect: Dialect | null;
}

/**
 * Every major that npm has of a client package, and the API that it has (measured with redis 2.8.0, 3.1.2, 4.7.1, 5.12.1,
 * 6.3.1 and ioredis 4.31.0, 5.11.1, 6.0.0; node-redis 4 is a shell over @redis/client 1, and 5 and 6 share its numbers).
 */
export const DIALECTS: readonly DialectRow[] = [
  { target: 'ioredis', major: 0, dialect: null },
  { target: 'ioredis', major: 1, dialect: null },
  { target: 'ioredis', major: 2, dialect: null },
  { target: 'ioredis', major: 3, dialect: null },
  { target: 'ioredis', major: 4, dialect: 'ioredis' },
  { target: 'ioredis', major: 5, dialect: 'ioredis' },
  { target: 'ioredis', major: 6, dialect: 'ioredis' },
  { target: 'redis', major: 0, dialect: null },
  { target: 'redis', major: 1, dialect: null },
  { target: 'redis', major: 2, dialect: 'redis3' },
  { target: 'redis', major: 3, dialect: 'redis3' },
  { target: 'redis', major: 4, dialect: 'redis4' },
  { target: 'redis', major: 5, dialect: 'redis5' },
  { target: 'redis', major: 6, dialect: 'redis6' },
  { target: '@redis/client', major: 0, dialect: null },
  { target: '@redis/client', major: 1, dialect: 'redis4' },
  { target: '@redis/client', major: 5, dialect: 'redis5' },
  { target: '@redis/client', major: 6, dialect: 'redis6' },
];

/** undefined for a major newer than this table. */
export function dialectOf(target: ClientPackage, major: number): Dialect | null | undefined {
  return DIALECTS.find((row) => row.target === target && row.major === major)?.dialect;
}
