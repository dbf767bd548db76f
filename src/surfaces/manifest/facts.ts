import type { Position, Span } from '../../model.js';

/** The groups of package.json in which a package lists what it needs. */
export type DependencyGroup =
  | 'dependencies'
  | 'devDependencies'
  | 'peerDependencies'
  | 'optionalDependencies';

/** One `"name": "range"`, where it stands. */
export interface Dependency extends Position {
  readonly group: DependencyGroup;
  readonly name: string;
  /** As written: a range, `catalog:`, `npm:redis@3`, `workspace:*`, a URL … */
  readonly range: string;
  /** The key and the value, both with their quotes. */
  readonly key: Span;
  readonly value: Span;
}

/** A property of an object of package.json. */
export interface Property {
  readonly name: string;
  readonly key: Span;
  readonly value: Span;
  /** The value, when it is a string. */
  readonly text: string | null;
}

/** An object of package.json, braces included: what an edit of one of its properties needs to know. */
export interface Block extends Span {
  /** The names on the way to it: `['pnpm', 'overrides']`; [] for the whole. */
  readonly path: readonly string[];
  readonly properties: readonly Property[];
}

/** What it means that a field names a package; `fields.ts` says which field means what. */
export type Meaning =
  /** It forces a version, here or for the dependencies of others. */
  | 'override'
  /** It changes the package's files, or what its manifest says. */
  | 'patch'
  /** The package is shipped inside this one. */
  | 'bundle'
  /** It says something about a dependency that is listed elsewhere in the file. */
  | 'meta'
  /** A module name is mapped to another. */
  | 'alias'
  /** A command line that names the package as a module. */
  | 'script'
  /** A tool's list of names. */
  | 'tool';

/** A string outside the dependency groups that names a client package: a key or a value. */
export interface Mention extends Position {
  readonly meaning: Meaning;
  /** The names on the way to it, itself included if it is a key. */
  readonly path: readonly string[];
  /** The package that it names. */
  readonly name: string;
  /** The whole string. */
  readonly text: string;
}

/** A named set of ranges that a workspace shares (`catalog:`, `catalog:name`). */
export interface Catalog {
  /** The file that defines it: pnpm-workspace.yaml, .yarnrc.yml or a package.json (Bun). */
  readonly path: string;
  /** The directory whose workspace it serves. */
  readonly directory: string;
  /** `default` for the one that `catalog:` means. */
  readonly name: string;
  readonly entries: readonly CatalogEntry[];
}

export interface CatalogEntry extends Position {
  readonly name: string;
  readonly range: string;
}

/** A package.json. */
export interface Manifest {
  readonly path: string;
  /** '' for the repository's root. */
  readonly directory: string;
  readonly text: string;
  /** It is no valid JSON: what is known of it is a guess, and nothing in it is edited. */
  readonly isBroken: boolean;
  readonly name: string | null;
  readonly isPrivate: boolean;
  readonly type: 'module' | 'commonjs';
  readonly packageManager: string | null;
  /** The patterns of `workspaces`, null without any. */
  readonly workspaces: readonly string[] | null;
  readonly files: readonly string[] | null;
  /** The whole, for fields that few ask for: main, exports, types, jest, engines … */
  readonly json: Readonly<Record<string, unknown>>;
  readonly dependencies: readonly Dependency[];
  readonly blocks: readonly Block[];
  readonly mentions: readonly Mention[];
  /** Bun's, from `workspaces` or the top level. */
  readonly catalogs: readonly Catalog[];
}

/** pnpm-workspace.yaml or .yarnrc.yml. */
export interface WorkspaceFile {
  readonly path: string;
  readonly directory: string;
  readonly text: string;
  /** The patterns of `packages`, null where the file has none. */
  readonly packages: readonly string[] | null;
  readonly catalogs: readonly Catalog[];
  /** Keys and values of `overrides`, `patchedDependencies`, `packageExtensions` … that name a package. */
  readonly mentions: readonly Mention[];
}
