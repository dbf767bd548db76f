import type { Finding, Severity } from '../model.js';
import { fingerprints } from './fingerprint.js';
import { printable } from './printable.js';
import { HIDDEN } from './redaction.js';
import type { Report, ReportEdit, ReportFile } from './report.js';
import { jsonText } from './json-text.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0 for code scanning: a result for each finding and, with its fix, for each edit. */
export function sarif(report: Report): string {
  const findings = report.findings.filter((finding) => finding.rule !== 'ignored-by-git');
  const edits = report.files.flatMap((file) => file.edits.map((edit) => ({ file, edit })));
  const asFindings = edits.map(({ file, edit }) => findingOf(file, edit));
  const ids = [...new Set([...findings, ...asFindings].map((finding) => finding.rule))].sort();
  const marks = fingerprints([...findings, ...asFindings]);
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
        results: [
          ...findings.map((finding, index) => resultOf(finding, ids, marks[index])),
          ...edits.map(({ file, edit }, index) => ({
            ...resultOf(findingOf(file, edit), ids, marks[findings.length + index]),
            ...fixOf(file, edit),
          })),
        ],
      },
    ],
  };
  return jsonText(log);
}

function findingOf({ path, status }: ReportFile, edit: ReportEdit): Finding {
  const verb = status === 'created' ? 'is added' : 'becomes';
  return {
    rule: edit.rule,
    severity: 'info',
    path,
    line: edit.line,
    column: edit.column,
    message: printable(`${shortened(edit.before)} ${verb} ${shortened(edit.after)}`),
    help: 'valkey-codemod --write makes the whole change that this edit belongs to.',
  };
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text === '' ? 'nothing' : text;
}

function ruleOf(id: string, findings: readonly Finding[]): object {
  const help = findings.find((finding) => finding.rule === id && finding.help !== '')?.help;
  const words = id.replaceAll('-', ' ');
  return {
    id,
    name: words.replace(/(?:^| )(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: words },
    help: { text: help ?? 'The README of valkey-codemod explains this rule, with an example.' },
  };
}

function resultOf(finding: Finding, ids: readonly string[], fingerprint: string | undefined): object {
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
    partialFingerprints: { 'valkeyCodemod/v1': fingerprint },
  };
}

/** The edit itself; none where something secret is hidden in it, which a fix would write into the file. */
function fixOf(file: ReportFile, edit: ReportEdit): object {
  if (file.status !== 'changed' || `${edit.before}${edit.after}`.includes(HIDDEN)) return {};
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
