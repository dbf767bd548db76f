import type { Change, Finding } from '../../model.js';
import type { FlowFact, UrlLiteral } from '../../surfaces/typescript/flow/facts.js';
import type { VariablesInput } from './input.js';
import { type Judged, sinkReader } from './readers.js';
import { asksAnew, schemeFor, tlsAsked } from './schemes.js';

/** A URL that is written in a call, with the judgement of every place that gets it. */
interface WrittenUrl {
  readonly fact: FlowFact;
  readonly judged: readonly Judged[];
  readonly isProven: boolean;
}

/**
 * URLs that stand in the code for no variable: the scheme changes where the value goes to a client on the wrapper and
 * nowhere else, and no test of the repository has the same URL in a place that may expect it. One change a file.
 */
export function planLiterals(input: VariablesInput): {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
} {
  const urls = input.flow.filter((fact) => fact.source.kind === 'literal').map((fact) => judge(fact, input));
  const expected = expectedUrls(input);
  const moving =
    input.options.schemes === 'none'
      ? []
      : urls.filter((one) => one.isProven && !isExpected(one.fact, expected));
  const paths = [...new Set(moving.map((one) => one.fact.path))].sort();
  return {
    changes: paths.map((path) =>
      changeOf(
        path,
        moving.filter((one) => one.fact.path === path),
        input,
      ),
    ),
    findings: [
      ...urls.filter((one) => !moving.includes(one)).flatMap(finding),
      ...moving.flatMap(({ fact }) => fact.urls.flatMap((url) => tlsFinding(fact.path, url, input.options))),
    ],
  };
}

/** URLs, by fingerprint, that a test has in a place that is no client: changing them elsewhere may break it. */
export function expectedUrls(input: VariablesInput): ReadonlyMap<string, FlowFact> {
  const found = new Map<string, FlowFact>();
  for (const fact of input.flow) {
    if (fact.source.kind !== 'literal' || !fact.source.inTest || judge(fact, input).isProven) continue;
    for (const url of fact.urls) found.set(url.fingerprint, fact);
  }
  return found;
}

function judge(fact: FlowFact, input: VariablesInput): WrittenUrl {
  const judged = fact.sinks.flatMap((sink) => sinkReader(fact, sink, { name: '', how: 'literal' }, input));
  const isProven = judged.length > 0 && judged.every((one) => one.verdict === 'proven');
  return { fact, judged, isProven: isProven && fact.urls.every((url) => url.form.kind === 'url') };
}

function isExpected(fact: FlowFact, expected: ReadonlyMap<string, FlowFact>): boolean {
  return fact.urls.some((url) => expected.has(url.fingerprint));
}

function changeOf(path: string, urls: readonly WrittenUrl[], { options }: VariablesInput): Change {
  const id = `url:${path}`;
  const needs = urls.flatMap((one) =>
    one.judged.flatMap((two) => (two.verdict === 'proven' && two.change !== null ? [two.change] : [])),
  );
  const edits = urls.flatMap(({ fact }) =>
    fact.urls.flatMap(({ form }) =>
      form.kind === 'url'
        ? [{ path, ...form.span, text: schemeFor(form, path, options), rule: 'hardcoded-url', change: id }]
        : [],
    ),
  );
  return { id, rule: 'hardcoded-url', edits, creates: [], needs: [...new Set(needs)].sort() };
}

function tlsFinding(
  path: string,
  { form, line, column }: UrlLiteral,
  options: VariablesInput['options'],
): readonly Finding[] {
  if (form.kind !== 'url' || !asksAnew(form, schemeFor(form, path, options))) return [];
  return [tlsAsked({ path, line, column }, 'this URL')];
}

/** A URL that stays is worth a word where a program uses it; tests and odd forms that reach no client are not. */
function finding({ fact, judged, isProven }: WrittenUrl): readonly Finding[] {
  const obstacle = judged.find((one) => one.verdict === 'unproven');
  const inTest = fact.source.kind === 'literal' && fact.source.inTest;
  if (inTest || (judged.length === 0 && !isProven)) return [];
  const why =
    obstacle?.verdict === 'unproven'
      ? `${obstacle.obstacle.path}:${obstacle.obstacle.line} ${obstacle.obstacle.what}`
      : isProven
        ? 'a test has the same URL in a place that may expect it'
        : 'its form is one that clients read differently';
  const { path, line, column } = fact;
  return [
    {
      rule: 'unproven-url',
      severity: 'info',
      path,
      line,
      column,
      message: `this URL keeps its scheme: ${why}`,
      help: 'Change it by hand once you know that what reads it understands valkey://.',
    },
  ];
}
