import { type AST, parseTOML } from 'toml-eslint-parser';
import { type Tree, type TreeEntry, writtenText } from '../configuration/tree.js';

/** A TOML file; null for one with errors. */
export function readToml(text: string): readonly Tree[] | null {
  try {
    // A BOM is no part of TOML for the parser; a space keeps all positions.
    return [rootOf(parseTOML(text.replace(/^\uFEFF/, ' ')).body[0], text)];
  } catch {
    return null;
  }
}

function rootOf(root: AST.TOMLTopLevelTable, text: string): Tree {
  return {
    kind: 'map',
    entries: root.body.flatMap((part) =>
      part.type === 'TOMLKeyValue' ? pair(part, text) : nested(part.key, rows(part.body, text)),
    ),
  };
}

function rows(pairs: readonly AST.TOMLKeyValue[], text: string): Tree {
  return { kind: 'map', entries: pairs.flatMap((one) => pair(one, text)) };
}

function pair(one: AST.TOMLKeyValue, text: string): readonly TreeEntry[] {
  return nested(one.key, contentOf(one.value, text));
}

/** `a.b = 1` and `[a.b]` are maps in maps: each name of a key is an entry of its own. */
function nested(key: AST.TOMLKey, value: Tree): readonly TreeEntry[] {
  return key.keys.reduceRight<readonly TreeEntry[]>((inner, name, index) => {
    const [at, word] =
      name.type === 'TOMLBare' ? [name.range[0], name.name] : [name.range[0] + 1, name.value];
    return [
      { key: word, at, value: index === key.keys.length - 1 ? value : { kind: 'map', entries: inner } },
    ];
  }, []);
}

function contentOf(node: AST.TOMLContentNode, text: string): Tree {
  if (node.type === 'TOMLArray')
    return { kind: 'list', items: node.elements.map((one) => contentOf(one, text)) };
  if (node.type === 'TOMLInlineTable') return rows(node.body, text);
  if (node.kind !== 'string') return { kind: 'other', value: text.slice(...node.range) };
  const inset = node.multiline ? 3 : 1;
  return writtenText(text, node.value, { start: node.range[0] + inset, end: node.range[1] - inset });
}
