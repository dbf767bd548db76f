import { normaliseUrl } from '../url.js';

/** A function that is `original` in all but its arguments. */
export function withArguments<F extends (...given: never[]) => unknown>(
  original: F,
  prepare: (given: readonly unknown[]) => readonly unknown[],
): F {
  const prepared = (...given: unknown[]): unknown => Reflect.apply(original, undefined, prepare(given));
  // The language has no type for "a function with the signatures of another one".
  return prepared as unknown as F;
}

/** The arguments of a constructor or a factory, with the URLs in them as today's package takes them. */
export function plainArguments(given: readonly unknown[]): readonly unknown[] {
  return given.map(withPlainUrls);
}

/**
 * The arguments of node-redis 2 and 3, `(url, options)` or `({ url, … })`. node-redis 2 does not read the scheme: for
 * `valkeys` it gets the option that switches TLS on, because the password would be sent in the clear otherwise.
 */
export function plainCallbackArguments(given: readonly unknown[]): readonly unknown[] {
  const [first, second, ...rest] = given;
  if (isSecure(first)) return [withPlainUrls(first), withTls(second), ...rest];
  const secure = isSecure(Reflect.get(asObject(first), 'url'));
  return secure ? [withTls(withPlainUrls(first)), second, ...rest] : plainArguments(given);
}

function isSecure(url: unknown): boolean {
  return typeof url === 'string' && /^valkeys:/i.test(url);
}

function withTls(options: unknown): object {
  return { ...asObject(options), tls: Reflect.get(asObject(options), 'tls') || {} };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** An argument as a package that knows only `redis://` and `rediss://` takes it: a URL, or options that hold URLs. */
function withPlainUrls(given: unknown): unknown {
  if (typeof given === 'string') return normaliseUrl(given);
  if (Array.isArray(given)) return given.map(withPlainUrls);
  if (typeof given !== 'object' || given === null) return given;
  const found = HOLDERS.filter((name) => isHeld(Reflect.get(given, name)));
  if (found.length === 0) return given;
  const plain: Record<string, unknown> = { ...given };
  for (const name of found) plain[name] = withPlainUrls(plain[name]);
  return plain;
}

/** The options of node-redis that hold a URL, or options with one: of a client, of a cluster, of a sentinel. */
const HOLDERS = ['url', 'rootNodes', 'defaults', 'nodeClientOptions', 'sentinelClientOptions'];

function isHeld(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

/**
 * The arguments of ioredis' Cluster. Up to 5.8 it does not read the scheme of a node's URL: one that says `valkeys`
 * switches TLS on for all nodes, because the password would be sent in the clear otherwise.
 */
export function plainClusterArguments([nodes, options, ...rest]: readonly unknown[]): readonly unknown[] {
  if (!Array.isArray(nodes)) return [nodes, options, ...rest];
  const plain = nodes.map(withPlainUrls);
  if (!nodes.some(isSecure)) return [plain, options, ...rest];
  const redisOptions = withTls(Reflect.get(asObject(options), 'redisOptions'));
  return [plain, { ...asObject(options), redisOptions }, ...rest];
}
