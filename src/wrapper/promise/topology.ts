import type { Client } from './client.js';
import type { Major, PubSubTypeListeners, Word } from './basics.js';
import { ClientClosedError, ClientOfflineError, RootNodesUnavailableError } from './errors.js';
import { slotOf } from './link.js';
import type { Settings } from './options.js';
import type { ClusterOptions } from './types-cluster.js';

export type ClusterSettings = ClusterOptions<Settings>;

/** A client for one node; `connectPromise` while it connects. */
interface Connected {
  client: Client;
  connectPromise?: Promise<Client> | undefined;
}

/** A node of a cluster. */
export interface Node {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly address: string;
  /** A replica. */
  readonly readonly: boolean;
  client?: Client | undefined;
  connectPromise?: Promise<Client> | undefined;
  /** Subscribed to channels of its shard. */
  pubSub?: Connected | undefined;
}

/** Who has a range of slots. */
export interface Shard {
  readonly master: Node;
  /** Only with `useReplicas`. */
  readonly replicas?: Node[] | undefined;
  turn?: number;
}

const SLOTS = 16384;
type Emit = (event: string, ...args: unknown[]) => void;

/** The nodes of a cluster, who of them has which slots, and the connections to them. */
export class Topology {
  isOpen = false;
  isReady = false;
  slots: Shard[] = new Array<Shard>(SLOTS);
  shards: Shard[] = [];
  masters: Node[] = [];
  replicas: Node[] = [];
  readonly nodeByAddress = new Map<string, Node>();
  /** Where channels and patterns are subscribed; shards have theirs at the node. */
  pubSubNode: (Connected & { readonly address: string }) | undefined = undefined;
  private readonly options: ClusterSettings;
  readonly major: Major;
  private readonly make: (settings: Settings) => Client;
  private readonly emit: Emit;
  private discovery: Promise<void> | undefined = undefined;
  private turn = Math.floor(Math.random() * SLOTS);

  constructor(options: ClusterSettings, major: Major, make: (settings: Settings) => Client, emit: Emit) {
    this.options = options;
    this.major = major;
    this.make = make;
    this.emit = emit;
  }

  async connect(): Promise<void> {
    if (this.isOpen) throw new Error('Cluster already open');
    this.isOpen = true;
    try {
      await this.discover();
      this.isReady = true;
    } catch (error) {
      this.isOpen = false;
      throw error;
    }
  }

  /** Asks one node after the other who has which slots. */
  discover(): Promise<void> {
    this.discovery =
      this.discovery ??
      this.ask().finally(() => {
        this.discovery = undefined;
      });
    return this.discovery;
  }

  assertReady(): void {
    if (this.isReady) return;
    throw this.isOpen && this.major === 6 ? new ClientOfflineError() : new ClientClosedError();
  }

  /** Masters, and replicas if they may be asked, by turns. */
  randomNode(): Node {
    return byTurns([...this.masters, ...this.replicas], this.turn++);
  }

  slotNode(slot: number): Node {
    const shard = this.slots[slot];
    if (!shard) return this.randomNode();
    shard.turn = (shard.turn ?? -1) + 1;
    return byTurns([shard.master, ...(shard.replicas ?? [])], shard.turn);
  }

  slotMaster(slot: number): Node {
    return this.slots[slot]?.master ?? byTurns(this.masters, this.turn++);
  }

  nodeOf(key: Word | undefined, isReadonly: boolean): Node {
    if (key === undefined) return this.randomNode();
    return isReadonly ? this.slotNode(slotOf(key)) : this.slotMaster(slotOf(key));
  }

  /** The node that another one names in a redirection. It may be new, and it may be meant to have the other's host. */
  nodeAt(named: string, other: Client): Node {
    const colon = named.lastIndexOf(':');
    const host = named.slice(0, colon) || other.options.socket?.host || '127.0.0.1';
    return this.keep(host, Number(named.slice(colon + 1)), named, false);
  }

  /** A client for one node, connected. */
  nodeClient(node: Node): Promise<Client> {
    if (node.connectPromise) return node.connectPromise;
    if (node.client) return Promise.resolve(node.client);
    const client = this.create(node, node.readonly);
    node.client = client;
    node.connectPromise = client
      .connect()
      .then(() => client)
      .catch((error: unknown) => {
        if (node.client === client) node.client = undefined;
        throw error;
      })
      .finally(() => {
        node.connectPromise = undefined;
      });
    return node.connectPromise;
  }

