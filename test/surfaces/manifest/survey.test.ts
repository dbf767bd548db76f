import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/surfaces/manifest/facts.js';
import { clientOf, surveyManifest, unreadManifest } from '../../../src/surfaces/manifest/survey.js';
import { surveyWorkspaceFile } from '../../../src/surfaces/manifest/workspace.js';

const survey = (text: string, path = 'package.json') => surveyManifest({ path, ignoredByGit: false, text });
const manifestOf = (json: unknown): Manifest => survey(JSON.stringify(json, null, 2)).manifest!;
const mentions = (json: unknown) =>
  manifestOf(json).mentions.map((one) => `${one.meaning} ${one.path.join('.')} ${one.name}`);

describe('surveyManifest', () => {
  it('finds every dependency with its group and place', () => {
    const text =
      '{\n  "name": "a",\n  "dependencies": { "redis": "^4.0.0" },\n  "peerDependencies": {\n    "ioredis": ">=5"\n  }\n}\n';
    const { manifest } = survey(text, 'packages/a/package.json');
    expect(manifest).toMatchObject({ directory: 'packages/a', name: 'a', isBroken: false, type: 'commonjs' });
    expect(
      manifest?.dependencies.map((one) => [
        one.group,
        one.line,
        one.column,
        text.slice(one.key.start, one.key.end),
        text.slice(one.value.start, one.value.end),
      ]),
    ).toEqual([
      ['dependencies', 3, 21, '"redis"', '"^4.0.0"'],
      ['peerDependencies', 5, 5, '"ioredis"', '">=5"'],
    ]);
  });

  it('takes the last of two groups of one name, as npm does', () => {
    const { manifest } = survey('{ "dependencies": { "redis": "^3" }, "dependencies": { "ioredis": "^5" } }');
    expect(manifest?.dependencies.map((one) => one.name)).toEqual(['ioredis']);
    expect(manifest?.blocks.map((block) => block.path)).toEqual([[], ['dependencies']]);
  });

  it('keeps all offsets behind a BOM', () => {
    const text = '\uFEFF{"dependencies":{"redis":"4"}}';
    const { manifest, findings } = survey(text);
    expect(findings).toEqual([]);
    const { start, end } = manifest!.dependencies[0]!.key;
    expect(text.slice(start, end)).toBe('"redis"');
  });

  it('knows nothing of one that is no text, which bounds a package all the same', () => {
    const { manifest, finding } = unreadManifest('a/package.json');
    expect(manifest).toMatchObject({ isBroken: true, directory: 'a', dependencies: [] });
    expect(finding).toMatchObject({ rule: 'broken-manifest', path: 'a/package.json' });
  });

  it.each([
    ['a missing comma', '{\n  "name": "a"\n  "dependencies": {}\n}', 3],
    ['a comment', '{\n  // no\n  "name": "a"\n}', 2],
    ['a trailing comma', '{\n  "name": "a",\n}', 3],
    ['a conflict', '{\n<<<<<<< ours\n  "name": "a"\n}', 2],
  ])('tells the line of %s, and still sees a package', (_, text, line) => {
    const { manifest, findings } = survey(text);
    expect(findings).toMatchObject([{ rule: 'broken-manifest', severity: 'warning', line }]);
    expect(manifest).toMatchObject({ isBroken: true, name: 'a' });
  });

  it.each(['', '[]', '"text"', 'null', '{'.repeat(3)])('does not crash on %j', (text) => {
    expect(survey(text)).toMatchObject({ findings: [{}], manifest: { isBroken: true } });
  });

  it('finds where else a client is named, by what the field means', () => {
    expect(
      mentions({
        keywords: ['redis', 'ioredis'],
        redis: { ioredis: 'a setting of somebody' },
        overrides: { ioredis: '5.4.1', bullmq: { ioredis: '$ioredis' }, '@redis/client@1': '1.5.0' },
        resolutions: { '**/ioredis': '5', 'bull/redis': '4', '@acme/redis': '1', 'redis-parser': '3' },
        pnpm: {
          overrides: { 'bullmq>ioredis': '5' },
          patchedDependencies: { 'ioredis@5.4.1': 'patches/a.patch' },
        },
        bundledDependencies: ['redis'],
        peerDependenciesMeta: { ioredis: { optional: true } },
        imports: { '#redis': 'ioredis', '#x': './redis.js' },
        jest: {
          moduleNameMapper: { '^ioredis$': 'ioredis-mock', '^redis(/.*)?$': 'x', x: 'ioredis' },
          roots: ['src/redis'],
        },
        knip: { ignoreDependencies: ['ioredis'] },
      }),
    ).toEqual([
      'override overrides.ioredis ioredis',
      'override overrides.bullmq.ioredis ioredis',
      'override overrides.bullmq.ioredis ioredis',
      'override overrides.@redis/client@1 @redis/client',
      'override resolutions.**/ioredis ioredis',
      'override resolutions.bull/redis redis',
      'override pnpm.overrides.bullmq>ioredis ioredis',
      'patch pnpm.patchedDependencies.ioredis@5.4.1 ioredis',
      'bundle bundledDependencies redis',
      'meta peerDependenciesMeta.ioredis ioredis',
      'alias imports.#redis ioredis',
      'alias jest.moduleNameMapper.x ioredis',
      'tool knip.ignoreDependencies ioredis',
    ]);
  });

  it.each([
    ['esbuild src/a.ts --external:ioredis --bundle', true],
    ['esbuild --external:redis', true],
    ['node -e "require(\'redis\')"', true],
    ['node -r ioredis x.js', true],
    ['npm ls ioredis && npm test', true],
    ['yarn add -D redis', true],
    ['redis-cli ping', false],
    ['redis-server --port 7000', false],
    ['docker run -p 6379:6379 --rm redis', false],
    ['docker compose up redis', false],
    ['npm run redis', false],
    ['npm install && docker compose up redis', false],
    ['mocha test/redis.js', false],
    ['esbuild --external:redis-parser', false],
  ])('script %j names a client as a module: %s', (script, expected) => {
    expect(mentions({ scripts: { x: script } })).toHaveLength(expected ? 1 : 0);
  });

  it('reads the catalogs of Bun', () => {
    const { catalogs } = manifestOf({
      workspaces: { packages: ['a'], catalog: { ioredis: '^5' }, catalogs: { old: { redis: '^3' } } },
    });
    expect(
      catalogs.map((one) => [one.name, one.entries.map((entry) => `${entry.name} ${entry.range}`)]),
    ).toEqual([
      ['default', ['ioredis ^5']],
      ['old', ['redis ^3']],
    ]);
  });
});

