import semver from 'semver';
import type { Span } from '../../model.js';
import { lineEndingOf } from '../../text.js';
import type { Block, Manifest, Property } from './facts.js';

export interface Splice extends Span {
  readonly text: string;
}

/** What is to become of one object of a package.json, by the names of its properties. */
export interface BlockChange {
  readonly path: readonly string[];
  readonly remove: ReadonlySet<string>;
  /** `beside` names what stood for it: the place where the names are in no order. */
  readonly add: readonly {
    readonly name: string;
    readonly range: string;
    readonly beside: readonly string[];
  }[];
  /** New ranges for names that stay. */
  readonly set: ReadonlyMap<string, string>;
}

/**
 * The edits that make these changes and no other: order, indentation, separators and line ends stay as they are. A group that
 * would be left empty goes; one that is missing is made, where npm would put it.
 */
export function rewriteManifest(manifest: Manifest, changes: readonly BlockChange[]): readonly Splice[] {
  const { text } = manifest;
  const root = blockAt(manifest, []);
  if (root === null) return [];
  const splices: Splice[] = [];
  const emptied = new Set<string>();
  const made: { readonly at: number; readonly text: string }[] = [];
  for (const change of changes) {
    const block = blockAt(manifest, change.path);
    if (block === null) {
      if (change.add.length > 0) made.push(newGroup(manifest, root, change));
      continue;
    }
    const left = block.properties.filter((one) => !change.remove.has(one.name));
    if (
      left.length === 0 &&
      change.add.length === 0 &&
      block.properties.length > 0 &&
      change.path.length === 1
    ) {
      emptied.add(change.path[0]!);
    } else splices.push(...withRanges(text, block, change), ...rewriteBlock(manifest, block, change));
  }
  return [...splices, ...spliceProperties(root, emptied, made, layoutOf(text, root, ['', '']))];
}

/** `^0.4.0`, or `0.4.0` where most neighbours are pinned. What is no range (`catalog:`, `workspace:*`) does not count. */
export function rangeAmong(ranges: readonly string[], range: string): string {
  const plain = ranges
    .map((one) => one.replace(/^npm:(?:@?[^@]+)@/, ''))
    .filter((one) => semver.validRange(one) !== null);
  const pinned = plain.filter((one) => semver.valid(one) !== null);
  return pinned.length * 2 > plain.length ? range.replace(/^[\^~]/, '') : range;
}

/** Where a name goes among others, before the one at that index: by the order that they are in, if they are in one. */
export function sortedIndex(names: readonly string[], name: string): number | null {
  const isSorted = (compare: (a: string, b: string) => number) =>
    names.every((one, index) => index === 0 || compare(names[index - 1]!, one) <= 0);
  // npm and pnpm sort as a dictionary does, Yarn and Bun by code units.
  const compare = [(a: string, b: string) => a.localeCompare(b, 'en'), byCodeUnits].find(isSorted);
  if (compare === undefined) return null;
  const index = names.findIndex((one) => compare(one, name) > 0);
  return index < 0 ? names.length : index;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function blockAt(manifest: Manifest, path: readonly string[]): Block | null {
  const same = (block: Block) =>
    block.path.length === path.length && path.every((one, at) => block.path[at] === one);
  return manifest.blocks.find(same) ?? null;
}

function withRanges(text: string, block: Block, change: BlockChange): readonly Splice[] {
  return block.properties.flatMap(({ name, value }) => {
    const range = change.set.get(name);
    const isNew = range !== undefined && JSON.stringify(range) !== text.slice(value.start, value.end);
    return isNew && !change.remove.has(name) ? [{ ...value, text: JSON.stringify(range) }] : [];
  });
}

function rewriteBlock(manifest: Manifest, block: Block, change: BlockChange): readonly Splice[] {
  const names = block.properties.map((one) => one.name);
  const layout = layoutOf(manifest.text, block, nestedIndent(manifest));
  const added = change.add.map(({ name, range, beside }) => {
    const at = sortedIndex(names, name) ?? indexBeside(names, beside, change.remove);
    return { at, text: JSON.stringify(name) + layout.colon + JSON.stringify(range) };
  });
  return spliceProperties(block, change.remove, added, layout);
}

/** In the place of one that goes, else after one that stays, else at the end. */
function indexBeside(
  names: readonly string[],
  beside: readonly string[],
  remove: ReadonlySet<string>,
): number {
  const gone = names.findIndex((one) => beside.includes(one) && remove.has(one));
  if (gone >= 0) return gone;
  const left = names.findIndex((one) => beside.includes(one));
  return left < 0 ? names.length : left + 1;
}

/** How an object is written: what stands after `{`, between two properties, before `}`, and between key and value. */
interface Layout {
  readonly opening: string;
  readonly separator: string;
  readonly closing: string;
  readonly colon: string;
}

function layoutOf(text: string, block: Block, empty: readonly [opening: string, closing: string]): Layout {
  const first = block.properties[0];
  const last = block.properties.at(-1);
  if (first === undefined || last === undefined) {
    const [opening, closing] = empty;
    return { opening, separator: `,${opening || ' '}`, closing, colon: opening === '' ? ':' : ': ' };
  }
  const opening = text.slice(block.start + 1, first.key.start);
  const gaps = block.properties
    .slice(1)
    .map((one, at) => text.slice(block.properties[at]!.value.end, one.key.start));
  // The shortest: some blocks have blank lines between groups of names.
  const separator = gaps.reduce((a, b) => (b.length < a.length ? b : a), gaps[0] ?? `,${opening}`);
  const colon = text.slice(first.key.end, first.value.start);
  return { opening, separator, closing: text.slice(last.value.end, block.end - 1), colon };
}

/** What an object of the second level has after `{` and before `}`. */
function nestedIndent(manifest: Manifest): readonly [opening: string, closing: string] {
  const root = blockAt(manifest, []);
  const first = root?.properties[0];
  if (root === null || first === undefined) return ['', ''];
  const opening = manifest.text.slice(root.start + 1, first.key.start);
  if (!opening.includes('\n')) return [opening, opening];
  const indent = opening.slice(opening.lastIndexOf('\n') + 1);
  const newline = lineEndingOf(manifest.text);
  return [newline + indent + indent, newline + indent];
}

/** As npm's documentation and most projects have them. */
const groupOrder: readonly string[] = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
];

