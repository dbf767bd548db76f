import type { Span } from '../../model.js';
import { splice } from '../../text.js';
import { VALKEY_SCHEMES } from '../redis-url.js';
import type { ReadTree, Tree } from './tree.js';

/** A scheme in a text. */
export interface SchemeAt {
  readonly span: Span;
  readonly scheme: 'redis' | 'rediss';
}

/** Asks the format's parser whether exchanging schemes changes texts by a scheme each, and nothing else. */
export function changesSchemesAlone(read: ReadTree, text: string, schemes: readonly SchemeAt[]): boolean {
  if (schemes.length === 0) return true;
  const edits = schemes.map(({ span, scheme }) => ({ ...span, text: VALKEY_SCHEMES[scheme] }));
  const before = leavesOf(read(text));
  const after = leavesOf(read(splice(text, edits)));
  if (before === null || after === null || before.length !== after.length) return false;
  const changed = before.flatMap((leaf, index) => (leaf === after[index] ? [] : [[leaf, after[index]!]]));
  // An anchor gives the same text to several places.
  return changed.length >= schemes.length && changed.every(([was, is]) => exchangesOne(was!, is!));
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

function exchangesOne(before: string, after: string): boolean {
  if (!before.startsWith('text ')) return false;
  return [...before.matchAll(/rediss?(?=:\/\/)/g)].some(({ 0: scheme, index }) => {
    const to = VALKEY_SCHEMES[scheme as keyof typeof VALKEY_SCHEMES];
    return before.slice(0, index) + to + before.slice(index + scheme.length) === after;
  });
}
