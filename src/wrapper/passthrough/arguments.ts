import { normaliseUrl } from '../url.js';

/** A function that is `original` in all but its arguments, of which each goes through `prepare`. */
export function withArguments<F extends (...given: never[]) => unknown>(
  original: F,
  prepare: (given: unknown) => unknown,
): F {
  const prepared = (...given: unknown[]): unknown => Reflect.apply(original, undefined, given.map(prepare));
  // The language has no type for "a function with the signatures of another one".
  return prepared as unknown as F;
}

/** An argument as a package that knows only `redis://` and `rediss://` takes it: a URL, or options that hold URLs. */
export function withPlainUrls(given: unknown): unknown {
  if (typeof given === 'string') return normaliseUrl(given);
  if (Array.isArray(given)) return given.map(withPlainUrls);
  if (typeof given !== 'object' || given === null) return given;
  const found = HOLDERS.filter((name) => isHeld(Reflect.get(given, name)));
  if (found.length === 0) return given;
  return {
    ...given,
    ...Object.fromEntries(found.map((name) => [name, withPlainUrls(Reflect.get(given, name))])),
  };
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
  const secure = nodes.some((node) => typeof node === 'string' && /^valkeys:/i.test(node));
  return [withPlainUrls(nodes), secure ? withTls(options) : options, ...rest];
}

function withTls(options: unknown): object {
  const given: object = typeof options === 'object' && options !== null ? options : {};
  const node: unknown = Reflect.get(given, 'redisOptions');
  return { ...given, redisOptions: { tls: {}, ...(typeof node === 'object' ? node : {}) } };
}
