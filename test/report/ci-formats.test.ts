import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formatsPlugin from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { gitlab } from '../../src/report/gitlab.js';
import { junit } from '../../src/report/junit.js';
import { rdjson } from '../../src/report/rdjson.js';
import { sarif } from '../../src/report/sarif.js';
import { reportOf } from './outcomes.js';
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
    const prints = (text: string) => text.match(/"valkeyCodemod\/v1": "\w+"/g);
    const moved = sampleRest.findings?.map((finding) => ({ ...finding, line: finding.line + 7 })) ?? [];
    expect(prints(sarif(reportOf(sampleFiles, { ...sampleRest, findings: moved })))).toEqual(
      prints(sarif(sample)),
    );
    expect(new Set(prints(sarif(sample))).size).toBe(prints(sarif(sample))?.length);
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
