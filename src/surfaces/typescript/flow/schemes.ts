/** What stands for a scheme of Redis in a check, in words that mean the same for both names. */

/** `rediss://` → `valkeys://`; null for a text that does not begin with a scheme of Redis. */
export function counterpart(text: string): string | null {
  return /^rediss?(?=$|:)/.test(text) ? text.replace('redis', 'valkey') : null;
}

/** A scheme as the end of what a pattern has for it: `redis`, `rediss?`, `redis(s)?`, then `:`, `|`, `)` or the end. */
const IN_PATTERN = /redis(?=(?:s\??|\(s\)\?|\(\?:s\)\?|\[s\]\?)?(?:\)|\||:|\$|$))/g;

const BOTH = /(?<=[(|^])(?:redis\|rediss|rediss\|redis)(?=[)|]|$)/;

/**
 * The source of a regular expression with `valkey` beside each `redis`: `^rediss?:` → `^(?:redis|valkey)s?:`; the same
 * source where it has it already. null where `redis` may stand anywhere in the value, as in the name of a host.
 */
export function widenedPattern(source: string): string | null {
  if (/valkey/i.test(source)) return source;
  const all = source.match(/redis/gi) ?? [];
  const schemes = source.match(IN_PATTERN) ?? [];
  if (all.length === 0 || all.length !== schemes.length) return null;
  if (!source.startsWith('^') && !/redis[^|]*:/.test(source)) return null;
  const both = BOTH.exec(source);
  if (both !== null && all.length === 2) {
    return source.replace(BOTH, `${both[0]}|${both[0].replaceAll('redis', 'valkey')}`);
  }
  return source.replace(IN_PATTERN, '(?:redis|valkey)');
}

/** A regular expression for a scheme at the beginning of a value: `redis://` → `/^(?:redis|valkey):\/\//`. */
export function patternOf(text: string): string {
  return `/^${text.replace('redis', '(?:redis|valkey)').replaceAll('/', '\\/')}/`;
}