describe('clientOf', () => {
  it.each([
    ['redis', '^4', 'redis'],
    ['redis-v3', 'npm:redis@^3.1.2', 'redis'],
    ['kv', 'npm:@redis/client@1.5.0', '@redis/client'],
    ['kv', 'npm:ioredis', 'ioredis'],
    ['ioredis', 'npm:iovalkey@^0.4.0', null],
    ['redis-parser', '^3', null],
    ['@types/redis', '^2', null],
  ])('%s at %s is %s', (name, range, expected) => {
    expect(clientOf({ name, range })).toBe(expected);
  });
});

describe('surveyWorkspaceFile', () => {
  const read = (text: string, path = 'pnpm-workspace.yaml') =>
    surveyWorkspaceFile({ path, ignoredByGit: false, text });

  it('reads members, catalogs and overrides of pnpm', () => {
    const { workspaceFile } = read(
      "packages:\n  - 'apps/*'\ncatalog:\n  ioredis: ^5.4.1\ncatalogs:\n  old:\n    redis: ^3.1.0\noverrides:\n  'bullmq>ioredis': 5.4.1\n",
    );
    expect(workspaceFile).toMatchObject({
      directory: '',
      packages: ['apps/*'],
      catalogs: [
        { name: 'default', entries: [{ name: 'ioredis', range: '^5.4.1', line: 4 }] },
        { name: 'old', entries: [{ name: 'redis', range: '^3.1.0', line: 7 }] },
      ],
      mentions: [{ meaning: 'override', name: 'ioredis', line: 9 }],
    });
  });

  it('reads a file that says nothing', () => {
    expect(read('', 'a/.yarnrc.yml').workspaceFile).toMatchObject({
      directory: 'a',
      packages: null,
      catalogs: [],
    });
  });

  it('reports one that is broken', () => {
    expect(read('packages:\n  - "a\n')).toMatchObject({
      workspaceFile: null,
      findings: [{ rule: 'broken-manifest' }],
    });
  });
});
