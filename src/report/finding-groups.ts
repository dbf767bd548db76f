import type { Finding, Severity } from '../model.js';

/** Findings that say the same of several places, or nearly: then `said` of each place is what differs. */
export interface FindingGroup {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly places: readonly Place[];
}

export interface Place extends Finding {
  /** What stands for the `…` of the group's message here; nothing where all places say the same. */
  readonly said: string;
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** So many messages of one rule are read one by one; more of them become one group. */
const FEW = 3;

/** Groups by what is said, the most severe first, then by rule; places keep their order. */
export function findingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  return groupedBy(findings, ({ rule, severity, help }) => JSON.stringify([rule, severity, help]))
    .flatMap((alike) => {
      const same = groupedBy(alike, ({ message }) => message);
      return same.length > FEW ? [nearlyTheSame(alike)] : same.map(theSame);
    })
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}

function groupedBy(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group) group.push(finding);
    else groups.set(keyOf(finding), [finding]);
  }
  return [...groups.values()];
}

function theSame(findings: readonly Finding[]): FindingGroup {
  const { rule, severity, message, help } = findings[0]!;
  return { rule, severity, message, help, places: findings.map((finding) => ({ ...finding, said: '' })) };
}

/** One message of the words that all have in common at its ends. */
function nearlyTheSame(findings: readonly Finding[]): FindingGroup {
  const messages = findings.map(({ message }) => message.split(' '));
  const shortest = Math.min(...messages.map((words) => words.length));
  const first = messages[0]!;
  let head = 0;
  while (head < shortest && messages.every((words) => words[head] === first[head])) head++;
  let tail = 0;
  while (tail < shortest - head && messages.every((words) => words.at(-1 - tail) === first.at(-1 - tail)))
    tail++;
  const end = first.length - tail;
  return {
    ...theSame(findings),
    message: [...first.slice(0, head), '…', ...first.slice(end)].join(' '),
    places: findings.map((finding, index) => {
      const words = messages[index]!;
      return { ...finding, said: words.slice(head, words.length - tail).join(' ') };
    }),
  };
}
