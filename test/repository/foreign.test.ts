import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { discover } from '../../src/repository/discover.js';
import { foreignFindings } from '../../src/repository/foreign.js';
import { git, gitTree, plainTree, writeFiles } from './trees.js';

it('names each place that was not entered and names a client, once', async () => {
  const manifest = JSON.stringify({ dependencies: { ioredis: '^5' } });
  const root = gitTree({
    'a.ts': '',
    'node_modules/ioredis/package.json': '{}',
    'tools/node_modules/left-pad/index.js': 'require("redis")',
  });
  git(
    root,
    'submodule',
    'add',
    '-q',
    gitTree({ 'package.json': manifest, 'a.ts': "import 'ioredis'" }),
    'named',
  );
  git(root, 'submodule', 'add', '-q', gitTree({ 'a.ts': '// redis' }), 'unnamed');
  writeFiles(root, { 'nested/src/a.ts': "import 'redis'" });
  git(path.join(root, 'nested'), 'init', '-q');
  fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff])]), 'require("redis")');
  fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xfe])]), 'redis');

  const findings = foreignFindings(await discover(root, { include: [], exclude: [] }));
  expect(findings.map(({ path, message }) => [path, message]).sort()).toEqual([
    ['named', 'submodule that names a Redis client (package.json); it was left alone'],
    ['nested', 'repository of its own that names a Redis client (src/a.ts); it was left alone'],
    ['node_modules', 'committed node_modules with ioredis in it; it was left alone'],
    ['\uFFFD', 'names a Redis client, and has a name that is no UTF-8; it was left alone'],
  ]);
});

it('tells of a submodule that is not checked out', async () => {
  const root = gitTree({ 'a.ts': '' });
  for (const name of ['empty', 'gone']) {
    git(root, 'submodule', 'add', '-q', gitTree({ 'a.ts': "import 'ioredis'" }), name);
    fs.rmSync(path.join(root, name), { recursive: true });
  }
  fs.mkdirSync(path.join(root, 'empty'));
  const findings = foreignFindings(await discover(root, { include: [], exclude: [] }));
  const message = 'submodule that is not checked out, so nobody knows whether it names a Redis client';
  expect(findings.map((one) => [one.path, one.severity, one.message])).toEqual([
    ['empty', 'info', message],
    ['gone', 'info', message],
  ]);
});

it('says nothing where there is nothing to tell', async () => {
  const root = plainTree({ 'nested/a.ts': '' });
  git(path.join(root, 'nested'), 'init', '-q');
  expect(foreignFindings(await discover(root, { include: [], exclude: [] }))).toEqual([]);
});

it('says how far it looked into a repository that is too large', async () => {
  const root = plainTree({
    'nested/a.ts': 'let a;',
    'nested/b.ts': 'let b;',
    'nested/c.ts': "import 'ioredis'",
  });
  git(path.join(root, 'nested'), 'init', '-q');
  const repository = await discover(root, { include: [], exclude: [] });
  const messages = (limits: { files: number; bytes: number; listed?: number }) =>
    foreignFindings(repository, { listed: 10, ...limits }).map((finding) => finding.message);
  const unsure = [
    'repository of its own that is too large to be looked into whole; it may name a Redis client',
  ];
  expect(messages({ files: 2, bytes: 1000 })).toEqual(unsure);
  expect(messages({ files: 3, bytes: 10 })).toEqual(unsure);
  expect(messages({ files: 3, bytes: 1000, listed: 2 })).toEqual(unsure);
  expect(messages({ files: 3, bytes: 12 })).toEqual([
    'repository of its own that names a Redis client (c.ts); it was left alone',
  ]);
});

it.each([
  ['in git', gitTree],
  ['outside', plainTree],
])('looks behind links to what is read nowhere else, %s', async (_, tree) => {
  const root = tree({
    '.gitignore': '.env*\nsecrets/\nout/\n',
    'out/d.js': "require('ioredis')",
    'a.js': "require('ioredis')",
    'lib/b.js': "require('ioredis')",
    'secrets/.env': 'REDIS_URL=redis://h\n',
  });
  const outside = plainTree({
    'package.json': JSON.stringify({ dependencies: { ioredis: '^5' } }),
    'c.js': "require('redis')",
    'plain/d.js': '',
  });
  const link = (target: string, name: string) => fs.symlinkSync(target, path.join(root, name));
  link('a.js', 'same.js');
  link('lib', 'same');
  link('nowhere', 'broken');
  link('..', 'lib/up');
  link('../..', 'lib/above');
  link('secrets/.env', '.env');
  link('out', 'current');
  link(outside, 'shared');
  link(path.join(outside, 'c.js'), 'c.js');
  link(path.join(outside, 'plain'), 'plain');

  const findings = foreignFindings(await discover(root, { include: [], exclude: [] }));
  const told = findings.map(({ path: place, message }) => [place, message] as const);
  expect(told.sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
    ['.env', 'link to a file that is not read here and holds a Redis URL; it was left alone'],
    ['c.js', 'link to a file that is not read here and names a Redis client; it was left alone'],
    ['shared', 'link to a directory that names a Redis client (package.json); it was left alone'],
  ]);
});

it('says that a sparse checkout leaves files out, once', async () => {
  const root = gitTree({ 'a/a.js': '', 'b/b.js': "require('redis')", 'b/c.js': "require('redis')" });
  git(root, 'sparse-checkout', 'set', '--no-cone', '/a/');
  const repository = await discover(root, { include: [], exclude: [] });
  expect(repository.files.map((file) => file.path)).toEqual(['a/a.js']);
  expect(foreignFindings(repository).map((one) => [one.severity, one.path])).toEqual([['info', 'b/b.js']]);
});
