/** The arguments of createClient, and the options of a client as it keeps them. */
import type { ConnectionOptions } from 'tls';
import type { ClientOpts } from './types.js';
import { isServerUrl, isTlsUrl } from '../url.js';
import { notCarried } from './errors.js';
import { sourceMajor } from './major.js';

/** Options under their snake_case names, whatever the caller wrote. */
export interface Settings extends Omit<ClientOpts, 'port' | 'tls'> {
  port?: number | string;
  tls?: ConnectionOptions | boolean | string;
  user?: string;
  auth_user?: string;
  camel_case?: boolean;
  socket_nodelay?: boolean;
  stream?: unknown;
}

/**
 * A deep copy of the options under snake_case names. `tls` is handed on as it is. A caller who writes camelCase gets
 * camelCase in events too.
 */
export function copyOptions(given: unknown): Settings {
  let camelCase = false;
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    const result: Record<string, unknown> = {};
    // The first of two spellings wins.
    for (const [name, inner] of Object.entries(value).reverse()) {
      const snake = name.replace(/[A-Z][^A-Z]/g, '_$&').toLowerCase();
      if (name !== 'tls' && snake !== name.toLowerCase()) camelCase = true;
      result[snake] = name === 'tls' ? inner : copy(inner);
    }
    return result;
  };
  const settings: Settings = {};
  const own = copy(given);
  if (typeof own === 'object') Object.assign(settings, own);
  if (camelCase) settings.camel_case = true;
  return settings;
}

function isPlain(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** (port, host, options), (url or path of a socket, options) or (options). */
export function readArguments(...given: readonly unknown[]): Settings {
  const [first, second, third] = given;
  if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
    if (typeof second !== 'string' && third && second) throw unknownConnection();
    const settings = copyOptions(typeof second === 'string' ? third : third || second);
    if (typeof second === 'string' && second !== '') settings.host = second;
    settings.port = first;
    return settings;
  }
  if (typeof first === 'string') return withUrl(copyOptions(second || third), first);
  if (typeof first !== 'object' && first !== undefined) throw unknownConnection();
  // On its own: without strictNullChecks the compiler does not narrow over the two conditions.
  const options = typeof first === 'object' ? first : null;
  const url: unknown = options && Reflect.get(options, 'url');
  if (url) return withUrl(copyOptions(options), `${url}`);
  if (options && given.length !== 1) {
    const too = sourceMajor === 2 ? 'To' : 'Too';
    throw new TypeError(`${too} many arguments passed to createClient. Please only pass the options object`);
  }
  const settings = copyOptions(options || third);
  if (!settings.host && typeof second === 'string') settings.host = second;
  return settings;
}

function unknownConnection(): TypeError {
  return new TypeError('Unknown type of connection in createClient()');
}

/** Scheme, user and password, host and port, database, options: only the slashes must be there. Or a socket's path. */
function withUrl(settings: Settings, text: string): Settings {
  const url = text.trim();
  const parts = /^([a-z0-9.+-]+:)?\/\/([^/?#]*)([^?#]*)\??([^#]*)/i.exec(url);
  if (!parts) {
    if (/^[a-z0-9.+-]+:/i.test(url)) {
      throw new RangeError(
        'The redis url must begin with slashes "//" or contain slashes after the redis protocol',
      );
    }
    settings.path = text;
    return settings;
  }
  const [, scheme = '', authority = '', path = '', query = ''] = parts;
  const at = authority.lastIndexOf('@');
  if (at > 0) readCredentials(settings, authority.slice(0, at));
  if (isTlsUrl(scheme)) settings.tls = settings.tls || {};
  else if (scheme && !isServerUrl(scheme)) {
    console.warn(
      `node_redis: WARNING: You passed "${scheme.slice(0, -1).toLowerCase()}" as protocol instead of the "redis" protocol!`,
    );
  }
  if (path.length > 1) settings.db = path.slice(1);
  const host = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(authority.slice(at + 1));
  if (!host) {
    throw new TypeError(
      'Invalid URL: encode the characters : / ? # @ of its user name and password, and give its port as a number',
    );
  }
  const name = host[1] ?? host[2];
  if (name) settings.host = name.toLowerCase();
  if (host[3]) settings.port = host[3];
  addQuery(settings, query);
  return settings;
}

/** `user:password`, `:password`, or the password alone. node-redis 2 sends no user name. */
function readCredentials(settings: Settings, text: string): void {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw new URIError('Invalid URL: encode the % of its user name and password as %25');
  }
  const colon = decoded.indexOf(':');
  if (sourceMajor === 2) {
    const password = decoded.split(':')[1];
    if (password !== undefined) settings.password = password;
    return;
  }
  settings.password = decoded.slice(colon + 1);
  if (colon > 0) settings.user = decoded.slice(0, colon);
}

/** What follows `?` are options; one that is also given elsewhere must be the same. */
function addQuery(settings: Settings, query: string): void {
  const options: Record<string, unknown> = { ...settings };
  new URLSearchParams(query).forEach((value, name) => {
    if (name in options && options[name] !== value) {
      throw new RangeError(`The ${name} option is added twice and does not match`);
    }
    if (name in options) console.warn(`node_redis: WARNING: You passed the ${name} option twice!`);
    Object.assign(settings, { [name]: value });
  });
}

/** Options that cannot be carried fail at once. */
export function refuseOptions(settings: Settings, stream: unknown): void {
  if (stream || settings.stream) throw notCarried('The option "stream"');
  if (sourceMajor === 2 && settings.parser === 'hiredis') throw notCarried('The option "parser: hiredis"');
}
