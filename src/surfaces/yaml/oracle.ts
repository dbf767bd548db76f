import { parse } from 'yaml';
import type { Span } from '../../model.js';
import { splice } from '../../text.js';
import { VALKEY_SCHEMES } from '../redis-url.js';

/** Asks the parser whether exchanging one scheme changes one string by its scheme, and nothing else. */
export function changesOneScheme(text: string, span: Span, scheme: 'redis' | 'rediss'): boolean {
  const to = VALKEY_SCHEMES[scheme];
  const after = splice(text, [{ ...span, text: to }]);
  const before = leavesOf(text);
  const now = leavesOf(after);
  if (before === null || now === null) return false;
  if (before.length !== now.length) return false;
  const changed = before.flatMap((leaf, index) => (leaf === now[index] ? [] : [{ leaf, now: now[index] }]));
  // An anchor gives the same string to several places.
  return changed.length > 0 && changed.every((one) => exchanges(one.leaf, one.now ?? '', scheme, to));
}

/** null for a document that cannot be read to its end: one with too many aliases, for instance. */
function leavesOf(text: string): readonly string[] | null {
  try {
    return leaves(parse(text, { merge: true, logLevel: 'error' }));
  } catch {
    return null;
  }
}

function exchanges(before: string, after: string, scheme: string, to: string): boolean {
  if (!before.startsWith('string ')) return false;
  for (let at = before.indexOf(`${scheme}://`); at >= 0; at = before.indexOf(`${scheme}://`, at + 1)) {
    if (before.slice(0, at) + to + before.slice(at + scheme.length) === after) return true;
  }
  return false;
}

/** All keys and values of a document, in order. */
function leaves(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => [`key ${key}`, ...leaves(inner)]);
  }
  return [`${typeof value} ${String(value)}`];
}
