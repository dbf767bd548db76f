import path from 'node:path';
import { isPublishable, type PackageScope } from '../repository/scopes.js';

/** Why a scope counts as a library; null for an application. */
export type LibraryReason = 'peer' | 'public-entry' | null;

/**
 * A scope that can be published and lets a client out through its public entry, or has the client as a peer, is a
 * library: its users would notice another client. It lets one out when code that is no test uses the client and the
 * entry exports something; an entry that exports nothing (a server's main file) marks an application.
 */
export function libraryReason(
  scope: PackageScope,
  packageName: string,
  usedOutsideTests: boolean,
  exportsSomething: (path: string) => boolean | null,
): LibraryReason {
  const manifest = scope.manifest;
  if (manifest === null) return null;
  if (manifest.dependencies.some((one) => one.group === 'peerDependencies' && one.name === packageName))
    return 'peer';
  const entries = entriesOf(manifest.json);
  if (!isPublishable(scope) || entries.length === 0 || !usedOutsideTests) return null;
  const exporting = entries.some((entry) => {
    const candidates = entryCandidates(path.posix.join(scope.directory, entry));
    const known = candidates.map(exportsSomething).filter((one) => one !== null);
    // An entry that a build makes is not in the repository, and lies in a directory of its own (dist/index.js): a
    // package that publishes a build publishes exports. `index.js`, as npm init writes it, may simply not exist.
    return known.length === 0 ? path.posix.normalize(entry).includes('/') : known.some(Boolean);
  });
  return exporting ? 'public-entry' : null;
}

/** The files that a package's users can load, as package.json names them. */
export function entriesOf(json: Readonly<Record<string, unknown>>): readonly string[] {
  const entries = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') entries.add(value);
    else if (typeof value === 'object' && value !== null)
      for (const one of Object.values(value)) collect(one);
  };
  for (const field of ['main', 'module', 'types', 'typings', 'exports']) collect(json[field]);
  return [...entries].filter((one) => !one.includes('*') && !one.endsWith('package.json'));
}

/** The files that an entry can mean: Node's resolution of a path without extension, or of a directory. */
export function entryCandidates(entry: string): readonly string[] {
  const clean = entry.replace(/\/$/, '');
  return [clean, ...['.js', '.cjs', '.mjs', '.ts', '/index.js', '/index.ts'].map((end) => `${clean}${end}`)];
}
