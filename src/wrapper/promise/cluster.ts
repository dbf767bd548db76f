import { EventEmitter } from 'events';
import type { Client } from './client.js';
import { discover, type Node, type Topology } from './topology.js';
import type { Address } from './basics.js';
import type { Command, Major, Word } from './commands/row.js';
import type { Executor } from './define.js';
import { ClientClosedError, ErrorReply, MaxCommandRedirectionsError } from './errors.js';
import { slotOf } from './link.js';
import { Multi, type MultiTarget } from './multi.js';
import type { CallOptions, Settings } from './options.js';
import type { PubSubListener } from './pubsub.js';
import { readRaw, readReply } from './replies.js';
import {
  type CustomCommand,
  firstKeyOf,
  functionPrefix,
  readCustomCall,
  type Script,
  scriptPrefix,
} from './scripts.js';
import { writeCommand } from './words.js';

export interface ClusterSettings {
  rootNodes: Settings[];
  defaults?: Settings | undefined;
  useReplicas?: boolean | undefined;
  minimizeConnections?: boolean | undefined;
  maxCommandRedirections?: number | undefined;
  nodeAddressMap?: Record<string, Address> | ((address: string) => Address | undefined) | undefined;
  scripts?: Settings['scripts'];
  functions?: Settings['functions'];
  commandOptions?: CallOptions | undefined;
  RESP?: number | undefined;
  keyPrefix?: Word | undefined;
}

type Listener = PubSubListener<true> | PubSubListener<false>;
type Channels = string | readonly string[];
export type ClusterMultiClass = new (target: MultiTarget, routing?: Word) => Multi;
type MakeClient = (settings: Settings) => Client;

/** Commands that a replica may answer (`useReplicas`). */
const READS = new Set(
  `GET MGET GETRANGE STRLEN EXISTS TYPE TTL PTTL HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSTRLEN HSCAN LRANGE LLEN
  LINDEX LPOS SMEMBERS SISMEMBER SMISMEMBER SCARD SRANDMEMBER SSCAN SINTER SUNION SDIFF SINTERCARD ZRANGE ZRANGEBYSCORE
  ZRANGEBYLEX ZSCORE ZMSCORE ZCARD ZCOUNT ZRANK ZREVRANK ZSCAN XRANGE XREVRANGE XLEN GEOPOS GEODIST GEOHASH GEOSEARCH
  BITCOUNT BITPOS GETBIT PFCOUNT EVAL_RO EVALSHA_RO FCALL_RO OBJECT DUMP`.split(/\s+/),
);

/** A cluster: each command goes to the node that has its key, and follows it when it moves. */
export class ClusterClient extends EventEmitter implements Executor {
  isOpen = false;
  readonly options: ClusterSettings;
  _callOptions: CallOptions | undefined;
  declare protected readonly Multi: ClusterMultiClass;
  private readonly _major: Major;
  private readonly _make: MakeClient;
  private _topology: Topology = { nodes: new Map(), slots: [] };
  private readonly _clients = new Map<string, Promise<Client>>();
  /** Connections that are subscribed: one for channels and patterns, one a node for shards. */
  private readonly _subscribers = new Map<string, Promise<Client>>();
  private _discovery: Promise<void> | undefined = undefined;

  constructor(options: ClusterSettings, major: Major, make: MakeClient) {
    super();
    this.options = options;
    this._callOptions = options.commandOptions;
    this._major = major;
    this._make = make;
  }

  get masters(): Node[] {
    return Array.from(this._topology.nodes.values()).filter((node) => !node.readonly);
  }

  get replicas(): Node[] {
    return Array.from(this._topology.nodes.values()).filter((node) => node.readonly);
  }

  get slots(): { master: Node; replicas: Node[] }[] {
    return this._topology.slots;
  }

  async connect(): Promise<this> {
    if (this.isOpen) throw new Error('Cluster already open');
    this.isOpen = true;
    try {
      await this._rediscover();
      if (!this.options.minimizeConnections) {
        const nodes = this.options.useReplicas ? [...this.masters, ...this.replicas] : this.masters;
        await Promise.all(nodes.map((node) => this.nodeClient(node)));
      }
    } catch (error) {
      this.isOpen = false;
      await this._endAll((client) => client.disconnect());
      throw error;
    }
    this.emit('connect');
    return this;
  }

  duplicate(overrides?: Partial<ClusterSettings>): ClusterClient {
    const Class = this.constructor as new (options: ClusterSettings) => ClusterClient;
    return new Class({ ...this.options, ...overrides });
  }

  _execute(command: Command, args: readonly unknown[]): Promise<unknown> {
    const settings = this._settings();
    const keys: number[] = [];
    let words: Word[];
    try {
      words = writeCommand(command, args, this._major, this.options.keyPrefix, keys);
    } catch (error) {
      return Promise.reject(error);
    }
    const read = readReply(command, words, this._major, settings);
    return this._send(words[keys[0] ?? words.length], isRead(words), (client) =>
      client._submit(words, this._callOptions, read),
    );
  }

