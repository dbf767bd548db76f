/** Stands for the types of the parts that nothing in a repository named: there are no such members. */
import type { None } from './types.js';

export type ClusterOptions<_Options> = None;
export interface ClusterMethods<_Client, _Options, _Multi, _Cluster> {
  connect(): Promise<never>;
}
export type SentinelOptions<_Options> = None;
export interface SentinelMethods<_Multi, _Sentinel> {
  connect(): Promise<never>;
}
