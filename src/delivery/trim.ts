/**
 * What a copy goes without: commands that no code names, and what only they need. The pieces that files fall into are
 * found when the wrapper is built (scripts/wrapper/pieces.mjs); here is decided which of them a copy gets.
 */
import { splice } from '../text.js';
import type { Item, Piece } from './library.js';

/** A file of a copy, with its pieces; a file that has none is copied whole. */
export interface Whole {
  readonly id: string;
  readonly text: string;
  readonly pieces: readonly Piece[] | undefined;
  /** Something outside of the copy imports it: it stays as it is. */
  readonly isPublic: boolean;
  /** The modules that it names. */
  readonly modules: readonly string[];
  /** The module that is copied for one that it names. */
  moduleFor(module: string): string;
  /** Whether the copy has a command, and whether its types do. */
  keeps(command: string): boolean;
  types(command: string): boolean;
}

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** By the id of each file that is needed at all: what is cut from it. */
export function trim(files: readonly Whole[]): ReadonlyMap<string, readonly Edit[]> {
  const isEmpty = emptiness(files);
  const { pieces, items } = reach(files, isEmpty);
  return new Map(
    [...pieces].map(([file, kept]): [string, readonly Edit[]] => [
      file.id,
      (file.pieces ?? []).flatMap((piece) =>
        kept.has(piece)
          ? editsWithin(piece, file, (item) => items.has(item))
          : [{ start: piece.start, end: piece.end, text: '' }],
      ),
    ]),
  );
}

/** The commands in the tables of a file's dialect that the copy goes without. */
export function commandsLeftOut(files: readonly Whole[], id: string): readonly string[] {
  const [dialect] = id.split('/');
  const names = files.flatMap((file) =>
    file.id.split('/')[0] !== dialect
      ? []
      : (file.pieces ?? []).flatMap(({ items = [] }) =>
          items.flatMap(({ command }) => (command === undefined || file.keeps(command) ? [] : [command])),
        ),
  );
  return [...new Set(names)].sort();
}

/** Whether a table of commands, or an interface of them, by the file that names it, has nothing left. */
function emptiness(files: readonly Whole[]): (file: Whole, name: string) => boolean {
  const isEmpty = (file: Whole, name: string): boolean => {
    for (const piece of file.pieces ?? []) {
      const imported = piece.items?.find((item) => item.name === name)?.from?.[0];
      if (imported !== undefined) {
        const other = files.find(({ id }) => id === file.moduleFor(imported[0]));
        return other !== undefined && isEmpty(other, imported[1]);
      }
      if (!piece.names?.includes(name)) continue;
      if (piece.standsForOthers) return commandsLeftOut(files, file.id).length === 0;
      return piece.items?.every((item) => isGone(item, file)) ?? false;
    }
    return false;
  };
  const isGone = (item: Item, file: Whole): boolean =>
    item.of === undefined ? isNamed(item, file) === false : isEmpty(file, item.of);
  return isEmpty;
}

/** Whether the copy has the command whose row or method an item is; undefined for one that is neither. */
function isNamed({ command, method }: Item, file: Whole): boolean | undefined {
  if (method !== undefined) return file.types(method);
  return command === undefined ? undefined : file.keeps(command);
}

/** The pieces of each file, and the items in them, that a public file needs. */
function reach(files: readonly Whole[], isEmpty: (file: Whole, name: string) => boolean) {
  const pieces = new Map<Whole, Set<Piece>>();
  const items = new Set<Item>();

  const enter = (file: Whole): Set<Piece> => {
    const known = pieces.get(file);
    if (known !== undefined) return known;
    const kept = new Set<Piece>();
    pieces.set(file, kept);
    if (file.pieces === undefined) for (const module of file.modules) need(file, module, '*');
    for (const piece of file.pieces ?? []) if (isAlways(piece)) keep(file, piece);
    return kept;
  };
  const need = (from: Whole, module: string, name: string): void => {
    const file = files.find(({ id }) => id === from.moduleFor(module));
    if (file === undefined) return;
    enter(file);
    if (name === '*') keepAll(file);
    else find(file, name);
  };
  const keepAll = (file: Whole): void => {
    for (const piece of file.pieces ?? []) {
      keep(file, piece);
      for (const item of piece.items ?? []) keepItem(file, item);
    }
  };
  const find = (file: Whole, name: string): void => {
    for (const { piece, item } of namesOf(file).get(name) ?? []) {
      keep(file, piece);
      if (item !== undefined) keepItem(file, item);
    }
  };
  const keep = (file: Whole, piece: Piece): void => {
    const kept = enter(file);
    if (kept.has(piece)) return;
    kept.add(piece);
    follow(file, piece);
    for (const item of piece.items ?? []) {
      const { of } = item;
      if (isNamed(item, file) || (of !== undefined && piece.names && !isEmpty(file, of)))
        keepItem(file, item);
    }
  };
  const keepItem = (file: Whole, item: Item): void => {
    if (items.has(item)) return;
    items.add(item);
    follow(file, item);
  };
  const follow = (file: Whole, { uses = [], from = [] }: Pick<Piece, 'uses' | 'from'>): void => {
    for (const name of uses) find(file, name);
    for (const [module, name] of from) need(file, module, name);
  };

  for (const file of files) if (file.isPublic) need({ ...file, moduleFor: (id) => id }, file.id, '*');
  return { pieces, items };
}

