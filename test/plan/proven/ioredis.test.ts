import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { provenMembers } from '../../../src/plan/proven/ioredis.js';
import { Redis as Redis5 } from '../../../src/wrapper/ioredis.js';
import * as exported4 from '../../../src/wrapper/ioredis4.js';
import * as exported5 from '../../../src/wrapper/ioredis.js';
import { COMMAND_LINES } from '../../wrapper/ioredis/commands.js';

const lines = Object.values(COMMAND_LINES).flatMap((group) => group.trim().split('\n'));
const commands = new Set(lines.map((line) => line.trim().split(/\s+/)[0] ?? ''));

describe.each([4, 5, 6] as const)('ioredis %i', (major) => {
  const proven = provenMembers[major];

  it('claims every command that the differential tests compare', () => {
    expect([...commands].filter((name) => !proven.methods.includes(name))).toEqual([]);
  });

  it('claims no member that a client, a cluster or a pipeline does not have', () => {
    const client = new Redis5({ lazyConnect: true });
    const cluster = new Redis5.Cluster([], { lazyConnect: true });
    const holders: object[] = [client, cluster, client.pipeline()];
    const has = (name: string): boolean => holders.some((holder) => name in holder);
    expect(proven.methods.filter((name) => !has(name))).toEqual([]);
  });

  it('claims no export that the module does not have', () => {
    const exported: { readonly default: object } = major === 4 ? exported4 : exported5;
    const has = (name: string): boolean => name in exported || name in exported.default;
    expect(proven.exports.filter((name) => !has(name))).toEqual([]);
  });

  it('claims only options that iovalkey reads, or that ask for nothing', () => {
    const built = [
      'redis/RedisOptions',
      'cluster/ClusterOptions',
      'connectors/SentinelConnector/index',
      'utils/Commander',
    ];
    const declared = built
      .map((name) => readFileSync(`node_modules/iovalkey/built/${name}.d.ts`, 'utf8'))
      .join('\n');
    const inherited = [
      'port',
      'host',
      'path',
      'family',
      'tls',
      'disableClientInfo',
      'clientInfoTag',
      'dropBufferSupport',
      'blockingTimeoutGrace',
    ];
    const known = (name: string): boolean =>
      inherited.includes(name) || new RegExp(`\\b${name}\\??:`).test(declared);
    expect(proven.options.filter((name) => !known(name))).toEqual([]);
  });
});
