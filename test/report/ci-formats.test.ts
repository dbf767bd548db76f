import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formatsPlugin from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { gitlab } from '../../src/report/gitlab.js';
import { junit } from '../../src/report/junit.js';
import { rdjson } from '../../src/report/rdjson.js';
import { sarif } from '../../src/report/sarif.js';
import { created, edit, reportOf } from './outcomes.js';
import { sample, sampleFiles, sampleRest } from './sample.js';

const empty = reportOf([]);

describe('sarif', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formatsPlugin.default(ajv);
  // Draft 4 and draft 7 differ in how a schema names itself, and in nothing else that this one uses.
  const {
    $schema: _,
    id: __,
    ...schema
  } = JSON.parse(readFileSync('test/report/schemas/sarif-schema-2.1.0.json', 'utf8'));
  const validate = ajv.compile(schema);

  it.each([
    ['empty', empty],
    ['full', sample],
  ])('is what the official schema says, %s', (_, report) => {
    expect(validate(JSON.parse(sarif(report))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('reads as in the golden file', async () => {
    await expect(sarif(sample)).toMatchFileSnapshot('golden/report.sarif');
  });

  it('gives no fix that would write *** into a file', () => {
    expect(sarif(sample)).not.toMatch(/"insertedContent": \{\s*"text": "[^"]*\*\*\*/);
  });

  it('keeps its fingerprints when lines move', () => {
    const prints = (text: string) => text.match(/"primaryLocationLineHash": "\w+:1"/g);
    const moved = sampleRest.findings?.map((finding) => ({ ...finding, line: finding.line + 7 })) ?? [];
    expect(prints(sarif(reportOf(sampleFiles, { ...sampleRest, findings: moved })))).toEqual(
      prints(sarif(sample)),
    );
    expect(new Set(prints(sarif(sample))).size).toBe(prints(sarif(sample))?.length);
    expect(prints(sarif(sample))).toHaveLength(JSON.parse(sarif(sample)).runs[0].results.length);
  });

  it('keeps the fingerprint of a finding whose reason names another place', () => {
    const prints = (message: string) => {
      const findings = [
        {
          rule: 'unproven-url',
          severity: 'warning' as const,
          path: 'a',
          line: 1,
          column: 1,
          message,
          help: '',
        },
      ];
      return sarif(reportOf([], { findings })).match(/"primaryLocationLineHash": "\w+:1"/g);
    };
    expect(prints('REDIS_URL keeps its scheme: b.py:3 reads it, and 4 more places')).toEqual(
      prints('REDIS_URL keeps its scheme: a.py:9 reads it, and 5 more places'),
    );
  });

  it('describes each rule in the words that code scanning asks for', () => {
    const { rules } = JSON.parse(sarif(sample)).runs[0].tool.driver;
    for (const rule of rules) {
      expect(rule).toMatchObject({
        shortDescription: { text: expect.stringMatching(/./) },
        fullDescription: { text: expect.stringMatching(/./) },
        help: { text: expect.stringMatching(/./) },
      });
    }
  });

  it('holds no result for a file that is not there, and no more than a run may have', () => {
    const files = [created('src/valkey/ioredis.ts', 'export {};\n')].map((file) => ({
      ...file,
      edits: [{ ...edit(file.path, 0, 0, file.after), rule: 'wrapper-file' }],
    }));
    expect(JSON.parse(sarif(reportOf(files))).runs[0].results).toEqual([]);
    const [error] = sampleRest.findings?.filter((finding) => finding.severity === 'error') ?? [];
    const [warning] = sampleRest.findings?.filter((finding) => finding.severity === 'warning') ?? [];
    if (!error || !warning) return expect.fail('the sample has both');
    const findings = [
      ...Array.from({ length: 25_000 }, (_, line) => ({ ...warning, line: line + 1 })),
      error,
    ];
    const [run] = JSON.parse(sarif(reportOf([], { findings }))).runs;
    expect(run.results.length).toBe(25_000);
    expect(run.results[0].level).toBe('error');
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('1 of 25001 results');
  });
});

describe('rdjson', () => {
  it('reads as in the golden file', async () => {
    await expect(rdjson(sample)).toMatchFileSnapshot('golden/rdjson.json');
  });

  it('suggests nothing that holds a hidden value', () => {
    expect(rdjson(sample)).not.toMatch(/"text": "[^"]*\*\*\*/);
  });

  it('is valid when there is nothing', () => {
    expect(JSON.parse(rdjson(empty))).toEqual({ source: { name: 'valkey-codemod' }, diagnostics: [] });
  });
});

describe('gitlab', () => {
  it('reads as in the golden file', async () => {
    await expect(gitlab(sample)).toMatchFileSnapshot('golden/gitlab.json');
    expect(gitlab(empty)).toBe('[]\n');
  });

  it('has a fingerprint of its own for every entry', () => {
    const entries: readonly { fingerprint: string }[] = JSON.parse(gitlab(sample));
    expect(new Set(entries.map((entry) => entry.fingerprint)).size).toBe(entries.length);
  });
});

describe('junit', () => {
  it('reads as in the golden file', async () => {
    await expect(junit(sample)).toMatchFileSnapshot('golden/junit.xml');
  });

  it('has a case when there is nothing, for CI that wants one', () => {
    expect(junit(empty)).toContain('tests="1" failures="0"');
  });

  it('escapes whatever the content is', () => {
    const findings = [
      {
        rule: 'r',
        severity: 'error' as const,
        path: 'a<&">\u0000\ud800.js',
        line: 1,
        column: 1,
        message: ']]> & <b> \u001b',
        help: '"',
      },
    ];
    const text = junit(reportOf([], { findings }));
    expect(text).not.toMatch(/<b>/);
    expect(text).toContain(']]&gt; &amp; &lt;b&gt; \\x1b');
  });
});