interface Named {
  readonly piece: Piece;
  readonly item?: Item;
}

/** What a file has under each name: every name that is needed is looked for, and every name of what it needs. */
function namesOf({ pieces = [] }: Whole): ReadonlyMap<string, readonly Named[]> {
  const known = indexes.get(pieces);
  if (known !== undefined) return known;
  const index = new Map<string, Named[]>();
  const add = (name: string | undefined, named: Named): void => {
    if (name === undefined) return;
    const others = index.get(name);
    if (others === undefined) index.set(name, [named]);
    else others.push(named);
  };
  for (const piece of pieces) {
    for (const name of piece.names ?? []) add(name, { piece });
    for (const item of piece.items ?? []) {
      add(item.name, { piece, item });
      if (piece.names === undefined && item.of !== item.name) add(item.of, { piece, item });
    }
  }
  indexes.set(pieces, index);
  return index;
}

const indexes = new WeakMap<readonly Piece[], ReadonlyMap<string, readonly Named[]>>();

/** A statement that declares and imports nothing, or `module.exports = { … }`. */
function isAlways({ names, items }: Piece): boolean {
  return items === undefined ? (names ?? []).length === 0 : names === undefined;
}

function editsWithin(piece: Piece, file: Whole, isKept: (item: Item) => boolean): readonly Edit[] {
  const { items = [], list } = piece;
  const isListed = (item: Item): boolean =>
    list !== undefined && item.start >= list.start && item.end <= list.end;
  const cuts = items
    .filter((item) => !isKept(item) && !isListed(item))
    .map(({ start, end }) => ({ start, end, text: '' }));
  const listed = items.filter(isListed);
  const edits =
    list === undefined || listed.every(isKept)
      ? cuts
      : [{ ...list, text: printList(piece, listed.filter(isKept), file.text) }, ...cuts];
  return edits.length === 0 ? edits : [...unusedParameters(piece, edits, file.text), ...edits];
}

const WIDTH = 110;

/** A list without some of its items, on one line if that has room. */
function printList(
  { start, end, list = { start, end } }: Piece,
  items: readonly Item[],
  text: string,
): string {
  const before = text.slice(text.lastIndexOf('\n', list.start - 1) + 1, list.start);
  const after = text.slice(list.end, end).split('\n', 1)[0] ?? '';
  const fits = (line: string): boolean => before.length + line.length + after.length <= WIDTH;
  const parts = items.map((item) => text.slice(item.start, item.end));
  const old = text.slice(list.start, list.end);
  if (/^\s*extends\b/.test(old)) {
    if (parts.length === 0) return '';
    const line = ` extends ${parts.join(', ')}`;
    return fits(line) ? line : `\n  extends ${parts.join(',\n    ')}`;
  }
  const isOfTypes = old.startsWith('type ') || parts.every((part) => part.startsWith('type '));
  const plain = isOfTypes ? parts.map((part) => part.replace(/^type /, '')) : parts;
  const keyword = isOfTypes ? 'type ' : '';
  const line = `${keyword}{ ${plain.join(', ')} }`;
  return fits(line) ? line : `${keyword}{\n${plain.map((part) => `  ${part},\n`).join('')}}`;
}

/** Type parameters that only what was cut used are called so that compilers do not mind. */
function unusedParameters(
  { start, end, parameters = [] }: Piece,
  edits: readonly Edit[],
  text: string,
): readonly Edit[] {
  const rest = splice(
    text.slice(start, end),
    edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
  );
  return parameters
    .filter(({ name }) => rest.split(new RegExp(`\\b${name}\\b`)).length === 2)
    .map((parameter) => ({ start: parameter.start, end: parameter.start, text: '_' }));
}
