import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model.js';
import { json } from '../../src/report/json.js';
import { changed, created, outcomeOf, edit, reportOf } from './outcomes.js';

const validate = new Ajv({ allErrors: true, strict: true }).compile(
  JSON.parse(readFileSync('schema/report.schema.json', 'utf8')),
);

const cache = changed(
  'src/cache.ts',
  "import Redis from 'ioredis';\r\nexport const cache = new Redis('redis://:s3cr3t@h');\r\n",
  ['ioredis', './valkey/ioredis.js'],
  ['redis:', 'valkey:'],
);

const rest: Partial<Outcome> = {
  variables: [
    {
      name: 'REDIS_URL',
      decision: 'left',
      reason: 'bin/run.sh:1 reads it',
      definitions: [{ path: '.env', line: 1 }],
      readers: [{ path: 'bin/run.sh', line: 1, kind: 'shell', understands: 'unproven' }],
    },
  ],
  dependencies: [
    {
      manifest: 'package.json',
      removed: ['ioredis'],
      added: ['iovalkey@^0.4.0'],
      kept: [{ name: 'redis', reason: 'a peer' }],
    },
  ],
  findings: [
    { rule: 'b', severity: 'warning', path: 'b.js', line: 2, column: 1, message: 'second', help: '' },
    {
      rule: 'a',
      severity: 'error',
      path: 'b.js',
      line: 1,
      column: 1,
      message: 'see redis://u:s3cr3t@h\u001b[31m\u202e',
      help: 'do',
    },
  ],
  next: [{ directory: '.', command: 'npm install' }],
};

function parsed(files: Parameters<typeof reportOf>[0], more: Partial<Outcome> = {}) {
  const value = JSON.parse(json(reportOf(files, more)));
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

describe('json', () => {
  it('is what the schema says, empty and full', () => {
    parsed([]);
    parsed(
      [
        cache,
        created('src/valkey/ioredis.ts', 'export {}\n'),
        { ...cache, path: '.env', ignoredByGit: true },
      ],
      rest,
    );
  });

  it('holds nothing that the plan keeps for itself', () => {
    const finding = {
      rule: 'r',
      severity: 'info' as const,
      path: 'a',
      line: 1,
      column: 1,
      message: 'm',
      help: '',
    };
    const loads = { ...finding, loads: ['ioredis'] };
    const dependency = { manifest: 'package.json', removed: [], added: [], kept: [], inner: 1 };
    const { findings, dependencies } = parsed([], { findings: [loads], dependencies: [dependency] });
    expect([findings, dependencies]).toEqual([
      [finding],
      [{ manifest: 'package.json', removed: [], added: [], kept: [] }],
    ]);
  });

  it('says where each edit stands in the original file', () => {
    expect(parsed([cache]).files[0].edits).toEqual([
      {
        rule: 'import-specifier',
        change: 'client:.',
        line: 1,
        column: 20,
        before: 'ioredis',
        after: './valkey/ioredis.js',
      },
      {
        rule: 'hardcoded-url',
        change: 'client:.',
        line: 2,
        column: 33,
        before: 'redis:',
        after: 'valkey:',
      },
    ]);
  });

  it('leaves a BOM out of columns', () => {
    const file = outcomeOf('a.js', '\uFEFFredis', [edit('a.js', 1, 6, 'valkey')]);
    expect(parsed([file]).files[0].edits[0]).toMatchObject({ line: 1, column: 1, before: 'redis' });
  });

  it('holds a unified diff with the line endings of the file', () => {
    expect(parsed([cache]).files[0].diff).toBe(
      [
        '--- a/src/cache.ts\n+++ b/src/cache.ts\n@@ -1,2 +1,2 @@\n',
        "-import Redis from 'ioredis';\r\n-export const cache = new Redis('redis://***@h');\r\n",
        "+import Redis from './valkey/ioredis.js';\r\n+export const cache = new Redis('valkey://***@h');\r\n",
      ].join(''),
    );
  });

  it('counts what it lists, in an order of its own', () => {
    const value = parsed(
      [{ ...cache, path: 'z.ts' }, created('a.ts', 'x'), { ...cache, path: 'm.ts' }],
      rest,
    );
    expect(value.files.map((file: { path: string }) => file.path)).toEqual(['a.ts', 'm.ts', 'z.ts']);
    expect(value.findings.map((finding: { line: number }) => finding.line)).toEqual([1, 2]);
    expect(value.summary).toMatchObject({
      filesChanged: 2,
      filesCreated: 1,
      filesDeleted: 0,
      edits: 4,
      findings: { error: 1, warning: 1, info: 0 },
    });
  });

  it('says that git ignores a file, and what follows from it', () => {
    const value = parsed([
      { ...changed('.env', 'U=redis://h\n', ['redis:', 'valkey:']), ignoredByGit: true },
    ]);
    expect(value.files[0].ignoredByGit).toBe(true);
    expect(value.findings).toMatchObject([
      { rule: 'ignored-by-git', severity: 'info', path: '.env', line: 1 },
    ]);
  });

  it('neutralises what a terminal would obey', () => {
    const odd = { ...cache, path: 'src/\u202eevil.ts' };
    const text = json(reportOf([odd], rest));
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(JSON.parse(text).files[0].path).toBe(odd.path);
    expect(JSON.parse(text).findings[0].message).toBe('see redis://***@h\\x1b[31m\\u202e');
  });
});
