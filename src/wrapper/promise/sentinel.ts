import type { Socket } from 'net';
import { SentinelConnector } from 'iovalkey';
import { Client5, type Pages, type ScanOptions } from './client5.js';
import { hide } from './define.js';
import { ClientClosedError, NotCarriedError, ScanIteratorInterruptedError } from './errors.js';
import { Multi } from './multi.js';
import { type CallOptions, refuse, type Settings } from './options.js';
import type { Major, Word } from './commands/row.js';
import type { SentinelOptions } from './types-sentinel.js';

export type SentinelSettings = SentinelOptions<Settings>;

/** The options of the client that follows the master. */
function nodeSettings(options: SentinelSettings, major: Major): Settings {
  refuse(options, major);
  if (options.replicaPoolSize) throw new NotCarriedError('The option replicaPoolSize');
  const { scripts, functions, commandOptions, RESP, keyPrefix } = options;
  return {
    ...options.nodeClientOptions,
    scripts,
    functions,
    commandOptions,
    RESP,
    keyPrefix,
    url: undefined,
  };
}

/** A client that follows the master which the sentinels name. */
export class SentinelClient extends Client5 {
  private readonly _sentinel: SentinelSettings;
  private _master: string | undefined = undefined;

  constructor(options: SentinelSettings, major: Major) {
    const connector = makeConnector(options);
    super(nodeSettings(options, major), major, (onCreated) => openMaster(connector, onCreated));
    this._sentinel = options;
    hide(this, '_sentinel', '_master');
    // Its connections to sentinels would keep the process alive.
    this.on('end', () => connector.disconnect());
  }

  get commandOptions(): CallOptions | undefined {
    return this._callOptions;
  }

  /** Errors of connections are no errors of the sentinel client, unless it is asked to pass them on. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'connect') this._noticeMaster();
    if (event !== 'error' || this._sentinel.passthroughClientErrorEvents) return super.emit(event, ...args);
    return super.emit('client-error', { type: 'MASTER', error: args[0] });
  }

  override duplicate(overrides?: Partial<SentinelSettings>): SentinelClient {
    const Class = this.constructor as new (options: SentinelSettings) => SentinelClient;
    return new Class({ ...this._sentinel, commandOptions: this._callOptions, ...overrides });
  }

  /** Another master goes on elsewhere with a cursor of the one before. */
  override async *scanIterator(options?: ScanOptions): Pages {
    let changed = false;
    const onChange = ({ type }: { type: string }): void => {
      changed = changed || type === 'MASTER_CHANGE';
    };
    this.on('topology-change', onChange);
    try {
      for await (const page of super.scanIterator(options)) {
        if (!changed) yield page;
        if (changed) throw new Error('The cursor is of another master');
      }
    } catch (error) {
      throw changed ? new ScanIteratorInterruptedError(error) : error;
    } finally {
      this.off('topology-change', onChange);
    }
  }

  private _noticeMaster(): void {
    const { remoteAddress: host, remotePort: port } = this._core.connection.link?.socket ?? {};
    if (this._master === `${host}:${port}`) return;
    this._master = `${host}:${port}`;
    this.emit('topology-change', { type: 'MASTER_CHANGE', node: { host, port } });
  }

  /** As a cluster's, this takes first whether a replica may answer. */
  override sendCommand(...args: readonly unknown[]): Promise<unknown> {
    const [, words, options] = args;
    return super.sendCommand(words as readonly Word[], options as CallOptions | undefined);
  }

  /** Lends a connection of its own to a task. */
  async use<T>(task: (client: SentinelClient) => Promise<T>): Promise<T> {
    const client = await this.acquire();
    try {
      return await task(client);
    } finally {
      await client.release();
    }
  }

  /** Lends a connection of its own, until its `release()`. */
  async acquire(): Promise<SentinelClient> {
    if (!this.isOpen) throw new ClientClosedError();
    return this.duplicate().connect();
  }

  release(): Promise<void> {
    return this.close();
  }
}

/** A transaction on the master: raw commands say first whether a replica may answer. */
export class SentinelMulti extends Multi {
  override addCommand(...args: readonly unknown[]): this {
    const [, words, read] = args;
    return super.addCommand(words as readonly Word[], read as ((reply: unknown) => unknown) | undefined);
  }

  override sendCommand(words: readonly Word[]): this {
    return super.addCommand(words);
  }
}

/** iovalkey asks the sentinels; its failover detector hears `+switch-master` and ends the socket to the old master. */
function makeConnector(options: SentinelSettings): SentinelConnector {
  const { socket, username, password } = options.sentinelClientOptions ?? {};
  const node = options.nodeClientOptions ?? {};
  const map = options.nodeAddressMap;
  if (socket?.tls || node.socket?.tls) throw new NotCarriedError('TLS behind sentinels');
  return new SentinelConnector({
    sentinels: options.sentinelRootNodes,
    name: options.name,
    role: 'master',
    ...(username ? { sentinelUsername: username } : {}),
    ...(password ? { sentinelPassword: password } : {}),
    natMap: typeof map === 'function' ? (address) => map(address) ?? null : (map ?? {}),
    failoverDetector: true,
    updateSentinels: true,
    sentinelMaxConnections: 10,
    sentinelRetryStrategy: () => null,
    sentinelReconnectStrategy: () => 1000,
    connectTimeout: node.socket?.connectTimeout ?? 5000,
    disconnectTimeout: 2000,
  });
}

async function openMaster(
  connector: SentinelConnector,
  onCreated: (socket: Socket) => void,
): Promise<Socket> {
  const socket = await connector.connect(() => {});
  onCreated(socket);
  if (socket.connecting) {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
  }
  return socket;
}
