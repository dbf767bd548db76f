import type { Finding, Severity } from '../model.js';
import { type EditFinding, editFindings } from './edit-findings.js';
import { fingerprints } from './fingerprint.js';
import { printable } from './printable.js';
import { HIDDEN } from './redaction.js';
import type { Report } from './report.js';
import { jsonText } from './json-text.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
/** Code scanning refuses a run with more (docs.github.com, "SARIF support for code scanning"). */
const MOST_RESULTS = 25_000;

/** SARIF 2.1.0 for code scanning: a result for each finding and, with its fix, for each edit of a file that exists. */
export function sarif(report: Report): string {
  const findings = report.findings.filter((finding) => finding.rule !== 'ignored-by-git');
  const all: readonly (Finding | EditFinding)[] = [...findings, ...editFindings(report)];
  const ids = [...new Set(all.map((finding) => finding.rule))].sort();
  const marks = fingerprints(all);
  const results = all
    .map((finding, index) => ({ finding, mark: marks[index] ?? '' }))
    .sort((a, b) => RANK[a.finding.severity] - RANK[b.finding.severity]);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: ids.map((id) => ruleOf(id, report.findings)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        results: results
          .slice(0, MOST_RESULTS)
          .map(({ finding, mark }) => ({ ...resultOf(finding, ids, mark), ...fixOf(finding) })),
        ...(results.length > MOST_RESULTS ? { invocations: [cutShort(results.length)] } : {}),
      },
    ],
  };
  return jsonText(log);
}

function cutShort(all: number): object {
  const text = `${all - MOST_RESULTS} of ${all} results, the least severe, are left out: a run may hold ${MOST_RESULTS}.`;
  return {
    executionSuccessful: true,
    toolExecutionNotifications: [{ level: 'warning', message: { text } }],
  };
}

/** What code scanning asks of a rule; its help is what to do, as the findings say it. */
function ruleOf(id: string, findings: readonly Finding[]): object {
  const own = findings.filter((finding) => finding.rule === id);
  const advice = [...new Set(own.map((finding) => finding.help))].filter((help) => help !== '');
  const words = id.replaceAll('-', ' ');
  const readme = `The README of valkey-codemod explains ${id} in its table of rules, with an example.`;
  return {
    id,
    name: words.replace(/(?:^| )(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: words },
    fullDescription: { text: readme },
    help: { text: [...advice.slice(0, 5), readme].join('\n') },
    defaultConfiguration: { level: LEVELS[own[0]?.severity ?? 'info'] },
  };
}

function resultOf(finding: Finding, ids: readonly string[], fingerprint: string): object {
  const advice = finding.help === '' ? '' : `\n${finding.help}`;
  return {
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: finding.message + advice },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(finding.path),
          region: { startLine: finding.line, startColumn: finding.column },
        },
      },
    ],
    // Code scanning matches alerts by this name alone; what stands behind its colon tells equal hashes apart.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
  };
}

/** The edit itself; none where something secret is hidden in it, which a fix would write into the file. */
function fixOf(finding: Finding | EditFinding): object {
  if (!('edit' in finding)) return {};
  const { file, edit } = finding;
  if (`${edit.before}${edit.after}`.includes(HIDDEN)) return {};
  const lines = edit.before.split('\n');
  const last = lines.at(-1)?.length ?? 0;
  const deletedRegion = {
    startLine: edit.line,
    startColumn: edit.column,
    endLine: edit.line + lines.length - 1,
    endColumn: lines.length === 1 ? edit.column + last : last + 1,
  };
  const replacements = [{ deletedRegion, insertedContent: { text: edit.after } }];
  return {
    fixes: [
      {
        description: { text: `Part of the change ${printable(edit.change)}.` },
        artifactChanges: [{ artifactLocation: artifact(file.path), replacements }],
      },
    ],
  };
}

function artifact(path: string): object {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' };
}
