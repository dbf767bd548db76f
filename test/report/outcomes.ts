import fc from 'fast-check';
import type { Edit, FileOutcome, Outcome } from '../../src/model.js';
import { toReport } from '../../src/report/report.js';
import { splice } from '../../src/text.js';

/** A changed file from its text and replacements given as [what, by what], each found once. */
export function changed(
  path: string,
  before: string,
  ...replacements: readonly (readonly [string, string])[]
): FileOutcome {
  const edits = replacements.map(([what, text]) => {
    const start = before.indexOf(what);
    if (start < 0) throw new Error(`${path} does not hold ${JSON.stringify(what)}`);
    return edit(path, start, start + what.length, text);
  });
  return outcomeOf(path, before, edits);
}

export function created(path: string, after: string): FileOutcome {
  return {
    path,
    surface: 'typescript',
    status: 'created',
    ignoredByGit: false,
    edits: [],
    before: '',
    after,
  };
}

export function outcomeOf(path: string, before: string, edits: readonly Edit[]): FileOutcome {
  const after = splice(before, edits);
  return { path, surface: 'typescript', status: 'changed', ignoredByGit: false, edits, before, after };
}

export function edit(path: string, start: number, end: number, text: string): Edit {
  const rule = /valkeys?:$/.test(text) ? 'hardcoded-url' : 'import-specifier';
  return { path, start, end, text, rule, change: 'client:.' };
}

export function outcome(files: readonly FileOutcome[], rest: Partial<Outcome> = {}): Outcome {
  return {
    mode: 'preview',
    filesScanned: 10,
    objectFormat: 'sha1',
    durationMs: 12,
    files,
    variables: [],
    dependencies: [],
    findings: [],
    next: [],
    ...rest,
  };
}

export function reportOf(files: readonly FileOutcome[], rest: Partial<Outcome> = {}) {
  return toReport(outcome(files, rest), { version: '1.2.3', showSecrets: false });
}

/** Texts of lines with every kind of ending, and edits of them that do not overlap. */
export const editedText: fc.Arbitrary<{ before: string; edits: readonly Edit[] }> = fc
  .array(fc.constantFrom('a', 'b', 'ab', '', 'ä😀', '\uFEFFx', '-- a', '@@ -1 +1 @@', 'same'), {
    maxLength: 25,
  })
  .chain((lines) =>
    fc
      .tuple(
        fc.array(fc.constantFrom('\n', '\r\n'), { minLength: lines.length, maxLength: lines.length }),
        fc.boolean(),
        fc.array(
          fc.tuple(
            fc.nat(400),
            fc.nat(12),
            fc.constantFrom('', 'x', '\n', 'y\nz', 'y\n', '\r\nq', 'same', 'é'),
          ),
          { minLength: 1, maxLength: 6 },
        ),
      )
      .map(([endings, lastNewline, cuts]) => {
        const text = lines.map((line, index) => line + (endings[index] ?? '\n')).join('');
        const before = lastNewline ? text : text.replace(/\r?\n$/, '');
        let at = 0;
        const edits = [...cuts]
          .sort((a, b) => a[0] - b[0])
          .flatMap(([start, length, by]) => {
            const from = whole(before, Math.min(before.length, Math.max(at, start)));
            const to = whole(before, Math.min(before.length, from + length));
            if (from < at || (from === at && at > 0)) return [];
            at = to;
            return [edit('file.txt', from, to, by)];
          });
        return { before, edits };
      }),
  );

/** Never between the halves of a surrogate pair, where no edit of a program would be. */
function whole(text: string, offset: number): number {
  return /[\ud800-\udbff]/.test(text[offset - 1] ?? '') ? offset + 1 : offset;
}
