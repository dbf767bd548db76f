import stringWidth from 'string-width';
import type { Finding, Severity, VariableDecision } from '../model.js';
import { findingGroups, type Place } from './finding-groups.js';
import { printable } from './printable.js';
import type { Report } from './report.js';
import { filled, type Paint, padded } from './terminal-text.js';

/** How a report for a terminal is laid out. */
export interface Layout {
  /** Columns of the terminal; null off a terminal: nothing is broken into lines then. */
  readonly width: number | null;
  /** Shows created files whole and every place of a finding. */
  readonly verbose: boolean;
  readonly paint: Paint;
}

const SEVERITY_STYLE = { error: 'red', warning: 'yellow', info: 'cyan' } as const;
const MANY = 8;

/** Findings of one file, under its diff. */
export function findingLines(findings: readonly Finding[], layout: Layout): string {
  return findingGroups(findings)
    .map(({ severity, rule, message, help, places }) => {
      const lines = [...new Set(places.map((place) => place.line))];
      const where = lines.length === 1 ? `line ${lines[0]}` : `lines ${listed(lines.map(String), layout)}`;
      const text = findingText(severity, rule, `${where}: ${message}`, help, '  ', layout);
      const differ = places.filter((place) => place.said !== '');
      return text + placeLines(differ, layout, '    ', (place) => `line ${place.line}`);
    })
    .join('');
}

/** Findings of files that do not change: what is said once, then where. */
export function findingSection(findings: readonly Finding[], layout: Layout): string {
  const groups = findingGroups(findings).map(({ severity, rule, message, help, places }) => {
    const text = findingText(severity, rule, message, help, '', layout);
    const list = placeLines(places, layout, '  ', ({ path, line, column }) => `${path}:${line}:${column}`);
    return text + list;
  });
  return groups.join('\n');
}

function placeLines(
  places: readonly Place[],
  { verbose, paint }: Layout,
  indent: string,
  nameOf: (place: Place) => string,
): string {
  const shown = verbose ? places : places.slice(0, MANY);
  const more = places.length - shown.length;
  const lines = shown.map((place) => {
    const said = place.said === '' ? '' : `  ${paint('dim', place.said)}`;
    return `${indent}${printable(nameOf(place))}${said}\n`;
  });
  const rest = more > 0 ? paint('dim', `${indent}and ${more} more (--verbose lists them)\n`) : '';
  return lines.join('') + rest;
}

function findingText(
  severity: Severity,
  rule: string,
  message: string,
  help: string,
  indent: string,
  { paint, width }: Layout,
): string {
  const text = filled(`${severity} ${message} [${rule}]`, width, indent);
  const styled = text.replace(severity, paint(SEVERITY_STYLE[severity], severity));
  return (
    styled + (help === '' ? '' : paint('dim', filled(help, width, `${indent}  `).trimEnd()).concat('\n'))
  );
}

/** With less room than this beside the other columns, a reason stands below its row. */
const NARROW = 50;

/** A table: the variable, what becomes of it, how often it is defined and read, and why. */
export function variableSection(variables: readonly VariableDecision[], layout: Layout): string {
  if (variables.length === 0) return '';
  const head = ['URL variables', 'Decision', 'Defined', 'Read'];
  const rows = variables.map(({ name, decision, definitions, readers }) => [
    `  ${printable(name)}`,
    decision,
    `${definitions.length}`,
    `${readers.length}`,
  ]);
  const widths = head.map((title, column) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  const before = widths.reduce((sum, width) => sum + width + 2, 0);
  const beside = layout.width === null || layout.width - before >= NARROW;
  const title = head.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  ');
  const lines = variables.map(({ decision, reason }, index) => {
    const style = decision === 'left' ? 'yellow' : 'green';
    const cells = (rows[index] ?? []).map((cell, column) => {
      const width = widths[column] ?? 0;
      if (column > 1) return cell.padStart(width);
      return column === 1 ? layout.paint(style, padded(cell, width)) : padded(cell, width);
    });
    const row = cells.join('  ');
    if (reason === '') return `${row}\n`;
    const indent = ' '.repeat(beside ? before : 6);
    const text = filled(reason, layout.width, indent);
    const why = layout.paint('dim', (beside ? text.slice(indent.length) : text).trimEnd());
    return beside ? `${row}  ${why}\n` : `${row}\n${why}\n`;
  });
  return `${layout.paint('bold', beside ? `${title}  Why` : title.trimEnd())}\n${lines.join('')}`;
}

export function dependencySection({ dependencies }: Report, layout: Layout): string {
  if (dependencies.length === 0) return '';
  const lines = dependencies.flatMap(({ manifest, removed, added, kept }) => [
    `  ${printable(manifest)}\n`,
    ...removed.map((name) => `    ${layout.paint('red', `- ${printable(name)}`)}\n`),
    ...added.map((name) => `    ${layout.paint('green', `+ ${printable(name)}`)}\n`),
    ...kept.map(({ name, reason }) => filled(`${printable(name)} stays: ${reason}`, layout.width, '      ')),
  ]);
  return `${layout.paint('bold', 'Dependencies')}\n${lines.join('')}`;
}

export function nextSection({ next }: Report, layout: Layout): string {
  if (next.length === 0) return '';
  const lines = next.map(({ directory, command }, index) => {
    const where = directory === '.' ? '' : layout.paint('dim', `  (in ${printable(directory)})`);
    return `  ${index + 1}. ${command}${where}\n`;
  });
  return `${layout.paint('bold', 'Next')}\n${lines.join('')}`;
}

function listed(names: readonly string[], { verbose }: Layout): string {
  if (verbose || names.length <= MANY) return names.join(', ');
  return `${names.slice(0, MANY).join(', ')} and ${names.length - MANY} more`;
}
