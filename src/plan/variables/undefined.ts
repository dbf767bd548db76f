import type { VariableDecision } from '../../model.js';
import type { FlowFact, FlowSink } from '../../surfaces/typescript/flow/facts.js';
import { isTestPath } from '../../repository/test-path.js';
import type { VariablesInput } from './input.js';
import { readersAfter, wideningOf } from './judged.js';
import { readersOf } from './readers.js';
import { checksWiden, inWords } from './words.js';
import type { Work } from './work.js';

/**
 * Variables that nothing in the repository gives a URL, and that code reads as one. Nothing has to move, but what a
 * deployment may set is told, and a valkeys:// of it has to mean TLS to the checks in the code as well.
 */
export function planUndefined(
  known: ReadonlySet<string>,
  input: VariablesInput,
): { readonly variables: readonly VariableDecision[]; readonly work: readonly Work[] } {
  const plans = readAsUrls(input.flow)
    .filter((name) => !known.has(name))
    .flatMap((name) => {
      const judged = readersOf([name], input);
      const work = wideningOf(judged);
      if (judged.length === 0) return [];
      const obstacles = judged.flatMap((one) => (one.verdict === 'unproven' ? [one.obstacle] : []));
      const first = obstacles.find((one) => !isTestPath(one.path)) ?? obstacles[0];
      const other = judged.find(
        (one) => one.verdict === 'proven' && one.work !== null && !work.includes(one.work),
      );
      const reason = [
        'nothing in this repository gives it a URL',
        first !== undefined
          ? inWords({ ...first, more: obstacles.length - 1 })
          : other !== undefined
            ? `${other.reader.path}:${other.reader.line} gives it to ${other.reader.understands}`
            : 'what reads it takes all four schemes',
        ...(work.length === 0 ? [] : [checksWiden(work.length)]),
      ].join('; ');
      const decision = work.length > 0 ? 'widened' : 'left';
      const variable: VariableDecision = {
        name,
        decision,
        reason,
        definitions: [],
        readers: readersAfter(judged, work),
      };
      return [{ variable, work }];
    });
  return { variables: plans.map((one) => one.variable), work: plans.flatMap((one) => one.work) };
}

/** The variables that code takes for a URL: by their names, by what a client gets, or by a check of the scheme. */
export function readAsUrls(flow: readonly FlowFact[]): readonly string[] {
  const names = flow.flatMap(({ source, sinks }) => {
    const name = source.kind === 'env' || source.kind === 'mention' ? source.name : null;
    if (name === null) return [];
    const isUrl = NAMED.test(name) || (!PART.test(name) && sinks.some(takesUrl));
    return isUrl ? [name] : [];
  });
  return [...new Set(names)].sort();
}

/** `REDIS_URL`, `REDIS_CONNECTION_STRING`, and the names that hosting companies give. */
const NAMED = /(?:REDIS|VALKEY)\w*_(?:URL|URI|DSN|CONNECTION_STRING)$|^(?:REDISCLOUD|REDISTOGO|REDISGREEN)/;

/** What a client may get in the place of a URL. */
const PART = /(?:HOST|HOSTNAME|PORT|PATH|SOCKET|NODES)$/;

/** Does a variable's name say Redis, and nothing that says it holds something else than a URL? */
export function mayBeUrl(name: string): boolean {
  return /redis|valkey/i.test(name) && !PART.test(name) && !SETTING.test(name);
}

/** What a client gets beside its URL. */
const SETTING = /(?:^|_)(?:USER|USERNAME|PASS|PASSWORD|DB|PREFIX|TTL|TIMEOUT|ENABLED|DISABLED)$/;

function takesUrl(sink: FlowSink): boolean {
  // `=== 'redis'` asks for the name of a kind of store.
  if (sink.kind === 'check') return /rediss|redis:/.test(sink.what);
  return (
    sink.kind === 'client' && sink.argument === 0 && /^(?:\[\])?$|(?:^|\.)url$/.test(sink.path.join('.'))
  );
}
