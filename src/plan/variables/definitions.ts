import type { Edit, Place } from '../../model.js';
import type { EnvAssignment } from '../../surfaces/env/facts.js';
import { rewriteEnv } from '../../surfaces/env/rewrite.js';
import type { PlainUrl } from '../../surfaces/redis-url.js';
import type { Mention } from '../../surfaces/text/facts.js';
import type { UrlLiteral } from '../../surfaces/typescript/flow/facts.js';
import { nameOf } from './groups.js';
import type { VariablesInput } from './input.js';
import type { Judged, Obstacle } from './judged.js';
import type { ExpectedUrls } from './literals.js';

/** A place that gives a variable of the group its value. */
export type Definition =
  | { readonly kind: 'env'; readonly name: string; readonly fact: EnvAssignment }
  | { readonly kind: 'text'; readonly name: string; readonly fact: Mention }
  | { readonly kind: 'code'; readonly name: string; readonly path: string; readonly url: UrlLiteral };

export function definitionsOf(names: readonly string[], input: VariablesInput): readonly Definition[] {
  return [
    ...input.env
      .filter((fact) => names.includes(fact.name))
      .map((fact): Definition => ({ kind: 'env', name: fact.name, fact })),
    ...input.text.flatMap((fact): readonly Definition[] => {
      if (fact.kind !== 'mention' || fact.role !== 'definition' || !names.includes(fact.name)) return [];
      return [{ kind: 'text', name: fact.name, fact }];
    }),
    ...input.flow.flatMap((fact) => {
      const name = nameOf(fact);
      if (name === null || !names.includes(name)) return [];
      return fact.urls.map((url): Definition => ({ kind: 'code', name, path: url.file, url }));
    }),
  ];
}

export function asksForTls(definition: Definition): boolean {
  const form = formOf(definition);
  return form.kind === 'url' && form.scheme === 'rediss';
}

export function definitionObstacle(
  definition: Definition,
  judged: readonly Judged[],
  expected: ExpectedUrls,
): readonly Obstacle[] {
  const form = formOf(definition);
  const at = placeOf(definition);
  if (form.kind === 'odd') {
    return [
      {
        ...at,
        what: `gives it ${form.form}`,
        help: 'Such a value is never edited: change it by hand, together with its other definitions.',
      },
    ];
  }
  if (form.kind === 'url' && 'refused' in form && form.refused !== null) {
    return [{ ...at, what: `cannot be edited: ${form.refused}`, help: 'Change it by hand.' }];
  }
  const paths = [at.path, ...judged.map((one) => one.reader.path)];
  const same = form.kind === 'url' ? expected(fingerprintOf(definition), paths) : undefined;
  if (same !== undefined) {
    const help = 'Change the test and the definition together, by hand.';
    return [
      { path: same.path, line: same.line, what: 'has the same URL in a test that may expect it', help },
    ];
  }
  return [];
}

/** What a definition gives, as far as its scheme may change. */
export function formOf(definition: Definition): EnvAssignment['value'] | UrlLiteral['form'] {
  if (definition.kind === 'env') return definition.fact.value;
  if (definition.kind === 'code') return definition.url.form;
  const value = definition.fact.edited?.value;
  if (value === undefined || value.kind === 'passed-on') return { kind: 'link' };
  return value.kind === 'url' ? { ...value, refused: null } : value;
}

function fingerprintOf(definition: Definition): string {
  if (definition.kind === 'code') return definition.url.fingerprint;
  const value = definition.kind === 'env' ? definition.fact.value : definition.fact.edited?.value;
  return value?.kind === 'url' ? value.fingerprint : '';
}

export function editOf(
  definition: Definition,
  change: string,
  scheme: (url: PlainUrl, path: string) => string,
): Edit | null {
  if (definition.kind === 'env')
    return rewriteEnv(definition.fact, change, (url) => scheme(url, definition.fact.path));
  const form = formOf(definition);
  if (form.kind !== 'url') return null;
  const path = definition.kind === 'text' ? definition.fact.path : definition.path;
  const rule = definition.kind === 'text' ? 'configuration-scheme' : 'default-url';
  return { path, ...form.span, text: scheme(form, path), rule, change };
}

export function samePlace(a: Edit, b: Edit): boolean {
  return a.path === b.path && a.start === b.start;
}

export function whereIs(definition: Definition): Place {
  const column = definition.kind === 'code' ? definition.url.column : definition.fact.column;
  return { ...placeOf(definition), column };
}

export function placeOf(definition: Definition): { readonly path: string; readonly line: number } {
  return definition.kind === 'code'
    ? { path: definition.path, line: definition.url.line }
    : { path: definition.fact.path, line: definition.fact.line };
}
