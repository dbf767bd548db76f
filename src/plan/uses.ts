import type { Engine, Finding } from '../model.js';
import type { PackageScope } from '../repository/scopes.js';
import type { ModuleReference, TypeScriptFacts } from '../surfaces/typescript/facts.js';
import type { ResolvedClient } from './dialects.js';

/** A client whose dialect is known. */
export type KnownClient = Extract<ResolvedClient, { kind: 'known' }>;

/** What is known of a client package, as one scope would import it. */
export type ResolveClient = (scope: PackageScope, packageName: string) => ResolvedClient;

/** One place that names a client, with the file it stands in. */
export interface Site {
  readonly facts: TypeScriptFacts;
  readonly reference: ModuleReference;
}

/** All places of one scope that name one client package. */
export interface NamedClient {
  readonly scope: PackageScope;
  readonly packageName: string;
  readonly sites: readonly Site[];
}

/** Those of a package of which it is known what it is there. */
export interface ClientUse extends NamedClient {
  readonly client: KnownClient;
}

/** A reference that moves to the wrapper: who reads a URL through it understands what the wrapper understands. */
export interface MovedReference {
  readonly path: string;
  readonly start: number;
  readonly client: KnownClient;
  readonly engine: Engine;
  readonly change: string;
  /** What stands there now. */
  readonly specifier: string;
}

/** What becomes of the client packages of one scope, for the plan of its manifest. */
export interface ScopeOutcome {
  readonly scope: PackageScope;
  readonly change: string;
  /** What the scope imports now and its manifest does not list. */
  readonly adds: readonly { readonly name: string; readonly range: string; readonly dev: boolean }[];
  readonly packages: readonly { readonly name: string; readonly stays: readonly string[] }[];
  /** What the manifest need not list any more. */
  readonly drops?: readonly string[];
}

/** Why a reference does not move, and what to do about it. */
export interface Obstacle {
  readonly rule: string;
  readonly reason: string;
  readonly help: string;
  readonly severity?: Finding['severity'];
}

/** The id of the change that moves a scope's clients. */
export function changeOf(scope: PackageScope): string {
  return `client:${scope.directory === '' ? '.' : scope.directory}`;
}

/** A finding for a reference that does not move. */
export function staying(site: Site, obstacle: Obstacle): Finding {
  return {
    rule: obstacle.rule,
    severity: obstacle.severity ?? 'warning',
    path: site.facts.path,
    line: site.reference.line,
    column: site.reference.column,
    message: `${site.reference.specifier} stays here: ${obstacle.reason}`,
    help: obstacle.help,
  };
}

/** The reason that a place gives for keeping its package. */
export function stillNamed(site: Site): string {
  return `${site.facts.path}:${site.reference.line} still names it`;
}
