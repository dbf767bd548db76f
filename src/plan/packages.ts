import { lt, minVersion, validRange } from 'semver';
import type { PackageScope, Scopes } from '../repository/scopes.js';
import type { Lockfiles } from './lockfiles.js';

/** Tells the version of a package that a file would load: as a lockfile has it, else the least that a manifest allows. */
export function versions(
  scopes: Scopes,
  lockfiles: Lockfiles,
): (file: string, name: string) => string | null {
  return (file, name) => {
    const own = scopes.of(file);
    const lister = [own, ...scopes.above(own)].find((scope) => rangeIn(scope, name) !== null);
    const range = lister === undefined ? null : rangeIn(lister, name);
    if (lister === undefined || range === null) return null;
    for (const { directory, lockfile } of lockfiles.governing(lister)) {
      const member = directory === '' ? lister.directory : lister.directory.slice(directory.length + 1);
      const locked = lockfile?.installed(member, name, range);
      if (locked !== undefined && locked !== null) return locked.version;
    }
    return leastOf(range);
  };
}

/** The least version that a range allows; null for what is no range (`latest`, `workspace:*`). */
export function leastOf(range: string): string | null {
  return validRange(range) === null ? null : (minVersion(range)?.version ?? null);
}

/** Whether a range lets in versions before one. */
export function isOlder(range: string, version: string): boolean {
  const least = leastOf(range);
  return least !== null && lt(least, version);
}

/** Whether one package is the other, or lists it, or lists one that does. */
export function dependsOn(scope: PackageScope, other: PackageScope, all: readonly PackageScope[]): boolean {
  const seen = new Set<string>();
  const open = [scope];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.directory === other.directory) return true;
    if (seen.has(one.directory)) continue;
    seen.add(one.directory);
    const listed = new Set(one.manifest?.dependencies.map((dependency) => dependency.name));
    open.push(...all.filter(({ manifest }) => manifest?.name != null && listed.has(manifest.name)));
  }
  return false;
}

function rangeIn({ manifest }: PackageScope, name: string): string | null {
  return manifest?.dependencies.find((one) => one.name === name)?.range ?? null;
}
