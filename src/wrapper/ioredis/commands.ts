import type { Socket } from 'net';
import { Cluster, Command, Pipeline, Redis } from 'iovalkey';
import { type Major, type Marked, majorOf } from './options.js';
import { addPipelineCommands, PipelineCommand } from './pipeline.js';
import { subscriberFor } from './subscriber.js';

/** What the patches use of a client, a cluster or a pipeline. */
interface Client {
  readonly options: Marked & { readonly keyPrefix?: string | Buffer };
  readonly stream?: Socket | null;
  readonly status: string;
  readonly condition?: { readonly subscriber: unknown } | null;
  readonly isCluster: boolean;
}

type Send = (this: Client, command: Command, stream?: unknown, node?: unknown) => unknown;

/** Commands of Valkey 9 that iovalkey 0.4.0 has no methods for. Each takes its key first. */
const LATER_COMMANDS = new Set([
  'hexpire',
  'hexpireat',
  'hexpiretime',
  'hgetex',
  'hpersist',
  'hpexpire',
  'hpexpireat',
  'hpexpiretime',
  'hpttl',
  'hsetex',
  'httl',
]);

/** Commands that a client keeps book of. ioredis knows them in any case since 5, iovalkey only in lower case. */
const KEPT_BOOK = /^(?:quit|monitor|ping|[ps]?(?:un)?subscribe)$/;
const UNSUBSCRIBE = new Set(['unsubscribe', 'punsubscribe', 'sunsubscribe']);
/** Containers whose key ioredis 6 prefixes. */
const KEY_BEHIND_SUBCOMMAND = new Set(['object', 'xgroup', 'xinfo', 'memory']);
const NO_KEY = /^(?:help|doctor|malloc-stats|purge|stats)$/i;

const prepared = new WeakSet<Command>();

/**
 * Adds to iovalkey's own classes what ioredis has and they have not. New methods are there for everybody; whatever
 * changes how a command goes out asks the client first whether it has a major to answer as.
 */
export function patchCommands(): void {
  const mark = Symbol.for('valkey-codemod/ioredis/4');
  if (mark in Redis.prototype) return;
  Object.defineProperty(Redis.prototype, mark, { value: true });
  for (const prototype of [Redis.prototype, Cluster.prototype, Pipeline.prototype])
    addLaterCommands(prototype);
  for (const prototype of [Redis.prototype, Cluster.prototype]) wrapScanStreams(prototype);
  wrapShardSubscribe();
  wrapReconnection();
  addPipelineCommands(needsPreparing);
  wrapSend(Redis.prototype, (send) => {
    return function (command, stream) {
      const major = majorOf(this.options);
      if (major === undefined) return send.call(this, command, stream);
      if (needsPreparing(command.name, major)) prepare(command, this, major);
      if (stream) return send.call(this, command, stream);
      const subscriber = major === 6 && this instanceof Redis ? subscriberFor(this, command.name) : null;
      if (subscriber !== null) return subscriber.sendCommand(command);
      corkForThisTick(this.stream);
      return send.call(this, command);
    };
  });
  wrapSend(Cluster.prototype, (send) => {
    return function (command, stream, node) {
      const major = majorOf(this.options);
      if (major !== undefined && needsPreparing(command.name, major)) prepare(command, this, major);
      return send.call(this, command, stream, node);
    };
  });
  wrapSend(Pipeline.prototype, (send) => {
    return function (command) {
      const major = majorOf(this.options);
      const given: object = command;
      if (given instanceof PipelineCommand) return given.join();
      if (major !== undefined && needsPreparing(command.name, major)) prepare(command, this, major);
      return send.call(this, command);
    };
  });
}

/** What a scan stream of iovalkey reads through; it does not know `noValues`, which ioredis does since 5. */
interface Scanning {
  opt: { readonly redis: object; readonly noValues?: boolean };
}

function wrapScanStreams(prototype: object): void {
  const create: unknown = Reflect.get(prototype, 'createScanStream');
  if (typeof create !== 'function') return;
  const value = function (this: Client, command: string, given: object): Scanning {
    const stream: Scanning = Reflect.apply(create, this, [command, given]);
    const major = majorOf(this.options);
    if (!stream.opt.noValues || major === undefined || major === 4) return stream;
    const scan = (args: readonly unknown[], done: unknown): unknown =>
      Reflect.apply(Reflect.get(this, command), this, [[...args, 'NOVALUES'], done]);
    stream.opt = { ...stream.opt, redis: { [command]: scan } };
    return stream;
  };
  Object.defineProperty(prototype, 'createScanStream', { value, configurable: true, writable: true });
}

/**
 * After a reconnection iovalkey asks for all shard channels at once, which a node of a cluster refuses when their slots
 * differ; ioredis asks for one after the other. A client that is subscribed to nothing yet does so here too.
 */
