import type { Span } from '../../model.js';
import { fingerprint, judgeRedisUrl, type PlainUrl } from '../redis-url.js';
import { isVariableName } from '../typescript/flow/facts.js';
import { environmentOf, toolsOf } from './tools.js';
import type { Program } from './program.js';
import type { Tree, TreeEntry, TreeText } from './tree.js';

/** A place of a file of configuration that gives a variable its value, or passes on what another place gives it. */
export interface Definition {
  readonly name: string;
  /** Where the name stands, as an offset, and where the value ends. */
  readonly at: number;
  readonly end: number;
  readonly value: DefinitionValue;
  /** The variables that the value begins with, besides the name itself (`${CACHE_URL:-redis://…}`). */
  readonly beginsWith: readonly string[];
  /** Which program gets it. Where an anchor serves several programs, there is a definition for each. */
  readonly program: Program;
}

export type DefinitionValue =
  | (PlainUrl & { readonly span: Span; readonly fingerprint: string })
  | { readonly kind: 'odd'; readonly form: string }
  /** No value of its own: `REDIS_URL: ${REDIS_URL}`, a reference to a ConfigMap. */
  | { readonly kind: 'passed-on' };

/** The variables that a file gives to programs, as far as it is one of a tool that is known. */
export function definitionsIn(path: string, documents: readonly Tree[]): readonly Definition[] {
  return documents.flatMap((document) => {
    const tools = toolsOf(path, document);
    const found: Definition[] = [];
    let visited = 0;
    const walk = (tree: Tree, keys: readonly string[], above: readonly Tree[]): void => {
      // Aliases within aliases make a small file endless.
      if (++visited > MOST_VALUES) return;
      const children = tree.kind === 'map' ? tree.entries : tree.kind === 'list' ? inList(tree.items) : [];
      for (const { key, value } of children) {
        const place = { path, document, keys: [...keys, key], above: [...above, tree], value };
        const program = environmentOf(tools, place);
        if (program !== null) for (const one of entriesOf(value)) found.push({ ...one, program });
        walk(value, place.keys, place.above);
      }
    };
    if (tools.length > 0) walk(document, [], []);
    return found;
  });
}

const MOST_VALUES = 100_000;

function inList(items: readonly Tree[]): readonly Pick<TreeEntry, 'key' | 'value'>[] {
  return items.map((value, index) => ({ key: String(index), value }));
}

type Entry = Omit<Definition, 'program'>;

/** The entries of an environment, in all the ways in which tools write one. */
function entriesOf(tree: Tree): readonly Entry[] {
  if (tree.kind === 'text') return ofAssignment(tree);
  if (tree.kind === 'list')
    return tree.items.flatMap((item) => (item.kind === 'map' ? ofItem(item) : entriesOf(item)));
  return tree.kind === 'map' ? tree.entries.flatMap(ofEntry) : [];
}

/** `NAME: value`, or `NAME: { value: … }`. */
function ofEntry({ key, at, value }: TreeEntry): readonly Entry[] {
  const inner =
    value.kind === 'map' ? value.entries.find((one) => /^(?:value|default)$/.test(one.key))?.value : value;
  if (inner?.kind === 'other' && inner.value === 'null') return [passedOn(key, at, at + key.length, [])];
  return inner?.kind === 'text' ? entry(key, at, inner) : [];
}

/** `{ name: NAME, value: … }` of a list, one that takes its value from elsewhere, or a map with a variable a key. */
function ofItem(item: Tree & { readonly kind: 'map' }): readonly Entry[] {
  const of = (...keys: readonly string[]) => item.entries.find((one) => keys.includes(one.key))?.value;
  const name = of('name', 'key', 'variable');
  if (name?.kind !== 'text' || name.span === null) return item.entries.flatMap(ofEntry);
  const value = of('value');
  if (value?.kind === 'text') return entry(name.value, name.span.start, value);
  const from = of('valueFrom');
  if (from === undefined) return [];
  const parts = textsIn(from);
  const end = Math.max(name.span.end, ...parts.map((one) => one.span?.end ?? 0));
  const keys = parts.map((one) => one.value).filter((one) => one !== name.value && isVariableName(one));
  return [passedOn(name.value, name.span.start, end, keys)];
}

function textsIn(tree: Tree): readonly TreeText[] {
  if (tree.kind === 'map') return tree.entries.flatMap((one) => textsIn(one.value));
  return tree.kind === 'text' ? [tree] : [];
}

/** `NAME=value`, or `NAME` alone. */
function ofAssignment({ value, span }: TreeText): readonly Entry[] {
  const assigned = /^([A-Za-z_]\w*)(=|$)/.exec(value);
  if (assigned === null || span === null) return [];
  const name = assigned[1]!;
  if (assigned[2] === '') return [passedOn(name, span.start, span.end, [])];
  const start = span.start + assigned[0].length;
  return entry(name, span.start, {
    kind: 'text',
    value: value.slice(assigned[0].length),
    span: { start, end: span.end },
  });
}

function entry(name: string, at: number, { value, span }: TreeText): readonly Entry[] {
  if (span === null) {
    const end = at + name.length;
    const judged = judgeRedisUrl(value);
    const escaped = 'a URL that is written with escapes, or over several lines';
    const form = judged.kind === 'odd' ? judged.form : escaped;
    return judged.kind === 'none' ? [] : [{ name, at, end, beginsWith: [], value: { kind: 'odd', form } }];
  }
  const { inner, offset, from } = interpolation(value);
  const beginsWith = from.filter((other) => other !== name);
  if (from.length > 0 && inner === '') return [passedOn(name, at, span.end, beginsWith)];
  const judged = judgeRedisUrl(inner);
  if (judged.kind === 'none') return [];
  const base = { name, at, end: span.end, beginsWith };
  if (judged.kind === 'odd') return [{ ...base, value: judged }];
  const { scheme, host } = judged;
  const start = span.start + offset + judged.offset;
  const place = { start, end: start + scheme.length };
  return [{ ...base, value: { kind: 'url', scheme, host, span: place, fingerprint: fingerprint(inner) } }];
}

/** `${NAME}`, `$NAME`, `${NAME:-default}`, serverless's `${env:NAME}`: the variable that a value begins with, and what stands there without it. */
function interpolation(value: string): {
  readonly inner: string;
  readonly offset: number;
  readonly from: readonly string[];
} {
  const match = /^\$(?:\{(?:env:)?([A-Za-z_]\w*)(?:(:?-)(.*))?\}|([A-Za-z_]\w*))$/s.exec(value);
  const name = match?.[1] ?? match?.[4];
  if (match === null || name === undefined) return { inner: value, offset: 0, from: [] };
  const inner = match[3] ?? '';
  return { inner, offset: value.length - 1 - inner.length, from: [name] };
}

function passedOn(name: string, at: number, end: number, beginsWith: readonly string[]): Entry {
  return { name, at, end, value: { kind: 'passed-on' }, beginsWith };
}
