import type { PackageScope } from '../../repository/scopes.js';
import type { DependencyInput, PackageDecision } from '../dependencies.js';

/** Somebody's code that loads a package from a manifest. */
export interface User {
  readonly scope: PackageScope;
  readonly change: string;
  readonly decision: PackageDecision;
  /** No manifest above its code lists the package: a package manager may hoist this scope's for it, or another's. */
  readonly isPhantom: boolean;
}

/**
 * The decisions about code that loads `name` from this scope's manifest: its own, that of scopes below which do not list it, and
 * that of phantom users in the same workspace.
 */
export function usersOf(
  name: string,
  scope: PackageScope,
  { scopes, decisions }: Pick<DependencyInput, 'scopes' | 'decisions'>,
): readonly User[] {
  const root = scopes.rootOf(scope).directory;
  return decisions.flatMap((one) => {
    const lister = [one.scope, ...scopes.above(one.scope)].find((other) => lists(other, name));
    const isPhantom = lister === undefined && scopes.rootOf(one.scope).directory === root;
    if (lister?.directory !== scope.directory && !isPhantom) return [];
    const found = one.packages.find((other) => other.name === name);
    return found === undefined ? [] : [{ scope: one.scope, change: one.change, decision: found, isPhantom }];
  });
}

export function lists(scope: PackageScope, name: string): boolean {
  return scope.manifest?.dependencies.some((one) => one.name === name) ?? false;
}
