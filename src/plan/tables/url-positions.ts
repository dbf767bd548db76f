import type { Dialect } from '../../model.js';
import { ELEMENT } from '../../surfaces/typescript/flow/facts.js';

/** Where a client takes a URL: the call, the argument, and the property of it ('' for the argument itself). */
export interface UrlPosition {
  /** The export that is called, its namespaces left out; '' for the module or class itself. */
  readonly called: string;
  readonly argument: number;
  readonly property: string;
}

const clusters: readonly UrlPosition[] = [
  { called: 'createCluster', argument: 0, property: `rootNodes.${ELEMENT}.url` },
  { called: 'createCluster', argument: 0, property: 'defaults.url' },
];

/**
 * Where each dialect takes a URL, and hands it to the wrapper's own reading of the four schemes.
 *
 * ioredis: `new Redis(url[, options])`, `Redis.createClient(url)` (ioredis 4 – 6, `parseOptions`); an option `url` is
 * not read by any of them. node-redis 2, 3: `createClient(url[, options])` and `createClient({ url })`
 * (`lib/createClient.js`). node-redis 4 – 6: `createClient({ url })`, `createClientPool({ url })` (5, 6); a string is
 * refused. Clusters: a list of URLs in ioredis, `rootNodes` and `defaults` with a `url` each in node-redis 4 – 6.
 */
export const URL_POSITIONS: Readonly<Record<Dialect, readonly UrlPosition[]>> = {
  ioredis: [
    { called: '', argument: 0, property: '' },
    { called: 'createClient', argument: 0, property: '' },
    { called: 'Cluster', argument: 0, property: ELEMENT },
  ],
  redis3: [
    { called: 'createClient', argument: 0, property: '' },
    { called: 'createClient', argument: 0, property: 'url' },
  ],
  redis4: [{ called: 'createClient', argument: 0, property: 'url' }, ...clusters],
  redis5: [
    { called: 'createClient', argument: 0, property: 'url' },
    { called: 'createClientPool', argument: 0, property: 'url' },
    ...clusters,
  ],
  redis6: [
    { called: 'createClient', argument: 0, property: 'url' },
    { called: 'createClientPool', argument: 0, property: 'url' },
    ...clusters,
  ],
};

/** Is this the place where a dialect takes a URL? `chain` is what of the module is called, outside in. */
export function takesUrl(
  dialect: Dialect,
  chain: readonly string[],
  argument: number,
  path: readonly string[],
): boolean {
  const called = chain.filter((name) => !isWhole(dialect, name)).join('.');
  const property = path.join('.');
  return URL_POSITIONS[dialect].some(
    (one) => one.called === called && one.argument === argument && one.property === property,
  );
}

/** Names that stand for the module, or for its one class. */
function isWhole(dialect: Dialect, name: string): boolean {
  return name === '*' || name === 'default' || (dialect === 'ioredis' && name === 'Redis');
}
