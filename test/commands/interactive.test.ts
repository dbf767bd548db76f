import { describe, expect, it } from 'vitest';
import { type Answer, decide, proposalsOf } from '../../src/commands/interactive.js';
import { outcomeOf } from '../report/outcomes.js';
import type { Edit } from '../../src/model.js';

function edit(path: string, start: number, change: string, rule: string): Edit {
  return { path, start, end: start + 1, text: 'X', rule, change };
}

const files = [
  outcomeOf('a.js', 'abc', [
    edit('a.js', 0, 'client:.', 'import-specifier'),
    edit('a.js', 2, 'variable:U', 'env-scheme'),
  ]),
  outcomeOf('b.js', 'abc', [edit('b.js', 1, 'client:.', 'import-specifier')]),
  outcomeOf('c.env', 'abc', [edit('c.env', 1, 'variable:V', 'env-scheme')]),
];
const proposals = proposalsOf(files);

function answered(...answers: readonly Answer[]) {
  const asked: string[] = [];
  const result = decide(proposals, async ({ change }) => {
    asked.push(change);
    return answers[asked.length - 1] ?? 'quit';
  });
  return result.then((declined) => ({ declined, asked }));
}

describe('proposalsOf', () => {
  it('shows each change with its own edits alone', () => {
    expect(
      proposals.map(({ change, rule, files: own }) => [
        change,
        rule,
        own.map(({ path, after }) => [path, after]),
      ]),
    ).toEqual([
      [
        'client:.',
        'import-specifier',
        [
          ['a.js', 'Xbc'],
          ['b.js', 'aXc'],
        ],
      ],
      ['variable:U', 'env-scheme', [['a.js', 'abX']]],
      ['variable:V', 'env-scheme', [['c.env', 'aXc']]],
    ]);
  });
});

it('a change is named for what it is about, not for the manifest that comes along', () => {
  const [manifest, code] = ['package.json', 'src/a.js'].map((path) => ({
    ...files[0]!,
    path,
    edits: [edit(path, 0, 'client:.', path.endsWith('.json') ? 'dependency' : 'require-specifier')],
  }));
  expect(proposalsOf([manifest!, code!]).map(({ rule }) => rule)).toEqual(['require-specifier']);
});

describe('decide', () => {
  it('asks about every change and names those that were declined', async () => {
    expect(await answered('apply', 'skip', 'apply')).toEqual({
      declined: ['variable:U'],
      asked: ['client:.', 'variable:U', 'variable:V'],
    });
  });

  it('stops asking about a rule, or at all, when told to', async () => {
    expect(await answered('skip', 'apply-rule')).toEqual({
      declined: ['client:.'],
      asked: ['client:.', 'variable:U'],
    });
    expect(await answered('apply-rest')).toEqual({ declined: [], asked: ['client:.'] });
  });

  it('gives up everything on quit', async () => {
    expect((await answered('apply', 'quit')).declined).toBeNull();
  });
});
