import type { Change, DependencyDecision, Finding, NextStep, Options, VariableDecision } from '../model.js';
import { changesOf } from './changes.js';
import { planClients } from './clients.js';
import { type ScopeDecision, planDependencies } from './dependencies.js';
import type { Lockfiles } from './lockfiles.js';
import type { Survey } from './survey.js';
import type { ResolveClient, ScopeOutcome } from './uses.js';

/** Everything that would happen to a repository, and everything that a person must know. */
export interface FullPlan {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly variables: readonly VariableDecision[];
  readonly dependencies: readonly DependencyDecision[];
  readonly next: readonly NextStep[];
}

/** The range of iovalkey that knows all four schemes (0.3 takes valkeys:// for a path or sends it in the clear). */
const engineRange = '^0.4.0';

/** Judges across files: clients first, then the manifests that follow them, then the variables that reach them. */
export function plan(
  survey: Survey,
  lockfiles: Lockfiles,
  resolve: ResolveClient,
  options: Options,
): FullPlan {
  const clients = planClients(survey, resolve, options);
  const manifests = planDependencies({
    scopes: survey.scopes,
    lockfiles,
    decisions: clients.scopes.map((scope) => decisionOf(scope, options)),
  });
  const rename = joined(manifests.ties);
  const edits = [...clients.edits, ...manifests.edits].map((edit) => ({
    ...edit,
    change: rename(edit.change),
  }));
  const creates = clients.creates.map((creation) => ({ ...creation, change: rename(creation.change) }));
  return {
    changes: changesOf(edits, creates),
    findings: [...survey.findings, ...noticesOf(survey), ...clients.findings, ...manifests.findings],
    variables: [],
    dependencies: manifests.dependencies,
    next: manifests.next,
  };
}

function decisionOf(outcome: ScopeOutcome, options: Options): ScopeDecision {
  const { scope, change, needsEngine } = outcome;
  const stays = options.client === null ? [] : [`what ${options.client} needs is not known`];
  return {
    scope,
    change,
    adds: needsEngine === null ? [] : [{ name: 'iovalkey', range: engineRange, dev: needsEngine.dev }],
    packages: outcome.packages.map((one) => {
      const reasons = [...one.stays, ...stays];
      return { name: one.name, leaves: reasons.length === 0, stays: reasons };
    }),
  };
}

/** Changes that share an edit of a manifest are one change, under the first one's id. */
function joined(ties: readonly (readonly string[])[]): (change: string) => string {
  const names = new Map<string, string>();
  const find = (change: string): string => {
    const next = names.get(change);
    return next === undefined || next === change ? change : find(next);
  };
  for (const tie of ties) {
    const roots = tie.map(find).sort();
    for (const root of roots) names.set(root, roots[0]!);
  }
  return find;
}

function noticesOf(survey: Survey): readonly Finding[] {
  return survey.typescript.flatMap((facts) =>
    facts.notices.map((notice) => ({ ...notice, path: facts.path })),
  );
}
