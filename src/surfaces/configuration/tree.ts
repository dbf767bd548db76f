import type { Span } from '../../model.js';

/**
 * What a file of configuration says, the same for every format, with positions in its text. A YAML alias is the very
 * value that it stands for, so that a value may hang in several places.
 */
export type Tree = TreeMap | TreeList | TreeText | TreeOther;

export interface TreeMap {
  readonly kind: 'map';
  readonly entries: readonly TreeEntry[];
}

export interface TreeEntry {
  readonly key: string;
  /** Where the key's own text begins, behind a quote. */
  readonly at: number;
  readonly value: Tree;
}

export interface TreeList {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

export interface TreeText {
  readonly kind: 'text';
  readonly value: string;
  /** Where it is written, without its quotes; null where what is written is not the value itself (escapes, blocks). */
  readonly span: Span | null;
}

/** A number, a date, a boolean, nothing: `value` tells two of them apart. */
export interface TreeOther {
  readonly kind: 'other';
  readonly value: string;
}

/** Reads a file's text into its documents; null for one that cannot be parsed whole. */
export type ReadTree = (text: string) => readonly Tree[] | null;

/** What a map holds under a key. */
export function under(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'map' ? tree.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** What a map holds under a key, where that is text. */
export function textUnder(tree: Tree | undefined, key: string): string | null {
  const value = under(tree, key);
  return value?.kind === 'text' ? value.value : null;
}

/** Text that stands in the source as it is; otherwise only its value is known. */
export function writtenText(source: string, value: string, span: Span): TreeText {
  return { kind: 'text', value, span: source.slice(span.start, span.end) === value ? span : null };
}
