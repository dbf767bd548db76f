import type { Engine, Finding, Options } from '../model.js';
import type { ClientUse } from './uses.js';
import { notCarried } from './carried.js';
import { cannotCompile } from './compilers.js';
import type { Survey } from './survey.js';
import { type NominalConsumer, nominalConsumers } from './tables/nominal-consumers.js';

/** What drives the wrapper of one use, and why it is not iovalkey. */
export interface EngineDecision {
  readonly engine: Engine;
  readonly reason: string;
}

/**
 * Chooses the engine by component: package scopes of one workspace that depend on each other may exchange clients, and
 * share one. A component keeps its package where iovalkey is not proven to carry what it does.
 */
export function decideEngines(
  uses: readonly ClientUse[],
  survey: Survey,
  options: Options,
): (use: ClientUse) => EngineDecision {
  if (options.engine === 'installed') {
    const asked: EngineDecision = { engine: 'installed', reason: 'as --engine installed asks' };
    return () => asked;
  }
  const own = new Map(uses.map((use) => [use, obstacleOf(use, uses, survey)]));
  const decisions = new Map<ClientUse, EngineDecision>();
  for (const component of componentsOf(uses)) {
    const kept = component.find((use) => own.get(use) !== null);
    for (const use of component) {
      const reason =
        own.get(use) ??
        (kept === undefined ? null : `${nameOf(kept)}, which exchanges clients with it, keeps its package`);
      decisions.set(
        use,
        reason === null ? { engine: 'iovalkey', reason: '' } : { engine: 'installed', reason },
      );
    }
  }
  return (use) => decisions.get(use)!;
}

/** The note on a use that keeps its package as the engine; none where that was asked for. */
export function keptEngine(
  use: ClientUse,
  { engine, reason }: EngineDecision,
  options: Options,
): readonly Finding[] {
  const site = use.sites.find((one) => one.reference.stays === null);
  if (engine !== 'installed' || options.engine === 'installed' || site === undefined) return [];
  const { path, line, column } = { path: site.facts.path, ...site.reference };
  return [
    {
      rule: 'engine-installed',
      severity: 'info',
      path,
      line,
      column,
      message: `the wrapper keeps ${use.packageName} as its engine here: ${reason}`,
      help: 'Nothing to do: imports, names and URL schemes move now; the engine can follow later without touching them.',
    },
  ];
}

function obstacleOf(use: ClientUse, uses: readonly ClientUse[], survey: Survey): string | null {
  const missing = notCarried(use, uses, survey);
  if (missing !== null) return missing;
  const compiler = cannotCompile(use, survey);
  if (compiler !== null) return compiler;
  // The files of one copied wrapper know one major of a dialect. A dialect of promises is one major, whatever number it
  // has under the two names of its package: redis 4 is a shell over @redis/client 1.
  const { dialect, major } = use.client;
  const twin =
    dialect === 'ioredis' || dialect === 'redis3'
      ? uses.find(
          ({ scope, client }) =>
            scope.directory === use.scope.directory && client.dialect === dialect && client.major !== major,
        )
      : undefined;
  if (twin !== undefined) return `${twin.packageName} is another major of the same dialect in this package`;
  const typed = use.sites.some((site) => /\.[cm]?tsx?$/.test(site.facts.path));
  const consumer = typed ? nominalConsumerOf(use) : null;
  return consumer === null
    ? null
    : `the types of ${consumer.name} ask for the original class (${consumer.where})`;
}

/** A package in the manifest whose types reject an instance of another class than the original's. */
function nominalConsumerOf(use: ClientUse): NominalConsumer | null {
  const names = new Set(use.scope.manifest?.dependencies.map((one) => one.name));
  return nominalConsumers.find((one) => one.client === use.client.target && names.has(one.name)) ?? null;
}

/** Uses of one target package, joined where one scope's manifest lists another scope. */
function componentsOf(uses: readonly ClientUse[]): readonly (readonly ClientUse[])[] {
  const components: ClientUse[][] = [];
  for (const use of uses) {
    const joined = components.filter((component) => component.some((one) => exchange(one, use)));
    const merged = [use, ...joined.flat()];
    for (const component of joined) components.splice(components.indexOf(component), 1);
    components.push(merged);
  }
  return components;
}

function exchange(a: ClientUse, b: ClientUse): boolean {
  if (a.client.target !== b.client.target) return false;
  if (a.scope.directory === b.scope.directory) return a.packageName === b.packageName;
  return lists(a, b) || lists(b, a);
}

function lists(a: ClientUse, b: ClientUse): boolean {
  const name = b.scope.manifest?.name ?? null;
  return name !== null && (a.scope.manifest?.dependencies.some((one) => one.name === name) ?? false);
}

function nameOf(use: ClientUse): string {
  return use.scope.manifest?.name ?? (use.scope.directory || 'the root package');
}
