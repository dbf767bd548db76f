/**
 * The commands that are more than their name and arguments. Each row makes a command for a client; the client sends it
 * at once, a batch or transaction keeps it.
 */
import type { RedisClient } from './client.js';
import { Command, type Done, fromCall, takeCallback, toDone } from './command.js';
import { codeOf } from './errors.js';
import { sourceMajor } from './major.js';
import { toServerInfo } from './replies.js';
import type { ServerInfo } from './types.js';

export const CALLS: { readonly [command: string]: (client: RedisClient, given: unknown[]) => Command } = {
  select: (client, [db, callback]) =>
    new Command('select', [db], (error, reply) => {
      if (error === null) client.selected_db = typeof db === 'number' ? db : `${db}`;
      client.settle(toDone(callback), error, reply);
    }),

  info: (client, [section, callback]) => {
    const done = toDone(typeof section === 'function' ? section : callback);
    const given =
      typeof section === 'function' || section === undefined
        ? []
        : Array.isArray(section)
          ? section
          : [section];
    return new Command('info', given, (error, reply) => {
      // node-redis' types promise the fields of INFO whatever was asked for.
      client.server_info = (reply ? toServerInfo(`${reply}`) : {}) as ServerInfo;
      client.settle(done, error, reply);
    });
  },

  auth: authenticate,

  quit: (client, [callback]) =>
    new Command('quit', [], (error, reply) => {
      // The connection was closed before the server could say OK, which is what was asked for.
      if (error && codeOf(error) === 'NR_CLOSED') client.settle(toDone(callback), null, 'OK');
      else client.settle(toDone(callback), error, reply);
      if (client.stream.writable) client.stream.destroy();
    }),

  monitor: (client, [callback]) =>
    new Command('monitor', [], toDone(callback), () => {
      client.monitoring = true;
    }),

  client: (client, given) => {
    const command = fromCall('client', given);
    const [subcommand, mode] = command.given;
    if (command.given.length !== 2 || `${subcommand}`.toUpperCase() !== 'REPLY') return command;
    const replies = `${mode}`.toUpperCase();
    if (replies !== 'ON' && replies !== 'OFF' && replies !== 'SKIP') return command;
    return new Command('client', command.given, command.callback, () => {
      client.reply = replies;
    });
  },

  hmset: (_, given) => {
    const [key, fields] = given;
    const plain = typeof fields === 'object' && !Array.isArray(fields) && !Array.isArray(key);
    if (!plain || given.length > 3) return fromCall('hmset', given);
    const callback = given[2];
    if (given.length === 3 && typeof callback !== 'function' && callback !== undefined) {
      return fromCall('hmset', given);
    }
    const words = Object.entries(fields ?? {}).reduce<unknown[]>((all, entry) => all.concat(entry), [key]);
    return new Command('hmset', words, toDone(callback));
  },

  subscribe: (client, given) => subscription(client, 'subscribe', given),
  unsubscribe: (client, given) => subscription(client, 'unsubscribe', given),
  psubscribe: (client, given) => subscription(client, 'psubscribe', given),
  punsubscribe: (client, given) => subscription(client, 'punsubscribe', given),
};

/** The replies that belong to a subscription begin after those of the commands before it. */
function subscription(client: RedisClient, name: string, given: unknown[]): Command {
  return fromCall(name, given, () => {
    client.pub_sub_mode = client.pub_sub_mode || client.command_queue.length + 1;
  });
}

const NO_PASSWORD =
  sourceMajor === 2 ? /no password is set/ : /no password is set|called without any password configured/;

/** AUTH goes out at once, also while other commands must wait, unless some wait already. */
export function sendCredentials(client: RedisClient, given: unknown[]): boolean {
  const { ready } = client;
  client.ready = ready || client.offline_queue.length === 0;
  const result = client.send(authenticate(client, given));
  client.ready = ready;
  return result;
}

/** AUTH with a password, or with a password and a user name; the credentials are kept for reconnects. */
function authenticate(client: RedisClient, given: unknown[]): Command {
  const done: Done | undefined = takeCallback(given);
  const [pass, user] = given;
  client.auth_pass = pass;
  client.auth_user = sourceMajor === 2 ? undefined : user;
  const credentials = client.auth_user ? [client.auth_user, pass] : [pass];
  return new Command('auth', credentials, (error, reply) => {
    if (error && NO_PASSWORD.test(error.message)) {
      client.warn('Warning: Redis server does not require a password, but a password was supplied.');
      client.settle(done, null, 'OK');
    } else if (error?.message.includes('LOADING')) {
      setTimeout(() => Reflect.apply(client.auth, client, [pass, user, done]), 100);
    } else {
      client.settle(done, error, reply);
    }
  });
}