  async _executeScript(script: Script, args: readonly unknown[]): Promise<unknown> {
    const { words, read } = readCustomCall(script, args, this._major, this.options.keyPrefix);
    return this._send(firstKeyOf(script, words), script.IS_READ_ONLY === true, async (client) => {
      try {
        return await client._submit([...scriptPrefix(script, false), ...words], this._callOptions, read);
      } catch (error) {
        if (!(error instanceof Error) || error.message.indexOf('NOSCRIPT') !== 0) throw error;
        return client._submit([...scriptPrefix(script, true), ...words], this._callOptions, read);
      }
    });
  }

  async _executeFunction(name: string, command: CustomCommand, args: readonly unknown[]): Promise<unknown> {
    const { words, read } = readCustomCall(command, args, this._major, this.options.keyPrefix);
    const all = [...functionPrefix(name, command), ...words];
    return this._send(firstKeyOf(command, words), command.IS_READ_ONLY === true, (client) =>
      client._submit(all, this._callOptions, read),
    );
  }

  sendCommand(
    firstKey: Word | undefined,
    isReadonly: boolean | undefined,
    words: readonly Word[],
    options?: CallOptions,
  ): Promise<unknown> {
    const read = readRaw(words, this._major, this._settings());
    return this._send(firstKey, isReadonly === true, (client) =>
      client._submit(words, { ...this._callOptions, ...options }, read),
    );
  }

  multi(routing?: Word): Multi {
    const run =
      (kind: 'transaction' | 'pipeline'): MultiTarget['transaction'] =>
      (commands, db) => {
        const key = routing ?? commands.find((command) => command.key !== undefined)?.key;
        return this._send(key, false, (client) => client._multiTarget()[kind](commands, db));
      };
    return new this.Multi(
      {
        major: this._major,
        settings: this._settings(),
        transaction: run('transaction'),
        pipeline: run('pipeline'),
      },
      routing,
    );
  }

  /** A client for one node, connected. */
  nodeClient(node: Node): Promise<Client> {
    const known = this._clients.get(node.address);
    if (known) return known;
    const client = this._make(this._nodeSettings(node));
    client.on('error', (error: unknown) => this.emit('error', error));
    const connected = client.connect();
    this._clients.set(node.address, connected);
    connected.catch(() => this._clients.delete(node.address));
    return connected;
  }

  getRandomNode(): Node {
    return pick(Array.from(this._topology.nodes.values()));
  }

  getSlotRandomNode(slot: number): Node {
    const shard = this._topology.slots[slot];
    return shard ? pick([shard.master, ...shard.replicas]) : this.getRandomNode();
  }

  getSlotMaster(slot: number): Node {
    return this._topology.slots[slot]?.master ?? pick(this.masters);
  }

  async subscribe(channels: Channels, listener: Listener, bufferMode?: boolean): Promise<void> {
    return (await this._subscriber()).subscribe(channels, listener, bufferMode);
  }

  async unsubscribe(channels?: Channels, listener?: Listener, bufferMode?: boolean): Promise<void> {
    return (await this._subscriber()).unsubscribe(channels, listener, bufferMode);
  }

  async pSubscribe(patterns: Channels, listener: Listener, bufferMode?: boolean): Promise<void> {
    return (await this._subscriber()).pSubscribe(patterns, listener, bufferMode);
  }

  async pUnsubscribe(patterns?: Channels, listener?: Listener, bufferMode?: boolean): Promise<void> {
    return (await this._subscriber()).pUnsubscribe(patterns, listener, bufferMode);
  }

  async sSubscribe(channels: Channels, listener: Listener, bufferMode?: boolean): Promise<void> {
    return (await this._shardSubscriber(channels)).sSubscribe(channels, listener, bufferMode);
  }

  async sUnsubscribe(channels: Channels, listener?: Listener, bufferMode?: boolean): Promise<void> {
    return (await this._shardSubscriber(channels)).sUnsubscribe(channels, listener, bufferMode);
  }

  async quit(): Promise<void> {
    this.isOpen = false;
    await this._endAll((client) => client.quit());
  }

  close(): Promise<void> {
    return this.quit();
  }

  async disconnect(): Promise<void> {
    this.isOpen = false;
    await this._endAll((client) => client.disconnect());
  }

  destroy(): void {
    this.isOpen = false;
    this._endAll((client) => client.disconnect());
  }

  /** Sends to the node of a key, and again where the answer says that the key is. */
  private async _send<T>(
    key: Word | undefined,
    isReadonly: boolean,
    task: (client: Client) => Promise<T>,
  ): Promise<T> {
    if (!this.isOpen) throw new ClientClosedError();
    const limit = this.options.maxCommandRedirections ?? 16;
    let client = await this.nodeClient(this._nodeOf(key, isReadonly));
    let asking = false;
    for (let redirections = 0; ; redirections++) {
      try {
        // Not awaited: it must be the command right before.
        if (asking) client._submit(['ASKING'], undefined).catch(() => {});
        return await task(client);
      } catch (error) {
        const moved = error instanceof ErrorReply ? /^(MOVED|ASK) \d+ (\S+)/.exec(error.message) : null;
        if (!moved) throw error;
        if (redirections >= limit) throw this._major === 6 ? new MaxCommandRedirectionsError(error) : error;
        asking = moved[1] === 'ASK';
        if (!asking) await this._rediscover();
        client = await this.nodeClient(this._nodeAt(moved[2] ?? ''));
      }
    }
  }

