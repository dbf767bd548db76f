import { surfaceOf } from '../surfaces/registry.js';
import { positionAt } from '../text.js';
import type { NamedMember } from './look.js';
import { familyOf } from './proven/other-names.js';
import { otherOptions, unmistakableOptions } from './proven/other-options.js';
import type { Survey } from './survey.js';
import type { ClientUse } from './uses.js';

/** A key of an object, in code or in JSON, or a name that something is put under; with the value's first word. */
const key = (names: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\w$?])(${names.join('|')})['"]?\\s*(?:[:=](?![=>])\\s*['"]?(\\[|[\\w$.]*)|(?=[,}(]))`,
    'g',
  );

/** Values that ask for nothing. A list is none that a client takes. */
const asksForNothing = /^(?:false|undefined|null|0|legacy|disabled|\[)$/;

/** What stands beside an option in an object of options, and hardly ever without a client's. */
const neighbours =
  /(?<![\w$?.])['"]?(?:host|port|socket(?=['"]?\s*:)|password|db|database|retry_?[sS]trategy|reconnectStrategy|lazyConnect|maxRetriesPerRequest|connect_?[tT]imeout|connectTimeout|sentinels|sentinelRootNodes|rootNodes|redisOptions|keyPrefix)['"]?\s*[:,}(]/;

/**
 * The first option by name that the package's client reads and that is not proven, in an object that another file may
 * hand to a client: what is said there, no call site tells. A name that other objects have too counts beside other
 * options alone.
 */
export function optionElsewhere(
  use: ClientUse,
  proven: ReadonlySet<string>,
  survey: Survey,
): NamedMember | null {
  const family = familyOf(use.client.dialect);
  const unmistakable = [...unmistakableOptions[family]].filter((name) => !proven.has(name));
  const names = [...otherOptions[family]].filter((name) => !proven.has(name) && /^\w+$/.test(name));
  // A value of its own is named with it.
  const valued = [...otherOptions[family]].filter((name) => !proven.has(name) && name.includes(':'));
  const all = [...names, ...valued.map((name) => name.slice(0, name.indexOf(':')))];
  const known = new Set(unmistakable);
  const pattern = key(all);
  for (const path of filesOf(use, survey)) {
    const text = survey.glanceAt(path) ?? '';
    for (const found of text.matchAll(pattern)) {
      const [, name = '', value] = found;
      if (value !== undefined && asksForNothing.test(value)) continue;
      // `options.stream = …` gives an option; `const stream = …` is a variable, `own.stream` is only read.
      const isAssigned = /^[\w$]+\s*=/.test(found[0]);
      if (isAssigned !== (text[found.index - 1] === '.') || isComment(text, found.index)) continue;
      if (names.includes(name)) {
        if (!known.has(name) && !isAmongOptions(text, found.index)) continue;
        return { path, name, ...positionAt(text, found.index) };
      }
      if (name !== 'RESP' && !isAmongOptions(text, found.index)) continue;
      if (valued.includes(`${name}:${value}`))
        return { path, name: `${name}: ${value}`, ...positionAt(text, found.index) };
    }
  }
  return null;
}

/** Sources, and configuration as JSON, of the scope and of the scopes of this repository that it depends on. */
function filesOf(use: ClientUse, survey: Survey): readonly string[] {
  const listed = new Set(use.scope.manifest?.dependencies.map((one) => one.name));
  const scopes = survey.scopes.all.filter(
    (one) => one.directory !== use.scope.directory && listed.has(one.manifest?.name ?? ''),
  );
  return [use.scope, ...scopes]
    .flatMap((scope) => survey.filesUnder(scope.directory))
    .filter(
      (path) =>
        surfaceOf(path) === 'typescript' ||
        /(?:^|\/)(?:config|settings|redis)\b[^/]*(?:\/.*)?\.json$/i.test(path),
    )
    .filter((path) => survey.mentionsClient(path))
    .filter((path) => !/\.d\.[cm]?ts$/.test(path) && !survey.wrappers.some((one) => one.path === path));
}

function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return /^\s*(?:\/\/|\/?\*)/.test(line);
}

/** Does the innermost object around a place have keys of a client's options? */
function isAmongOptions(text: string, at: number): boolean {
  const start = braceBefore(text, at);
  if (start < 0) return false;
  const end = braceAfter(text, at);
  return neighbours.test(withoutInner(text.slice(start + 1, end)));
}

const FARTHEST = 3000;

function braceBefore(text: string, at: number): number {
  let depth = 0;
  for (let index = at - 1; index >= Math.max(0, at - FARTHEST); index--) {
    if (text[index] === '}') depth++;
    else if (text[index] === '{' && depth-- === 0) return index;
  }
  return -1;
}

function braceAfter(text: string, at: number): number {
  let depth = 0;
  const limit = Math.min(text.length, at + FARTHEST);
  for (let index = at; index < limit; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}' && depth-- === 0) return index + 1;
  }
  return limit;
}

/** The keys of the object itself: those of objects in it belong to something else. */
function withoutInner(body: string): string {
  for (let text = body; ; ) {
    const shorter = text.replace(/\{[^{}]*\}/g, '');
    if (shorter === text) return text;
    text = shorter;
  }
}
