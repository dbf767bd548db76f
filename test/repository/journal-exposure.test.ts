import { expect, it } from 'vitest';
import { discover } from '../../src/repository/discover.js';
import { exposedJournal } from '../../src/repository/journal-exposure.js';
import { gitTree, outcome, plainTree, type Tree } from './trees.js';

const ENV = { '.gitignore': '.env', '.env': 'REDIS_URL=redis://cache' };

async function exposedIn(root: string, ignoredByGit: boolean): Promise<readonly string[]> {
  const repository = await discover(root, { include: [], exclude: [] });
  const changed = { ...outcome(root, '.env', ''), ignoredByGit };
  return exposedJournal(repository, [changed]).map(({ path, help }) => `${path}: ${help}`);
}

const ADD_GIT = 'add .git to .dockerignore, or delete .git/valkey-codemod/ once you need no undo';

it.each<[string, Tree, readonly string[]]>([
  ['no image', {}, []],
  ['an image', { Dockerfile: '' }, [`Dockerfile: ${ADD_GIT}`]],
  ['several images', { 'docker/web.dockerfile': '', Dockerfile: '' }, [`Dockerfile: ${ADD_GIT}`]],
  [
    'rules for other things',
    { Dockerfile: '', '.dockerignore': 'node_modules\n.github\n' },
    [`Dockerfile: ${ADD_GIT}`],
  ],
  ['rules taken back', { Dockerfile: '', '.dockerignore': '*\n!.git\n' }, [`Dockerfile: ${ADD_GIT}`]],
  ['rules that keep it out', { Dockerfile: '', '.dockerignore': '# git\n/.git/\n' }, []],
  ['rules that keep all out', { Dockerfile: '', '.dockerignore': '**\n!src\n' }, []],
  ['rules of the image', { 'a.Dockerfile': '', 'a.Dockerfile.dockerignore': '.git' }, []],
])('in git: %s', async (_, files, findings) => {
  const root = gitTree({ ...ENV, ...files });
  expect(await exposedIn(root, true)).toEqual(findings);
  expect(await exposedIn(root, false)).toEqual([]);
});

it('outside git: any change', async () => {
  const root = plainTree({ ...ENV, Dockerfile: '', '.dockerignore': '.git' });
  expect(await exposedIn(root, false)).toEqual([
    'Dockerfile: add .valkey-codemod to .dockerignore, or delete .valkey-codemod/ once you need no undo',
  ]);
});
