import { createHash } from 'node:crypto';

/** A plain URL, whose scheme may change. */
export interface PlainUrl {
  readonly kind: 'url';
  readonly scheme: 'redis' | 'rediss';
  readonly host: HostKind;
}

/**
 * Where a URL leads: to this machine; to a name without a dot or one of a private network, as containers have; to another
 * machine; somewhere that only the running program knows.
 */
export type HostKind = 'loopback' | 'container' | 'remote' | 'unknown';

/** What a piece of text is, as the value of a variable that may hold a Redis URL. */
export type RedisUrl =
  /** Its scheme stands at `offset`. */
  | (PlainUrl & { readonly offset: number })
  /** It names Redis in a form whose scheme never changes; `form` says which, without its content. */
  | { readonly kind: 'odd'; readonly form: string }
  | { readonly kind: 'none' };

/** The scheme that says the same in the words of Valkey. */
export const VALKEY_SCHEMES = { redis: 'valkey', rediss: 'valkeys' } as const;

/** A mark that is the same for the same text and tells nothing of it. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text.trim()).digest('base64url').slice(0, 16);
}

/**
 * Tells a plain `redis://` or `rediss://` URL from the forms that clients disagree about (README, "What is never
 * touched"; measured with ioredis 4 – 6, iovalkey 0.4 and redis 2 – 6). `text` is a value without its quotes. It may hold
 * `${…}` and `$NAME` in any place but the scheme.
 */
export function judgeRedisUrl(text: string): RedisUrl {
  const named = /(?<![a-z0-9])(?:io)?redis(?:s|[^\s:/'"`,;]*)?:(?=\/\/)/gi;
  const schemes = [...text.matchAll(named)];
  const first = schemes[0];
  // `redis://` and `rediss://` in base64, as the data of a Secret has them.
  if (/^\s*cmVkaX(?:M6Ly|NzOi8v)/.test(text)) return odd('a URL in base64');
  if (first === undefined) return { kind: 'none' };
  const offset = text.length - text.trimStart().length;
  if (first.index !== offset) return odd('a URL inside a longer value');
  if (schemes.length > 1) return odd('a list of URLs');
  const scheme = first[0].slice(0, -1);
  if (scheme !== 'redis' && scheme !== 'rediss') {
    if (text.trim() === `${scheme}://`) return odd('a scheme without a host');
    return odd(/^rediss?$/i.test(scheme) ? 'a scheme in upper case' : 'a scheme of a library of its own');
  }
  const rest = text.trim().slice(`${scheme}://`.length);
  const form = oddForm(rest);
  return form === null ? { kind: 'url', scheme, offset, host: hostKind(rest) } : odd(form);
}

/** The kind of the host in the part after `redis://`. */
function hostKind(rest: string): HostKind {
  const authority = withoutInterpolation(rest, '$').split(/[/?#]/, 1)[0] ?? '';
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:[\d$]*$/, '')
    .toLowerCase();
  if (host === '' || /[$<{]/.test(host)) return 'unknown';
  if (
    /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[(?:0*:)+0*1\]|host\.(?:docker|containers)\.internal)$/.test(
      host,
    )
  )
    return 'loopback';
  return /^[^.[\]]+$|\.svc(?:\.|$)|\.(?:local|internal)$/.test(host) ? 'container' : 'remote';
}

/** `${NAME}`, `$(NAME)` of Kubernetes and `${{ … }}` of GitHub, whatever stands inside, as one character. */
function withoutInterpolation(text: string, by: string): string {
  return text.replace(/\$\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\([^()]*\)/g, () => by);
}

/** What is odd about the part after `redis://`; null when nothing is. */
function oddForm(rest: string): string | null {
  const plain = withoutInterpolation(rest, 'x');
  if (plain === '' || plain === ':') return 'a scheme without a host';
  if (/\s/.test(plain)) return 'a value of several words';
  if (plain.startsWith('/')) return 'a URL without a host';
  const authority = plain.split(/[/?#]/, 1)[0] ?? '';
  if (/[,;]/.test(authority)) return 'a list of hosts';
  if (authority.split('@').length > 2) return 'an @ in the password that is not percent-encoded';
  if (!authority.includes('@') && plain.slice(authority.length).includes('@')) {
    return 'a /, # or ? in the password that is not percent-encoded';
  }
  if (/[?&]tls=/i.test(plain)) return 'a tls= in the query, which clients read differently';
  return null;
}

function odd(form: string): RedisUrl {
  return { kind: 'odd', form };
}
