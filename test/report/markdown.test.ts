import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdown } from '../../src/report/markdown.js';
import { changed, created, reportOf } from './outcomes.js';
import { sample } from './sample.js';

const here = { source: null };

describe('markdown', () => {
  it('reads as in the golden file', async () => {
    await expect(markdown(sample, { source: 'https://github.com/o/r/blob/abc' })).toMatchFileSnapshot(
      'golden/markdown.md',
    );
  });

  it('is one sentence when there is nothing', () => {
    expect(markdown(reportOf([]), here)).toBe('**No Redis client found in 10 files.**\n');
  });

  it('fences a diff with more backticks than it holds', () => {
    const text = markdown(reportOf([changed('a.md', 'x `````redis\n</details>\n', ['redis', 'v'])]), here);
    expect(text).toContain('``````diff\n');
  });

  it('calls nobody and links nothing by what it quotes', () => {
    const findings = [
      {
        rule: 'r',
        severity: 'info' as const,
        path: 'a',
        line: 1,
        column: 1,
        message: '@team fixes #1 !2 GH-3 <img> [x](y)',
        help: '',
      },
    ];
    const text = markdown(reportOf([], { findings }), here);
    expect(text).not.toMatch(/@team|#1|!2|GH-3|<img>|(?<!\\)\[x/);
  });

  it.each([
    ['many files', 2000, 1, 10],
    ['long diffs', 5, 1, 30_000],
    ['many findings', 1, 2000, 10],
    ['all of it', 2000, 2000, 50],
  ])('stays under the limit of a comment with %s, and says what was cut', (_, files, findings, lines) => {
    const report = reportOf(
      Array.from({ length: files }, (_, index) =>
        created(`src/é${index}.ts`, 'const wide = "é";\n'.repeat(lines)),
      ),
      {
        findings: Array.from({ length: findings }, (_, index) => ({
          rule: 'r',
          severity: 'warning' as const,
          path: `src/${index}.ts`,
          line: 1,
          column: 1,
          message: `message ${index} ${'é'.repeat(50)}`,
          help: '',
        })),
      },
    );
    const text = markdown(report, here);
    expect(Buffer.byteLength(text)).toBeLessThan(65_536);
    expect(text).toMatch(/run `npx valkey-codemod(?: --verbose)?` for all of them/);
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
    // Markdown would take a line below the tag for HTML, and show its list as text.
    expect(text).not.toMatch(/<\/details>\n(?!\n|$)/);
  });

  it('gives its room to files that exist before files that are only added, which lie together', () => {
    const report = reportOf([
      ...['a.ts', 'b.ts', 'c.ts', 'd.ts'].map((name) =>
        created(`app/valkey/${name}`, 'export const line = 1;\n'.repeat(1000)),
      ),
      changed('src/z.ts', "import 'redis';\n", ['redis', 'v']),
    ]);
    const text = markdown(report, here);
    expect(text).toContain("+import 'v';");
    expect(text.indexOf('src/z.ts')).toBeLessThan(text.indexOf('app/valkey'));
    expect(text).toContain('<details><summary><code>app/valkey/</code> 4 files created</summary>\n\n');
    expect(text).toContain('- `app/valkey/d.ts` created\n');
  });

  it('links to lines whatever the name of the file', () => {
    const findings = [
      {
        rule: 'r',
        severity: 'info' as const,
        path: 'app/(a)/x y#?.ts',
        line: 3,
        column: 1,
        message: 'm',
        help: '',
      },
    ];
    expect(markdown(reportOf([], { findings }), { source: 'https://h/o/r/blob/c' })).toContain(
      '(https://h/o/r/blob/c/app/%28a%29/x%20y%23%3F.ts#L3)',
    );
  });

  it('keeps what a file holds inside its fence, whatever it is', () => {
    const hostile = fc.constantFrom(
      '```',
      '</details>',
      '@team',
      '<script>',
      '\n',
      '~~~',
      'redis',
      '|',
      '# x',
    );
    fc.assert(
      fc.property(
        fc.array(hostile, { maxLength: 12 }),
        fc.array(hostile, { maxLength: 3 }),
        (content, name) => {
          const path = `a${name.join('').replaceAll('\n', '')}.md`;
          const text = markdown(
            reportOf([changed(path, `${content.join('')}redis\n`, ['redis', 'v'])]),
            here,
          );
          const outside = text.replace(/^(`{3,})diff\n[\s\S]*?^\1$/gm, '').replace(/<code>.*?<\/code>/g, '');
          expect(outside).not.toMatch(/@team|<script>/);
          expect(outside.match(/<\/details>/g)).toHaveLength(1);
        },
      ),
    );
  });
});