function wrapShardSubscribe(): void {
  const subscribe: unknown = Reflect.get(Redis.prototype, 'ssubscribe');
  if (typeof subscribe !== 'function') return;
  const value = function (this: Client, ...given: unknown[]): unknown {
    const [channels] = given;
    const isList = given.length === 1 && Array.isArray(channels) && channels.length > 1;
    if (!isList || majorOf(this.options) === undefined || this.condition?.subscriber)
      return Reflect.apply(subscribe, this, given);
    const asked = channels.map((one: unknown) => Reflect.apply(subscribe, this, [one]));
    return Promise.all(asked).then((counts) => counts[counts.length - 1]);
  };
  Object.defineProperty(Redis.prototype, 'ssubscribe', { value, configurable: true, writable: true });
}

/** Since 5 ioredis asks `reconnectOnError` about no error of CLIENT, and 6 about none of what a connection says first. */
function wrapReconnection(): void {
  const handle: unknown = Reflect.get(Redis.prototype, 'handleReconnection');
  if (typeof handle !== 'function') return;
  const value = function (this: Client, error: Error, item: { readonly command: Command }): void {
    const major = majorOf(this.options) ?? 4;
    const name = item.command.name.toLowerCase();
    const isFirst = this.status === 'connect';
    const isPassedOver =
      major !== 4 &&
      (name === 'client' ||
        // They look whether the server is ready only after the reply to AUTH.
        (isFirst && name === 'info' && error.message.startsWith('NOAUTH')) ||
        (isFirst && major === 6 && /^(?:auth|select|readonly|info)$/.test(name)));
    if (isPassedOver) item.command.reject(error);
    else Reflect.apply(handle, this, [error, item]);
  };
  Object.defineProperty(Redis.prototype, 'handleReconnection', { value, configurable: true, writable: true });
}

function addLaterCommands(prototype: object): void {
  for (const name of Array.from(LATER_COMMANDS)) {
    for (const [method, call] of [
      [name, 'call'],
      [`${name}Buffer`, 'callBuffer'],
    ] as const) {
      if (method in prototype) continue;
      const value = function (this: object, ...given: unknown[]): unknown {
        return Reflect.apply(Reflect.get(this, call), this, [name, ...given]);
      };
      Object.defineProperty(prototype, method, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
  }
}

function wrapSend(prototype: object, wrap: (send: Send) => Send): void {
  const send: Send = Reflect.get(prototype, 'sendCommand');
  Object.defineProperty(prototype, 'sendCommand', { value: wrap(send), configurable: true, writable: true });
}

/** The commands of one tick leave in one write. The promises of one wave of replies run before `nextTick` does. */
function corkForThisTick(stream: Socket | null | undefined): void {
  if (stream?.writableCorked !== 0) return;
  stream.cork();
  process.nextTick(uncork, stream);
}

function uncork(stream: Socket): void {
  stream.uncork();
}

function needsPreparing(name: string, major: Major): boolean {
  return (
    (name.charCodeAt(0) < 97 && major !== 4) ||
    UNSUBSCRIBE.has(name) ||
    LATER_COMMANDS.has(name) ||
    (major === 6 && KEY_BEHIND_SUBCOMMAND.has(name))
  );
}

/** Once for each command: it comes here again when it is sent again, or when a cluster hands it to a node. */
function prepare(command: Command, client: Client, major: Major): void {
  if (prepared.has(command)) return;
  prepared.add(command);
  const lower = command.name.toLowerCase();
  if (KEPT_BOOK.test(lower)) {
    command.name = lower;
    if (UNSUBSCRIBE.has(lower)) answerZeroOutsideSubscription(command);
  } else if (LATER_COMMANDS.has(lower)) {
    prefixKey(command, 0, client);
  } else if (major === 6 && KEY_BEHIND_SUBCOMMAND.has(lower)) {
    if (!NO_KEY.test(String(command.args[0]))) prefixKey(command, 1, client);
  } else if (command.args.length > 0 && (client.isCluster || client.options.keyPrefix)) {
    // Its name stays as it is: `HGETALL` gives an array where `hgetall` gives an object.
    const { keyPrefix } = client.options;
    const known = new Command(lower, [...command.args], keyPrefix ? { keyPrefix: keyPrefix as string } : {});
    command.args = known.args;
    Reflect.set(command, 'keys', known.getKeys());
  }
}

function prefixKey(command: Command, at: number, { options: { keyPrefix } }: Client): void {
  const key = command.args[at];
  if (key === undefined) return;
  if (keyPrefix) {
    command.args[at] =
      Buffer.isBuffer(key) || Buffer.isBuffer(keyPrefix)
        ? Buffer.concat([Buffer.from(keyPrefix as string), Buffer.from(key as string)] as never)
        : `${keyPrefix}${key}`;
  }
  Reflect.set(command, 'keys', [command.args[at]]);
}

/** Valkey 8 answers NOSUB where Redis says that zero channels are left. */
function answerZeroOutsideSubscription(command: Command): void {
  const { reject } = command;
  command.reject = (error) => {
    if (error.message.startsWith('NOSUB')) command.resolve(0);
    else reject(error);
  };
}
