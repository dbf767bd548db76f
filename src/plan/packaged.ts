import type { Dialect, Engine, Options } from '../model.js';
import type { ExistingHome } from './homes.js';
import type { ClientUse } from './uses.js';

/** The wrapper as a package of its own (scripts/build-package.mjs). */
export const clientPackage = 'valkey-codemod-client';

/**
 * What code imports where the wrapper comes as a package; null where it is copied: the package knows iovalkey alone and
 * one major of node-redis' callbacks, and a copy that is there already goes on to serve.
 */
export function packagedSpecifier(
  { client, packageName }: ClientUse,
  engine: Engine,
  existing: readonly ExistingHome[],
  options: Options,
): string | null {
  if (options.delivery !== 'package' || options.client !== null || engine !== 'iovalkey') return null;
  if (existing.some((home) => home.request.modules.some((one) => one.packageName === packageName)))
    return null;
  const { dialect, major } = client;
  if (dialect === 'redis3' && major !== 3) return null;
  return `${clientPackage}/${dialect === 'ioredis' ? `ioredis${major}` : dialect}`;
}

/** The dialect that a specifier of the package speaks; null for any other specifier. */
export function packagedDialect(specifier: string): Dialect | null {
  if (!specifier.startsWith(`${clientPackage}/`)) return null;
  const name = specifier.slice(clientPackage.length + 1).replace(/^ioredis\d$/, 'ioredis');
  return dialects.find((one) => one === name) ?? null;
}

const dialects: readonly Dialect[] = ['ioredis', 'redis3', 'redis4', 'redis5', 'redis6'];
