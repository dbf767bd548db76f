import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { pretty } from '../../src/report/pretty.js';
import { changed, created, edit, outcome, reportOf } from './outcomes.js';
import { sample } from './sample.js';
import { toReport } from '../../src/report/report.js';

const off = { colour: false, width: null, verbose: false };
const ESCAPE = '\u001b';

describe('pretty', () => {
  it('reads as in the golden file', async () => {
    await expect(pretty(sample, off)).toMatchFileSnapshot('golden/pretty.txt');
  });

  it('paints the changed words, and resets what it sets', async () => {
    const text = pretty(sample, { ...off, colour: true });
    await expect(text.replaceAll(ESCAPE, '␛')).toMatchFileSnapshot('golden/pretty-colour.txt');
    expect(text.replace(new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g'), '')).toBe(pretty(sample, off));
  });

  it.each([40, 80, 200])('fits %i columns, but for places and single words', (width) => {
    for (const line of pretty(sample, { ...off, width }).split('\n')) {
      if (/\s/.test(line.trim()) && !/:\d+:\d+$/.test(line))
        expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('breaks long lines by what a terminal shows, and loses nothing', () => {
    const wide = `const text = '${'漢字😀é'.repeat(30)}';`;
    const report = reportOf([changed('a.js', `${wide} // redis\n`, ['redis', 'valkey'])]);
    const rows = pretty(report, { ...off, width: 40 })
      .split('\n')
      .slice(3);
    for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(40);
    const joined = rows.map((row) => row.slice(2)).join('');
    expect(joined).toContain('漢字😀é'.repeat(30));
  });

  it('writes out what a terminal would obey, in names and in lines', () => {
    const text = pretty(
      reportOf([changed('a\u001b[2J.js', "x = 'redis \u001b]0;title\u0007 \u202e'\n", ['redis', 'v'])]),
      off,
    );
    expect(text).toContain('a\\x1b[2J.js changed');
    expect(text).toContain("+x = 'v \\x1b]0;title\\x07 \\u202e'");
  });

  it('shows created files whole and every place with --verbose', () => {
    expect(pretty(sample, off)).toContain('+ 40 lines (--verbose shows them)');
    expect(pretty(sample, { ...off, verbose: true })).toContain('40 +export {};');
  });

  it('names the files of a wrapper in one section, however short they are', () => {
    const wrapper = (path: string) => ({
      ...created(path, 'export {};\n'),
      edits: [{ ...edit(path, 0, 0, 'export {};\n'), rule: 'wrapper-file' }],
    });
    const report = reportOf([
      wrapper('src/valkey/ioredis.ts'),
      wrapper('src/valkey/redis3/a.ts'),
      created('src/valkey/z.ts', 'a\n'),
      wrapper('test/valkey/ioredis.ts'),
    ]);
    expect(
      pretty(report, { ...off, width: 40 })
        .split('\n')
        .slice(3),
    ).toEqual([
      'src/valkey/ 2 files created',
      '  + 2 lines (--verbose shows them)',
      '    ioredis.ts, redis3/a.ts',
      '',
      'src/valkey/z.ts created',
      '1 +a',
      '',
      'test/valkey/ioredis.ts created',
      '  + 1 line (--verbose shows them)',
      '',
    ]);
  });

  it('says many findings of a rule once, with what differs at each place', () => {
    const findings = ['a', 'b', 'c', 'd'].map((name, index) => ({
      rule: 'unsupported-client',
      severity: 'warning' as const,
      path: 'x.js',
      line: index + 1,
      column: 1,
      message: `ioredis/${name} stays here: it is old`,
      help: 'Upgrade.',
    }));
    expect(pretty(reportOf([], { findings }), off)).toContain(
      'warning … stays here: it is old [unsupported-client]\n  Upgrade.\n  x.js:1:1  ioredis/a\n  x.js:2:1  ioredis/b\n',
    );
  });

  it('lists what is left, without diffs, for check', () => {
    const report = toReport(
      outcome([changed('a.js', "import 'redis'\n", ['redis', 'v'])], { mode: 'check' }),
      {
        version: '1',
        showSecrets: false,
      },
    );
    expect(pretty(report, off)).toBe(
      [
        'Left: 1 file to change; imports of redis in 1 file; nothing needs a person.',
        '',
        'a.js to change',
        '  info line 1: redis becomes v [import-specifier]',
        '',
      ].join('\n'),
    );
  });

  it('says in one sentence that there is nothing', () => {
    expect(pretty(reportOf([]), off)).toBe('No Redis client found in 10 files.\n');
    expect(pretty(reportOf([], { filesScanned: 0 }), off)).toBe('There are no files to look at.\n');
  });
});
