import { connect as connectTcp, type Socket } from 'net';
import { connect as connectTls } from 'tls';
import type { Major } from './commands/row.js';
import { ConnectionTimeoutError, SocketTimeoutError } from './errors.js';
import type { ConnectSettings } from './options.js';
import type { RedisSocketOptions } from './types.js';

/**
 * Opens a socket as the major does: the options are Node's own, and go to Node. The promise waits until the socket, or
 * its TLS session, is up.
 */
export function openSocket(
  settings: RedisSocketOptions,
  major: Major,
  onCreated: (socket: Socket) => void,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = settings.tls === true ? connectTls(toNode(settings)) : connectTcp(toNode(settings));
    onCreated(socket);
    const limit = settings.connectTimeout ?? 5000;
    const onTimeout = (): void => {
      socket.destroy(new ConnectionTimeoutError());
    };
    if (limit) socket.setTimeout(limit).once('timeout', onTimeout);
    if (major === 4) socket.setNoDelay(settings.noDelay ?? true);
    socket.once('error', reject);
    socket.once('close', () => reject(new ConnectionTimeoutError()));
    socket.once(settings.tls === true ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0).removeListener('timeout', onTimeout);
      socket.removeListener('error', reject);
      if (major === 4) keepAliveAsIn4(socket, settings);
      if (settings.socketTimeout) limitSilence(socket, settings.socketTimeout);
      resolve(socket);
    });
  });
}

/** Node takes `keepAlive` when it connects, since 5 in these words; `timeout`, `onread` and the like are not for callers. */
function toNode(settings: RedisSocketOptions): ConnectSettings {
  const { path, host, port, keepAlive, noDelay, keepAliveInitialDelay, ...rest } = settings;
  const place =
    path === undefined || path === '' ? { host: host ?? 'localhost', port: port ?? 6379 } : { path };
  return {
    ...rest,
    ...place,
    noDelay: noDelay ?? true,
    keepAlive: typeof keepAlive === 'number' ? true : (keepAlive ?? true),
    keepAliveInitialDelay: keepAliveInitialDelay ?? 5000,
    timeout: undefined,
    onread: undefined,
    readable: true,
    writable: true,
  } as ConnectSettings;
}

function keepAliveAsIn4(socket: Socket, { keepAlive = 5000 }: RedisSocketOptions): void {
  socket.setKeepAlive(keepAlive !== false, typeof keepAlive === 'number' ? keepAlive : 0);
}

function limitSilence(socket: Socket, limit: number): void {
  socket.setTimeout(limit).once('timeout', () => socket.destroy(new SocketTimeoutError(limit)));
}
