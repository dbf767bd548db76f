import semver from 'semver';
import type { ClientPackage, Dialect } from '../model.js';
import type { PackageScope, Scopes } from '../repository/scopes.js';
import type { Dependency, DependencyGroup, Manifest, Mention } from '../surfaces/manifest/facts.js';
import { aliasOf, CLIENT_PACKAGES, clientOf } from '../surfaces/manifest/survey.js';
import { type LocatedLockfile, type Locked, type Lockfiles, lockfilesInside } from './lockfiles.js';
import { DIALECTS, dialectOf } from './tables/dialects.js';

interface Asked {
  /** The name that the code imports. */
  readonly packageName: string;
  /** The scope that lists it: the importing one, or one above it. null for a phantom dependency. */
  readonly declaredIn: PackageScope | null;
  readonly group: DependencyGroup | null;
}

/** What an imported name is, in one scope. */
export type ResolvedClient =
  | (Asked & {
      readonly kind: 'known';
      readonly target: ClientPackage;
      readonly dialect: Dialect;
      readonly major: number;
      /** null where only a range told the major. */
      readonly version: string | null;
      /** Where it was read, for a person: `package-lock.json has ioredis 5.4.1`. */
      readonly evidence: string;
    })
  | (Asked & {
      /** `mapped`: no package, but a name of the manifest for one. */
      readonly kind: 'unknown' | 'unsupported' | 'mapped';
      readonly target: ClientPackage | null;
      readonly reason: string;
    });

/** Every name under which code can import a client package: the packages, npm aliases of them, and `#names` for them. */
export function clientNames(manifests: readonly Manifest[]): ReadonlySet<string> {
  const aliases = manifests.flatMap((manifest) =>
    manifest.dependencies
      .filter((one) => aliasOf(one.range) !== null && clientOf(one) !== null)
      .map((one) => one.name),
  );
  const own = manifests.flatMap((manifest) => [...subpathImports(manifest).keys()]);
  return new Set([...CLIENT_PACKAGES, ...aliases, ...own]);
}

/** The names in a manifest's `imports` that lead to a client, with the client. */
export function subpathImports(manifest: Manifest): ReadonlyMap<string, string> {
  return new Map(
    manifest.mentions.flatMap(({ path: [field, key = ''], name, text }) =>
      field === 'imports' && key.startsWith('#') && !key.includes('*') && key !== text ? [[key, name]] : [],
    ),
  );
}

/**
 * Finds out which API a scope's call sites were written for. The installed version decides: the lockfile's entry, else a
 * range that allows one major alone; of the scope's own manifest, else of the nearest one above it that lists the name, else
 * (a phantom dependency) of whatever the lockfile hoists.
 */
export function clientResolver(
  scopes: Scopes,
  lockfiles: Lockfiles,
): (scope: PackageScope, packageName: string) => ResolvedClient {
  const known = new Map<string, ResolvedClient>();
  return (scope, packageName) => {
    const key = `${scope.directory}\0${packageName}`;
    const found = known.get(key) ?? resolve(scope, packageName, scopes, lockfiles);
    known.set(key, found);
    return found;
  };
}

function resolve(
  scope: PackageScope,
  packageName: string,
  scopes: Scopes,
  lockfiles: Lockfiles,
): ResolvedClient {
  const mapped = scope.manifest === null ? undefined : subpathImports(scope.manifest).get(packageName);
  if (mapped !== undefined) {
    const reason = `"imports" of ${scope.manifest?.path} maps it to ${mapped}`;
    return { packageName, declaredIn: null, group: null, kind: 'mapped', target: null, reason };
  }
  for (const declaredIn of [scope, ...scopes.above(scope)]) {
    const listed = listing(declaredIn, packageName);
    if (declaredIn.manifest?.isBroken) return untold(packageName, declaredIn.manifest, listed);
    if (listed === null) continue;
    const asked = { packageName, declaredIn, group: listed.group };
    return fromDependency(asked, listed, declaredIn, scopes, lockfiles);
  }
  return phantom(scope, packageName, scopes, lockfiles);
}

/** What could be read of a broken manifest may be half of it, and nothing in it can be edited. */
function untold(packageName: string, manifest: Manifest, listed: Dependency | null): ResolvedClient {
  const target = CLIENT_PACKAGES.find((one) => one === packageName) ?? null;
  return {
    packageName,
    declaredIn: null,
    group: listed?.group ?? null,
    kind: 'unknown',
    target: listed === null ? target : clientOf(listed),
    reason: `${manifest.path} is not valid JSON`,
  };
}

