import { isTlsUrl } from '../url.js';

/** A major of ioredis that call sites were written for. */
export type Major = 4 | 5 | 6;

/**
 * The option that says which major a client answers as. It is a string, so that `duplicate()`, the nodes of a cluster
 * and a second copy of this module keep and understand it; iovalkey's other users never have it.
 */
export interface Marked {
  valkeyClientDialect?: string;
}

// The number goes up when the patches of commands.ts change: each version answers for its own clients alone.
const MARKS: Record<string, Major> = { 'ioredis4/4': 4, 'ioredis5/4': 5, 'ioredis6/4': 6 };

/** The major that a client answers as; undefined for a client that this module did not make. */
export function majorOf(options: Marked): Major | undefined {
  return options.valkeyClientDialect === undefined ? undefined : MARKS[options.valkeyClientDialect];
}

/** Where the defaults of a major differ from iovalkey's (iovalkey 0.4.0; ioredis 4.31, 5.11, 6.0). */
export function defaultsOf(major: Major): Marked & Record<string, unknown> {
  return {
    valkeyClientDialect: `ioredis${major}/4`,
    family: major === 4 ? 4 : 0,
    // ioredis reconnects with the family that it was given; iovalkey would try the other one.
    familyFallback: { enabled: false },
    ...(major === 6 && { keepAlive: 30_000, retryStrategy: backOff }),
  };
}

/** ioredis 6: exponential, with up to 199 ms on top. */
function backOff(times: number): number {
  return Math.min(2 ** (times - 1) * 50, 5000) + Math.floor(Math.random() * 200);
}

/** The arguments of a client's constructor, with the defaults of its major among its options. */
export function clientArguments(given: readonly unknown[], major: Major, defaults: object): unknown[] {
  const present = given.filter((one) => one !== undefined && one !== null);
  const scalars = present
    .filter((one) => !isObject(one))
    .map((one) => (major === 4 ? withoutUser(one) : one));
  const objects = present.filter(isObject);
  for (const options of objects) refuseOptions(options, major);
  const options = firstOf(...objects, defaults);
  // What comes first wins, so the options stay on their side of the URL.
  return isObject(present[0]) ? [options, ...scalars] : [...scalars.slice(0, 2), options];
}

/** The arguments of a cluster's constructor. TLS is one switch for all nodes: a URL with TLS among them turns it on. */
export function clusterArguments(given: readonly unknown[], major: Major): unknown[] {
  const [nodes, options = {}] = given;
  if (!Array.isArray(nodes) || !isObject(options)) return [...given];
  const node = Reflect.get(options, 'redisOptions') ?? {};
  if (!isObject(node)) return [...given];
  refuseOptions(options, major);
  refuseOptions(node, major);
  const secure = nodes.some((one) => typeof one === 'string' && isTlsUrl(one));
  const marks = defaultsOf(major);
  return [
    major === 4 ? nodes.map(withoutUser) : nodes,
    {
      ...firstOf(options, { slotsRefreshInterval: major === 4 ? 5000 : undefined }),
      valkeyClientDialect: marks.valkeyClientDialect,
      redisOptions: firstOf(node, marks, secure ? { tls: {} } : {}),
    },
  ];
}

/** Each option from the first that sets it; `undefined` sets nothing, as in ioredis. */
function firstOf(...all: readonly object[]): object {
  const result: Record<string, unknown> = {};
  for (const options of all) {
    for (const [name, value] of Object.entries(options)) {
      if (result[name] === undefined) result[name] = value;
    }
  }
  return result;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** ioredis 4 sends the user name of a URL only when the URL says so: `?allowUsernameInURI=true`. */
function withoutUser(given: unknown): unknown {
  if (typeof given !== 'string' || /[?&]allowUsernameInURI=(?!false)/.test(given)) return given;
  return given.replace(/^([a-z]+:\/\/)([^/?#@]*)@/i, (_, scheme: string, user: string) => {
    const colon = user.indexOf(':');
    return colon < 0 ? scheme : `${scheme}${user.slice(colon)}@`;
  });
}

/**
 * Options that iovalkey would ignore, each with the value that asks for nothing. Not among them is what does nothing by
 * itself (`blockingTimeoutGrace`), and what only says to the server who connects (`disableClientInfo`, `clientInfoTag`).
 */
const NOT_CARRIED: Record<string, unknown> = {
  shardedSubscribers: false,
  blockingTimeout: 0,
  clusterNodeRetryStrategy: null,
  replyMapping: 'legacy',
  himportFieldsets: undefined,
};

/** Those that one major alone reads; to the others they are as good as any word. */
const NOT_CARRIED_BY: Readonly<Record<Major, (name: string, value: unknown) => boolean>> = {
  // Methods for Buffers would work where ioredis throws.
  4: (name, value) => name === 'dropBufferSupport' && value === true,
  5: () => false,
  // Its subscribed clients take no other command then, and `call` gives other shapes.
  6: (name, value) => name === 'protocol' && value === 2,
};

function refuseOptions(options: object, major: Major): void {
  const tls: unknown = Reflect.get(options, 'tls');
  const profile = typeof tls === 'string' || (isObject(tls) && 'profile' in tls);
  const refused = Object.entries(options).find(([name, value]) => {
    if (value === undefined || value === null) return false;
    if (NOT_CARRIED_BY[major](name, value)) return true;
    return name in NOT_CARRIED && value !== NOT_CARRIED[name];
  })?.[0];
  if (profile || refused !== undefined) {
    throw new TypeError(
      `iovalkey has no option "${profile ? 'tls.profile' : refused}". Remove it, or keep today's package behind ` +
        'this module: valkey-codemod --engine installed.',
    );
  }
}
