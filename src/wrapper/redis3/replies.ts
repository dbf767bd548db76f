/** What node-redis makes of a reply, and of INFO. */

/** Buffers become strings, in nested replies too. */
export function toStrings(reply: unknown): unknown {
  if (typeof reply === 'string') return reply;
  if (Buffer.isBuffer(reply)) return reply.toString();
  if (!Array.isArray(reply)) return reply;
  for (let i = 0; i < reply.length; i++) reply[i] = toStrings(reply[i]);
  return reply;
}

/** HGETALL's list of fields and values as an object; an empty one, and a reply that is no list, as null. */
export function toObject(reply: unknown): unknown {
  if (!Array.isArray(reply) || reply.length === 0) return null;
  const object: Record<string, unknown> = {};
  for (let i = 0; i < reply.length; i += 2) {
    object[Buffer.isBuffer(reply[i]) ? reply[i].toString('binary') : `${reply[i]}`] = reply[i + 1];
  }
  return object;
}

/** INFO's text as `client.server_info`. One section of it may name no version. */
export function toServerInfo(text: string): object {
  const info: Record<string, unknown> = {};
  for (const line of text.split('\r\n')) {
    const [name = '', value] = line.split(':');
    if (value) info[name] = name.startsWith('db') ? toNumbers(value) : value;
  }
  const { redis_version: version } = info;
  info['versions'] = typeof version === 'string' ? version.split('.').map(Number) : [];
  return info;
}

/** `keys=1,expires=0` */
function toNumbers(text: string): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const pair of text.split(',').reverse()) {
    const [name = '', value] = pair.split('=');
    numbers[name] = Number(value);
  }
  return numbers;
}

/** The first word of an error, unless a script made it up. */
export function errorCode(message: string): string | undefined {
  return /^([A-Z]+)\s+(.+)$/.exec(message)?.[1];
}

/** A callback that prints. */
export function print(error: Error | null | undefined, reply?: unknown): void {
  console.log(error ? error.toString() : `Reply: ${reply}`);
}