/** How a manifest lists a name: what installs it counts before what only asks others for it. */
function listing(scope: PackageScope, name: string): Dependency | null {
  const all = scope.manifest?.dependencies.filter((one) => one.name === name) ?? [];
  const order: readonly DependencyGroup[] = [
    'dependencies',
    'optionalDependencies',
    'devDependencies',
    'peerDependencies',
  ];
  return (
    order.map((group) => all.find((one) => one.group === group)).find((one) => one !== undefined) ?? null
  );
}

function fromDependency(
  asked: Asked,
  listed: Dependency,
  scope: PackageScope,
  scopes: Scopes,
  lockfiles: Lockfiles,
): ResolvedClient {
  const where = scope.manifest?.path ?? 'package.json';
  const range = catalogRange(listed, scope, scopes);
  const unknown = (target: ClientPackage | null, reason: string) =>
    ({ ...asked, kind: 'unknown', target, reason }) as const;
  if (range === null)
    return unknown(null, `${where} takes ${listed.name} from a catalog that is not defined`);
  const target = clientOf({ name: listed.name, range });
  if (target === null) return unknown(null, `${where} installs something else as ${listed.name} (${range})`);
  const plain = aliasOf(range)?.range ?? range;
  if (isForeign(plain))
    return unknown(target, `${where} takes ${listed.name} from elsewhere than the registry`);

  const governing = lockfiles.governing(scope);
  const forced = isOverridden(target, scope, scopes);
  const locked = governing.flatMap((one) => {
    const member = relative(scope.directory, one.directory);
    const found = [listed.range, range]
      .map((written) => one.lockfile?.installed(member, listed.name, written) ?? null)
      .find((entry) => entry !== null);
    // Yarn files an overridden package under the range that was forced.
    const all =
      found !== undefined ? [found] : forced ? (one.lockfile?.reachable(member, listed.name) ?? []) : [];
    return all.map((entry) => ({ ...entry, from: one }));
  });
  const majors = new Set(locked.map((one) => semver.major(one.version, true)));
  if (majors.size > 1) {
    return unknown(target, `several majors of ${target} are locked: ${said(locked)}`);
  }
  const first = locked[0];
  const allowed = allowedMajors(target, plain);
  if (first !== undefined) {
    const major = semver.major(first.version, true);
    if (first.name !== target || (allowed !== null && !allowed.has(major) && !forced)) {
      return unknown(target, `${said(locked)}, but ${where} asks for ${listed.range}`);
    }
    return judge(asked, target, major, first.version, said(locked));
  }
  if (forced) {
    return unknown(
      target,
      `an override forces the version of ${target}, and no lockfile tells which is installed`,
    );
  }
  const [only, another] = [...(allowed ?? [])];
  if (only === undefined)
    return unknown(target, `${where} asks for ${listed.name} ${plain}, which is no range`);
  if (another !== undefined) {
    const unread = governing.find((one) => one.lockfile === null);
    const why =
      unread === undefined
        ? 'no lockfile tells which is installed'
        : `what ${unread.path} has installed cannot be read`;
    return unknown(target, `${where} allows several majors of ${target} (${plain}), and ${why}`);
  }
  return judge(asked, target, only, null, `${where} asks for ${target} ${plain}`);
}

/** A name that no manifest above the code lists: whatever the lockfile hoists for others is what it gets. */
function phantom(
  scope: PackageScope,
  packageName: string,
  scopes: Scopes,
  lockfiles: Lockfiles,
): ResolvedClient {
  const asked = { packageName, declaredIn: null, group: null };
  const named = CLIENT_PACKAGES.find((one) => one === packageName) ?? null;
  const found = lockfilesInside(scope, scopes, lockfiles).flatMap((one) => {
    const reachable = one.lockfile?.reachable(relative(scope.directory, one.directory), packageName) ?? [];
    return reachable.map((locked) => ({ ...locked, from: one }));
  });
  const unknown = (reason: string) => ({ ...asked, kind: 'unknown', target: named, reason }) as const;
  const first = found[0];
  if (first === undefined) return unknown(elsewhere(scope, packageName, scopes));
  const target = CLIENT_PACKAGES.find((one) => one === first.name) ?? null;
  if (target === null) return unknown(`${said(found)}: not a client`);
  if (new Set(found.map((one) => semver.major(one.version, true))).size > 1) {
    return unknown(
      `no package.json above lists ${packageName}, and several majors are installed: ${said(found)}`,
    );
  }
  return judge(asked, target, semver.major(first.version, true), first.version, said(found));
}