  private _nodeOf(key: Word | undefined, isReadonly: boolean): Node {
    if (key === undefined) return this.options.useReplicas ? this.getRandomNode() : pick(this.masters);
    const slot = slotOf(key);
    return isReadonly && this.options.useReplicas ? this.getSlotRandomNode(slot) : this.getSlotMaster(slot);
  }

  /** The node at an address that the server named; it may be new. */
  private _nodeAt(address: string): Node {
    const known = this._topology.nodes.get(address);
    if (known) return known;
    const colon = address.lastIndexOf(':');
    const node = {
      id: address,
      host: address.slice(0, colon),
      port: Number(address.slice(colon + 1)),
      address,
      readonly: false,
    };
    this._topology.nodes.set(address, node);
    return node;
  }

  private _rediscover(): Promise<void> {
    this._discovery =
      this._discovery ??
      discover(this._seeds(), (settings) => this._make(settings))
        .then((topology) => {
          this._topology = topology;
          this._forgetOldNodes();
        })
        .finally(() => {
          this._discovery = undefined;
        });
    return this._discovery;
  }

  /** Whom to ask for the topology: the nodes that are known, then those that the caller named. */
  private _seeds(): Settings[] {
    const { rootNodes, defaults } = this.options;
    const known = this.masters.map((node) => this._nodeSettings(node));
    const roots = rootNodes.map((root) => ({
      ...defaults,
      ...root,
      socket: { ...defaults?.socket, ...root.socket },
    }));
    return [...known, ...roots];
  }

  private _forgetOldNodes(): void {
    this._clients.forEach((connected, address) => {
      if (this._topology.nodes.has(address)) return;
      this._clients.delete(address);
      connected.then((client) => (client.isOpen ? client.disconnect() : undefined)).catch(() => {});
    });
  }

  private _nodeSettings(node: Node): Settings {
    const { defaults, nodeAddressMap } = this.options;
    const mapped =
      typeof nodeAddressMap === 'function' ? nodeAddressMap(node.address) : nodeAddressMap?.[node.address];
    const { host, port } = mapped ?? node;
    return {
      ...defaults,
      ...this._settings(),
      url: undefined,
      socket: { ...defaults?.socket, host, port, path: undefined },
      readonly: node.readonly,
    };
  }

  private _settings(): Settings {
    const { RESP, keyPrefix } = this.options;
    return { RESP, keyPrefix };
  }

  private _subscriber(): Promise<Client> {
    return this._subscriberAt('', () => pick(this.masters));
  }

  private _shardSubscriber(channels: Channels): Promise<Client> {
    const node = this.getSlotMaster(slotOf((typeof channels === 'string' ? channels : channels[0]) ?? ''));
    return this._subscriberAt(node.address, () => node);
  }

  private _subscriberAt(name: string, choose: () => Node): Promise<Client> {
    if (!this.isOpen) return Promise.reject(new ClientClosedError());
    const known = this._subscribers.get(name);
    if (known) return known;
    const client = this._make(this._nodeSettings(choose()));
    client.on('error', (error: unknown) => this.emit('error', error));
    const connected = client.connect();
    this._subscribers.set(name, connected);
    connected.catch(() => this._subscribers.delete(name));
    return connected;
  }

  private async _endAll(end: (client: Client) => Promise<unknown>): Promise<void> {
    const all = [...Array.from(this._clients.values()), ...Array.from(this._subscribers.values())];
    this._clients.clear();
    this._subscribers.clear();
    await Promise.all(
      all.map((connected) =>
        connected.then(
          (client) => (client.isOpen ? end(client) : undefined),
          () => undefined,
        ),
      ),
    );
    this.emit('disconnect');
  }
}

/** A transaction on one node: raw commands name their key first. */
export class ClusterMulti extends Multi {
  override addCommand(...args: readonly unknown[]): this {
    const [key, , words, read] = args;
    const { major, settings } = this._target;
    if (!Array.isArray(words))
      throw new TypeError('addCommand takes the first key, isReadonly and the arguments');
    const reader =
      typeof read === 'function' ? (reply: unknown) => read(reply) : readRaw(words, major, settings);
    return this._add(words, reader, typeof key === 'string' || Buffer.isBuffer(key) ? key : undefined);
  }
}

function isRead(words: readonly Word[]): boolean {
  return READS.has(String(words[0]));
}

function pick<T>(items: readonly T[]): T {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new ClientClosedError();
  return item;
}
