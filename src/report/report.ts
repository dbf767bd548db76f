import type {
  DependencyDecision,
  FileOutcome,
  Finding,
  NextStep,
  Outcome,
  Severity,
  SurfaceName,
  VariableDecision,
} from '../model.js';
import { positionAt } from '../text.js';
import { type Hunk, hunksOf } from './hunks.js';
import { printable } from './printable.js';
import { masked, NO_SECRETS, redactText, type Secrets, secretsOf } from './redaction.js';

/** The value that every format prints: sorted, redacted, with nothing left in it that a terminal would obey. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly mode: Outcome['mode'];
  readonly repository: string;
  readonly summary: Summary;
  readonly files: readonly ReportFile[];
  readonly variables: readonly VariableDecision[];
  readonly dependencies: readonly DependencyDecision[];
  readonly findings: readonly Finding[];
  readonly next: readonly NextStep[];
}

export interface Summary {
  readonly filesScanned: number;
  readonly filesChanged: number;
  readonly filesCreated: number;
  readonly filesDeleted: number;
  readonly edits: number;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly durationMs: number;
}

export interface ReportFile {
  readonly path: string;
  readonly surface: SurfaceName;
  readonly status: FileOutcome['status'];
  readonly ignoredByGit: boolean;
  readonly edits: readonly ReportEdit[];
  readonly hunks: readonly Hunk[];
}

export interface ReportEdit {
  readonly rule: string;
  readonly change: string;
  readonly line: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
}

export interface ReportOptions {
  readonly version: string;
  /** `--show-secrets`: nothing is hidden. */
  readonly showSecrets: boolean;
}

/** Makes the report of a run. The order of everything in it depends on its content alone. */
export function toReport(outcome: Outcome, { version, showSecrets }: ReportOptions): Report {
  const said = showSecrets ? printable : (text: string) => printable(redactText(text));
  const files = [...outcome.files]
    .sort((a, b) => compare(a.path, b.path))
    .map((file) => toReportFile(file, showSecrets ? NO_SECRETS : secretsOf(file)));
  const findings = [...outcome.findings, ...files.flatMap(outsideOfThePatch)]
    // Field by field: what the plan knows beside them is not for readers.
    .map(({ rule, severity, path, line, column, message, help }) => ({
      ...{ rule, severity, path, line, column },
      message: said(message),
      help: said(help),
    }))
    .sort(byPlace);
  return {
    version: 1,
    tool: { name: 'valkey-codemod', version },
    mode: outcome.mode,
    repository: '.',
    summary: summaryOf(files, findings, outcome),
    files,
    variables: outcome.variables
      .map((variable) => toReportVariable(variable, said))
      .sort((a, b) => compare(a.name, b.name)),
    dependencies: outcome.dependencies
      .map(({ manifest, removed, added, kept }) => ({
        ...{ manifest, removed, added },
        kept: kept.map(({ name, reason }) => ({ name, reason: said(reason) })),
      }))
      .sort((a, b) => compare(a.manifest, b.manifest)),
    findings,
    next: outcome.next.map(({ directory, command }) => ({ directory, command: said(command) })),
  };
}

/** The counts of a report's lists. */
export function summaryOf(
  files: readonly ReportFile[],
  findings: readonly Finding[],
  { filesScanned, durationMs }: Pick<Summary, 'filesScanned' | 'durationMs'>,
): Summary {
  return {
    filesScanned,
    filesChanged: files.filter((file) => file.status === 'changed').length,
    filesCreated: files.filter((file) => file.status === 'created').length,
    filesDeleted: files.filter((file) => file.status === 'deleted').length,
    edits: files.reduce((sum, file) => sum + file.edits.length, 0),
    findings: countBySeverity(findings),
    durationMs: Math.round(durationMs),
  };
}

function toReportFile(file: FileOutcome, secrets: Secrets): ReportFile {
  const created = [{ start: 0, end: 0, text: file.after }];
  const hunks = hunksOf(file.before, file.after, file.status === 'created' ? created : file.edits);
  return {
    path: file.path,
    surface: file.surface,
    status: file.status,
    ignoredByGit: file.ignoredByGit,
    edits: toReportEdits(file, secrets),
    hunks: hunks.map((hunk) => ({
      ...hunk,
      lines: hunk.lines.map((line) => {
        const [text, hidden] =
          line.kind === 'added' ? [file.after, secrets.after] : [file.before, secrets.before];
        return { ...line, text: masked(text, line, hidden) };
      }),
    })),
  };
}

function toReportEdits(file: FileOutcome, secrets: Secrets): readonly ReportEdit[] {
  let growth = 0;
  return [...file.edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((edit) => {
      const start = edit.start + growth;
      growth += edit.text.length - (edit.end - edit.start);
      return {
        rule: edit.rule,
        change: edit.change,
        ...positionAt(file.before, edit.start),
        before: masked(file.before, edit, secrets.before),
        after: masked(file.after, { start, end: start + edit.text.length }, secrets.after),
      };
    });
}

function toReportVariable(variable: VariableDecision, said: (text: string) => string): VariableDecision {
  return {
    name: variable.name,
    decision: variable.decision,
    reason: said(variable.reason),
    definitions: variable.definitions,
    readers: variable.readers.map((reader) => ({ ...reader, understands: said(reader.understands) })),
  };
}

/** A patch for git cannot carry what git does not see; a person who only applies the patch must know. */
function outsideOfThePatch(file: ReportFile): readonly Finding[] {
  if (!file.ignoredByGit) return [];
  return [
    {
      rule: 'ignored-by-git',
      severity: 'info',
      path: file.path,
      line: file.edits[0]?.line ?? 1,
      column: file.edits[0]?.column ?? 1,
      message: 'git ignores this file: the change is made by --write, and is not part of the patch',
      help: 'Other copies of this file, on other machines and in deployments, need the same change.',
    },
  ];
}

function countBySeverity(findings: readonly Finding[]): Summary['findings'] {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

/** By UTF-16 units: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
