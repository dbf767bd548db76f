import type { Finding, Severity } from '../model.js';

/** Findings that say the same of several places. */
export interface FindingGroup {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly places: readonly Finding[];
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Groups by what is said, the most severe first, then by rule; places keep their order. */
export function findingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.severity, finding.message, finding.help]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()]
    .map((places) => {
      const { rule, severity, message, help } = places[0]!;
      return { rule, severity, message, help, places };
    })
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}
