/** iovalkey as this dialect drives it: it encodes commands and parses replies; the queue and the reconnects are not its. */
import type { Socket } from 'net';
import { AbstractConnector, Command, Redis } from 'iovalkey';

export interface Replies {
  /** Strings come as Buffers. */
  onReply(reply: unknown): void;
  onError(error: Error): void;
  /** What came is no reply at all. */
  onGarbage(error: Error): void;
  /** All of what came at once was parsed. */
  onParsed?(): void;
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
  });
  redis.connect().catch(() => {});
}

/** A command's bytes: `this` has its `name`, its `args`, and `bufferMode` if one of these is a Buffer. */
export const encode = Command.prototype.toWritable;

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
    return Buffer.isBuffer(arg) ? Buffer.concat([Buffer.from(prefix), arg]) : prefix + arg;
  });
}
