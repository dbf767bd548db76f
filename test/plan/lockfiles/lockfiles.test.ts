import { describe, expect, it } from 'vitest';
import { type Lockfile, lockfilesOf, packageManagerOf } from '../../../src/plan/lockfiles.js';
import { scopesOf } from '../../../src/repository/scopes.js';
import { surveyManifest } from '../../../src/surfaces/manifest/survey.js';
import { surveyWorkspaceFile } from '../../../src/surfaces/manifest/workspace.js';
import { BUN, NPM1, NPM3, PNPM5, PNPM6, PNPM9, YARN1, YARN4 } from './shapes.js';

function lockfilesIn(files: Readonly<Record<string, string>>) {
  return lockfilesOf({ paths: Object.keys(files), read: (path) => files[path] ?? null });
}

function read(path: string, text: string): Lockfile | null {
  return lockfilesIn({ [path]: text }).governing({ directory: '', manifest: null })[0]!.lockfile;
}

const everyFormat: readonly [string, string, string][] = [
  ['npm 3', 'package-lock.json', NPM3],
  ['pnpm 5.4', 'pnpm-lock.yaml', PNPM5],
  ['pnpm 6.0', 'pnpm-lock.yaml', PNPM6],
  ['pnpm 9.0', 'pnpm-lock.yaml', PNPM9],
  ['Yarn classic', 'yarn.lock', YARN1],
  ['Yarn berry', 'yarn.lock', YARN4],
  ['Bun', 'bun.lock', BUN],
];

describe('a lockfile', () => {
  it.each(everyFormat)('of %s tells what a member has installed', (_, path, text) => {
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const lockfile = read(path, written);
      expect(lockfile?.installed('', 'ioredis', '^5.3.2')).toEqual({ name: 'ioredis', version: '5.11.1' });
      expect(lockfile?.installed('', 'redis-v3', 'npm:redis@^3.1.2')).toEqual({
        name: 'redis',
        version: '3.1.2',
      });
      expect(lockfile?.installed('packages/a', 'ioredis', '^4.28.0')).toEqual({
        name: 'ioredis',
        version: '4.31.0',
      });
      expect(lockfile?.installed('packages/a', '@redis/client', '^1.5.0')?.version).toBe('1.6.1');
      expect(lockfile?.installed('', 'bullmq', '^5.0.0')).toBeNull();
      expect(lockfile?.installed('examples/b', 'ioredis', '^3.0.0')).toBeNull();
    }
  });

  it.each(everyFormat)('of %s tells what a phantom may get', (_, path, text) => {
    const versions = read(path, text)
      ?.reachable('packages/b', 'ioredis')
      .map((one) => one.version);
    expect(versions).toContain('5.11.1');
    expect(read(path, text)?.reachable('', 'bullmq')).toEqual([]);
  });

  it.each([
    ['npm 3', 'package-lock.json', NPM3],
    ['Yarn berry', 'yarn.lock', YARN4],
    ['Bun', 'bun.lock', BUN],
  ])('of %s names the packages that have a peer', (_, path, text) => {
    expect(read(path, text)?.peersOf('ioredis')).toEqual([
      { name: 'ioredis-mock', version: '8.8.3', optional: false },
      { name: 'typeorm', version: '0.3.28', optional: true },
    ]);
    expect(read(path, text)?.peersOf('redis')).toEqual([]);
  });

  it.each([
    [
      '5.4',
      PNPM5,
      '/typeorm/0.3.28:\n',
      '/typeorm/0.3.28_ioredis@5.11.1:\n    dependencies:\n      ioredis: 5.11.1\n',
    ],
    [
      '6.0',
      PNPM6,
      '/typeorm@0.3.28:\n',
      '/typeorm@0.3.28(ioredis@5.11.1):\n    dependencies:\n      ioredis: 5.11.1\n',
    ],
    [
      '9.0',
      PNPM9,
      'typeorm@0.3.28: {}\n',
      'typeorm@0.3.28(0123456789abcdef):\n    optionalDependencies:\n      ioredis: 5.11.1(supports-color@8.1.1)\n',
    ],
  ])('of pnpm %s names an optional peer only where it is linked', (_, text, from, to) => {
    const names = (source: string) =>
      read('pnpm-lock.yaml', source)
        ?.peersOf('ioredis')
        .map((one) => one.name);
    expect(names(text)).toEqual(['ioredis-mock']);
    expect(names(text.replace(from, to))).toEqual(['ioredis-mock', 'typeorm']);
  });

  it('of npm 1 speaks for its own directory', () => {
    const lockfile = read('package-lock.json', NPM1);
    expect(lockfile?.installed('', 'ioredis', '^5')).toEqual({ name: 'ioredis', version: '5.11.1' });
    expect(lockfile?.installed('', 'redis-v3', '')).toEqual({ name: 'redis', version: '3.1.2' });
    expect(lockfile?.installed('', 'redis', '')).toBeNull();
    expect(lockfile?.installed('packages/a', 'ioredis', '^5')).toBeNull();
  });

  it('of pnpm without a workspace has its dependencies at the top', () => {
    const five =
      'lockfileVersion: 5.3\n\nspecifiers:\n  ioredis: ^4.28.0\n\ndependencies:\n  ioredis: 4.28.0\n\npackages:\n\n  /ioredis/4.28.0:\n    dev: false\n';
    const six =
      "lockfileVersion: '6.0'\n\ndependencies:\n  ioredis:\n    specifier: ^5\n    version: 5.3.2\n\npackages:\n\n  /ioredis@5.3.2:\n    dev: false\n";
    expect(read('pnpm-lock.yaml', five)?.installed('', 'ioredis', '')?.version).toBe('4.28.0');
    expect(read('pnpm-lock.yaml', six)?.installed('', 'ioredis', '')?.version).toBe('5.3.2');
  });

  it.each([
    ['package-lock.json', '{"packages": {'],
    ['package-lock.json', ''],
    ['pnpm-lock.yaml', `<<<<<<< ours\n${PNPM9}`],
    ['yarn.lock', `<<<<<<< ours\n${YARN1}`],
    ['yarn.lock', 'nothing of Yarn'],
    ['bun.lock', '{}'],
    ['bun.lockb', '#!/usr/bin/env bun'],
  ])('%s that cannot be read is none: %j', (path, text) => {
    expect(read(path, text)).toBeNull();
  });
});

