import type { Change, Edit, Finding, Place, VariableDecision } from '../../model.js';
import { rewriteEnv } from '../../surfaces/env/rewrite.js';
import type { PlainUrl } from '../../surfaces/redis-url.js';
import type { EnvAssignment } from '../../surfaces/env/facts.js';
import type { Mention } from '../../surfaces/text/facts.js';
import { isVariableName, type UrlLiteral } from '../../surfaces/typescript/flow/facts.js';
import { nameOf, variableGroups } from './groups.js';
import type { VariablesInput } from './input.js';
import { type ExpectedUrls, expectedUrls, planLiterals, tlsFor } from './literals.js';
import type { Judged, Obstacle } from './judged.js';
import { readersOf } from './readers.js';
import { asksAnew, schemeFor, tlsAsked } from './schemes.js';
import { readyChange, type Work, workChanges } from './work.js';

export interface VariablesPlan {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly variables: readonly VariableDecision[];
  /** The change that moves a variable, by its name. */
  readonly moves: ReadonlyMap<string, string>;
  /** The files that import a helper of the wrapper. */
  readonly helperUsers: readonly string[];
}

/**
 * Decides for every variable that holds a Redis URL whether its scheme changes: it does where something reads it and
 * every reader, in any language, is a client on the wrapper, or is made ready: a call of a package gets `toRedisUrl(…)`, a
 * check of the scheme takes all four. All definitions of a group change together, or none.
 */
export function planVariables(input: VariablesInput): VariablesPlan {
  const expected = expectedUrls(input);
  const plans = variableGroups(input.env, input.flow, input.text).map((names) =>
    planGroup(names, input, expected),
  );
  const undefinedOnes = planUndefined(
    new Set(plans.flatMap((plan) => plan.variables.map((one) => one.name))),
    input,
  );
  const literals = planLiterals(input);
  const work = [...plans, undefinedOnes, literals].flatMap((plan) => plan.work);
  return {
    changes: [...plans.flatMap((plan) => plan.changes), ...literals.changes, ...workChanges(work, input)],
    findings: [...plans.flatMap((plan) => plan.findings), ...literals.findings, ...loneChecks(input)],
    variables: [...plans, undefinedOnes].flatMap((plan) => plan.variables),
    moves: new Map(
      plans.flatMap(({ changes, variables }) =>
        changes.flatMap((change) => variables.map((one) => [one.name, change.id] as const)),
      ),
    ),
    helperUsers: [...new Set(work.flatMap((one) => (one.helper === null ? [] : one.file)))].sort(),
  };
}

/** What is planned for one group. */
interface GroupPlan extends Omit<VariablesPlan, 'helperUsers' | 'moves'> {
  /** What readers need of it that are made ready. */
  readonly work: readonly Work[];
}

/**
 * Variables that nothing in the repository gives a URL, and that a client on the wrapper reads: a valkeys:// of a
 * deployment has to mean TLS to the checks in the code as well.
 */
function planUndefined(known: ReadonlySet<string>, input: VariablesInput): GroupPlan {
  const checked = input.flow.flatMap(({ source, sinks }) =>
    source.kind === 'env' && !known.has(source.name) && sinks.some((one) => one.kind === 'check')
      ? source.name
      : [],
  );
  const plans = [...new Set(checked)].sort().map((name): GroupPlan => {
    const judged = readersOf([name], input);
    const work = wideningOf(judged);
    const nothing: GroupPlan = { changes: [], findings: [], variables: [], work: [] };
    if (work.length === 0) return nothing;
    const readers = judged.map((one) => one.reader);
    const reason = `nothing in this repository defines it; ${widenedChecks(work.length)}`;
    return { ...nothing, work, variables: [{ name, decision: 'widened', reason, definitions: [], readers }] };
  });
  return {
    changes: [],
    findings: [],
    variables: plans.flatMap((plan) => plan.variables),
    work: plans.flatMap((plan) => plan.work),
  };
}

/** The checks that a valkeys:// for a client on the wrapper would meet. */
function wideningOf(judged: readonly Judged[]): readonly Work[] {
  if (!judged.some(isClient)) return [];
  return workOf(judged).filter((one) => one.rule === 'scheme-check');
}

function workOf(judged: readonly Judged[]): readonly Work[] {
  return judged.flatMap((one) => (one.verdict === 'proven' && one.work !== null ? [one.work] : []));
}

function isClient(one: Judged): boolean {
  return one.verdict === 'proven' && one.role !== 'other';
}