  /** The client that subscribes to channels and patterns. */
  async subscriber(): Promise<Client> {
    this.assertReady();
    if (this.pubSubNode) return this.pubSubNode.connectPromise ?? this.pubSubNode.client;
    const node = this.randomNode();
    const held = { address: node.address, ...this.open(node) };
    this.pubSubNode = held;
    return settle(held, () => {
      if (this.pubSubNode === held) this.pubSubNode = undefined;
    });
  }

  /** The client that subscribes to the channels of a shard. */
  async shardSubscriber(channel: string): Promise<Client> {
    this.assertReady();
    const node = this.slotMaster(slotOf(channel));
    if (node.pubSub) return node.pubSub.connectPromise ?? node.pubSub.client;
    const held = this.open(node);
    node.pubSub = held;
    held.client.on('error', (error: Error) => {
      // It subscribes again after a loss, and a channel's slot has moved meanwhile: that is also how a node lets go of it.
      if (node.pubSub === held && /^MOVED /.test(error.message)) this.moveShards(node);
    });
    return settle(held, () => {
      if (node.pubSub === held) node.pubSub = undefined;
    });
  }

  /** Ends the subscribing client when nothing is left that it would be subscribed to. */
  releaseSubscriber(client: Client): void {
    if (client.isPubSubActive) return;
    if (this.pubSubNode?.client === client) this.pubSubNode = undefined;
    for (const node of this.masters) if (node.pubSub?.client === client) node.pubSub = undefined;
    end(client);
  }

  /** Ends all connections. */
  async close(how: (client: Client) => Promise<unknown>): Promise<void> {
    this.isOpen = false;
    this.isReady = false;
    const clients = [this.pubSubNode?.client];
    for (const { client, pubSub } of Array.from(this.nodeByAddress.values()))
      clients.push(client, pubSub?.client);
    this.pubSubNode = undefined;
    this.nodeByAddress.clear();
    this.slots = new Array<Shard>(SLOTS);
    [this.shards, this.masters, this.replicas] = [[], [], []];
    const ended = clients.map(async (client) => {
      if (client?.isOpen) await how(client);
    });
    for (const one of ended) await one.catch(() => {});
  }

  private async ask(): Promise<void> {
    for (const settings of this.seeds()) {
      if (!this.isOpen) throw new ClientClosedError();
      const client = this.make({
        ...settings,
        socket: { ...settings.socket, reconnectStrategy: false },
        readonly: false,
      });
      client.on('error', () => {});
      try {
        await client.connect();
        const reply = await client._submit(['CLUSTER', 'SLOTS'], undefined);
        if (await this.use(reply as Slots[], client)) return;
      } catch (error) {
        // An unreachable seed is news for who wants to know; the next one may answer.
        this.emit('unreachable', error);
      } finally {
        end(client);
      }
    }
    throw new RootNodesUnavailableError();
  }

  /** Whom to ask for the topology: the nodes that are known, then those that the caller named. */
  private seeds(): Settings[] {
    const { rootNodes, defaults } = this.options;
    const known = [...this.masters, ...this.replicas].map((node) => this.settingsOf(node, false));
    const roots = rootNodes.map((root) => ({
      ...defaults,
      ...root,
      socket: { ...defaults?.socket, ...root.socket },
    }));
    return [...known, ...roots];
  }

  /** Takes over what a node says; false if it says nothing. */
  private async use(reply: readonly Slots[], asked: Client): Promise<boolean> {
    if (reply.length === 0) return false;
    const before = [...this.masters, ...this.replicas];
    [this.shards, this.masters, this.replicas] = [[], [], []];
    this.slots = new Array<Shard>(SLOTS);
    // A node that was never told its own address names none: it is the one that was asked.
    const own = asked.options.socket?.host || '127.0.0.1';
    const node = ([host, port, id]: Named, readonly: boolean): Node => {
      const found = this.keep(host || own, port, id, readonly);
      const list = readonly ? this.replicas : this.masters;
      if (!list.includes(found)) list.push(found);
      return found;
    };
    for (const [from, to, master, ...replicas] of reply) {
      const shard: Shard = {
        master: node(master, false),
        ...(this.options.useReplicas && { replicas: replicas.map((replica) => node(replica, true)) }),
      };
      this.shards.push(shard);
      for (let slot = from; slot <= to; slot++) this.slots[slot] = shard;
    }
    const now = [...this.masters, ...this.replicas];
    await Promise.all(before.filter((old) => !now.includes(old)).map((old) => this.forget(old)));
    if (this.options.minimizeConnections !== true) await Promise.all(now.map((one) => this.nodeClient(one)));
    return true;
  }

