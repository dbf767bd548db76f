import type { Span } from '../../model.js';
import { splice } from '../../text.js';
import { VALKEY_SCHEMES } from '../redis-url.js';
import type { ReadTree, Tree } from './tree.js';

/** Asks the format's parser whether exchanging one scheme changes texts by that scheme alone, and nothing else. */
export function changesOneScheme(
  read: ReadTree,
  text: string,
  span: Span,
  scheme: 'redis' | 'rediss',
): boolean {
  const to = VALKEY_SCHEMES[scheme];
  const before = leavesOf(read(text));
  const after = leavesOf(read(splice(text, [{ ...span, text: to }])));
  if (before === null || after === null || before.length !== after.length) return false;
  const changed = before.flatMap((leaf, index) => (leaf === after[index] ? [] : [[leaf, after[index]!]]));
  // An anchor gives the same text to several places.
  return changed.length > 0 && changed.every(([was, is]) => exchanges(was!, is!, scheme, to));
}

/** No document of people is larger once its aliases are resolved. */
const MOST_LEAVES = 200_000;

/** All keys and values in their order; null for a document that was not parsed, or that aliases blow up. */
function leavesOf(documents: readonly Tree[] | null): readonly string[] | null {
  if (documents === null) return null;
  const found: string[] = [];
  const gather = (tree: Tree): void => {
    if (found.length > MOST_LEAVES) return;
    if (tree.kind === 'map') {
      found.push('map');
      for (const entry of tree.entries) {
        found.push(`key ${entry.key}`);
        gather(entry.value);
      }
    } else if (tree.kind === 'list') {
      found.push('list');
      for (const item of tree.items) gather(item);
    } else found.push(`${tree.kind} ${tree.value}`);
  };
  for (const document of documents) gather(document);
  return found.length > MOST_LEAVES ? null : found;
}

function exchanges(before: string, after: string, scheme: string, to: string): boolean {
  if (!before.startsWith('text ')) return false;
  for (let at = before.indexOf(`${scheme}://`); at >= 0; at = before.indexOf(`${scheme}://`, at + 1)) {
    if (before.slice(0, at) + to + before.slice(at + scheme.length) === after) return true;
  }
  return false;
}