function elsewhere(scope: PackageScope, packageName: string, scopes: Scopes): string {
  const others = scopes.all.filter((one) => one !== scope && listing(one, packageName) !== null);
  const where = others.map((one) => one.manifest?.path).slice(0, 3);
  const reason = `no package.json above the code lists ${packageName}`;
  return where.length === 0 ? reason : `${reason} (${where.join(', ')} ${where.length > 1 ? 'do' : 'does'})`;
}

function judge(
  asked: Asked,
  target: ClientPackage,
  major: number,
  version: string | null,
  evidence: string,
): ResolvedClient {
  const dialect = dialectOf(target, major);
  if (dialect == null) {
    const age = dialect === null ? 'older' : 'newer';
    const reason = `${evidence}: ${target} ${major} is ${age} than what this program knows`;
    return { ...asked, kind: 'unsupported', target, reason };
  }
  return { ...asked, kind: 'known', target, dialect, major, version, evidence };
}

/** The majors that a range allows; null if it is no range (a tag). Majors beyond the table count as one more. */
function allowedMajors(target: ClientPackage, range: string): ReadonlySet<number> | null {
  if (semver.validRange(range, true) === null) return null;
  const published = DIALECTS.filter((row) => row.target === target).map((row) => row.major);
  const next = Math.max(...published) + 1;
  const allowed = published.filter((major) =>
    semver.intersects(range, `>=${major}.0.0-0 <${major + 1}.0.0-0`, true),
  );
  const beyond = semver.intersects(range, `>=${next}.0.0`, true)
    ? [semver.minVersion(range)?.major ?? next]
    : [];
  return new Set([...allowed, ...beyond.map((major) => Math.max(major, next))]);
}

/** What `catalog:` stands for; any other range as it is. null for a catalog without the name. */
function catalogRange(listed: Dependency, scope: PackageScope, scopes: Scopes): string | null {
  if (!listed.range.startsWith('catalog:')) return listed.range;
  const name = listed.range.slice('catalog:'.length).trim() || 'default';
  const root = scopes.rootOf(scope).directory;
  const catalog = scopes.catalogs.find((one) => one.name === name && one.directory === root);
  return catalog?.entries.find((one) => one.name === listed.name)?.range ?? null;
}

/** A fork, a patched or a local copy: what its API is, no version tells. */
function isForeign(range: string): boolean {
  return /^(?:patch|file|link|portal|git|git\+\w+|github|gitlab|bitbucket|gist|https?|ssh|workspace):|^[^@\s]+\/[^\s]+$/.test(
    range,
  );
}

function isOverridden(target: ClientPackage, scope: PackageScope, scopes: Scopes): boolean {
  const root = scopes.rootOf(scope);
  const mentions = [
    ...(scope.manifest?.mentions ?? []),
    ...(root.manifest?.mentions ?? []),
    ...scopes.workspaceFiles.filter((one) => one.directory === root.directory).flatMap((one) => one.mentions),
  ];
  return mentions.some((one) => one.name === target && forcesOwn(one));
}

/** `ioredis`, `ioredis@^5`, with Yarn's `**` in front: not what another package brings (`bullmq>ioredis`, `{ bullmq: { ioredis } }`). */
function forcesOwn({ meaning, path, text, name }: Mention): boolean {
  const depth = path[0] === 'pnpm' ? 2 : 1;
  const isKey = path.length === depth + 1 && path.at(-1) === text;
  const bare = text.replace(/^\*\*\//, '');
  return meaning === 'override' && isKey && (bare === name || bare.startsWith(`${name}@`));
}

function said(found: readonly (Locked & { readonly from: LocatedLockfile })[]): string {
  return found.map((one) => `${one.from.path} has ${one.name} ${one.version}`).join(', ');
}

function relative(directory: string, from: string): string {
  if (from === '') return directory;
  return directory === from ? '' : directory.slice(from.length + 1);
}
