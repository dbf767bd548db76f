import type { Edit, Finding } from '../model.js';
import type { MapEntry, ModuleMap } from '../surfaces/typescript/module-maps.js';
import { lineEndingOf } from '../text.js';
import type { Survey } from './survey.js';
import type { ClientUse, MovedReference } from './uses.js';

/** A map that replaces a package today, and so has to replace the wrapper's module: what it puts in its place. */
export interface Replacement {
  readonly map: ModuleMap;
  /** The entry that names the package; null for a manual mock, which needs none. */
  readonly entry: MapEntry | null;
  /** The source text of the new entry's value. */
  readonly value: string;
}

/** Edits that add the entries, the changes that share one, and a note on each entry that has a twin now. */
export function joinMaps(
  replaced: readonly { readonly use: ClientUse; readonly replacements: readonly Replacement[] }[],
  moved: readonly MovedReference[],
  survey: Survey,
): {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
  readonly ties: readonly (readonly string[])[];
} {
  const wanted = new Map<
    string,
    { replacement: Replacement; specifiers: Set<string>; changes: Set<string> }
  >();
  for (const { use, replacements } of replaced) {
    const own = moved.filter(
      (one) =>
        one.client.packageName === use.packageName &&
        survey.scopes.of(one.path).directory === use.scope.directory,
    );
    for (const replacement of own.length === 0 ? [] : replacements) {
      const key = `${replacement.map.path}\0${replacement.map.inside}\0${replacement.value}`;
      const known = wanted.get(key) ?? { replacement, specifiers: new Set(), changes: new Set() };
      wanted.set(key, known);
      for (const one of own) known.specifiers.add(one.specifier);
      for (const one of own) known.changes.add(one.change);
    }
  }
  const all = [...wanted.values()].map((one) => ({
    ...one,
    edits: entryEdits(one.replacement, [...one.specifiers].sort(), [...one.changes].sort()[0]!, survey),
  }));
  return {
    edits: all.flatMap((one) => one.edits),
    findings: all.flatMap(({ replacement: { map, entry }, edits }) => {
      const why =
        edits.length > 0 ? 'one for the new module stands beside it now' : 'it takes the new module too';
      return entry === null ? [] : note({ path: map.path, ...entry }, why);
    }),
    ties: all.map(({ changes }) => [...changes].sort()).filter((changes) => changes.length > 1),
  };
}

/** A map in the scope, above it, or in a package that it lists (a shared preset) is in force there. */
export function governs(file: string, use: ClientUse, survey: Survey): boolean {
  const { directory, manifest } = survey.scopes.of(file);
  if (directory === '' || use.scope.directory === directory) return true;
  if (use.scope.directory.startsWith(`${directory}/`)) return true;
  return use.scope.manifest?.dependencies.some((one) => one.name === manifest?.name) ?? false;
}

/** Does an entry mean this package, and not just any? */
export function names(entry: MapEntry, packageName: string): boolean {
  return takes(entry, packageName) && !takes(entry, 'some-other-package');
}

/** Does an entry replace what is imported by this specifier? As jest's resolver and vite's alias plugin decide. */
function takes({ key, isPattern }: MapEntry, specifier: string): boolean {
  if (key === null) return false;
  if (!isPattern) return specifier === key.replace(/\$$/, '') || specifier.startsWith(`${key}/`);
  try {
    return new RegExp(key).test(specifier);
  } catch {
    return false;
  }
}

/** Entries that name a client which nothing here imports any more: notes, since they do no harm. */
export function idleEntries(survey: Survey, uses: readonly ClientUse[]): readonly Finding[] {
  return survey.moduleMaps.flatMap((map) =>
    map.entries.flatMap((entry) => {
      const name = [...survey.clientNames].find((one) => names(entry, one));
      const used = uses.some((use) => use.packageName === name && governs(map.path, use, survey));
      if (name === undefined || used) return [];
      return note({ path: map.path, ...entry }, 'no code that is looked at here imports it');
    }),
  );
}

