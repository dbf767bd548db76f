import type { Position, Span } from '../../model.js';
import type { ClientMembers } from './members.js';
import type { OwnClient } from './own-client.js';

/** The syntax in which a file names a client package; the table in the README lists each with its example. */
export type ReferenceForm =
  | 'import'
  | 'export-from'
  | 'import-equals'
  | 'require'
  | 'require-resolve'
  | 'dynamic-import'
  | 'import-type'
  | 'jsdoc-import'
  | 'module-augmentation'
  | 'mock'
  | 'injector-key'
  | 'reference-types';

/** A local name that holds something of a client package. */
export interface ClientBinding {
  readonly local: string;
  /** What of the module: an export's name, 'default', or '*' for the module itself. */
  readonly imported: string;
  readonly typeOnly: boolean;
  /** Where the local name is declared. */
  readonly span: Span;
}

/**
 * A place that names a client package as a module. `start`..`end` is the specifier without its quotes (for an
 * injector key: the key as written).
 */
export interface ModuleReference extends Span, Position {
  readonly kind: 'module-reference';
  readonly form: ReferenceForm;
  /** As written, for instance `ioredis/built/utils`. */
  readonly specifier: string;
  /** The name under which the package is installed: `ioredis`, `@redis/client`, or an npm alias. */
  readonly packageName: string;
  /** What follows the package's name, without the slash; '' for its entry. */
  readonly subpath: string;
  /** The statement around it. */
  readonly statement: Span;
  readonly typeOnly: boolean;
  readonly bindings: readonly ClientBinding[];
  /** Exports that are used through the reference itself: `require('redis').createClient` names createClient. */
  readonly members: readonly string[];
  /** The module is called or constructed as a whole: `new (require('ioredis'))()`, `new Namespace()`. */
  readonly constructed: boolean;
  /** For `import * as X`: the span of `* as X`, with X. */
  readonly namespace: (Span & { readonly local: string }) | null;
  /** Node resolves the specifier as those of ES modules, whatever the file is. */
  readonly isNative: boolean;
  /** A mock call that leaves the mock to the runner's rules, or asks for the original: no factory of its own. */
  readonly mocksByRule: boolean;
  /** For an injector key (proxyquire, esmock …): the module under test, as written. */
  readonly injectedInto: string | null;
  /** How an injector key is written: its quote, bare, or as a shorthand property; null for every other form. */
  readonly keyStyle: "'" | '"' | 'bare' | 'shorthand' | null;
  /** The key is written as an import of the test itself would be, and not as the module under test asks. */
  readonly isOwnKey: boolean;
  /** It gives the package its types, beside which there are no others: `declare module 'redis' { … }` in a script. */
  readonly declaresTypes: boolean;
  /** Why this place is reported instead of rewritten, whatever the plan decides; null when it can move. */
  readonly stays: {
    readonly rule: string;
    readonly reason: string;
    readonly help: string;
    readonly severity?: Notice['severity'];
  } | null;
}

/** How a file writes the relative specifiers of its neighbours. */
export interface RelativeStyle {
  readonly none: number;
  readonly js: number;
  readonly ts: number;
}

/** A place that a person should look at, found in one file alone. */
export interface Notice extends Position {
  readonly rule: string;
  readonly severity: 'warning' | 'info';
  readonly message: string;
  readonly help: string;
  /** The client package that this place may still load when the program runs. */
  readonly loads?: string;
}

/** Where a file takes one more import, and in which words. */
export interface ImportPlace {
  readonly at: number;
  /** What makes a line of it: a line break on one side. */
  readonly before: string;
  readonly after: string;
  readonly form: 'import' | 'require';
  readonly quote: string;
  readonly semicolon: boolean;
  /** Names of the wrapper's helpers that the file has already, for whatever it is. */
  readonly taken: ReadonlySet<string>;
}

/** What the TypeScript surface found in one file. Plain data: the syntax tree is gone. */
export interface TypeScriptFacts {
  readonly path: string;
  readonly references: readonly ModuleReference[];
  readonly notices: readonly Notice[];
  readonly style: RelativeStyle;
  /** The file has an import or export declaration. */
  readonly isEsModule: boolean;
  /** It exports something, by `export` or `module.exports`/`exports.x`. */
  readonly hasExports: boolean;
  readonly isTest: boolean;
  readonly members: ClientMembers;
  readonly importPlace: ImportPlace;
  /** Its own exported `RedisClient`. */
  readonly ownClient: OwnClient | null;
}
