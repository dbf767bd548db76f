import { describe, expect, it } from 'vitest';
import { baselineOf, beyond, parseBaseline } from '../../src/report/baseline.js';
import { changed, reportOf } from './outcomes.js';
import { sample, sampleFiles, sampleRest } from './sample.js';

const baseline = baselineOf(sample);

describe('a baseline', () => {
  it('accepts what was left when it was made', () => {
    const rest = beyond(sample, baseline);
    expect(rest).toMatchObject({ files: [], findings: [], variables: [], dependencies: [], next: [] });
    expect(rest.summary).toMatchObject({
      filesChanged: 0,
      edits: 0,
      findings: { error: 0, warning: 0, info: 0 },
    });
  });

  it('accepts it when its lines have moved', () => {
    const findings = sampleRest.findings?.map((finding) => ({ ...finding, line: finding.line + 10 })) ?? [];
    expect(beyond(reportOf(sampleFiles, { ...sampleRest, findings }), baseline).findings).toEqual([]);
  });

  it('does not accept one more of the same kind in the same file', () => {
    const more = reportOf([changed('src/new.ts', "import 'redis';\n", ['redis', 'v']), ...sampleFiles], {
      ...sampleRest,
      findings: [...(sampleRest.findings ?? []), sampleRest.findings?.[1] ?? []].flat(),
    });
    const rest = beyond(more, baseline);
    expect(rest.files.map((file) => file.path)).toEqual(['src/new.ts']);
    expect(rest.findings).toHaveLength(1);
    expect(rest.summary).toMatchObject({ filesChanged: 1, findings: { error: 1 } });
  });

  it('holds no secret', () => {
    expect(JSON.stringify(baseline)).not.toContain('s3cr3t');
  });

  it('is read back, and nothing else is', () => {
    expect(parseBaseline(JSON.stringify(baseline))).toEqual(baseline);
    for (const text of ['', '[]', '{}', '{"version":2,"accepted":[]}'])
      expect(parseBaseline(text)).toBeNull();
  });
});
