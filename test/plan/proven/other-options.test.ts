import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { carriedBy } from '../../../src/plan/carried.js';
import { otherOptions } from '../../../src/plan/proven/other-options.js';

/** The names of optional members that declarations have. */
function declaredIn(...files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    [...readFileSync(`node_modules/${file}`, 'utf8').matchAll(/^ {4,8}(\w+)\?:/gm)].map(
      ([, name = '']) => name,
    ),
  );
}

const ioredisFiles = (name: string): readonly string[] =>
  ['redis/RedisOptions', 'cluster/ClusterOptions'].map((file) => `${name}/built/${file}.d.ts`);
const promiseFiles = (directory: string, ...names: readonly string[]): readonly string[] =>
  names.map((name) => `${directory}@redis/client/dist/lib/${name}.d.ts`);

/** Declared beside the options, and none: what a flush of the queues takes, a SCAN, a client of a node, a script. */
const NONE = new Set(['commandQueue', 'offlineQueue', 'cursor', 'client', 'numberOfKeys']);

describe.each([
  ['ioredis', 5, ioredisFiles('ioredis5')],
  ['ioredis', 6, ioredisFiles('ioredis6')],
  [
    'redis6',
    6,
    promiseFiles('redis6/node_modules/', 'client/index', 'client/socket', 'cluster/index', 'sentinel/types'),
  ],
] as const)('%s %i', (dialect, major, files) => {
  it('knows every option of the package that is not proven', () => {
    const proven = carriedBy({ dialect, major }).options;
    const known = otherOptions[dialect === 'ioredis' ? 'ioredis' : 'promise'];
    const isKnown = (name: string): boolean =>
      proven.has(name) || NONE.has(name) || [...known].some((one) => one.split(':', 1)[0] === name);
    const declared = [...new Set(declaredIn(...files))];
    expect(declared.length).toBeGreaterThan(20);
    expect(declared.filter((name) => !isKnown(name))).toEqual([]);
  });
});
