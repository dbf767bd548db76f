import type { Change, Edit } from '../../model.js';
import type { CheckEdit, Holder, Widening } from '../../surfaces/typescript/flow/facts.js';
import type { Helper, VariablesInput } from './input.js';

/** What one reader needs, so that it takes every scheme: edits at its place, and perhaps a helper of the wrapper. */
export interface Work {
  readonly file: string;
  readonly rule: 'to-redis-url' | 'scheme-check';
  readonly edits: readonly CheckEdit[];
  readonly helper: string | null;
}

/** `toRedisUrl(…)` around the value; null where the file cannot import it. */
export function conversionWork(holder: Holder, input: VariablesInput): Work | null {
  const name = 'toRedisUrl';
  const { file } = holder;
  if (!isFree(name, input.helperFor(file))) return null;
  const { start, end, shorthand } = holder;
  // `{ url }` becomes `{ url: toRedisUrl(url) }`: the name in front is the property's.
  const before = `${shorthand === null ? '' : `${shorthand}: `}${name}(`;
  const edits = [
    { start, end: start, text: before },
    { start: end, end, text: ')' },
  ];
  return { file, rule: 'to-redis-url', edits, helper: name };
}

/** A check in words for all four schemes; null where it has them already. */
export function wideningWork(file: string, { edits, helper }: Widening, input: VariablesInput): Work | null {
  if (edits.length === 0) return null;
  const rule = 'scheme-check' as const;
  // A package that has no wrapper gets none for a check that can be said without.
  const isBeside = input.moved.some(
    (one) => input.dependsOn(file, one.path) && input.dependsOn(one.path, file),
  );
  return helper !== null && isBeside && isFree(helper.name, input.helperFor(file))
    ? { file, rule, edits: helper.edits, helper: helper.name }
    : { file, rule, edits, helper: null };
}

function isFree(name: string, helper: Helper | null): boolean {
  return helper !== null && !helper.place.taken.has(name);
}

/** The id of the change that makes the readers of a file ready for every scheme. */
export function readyChange(file: string): string {
  return `readers:${file}`;
}

/** One change a file, with the import of the helpers that it uses. */
export function workChanges(all: readonly Work[], input: VariablesInput): readonly Change[] {
  const files = [...new Set(all.map((one) => one.file))].sort();
  return files.flatMap((file) => {
    const own = distinct(all.filter((one) => one.file === file));
    const id = readyChange(file);
    const edits = own.flatMap((one) =>
      one.edits.map((edit): Edit => ({ path: file, ...edit, rule: one.rule, change: id })),
    );
    const names = [...new Set(own.flatMap((one) => one.helper ?? []))].sort();
    const helper = names.length === 0 ? null : input.helperFor(file);
    // Without a place to import from, the change does not happen, and what needs it does not either.
    if (helper?.specifier === '') return [];
    const imported = helper === null ? [] : [importEdit(file, names, helper, id)];
    const needs = helper === null || helper.change === null ? [] : [helper.change];
    return [{ id, rule: own[0]!.rule, edits: [...imported, ...edits], creates: [], needs }];
  });
}

function importEdit(
  file: string,
  names: readonly string[],
  { specifier, place }: Helper,
  change: string,
): Edit {
  const { at, before, after, form, quote, semicolon } = place;
  const module = `${quote}${specifier}${quote}`;
  const list = `{ ${names.join(', ')} }`;
  const statement =
    form === 'import' ? `import ${list} from ${module}` : `const ${list} = require(${module})`;
  const text = `${before}${statement}${semicolon ? ';' : ''}${after}`;
  return { path: file, start: at, end: at, text, rule: 'helper-import', change };
}

/** Several values may come to one place. */
function distinct(all: readonly Work[]): readonly Work[] {
  return [...new Map(all.map((one) => [JSON.stringify(one.edits), one])).values()];
}
