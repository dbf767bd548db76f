import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
} from 'yaml';
import { type Tree, type TreeEntry, type TreeText, writtenText } from '../configuration/tree.js';

/** The documents of a YAML file, aliases and merge keys resolved; null for one with errors, and for a template. */
export function readYaml(text: string): readonly Tree[] | null {
  // A template is no YAML yet, even where it happens to parse.
  if (/(?<!\$)\{\{/.test(text)) return null;
  const documents = parseAllDocuments(text, { logLevel: 'error' });
  if ('empty' in documents) return [];
  if (documents.some((document) => document.errors.length > 0)) return null;
  try {
    return documents.map((document) =>
      treeOf(document.contents, text, new Map(), (alias) => alias.resolve(document)),
    );
  } catch {
    return null;
  }
}

type Resolve = (alias: Alias) => Node | undefined;

/** `known` keeps the tree of a node that several aliases stand for, and null while it is being read. */
function treeOf(node: unknown, text: string, known: Map<unknown, Tree | null>, resolve: Resolve): Tree {
  const made = known.get(node);
  if (made === null) throw new Error('an alias inside of what it stands for');
  if (made !== undefined) return made;
  known.set(node, null);
  const tree = readNode(node, text, (inner) => treeOf(inner, text, known, resolve), resolve);
  known.set(node, tree);
  return tree;
}

function readNode(node: unknown, text: string, read: (inner: unknown) => Tree, resolve: Resolve): Tree {
  if (isAlias(node)) return read(resolve(node));
  if (isMap(node)) return { kind: 'map', entries: node.items.flatMap((pair) => entriesOf(pair, text, read)) };
  if (isSeq(node)) return { kind: 'list', items: node.items.map(read) };
  if (!isScalar(node)) return { kind: 'other', value: String(node) };
  return typeof node.value === 'string'
    ? scalarText(node, node.value, text)
    : { kind: 'other', value: String(node.value) };
}

/** An entry, or for `<<` those of the maps that it merges. */
function entriesOf(pair: Pair, text: string, read: (inner: unknown) => Tree): readonly TreeEntry[] {
  const value = read(pair.value);
  if (!isScalar(pair.key)) return [];
  if (pair.key.value === '<<') {
    const merged = value.kind === 'list' ? value.items : [value];
    return merged.flatMap((one) => (one.kind === 'map' ? one.entries : []));
  }
  const key = scalarText(pair.key, String(pair.key.value), text);
  return [{ key: key.value, at: key.span?.start ?? pair.key.range?.[0] ?? -1, value }];
}

function scalarText(scalar: Scalar, value: string, text: string): TreeText {
  const range = scalar.range;
  const quoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE';
  if (range === null || range === undefined || (!quoted && scalar.type !== 'PLAIN'))
    return { kind: 'text', value, span: null };
  const inset = quoted ? 1 : 0;
  return writtenText(text, value, { start: range[0] + inset, end: range[1] - inset });
}
