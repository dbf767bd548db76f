import type { NetConnectOpts } from 'net';
import type { ConnectionOptions } from 'tls';
import { readUrl } from '../url.js';
import type { Major, Word } from './basics.js';
import { NotCarriedError } from './errors.js';
import type {
  ClientCommandOptions,
  CommandOptions,
  CommonClientOptions,
  RedisFunctions,
  RedisScripts,
  RedisSocketOptions,
} from './types.js';

/** What `reconnectStrategy` may be. Attempts count from 0; `false` or an Error gives up. */
export type ReconnectStrategy = false | number | ((retries: number, cause: Error) => false | number | Error);

/** Options of one command: `commandOptions` of 4, `withCommandOptions` and its kin of 5 and 6. */
export type CallOptions = CommandOptions & ClientCommandOptions;

/** The options of a client that the wrapper carries, whatever the major. */
export interface Settings extends CommonClientOptions<RedisFunctions, RedisScripts> {
  legacyMode?: boolean | undefined;
  /** How many connections there may be for tasks of their own (generic-pool's default is one). */
  isolationPoolOptions?: { min?: number | undefined; max?: number | undefined } | undefined;
  RESP?: number | undefined;
  commandOptions?: CallOptions | undefined;
  keyPrefix?: Word | undefined;
}

/** Options that the original understands and iovalkey cannot carry: silence would be a wrong answer. */
const REFUSED: readonly string[] = [
  'modules',
  'clientSideCache',
  'emitInvalidate',
  'credentialsProvider',
  'himportRegistry',
];

/** Checks the options, and puts what the URL says over them as the original does. */
export function readOptions<O extends Settings>(options: O | undefined, major: Major): Settings {
  const given: Settings = { ...options };
  refuse(given, major);
  if (given.url === undefined || given.url === '') return given;
  const url = readUrl(given.url, {
    query: major === 6 && /^unix:/i.test(given.url),
    bareAuth: 'username',
    barePath: false,
    unix: major === 6,
  });
  const socket: RedisSocketOptions = { ...given.socket };
  if (major !== 4 && socket.tls !== undefined && socket.tls !== url.tls) {
    throw new TypeError(`socket.tls is ${socket.tls}, which does not fit the scheme of the URL`);
  }
  if (url.tls || major !== 4) socket.tls = url.tls;
  if (url.path !== undefined) socket.path = url.path;
  else socket.host = url.host ?? '';
  if (url.port !== undefined) socket.port = url.port;
  given.socket = socket;
  if (url.username !== undefined) given.username = url.username;
  if (url.password !== undefined) given.password = url.password;
  if (url.db !== undefined) given.database = url.db;
  return given;
}

/** Throws for an option, of a client or of what holds several, that would be passed over in silence. */
export function refuse(options: Pick<Settings, 'RESP' | 'commandOptions'>, major: Major): void {
  const given = new Map<string, unknown>(Object.entries(options));
  for (const name of REFUSED) {
    const value = given.get(name);
    if (value !== undefined && value !== false) throw new NotCarriedError(`The option ${name}`);
  }
  if (major === 5 && options.RESP === 3) throw new NotCarriedError('The option RESP: 3');
  const maintenance = given.get('maintNotifications');
  if (maintenance === 'enabled') throw new NotCarriedError("The option maintNotifications: 'enabled'");
  buffersWanted(options.commandOptions);
}

/** `RESP_TYPES.BLOB_STRING`: the one type that can be mapped, to Buffer. */
const BLOB_STRING = 36;

/** Whether a command's strings are to come as Buffers. */
export function buffersWanted(options: CallOptions | undefined): boolean {
  if (!options) return false;
  if (options.returnBuffers) return true;
  const mapping = options.typeMapping;
  if (!mapping) return false;
  for (const [type, target] of Object.entries(mapping)) {
    if (target === undefined || (Number(type) === BLOB_STRING && target === String)) continue;
    if (Number(type) !== BLOB_STRING || target !== Buffer) {
      throw new NotCarriedError('A type mapping other than RESP_TYPES.BLOB_STRING to Buffer');
    }
  }
  return mapping[BLOB_STRING] === Buffer;
}

/** What Node's connect functions get; they pass over what they do not know. */
export type ConnectSettings = NetConnectOpts & ConnectionOptions;