describe('lockfilesOf', () => {
  it('reads only what is asked for, and once', () => {
    const asked: string[] = [];
    const lockfiles = lockfilesOf({
      paths: ['package-lock.json', 'a/yarn.lock', 'a/b/package.json', 'c/bun.lock'],
      read: (path) => {
        asked.push(path);
        return YARN1;
      },
    });
    for (let i = 0; i < 3; i++) lockfiles.governing({ directory: 'a/b', manifest: null });
    expect(asked).toEqual(['a/yarn.lock']);
  });

  it('takes the shrinkwrap before the lock, the text before the binary, and packageManager at its word', () => {
    const paths = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'bun.lock', 'bun.lockb'];
    const lockfiles = lockfilesOf({ paths, read: () => null });
    const governing = (packageManager?: string) => {
      const text = JSON.stringify({ name: 'a', packageManager });
      const { manifest } = surveyManifest({ path: 'package.json', ignoredByGit: false, text });
      return lockfiles.governing({ directory: '', manifest }).map((one) => one.path);
    };
    expect(governing()).toEqual(['npm-shrinkwrap.json', 'yarn.lock', 'bun.lock']);
    expect(governing('yarn@4.9.2')).toEqual(['yarn.lock']);
    expect(governing('bun@1.2.0')).toEqual(['bun.lock']);
    expect(governing('pnpm@10.0.0')).toEqual(['npm-shrinkwrap.json', 'yarn.lock', 'bun.lock']);
  });
});

describe('packageManagerOf', () => {
  const manager = (files: Readonly<Record<string, string>>, directory: string) => {
    const file = (path: string) => ({ path, ignoredByGit: false, text: files[path]! });
    const paths = Object.keys(files);
    const manifests = paths
      .filter((path) => path.endsWith('package.json'))
      .flatMap((path) => surveyManifest(file(path)).manifest ?? []);
    const workspaces = paths
      .filter((path) => /workspace|yarnrc/.test(path))
      .flatMap((path) => surveyWorkspaceFile(file(path)).workspaceFile ?? []);
    const scopes = scopesOf(manifests, workspaces);
    const { name, directory: where } = packageManagerOf(
      scopes.of(`${directory}x.js`),
      scopes,
      lockfilesIn(files),
    );
    return `${name} in ${where || '.'}`;
  };
  const root = '{"name":"root","workspaces":["packages/*"]}';

  it.each<[string, Record<string, string>, string, string]>([
    ['nothing but a manifest', { 'package.json': '{"name":"a"}' }, '', 'npm in .'],
    ['a lockfile', { 'package.json': '{"name":"a"}', 'pnpm-lock.yaml': PNPM9 }, '', 'pnpm in .'],
    ['Yarn classic', { 'package.json': '{"name":"a"}', 'yarn.lock': YARN1 }, '', 'yarn in .'],
    ['Yarn berry', { 'package.json': '{"name":"a"}', 'yarn.lock': YARN4 }, '', 'yarn-berry in .'],
    ['Bun, binary', { 'package.json': '{"name":"a"}', 'bun.lockb': '' }, '', 'bun in .'],
    ['the field', { 'package.json': '{"name":"a","packageManager":"pnpm@9.1.0"}' }, '', 'pnpm in .'],
    [
      'pnpm-workspace.yaml',
      { 'package.json': '{"name":"a"}', 'pnpm-workspace.yaml': 'packages: [b]' },
      '',
      'pnpm in .',
    ],
    [
      'a member',
      { 'package.json': root, 'package-lock.json': NPM3, 'packages/a/package.json': '{"name":"a"}' },
      'packages/a/',
      'npm in .',
    ],
    [
      'a member with a lockfile of its own',
      { 'package.json': root, 'packages/a/package.json': '{"name":"a"}', 'packages/a/yarn.lock': YARN1 },
      'packages/a/',
      'yarn in packages/a',
    ],
    [
      'a package that is no member',
      { 'package.json': root, 'package-lock.json': NPM3, 'examples/b/package.json': '{"name":"b"}' },
      'examples/b/',
      'npm in examples/b',
    ],
  ])('%s', (_, files, directory, expected) => {
    expect(manager(files, directory)).toBe(expected);
  });
});
