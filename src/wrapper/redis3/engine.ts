/** iovalkey as this dialect drives it: it encodes commands and parses replies; the queue and the reconnects are not its. */
import type { Socket } from 'net';
import { AbstractConnector, Command, Redis } from 'iovalkey';

export interface Replies {
  /** Strings come as Buffers, where they are not wanted as strings. */
  onReply(reply: unknown): void;
  onError(error: Error): void;
  /** What came is no reply at all. */
  onGarbage(error: Error): void;
  /** All of what came at once was parsed. */
  onParsed?(): void;
  /** Whether nothing of what comes now is wanted as a Buffer. */
  areStrings(): boolean;
}

/**
 * Lets iovalkey parse what a connected socket receives. Its own rules for lost connections and for pub/sub (no other
 * command while subscribed, no event for a subscription) are not node-redis', so they never come into play: each reply
 * is taken from it where it would look for the command that the reply belongs to.
 */
export function parseReplies(socket: Socket, stringNumbers: boolean, replies: Replies): void {
  const redis = new Redis({
    Connector: class extends AbstractConnector {
      constructor() {
        super(0);
      }
      connect(): Promise<Socket> {
        return Promise.resolve(socket);
      }
    },
    stringNumbers,
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  const taker = {
    select: 0,
    stream: socket,
    command: {
      name: '',
      args: [],
      resolve: (reply: unknown) => replies.onReply(reply),
      reject: (error: Error) => replies.onError(error),
    },
  };
  redis.recoverFromFatalError = (_, error) => replies.onGarbage(error);
  // Errors of the socket have listeners of the client's; iovalkey would print them if it had none.
  redis.on('error', () => {});
  // iovalkey makes a queue for each connection just before this event, and reads from the socket after it.
  redis.once('connect', () => {
    redis.commandQueue.shift = () => taker;
    if (replies.onParsed) socket.on('data', () => replies.onParsed?.());
    socket.prependListener('data', (chunk: Buffer) => {
      if (replies.areStrings()) Reflect.set(chunk, 'slice', sliceText);
    });
  });
  // iovalkey's listener comes between the one above and this one.
  socket.prependListener('data', (chunk: Buffer) => {
    chunk.slice = Buffer.prototype.slice;
  });
  redis.connect().catch(() => {});
}

/**
 * iovalkey's parser takes each string out of what came by `slice`, and keeps what that gives as it is. So the text need
 * not be a Buffer first. A string that came in parts is one nevertheless.
 */
function sliceText(this: Buffer, start: number, end: number): string {
  return this.toString('utf8', start, end);
}

/** What iovalkey's encoder reads of a command: one for all, so that none needs an object for it. */
const encoded: { name: string; args: readonly (string | Buffer)[]; bufferMode: boolean } = {
  name: '',
  args: [],
  bufferMode: false,
};
const NO_SOCKET = {};

/** A command's bytes. */
export function encode(
  name: string,
  args: readonly (string | Buffer)[],
  hasBuffers: boolean,
): string | Buffer {
  encoded.name = name;
  encoded.args = args;
  encoded.bufferMode = hasBuffers;
  return Command.prototype.toWritable.call(encoded, NO_SOCKET);
}

/** Where node-redis' table of keys is not iovalkey's: the positions of keys among the arguments (redis-commands 1.7). */
const KEYS: { readonly [command: string]: readonly number[] } = {
  object: [1],
  xgroup: [1],
  xinfo: [1],
  zdiff: [],
  zdiffstore: [0],
  zinter: [],
  zunion: [],
};

/** The arguments with the prefix before each key. */
export function prefixKeys(
  name: string,
  args: readonly (string | Buffer)[],
  prefix: string,
): (string | Buffer)[] {
  const positions = KEYS[name];
  if (positions === undefined) {
    const { args: prefixed } = new Command(name, [...args], { keyPrefix: prefix });
    return prefixed.map((arg) => (Buffer.isBuffer(arg) ? arg : `${arg}`));
  }
  return args.map((arg, i) => {
    if (!positions.includes(i)) return arg;
    return Buffer.isBuffer(arg) ? Buffer.concat([Buffer.from(prefix), arg] as never) : prefix + arg;
  });
}