/** Checks that no value of a known variable comes to: a person has to look where theirs comes from. */
function loneChecks(input: VariablesInput): readonly Finding[] {
  if (input.moved.length === 0) return [];
  return input.flow.flatMap(({ source, path, line, column }) => {
    if (source.kind !== 'lone-check') return [];
    const message = `${source.what}: valkey:// and valkeys:// are not known there`;
    const help =
      'Let it take them as it takes redis:// and rediss://, or ignore this where the value is another one.';
    return [{ rule: 'narrow-check', severity: 'warning', path, line, column, message, help } as const];
  });
}

/** A place that gives a variable of the group its value. */
type Definition =
  | { readonly kind: 'env'; readonly name: string; readonly fact: EnvAssignment }
  | { readonly kind: 'text'; readonly name: string; readonly fact: Mention }
  | { readonly kind: 'code'; readonly name: string; readonly path: string; readonly url: UrlLiteral };

function planGroup(names: readonly string[], input: VariablesInput, expected: ExpectedUrls): GroupPlan {
  const definitions = definitionsOf(names, input);
  const judged = readersOf(names, input);
  const obstacle = obstacleOf(names, definitions, judged, input, expected);
  const forced = obstacle === null ? judged.filter((one) => one.verdict === 'unproven') : [];
  const id = `variable:${names[0]}`;
  const tls = tlsFor(judged, input.options);
  const scheme = (url: PlainUrl, path: string) => schemeFor(url, path, tls);
  const edits = obstacle === null ? definitions.flatMap((one) => editOf(one, id, scheme) ?? []) : [];
  const secured =
    edits.length === 0
      ? []
      : definitions.filter((one) => {
          const form = formOf(one);
          return form.kind === 'url' && asksAnew(form, scheme(form, placeOf(one).path));
        });
  const distinct = edits.filter((edit, index) => edits.findIndex((one) => samePlace(one, edit)) === index);
  const reason =
    obstacle !== null
      ? inWords(obstacle)
      : input.options.schemes === 'all' && !isProven(judged)
        ? 'asked for by --schemes all'
        : provenReason(judged);
  const isMoving = obstacle === null && edits.length > 0;
  const work = isMoving ? workOf(judged) : wideningOf(judged);
  const decision = isMoving
    ? work.some((one) => one.rule === 'to-redis-url')
      ? 'converted'
      : 'rewritten'
    : work.length > 0
      ? 'widened'
      : 'left';
  return {
    changes:
      distinct.length === 0
        ? []
        : [
            {
              id,
              rule: 'env-scheme',
              edits: distinct,
              creates: [],
              needs: [...needsOf(judged), ...work.map((one) => readyChange(one.file))],
            },
          ],
    findings:
      obstacle === null || input.options.schemes === 'none'
        ? [
            ...forced.flatMap((one) => forcedFinding(names, one)),
            ...secured.map((one) => tlsAsked(whereIs(one), one.name)),
          ]
        : definitions.flatMap((one) => leftFinding(one, obstacle, input.options.schemes === 'all')),
    variables: names.flatMap((name) => {
      const own = definitions.filter((one) => one.name === name).map(placeOf);
      // `${HOST_URL:-redis://…}` names another one, which somebody else defines.
      if (own.length === 0) return [];
      const more = `; ${widenedChecks(work.length)}`;
      return {
        name,
        decision,
        reason: isMoving || work.length === 0 ? reason : reason + more,
        definitions: own,
        readers: judged.map((one) => one.reader),
      };
    }),
    work,
  };
}

