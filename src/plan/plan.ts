import type { Change, DependencyDecision, Finding, NextStep, Options, VariableDecision } from '../model.js';
import { inspectWrapperFile } from '../delivery/copy.js';
import type { PackageScope } from '../repository/scopes.js';
import { changesOf } from './changes.js';
import { type ClientPlan, planClients } from './clients.js';
import { type ScopeDecision, planDependencies } from './dependencies.js';
import { expectedErrorFindings } from './expected-errors.js';
import type { Lockfiles } from './lockfiles.js';
import type { ExistingWrapper, Survey } from './survey.js';
import { tracingFindings } from './tracing.js';
import { changeOf, type ResolveClient, type ScopeOutcome } from './uses.js';
import { wrapperToolFindings } from './wrapper-tools.js';
import { buildablePackages } from './variables/images.js';
import type { VariablesInput } from './variables/input.js';
import { planVariables } from './variables/variables.js';
import { dependsOn, versions } from './packages.js';

/** Everything that would happen to a repository, and everything that a person must know. */
export interface FullPlan {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly variables: readonly VariableDecision[];
  /** The change that moves a variable, by its name. */
  readonly moves: ReadonlyMap<string, string>;
  readonly dependencies: readonly DependencyDecision[];
  readonly next: readonly NextStep[];
}

/** Judges across files: clients first, then the manifests that follow them, then the variables that reach them. */
export function plan(
  survey: Survey,
  lockfiles: Lockfiles,
  resolve: ResolveClient,
  options: Options,
): FullPlan {
  const first = planClients(survey, resolve, options);
  const asked = planVariables(variablesInput(survey, lockfiles, options, first, [])).helperUsers;
  // What variables ask of the wrapper is known once it is known which clients move: then it is planned with them.
  const clients = asked.length === 0 ? first : planClients(survey, resolve, options, asked);
  const manifests = planDependencies({
    scopes: survey.scopes,
    lockfiles,
    decisions: withWrappers(
      clients.scopes.map((scope) => decisionOf(scope, survey, options)),
      clients.drivers,
      survey,
    ),
  });
  const rename = joined([...clients.ties, ...manifests.ties]);
  const edits = [...clients.edits, ...manifests.edits].map((edit) => ({
    ...edit,
    change: rename(edit.change),
  }));
  const creates = clients.creates.map((creation) => ({ ...creation, change: rename(creation.change) }));
  const deletes = clients.deletes.map((deletion) => ({ ...deletion, change: rename(deletion.change) }));
  const variables = planVariables(variablesInput(survey, lockfiles, options, clients, asked, rename));
  return {
    changes: [...changesOf(edits, creates, deletes), ...variables.changes],
    findings: [
      ...survey.findings,
      ...noticesOf(survey),
      ...clients.findings,
      ...manifests.findings,
      ...variables.findings,
      ...tracingFindings(survey.tracing, clients.moved, survey.scopes),
      ...expectedErrorFindings(clients.moved, survey),
      ...editedWrappers(survey),
      ...wrapperToolFindings(clients.creates, survey),
    ],
    variables: variables.variables,
    moves: variables.moves,
    dependencies: manifests.dependencies,
    next: manifests.next,
  };
}

/** What the plan of variables rests on. A file that was not `asked` for helpers is taken as one that could have them. */
function variablesInput(
  survey: Survey,
  lockfiles: Lockfiles,
  options: Options,
  clients: ClientPlan,
  asked: readonly string[],
  named: (change: string) => string = (change) => change,
): VariablesInput {
  const places = new Map(survey.typescript.map((facts) => [facts.path, facts.importPlace]));
  return {
    ...survey.variables,
    moved: clients.moved.map((one) => ({ ...one, dialect: one.client.dialect, change: named(one.change) })),
    wrappers: wrappersOf(survey),
    images: buildablePackages(survey),
    dependencies: [
      ...survey.scopes.all.flatMap(({ manifest }) =>
        (manifest?.dependencies ?? []).map((one) => ({ ...one, path: manifest!.path })),
      ),
      ...survey.foreignDependencies,
    ],
    options,
    helperFor: (file) => {
      const place = places.get(file);
      const helper = asked.includes(file) ? clients.helpers.get(file) : { specifier: '', change: null };
      if (place === undefined || helper === undefined || options.client !== null) return null;
      return { ...helper, change: helper.change === null ? null : named(helper.change), place };
    },
    versionOf: versions(survey.scopes, lockfiles),
    dependsOn: (file, other) => dependsOn(survey.scopes.of(file), survey.scopes.of(other), survey.scopes.all),
  };
}

