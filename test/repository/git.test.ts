import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { uncommitted } from '../../src/repository/git.js';
import { git, gitTree, writeFiles } from './trees.js';

const FILES = { '.gitignore': '.env', 'a.ts': 'a', 'b "q"\n.ts': 'b', 'c.ts': 'c', 'run.sh': '', '.env': '' };

it('is empty in a clean tree, and for files that git ignores', () => {
  const root = gitTree(FILES);
  writeFiles(root, { '.env': 'changed' });
  expect(uncommitted({ root }, ['a.ts', '.env', 'new/d.ts'])).toEqual([]);
});

it('names tracked changes wherever they are, and untracked files that would be edited', () => {
  const root = gitTree(FILES);
  writeFiles(root, { 'b "q"\n.ts': 'changed', 'c.ts': 'staged', 'new/d.ts': '', 'new/e.ts': '' });
  git(root, 'add', 'c.ts');
  fs.unlinkSync(path.join(root, 'a.ts'));
  fs.chmodSync(path.join(root, 'run.sh'), 0o755);
  expect(uncommitted({ root }, ['new/d.ts'])).toEqual(['a.ts', 'b "q"\n.ts', 'c.ts', 'new/d.ts', 'run.sh']);
});

it('takes both names of a moved file, and takes no lock', () => {
  const root = gitTree(FILES);
  git(root, 'mv', 'a.ts', 'moved.ts');
  const index = fs.statSync(path.join(root, '.git/index'), { bigint: true }).mtimeNs;
  expect(uncommitted({ root }, [])).toEqual(['a.ts', 'moved.ts']);
  expect(fs.statSync(path.join(root, '.git/index'), { bigint: true }).mtimeNs).toBe(index);
});

it('works before the first commit', () => {
  const root = gitTree({});
  writeFiles(root, { 'a.ts': '' });
  expect(uncommitted({ root }, ['a.ts'])).toEqual(['a.ts']);
  expect(uncommitted({ root }, [])).toEqual([]);
});

it('runs no program that the configuration names', () => {
  const root = gitTree(FILES);
  git(root, 'config', 'core.fsmonitor', `touch ${path.join(root, 'ran')};`);
  uncommitted({ root }, []);
  expect(fs.existsSync(path.join(root, 'ran'))).toBe(false);
});
