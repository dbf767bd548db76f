import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rewriteCatalog } from '../../../src/surfaces/manifest/rewrite-catalog.js';
import { surveyWorkspaceFile } from '../../../src/surfaces/manifest/workspace.js';
import { splice } from '../../../src/text.js';

const iovalkey = { name: 'iovalkey', range: '^0.4.0' };

function rewritten(
  text: string,
  remove: readonly string[],
  add: typeof iovalkey | null = iovalkey,
  name = 'default',
) {
  const file = surveyWorkspaceFile({ path: 'pnpm-workspace.yaml', ignoredByGit: false, text }).workspaceFile!;
  const splices = rewriteCatalog(file, name, { remove: new Set(remove), add });
  if (splices === null) return null;
  const after = splice(text, splices);
  parse(after);
  return after;
}

describe('rewriteCatalog', () => {
  it.each<[string, string, readonly string[], string]>([
    [
      'in place',
      'packages:\n  - a\n\ncatalog:\n  got: ^1\n  ioredis: ^5.4.1\n  ms: 2\n',
      ['ioredis'],
      'packages:\n  - a\n\ncatalog:\n  got: ^1\n  iovalkey: ^0.4.0\n  ms: 2\n',
    ],
    [
      'elsewhere, by the order',
      'catalog:\n  got: ^1\n  ms: 2\n  redis: ^4\nother: 1\n',
      ['redis'],
      'catalog:\n  got: ^1\n  iovalkey: ^0.4.0\n  ms: 2\nother: 1\n',
    ],
    ['at the end, without a last newline', 'catalog:\n  a: 1', [], 'catalog:\n  a: 1\n  iovalkey: ^0.4.0'],
    ['the only one', 'catalog:\n  ioredis: ^5\n', ['ioredis'], 'catalog:\n  iovalkey: ^0.4.0\n'],
    [
      'quotes and comments',
      "catalog:\n    'ioredis': '^5' # cache\n    # next\n    'zod': '3'\n",
      ['ioredis'],
      "catalog:\n    'iovalkey': '^0.4.0' # cache\n    # next\n    'zod': '3'\n",
    ],
    [
      'CRLF, no order',
      'catalog:\r\n  zod: 3\r\n  ioredis: ^5\r\n  a: 1\r\n',
      ['ioredis'],
      'catalog:\r\n  zod: 3\r\n  iovalkey: ^0.4.0\r\n  a: 1\r\n',
    ],
  ])('%s', (_, before, remove, after) => {
    expect(rewritten(before, remove)).toBe(after);
  });

  it('edits a named catalog', () => {
    const text = 'catalog:\n  ioredis: ^5\ncatalogs:\n  old:\n    ioredis: ^4\n';
    const after = 'catalog:\n  ioredis: ^5\ncatalogs:\n  old:\n    iovalkey: ^0.4.0\n';
    expect(rewritten(text, ['ioredis'], iovalkey, 'old')).toBe(after);
  });

  it('takes lines out, but never the last', () => {
    expect(rewritten('catalog:\n  a: 1\n  redis: 4\n', ['redis'], null)).toBe('catalog:\n  a: 1\n');
    expect(rewritten('catalog:\n  redis: 4\n', ['redis'], null)).toBe('catalog:\n  redis: 4\n');
  });

  it.each([
    ['flow style', 'catalog: { ioredis: ^5 }\n'],
    ['an anchor', 'catalog:\n  ioredis: &v ^5\n'],
    ['several lines', 'catalog:\n  ioredis:\n    ^5\n'],
  ])('leaves %s alone', (_, text) => {
    expect(rewritten(text, ['ioredis'])).toBeNull();
  });
});
