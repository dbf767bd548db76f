import { describe, expect, it } from 'vitest';
import { otherNames } from '../../src/plan/proven/other-names.js';
import { call, MAJORS, type Major, modules, originals } from './promise/libraries.js';

/** Everything that a module makes and its callers name members of. */
const MADE: Readonly<Record<string, (library: object) => object>> = {
  client: (library) => made(library, 'createClient'),
  transaction: (library) => made(made(library, 'createClient'), 'multi'),
  cluster: (library) => made(library, 'createCluster', { rootNodes: [] }),
  'transaction of a cluster': (library) => made(MADE.cluster?.(library) ?? {}, 'multi', 'key'),
  sentinel: (library) => made(library, 'createSentinel', SENTINELS),
  'transaction of a sentinel': (library) => made(MADE.sentinel?.(library) ?? {}, 'multi'),
  pool: (library) => made(library, 'createClientPool'),
  'transaction of a pool': (library) => made(MADE.pool?.(library) ?? {}, 'multi'),
  'callback client': (library) => made(made(library, 'createClient'), 'legacy'),
  'transaction of a callback client': (library) => made(MADE['callback client']?.(library) ?? {}, 'multi'),
};

const SENTINELS = { name: 'a', sentinelRootNodes: [{ host: '127.0.0.1', port: 1 }] };
const IN_4 = ['client', 'transaction', 'cluster', 'transaction of a cluster'];
const kinds = MAJORS.flatMap((major) =>
  Object.keys(MADE)
    .filter((kind) => major !== 4 || IN_4.includes(kind))
    .map((kind): [Major, string] => [major, kind]),
);

/** What Valkey 8 has no command for: those of Redis 8, in either spelling. */
const OF_REDIS_8 =
  /^(?:ar(?:count|del|delrange|get|getrange|grep|grepwithvalues|info|insert|lastitems|len|mget|mset|next|op|ring|scan|seek|set)|bless\w+|blmovem|delex|digest|hgetdel|himport\w+|hotkeys\w+|increx|increxbyfloat|lmovem|msetex|sdiffcard|sunioncard|v(?:add|card|dim|emb|embraw|getattr|info|links|linkswithscores|randmember|range|rem|setattr|sim|simwithscores)|xackdel|xcfgset|xdelex|xnack)$/;

/** Insides, tracing, credentials, the cache, what only tests of sentinels ask, and a transaction's empty `v4`. */
const INSIDES = new Set(
  `commandsExecutor functionsExecuter functionsExecutor executeFunction scriptsExecuter scriptsExecutor
  executeScript multiExecutor extendPubSubChannelListeners resetIfDirty reAuthenticate clientSideCache identity
  cleanupTimeout resubscribeAllPubSubListeners getSentinelNode getMasterNode getReplicaNodes setTracer v4
  json ft ts bf cf cms topK tDigest graph`.split(/\s+/),
);

function made(from: object, name: string, ...given: unknown[]): object {
  const one = call(from, name, ...given);
  if (typeof one !== 'object' || one === null) throw new TypeError(`${name} made nothing`);
  return one;
}

function members(of: object): readonly string[] {
  const names = new Set<string>();
  for (let at: object | null = of; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  return [...names];
}

/** Spelled otherwise in upper case than what they send, or than in the other majors; the module has one spelling. */
const SPELLED_OTHERWISE =
  /^(?:CONFIG_RESETASTAT|CLUSTER_COUNT_FAILURE_REPORTS|CLUSTER_SET_CONFIG_EPOCH|GEORADIUS(?:BYMEMBER)?STORE)$/;

const isLeftOut = (name: string): boolean =>
  name.startsWith('_') ||
  INSIDES.has(name) ||
  SPELLED_OTHERWISE.test(name) ||
  OF_REDIS_8.test(name.toLowerCase().replaceAll('_', ''));

describe.each(MAJORS)('redis %i', (major) => {
  it('keeps code on its package that names a member which the module has not', () => {
    const missing = Object.entries(MADE)
      .filter(([kind]) => major !== 4 || IN_4.includes(kind))
      .flatMap(([, make]) => {
        const module = make(modules[major]);
        return members(make(originals[major])).filter((name) => !(name in module) && !name.startsWith('_'));
      });
    expect(missing.filter((name) => !otherNames.promise.has(name))).toEqual([]);
  });
});

describe.each(kinds)('redis %i: %s', (major, kind) => {
  it('has every member of the package’s', () => {
    const make = MADE[kind];
    if (make === undefined) throw new Error(kind);
    const module = make(modules[major]);
    const missing = members(make(originals[major])).filter((name) => !(name in module));
    expect(missing.filter((name) => !isLeftOut(name))).toEqual([]);
  });
});
