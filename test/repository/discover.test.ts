import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '../../src/repository/discover.js';
import { WorkError } from '../../src/repository/errors.js';
import { git, gitTree, plainTree, writeFiles } from './trees.js';

const EVERYTHING = { include: [], exclude: [] };
const pathsOf = async (target: string) => (await discover(target, EVERYTHING)).files.map((file) => file.path);

/** Rules in several places, so that both ways of reading them are asked the same questions. */
const IGNORING = {
  '.gitignore': '.env\nnode_modules/\n/dist/\n*.log\n!keep.log\nlocal/\n',
  'a.ts': '',
  '.env': '',
  'dist/.env': '',
  'dist/a.js': '',
  'x.log': '',
  'keep.log': '',
  'docker/.env': '',
  'packages/a/.gitignore': '*.gen.ts\n!important.gen.ts\n/.envrc\n!x.log\n',
  'packages/a/dist/b.js': '',
  'packages/a/b.gen.ts': '',
  'packages/a/important.gen.ts': '',
  'packages/a/.envrc': '',
  'packages/a/.env.production': '',
  'packages/a/x.log': '',
  'packages/b/c.gen.ts': '',
  'packages/b/local/.env': '',
  'packages/b/LOCAL/a.ts': '',
  'packages/b/deep/app.env': '',
  'node_modules/x/index.js': '',
  'packages/a/node_modules/x/.env': '',
};

