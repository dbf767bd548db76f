/** The types of `createCluster`. */
import type { EventEmitter } from 'events';
import type {
  CommandOptions,
  Names,
  NodeAddressMap,
  PubSubMethods,
  RedisArgument,
  ReplyUnion,
  RespVersions,
} from './types.js';

export interface ClusterOptions<Options> {
  rootNodes: Options[];
  defaults?: Partial<Options> | undefined;
  useReplicas?: boolean | undefined;
  minimizeConnections?: boolean | undefined;
  maxCommandRedirections?: number | undefined;
  nodeAddressMap?: NodeAddressMap | undefined;
  scripts?: (Options extends { scripts?: infer S } ? S : never) | undefined;
  functions?: (Options extends { functions?: infer F } ? F : never) | undefined;
  commandOptions?: CommandOptions | undefined;
  RESP?: RespVersions | undefined;
  keyPrefix?: RedisArgument | undefined;
}

/** A node of a cluster; `client` once there is a connection to it. */
export interface ClusterNode<Client = unknown> {
  readonly client?: Client | undefined;
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly readonly: boolean;
}

interface ClusterShard<Client> {
  readonly master: ClusterNode<Client>;
  readonly replicas?: ClusterNode<Client>[] | undefined;
}

export interface ClusterMethods<Client, Options, Multi, Cluster> extends EventEmitter, Names<PubSubMethods> {
  readonly isOpen: boolean;
  readonly isReady: boolean;
  readonly masters: ClusterNode<Client>[];
  readonly replicas: ClusterNode<Client>[];
  readonly slots: ClusterShard<Client>[];
  readonly shards: ClusterShard<Client>[];
  readonly nodeByAddress: ReadonlyMap<string, ClusterNode<Client>>;
  connect(): Promise<Cluster>;
  duplicate(overrides?: Partial<Options>): Cluster;
  sendCommand<T = ReplyUnion>(
    firstKey: RedisArgument | undefined,
    isReadonly: boolean | undefined,
    args: readonly RedisArgument[],
  ): Promise<T>;
  multi(routing?: RedisArgument): Multi;
  MULTI(routing?: RedisArgument): Multi;
  nodeClient(node: ClusterNode): Promise<Client>;
  getNodeClientForKey(key: RedisArgument, isReadonly?: boolean): Promise<Client>;
  getRandomNode(): ClusterNode<Client>;
  getSlotRandomNode(slot: number): ClusterNode<Client>;
  getSlotMaster(slot: number): ClusterNode<Client>;
  getMasters(): ClusterNode<Client>[];
  quit(): Promise<void>;
  disconnect(): Promise<void>;
  close(): Promise<void>;
  destroy(): void;
}
