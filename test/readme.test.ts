import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RULES } from '../src/rules.js';
import { FORMATS, SETTINGS, SURFACES } from '../src/settings.js';
import { ruleOf } from '../src/surfaces/typescript/rewrite.js';
import { run } from './cli/program.js';

const root = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const sample = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-readme-'));
afterAll(() => rmSync(sample, { recursive: true, force: true }));

test('the tables of rules, and the list that options take, name every rule of the program, each once, and no other', () => {
  const rules = readme.slice(readme.indexOf('\n## Rules'), readme.indexOf('\n## Tracing'));
  const told = [...rules.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1]!);
  const rulesHere = [...rulesOfTheProgram()].sort();
  expect(told.toSorted()).toEqual(rulesHere);
  expect(RULES).toEqual(rulesHere);
});

test('every option and format is named', () => {
  const options = SETTINGS.map((one) => `--${one.flag}`);
  expect(options.filter((one) => !readme.includes(one))).toEqual([]);
  expect([...FORMATS, ...SURFACES].filter((one) => !readme.includes(`\`${one}\``))).toEqual([]);
});

test('the report is the one that the sample application gets', () => {
  cpSync(path.join(root, 'fixtures/sample-app/before'), sample, { recursive: true });
  const report = run(sample, []).stdout.split('\n').map(withoutEnd);
  const shown = readme.split('```')[3]!.trim().split('\n').map(withoutEnd);
  expect(shown.filter((line) => line !== '⋯' && !report.includes(line))).toEqual([]);
});

function withoutEnd(line: string): string {
  return line.trimEnd();
}

/** Rules are written where they are used: `rule: 'x'`, a choice of two, a notice's id, the table of the forms. */
function rulesOfTheProgram(): ReadonlySet<string> {
  const found = new Set(Object.values(ruleOf));
  const source = path.join(root, 'src');
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.startsWith(`wrapper${path.sep}`)) continue;
    const text = readFileSync(path.join(source, file), 'utf8');
    for (const match of text.matchAll(
      /\brule(?::| =) (?:[^;\n]*\? )?'([a-z-]+)'(?: : '([a-z-]+)')?|\bnotice\([^'\n]*'([a-z-]+)',/g,
    )) {
      for (const rule of match.slice(1)) if (rule !== undefined) found.add(rule);
    }
  }
  return found;
}
