/** Stands for the types of the parts that nothing in a repository named: there are no such methods. */
import type { None } from './types.js';

export type Geo4<_Text> = None;
export type Geo5<_Text> = None;
export type Geo6<_Text> = None;
export type Streams4<_Text> = None;
export type Streams5<_Text> = None;
export type Streams6<_Text> = None;
export type Admin4<_Text> = None;
export type Admin5<_Text> = None;
export type Admin6<_Text> = None;

export type ClusterOptions<_Options> = None;
export interface ClusterMethods<_Client, _Options, _Multi, _Cluster> {
  connect(): Promise<never>;
}
export type SentinelOptions<_Options> = None;
export interface SentinelMethods<_Multi, _Sentinel> {
  connect(): Promise<never>;
}