function definitionsOf(names: readonly string[], input: VariablesInput): readonly Definition[] {
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

/** What stands in the way of the whole group; null when everything is proven. */
function obstacleOf(
  names: readonly string[],
  definitions: readonly Definition[],
  judged: readonly Judged[],
  input: VariablesInput,
  expected: ExpectedUrls,
): (Obstacle & { readonly more: number }) | null {
  const inDefinitions = definitions.flatMap((one) => definitionObstacle(one, judged, expected));
  const inReaders = judged.flatMap((one) => (one.verdict === 'unproven' ? [one.obstacle] : []));
  const isForced = input.options.schemes === 'all';
  // Without TLS there is none to lose.
  const losses = definitions.some(asksForTls) ? inReaders.filter((one) => one.losesTls !== undefined) : [];
  if (isForced && inDefinitions.length === 0 && losses.length === 0) return null;
  const found = [...inDefinitions, ...(isForced ? losses : inReaders)];
  const first = found[0];
  if (first !== undefined) return { ...first, more: found.length - 1 };
  const definition = definitions[0];
  const at = definition === undefined ? { path: '', line: 1 } : placeOf(definition);
  const nothing = (what: string, help: string) => ({ ...at, what, help, more: 0 });
  if (input.options.schemes === 'none')
    return nothing('stays as it is: --schemes none', 'Run without it to change proven URLs.');
  const unsearched = names.find((name) => !input.searched.has(name));
  if (unsearched !== undefined) {
    return nothing(
      `defines ${unsearched}, which was not searched for in the other files`,
      'Change the scheme by hand.',
    );
  }
  const unclear = names.find((name) => !isVariableName(name));
  if (unclear !== undefined) {
    return nothing(
      `defines ${unclear}, a name that cannot be told from others in code`,
      'Change the scheme by hand.',
    );
  }
  if (!judged.some(isClient)) {
    const help = 'Change it by hand once you know that what reads it understands valkey://.';
    const [other] = judged;
    return other === undefined
      ? nothing('defines it, and nothing in this repository reads it', help)
      : {
          ...other.reader,
          what: `gives it to ${other.reader.understands}, and no client on the wrapper reads it`,
          help: 'Nothing has to change: what reads it gets the scheme that it knows.',
          more: 0,
        };
  }
  return null;
}

function asksForTls(definition: Definition): boolean {
  const form = formOf(definition);
  return form.kind === 'url' && form.scheme === 'rediss';
}

function isProven(judged: readonly Judged[]): boolean {
  return judged.some(isClient) && judged.every((one) => one.verdict === 'proven');
}

function definitionObstacle(
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
function formOf(definition: Definition): EnvAssignment['value'] | UrlLiteral['form'] {
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

function editOf(
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

function samePlace(a: Edit, b: Edit): boolean {
  return a.path === b.path && a.start === b.start;
}

function needsOf(judged: readonly Judged[]): readonly string[] {
  return [
    ...new Set(
      judged.flatMap((one) => (one.verdict === 'proven' && one.change !== null ? [one.change] : [])),
    ),
  ].sort();
}

/** `--schemes all` moved the variable in spite of this reader. */
function forcedFinding(names: readonly string[], one: Judged): readonly Finding[] {
  if (one.verdict === 'proven') return [];
  const { path, line, what, help } = one.obstacle;
  const message = `${names.join(', ')} changes its scheme for --schemes all; this place ${what}`;
  return [{ rule: 'unproven-url', severity: 'warning', path, line, column: 1, message, help }];
}

/** The scheme stays. Where it was asked for, and TLS would be lost, that is an error. */
function leftFinding(
  definition: Definition,
  obstacle: Obstacle & { readonly more: number },
  isForced: boolean,
): readonly Finding[] {
  if (definition.kind === 'env' && definition.fact.value.kind === 'link') return [];
  const loss = isForced && obstacle.losesTls !== undefined ? `; ${obstacle.losesTls}` : '';
  const severity = loss === '' ? 'warning' : 'error';
  const message = `${definition.name} keeps its scheme: ${inWords(obstacle)}${loss}`;
  return [{ rule: 'unproven-url', severity, ...whereIs(definition), message, help: obstacle.help }];
}

function whereIs(definition: Definition): Place {
  const column = definition.kind === 'code' ? definition.url.column : definition.fact.column;
  return { ...placeOf(definition), column };
}

function inWords(obstacle: Obstacle & { readonly more: number }): string {
  const more =
    obstacle.more === 0
      ? ''
      : obstacle.more === 1
        ? ', and one more place'
        : `, and ${obstacle.more} more places`;
  return `${obstacle.path}:${obstacle.line} ${obstacle.what}${more}`;
}

function provenReason(judged: readonly Judged[]): string {
  const clients = judged.filter(isClient).length;
  const work = workOf(judged);
  const conversions = work.filter((one) => one.rule === 'to-redis-url').length;
  const checks = work.length - conversions;
  return [
    clients !== judged.length
      ? `${inNumber(clients, 'reader')} on the wrapper`
      : clients === 1
        ? 'its one reader is a client on the wrapper'
        : `all ${clients} readers are clients on the wrapper`,
    ...(conversions === 0 ? [] : [`${inNumber(conversions, 'call')} of packages get toRedisUrl(…)`]),
    ...(checks === 0 ? [] : [widenedChecks(checks)]),
  ].join(', ');
}

function widenedChecks(count: number): string {
  return `${inNumber(count, 'check')} of its scheme now ${count === 1 ? 'takes' : 'take'} all four`;
}

function inNumber(count: number, word: string): string {
  return count === 1 ? `one ${word}` : `${count} ${word}s`;
}

function placeOf(definition: Definition): { readonly path: string; readonly line: number } {
  return definition.kind === 'code'
    ? { path: definition.path, line: definition.url.line }
    : { path: definition.fact.path, line: definition.fact.line };
}
