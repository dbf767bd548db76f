import semver from 'semver';
import type { Edit } from '../../model.js';
import type { PackageScope, Scopes } from '../../repository/scopes.js';
import type { Catalog, Dependency, Manifest } from '../../surfaces/manifest/facts.js';
import { type BlockChange, rangeAmong } from '../../surfaces/manifest/rewrite.js';
import { rewriteCatalog } from '../../surfaces/manifest/rewrite-catalog.js';
import type { Draft } from './draft.js';

/** What the catalogs of a repository become. */
export interface CatalogChanges {
  /** In files of their own: pnpm-workspace.yaml, .yarnrc.yml. */
  readonly edits: readonly Edit[];
  /** The changes that share such a file's edits. */
  readonly ties: readonly ReadonlySet<string>[];
  /** Bun's catalogs stand in a package.json, by its path, and change with it. */
  readonly blocks: ReadonlyMap<string, readonly BlockChange[]>;
  /** The catalogs that have, or took, what was to be added. */
  readonly taken: ReadonlySet<Catalog>;
}

/** What the catalogs gain, and lose when no manifest of their workspace takes it from there any more. */
export function catalogChanges(drafts: readonly Draft[], scopes: Scopes): CatalogChanges {
  const edits: Edit[] = [];
  const ties: ReadonlySet<string>[] = [];
  const blocks = new Map<string, readonly BlockChange[]>();
  const taken = new Set<Catalog>();
  for (const catalog of scopes.catalogs) {
    const demand = demandOn(catalog, drafts, scopes);
    if (demand.changes.size === 0) continue;
    const file = scopes.workspaceFiles.find((one) => one.path === catalog.path);
    const home = drafts.find((one) => one.manifest.path === catalog.path);
    if (file !== undefined) {
      const { add, raise } = demand;
      const remove = new Set([...demand.remove, ...(raise === null ? [] : [raise.name])]);
      const splices = rewriteCatalog(file, catalog.name, { remove, add: add ?? raise });
      if (splices === null) continue;
      const change = [...demand.changes].sort()[0]!;
      edits.push(...splices.map((one) => ({ ...one, path: file.path, rule: 'catalog', change })));
      ties.push(demand.changes);
    } else if (home !== undefined && !home.manifest.isBroken) {
      const block = blockChange(catalog, home.manifest, demand);
      blocks.set(catalog.path, [...(blocks.get(catalog.path) ?? []), block]);
      for (const change of demand.changes) home.changes.add(change);
    } else continue;
    taken.add(catalog);
  }
  return { edits, ties, blocks, taken };
}

/** The catalog of its workspace that a range like `catalog:name` means. */
export function catalogNamed(range: string, scope: PackageScope, scopes: Scopes): Catalog | null {
  if (!range.startsWith('catalog:')) return null;
  const name = range.slice('catalog:'.length).trim() || 'default';
  const root = scopes.rootOf(scope).directory;
  return scopes.catalogs.find((one) => one.name === name && one.directory === root) ?? null;
}

export function catalogReference(catalog: Catalog): string {
  return catalog.name === 'default' ? 'catalog:' : `catalog:${catalog.name}`;
}

/** A range that may install something below the lowest version that another one allows. */
export function isBelow(range: string, wanted: string): boolean {
  if (semver.validRange(range) === null) return false;
  const lowest = semver.minVersion(range);
  const needed = semver.minVersion(wanted);
  return lowest !== null && needed !== null && semver.lt(lowest, needed);
}

interface Entry {
  readonly name: string;
  readonly range: string;
}

/** What the drafts ask of one catalog, and the changes that ask. */
interface Demand {
  readonly remove: ReadonlySet<string>;
  readonly add: Entry | null;
  /** It is there already, with a range that is too old. */
  readonly raise: Entry | null;
  readonly changes: ReadonlySet<string>;
}

function demandOn(catalog: Catalog, drafts: readonly Draft[], scopes: Scopes): Demand {
  const takes = (one: Dependency, { manifest }: Draft) =>
    catalogNamed(one.range, { directory: manifest.directory, manifest }, scopes) === catalog;
  const wants = (draft: Draft) => [...draft.added, ...draft.raised].filter((one) => one.catalog === catalog);
  const leaves = (draft: Draft) => draft.removed.filter((one) => takes(one, draft));
  const isLeft = (name: string) =>
    drafts.some((draft) =>
      draft.manifest.dependencies.some(
        (one) => one.name === name && takes(one, draft) && !draft.removed.includes(one),
      ),
    );
  const users = drafts.filter((draft) => wants(draft).length + leaves(draft).length > 0);
  const gone = users.flatMap(leaves).map((one) => one.name);
  const wanted = users.flatMap(wants)[0];
  const present = catalog.entries.find((one) => one.name === wanted?.name);
  const ranges = catalog.entries.filter((one) => one !== present).map((one) => one.range);
  const entry = wanted === undefined ? null : { name: wanted.name, range: rangeAmong(ranges, wanted.range) };
  return {
    remove: new Set(gone.filter((name) => !isLeft(name))),
    add: present === undefined ? entry : null,
    raise: present !== undefined && entry !== null && isBelow(present.range, entry.range) ? entry : null,
    changes: new Set(users.flatMap((draft) => [...draft.changes])),
  };
}

function blockChange(catalog: Catalog, manifest: Manifest, { remove, add, raise }: Demand): BlockChange {
  return {
    path: blockPath(catalog, manifest),
    remove,
    add: add === null ? [] : [{ ...add, beside: [...remove] }],
    set: new Map(raise === null ? [] : [[raise.name, raise.range]]),
  };
}

/** Bun reads catalogs from `workspaces` and from the top level. */
function blockPath({ name }: Catalog, manifest: Manifest): readonly string[] {
  const tails = [...(name === 'default' ? [['catalog']] : []), ['catalogs', name]];
  const paths = tails.flatMap((tail) => [['workspaces', ...tail], tail]);
  const isThere = (path: readonly string[]) =>
    manifest.blocks.some((block) => block.path.join('\0') === path.join('\0'));
  return paths.find(isThere) ?? paths[0]!;
}
