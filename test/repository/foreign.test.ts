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
  const messages = (limits: { files: number; bytes: number }) =>
    foreignFindings(repository, limits).map((finding) => finding.message);
  const unsure = [
    'repository of its own that is too large to be looked into whole; it may name a Redis client',
  ];
  expect(messages({ files: 2, bytes: 1000 })).toEqual(unsure);
  expect(messages({ files: 3, bytes: 10 })).toEqual(unsure);
  expect(messages({ files: 3, bytes: 12 })).toEqual([
    'repository of its own that names a Redis client (c.ts); it was left alone',
  ]);
});
