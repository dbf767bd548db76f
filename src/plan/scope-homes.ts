import { type WrapperFile, wrapperFiles, type WrapperRequest } from '../delivery/copy.js';
import { majorOf } from '../delivery/existing.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import type { EngineDecision } from './engines.js';
import { type ExistingHome, isSameFamily, mergedRequest } from './homes.js';
import { partsFor } from './parts.js';
import { type Importer, type Placement, wrapperSpecifier } from './placement.js';
import type { Survey } from './survey.js';
import type { ClientUse, Site } from './uses.js';

/** A wrapper directory with its files, for the importers that it serves. */
export interface Home {
  readonly placement: Placement;
  readonly request: WrapperRequest;
  readonly files: readonly WrapperFile[];
}

export type EngineOf = (use: ClientUse) => EngineDecision;

/** The wrapper's module of helpers for URLs. */
export const HELPERS = 'url';

/** The directory that serves the importers of one placement, with what its files have to hold. */
export function homeOf(
  placement: Placement,
  uses: readonly ClientUse[],
  moving: readonly Site[],
  asking: readonly TypeScriptFacts[],
  engineOf: EngineOf,
  survey: Survey,
  existing: readonly ExistingHome[],
): Home {
  const served = new Set(sitesOf(placement.importers, moving).map((site) => site.reference.packageName));
  const bases = baseNames(uses, existing);
  const wanted: WrapperRequest = {
    modules: uses
      .filter((use) => served.has(use.packageName))
      .map((use) => ({
        dialect: use.client.dialect,
        major: use.client.major,
        engine: engineOf(use).engine,
        packageName: use.packageName,
        range: rangeOf(use),
        fileName: bases.get(use)!,
        ...partsFor(
          { dialect: use.client.dialect, engine: engineOf(use).engine, packageName: use.packageName },
          use.scope,
          survey,
        ),
      })),
    flavour: placement.flavour,
    importers: [...placement.loaders],
    relativeExtension: internalExtension(placement),
    helpers: placement.importers.some((one) => asking.includes(one.facts)) ? [HELPERS] : [],
    declarations: placement.importers.some(readsTypes) && !placement.importers.some(isEmitted),
  };
  const { directory } = placement;
  const home = existing.find((one) => one.directory === directory && isSameFamily(one, wanted));
  const moduleType = survey.scopes.moduleTypeOf(`${directory}/index.js`);
  const request = home === undefined ? wanted : mergedRequest(home, wanted, moduleType);
  return { placement, request, files: wrapperFiles(request) };
}

/** What a manifest would list to get the package back: as it does today, or, for a name elsewhere, the version. */
function rangeOf({ client, packageName }: ClientUse): string {
  const listed = client.declaredIn?.manifest?.dependencies.find((one) => one.name === packageName)?.range;
  const isRange = listed !== undefined && majorOf(listed) === client.major;
  return isRange ? listed : `^${client.version ?? `${client.major}.0.0`}`;
}

/** Does something check types where this file is: TypeScript, or a checker or editor set up for JavaScript? */
function readsTypes({ facts, tsConfig }: Importer): boolean {
  return (
    tsConfig !== null ||
    /tsx?$/.test(facts.path) ||
    facts.references.some((one) => one.form === 'jsdoc-import')
  );
}

/** Does TypeScript write this JavaScript anew? It leaves out a file that has a declaration beside it (measured with 5.9). */
function isEmitted({ facts, tsConfig }: Importer): boolean {
  return (
    /\.[cm]?jsx?$/.test(facts.path) &&
    tsConfig?.allowJs === true &&
    !tsConfig.noEmit &&
    tsConfig.covers(facts.path)
  );
}

/** How the wrapper's files name each other: as their importers name them. */
function internalExtension(placement: Placement): string {
  if (placement.extension === '.cts') return '.cjs';
  if (placement.extension !== '.ts') return placement.extension;
  const endings = placement.importers.map((one) => {
    const specifier = wrapperSpecifier(one, placement, 'x.ts', 'esm');
    return specifier.slice(specifier.lastIndexOf('/x') + 2);
  });
  return endings.find((one) => one !== '') ?? '';
}

/** A file's name is its dialect; a second package of the same dialect in a scope adds its own name. */
export function baseNames(
  uses: readonly ClientUse[],
  existing: readonly ExistingHome[],
): ReadonlyMap<ClientUse, string> {
  const there = existing.flatMap((home) => home.request.modules);
  const names = new Map<ClientUse, string>();
  for (const use of uses) {
    const { dialect } = use.client;
    const own = use.packageName.replace(/^@/, '').replace(/[^\w]+/g, '-');
    const known = there.find((one) => one.packageName === use.packageName && one.dialect === dialect);
    const isTaken = [...names.values(), ...there.map((one) => one.fileName)].includes(dialect);
    names.set(use, known?.fileName ?? (isTaken ? `${dialect}-${own}` : dialect));
  }
  return names;
}

/** The places in the files of some importers. */
export function sitesOf(importers: readonly Importer[], sites: readonly Site[]): readonly Site[] {
  return sites.filter((site) => importers.some((importer) => importer.facts === site.facts));
}