/** The property for a group that the manifest does not have yet, and the index that it goes before. */
function newGroup(manifest: Manifest, root: Block, change: BlockChange): { at: number; text: string } {
  const [opening, closing] = nestedIndent(manifest);
  const { colon } = layoutOf(manifest.text, root, ['', '']);
  const properties = change.add.map(
    ({ name, range }) => JSON.stringify(name) + colon + JSON.stringify(range),
  );
  const name = change.path.at(-1)!;
  const value = `{${opening}${properties.join(`,${opening}`)}${closing}}`;
  return { at: groupIndex(root.properties, name), text: JSON.stringify(name) + colon + value };
}

/** After the groups that come before it, else before those that come after, else at the end. */
function groupIndex(properties: readonly Property[], group: string): number {
  const own = groupOrder.indexOf(group);
  const order = properties.map((one) => groupOrder.indexOf(one.name));
  const before = order.findLastIndex((one) => one >= 0 && one < own);
  if (before >= 0) return before + 1;
  const after = order.findIndex((one) => one > own);
  return after < 0 ? properties.length : after;
}

/**
 * Removes properties and adds others, each before the one at its index. What is removed and added between the same two
 * neighbours is one splice, so that a replaced name is one changed line.
 */
function spliceProperties(
  block: Block,
  remove: ReadonlySet<string>,
  add: readonly { readonly at: number; readonly text: string }[],
  layout: Layout,
): readonly Splice[] {
  const { properties } = block;
  const count = properties.length;
  if (count === 0) {
    if (add.length === 0) return [];
    const all = add.map((one) => one.text).join(layout.separator);
    return [{ start: block.start + 1, end: block.end - 1, text: layout.opening + all + layout.closing }];
  }
  const splices: Splice[] = [];
  // Each step is one gap: the removed properties from..to (to excluded) with a kept one, or nothing, on either side.
  for (let from = 0; from <= count; ) {
    let to = from;
    while (to < count && remove.has(properties[to]!.name)) to++;
    const texts = add.filter((one) => one.at >= from && one.at <= to).map((one) => one.text);
    const splice = spliceGap(block, from, to, texts.join(layout.separator), layout);
    if (splice !== null) splices.push(splice);
    from = to + 1;
  }
  return splices;
}

function spliceGap(block: Block, from: number, to: number, text: string, layout: Layout): Splice | null {
  const { properties } = block;
  const before = properties[from - 1];
  const after = properties[to];
  if (to > from) {
    const start = properties[from]!.key.start;
    const end = properties[to - 1]!.value.end;
    if (text !== '') return { start, end, text };
    if (after !== undefined) return { start, end: after.key.start, text };
    return before === undefined
      ? { start: block.start + 1, end: block.end - 1, text }
      : { start: before.value.end, end, text };
  }
  if (text === '') return null;
  if (after !== undefined) {
    return { start: after.key.start, end: after.key.start, text: text + layout.separator };
  }
  return before === undefined
    ? null
    : { start: before.value.end, end: before.value.end, text: layout.separator + text };
}