function decisionOf(outcome: ScopeOutcome, survey: Survey, options: Options): ScopeDecision {
  const { scope, change, adds } = outcome;
  const stays = options.client === null ? [] : [`what ${options.client} needs is not known`];
  return {
    scope,
    change,
    adds,
    drops: outcome.drops ?? [],
    packages: outcome.packages.map((one) => {
      const reasons = [...one.stays, ...stays, ...stillLoaded(one.name, scope, survey)];
      return { name: one.name, leaves: reasons.length === 0, stays: reasons };
    }),
  };
}

/** Places of a scope, reported and not rewritten, that may load a package by its name when the program runs. */
function stillLoaded(name: string, scope: PackageScope, survey: Survey): readonly string[] {
  const noticed = survey.typescript.flatMap(({ path, notices }) =>
    notices.flatMap(({ loads, line }) => (loads === name ? [{ path, line }] : [])),
  );
  const elsewhere = survey.loads.filter((one) => one.packageName === name);
  return [...noticed, ...elsewhere]
    .filter(({ path }) => survey.scopes.of(path).directory === scope.directory)
    .map(({ path, line }) => `${path}:${line} may load it`);
}

/** A package stays in the manifest of a scope whose wrapper, made by an earlier run, drives it. */
function withWrappers(
  decisions: readonly ScopeDecision[],
  wrappers: readonly ExistingWrapper[],
  survey: Survey,
): readonly ScopeDecision[] {
  const all = new Map(decisions.map((one) => [one.scope.directory, one]));
  for (const wrapper of wrappers) {
    const scope = survey.scopes.of(wrapper.path);
    const known = all.get(scope.directory) ?? {
      scope,
      change: changeOf(scope),
      adds: [],
      drops: [],
      packages: [],
    };
    const driven = [...survey.clientNames].filter((name) => drives(wrapper.text, name));
    const stays = [`the wrapper ${wrapper.path} drives it`];
    const packages = known.packages.map((one) =>
      driven.includes(one.name) ? { ...one, leaves: false, stays: [...one.stays, ...stays] } : one,
    );
    const more = driven
      .filter((name) => !packages.some((one) => one.name === name))
      .map((name) => ({ name, leaves: false, stays }));
    all.set(scope.directory, { ...known, packages: [...packages, ...more] });
  }
  return [...all.values()];
}

function drives(wrapper: string, packageName: string): boolean {
  return wrapper.includes(`'${packageName}'`) || wrapper.includes(`"${packageName}"`);
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

/** Copies of the wrapper that were edited by hand: no later version replaces them. */
function editedWrappers(survey: Survey): readonly Finding[] {
  return survey.wrappers.flatMap(({ path, text }) => {
    const found = inspectWrapperFile(text);
    if (found.kind !== 'ours' || !found.edited) return [];
    return {
      rule: 'edited-wrapper',
      severity: 'warning',
      path,
      line: 1,
      column: 1,
      message: 'this copy of the client wrapper was edited since valkey-codemod wrote it',
      help: 'Move what was added into a module of your own that imports the wrapper, and restore this file.',
    } as const;
  });
}

/** The wrapper modules and helpers that an earlier run made; other parts that only they load are none. */
function wrappersOf(survey: Survey): VariablesInput['wrappers'] {
  return survey.wrappers.flatMap(({ path, text }): VariablesInput['wrappers'] => {
    const found = inspectWrapperFile(text);
    if (found.kind !== 'ours') return [];
    if (found.dialect !== undefined) return [{ path, dialect: found.dialect }];
    return /(?:^|\/)url\.\w+$/.test(path) ? [{ path, dialect: null }] : [];
  });
}

function noticesOf(survey: Survey): readonly Finding[] {
  return survey.typescript.flatMap((facts) =>
    facts.notices.map((notice) => ({ ...notice, path: facts.path })),
  );
}
