import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Flavour, type WrapperModule, wrapperFiles } from '../../src/delivery/copy.js';
import { unnamedParts } from '../../src/plan/parts.js';

/** What people can be asked to read in a diff: types included, for one dialect. */
const LIMIT = 200 * 1024;

const ORDINARY = `
  await client.set(key, value, { EX: 60 });
  await client.get(key);
  await client.hSet(key, { field });
  await client.hGetAll(key);
  await client.zAdd(key, [{ score, value }]);
  await client.zRange(key, 0, -1);
  await client.publish(channel, message);
  await client.duplicate().subscribe(channel, listener);
  await client.multi().incr(key).expire(key, 60).exec();
`;
const EVERYTHING = `${ORDINARY}
  createCluster(options);
  createSentinel(options);
  createClientPool(options);
  await client.sendCommand(['PING']);
  client.legacy().get(key, callback);
  await client.geoAdd(key, place);
  await client.xAdd(key, '*', message);
  await client.configGet('maxmemory');
`;

/** Any command may be asked for: all are there. */
const COMPUTED = `${ORDINARY}
  await client[name](key);
`;

const DIALECTS = [
  ['ioredis', 4],
  ['ioredis', 5],
  ['redis3', 3],
  ['redis4', 4],
  ['redis5', 5],
  ['redis6', 6],
] as const;
const FLAVOURS = ['ts-esm', 'js-esm', 'js-cjs'] as const;

function copyOf(dialect: WrapperModule['dialect'], major: number, flavour: Flavour, text: string) {
  const engine = 'iovalkey';
  const survey = { wrappers: [], tellingFiles: () => ['a.ts'], glanceAt: () => text };
  const parts = unnamedParts({ dialect, engine }, survey);
  return wrapperFiles({
    modules: [{ dialect, major, engine, packageName: 'redis', fileName: dialect, ...parts }],
    flavour,
    importers: flavour === 'js-cjs' ? ['cjs', 'esm'] : ['esm'],
    relativeExtension: '',
    helpers: [],
  });
}

function sizeOf(dialect: WrapperModule['dialect'], major: number, flavour: Flavour, text: string): number {
  return copyOf(dialect, major, flavour, text).reduce((sum, one) => sum + Buffer.byteLength(one.text), 0);
}

/** Any command by a name that is worked out, and one part more or all of them: code that does both was not seen yet. */
const CLUSTER_TOO = `${COMPUTED}
  createCluster(options);
`;
const ALL = `${EVERYTHING}${COMPUTED}`;

/** In KB, what these copies may have that are over the limit: they may shrink, and go once they are below it. */
const OVER = {
  clusterToo: { redis6: { 'ts-esm': 207 } },
  all: {
    redis5: { 'ts-esm': 216, 'js-cjs': 202 },
    redis6: { 'ts-esm': 231, 'js-esm': 204, 'js-cjs': 216 },
  },
} as const satisfies Record<string, Over>;
type Over = { readonly [D in WrapperModule['dialect']]?: { readonly [F in Flavour]?: number } };

it('the README says what a copy weighs', () => {
  const kilobytes = (flavour: Flavour, text: string) =>
    (['redis4', 'redis5', 'redis6'] as const).map((dialect, at) =>
      Math.round(sizeOf(dialect, at + 4, flavour, text) / 1024),
    );
  const said = /about (\d+) KB of TypeScript .*? \((\d+) KB with a cluster\)/s.exec(
    readFileSync('README.md', 'utf8'),
  );
  for (const [index, text] of [ORDINARY, `${ORDINARY}\n createCluster(options);`].entries())
    for (const size of kilobytes('ts-esm', text))
      expect(Math.abs(size - Number(said?.[index + 1])), `${size} KB`).toBeLessThanOrEqual(8);
});

describe.each(DIALECTS)('%s, major %i', (dialect, major) => {
  it.each(FLAVOURS)('%s for an ordinary application', (flavour) => {
    expect(sizeOf(dialect, major, flavour, ORDINARY)).toBeLessThanOrEqual(LIMIT);
  });

  it.each(FLAVOURS)('%s for one that works out the names of commands', (flavour) => {
    expect(sizeOf(dialect, major, flavour, COMPUTED)).toBeLessThanOrEqual(LIMIT);
  });

  it.each(FLAVOURS)('%s for one that names every part', (flavour) => {
    expect(sizeOf(dialect, major, flavour, EVERYTHING)).toBeLessThanOrEqual(LIMIT);
  });

  it.each(FLAVOURS)('%s for one that works out names of commands, of a cluster too', (flavour) => {
    const limit = limitOf(OVER.clusterToo, dialect, flavour);
    expect(sizeOf(dialect, major, flavour, CLUSTER_TOO)).toBeLessThanOrEqual(limit);
  });

  it.each(FLAVOURS)('%s for one that works out names of commands and names every part', (flavour) => {
    expect(sizeOf(dialect, major, flavour, ALL)).toBeLessThanOrEqual(limitOf(OVER.all, dialect, flavour));
  });
});

function limitOf(over: Over, dialect: WrapperModule['dialect'], flavour: Flavour): number {
  const limit = over[dialect]?.[flavour];
  return limit === undefined ? LIMIT : limit * 1024;
}
