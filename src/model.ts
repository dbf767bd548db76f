/**
 * The words of the program as types (README, "Words"). Every step passes these values on; nothing here has behaviour.
 *
 * Offsets count UTF-16 units in `TextFile.text`, which keeps a BOM as its first character, so that splicing edits into
 * the text and encoding it again gives back every other byte. Lines and columns start at 1; lines end at `\n` alone
 * (as git counts them), columns count UTF-16 units and leave a BOM out.
 */

export type Severity = 'error' | 'warning' | 'info';

/** A kind of file that the program understands; one folder under `surfaces/` each. */
export type SurfaceName = 'typescript' | 'manifest' | 'env' | 'yaml' | 'json' | 'toml' | 'dockerfile';

/** The packages that this program moves away from. */
export type ClientPackage = 'redis' | 'ioredis' | '@redis/client';

/** The API that call sites were written for; the installed major decides. */
export type Dialect = 'ioredis' | 'redis3' | 'redis4' | 'redis5' | 'redis6';

/** What the wrapper drives: iovalkey, or today's package behind a pass-through module. */
export type Engine = 'iovalkey' | 'installed';

/** A file of the repository. `path` is relative to its root, with `/`. */
export interface FileEntry {
  readonly path: string;
  /** Found on purpose although git ignores it (env-like files only): never part of the patch. */
  readonly ignoredByGit: boolean;
}

/** A file's text, decoded losslessly: encoding it as UTF-8 gives the bytes on disk. */
export interface TextFile extends FileEntry {
  readonly text: string;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A place in a file. */
export interface Place extends Position {
  readonly path: string;
}

/** Something that a person must know or do. `message` says what is so, `help` what to do next. No secret in either. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
}

/** Replaces `start`..`end` of the original text by `text`. Edits of one file never overlap. */
export interface Edit extends Span {
  readonly path: string;
  readonly text: string;
  readonly rule: string;
  /** The id of the change that it belongs to. */
  readonly change: string;
}

/** A file that a change adds. */
export interface Creation {
  readonly path: string;
  readonly text: string;
  readonly rule: string;
  readonly change: string;
}

/** A file of the wrapper that a change takes away. */
export interface Deletion {
  readonly path: string;
  readonly rule: string;
  readonly change: string;
}

/** Edits, created and deleted files that belong together: all of them, or none. */
export interface Change {
  /** For instance `client:packages/api`, `variable:REDIS_URL`. */
  readonly id: string;
  /** The rule that a person would name it by. */
  readonly rule: string;
  readonly edits: readonly Edit[];
  readonly creates: readonly Creation[];
  readonly deletes?: readonly Deletion[];
  /** The changes without which this one would be wrong: where one of them does not happen, this one does not. */
  readonly needs?: readonly string[];
}

/** One place that defines or reads a URL variable. */
export interface VariableReader extends Omit<Place, 'column'> {
  /** How the value is read, for instance `process.env`, `os.environ`, `env_file`. */
  readonly kind: string;
  /** What the place does with the scheme, for instance `valkey client (ioredis)`, `unproven`. */
  readonly understands: string;
}

/** What became of one URL variable, and why. */
export interface VariableDecision {
  readonly name: string;
  readonly decision: 'rewritten' | 'converted' | 'widened' | 'left';
  readonly reason: string;
  readonly definitions: readonly Omit<Place, 'column'>[];
  readonly readers: readonly VariableReader[];
}

/** What became of the client packages of one manifest. */
export interface DependencyDecision {
  readonly manifest: string;
  readonly removed: readonly string[];
  /** As `name@range`. */
  readonly added: readonly string[];
  readonly kept: readonly { readonly name: string; readonly reason: string }[];
}

/** A command that a person runs after the change; ordered as the roll-out is. */
export interface NextStep {
  readonly directory: string;
  readonly command: string;
}

/** The plan: all that would happen, with all that a person must know. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly variables: readonly VariableDecision[];
  readonly dependencies: readonly DependencyDecision[];
  readonly next: readonly NextStep[];
}

/** One file as a plan leaves it. `before` is '' for a created file, `after` for a deleted one. */
export interface FileOutcome {
  readonly path: string;
  readonly surface: SurfaceName;
  readonly status: 'changed' | 'created' | 'deleted';
  readonly ignoredByGit: boolean;
  readonly edits: readonly Edit[];
  readonly before: string;
  readonly after: string;
}

/** What every report format is made from. */
export interface Outcome {
  readonly mode: 'preview' | 'write' | 'check';
  /** What git's ids are in this repository; null outside of git. */
  readonly objectFormat: 'sha1' | 'sha256' | null;
  readonly filesScanned: number;
  readonly durationMs: number;
  readonly files: readonly FileOutcome[];
  readonly variables: readonly VariableDecision[];
  readonly dependencies: readonly DependencyDecision[];
  readonly findings: readonly Finding[];
  readonly next: readonly NextStep[];
}

/** What the command line and the configuration file ask for, defaults filled in. */
export interface Options {
  readonly engine: Engine;
  readonly delivery: 'copy' | 'package';
  /** Import this module instead of a wrapper of ours. */
  readonly client: string | null;
  readonly clientDir: string | null;
  readonly schemes: 'proven' | 'all' | 'none';
  readonly tls: boolean;
  readonly libraries: boolean;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly enable: readonly string[];
  readonly disable: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Ids of the changes that a person said no to. */
  readonly declined?: readonly string[];
}