  private keep(host: string, port: number, id: string, readonly: boolean): Node {
    const address = `${host}:${port}`;
    const known = this.nodeByAddress.get(address);
    if (known && known.readonly === readonly) return known;
    const node: Node = { id, host, port, address, readonly };
    this.nodeByAddress.set(address, node);
    return node;
  }

  /** A node has left, or has another part: who listened there listens elsewhere. */
  private async forget(node: Node): Promise<void> {
    if (this.nodeByAddress.get(node.address) === node) this.nodeByAddress.delete(node.address);
    if (node.client) end(node.client);
    this.moveShards(node);
    const { pubSubNode } = this;
    if (pubSubNode?.address !== node.address) return;
    this.pubSubNode = undefined;
    const { client } = pubSubNode;
    const [channels, patterns] = [
      client.getPubSubListeners('CHANNELS'),
      client.getPubSubListeners('PATTERNS'),
    ];
    end(client);
    if (channels.size + patterns.size === 0) return;
    const next = await this.subscriber();
    await next.extendPubSubListeners('CHANNELS', channels);
    await next.extendPubSubListeners('PATTERNS', patterns);
  }

  private moveShards(node: Node): void {
    const { pubSub } = node;
    if (!pubSub) return;
    node.pubSub = undefined;
    const listeners = pubSub.client.getPubSubListeners('SHARDED');
    end(pubSub.client);
    listeners.forEach((channelListeners, channel) => {
      const one: PubSubTypeListeners = new Map([[channel, channelListeners]]);
      this.onShard(channel, (client) => client.extendPubSubListeners('SHARDED', one)).catch(
        (error: unknown) => this.emit('sharded-channel-moved-error', error, channel, channelListeners),
      );
    });
  }

  /** Does something on the node of a shard's channel, wherever that is by now. */
  async onShard<T>(channel: string, task: (client: Client) => Promise<T>): Promise<T> {
    for (let redirections = 0; ; redirections++) {
      const client = await this.shardSubscriber(channel);
      try {
        return await task(client);
      } catch (error) {
        if (!(error instanceof Error) || !/^MOVED /.test(error.message)) throw error;
        this.releaseSubscriber(client);
        if (redirections >= (this.options.maxCommandRedirections ?? 16)) throw error;
        await this.discover();
      }
    }
  }

  private open(node: Node): Connected {
    const client = this.create(node, false);
    return { client, connectPromise: client.connect().then(() => client) };
  }

  private create(node: Node, readonly: boolean): Client {
    const settings = this.settingsOf(node, readonly);
    const client = this.make(settings);
    if (this.major === 4) return client.on('error', (error: unknown) => this.emit('error', error));
    const { host, port } = { ...settings.socket };
    const info = Object.freeze({ host, port });
    return client
      .on('error', (error: unknown) => this.emit('node-error', error, info))
      .on('reconnecting', () => this.emit('node-reconnecting', info))
      .once('ready', () => this.emit('node-ready', info))
      .once('connect', () => this.emit('node-connect', info))
      .once('end', () => this.emit('node-disconnect', info));
  }

  private settingsOf(node: Node, readonly: boolean): Settings {
    const { defaults, nodeAddressMap, RESP, keyPrefix } = this.options;
    const mapped =
      typeof nodeAddressMap === 'function' ? nodeAddressMap(node.address) : nodeAddressMap?.[node.address];
    const { host, port } = mapped ?? node;
    const socket = { ...defaults?.socket, host, port, path: undefined };
    return { ...defaults, RESP, keyPrefix, url: undefined, socket, readonly };
  }
}

/** As `CLUSTER SLOTS` says it: from, to, and who has them. */
type Named = readonly [host: string | null, port: number, id: string];
type Slots = readonly [from: number, to: number, master: Named, ...replicas: Named[]];

function settle(held: Connected, onFailure: () => void): Promise<Client> {
  const connected = (held.connectPromise ?? Promise.resolve(held.client))
    .catch((error: unknown) => {
      onFailure();
      throw error;
    })
    .finally(() => {
      held.connectPromise = undefined;
    });
  held.connectPromise = connected;
  return connected;
}

function byTurns(nodes: readonly Node[], turn: number): Node {
  const node = nodes[turn % nodes.length];
  if (!node) throw new ClientClosedError();
  return node;
}

function end(client: Client): void {
  if (client.isOpen) client.disconnect().catch(() => {});
}
