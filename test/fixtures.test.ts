import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../src/migrate.js';
import type { FileOutcome, Finding, Options } from '../src/model.js';
import { run } from './cli/program.js';
import { defaultOptions } from './options.js';

/**
 * Whole small repositories: fixtures/<case>/before becomes fixtures/<case>/after. `expect.json` beside them lists the
 * findings as "severity rule path:line", options of the run, and, where nothing changes, the reason why.
 * The text of the wrapper's own files is tested elsewhere: after/ names those that code imports, with a placeholder.
 */
interface Expectation {
  readonly options?: Partial<Options>;
  readonly unchanged?: string;
  readonly findings: readonly string[];
}

const fixtures = path.resolve(import.meta.dirname, '../fixtures');
const temporary = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-fixtures-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe.each(readdirSync(fixtures))('fixture %s', (name) => {
  const home = path.join(fixtures, name);
  const expected: Expectation = JSON.parse(readFileSync(path.join(home, 'expect.json'), 'utf8'));
  const options = { ...defaultOptions, ...expected.options };

  const work = path.join(temporary, name);
  beforeAll(() => cpSync(path.join(home, 'before'), work, { recursive: true }));

  test('changes as its after/ says, with its findings', async () => {
    const { outcome } = await migrate(work, options);
    expect(outcome.findings.map(line)).toEqual(expected.findings);
    expect(changed(outcome.files, home)).toEqual(difference(home));
    if (expected.unchanged !== undefined) expect(outcome.files).toEqual([]);
    else expect(outcome.files).not.toEqual([]);
  });

  // What bundling breaks, no test of the sources sees.
  if (expected.options === undefined)
    test('as the built program sees it', () => {
      const { exitCode, stdout, stderr } = run(work, ['--format', 'json', '--quiet']);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const report: { readonly findings: readonly Finding[]; readonly files: readonly { path: string }[] } =
        JSON.parse(stdout);
      expect(report.findings.map(line)).toEqual(expected.findings);
      expect(report.files.map((file) => file.path)).toEqual(
        expect.arrayContaining(Object.keys(difference(home))),
      );
    });
});

function line(finding: Finding): string {
  return `${finding.severity} ${finding.rule} ${finding.path}:${finding.line}`;
}

function changed(files: readonly FileOutcome[], home: string): Record<string, string> {
  const shown = files.flatMap((file) => {
    if (!file.edits.some((edit) => edit.rule === 'wrapper-file')) return [[file.path, file.after]];
    const placeholder = path.join(home, 'after', file.path);
    return existsSync(placeholder) ? [[file.path, readFileSync(placeholder, 'utf8')]] : [];
  });
  return Object.fromEntries(shown);
}

/** The files of after/ that before/ has not, or has with another text. */
function difference(home: string): Record<string, string> {
  const after = path.join(home, 'after');
  const result: Record<string, string> = {};
  for (const file of existsSync(after) ? filesOf(after) : []) {
    const text = readFileSync(path.join(after, file), 'utf8');
    const before = path.join(home, 'before', file);
    if (!existsSync(before) || readFileSync(before, 'utf8') !== text) result[file] = text;
  }
  return result;
}

function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(path.join(directory, file)).isFile())
    .map((file) => file.split(path.sep).join('/'));
}
