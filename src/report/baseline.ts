import type { Finding } from '../model.js';
import { fingerprints } from './fingerprint.js';
import { type Report, type ReportFile, summaryOf } from './report.js';

/** What a team accepts for now: what `check` found left once, by names that stay when lines move. */
export interface Baseline {
  readonly version: 1;
  readonly accepted: readonly string[];
}

/** A baseline of all that is left. */
export function baselineOf(report: Report): Baseline {
  const { findings, files } = marked(report);
  return {
    version: 1,
    accepted: [...findings.map(({ mark }) => mark), ...files.flatMap(({ marks }) => marks)].sort(),
  };
}

/** A report without what a baseline accepts. A file goes when each of its edits is accepted. */
export function beyond(report: Report, baseline: Baseline): Report {
  const accepted = new Set(baseline.accepted);
  const { findings, files } = marked(report);
  const keptFindings = findings.filter(({ mark }) => !accepted.has(mark)).map(({ finding }) => finding);
  const keptFiles = files
    .filter(({ marks }) => !marks.every((mark) => accepted.has(mark)))
    .map(({ file }) => file);
  const summary = summaryOf(keptFiles, keptFindings, report.summary);
  const paths = new Set([...keptFiles, ...keptFindings].map(({ path }) => path));
  return {
    ...report,
    files: keptFiles,
    findings: keptFindings,
    summary,
    // What is accepted is no news: neither its variables nor its manifests.
    variables: report.variables.filter(({ definitions, readers }) =>
      [...definitions, ...readers].some(({ path }) => paths.has(path)),
    ),
    dependencies: report.dependencies.filter(({ manifest }) => paths.has(manifest)),
    next: keptFiles.length > 0 ? report.next : [],
  };
}

/** Reads a baseline; null when it is none. */
export function parseBaseline(text: string): Baseline | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1)
    return null;
  if (!('accepted' in value) || !Array.isArray(value.accepted)) return null;
  const accepted: readonly unknown[] = value.accepted;
  return { version: 1, accepted: accepted.filter((mark) => typeof mark === 'string') };
}

function marked(report: Report): {
  readonly findings: readonly { finding: Finding; mark: string }[];
  readonly files: readonly { file: ReportFile; marks: readonly string[] }[];
} {
  const marks = fingerprints(report.findings);
  return {
    findings: report.findings.map((finding, index) => ({ finding, mark: marks[index] ?? '' })),
    files: report.files.map((file) => ({
      file,
      marks: fingerprints(file.edits.map((edit) => leftover(file, edit))),
    })),
  };
}

/** An edit that a run would make, by what it would replace. */
function leftover(
  { path }: ReportFile,
  { rule, line, column, before }: ReportFile['edits'][number],
): Finding {
  return { rule, severity: 'warning', path, line, column, message: before, help: '' };
}
