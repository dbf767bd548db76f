import { describe, expect, it } from 'vitest';
import { isPublishable, scopesOf } from '../../src/repository/scopes.js';
import { surveyManifest } from '../../src/surfaces/manifest/survey.js';
import { surveyWorkspaceFile } from '../../src/surfaces/manifest/workspace.js';

const manifest = (path: string, json: unknown) =>
  surveyManifest({ path, ignoredByGit: false, text: JSON.stringify(json) }).manifest!;

describe('scopesOf', () => {
  const scopes = scopesOf([
    manifest('package.json', { name: 'root', workspaces: ['packages/*', '!packages/old'] }),
    manifest('packages/a/package.json', { name: 'a', type: 'module' }),
    manifest('packages/a/src/cjs/package.json', { type: 'commonjs' }),
    manifest('packages/a/nested/package.json', { name: 'nested' }),
    manifest('packages/old/package.json', { name: 'old' }),
    manifest('tools/package.json', { devDependencies: { redis: '^4' } }),
    manifest('broken/package.json', {}),
  ]);

  it.each([
    ['index.js', ''],
    ['packages/a/src/x.ts', 'packages/a'],
    ['packages/a/src/cjs/x.ts', 'packages/a'],
    ['packages/a/nested/x.ts', 'packages/a/nested'],
    ['packages/b/x.ts', ''],
    ['tools/deep/er/x.ts', 'tools'],
    ['broken/x.js', ''],
  ])('%s belongs to %j', (path, directory) => {
    expect(scopes.of(path).directory).toBe(directory);
  });

  it.each([
    ['index.js', 'commonjs'],
    ['packages/a/src/x.js', 'module'],
    ['packages/a/src/cjs/x.js', 'commonjs'],
    ['packages/a/nested/x.js', 'commonjs'],
  ])('%s is %s to Node', (path, type) => {
    expect(scopes.moduleTypeOf(path)).toBe(type);
  });

  it.each([
    ['packages/a/x.js', ''],
    ['packages/a/nested/x.js', 'packages/a/nested'],
    ['packages/old/x.js', 'packages/old'],
    ['tools/x.js', 'tools'],
    ['x.js', ''],
  ])('%s has its workspace at %j', (path, root) => {
    expect(scopes.rootOf(scopes.of(path)).directory).toBe(root);
  });

  it('knows the scopes above, nearest first', () => {
    const above = scopes.above(scopes.of('packages/a/nested/x.js'));
    expect(above.map((one) => one.directory)).toEqual(['packages/a', '']);
  });

  it('takes members from pnpm-workspace.yaml', () => {
    const text = "packages:\n  - 'apps/**'\n  - '!**/fixtures/**'\n";
    const { workspaceFile } = surveyWorkspaceFile({ path: 'pnpm-workspace.yaml', ignoredByGit: false, text });
    const inPnpm = scopesOf(
      ['package.json', 'apps/x/y/package.json', 'apps/x/fixtures/z/package.json'].map((path) =>
        manifest(path, { name: path }),
      ),
      [workspaceFile!],
    );
    const rootOf = (path: string) => inPnpm.rootOf(inPnpm.of(path)).directory;
    expect(rootOf('apps/x/y/a.ts')).toBe('');
    expect(rootOf('apps/x/fixtures/z/a.ts')).toBe('apps/x/fixtures/z');
  });

  it('has a scope without a manifest where there is none', () => {
    const none = scopesOf([]);
    expect(none.of('a/b.js')).toEqual({ directory: '', manifest: null });
    expect(none.rootOf(none.of('a.js')).directory).toBe('');
    expect(scopesOf([manifest('install/package.json', { name: 'x' })]).of('src/a.js').manifest).toBeNull();
  });

  it('sees a boundary in a package.json that is broken', () => {
    const { manifest: broken } = surveyManifest({
      path: 'a/package.json',
      ignoredByGit: false,
      text: '{ "x": ',
    });
    expect(scopesOf([broken!]).of('a/b.js').directory).toBe('a');
  });
});

describe('isPublishable', () => {
  const library = { name: 'a', version: '1.0.0', main: 'index.js' };
  it.each<[string, object, boolean]>([
    ['a library', library, true],
    ['types alone', { name: 'a', version: '1.0.0', types: 'index.d.ts' }, true],
    ['exports', { name: 'a', version: '1.0.0', exports: { '.': { import: './x.mjs' } } }, true],
    ['private', { ...library, private: true }, false],
    ['a program', { ...library, scripts: { start: 'node index.js' } }, false],
    [
      'a library whose start script is for its developers',
      { ...library, files: ['dist'], scripts: { start: 'tsc -w' } },
      true,
    ],
    ['no version', { name: 'a', main: 'index.js' }, false],
    ['no entry', { name: 'a', version: '1.0.0' }, false],
    ['sources for its own workspace', { ...library, main: './index.ts', types: './index.ts' }, false],
    [
      'sources, replaced when published',
      { ...library, main: './index.ts', publishConfig: { main: 'x.js' } },
      true,
    ],
  ])('%s: %s', (_, json, expected) => {
    expect(isPublishable({ directory: '', manifest: manifest('package.json', json) })).toBe(expected);
  });
});
