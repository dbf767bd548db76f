import { isTlsUrl, normaliseUrl } from '../url.js';

/** An argument as a package that knows only `redis://` and `rediss://` takes it. */
export function plainUrl(given: unknown): unknown {
  return typeof given === 'string' ? normaliseUrl(given) : given;
}

/** The options of a node-redis client, with their URL as that package takes it. */
export function withPlainUrl<T>(options: T): T {
  if (typeof options !== 'object' || options === null || !('url' in options)) return options;
  return { ...options, url: plainUrl(options.url) };
}

/**
 * The arguments of ioredis' Cluster. Up to 5.8 it does not read the scheme of a node's URL: one that says `valkeys`
 * switches TLS on for all nodes, because the password would be sent in the clear otherwise.
 */
export function plainClusterArguments(given: readonly unknown[]): readonly unknown[] {
  const [nodes, options, ...rest] = given;
  if (!Array.isArray(nodes)) return given;
  const plain: readonly unknown[] = nodes.map(plainUrl);
  const tls = nodes.some((node) => typeof node === 'string' && /^valkeys:/i.test(node) && isTlsUrl(node));
  return tls ? [plain, withTls(options), ...rest] : [plain, ...given.slice(1)];
}

function withTls(options: unknown): object {
  const given = typeof options === 'object' && options !== null ? options : {};
  const node = 'redisOptions' in given && typeof given.redisOptions === 'object' ? given.redisOptions : {};
  return { ...given, redisOptions: { tls: {}, ...node } };
}
