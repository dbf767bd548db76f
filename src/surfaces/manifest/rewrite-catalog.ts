import { isMap, isScalar, type Pair, parseDocument, type Scalar } from 'yaml';
import { lineEndingOf } from '../../text.js';
import type { WorkspaceFile } from './facts.js';
import { type Splice, sortedIndex } from './rewrite.js';
import { catalogMap } from './workspace.js';

/**
 * The edits of a catalog in pnpm-workspace.yaml or .yarnrc.yml: whole lines go and come. null where its entries do not
 * stand in a line each (flow style, anchors): then nothing is edited.
 */
export function rewriteCatalog(
  file: WorkspaceFile,
  name: string,
  change: {
    readonly remove: ReadonlySet<string>;
    readonly add: { readonly name: string; readonly range: string } | null;
  },
): readonly Splice[] | null {
  const root = parseDocument(file.text).contents;
  const map = isMap(root) ? catalogMap(root, name) : null;
  if (map === null || map.flow === true) return null;
  const lines = map.items.map((item) => lineOf(file.text, item));
  if (lines.some((line) => line === null)) return null;
  const entries = lines.filter((line) => line !== null);
  const first = entries[0];
  if (first === undefined) return null;

  const gone = entries.filter((one) => change.remove.has(one.name));
  if (change.add === null) {
    // `catalog:` without an entry is null, which pnpm refuses.
    return gone.length === entries.length ? [] : gone.map(({ start, end }) => ({ start, end, text: '' }));
  }
  const style = gone[0] ?? first;
  const { add } = change;
  const key = add.name.startsWith('@')
    ? JSON.stringify(add.name)
    : style.keyQuote + add.name + style.keyQuote;
  const line = `${style.indent}${key}: ${style.quote}${add.range}${style.quote}`;
  const names = entries.map((one) => one.name);
  const at = sortedIndex(names, add.name) ?? names.indexOf(style.name);
  const beside = entries.findIndex((one, index) => (index === at || index === at - 1) && gone.includes(one));
  const newline = lineEndingOf(file.text);
  return [
    ...gone.filter((one) => one !== entries[beside]).map(({ start, end }) => ({ start, end, text: '' })),
    beside >= 0
      ? { start: entries[beside]!.start, end: entries[beside]!.textEnd, text: line }
      : at < entries.length
        ? { start: entries[at]!.start, end: entries[at]!.start, text: line + newline }
        : { start: entries.at(-1)!.textEnd, end: entries.at(-1)!.textEnd, text: newline + line },
  ];
}

interface Line {
  readonly name: string;
  readonly indent: string;
  readonly quote: string;
  readonly keyQuote: string;
  readonly start: number;
  /** Where its text ends, without a comment's and the line's end. */
  readonly textEnd: number;
  readonly end: number;
}

function lineOf(text: string, { key, value }: Pair): Line | null {
  if (!isScalar(key) || !isScalar(value) || key.range == null || value.range == null) return null;
  if (key.anchor !== undefined || value.anchor !== undefined) return null;
  const start = text.lastIndexOf('\n', key.range[0]) + 1;
  const indent = text.slice(start, key.range[0]);
  const newline = text.indexOf('\n', value.range[1]);
  const end = newline < 0 ? text.length : newline + 1;
  if (indent.trim() !== '' || text.slice(start, value.range[1]).includes('\n')) return null;
  return {
    name: String(key.value),
    indent,
    quote: quoteOf(value),
    keyQuote: quoteOf(key),
    start,
    textEnd: value.range[1],
    end,
  };
}

function quoteOf(scalar: Scalar): string {
  if (scalar.type === 'QUOTE_SINGLE') return "'";
  return scalar.type === 'QUOTE_DOUBLE' ? '"' : '';
}
