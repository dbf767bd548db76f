/** What a client does with each reply. */
import type { RedisClient } from './client.js';
import { type Command, describe } from './command.js';
import { sourceMajor } from './major.js';
import { errorCode } from './replies.js';

/** An error reply. */
export function onReplyError(client: RedisClient, error: Error): void {
  const command = client.command_queue.get(0);
  if (!command) return;
  // Valkey's answer to an unsubscription without a subscription; Redis confirms that there is none.
  if (/^NOSUB /.test(error.message) && /^p?unsubscribe$/.test(command.command)) {
    const { given } = command;
    const channels = given.map((one) => (Buffer.isBuffer(one) ? one : `${one}`));
    for (const channel of channels.length > 0 ? channels : [null]) {
      onSubscription(client, command.command, channel, 0);
    }
    return;
  }
  client.command_queue.shift();
  if (command.error) {
    const calls = `${command.error.stack}`.replace(/^Error.*?\n/, '');
    error.stack = `ReplyError: ${error.message}\n${calls}`;
  }
  // iovalkey's note of what it takes for the failed command.
  Reflect.deleteProperty(error, 'command');
  describe(error, command);
  if (client.pub_sub_mode > 1) client.pub_sub_mode--;
  const code = errorCode(error.message);
  if (code) Object.assign(error, { code });
  client.settle(command.callback, error);
}

/** Any other reply: to a command, a message, a confirmation of a subscription, or what MONITOR saw. */
export function onReply(client: RedisClient, reply: unknown): void {
  if (client.monitoring && Buffer.isBuffer(reply) && onMonitored(client, reply.toString())) return;
  if (client.pub_sub_mode === 1 && Array.isArray(reply) && reply.length > 2) {
    onPublished(client, reply);
  } else {
    if (client.pub_sub_mode > 1) client.pub_sub_mode--;
    onCommandReply(client, reply);
  }
}

/** Whether all replies that come now are for callbacks that want strings; messages have listeners for Buffers too. */
export function wantsStrings(client: RedisClient): boolean {
  const { return_buffers: always, detect_buffers: detect } = client.options;
  return !always && !detect && client.pub_sub_mode === 0 && !client.monitoring;
}

function onCommandReply(client: RedisClient, reply: unknown): void {
  const command = client.command_queue.shift();
  if (!command?.callback) return;
  // The replies inside are for the transaction to convert, each as its command asked for.
  const raw = command.command === 'exec' && client.options.detect_buffers;
  command.callback(null, raw ? reply : client.convert(reply, command));
}

function onMonitored(client: RedisClient, line: string): boolean {
  if (!MONITORED.test(line)) return false;
  const words = line.slice(line.indexOf('"') + 1, -1).split('" "');
  const time = line.slice(0, line.indexOf(' '));
  client.emit(
    'monitor',
    time,
    words.map((word) => word.replace(/\\"/g, '"')),
    line,
  );
  return true;
}

function onPublished(client: RedisClient, reply: unknown[]): void {
  const [kind, ...rest] = reply;
  const type = `${kind}`;
  if (type !== 'message' && type !== 'pmessage') {
    const [channel, count] = rest;
    onSubscription(client, type, Buffer.isBuffer(channel) ? channel : null, Number(count));
  } else if (client.options.return_buffers) {
    client.emit(type, ...rest);
  } else {
    client.emit(type, ...rest.map(String));
    client.emit(`${type}_buffer`, ...rest);
    client.emit(`${type}Buffer`, ...rest);
  }
}

/** One channel's confirmation. The event comes for each, the callback with the last. */
function onSubscription(
  client: RedisClient,
  type: string,
  name: string | Buffer | null,
  count: number,
): void {
  const command = client.command_queue.get(0);
  if (!command) return;
  const { return_buffers: always, detect_buffers: detect } = client.options;
  const channel = name === null || always || (detect && command.hasBuffers) ? name : name.toString();
  if (channel !== null) {
    client.emit(type, channel, count);
    const subscribed = /^p?subscribe$/.test(type);
    const key = `${subscribed ? type : type.replace('un', '')}_${channel}`;
    if (subscribed) client.subscription_set[key] = channel;
    else delete client.subscription_set[key];
  }
  if (isLastChannel(client, command, type, channel)) {
    if (count === 0) leavePubSub(client);
    client.command_queue.shift();
    command.callback?.(null, channel);
  }
}

/** Whether a command has all its confirmations. One without channels is about all that there are of its kind. */
function isLastChannel(
  client: RedisClient,
  command: Command,
  type: string,
  channel: string | Buffer | null,
): boolean {
  const asked = command.given.length;
  if (asked === 0) {
    const kind = `${type.replace('un', '')}_`;
    return channel === null || !Object.keys(client.subscription_set).some((key) => key.startsWith(kind));
  }
  client.channels_left = (client.channels_left || asked) - 1;
  return client.channels_left === 0;
}

/** Out of pub/sub, until the next subscription among the commands that are on their way. */
function leavePubSub(client: RedisClient): void {
  client.pub_sub_mode = 0;
  for (let i = 1; i < client.command_queue.length; i++) {
    if (/^p?(?:un)?subscribe$/.test(client.command_queue.get(i)?.command ?? '')) {
      client.pub_sub_mode = i;
      break;
    }
  }
}

const MONITORED =
  sourceMajor === 2
    ? /^[0-9]{10,11}\.[0-9]+ \[[0-9]+ .+\]( ".+?")+$/
    : /^[0-9]{10,11}\.[0-9]+ \[[0-9]+ .+\].*"$/;
