import type { Change, Finding } from '../../model.js';
import type { FlowFact, UrlLiteral } from '../../surfaces/typescript/flow/facts.js';
import type { VariablesInput } from './input.js';
import { isClient, type Judged } from './judged.js';
import { sinkReader } from './readers.js';
import { asksAnew, schemeFor, tlsAsked } from './schemes.js';
import { readyChange, type Work } from './work.js';

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
  readonly work: readonly Work[];
} {
  const urls = input.flow.filter((fact) => fact.source.kind === 'literal').map((fact) => judge(fact, input));
  const expected = expectedUrls(input);
  const moving =
    input.options.schemes === 'none' ? [] : urls.filter((one) => one.isProven && !isExpected(one, expected));
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
      ...moving.flatMap(({ fact, judged }) =>
        fact.urls.flatMap((url) => tlsFinding(fact.path, url, tlsFor(judged, input.options))),
      ),
    ],
    work: moving.flatMap((one) => workOf(one)),
  };
}

/** The tests' URLs in places that are no client, by fingerprint: changing the same one elsewhere may break them. */
export type ExpectedUrls = (fingerprint: string, paths: readonly string[]) => FlowFact | undefined;

/** A test expects what its own package says, or one that it depends on: the same URL elsewhere is another one. */
export function expectedUrls(input: VariablesInput): ExpectedUrls {
  const found = input.flow.filter(
    (fact) => fact.source.kind === 'literal' && fact.source.inTest && !judge(fact, input).isProven,
  );
  return (fingerprint, paths) =>
    found.find(
      (fact) =>
        fact.urls.some((url) => url.fingerprint === fingerprint) &&
        paths.some((path) => input.dependsOn(fact.path, path)),
    );
}

function judge(fact: FlowFact, input: VariablesInput): WrittenUrl {
  const judged = fact.sinks.flatMap((sink) => sinkReader(sink, { name: '', how: 'literal' }, input));
  const isProven =
    judged.some((one) => one.verdict === 'proven' && one.role !== 'other') &&
    judged.every((one) => one.verdict === 'proven');
  return { fact, judged, isProven: isProven && fact.urls.every((url) => url.form.kind === 'url') };
}

function workOf({ judged }: WrittenUrl): readonly Work[] {
  return judged.flatMap((one) => (one.verdict === 'proven' && one.work !== null ? [one.work] : []));
}

function isExpected({ fact, judged }: WrittenUrl, expected: ExpectedUrls): boolean {
  const paths = [fact.path, ...judged.map((one) => one.reader.path)];
  return fact.urls.some((url) => expected(url.fingerprint, paths) !== undefined);
}

function changeOf(path: string, urls: readonly WrittenUrl[], { options }: VariablesInput): Change {
  const id = `url:${path}`;
  const needs = urls.flatMap((one) =>
    one.judged.flatMap((two) => (two.verdict === 'proven' && two.change !== null ? [two.change] : [])),
  );
  const ready = urls.flatMap((one) => workOf(one).map((two) => readyChange(two.file)));
  const edits = urls.flatMap(({ fact, judged }) =>
    fact.urls.flatMap(({ file, form }) =>
      form.kind === 'url'
        ? [
            {
              path: file,
              ...form.span,
              text: schemeFor(form, file, tlsFor(judged, options)),
              rule: 'hardcoded-url',
              change: id,
            },
          ]
        : [],
    ),
  );
  return { id, rule: 'hardcoded-url', edits, creates: [], needs: [...new Set([...needs, ...ready])].sort() };
}

/** TLS is asked for where clients on the wrapper alone get the URL: a package would get it too. */
export function tlsFor(
  judged: readonly Judged[],
  { tls }: Pick<VariablesInput['options'], 'tls'>,
): Pick<VariablesInput['options'], 'tls'> {
  return { tls: tls && judged.every((one) => one.verdict === 'proven' && one.role === 'client') };
}

function tlsFinding(
  path: string,
  { form, line, column }: UrlLiteral,
  options: Pick<VariablesInput['options'], 'tls'>,
): readonly Finding[] {
  if (form.kind !== 'url' || !asksAnew(form, schemeFor(form, path, options))) return [];
  return [tlsAsked({ path, line, column }, 'this URL')];
}

/** A URL that stays is worth a word where a program uses it; tests and odd forms that reach no client are not. */
function finding(url: WrittenUrl): readonly Finding[] {
  const { fact, judged, isProven } = url;
  const inTest = fact.source.kind === 'literal' && fact.source.inTest;
  const isText = fact.urls.every(({ form }) => form.kind === 'odd' && isPartOfText(form.form));
  if (inTest || isText || (judged.length === 0 && !isProven)) return [];
  const { path, line, column } = fact;
  const { why, help } = reasonOf(url);
  const message = `this URL keeps its scheme: ${why}`;
  return [{ rule: 'unproven-url', severity: 'info', path, line, column, message, help }];
}

function reasonOf({ fact, judged, isProven }: WrittenUrl): { readonly why: string; readonly help: string } {
  const help = 'Change it by hand once you know that what reads it understands valkey://.';
  const stands = judged.find((one) => one.verdict === 'unproven');
  if (stands?.verdict === 'unproven')
    return { why: `${stands.obstacle.path}:${stands.obstacle.line} ${stands.obstacle.what}`, help };
  if (isProven) return { why: 'a test has the same URL in a place that may expect it', help };
  const reader = judged.find((one) => !isClient(one))?.reader;
  if (reader === undefined || fact.urls.some((url) => url.form.kind !== 'url'))
    return { why: 'its form is one that clients read differently', help };
  return {
    why: `no client on the wrapper gets it (${reader.path}:${reader.line}: ${reader.understands})`,
    help: 'Nothing has to change: what gets it knows the scheme that it has.',
  };
}

/** A message that names a scheme, or a sentence around a URL. */
function isPartOfText(form: string): boolean {
  return /longer value|scheme without a host|several words/.test(form);
}
