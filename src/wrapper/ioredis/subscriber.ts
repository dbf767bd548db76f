import type { Redis } from 'iovalkey';

const MESSAGES = ['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessage', 'smessageBuffer'];
const SUBSCRIPTION = /^[ps]?(?:un)?subscribe$/;
/** Where a cluster subscribes: a connection that does nothing else anyway. */
const OF_CLUSTER = /^ioredis-cluster\(subscriber\)/;

const subscribers = new WeakMap<Redis, Redis>();
const made = new WeakSet<Redis>();

/**
 * The connection that a client of ioredis 6 subscribes on; null for a command that goes out on the client's own. That
 * major speaks RESP3, where a subscribed connection takes all other commands. iovalkey speaks RESP2, where it takes none,
 * so that subscriptions get a connection beside the client's, which lives as long and tells the client of its messages.
 */
export function subscriberFor(client: Redis, command: string): Redis | null {
  if (!command.endsWith('subscribe') || !SUBSCRIPTION.test(command) || made.has(client)) return null;
  if (OF_CLUSTER.test(client.options.connectionName ?? '')) return null;
  const known = subscribers.get(client);
  // Without any subscription the client itself is told that there is none; without a connection it refuses.
  if (known === undefined && command.includes('unsubscribe')) return null;
  if (client.status !== 'ready' && (client.options.enableOfflineQueue === false || client.status === 'end'))
    return null;
  // Whoever subscribes first of all connects, too.
  if (client.status === 'wait') client.connect().catch(() => {});
  return known ?? makeSubscriber(client);
}

function makeSubscriber(client: Redis): Redis {
  const subscriber = client.duplicate({ enableOfflineQueue: true, lazyConnect: true });
  made.add(subscriber);
  subscribers.set(client, subscriber);
  for (const event of MESSAGES) subscriber.on(event, (...given) => client.emit(event, ...given));
  // The client meets the same errors, and tells of them.
  subscriber.on('error', () => {});
  client.once('end', () => {
    subscribers.delete(client);
    subscriber.disconnect();
  });
  return subscriber;
}
