import type { Dialect, Engine, Options } from '../../model.js';
import type { EnvAssignment } from '../../surfaces/env/facts.js';
import type { Ecosystem } from '../../surfaces/text/dependencies.js';
import type { TextFact } from '../../surfaces/text/facts.js';
import type { ImportPlace } from '../../surfaces/typescript/facts.js';
import type { FlowFact } from '../../surfaces/typescript/flow/facts.js';

/** All that the decision about URL variables rests on. */
export interface VariablesInput {
  readonly env: readonly EnvAssignment[];
  readonly flow: readonly FlowFact[];
  readonly text: readonly TextFact[];
  /** The client references that move to the wrapper. */
  readonly moved: readonly MovedClient[];
  /** Wrapper files that the repository has already. */
  readonly wrappers: readonly WrapperFile[];
  readonly dependencies: readonly DeclaredDependency[];
  /** The names that every file of the repository was searched for: no other variable can be proven. */
  readonly searched: ReadonlySet<string>;
  /** The packages that can be built into an image, by the names that such an image would have. */
  readonly images: readonly BuildablePackage[];
  readonly options: Pick<Options, 'schemes' | 'client' | 'tls'>;
  /** How a file imports the wrapper's helpers (`toRedisUrl`, `isTlsUrl`); null where it cannot. */
  readonly helperFor: (file: string) => Helper | null;
  /** The version of a package as a file would load it; null when it is not known. */
  readonly versionOf: (file: string, name: string) => string | null;
  /** Whether the package of one file is the package of the other, or depends on it. */
  readonly dependsOn: (file: string, other: string) => boolean;
}

/** The wrapper's helpers, as one file imports them. */
export interface Helper {
  readonly specifier: string;
  /** The change that creates them; null where they are there. */
  readonly change: string | null;
  readonly place: ImportPlace;
}

/** A package of this repository with a Dockerfile. */
export interface BuildablePackage {
  readonly context: string;
  readonly names: readonly string[];
}

export interface MovedClient {
  readonly path: string;
  /** Where the module reference starts. */
  readonly start: number;
  readonly dialect: Dialect;
  readonly engine: Engine;
  /** The change that moves it. */
  readonly change: string;
}

export interface WrapperFile {
  readonly path: string;
  /** null for a file of helpers. */
  readonly dialect: Dialect | null;
}

/** A package that a manifest names, with the line where it does. */
export interface DeclaredDependency {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly name: string;
  /** npm's without one. */
  readonly ecosystem?: Ecosystem;
}
