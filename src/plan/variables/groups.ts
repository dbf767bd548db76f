import type { EnvAssignment } from '../../surfaces/env/facts.js';
import type { Mention, TextFact } from '../../surfaces/text/facts.js';
import type { FlowFact } from '../../surfaces/typescript/flow/facts.js';

/**
 * The variables that hold a Redis URL, in groups that share one decision: those whose value begins with another one
 * (`QUEUE_URL=${REDIS_URL}`), and those that share a default in the code (`A || B || 'redis://…'`).
 */
export function variableGroups(
  env: readonly EnvAssignment[],
  flow: readonly FlowFact[],
  text: readonly TextFact[],
): readonly (readonly string[])[] {
  const parents = new Map<string, string>();
  const find = (name: string): string => {
    const parent = parents.get(name) ?? name;
    return parent === name ? name : find(parent);
  };
  const join = (a: string, b: string) => {
    const [first, second] = [find(a), find(b)].sort();
    parents.set(first!, first!);
    parents.set(second!, first!);
  };
  for (const one of env) {
    if (one.value.kind !== 'link') join(one.name, one.name);
    for (const other of one.beginsWith) join(one.name, other);
  }
  const owners = new Map<string, string>();
  for (const fact of flow) {
    const name = nameOf(fact);
    if (name === null) continue;
    for (const url of fact.urls) {
      const place = `${url.file}:${url.line}:${url.column}`;
      join(name, owners.get(place) ?? name);
      owners.set(place, name);
    }
  }
  const inText = text.filter(
    (fact): fact is Mention => fact.kind === 'mention' && fact.role === 'definition',
  );
  for (const fact of inText) join(fact.name, fact.name);
  for (const fact of text) {
    if (fact.kind !== 'mention') continue;
    // A name that is defined nowhere in the repository brings a value from outside, and has no part in the decision.
    const known = fact.beginsWith.filter((other) => fact.role === 'definition' || parents.has(other));
    for (const other of known) join(fact.name, other);
  }
  const holders = new Set([...holdersOf(env, flow), ...inText.map((fact) => fact.name)].map(find));
  const groups = new Map<string, string[]>();
  for (const name of parents.keys()) {
    const root = find(name);
    if (holders.has(root)) groups.set(root, [...(groups.get(root) ?? []), name]);
  }
  return [...groups.values()].map((names) => names.sort()).sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

/** The names that hold a Redis URL by themselves: what the byte scan looks for. */
export function urlVariableNames(
  env: readonly EnvAssignment[],
  flow: readonly FlowFact[] = [],
): ReadonlySet<string> {
  return new Set(variableGroups(env, flow, []).flat());
}

function holdersOf(env: readonly EnvAssignment[], flow: readonly FlowFact[]): readonly string[] {
  return [
    ...env.filter((one) => one.value.kind !== 'link').map((one) => one.name),
    ...flow.flatMap((fact) => (fact.urls.length > 0 ? (nameOf(fact) ?? []) : [])),
  ];
}

/** The variable that a fact reads or writes. */
export function nameOf(fact: FlowFact): string | null {
  return fact.source.kind === 'env' || fact.source.kind === 'env-write' ? fact.source.name : null;
}