function note(at: { path: string; line: number; column: number }, why: string): Finding {
  const { path: file, line, column } = at;
  return {
    rule: 'module-mapper',
    severity: 'info',
    path: file,
    line,
    column,
    message: `this entry replaces a client that is imported by its package's name; ${why}`,
    help: 'Delete the entry once no dependency loads the client by that name either.',
  };
}

function entryEdits(
  { map, entry, value }: Replacement,
  specifiers: readonly string[],
  change: string,
  survey: Survey,
): readonly Edit[] {
  const taker = (specifier: string) => map.entries.find((one) => one.key === null || takes(one, specifier));
  const open = specifiers.filter((one) => taker(one)?.value !== value);
  if (open.length === 0) return [];
  // The first entry that matches wins: the new one goes before whatever would take its modules.
  const before = [entry, ...open.map(taker)]
    .filter((one) => one != null)
    .sort((a, b) => a.start - b.start)[0];
  const written = keysFor(map, open).map((key) =>
    map.shape === 'pairs' ? `{ find: ${key}, replacement: ${value} }` : `${key}: ${value}`,
  );
  const edit = { path: map.path, rule: 'mock-specifier', change };
  if (map.missing.length > 0) return [{ ...edit, ...newMap(map, written, survey) }];
  if (before !== undefined)
    return [
      {
        ...edit,
        start: before.start,
        end: before.start,
        text: written.map((one) => `${one},${map.separator}`).join(''),
      },
    ];
  return [{ ...edit, start: map.inside, end: map.inside, text: ` ${written.join(', ')} ` }];
}

/** A map where none is: the configuration's last property. */
function newMap(
  map: ModuleMap,
  entries: readonly string[],
  survey: Survey,
): Pick<Edit, 'start' | 'end' | 'text'> {
  const text = survey.textOf(map.path) ?? '';
  const last = map.entries.at(-1);
  const indent = /[^\n]*$/.exec(map.separator)![0];
  const isBlock = map.separator.includes('\n');
  const end = lineEndingOf(text);
  const open = map.missing.map((name, index) => {
    const key = map.quote === '"' ? `"${name}"` : name;
    return isBlock ? `${key}: {${end}${indent.repeat(index + 2)}` : `${key}: { `;
  });
  const close = map.missing.map((_, index) =>
    isBlock ? `${end}${indent.repeat(map.missing.length - index)}}` : ' }',
  );
  const separator = isBlock ? `,${end}${indent.repeat(map.missing.length + 1)}` : ', ';
  const block = open.join('') + entries.join(separator) + close.join('');
  if (last === undefined) return { start: map.inside, end: map.inside, text: ` ${block} ` };
  const comma = /^\s*,/.exec(text.slice(last.end))?.[0].length ?? 0;
  const at = last.end + comma;
  return {
    start: at,
    end: at,
    text: `${comma > 0 ? '' : ','}${map.separator}${block}${comma > 0 ? ',' : ''}`,
  };
}

/**
 * Keys that mean just these modules. A pattern for relative specifiers serves files at any depth, also new ones; it is
 * written without a backslash, so that it reads the same in JSON and JavaScript. vite replaces what a pattern matches,
 * so it matches the whole.
 */
function keysFor(map: ModuleMap, specifiers: readonly string[]): readonly string[] {
  const quoted = (key: string) => map.quote + key + map.quote;
  if (map.shape === 'object' && map.tool !== 'jest') return specifiers.map(quoted);
  const tail = (specifier: string) =>
    specifier
      .split('/')
      .slice(-2)
      .join('/')
      .replace(/\.[cm]?[jt]s$/, '');
  const patterns = [
    ...new Set(specifiers.map((one) => (/^\.{1,2}\/.*\//.test(one) ? tail(one) : null))),
  ].flatMap((one) =>
    one === null
      ? specifiers
          .filter((specifier) => !/^\.{1,2}\/.*\//.test(specifier))
          .map((specifier) => `^${plain(specifier)}$`)
      : [`^[.]{1,2}/(.*/)?${plain(one)}([.][cm]?[jt]s)?$`],
  );
  return patterns.map((one) => (map.shape === 'pairs' ? `/${one.replaceAll('/', '\\/')}/` : quoted(one)));
}

function plain(text: string): string {
  return text.replace(/[.*+?${}()|[\]]/g, '[$&]');
}
