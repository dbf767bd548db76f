import picomatch from 'picomatch';
import type { Catalog, Manifest, WorkspaceFile } from '../surfaces/manifest/facts.js';

/** The nearest package.json that has a name or dependencies, and the files it owns. */
export interface PackageScope {
  /** '' for the repository's root. */
  readonly directory: string;
  /** null for files above which no package.json makes a scope. */
  readonly manifest: Manifest | null;
}

export interface Scopes {
  readonly all: readonly PackageScope[];
  readonly catalogs: readonly Catalog[];
  readonly workspaceFiles: readonly WorkspaceFile[];
  /** The scope that owns a file. */
  of(path: string): PackageScope;
  /** How Node takes a `.js` file: by `type` of the nearest package.json of any kind. */
  moduleTypeOf(path: string): 'module' | 'commonjs';
  /** The root of the workspace that a scope is a member of; the scope itself outside of any. */
  rootOf(scope: PackageScope): PackageScope;
  /** The scopes whose node_modules Node looks into after the scope's own, nearest first. */
  above(scope: PackageScope): readonly PackageScope[];
}

/** Divides a repository into package scopes. `moduleTypeOf` sees all manifests; one that only sets `type` is no scope. */
export function scopesOf(
  manifests: readonly Manifest[],
  workspaceFiles: readonly WorkspaceFile[] = [],
): Scopes {
  const nearestManifest = nearest(new Map(manifests.map((one) => [one.directory, one])));
  const own = manifests.filter(isScope).map((manifest) => ({ directory: manifest.directory, manifest }));
  const scopes = new Map<string, PackageScope>(own.map((one) => [one.directory, one]));
  if (!scopes.has('')) scopes.set('', { directory: '', manifest: null });
  const nearestScope = nearest(scopes);
  const rootless: PackageScope = { directory: '', manifest: null };
  const above = remembered((scope: PackageScope) =>
    parents(scope.directory).flatMap((directory) => scopes.get(directory) ?? []),
  );
  const isRootOf = memberships(manifests, workspaceFiles);
  const rootOf = remembered(
    (scope: PackageScope) =>
      above(scope).find((one) => isRootOf(one.directory, scope.directory)) ??
      scopes.get(scope.directory) ??
      scope,
  );
  return {
    all: [...scopes.values()],
    catalogs: [...manifests, ...workspaceFiles].flatMap((one) => one.catalogs),
    workspaceFiles,
    of: (path) => nearestScope(directoryOf(path)) ?? rootless,
    moduleTypeOf: (path) => nearestManifest(directoryOf(path))?.type ?? 'commonjs',
    above,
    rootOf,
  };
}

/**
 * It can be published, and has an entry that others import. npm publishes nothing that is private or has no version, and
 * Node runs no TypeScript from node_modules: a package whose entries are sources is for its own workspace. One that is
 * started and says nothing of what others would get is a program, whatever `npm init` wrote into its `main` (of 46
 * packages in public repositories that list a client and are not private, 13 have a start script: all of them programs).
 */
export function isPublishable({ manifest }: PackageScope): boolean {
  if (manifest === null || manifest.isPrivate || manifest.name === null) return false;
  const { json } = manifest;
  if (json.version === undefined || isStarted(json)) return false;
  const entries = ['main', 'module', 'exports', 'types', 'typings'].flatMap((field) =>
    stringsIn(json[field]),
  );
  const isSource = (entry: string) => /(?<!\.d)\.[cm]?tsx?$/.test(entry);
  return entries.length > 0 && (json.publishConfig !== undefined || !entries.every(isSource));
}

const OFFERED = ['files', 'types', 'typings', 'exports', 'module', 'publishConfig'] as const;

function isStarted(json: Readonly<Record<string, unknown>>): boolean {
  const { scripts } = json;
  if (typeof scripts !== 'object' || scripts === null || !('start' in scripts)) return false;
  return !OFFERED.some((field) => json[field] !== undefined);
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function remembered<T>(answer: (scope: PackageScope) => T): (scope: PackageScope) => T {
  const known = new Map<string, T>();
  return (scope) => {
    const found = known.get(scope.directory) ?? answer(scope);
    known.set(scope.directory, found);
    return found;
  };
}

/** The nearest of some directories' values: a directory's own, else its parents'. */
function nearest<T>(values: ReadonlyMap<string, T>): (directory: string) => T | undefined {
  const known = new Map<string, T | undefined>();
  const find = (directory: string): T | undefined => {
    if (known.has(directory)) return known.get(directory);
    const found = values.get(directory) ?? (directory === '' ? undefined : find(directoryOf(directory)));
    known.set(directory, found);
    return found;
  };
  return find;
}

function isScope(manifest: Manifest): boolean {
  return manifest.isBroken || manifest.name !== null || manifest.dependencies.length > 0;
}

/** Asks whether a directory is the root of the workspace that another belongs to. */
function memberships(
  manifests: readonly Manifest[],
  workspaceFiles: readonly WorkspaceFile[],
): (root: string, member: string) => boolean {
  const matchers = new Map<string, (member: string) => boolean>();
  const add = (directory: string, patterns: readonly string[] | null) => {
    if (patterns === null) return;
    const matches = matcher(patterns);
    const before = matchers.get(directory);
    matchers.set(directory, before === undefined ? matches : (member) => before(member) || matches(member));
  };
  for (const manifest of manifests) add(manifest.directory, manifest.workspaces);
  for (const file of workspaceFiles) add(file.directory, file.packages);
  return (root, member) => {
    const relative = root === '' ? member : member.slice(root.length + 1);
    return matchers.get(root)?.(relative) ?? false;
  };
}

/** Later patterns that begin with `!` take members out, as npm, pnpm, Yarn and Bun all do. */
function matcher(patterns: readonly string[]): (directory: string) => boolean {
  const clean = (pattern: string) => pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  const wanted = patterns.filter((one) => !one.startsWith('!')).map(clean);
  const unwanted = patterns.filter((one) => one.startsWith('!')).map((one) => clean(one.slice(1)));
  const isWanted = picomatch(wanted, { dot: true });
  const isUnwanted = unwanted.length === 0 ? () => false : picomatch(unwanted, { dot: true });
  return (directory) => isWanted(directory) && !isUnwanted(directory);
}

function parents(directory: string): readonly string[] {
  const found: string[] = [];
  for (let at = directory; at !== ''; ) {
    at = directoryOf(at);
    found.push(at);
  }
  return found;
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
