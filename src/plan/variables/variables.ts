import type { Change, Finding, VariableDecision } from '../../model.js';
import { isTestPath } from '../../repository/test-path.js';
import type { PlainUrl } from '../../surfaces/redis-url.js';
import { isTouched, isVariableName } from '../../surfaces/typescript/flow/facts.js';
import {
  asksForTls,
  type Definition,
  definitionObstacle,
  definitionsOf,
  editOf,
  formOf,
  placeOf,
  samePlace,
  whereIs,
} from './definitions.js';
import { variableGroups } from './groups.js';
import type { VariablesInput } from './input.js';
import { isClient, type Judged, readersAfter, wideningOf, workOf } from './judged.js';
import { type ExpectedUrls, expectedUrls, planLiterals, tlsFor } from './literals.js';
import { readersOf } from './readers.js';
import { asksAnew, schemeFor, tlsAsked } from './schemes.js';
import { planUndefined } from './undefined.js';
import { checksWiden, inWords, provenReason, type Standing } from './words.js';
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
    findings: [...plans.flatMap((plan) => plan.findings), ...literals.findings, ...loneChecks(input, work)],
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

/** Checks that no value of a known variable comes to: a person has to look where theirs comes from. */
function loneChecks(input: VariablesInput, work: readonly Work[]): readonly Finding[] {
  if (input.moved.length === 0) return [];
  return input.flow.flatMap(({ source, path, line, column }) => {
    if (source.kind !== 'lone-check') return [];
    // A value of another file comes to it, and it takes all four now.
    if (
      work.some(
        (one) => one.rule === 'scheme-check' && one.file === path && isTouched(source.span, one.edits),
      )
    )
      return [];
    const message = `${source.what}: valkey:// and valkeys:// are not known there`;
    const help =
      'Let it take them as it takes redis:// and rediss://, or ignore this where the value is another one.';
    return [{ rule: 'narrow-check', severity: 'warning', path, line, column, message, help } as const];
  });
}

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
        : edits.length === 0
          ? `${provenReason(judged)}; its URL comes from outside of this repository`
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
      const more = `; ${checksWiden(work.length)}`;
      return {
        name,
        decision,
        reason: isMoving || work.length === 0 ? reason : reason + more,
        definitions: own,
        readers: readersAfter(judged, work),
      };
    }),
    work,
  };
}

/** What stands in the way of the whole group; null when everything is proven. */
function obstacleOf(
  names: readonly string[],
  definitions: readonly Definition[],
  judged: readonly Judged[],
  input: VariablesInput,
  expected: ExpectedUrls,
): Standing | null {
  const inDefinitions = definitions.flatMap((one) => definitionObstacle(one, judged, expected));
  const inReaders = judged.flatMap((one) => (one.verdict === 'unproven' ? [one.obstacle] : []));
  const isForced = input.options.schemes === 'all';
  // Without TLS there is none to lose.
  const losses = definitions.some(asksForTls) ? inReaders.filter((one) => one.losesTls !== undefined) : [];
  if (isForced && inDefinitions.length === 0 && losses.length === 0) return null;
  const found = [...inDefinitions, ...(isForced ? losses : inReaders)];
  // What runs comes before the tests of it: who is to act wants to know what a deployment would meet.
  const first = found.find((one) => !isTestPath(one.path)) ?? found[0];
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

function isProven(judged: readonly Judged[]): boolean {
  return judged.some(isClient) && judged.every((one) => one.verdict === 'proven');
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
function leftFinding(definition: Definition, obstacle: Standing, isForced: boolean): readonly Finding[] {
  if (definition.kind === 'env' && definition.fact.value.kind === 'link') return [];
  const loss = isForced && obstacle.losesTls !== undefined ? `; ${obstacle.losesTls}` : '';
  const severity = loss === '' ? 'warning' : 'error';
  const message = `${definition.name} keeps its scheme: ${inWords(obstacle)}${loss}`;
  return [{ rule: 'unproven-url', severity, ...whereIs(definition), message, help: obstacle.help }];
}
