import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { type Tree, writtenText } from '../configuration/tree.js';

/** A JSON file, with the comments and trailing commas that many tools allow; null for one with errors. */
export function readJson(text: string): readonly Tree[] | null {
  const errors: ParseError[] = [];
  // A BOM is no part of JSON; a space keeps all positions.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  return root === undefined || errors.length > 0 ? null : [treeOf(root, text)];
}

function treeOf(node: Node, text: string): Tree {
  const children = node.children ?? [];
  if (node.type === 'array') return { kind: 'list', items: children.map((child) => treeOf(child, text)) };
  if (node.type === 'string') {
    return writtenText(text, String(node.value), {
      start: node.offset + 1,
      end: node.offset + node.length - 1,
    });
  }
  if (node.type !== 'object') return { kind: 'other', value: String(node.value) };
  return {
    kind: 'map',
    entries: children.flatMap(({ children: [key, value] = [] }) =>
      key === undefined || value === undefined
        ? []
        : [{ key: String(key.value), at: key.offset + 1, value: treeOf(value, text) }],
    ),
  };
}
