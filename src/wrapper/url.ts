/**
 * The four schemes of a server's URL: `redis` and `valkey` are plain TCP, `rediss` and `valkeys` are TLS. They compare
 * without regard to case, as iovalkey 0.4 and node-redis do.
 */

/** Whether a URL, or the `protocol` of one, has one of the four schemes. */
export function isServerUrl(url: string | null | undefined): boolean {
  return typeof url === 'string' && /^(?:redis|valkey)s?:/i.test(url);
}

/** Whether a URL, or the `protocol` of one, asks for TLS. */
export function isTlsUrl(url: string | null | undefined): boolean {
  return typeof url === 'string' && /^(?:redis|valkey)s:/i.test(url);
}

/** The same URL under `redis://` or `rediss://`. Anything else (`host:port`, a socket's path, `unix:` …) stays as it is. */
export function normaliseUrl(url: string): string {
  return url.replace(/^(?:redis|valkey)(s?):\/\//i, (_, tls: string) => `redis${tls.toLowerCase()}://`);
}

/** For packages that know only `redis://` and `rediss://`: the same URL as they spell it. `undefined` stays `undefined`. */
export function toRedisUrl(url: string): string;
export function toRedisUrl(url: URL): URL;
export function toRedisUrl(url: string | undefined): string | undefined;
export function toRedisUrl(url: URL | undefined): URL | undefined;
export function toRedisUrl(url: string | null | undefined): string | null | undefined;
export function toRedisUrl(url: string | URL | null | undefined): string | URL | null | undefined;
export function toRedisUrl(url: string | URL | null | undefined): string | URL | null | undefined {
  if (url === undefined || url === null) return url;
  return typeof url === 'string' ? normaliseUrl(url) : new URL(normaliseUrl(url.href));
}

/** What a URL says about a connection. Credentials are decoded, an IPv6 host has no brackets. */
export interface UrlConnection {
  tls: boolean;
  host?: string;
  port?: number;
  /** A unix socket. */
  path?: string;
  username?: string;
  password?: string;
  db?: number;
  /** What follows `?`, for dialects that take options from there. */
  query: Record<string, string>;
}

/** Where the dialects differ in what they read out of a URL. */
export interface UrlReading {
  /** `?db=`, `?tls=`, `?password=`, `?user=` count (ioredis, node-redis 2 and 3), or are ignored (node-redis 4 and later). */
  query: boolean;
  /** What a single word before the `@` is: a password in node-redis 2 and 3, a user name in all others. */
  bareAuth: 'username' | 'password';
  /** A bare path (`/tmp/valkey.sock`) is a unix socket (ioredis, node-redis 2 and 3), or an error. */
  barePath: boolean;
  /** `unix:///tmp/valkey.sock` is a unix socket (node-redis 6), or an error. */
  unix: boolean;
}

/**
 * Takes a URL apart as a dialect reads it. Throws a TypeError that never shows the URL, because a URL that cannot be
 * read is often one whose password was not encoded (Node's own error carries it as `input`).
 */
export function readUrl(url: string | URL, reading: UrlReading): UrlConnection {
  const text = typeof url === 'string' ? url : url.href;
  if (reading.barePath && text[0] === '/' && text[1] !== '/') return readSocketPath(text, reading);
  if (reading.unix && /^unix:/i.test(text))
    return readSocketPath(text.replace(/^unix:(?:\/\/)?/i, ''), reading);
  const parsed = parse(text.slice(0, 2) === '//' ? `redis:${text}` : text);
  if (!isServerUrl(parsed.protocol)) {
    throw new TypeError(`Invalid protocol ${parsed.protocol} Use redis:, rediss:, valkey: or valkeys:`);
  }
  const connection: UrlConnection = { tls: isTlsUrl(parsed.protocol), query: {} };
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  if (host) connection.host = host;
  if (parsed.port) connection.port = Number(parsed.port);
  const bare = !/^[^/?#]*:[^/?#]*@/.test(text.replace(/^[^/]*\/\//, ''));
  if (bare && reading.bareAuth === 'password') {
    if (parsed.username) connection.password = decode(parsed.username);
  } else {
    if (parsed.username) connection.username = decode(parsed.username);
    if (parsed.password) connection.password = decode(parsed.password);
  }
  if (parsed.pathname.length > 1) connection.db = readDatabase(parsed.pathname.slice(1));
  return withQuery(connection, parsed.searchParams, reading);
}

function readSocketPath(text: string, reading: UrlReading): UrlConnection {
  const [path = '', query = ''] = text.split('?', 2);
  return withQuery({ tls: false, path: decode(path), query: {} }, new URLSearchParams(query), reading);
}

function withQuery(connection: UrlConnection, search: URLSearchParams, reading: UrlReading): UrlConnection {
  if (!reading.query) return connection;
  search.forEach((value, name) => {
    connection.query[name] = value;
  });
  const { db, tls, password, user, username } = connection.query;
  if (db && connection.db === undefined) connection.db = readDatabase(db);
  if (tls) connection.tls = true;
  if (password && connection.password === undefined) connection.password = password;
  const name = username || user;
  if (name && connection.username === undefined) connection.username = name;
  return connection;
}

function readDatabase(text: string): number {
  const database = Number(text);
  if (!Number.isInteger(database) || database < 0) {
    throw new TypeError('Invalid pathname: the path of the URL must be the number of a database.');
  }
  return database;
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new TypeError('Invalid URL: encode the characters @ : / ? # of its user name and password.');
  }
}

/** A stray `%` is taken literally, where decodeURIComponent would throw an error that tells nobody which value is meant. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
