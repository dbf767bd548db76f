import type { Span } from '../../model.js';

/**
 * Where the credentials of URLs stand in a text of any kind: user and password before the `@`, values of the query
 * that are named for a secret, both plain and percent-encoded, in one string, in several that are joined, or broken
 * over two lines. What stands there is hidden whatever it looks like; only `${…}` without a literal in it is none.
 */
export function credentialsIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(AFTER_SCHEME)) {
    const from = match.index + match[0].length;
    const url = runFrom(text, from);
    spans.push(...userInfo(text, match.index, url), ...secretParameters(text, url));
  }
  for (const match of text.matchAll(/%3a%2f%2f((?:(?!%2f|%40)[^\s"'`&])*)%40/gi)) {
    const end = match.index + match[0].length - '%40'.length;
    spans.push({ start: end - (match[1] ?? '').length, end });
  }
  return spans.filter((span) => !harmless(text.slice(span.start, span.end)));
}

/** `://`, also as JSON and JavaScript may write its slashes in a string. */
const AFTER_SCHEME = /:(?:\\?\/|\\x2f|\\u002f){2}/gi;

/** What follows `://`, to the end of the URL: its quote's end where it stands in quotes, else the next space or quote. */
interface Run extends Span {
  readonly quote: string;
}

function runFrom(text: string, start: number): Run {
  const quote = openQuote(text, start);
  let at = start;
  while (at < text.length) {
    const character = text[at]!;
    // `{…}` in quotes: the f-strings of Python.
    if (text.startsWith('${', at) || (quote !== '' && character === '{')) at = interpolationEnd(text, at);
    else if (character === '\\' && quote !== '') at += 2;
    else if (/\s/.test(character) || (quote === '' ? /["'`]/.test(character) : character === quote)) break;
    else at++;
  }
  return { start, end: Math.min(at, text.length), quote };
}

/** The quote that is open at an offset of its line; an apostrophe inside a word opens nothing. */
function openQuote(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - 2000);
  let open = '';
  for (let at = lineStart; at < offset; at++) {
    const character = text[at]!;
    if (character === '\\') at++;
    else if (open !== '') open = character === open ? '' : open;
    else if (character === '"' || character === '`') open = character;
    else if (character === "'" && !/\w/.test(text[at - 1] ?? '')) open = character;
  }
  return open;
}

/** Formatters break an interpolation over lines; none that is written by hand is longer. */
const LONGEST_INTERPOLATION = 1000;

/** The end of `${…}` or `{…}`, braces inside it included; one that does not end soon is taken as text. */
function interpolationEnd(text: string, start: number): number {
  const brace = text[start] === '$' ? start + 1 : start;
  let depth = 0;
  const last = Math.min(text.length, start + LONGEST_INTERPOLATION);
  for (let at = brace; at < last; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return brace + 1;
}

function userInfo(text: string, colon: number, url: Run): readonly Span[] {
  // Interpolations are blanked: a `/`, `:` or `@` inside one is code.
  const blank = withoutCode(text.slice(url.start, url.end));
  const authority = blank.split(/[/?#]/, 1)[0] ?? '';
  let at = authority.lastIndexOf('@');
  if (at < 0 && passwordGoesOn(blank, authority, schemeBefore(text, colon))) at = blank.lastIndexOf('@');
  if (at < 0) return blank === authority ? joinedUserInfo(text, url) : [];

  const info = blank.slice(0, at);
  const separator = info.indexOf(':');
  const secret = separator < 0 ? info : info.slice(separator + 1);
  // `default:${password}`: the code may still hold a literal.
  if (/^\0*$/.test(secret)) return [{ start: url.start + at - secret.length, end: url.start + at }];
  // `ssh://git@host`: the login name of a protocol that has no password in its URLs.
  if (separator < 0 && /ssh$/i.test(schemeBefore(text, colon))) return [];
  return [{ start: url.start, end: url.start + at }];
}

function withoutCode(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const end = text.startsWith('${', at) ? interpolationEnd(text, at) : at + 1;
    result += end > at + 1 ? '\0'.repeat(end - at) : text[at];
    at = end;
  }
  return result;
}

function schemeBefore(text: string, colon: number): string {
  return /[a-z][a-z0-9+.-]*$/i.exec(text.slice(Math.max(0, colon - 30), colon))?.[0] ?? '';
}

/** A raw `/`, `?` or `#` in the password: there is a colon, and what follows it is no port of a web address. */
function passwordGoesOn(url: string, authority: string, scheme: string): boolean {
  if (!authority.includes(':') || !url.includes('@')) return false;
  const isWeb = /^(?:https?|wss?)$/i.test(scheme);
  return !isWeb || !/:(?:\d+|\0+)$/.test(authority) || authority.startsWith(':');
}

/**
 * From one string to the next of a text in pieces: `'a' + 'b'`, `'a' . 'b'`, `'a'.concat('b')`, `['a', 'b'].join('')`,
 * adjacent strings of Python.
 */
const JOINT =
  /^["'`]\s*(?:(?:[+.,]|\.concat\()\s*|\\\r?\n\s*)?(?:[\w$.()[\]]+\s*[+,]\s*){0,3}[rbuf]{0,2}(["'`])/i;

/** `'redis://:' + 'secret' + '@host'` and its kin, and a URL that goes on in the next line. */
function joinedUserInfo(text: string, url: Run): readonly Span[] {
  const spans: Span[] = url.end > url.start ? [{ start: url.start, end: url.end }] : [];
  let end = url.end;
  for (let pieces = 0; pieces < 8; pieces++) {
    const rest = text.slice(end, end + 500);
    const joint = JOINT.exec(rest) ?? /^\r?\n[ \t]*()/.exec(rest);
    if (!joint || (joint[1] === '' && !text.slice(url.start, url.end).includes(':'))) return [];
    // In a list of strings, one that ends in a colon goes on in the next.
    if (pieces === 0 && joint[0].includes(',') && !/[:/]$/.test(text.slice(end - 1, end))) return [];
    const piece = runFrom(text, end + joint[0].length);
    const content = text.slice(piece.start, piece.end);
    const at = content.search(/[@/?#]/);
    if (at >= 0) {
      if (content[at] !== '@') return [];
      return [...spans, { start: piece.start, end: piece.start + at }].filter(
        (span) => span.end > span.start,
      );
    }
    spans.push({ start: piece.start, end: piece.end });
    end = piece.end;
  }
  return [];
}

/** Names of query parameters that carry a secret: clients read `?password=`, services `?token=`, `?sig=` and so on. */
const SECRET_PARAMETER =
  /(?:^|[\W_])(?:pass|pwd|pw)|pass(?:word|wd|phrase)?$|secret|token|auth|cred|sig|key/i;

function secretParameters(text: string, url: Span): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.slice(url.start, url.end).matchAll(/[?&;]([^=&#\s]*)=([^&#]*)/g)) {
    if (!SECRET_PARAMETER.test(match[1] ?? '')) continue;
    const end = url.start + match.index + match[0].length;
    spans.push({ start: end - (match[2] ?? '').length, end });
    // `'…?password=' + 'secret'`: its value is the next string.
    if (match[2] === '' && end === url.end) spans.push(...nextPiece(text, end));
  }
  return spans;
}

function nextPiece(text: string, end: number): readonly Span[] {
  const joint = JOINT.exec(text.slice(end, end + 500));
  if (joint === null || /[\w,]/.test(joint[0].replace('.concat(', ''))) return [];
  const { start, end: pieceEnd } = runFrom(text, end + joint[0].length);
  const value = /^[^&#]*/.exec(text.slice(start, pieceEnd))?.[0] ?? '';
  return [{ start, end: start + value.length }];
}

/** Nothing to hide: empty, hidden already, or made of `${name}` alone. */
function harmless(secret: string): boolean {
  return /^(?:\$\{[A-Za-z_$][^'"`{}:\n]*\}|[*:])*$/.test(secret);
}
