import type { Finding, Options } from '../model.js';
import { type EngineDecision, keptEngine } from './engines.js';
import type { ExistingHome, MigratedUse } from './homes.js';
import { partsFor } from './parts.js';
import { engineRange } from './scope-plan.js';
import type { Survey } from './survey.js';
import { changeOf, type ClientUse, type ScopeOutcome } from './uses.js';

/** What becomes of the copies that earlier runs left, before new importers join them. */
export interface SettledCopies {
  /** With the engines that they shall have. */
  readonly homes: readonly ExistingHome[];
  /** What a change of engine asks of the manifests. */
  readonly outcomes: readonly ScopeOutcome[];
  readonly findings: readonly Finding[];
}

/**
 * Decides anew what drives each copy. One that kept its package moves to iovalkey as soon as that is proven; one on
 * iovalkey gets its package back when that is asked for, or when new code needs it. No import changes.
 */
export function settleCopies(
  homes: readonly ExistingHome[],
  migrated: readonly MigratedUse[],
  joining: readonly ClientUse[],
  engineOf: (use: ClientUse) => EngineDecision,
  survey: Survey,
  options: Options,
): SettledCopies {
  const findings: Finding[] = [];
  const settled = homes.map((home): ExistingHome => {
    const modules = home.request.modules.map((module) => {
      const one = migrated.find((other) => other.home === home && other.module === module);
      const asIs = { ...module, ...partsFor(module, home.scope, survey) };
      if (home.isFixed || one === undefined || isHandedOn(one)) return asIs;
      const decision = engineOf(one.use);
      const isAsked = options.engine === 'installed' || joining.some((use) => isSameClient(use, one.use));
      if (module.engine === 'iovalkey' && decision.engine === 'installed' && !isAsked) {
        findings.push(...unproven(one.use, decision.reason));
        return asIs;
      }
      findings.push(...keptEngine(one.use, decision, options));
      const { engine } = decision;
      return { ...module, engine, ...partsFor({ ...module, engine }, home.scope, survey) };
    });
    return { ...home, request: { ...home.request, modules } };
  });
  return { homes: settled, outcomes: outcomesOf(homes, settled, survey), findings };
}

function isSameClient(a: ClientUse, b: ClientUse): boolean {
  return a.scope.directory === b.scope.directory && a.packageName === b.packageName;
}

/** The module goes somewhere as a value, and what is asked of it there cannot be seen. */
function isHandedOn({ use }: MigratedUse): boolean {
  return use.sites.some((site) => site.reference.stays !== null);
}

function unproven(use: ClientUse, reason: string): readonly Finding[] {
  const [site] = use.sites;
  if (site === undefined) return [];
  return [
    {
      rule: 'engine-unproven',
      severity: 'warning',
      path: site.facts.path,
      line: site.reference.line,
      column: site.reference.column,
      message: `the wrapper runs on iovalkey here, and ${reason}`,
      help: `Test that place, or run with --engine installed, which has ${use.packageName} drive the wrapper again.`,
    },
  ];
}

function outcomesOf(
  before: readonly ExistingHome[],
  after: readonly ExistingHome[],
  survey: Survey,
): readonly ScopeOutcome[] {
  return after.flatMap((home, index) => {
    const swapped = home.request.modules.filter(
      (module, at) => module.engine !== before[index]!.request.modules[at]!.engine,
    );
    if (swapped.length === 0) return [];
    const toIovalkey = swapped.filter((module) => module.engine === 'iovalkey');
    const back = swapped.filter((module) => module.engine === 'installed');
    return [
      {
        scope: home.scope,
        change: changeOf(home.scope),
        adds: [
          ...(toIovalkey.length > 0 ? [{ name: 'iovalkey', range: engineRange, dev: false }] : []),
          ...back.map(({ packageName, range, major }) => ({
            name: packageName,
            range: range ?? `^${major}.0.0`,
            dev: false,
          })),
        ],
        packages: swapped.map(({ packageName, engine }) => ({
          name: packageName,
          stays: engine === 'iovalkey' ? [] : ['the wrapper drives it: as --engine installed asks'],
        })),
        drops: back.length > 0 && !needsEngine(home, after, survey) ? ['iovalkey'] : [],
      },
    ];
  });
}

/** Does anything still load iovalkey from the manifest that a copy gets it from? */
function needsEngine(home: ExistingHome, all: readonly ExistingHome[], survey: Survey): boolean {
  const lister = [home.scope, ...survey.scopes.above(home.scope)].find((scope) =>
    scope.manifest?.dependencies.some((one) => one.name === 'iovalkey'),
  );
  const directory = lister?.directory ?? home.scope.directory;
  const isBelow = (path: string) => directory === '' || path.startsWith(`${directory}/`);
  return (
    survey.namesEngine.some(isBelow) ||
    all.some(
      (one) =>
        isBelow(`${one.directory}/`) && one.request.modules.some((module) => module.engine === 'iovalkey'),
    )
  );
}
