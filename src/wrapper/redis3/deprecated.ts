/** What node-redis 2 alone has: events and options that 3 took away. */
import type { RedisClient } from './client.js';

export function emitIdle(client: RedisClient): void {
  if (client.command_queue.length === 0 && client.pub_sub_mode === 0) client.emit('idle');
}

export function readDeprecatedOptions(client: RedisClient): void {
  const { options } = client;
  for (const name of ['max_attempts', 'retry_max_delay'] as const) {
    if (!(name in options)) continue;
    if (typeof options.retry_strategy === 'function') {
      client.warn(
        `WARNING: You activated the retry_strategy and ${name} at the same time. This is not possible and ${name} will be ignored.`,
      );
      delete options[name];
    } else {
      const goal =
        name === 'max_attempts'
          ? 'To reduce the number of options and to improve the reconnection handling'
          : 'To reduce the amount of options and the improve the reconnection handling';
      client.warn(
        `${name} is deprecated and will be removed in v.3.0.0.\n` +
          `${goal} please use the new \`retry_strategy\` option instead.\n` +
          'This replaces the max_attempts and retry_max_delay option.',
      );
    }
  }
  client.max_attempts = Math.trunc(Number(options.max_attempts ?? 0)) || 0;
  client.retry_max_delay = Number(options.retry_max_delay) || null;
  if (!options.socket_nodelay) {
    client.warn(
      'socket_nodelay is deprecated and will be removed in v.3.0.0.\n' +
        'Setting socket_nodelay to false likely results in a reduced throughput. Please use .batch for pipelining instead.\n' +
        'If you are sure you rely on the NAGLE-algorithm you can activate it by calling client.stream.setNoDelay(false) instead.',
    );
  }
}

export function warnOfEvent(client: RedisClient, event: string): void {
  if (event === 'idle') {
    client.warn(
      'The idle event listener is deprecated and will likely be removed in v.3.0.0.\n' +
        'If you rely on this feature please open a new ticket in node_redis with your use case',
    );
  } else if (event === 'drain') {
    client.warn(
      'The drain event listener is deprecated and will be removed in v.3.0.0.\n' +
        'If you want to keep on listening to this event please listen to the stream drain event directly.',
    );
  }
}
