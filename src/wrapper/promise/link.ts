import type { Socket } from 'net';
import { ignore } from './basics.js';
import { AbstractConnector, Command as WireCommand, Redis, ReplyError } from 'iovalkey';

export type Argument = string | Buffer;

/** What a request makes of replies: it belongs to a dialect, and is one object for all requests of a client. */
export interface Decoder {
  /** The error that the dialect throws for an error reply. */
  toError(message: string): Error;
}

/**
 * One command on its way to the server.
 *
 * iovalkey's Command makes a promise, a second one for its timer and two closures for each command, which costs as much
 * as everything else. The client above has a promise: this keeps the encoding alone.
 */
export class Request extends WireCommand {
  link: Link | undefined = undefined;
  timeout = 0;
  signal: AbortSignal | undefined = undefined;
  onSend: ((link: Link) => void) | undefined = undefined;
  readonly buffers: boolean;
  private readonly decoder: Decoder;
  private readonly onReply: (reply: unknown) => void;
  private readonly onError: (error: Error) => void;

  constructor(
    words: readonly Argument[],
    decoder: Decoder,
    buffers: boolean,
    onReply: (reply: unknown) => void,
    onError: (error: Error) => void,
  ) {
    super(wireName(String(words[0])), words.slice(1));
    this.decoder = decoder;
    this.buffers = buffers;
    this.onReply = onReply;
    this.onError = onError;
  }

  /** One place in the queue. */
  get size(): number {
    return 1;
  }

  send(link: Link): void {
    this.link = link;
    this.onSend?.(link);
    link.write(this);
  }

  /** What iovalkey's parser gives: strings as Buffers, errors inside arrays as ReplyError. */
  settle(reply: unknown): void {
    this.onReply(decode(this.name === 'ping' ? toPong(reply) : reply, this.buffers, this.decoder));
  }

  fail(error: Error): void {
    if (error instanceof ReplyError) this.onError(this.decoder.toError(error.message));
    else if (error.message === SUBSCRIBED) this.onError(this.decoder.toError(refusal(this.name)));
    else this.onError(this.link?.failure ?? error);
  }
}

// iovalkey declares these as instance members and assigns them for each command; here they are shared.
Object.defineProperties(Request.prototype, {
  initPromise: {
    value(this: Request) {
      this.stringifyArguments();
    },
  },
  resolve: {
    value(this: Request, reply: unknown) {
      this.settle(reply);
    },
  },
  reject: {
    value(this: Request, error: Error) {
      this.fail(error);
    },
  },
});

const SUBSCRIPTIONS = new Set(
  ['', 'P', 'S']
    .map((kind) => [`${kind}SUBSCRIBE`, `${kind}UNSUBSCRIBE`])
    .reduce((all, two) => all.concat(two)),
);

/** iovalkey keeps its books about subscriptions by lower-case names, and loses count of replies without. */
function wireName(name: string): string {
  return SUBSCRIPTIONS.has(name) ? name.toLowerCase() : name;
}

/** iovalkey's words when it refuses a command on a subscribed connection. */
const SUBSCRIBED = 'Connection in subscriber mode, only subscriber commands may be used';

/** The server's words for it. */
function refusal(name: string): string {
  return `ERR Can't execute '${name.toLowerCase()}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`;
}

/** On a subscribed connection the server answers a PING with `['pong', argument]`. */
function toPong(reply: unknown): unknown {
  if (!Array.isArray(reply)) return reply;
  const [pong, argument] = reply;
  return argument instanceof Buffer && argument.length > 0 ? argument : pong;
}

function decode(reply: unknown, buffers: boolean, decoder: Decoder): unknown {
  if (reply instanceof Buffer) return buffers ? reply : reply.toString();
  if (Array.isArray(reply)) {
    for (let i = 0; i < reply.length; i++) reply[i] = decode(reply[i], buffers, decoder);
    return reply;
  }
  return reply instanceof Error ? decoder.toError(reply.message) : reply;
}

