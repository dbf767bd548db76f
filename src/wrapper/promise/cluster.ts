import { EventEmitter } from 'events';
import type { Client } from './client.js';
import { takeOptions } from './command-options.js';
import type { Command, Major, Word } from './commands/row.js';
import { type Executor, hide } from './define.js';
import { ErrorReply, MaxCommandRedirectionsError } from './errors.js';
import { slotOf } from './link.js';
import { Multi, type MultiTarget } from './multi.js';
import { type CallOptions, refuse, type Settings } from './options.js';
import { Spread, type Submit } from './policies.js';
import type { AnyListener, Channels } from './basics.js';
import { readRaw, readReply } from './replies.js';
import { writeCustom } from './scripts.js';
import { type ClusterSettings, type Node, type Shard, Topology } from './topology.js';
import { writeCommand } from './words.js';
import type { RedisFunction } from './types.js';

export type { ClusterSettings } from './topology.js';

export type ClusterMultiClass = new (target: MultiTarget, routing?: Word) => Multi;

/** Commands that a replica may answer (`useReplicas`). */
const READS = new Set(
  `GET MGET GETRANGE STRLEN EXISTS TYPE TTL PTTL HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSTRLEN HSCAN LRANGE LLEN
  LINDEX LPOS SMEMBERS SISMEMBER SMISMEMBER SCARD SRANDMEMBER SSCAN SINTER SUNION SDIFF SINTERCARD ZRANGE ZRANGEBYSCORE
  ZRANGEBYLEX ZSCORE ZMSCORE ZCARD ZCOUNT ZRANK ZREVRANK ZSCAN XRANGE XREVRANGE XLEN GEOPOS GEODIST GEOHASH GEOSEARCH
  BITCOUNT BITPOS GETBIT PFCOUNT EVAL_RO EVALSHA_RO FCALL_RO OBJECT DUMP`.split(/\s+/),
);

/** A cluster: each command goes to the node that has its key, and follows it when it moves. */
export class ClusterClient extends EventEmitter implements Executor {
  readonly options: ClusterSettings;
  _callOptions: CallOptions | undefined;
  declare protected readonly Multi: ClusterMultiClass;
  private readonly _major: Major;
  private readonly _nodes: Topology;
  /** Sends what no single node can answer (major 6). */
  readonly _spread: Submit | undefined = undefined;

  constructor(options: ClusterSettings, major: Major, make: (settings: Settings) => Client) {
    super();
    refuse(options, major);
    this.options = options;
    this._callOptions = options.commandOptions;
    this._major = major;
    this._nodes = new Topology(options, major, make, (event, ...args) => this._pass(event, args));
    if (major === 6) {
      this._callOptions = { timeout: 5000, ...this._callOptions };
      this._spread = new Spread(this._nodes, (key, isReadonly, task, node) =>
        this._send(key, isReadonly, task, node),
      ).submit;
    }
    hide(this, '_callOptions', '_nodes', '_spread');
  }

  get isOpen(): boolean {
    return this._nodes.isOpen;
  }

  get isReady(): boolean {
    return this._nodes.isReady;
  }

  get slots(): Shard[] {
    return this._nodes.slots;
  }

  get shards(): Shard[] {
    return this._nodes.shards;
  }

  get masters(): Node[] {
    return this._nodes.masters;
  }

  get replicas(): Node[] {
    return this._nodes.replicas;
  }

  get nodeByAddress(): ReadonlyMap<string, Node> {
    return this._nodes.nodeByAddress;
  }

  get pubSubNode(): Topology['pubSubNode'] {
    return this._nodes.pubSubNode;
  }

  async connect(): Promise<this> {
    await this._nodes.connect();
    if (this._major !== 4) this.emit('connect');
    return this;
  }

  duplicate(overrides?: Partial<ClusterSettings>): ClusterClient {
    const Class = this.constructor as new (options: ClusterSettings) => ClusterClient;
    return new Class({ ...this.options, commandOptions: this._callOptions, ...overrides });
  }

  withCommandOptions(options: CallOptions): this {
    const view: this = Object.create(this);
    view._callOptions = options;
    return view;
  }

  withTypeMapping(typeMapping: NonNullable<CallOptions['typeMapping']>): this {
    return this.withCommandOptions({ ...this._callOptions, typeMapping });
  }

  _execute(command: Command, args: readonly unknown[]): Promise<unknown> {
    const { options, rest } =
      this._major === 4 ? takeOptions(args) : { options: this._callOptions, rest: args };
    const settings = this._settings();
    const keys: number[] = [];
    let words: Word[];
    try {
      words = writeCommand(command, rest, this._major, this.options.keyPrefix, keys);
    } catch (error) {
      return Promise.reject(error);
    }
    const read = readReply(command, words, this._major, settings);
    return this._submit(words, words[keys[0] ?? words.length], READS.has(String(words[0])), options, read);
  }

  async _executeCustom(name: string, command: RedisFunction, args: readonly unknown[]): Promise<unknown> {
    const { options, rest } =
      this._major === 4 ? takeOptions(args) : { options: this._callOptions, rest: args };
    const call = writeCustom(name, command, rest, this._major, this.options.keyPrefix);
    return this._send(call.key, call.isReadonly, (client) => client._submitCustom(call, options));
  }

  sendCommand(
    firstKey: Word | undefined,
    isReadonly: boolean | undefined,
    words: readonly Word[],
    options?: CallOptions,
  ): Promise<unknown> {
    const read = readRaw(words, this._major, this._settings());
    return this._submit(words, firstKey, isReadonly === true, { ...this._callOptions, ...options }, read);
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
    return this._nodes.nodeClient(node);
  }