describe.each([
  ['in git', () => gitTree(IGNORING)],
  [
    'in git, nothing added yet',
    () => {
      const root = plainTree(IGNORING);
      git(root, 'init', '-q');
      return root;
    },
  ],
  ['outside git', () => plainTree(IGNORING)],
])('%s', (_, make) => {
  it('finds what git would keep, and env-like files in directories that are not ignored', async () => {
    const { files } = await discover(make(), EVERYTHING);
    expect(files.filter((file) => file.ignoredByGit).map((file) => file.path)).toEqual([
      '.env',
      'docker/.env',
      'packages/a/.envrc',
    ]);
    expect(files.filter((file) => !file.ignoredByGit).map((file) => file.path)).toEqual([
      '.gitignore',
      'a.ts',
      'keep.log',
      'packages/a/.env.production',
      'packages/a/.gitignore',
      'packages/a/dist/b.js',
      'packages/a/important.gen.ts',
      'packages/a/x.log',
      'packages/b/LOCAL/a.ts',
      'packages/b/c.gen.ts',
      'packages/b/deep/app.env',
    ]);
  });

  it('leaves links and nested repositories out', async () => {
    const root = make();
    const outside = plainTree({ 'a.ts': '' });
    fs.symlinkSync(outside, path.join(root, 'linked'));
    fs.symlinkSync('a.ts', path.join(root, 'packages/c.ts'));
    writeFiles(root, { 'nested/a.ts': '' });
    git(path.join(root, 'nested'), 'init', '-q');
    const { files, foreign } = await discover(root, EVERYTHING);
    expect(files.map((file) => file.path).filter((file) => /nested|linked\//.test(file))).toEqual([]);
    expect(foreign.map(({ path, kind }) => [path, kind]).sort()).toEqual([
      ['linked', 'link'],
      ['nested', 'nested-repository'],
      ['packages/c.ts', 'link'],
    ]);
  });

  it('lists odd names, and sets those aside that are no text', async () => {
    const root = make();
    const odd = [
      'with space.ts',
      'quo"te.ts',
      "apo'strophe.ts",
      'new\nline.ts',
      'tab\tx.ts',
      'ünïcode.ts',
      '\uFFFD.ts',
    ];
    writeFiles(root, Object.fromEntries(odd.map((name) => [`odd/${name}`, ''])));
    fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/odd/`), Buffer.from([0xff, 0xfe])]), '');
    const { files, foreign } = await discover(root, EVERYTHING);
    expect(files.map((file) => file.path).filter((file) => file.startsWith('odd/'))).toEqual(
      odd.map((name) => `odd/${name}`).sort(),
    );
    expect(foreign).toEqual([
      { path: 'odd/\uFFFD\uFFFD', kind: 'file-name', name: Buffer.from('odd/\xff\xfe', 'latin1') },
    ]);
  });
});

describe('in git', () => {
  it('sets submodules and committed node_modules aside, and leaves tracked links out', async () => {
    const library = gitTree({ 'a.ts': '' });
    const root = gitTree({ 'a.ts': '', 'p/node_modules/x/index.js': '', 'p/node_modules/y.js': '' });
    git(root, 'submodule', 'add', '-q', library, 'vendor/library');
    fs.symlinkSync('a.ts', path.join(root, 'b.ts'));
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'more');
    const { files, foreign } = await discover(root, EVERYTHING);
    expect(files.map((file) => file.path)).toEqual(['.gitmodules', 'a.ts']);
    expect(foreign.map(({ path, kind }) => [path, kind])).toEqual([
      ['b.ts', 'link'],
      ['p/node_modules', 'committed-node-modules'],
      ['vendor/library', 'submodule'],
    ]);
  });

  it('takes facts from all files and limits edits to the target and the globs', async () => {
    const root = gitTree({ 'a.ts': '', 'packages/a/b.ts': '', 'packages/ab/c.ts': '' });
    const repository = await discover(path.join(root, 'packages/a'), {
      include: ['**/*.ts'],
      exclude: ['**/test'],
    });
    expect(repository).toMatchObject({
      root,
      target: 'packages/a',
      git: { directory: path.join(root, '.git'), objectFormat: 'sha1' },
    });
    expect(repository.files).toHaveLength(3);
    const asked = ['a.ts', 'packages/a/b.ts', 'packages/a/b.js', 'packages/ab/c.ts', 'packages/a/test/d.ts'];
    expect(asked.filter(repository.mayEdit)).toEqual(['packages/a/b.ts']);
  });

  it('lists a file in conflict once', async () => {
    const root = gitTree({ 'a.ts': '1' });
    git(root, 'checkout', '-qb', 'other');
    writeFiles(root, { 'a.ts': '2' });
    git(root, 'commit', '-qam', 'two');
    git(root, 'checkout', '-q', 'main');
    writeFiles(root, { 'a.ts': '3' });
    git(root, 'commit', '-qam', 'three');
    expect(() => git(root, 'merge', '-q', 'other')).toThrow();
    expect(await pathsOf(root)).toEqual(['a.ts']);
  });

  it('keeps state of its own in a linked work tree', async () => {
    const root = gitTree({ 'a.ts': '' });
    const linked = path.join(plainTree(), 'linked');
    git(root, 'worktree', 'add', '-q', linked);
    const repository = await discover(linked, EVERYTHING);
    expect(repository.root).toBe(linked);
    expect(repository.git?.directory).toBe(path.join(root, '.git/worktrees/linked'));
  });

  it('is not led astray by variables of a surrounding git, as in a hook', async () => {
    const root = gitTree({ 'a.ts': '' });
    const other = gitTree({ 'other.ts': '' });
    process.env.GIT_DIR = path.join(other, '.git');
    process.env.GIT_WORK_TREE = other;
    try {
      expect(await pathsOf(root)).toEqual(['a.ts']);
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_WORK_TREE;
    }
  });
});

describe('what it refuses', () => {
  it.each([
    ['a missing directory', (root: string) => path.join(root, 'none'), /no such directory/],
    ['a file', (root: string) => path.join(root, 'a.ts'), /not a directory/],
    ['the git directory itself', (root: string) => path.join(root, '.git'), /no work tree/],
  ])('%s', async (_, target, message) => {
    const refusal = discover(target(gitTree({ 'a.ts': '' })), EVERYTHING);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toBeInstanceOf(WorkError);
  });
});