/**
 * iovalkey over one connected socket: it encodes, parses and matches replies to commands. The socket's life before and
 * after belongs to the connection, because each dialect has its own rules for it, so iovalkey's own are switched off.
 */
export class Link {
  /** Why the connection ended; commands that were in flight fail with it. */
  failure: Error | undefined = undefined;
  readonly redis: Redis;
  readonly socket: Socket;
  /** The text of the commands of one wave: one write instead of one a command. */
  private text = '';
  /** Messages are delivered. */
  listening = false;
  private monitoring = false;
  private channels: NonNullable<Redis['condition']>['subscriber'] = false;
  private readonly sink: {
    isPipeline: true;
    write(data: Argument): boolean;
    destination: { redis: { stream: Socket } };
  };

  constructor(socket: Socket, onProtocolError: (error: Error) => void) {
    this.socket = socket;
    this.redis = new Redis({
      Connector: class extends AbstractConnector {
        constructor() {
          super(0);
        }
        connect(): Promise<Socket> {
          this.connecting = true;
          this.stream = socket;
          return Promise.resolve(socket);
        }
      },
      lazyConnect: true,
      retryStrategy: () => null,
      enableReadyCheck: false,
      enableOfflineQueue: false,
      autoResubscribe: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: null,
      noDelay: false,
    });
    this.redis.on('error', onProtocolError);
    this.sink = {
      isPipeline: true,
      write: (data) => this.collect(data),
      destination: { redis: { stream: socket } },
    };
  }

  start(): Promise<void> {
    return this.redis.connect();
  }

  /** Commands that wait for their reply. */
  get inFlight(): number {
    return this.redis.commandQueue.length - (this.monitoring ? 1 : 0);
  }

  /** A command whose reply never ends: it takes the next line, too. An error is that of the command behind it. */
  repeat(request: Request, error?: Error): void {
    this.monitoring = true;
    if (error) this.redis.commandQueue.shift()?.command.reject(error);
    this.redis.commandQueue.unshift({ command: request, stream: this.socket, select: 0 });
  }

  /** The reply that ends such a command is that of the command behind it. */
  endRepeat(reply: unknown): void {
    this.monitoring = false;
    this.redis.commandQueue.shift()?.command.resolve(reply);
  }

  /** Writes a command with the next flush. */
  write(request: Request): void {
    if (this.redis.condition?.subscriber) {
      this.channels = this.redis.condition.subscriber;
      if (request.name === 'PING' || request.name === 'QUIT') request.name = request.name.toLowerCase();
    }
    this.redis.sendCommand(request, this.sink);
  }

  /**
   * After an unsubscription was answered. iovalkey takes a count of 0 for the end of all subscriptions, but the server
   * counts those of shards apart.
   */
  keepSubscribed(active: boolean): void {
    const { condition } = this.redis;
    if (!condition) return;
    if (condition.subscriber) this.channels = condition.subscriber;
    else if (active) condition.subscriber = this.channels;
  }

  /** Sends what was written. Returns false when the socket wants a rest. */
  flush(): boolean {
    if (this.text !== '') {
      this.socket.write(this.text);
      this.text = '';
    }
    return !this.socket.writableNeedDrain;
  }

  close(reason: Error): void {
    this.failure = this.failure ?? reason;
    this.socket.destroy();
  }

  private collect(data: Argument): boolean {
    if (typeof data === 'string') {
      this.text += data;
      if (this.text.length > LONGEST_TEXT) this.flush();
      return true;
    }
    this.flush();
    return this.socket.write(data as never);
  }
}

/** Beyond this a wave is written in parts: a large pipeline is not held twice. */
const LONGEST_TEXT = 1 << 18;

/** The hash slot of a key. */
export function slotOf(key: Argument): number {
  return new Request(['get', key], NO_DECODER, false, ignore, ignore).getSlot();
}

const NO_DECODER: Decoder = { toError: (message) => new Error(message) };
