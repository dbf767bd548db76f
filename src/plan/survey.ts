import type { Finding } from '../model.js';
import type { Scopes } from '../repository/scopes.js';
import type { ForeignDependency } from '../surfaces/text/dependencies.js';
import type { ClientLoad } from '../repository/unedited.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import type { ModuleMap } from '../surfaces/typescript/module-maps.js';
import type { Reach } from '../surfaces/typescript/reach.js';
import type { TracingRegistration } from '../surfaces/typescript/tracing.js';
import type { ContainerCopy } from './containers.js';
import type { TsConfig } from './tsconfig.js';
import type { VariablesInput } from './variables/input.js';

/** A wrapper file that an earlier run left in the repository. */
export interface ExistingWrapper {
  readonly path: string;
  readonly text: string;
}

/** All that the plan knows of a repository: facts of every surface, and what was asked about the files around them. */
export interface Survey {
  readonly scopes: Scopes;
  /** Every name by which a client package can be imported: the packages and their npm aliases. */
  readonly clientNames: ReadonlySet<string>;
  readonly typescript: readonly TypeScriptFacts[];
  readonly wrappers: readonly ExistingWrapper[];
  /** Uses of those, in the files that import them: `packageName` is the wrapper module's path without extension. */
  readonly migrated: readonly TypeScriptFacts[];
  /** Files that name iovalkey, apart from the wrapper, manifests and lockfiles. */
  readonly namesEngine: readonly string[];
  /** What is known of URL variables, for `plan/variables`. */
  readonly variables: Pick<VariablesInput, 'env' | 'flow' | 'text' | 'searched'>;
  /** Packages of other ecosystems. */
  readonly foreignDependencies: readonly ForeignDependency[];
  readonly tracing: readonly TracingRegistration[];
  /** Places that load a client when they run, in files of other kinds and in those that are not edited. */
  readonly loads: readonly ClientLoad[];
  readonly moduleMaps: readonly ModuleMap[];
  /** `__mocks__/<client>` files. */
  readonly manualMocks: readonly string[];
  readonly containers: readonly ContainerCopy[];
  /** A file that has the name `RedisClient` as a string, and so may read it from a class; null without one. */
  readonly readsClientName: string | null;
  /** What the surfaces found wrong in single files, and the roots that were not entered. */
  readonly findings: readonly Finding[];
  /** Does a file say `redis`, an option that clients alone have, or a URL variable's name, or do clients' files import it? */
  mentionsClient(path: string): boolean;
  /** The text of a file that can be edited. */
  textOf(path: string): string | null;
  /** The same for one look: it is not remembered, so that looking at every file holds none of them. */
  glanceAt(path: string): string | null;
  /** The files that may name what a client has (plan/look.ts). */
  tellingFiles(): readonly string[];
  tsConfigOf(path: string): TsConfig | null;
  /** Every path of the repository that starts with this directory. */
  filesUnder(directory: string): readonly string[];
  /** What a file loads, itself or through others; null where that cannot be told. */
  reachOf(path: string): Reach | null;
  /** Does a file export something? null when the repository has no such file. */
  exportsSomething(path: string): boolean | null;
}