  async getNodeClientForKey(key: Word, isReadonly = false): Promise<Client> {
    this._nodes.assertReady();
    return this._nodes.nodeClient(this._nodes.nodeOf(key, isReadonly));
  }

  getRandomNode(): Node {
    return this._nodes.randomNode();
  }

  getSlotRandomNode(slot: number): Node {
    return this._nodes.slotNode(slot);
  }

  getSlotMaster(slot: number): Node {
    return this._nodes.slotMaster(slot);
  }

  getMasters(): Node[] {
    return this.masters;
  }

  async subscribe(channels: Channels, listener: AnyListener, bufferMode?: boolean): Promise<void> {
    return (await this._nodes.subscriber()).subscribe(channels, listener, bufferMode);
  }

  unsubscribe(channels?: Channels, listener?: AnyListener, bufferMode?: boolean): Promise<void> {
    return this._leave((client) => client.unsubscribe(channels, listener, bufferMode));
  }

  async pSubscribe(patterns: Channels, listener: AnyListener, bufferMode?: boolean): Promise<void> {
    return (await this._nodes.subscriber()).pSubscribe(patterns, listener, bufferMode);
  }

  pUnsubscribe(patterns?: Channels, listener?: AnyListener, bufferMode?: boolean): Promise<void> {
    return this._leave((client) => client.pUnsubscribe(patterns, listener, bufferMode));
  }

  async sSubscribe(channels: Channels, listener: AnyListener, bufferMode?: boolean): Promise<void> {
    try {
      await this._nodes.onShard(firstOf(channels), (client) =>
        client.sSubscribe(channels, listener, bufferMode),
      );
    } catch (error) {
      throw this._toTooMany(error);
    }
  }

  async sUnsubscribe(channels: Channels, listener?: AnyListener, bufferMode?: boolean): Promise<void> {
    const client = await this._nodes.shardSubscriber(firstOf(channels));
    await client.sUnsubscribe(channels, listener, bufferMode);
    this._nodes.releaseSubscriber(client);
  }

  quit(): Promise<void> {
    return this._end((client) => client.quit());
  }

  close(): Promise<void> {
    return this.quit();
  }

  disconnect(): Promise<void> {
    return this._end((client) => client.disconnect());
  }

  destroy(): void {
    this._nodes.close((client) => client.disconnect());
    this.emit('disconnect');
  }

  private async _leave(task: (client: Client) => Promise<void>): Promise<void> {
    const client = await this._nodes.subscriber();
    await task(client);
    this._nodes.releaseSubscriber(client);
  }

  private async _end(how: (client: Client) => Promise<unknown>): Promise<void> {
    await this._nodes.close(how);
    if (this._major !== 4) this.emit('disconnect');
  }

  private _submit(...call: Parameters<Submit>): Promise<unknown> {
    if (this._major === 6 && this._spread) return this._spread(...call);
    const [words, key, isReadonly, options, read] = call;
    return this._send(key, isReadonly, (client) => client._submit(words, options, read));
  }

  /** Sends to the node of a key, and again where the answer says that the key is. */
  private async _send<T>(
    key: Word | undefined,
    isReadonly: boolean,
    task: (client: Client) => Promise<T>,
    node?: Node,
  ): Promise<T> {
    const { _nodes: nodes } = this;
    nodes.assertReady();
    const limit = this.options.maxCommandRedirections ?? 16;
    let client = await nodes.nodeClient(node ?? nodes.nodeOf(key, isReadonly));
    let asking = false;
    for (let redirections = 0; ; redirections++) {
      try {
        // Not awaited: it must be the command right before.
        if (asking) client._submit(['ASKING'], undefined).catch(() => {});
        return await task(client);
      } catch (error) {
        const moved = error instanceof ErrorReply ? /^(MOVED|ASK) (\d+) (\S+)/.exec(error.message) : null;
        // A transaction whose keys are apart is served nowhere.
        const isApart = key !== undefined && moved?.[2] !== `${slotOf(key)}`;
        if (!moved || isApart || redirections >= limit) throw this._toTooMany(error);
        asking = moved[1] === 'ASK';
        if (!asking) await nodes.discover();
        client = await nodes.nodeClient(nodes.nodeAt(moved[3] ?? '', client));
      }
    }
  }

  private _toTooMany(error: unknown): unknown {
    return this._major === 6 && error instanceof ErrorReply && /^(?:MOVED|ASK) /.test(error.message)
      ? new MaxCommandRedirectionsError(error)
      : error;
  }

  private _settings(): Settings {
    const { RESP, keyPrefix } = this.options;
    return { RESP, keyPrefix };
  }

  private _pass(event: string, args: readonly unknown[]): void {
    if (event !== 'unreachable') this.emit(event, ...args);
    else if (this.listenerCount('error') > 0) this.emit('error', ...args);
  }
}

/** A transaction on one node: raw commands name their key first. */
export class ClusterMulti extends Multi {
  override addCommand(...args: readonly unknown[]): this {
    const { major, settings } = this._target;
    const [key, , words, read] = major === 4 ? [args[0], true, args[1], args[2]] : args;
    if (!Array.isArray(words)) throw new TypeError('addCommand takes the first key before the arguments');
    const reader =
      typeof read === 'function' ? (reply: unknown) => read(reply) : readRaw(words, major, settings);
    return this._add(words, reader, typeof key === 'string' || Buffer.isBuffer(key) ? key : undefined);
  }

  override sendCommand(words: readonly Word[], routing?: { firstKey?: Word | undefined }): this {
    return this.addCommand(routing?.firstKey, undefined, words);
  }
}

function firstOf(channels: Channels): string {
  return (typeof channels === 'string' ? channels : channels[0]) ?? '';
}
