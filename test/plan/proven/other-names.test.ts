import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/model.js';
import { carriedBy } from '../../../src/plan/carried.js';
import { otherNames } from '../../../src/plan/proven/other-names.js';
import { MAJORS as ioredisMajors } from '../../wrapper/ioredis/subject.js';
import { MAJORS, modules, originals } from '../../wrapper/promise/libraries.js';
import redis3 from '../../../src/wrapper/redis3.js';

const load: (name: string) => object = createRequire(import.meta.url);

/** Calls a factory by its name; the majors differ in what they make. */
const make = (from: object, name: string, ...given: unknown[]): object[] => {
  const factory: unknown = Reflect.get(from, name);
  if (typeof factory !== 'function') return [];
  const made: unknown = Reflect.apply(factory, from, given);
  return typeof made === 'object' && made !== null ? [made] : [];
};

/** What a client's own code and its classes name, down to the EventEmitter that all are. */
function namesOn(holders: readonly object[]): readonly string[] {
  const names = new Set<string>();
  for (const holder of holders) {
    for (let at: object | null = holder; at !== null; at = Object.getPrototypeOf(at)) {
      if (at === EventEmitter.prototype || at === Object.prototype) break;
      for (const name of Object.getOwnPropertyNames(at)) names.add(name);
    }
  }
  return [...names];
}

function redis3Names(library: object): readonly string[] {
  const [client] = make(library, 'createClient', { port: 1, retry_strategy: () => undefined });
  if (client === undefined) return [];
  make(client, 'on', 'error', () => {});
  make(client, 'end', true);
  return namesOn([client, ...make(client, 'multi')]);
}

function promiseNames(library: object): readonly string[] {
  return namesOn([
    ...make(library, 'createClient').flatMap((client) => [client, ...make(client, 'multi')]),
    ...make(library, 'createCluster', { rootNodes: [] }),
    ...make(library, 'createClientPool'),
    ...make(library, 'createSentinel', { name: 'a', sentinelRootNodes: [{ host: 'localhost', port: 1 }] }),
  ]);
}

function ioredisNames(Client: new (...given: unknown[]) => object): readonly string[] {
  const client = new Client({ lazyConnect: true });
  const Cluster: unknown = Reflect.get(Client, 'Cluster');
  const cluster =
    typeof Cluster === 'function' ? Reflect.construct(Cluster, [['a:1'], { lazyConnect: true }]) : {};
  return namesOn([client, cluster, ...make(client, 'pipeline')]);
}

const families = {
  redis3: { majors: [2, 3], names: [redis3, load('redis2'), load('redis3')].flatMap(redis3Names) },
  ioredis: {
    majors: [4, 5, 6],
    names: ioredisMajors.flatMap(({ Original, Ours }) => [Original, Ours].flatMap(ioredisNames)),
  },
  promise: {
    majors: [4, 5, 6],
    names: MAJORS.flatMap((major) => [originals[major], modules[major]].flatMap(promiseNames)),
  },
} as const;

const dialectOf = (family: keyof typeof families, major: number): Dialect =>
  family === 'promise' ? (`redis${major}` as Dialect) : family;

describe.each(Object.keys(families) as (keyof typeof families)[])('%s', (family) => {
  it('knows every name of the packages and of the modules that is not proven', () => {
    const { majors, names } = families[family];
    const proven = majors.map((major) => carriedBy({ dialect: dialectOf(family, major), major }).names);
    const others = names.filter(
      (name) => !/^_|^constructor$/.test(name) && !proven.every((one) => one.has(name)),
    );
    expect([...new Set(others)].filter((name) => !otherNames[family].has(name))).toEqual([]);
  });
});
