/**
 * Stands for the parts that nothing in a repository named when the wrapper was copied into it. What they export is
 * there, and who uses it is told how to get it.
 */
import type { Client5 } from './client5.js';
import type { Executor } from './define.js';
import { NotCopiedError } from './errors.js';
import type { Settings } from './options.js';
import type { None, RedisPoolOptions } from './types.js';

class Absent implements Executor {
  declare _execute: Executor['_execute'];
  declare _executeCustom: Executor['_executeCustom'];

  constructor(...[what]: readonly unknown[]) {
    throw new NotCopiedError(String(what));
  }
}

const absent = (what: string): typeof Absent =>
  class extends Absent {
    constructor() {
      super(what);
    }
  };

export class ClusterClient extends absent('createCluster') {}
export class ClusterMulti extends absent('createCluster') {}
export type ClusterSettings = Pick<Settings, 'scripts' | 'functions'>;
export type ClusterOptions<_Options> = None;
export interface ClusterMethods<_Client, _Options, _Multi, _Cluster> {
  connect(): Promise<never>;
}

export class SentinelClient extends absent('createSentinel') {}
export class SentinelMulti extends absent('createSentinel') {}
export type SentinelSettings = Pick<Settings, 'scripts' | 'functions'>;
export type SentinelOptions<_Options> = None;
export interface SentinelMethods<_Multi, _Sentinel> {
  connect(): Promise<never>;
}

export class ClientPool extends absent('createClientPool') {}
export type PoolClass = new (
  create: () => Client5,
  options: Partial<RedisPoolOptions> | undefined,
) => ClientPool;

export class LegacyClient extends absent('legacy()') {}

export function resp3Reply(..._call: readonly unknown[]): never {
  throw new NotCopiedError('sendCommand');
}
