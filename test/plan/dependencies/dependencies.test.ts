import { describe, expect, it } from 'vitest';
import {
  planDependencies,
  type PackageDecision,
  type ScopeDecision,
} from '../../../src/plan/dependencies.js';
import { splice } from '../../../src/text.js';
import { NPM3, PNPM9, YARN4 } from '../lockfiles/shapes.js';
import { repositoryOf } from '../repository.js';

type Files = Readonly<Record<string, string | object>>;
type Wish = { leaves?: string[]; stays?: Record<string, string>; dev?: boolean; adds?: false };

/** Plans a repository; `wishes` says what its code decided, by scope. */
function plan(given: Files, wishes: Readonly<Record<string, Wish>>) {
  const { files, scopes, lockfiles } = repositoryOf(given);
  const decisions = Object.entries(wishes).map(([directory, wish]): ScopeDecision => {
    const leaving = (wish.leaves ?? []).map((name): PackageDecision => ({ name, leaves: true, stays: [] }));
    const staying = Object.entries(wish.stays ?? {}).map(
      ([name, reason]): PackageDecision => ({ name, leaves: false, stays: [reason] }),
    );
    const adds = wish.adds === false ? [] : [{ name: 'iovalkey', range: '^0.4.0', dev: wish.dev ?? false }];
    const scope = scopes.of(directory === '.' ? 'x.js' : `${directory}/x.js`);
    return { scope, change: `client:${directory}`, adds, packages: [...leaving, ...staying] };
  });
  const planned = planDependencies({ scopes, lockfiles, decisions });
  const textAfter = (path: string) =>
    splice(
      files[path]!,
      planned.edits.filter((edit) => edit.path === path),
    );
  const json = (path: string) => JSON.parse(textAfter(path));
  const kept = Object.fromEntries(
    planned.dependencies.flatMap((one) =>
      one.kept.map(({ name, reason }) => [
        `${one.manifest.replace(/\/?package.json$/, '') || '.'} ${name}`,
        reason,
      ]),
    ),
  );
  return { ...planned, textAfter, json, kept };
}

const app = (dependencies: object, more: object = {}) => ({
  'package.json': { name: 'app', dependencies, ...more },
});
const moved = { '.': { leaves: ['ioredis'] } };

describe('planDependencies', () => {
  it('replaces a client that left, and says what to run', () => {
    const { json, dependencies, next, edits, findings } = plan(
      app({ ioredis: '^5.4.1', ms: '^2.0.0' }),
      moved,
    );
    expect(json('package.json').dependencies).toEqual({ iovalkey: '^0.4.0', ms: '^2.0.0' });
    expect(dependencies).toEqual([
      { manifest: 'package.json', removed: ['ioredis'], added: ['iovalkey@^0.4.0'], kept: [] },
    ]);
    expect(next).toEqual([{ directory: '.', command: 'npm install' }]);
    expect(edits).toMatchObject([{ rule: 'dependency', change: 'client:.' }]);
    expect(findings).toEqual([]);
  });

  it.each<[string, object, Wish, object]>([
    [
      'where the client stood, whatever the code asks for',
      { dependencies: { ms: '2' }, devDependencies: { redis: '^4' } },
      { leaves: ['redis'] },
      { dependencies: { ms: '2' }, devDependencies: { iovalkey: '^0.4.0' } },
    ],
    [
      'among the optional ones',
      { optionalDependencies: { redis: '^4', ms: '^2' } },
      { leaves: ['redis'] },
      { optionalDependencies: { iovalkey: '^0.4.0', ms: '^2' } },
    ],
    [
      'for tests only, of a phantom',
      { dependencies: { ms: '^2' } },
      { leaves: ['redis'], dev: true },
      { dependencies: { ms: '^2' }, devDependencies: { iovalkey: '^0.4.0' } },
    ],
    [
      'for a phantom',
      { devDependencies: { ms: '2' } },
      { leaves: ['redis'] },
      { dependencies: { iovalkey: '^0.4.0' }, devDependencies: { ms: '2' } },
    ],
    [
      'pinned as its neighbours are',
      { dependencies: { ioredis: '5.4.1', ms: '2.1.3' } },
      { leaves: ['ioredis'] },
      { dependencies: { iovalkey: '0.4.0', ms: '2.1.3' } },
    ],
    [
      'once for two clients',
      { dependencies: { ioredis: '^5', redis: '^4' } },
      { leaves: ['ioredis', 'redis'] },
      { dependencies: { iovalkey: '^0.4.0' } },
    ],
    [
      'with the types of the client',
      { dependencies: { ioredis: '^4' }, devDependencies: { '@types/ioredis': '^4', '@types/node': '^20' } },
      { leaves: ['ioredis'] },
      { dependencies: { iovalkey: '^0.4.0' }, devDependencies: { '@types/node': '^20' } },
    ],
    [
      'beside the types of another client',
      { dependencies: { ioredis: '^4', redis: '^3' }, devDependencies: { '@types/redis': '^2' } },
      { leaves: ['ioredis'], stays: { redis: 'x' } },
      { dependencies: { iovalkey: '^0.4.0', redis: '^3' }, devDependencies: { '@types/redis': '^2' } },
    ],
    [
      'over one that is too old',
      { dependencies: { ioredis: '^5', iovalkey: '^0.3.3' } },
      { leaves: ['ioredis'] },
      { dependencies: { iovalkey: '^0.4.0' } },
    ],
    [
      'over one that may be too old',
      { dependencies: { ioredis: '^5', iovalkey: '>=0.3.0' } },
      { leaves: ['ioredis'] },
      { dependencies: { iovalkey: '^0.4.0' } },
    ],
    [
      'not beside one that does',
      { dependencies: { ioredis: '^5', iovalkey: '0.4.1' } },
      { leaves: ['ioredis'] },
      { dependencies: { iovalkey: '0.4.1' } },
    ],
    [
      'moved from the development ones',
      { dependencies: { ioredis: '^5' }, devDependencies: { iovalkey: '^0.4.0', ms: '2' } },
      { leaves: ['ioredis'] },
      { dependencies: { iovalkey: '^0.4.0' }, devDependencies: { ms: '2' } },
    ],
    [
      'beside a peer, which stays',
      { peerDependencies: { ioredis: '>=5' }, devDependencies: { ioredis: '^5.4.1' } },
      { leaves: ['ioredis'], dev: true },
      { peerDependencies: { ioredis: '>=5' }, devDependencies: { ioredis: '^5.4.1', iovalkey: '^0.4.0' } },
    ],
  ])('adds %s', (_, before, wish, after) => {
    const { json } = plan({ 'package.json': { name: 'app', ...before } }, { '.': wish });
    expect(json('package.json')).toEqual({ name: 'app', ...after });
  });

  it.each<[string, Files, Readonly<Record<string, Wish>>, string]>([
    [
      'code that stays',
      app({ ioredis: '^5' }),
      { '.': { stays: { ioredis: 'src/a.ts uses Redis.Promise' } } },
      'src/a.ts uses',
    ],
    ['no code at all', app({ ioredis: '^5' }), {}, 'no code here imports it'],
    [
      'a mock',
      app({ ioredis: '^5' }, { devDependencies: { 'ioredis-mock': '^8' } }),
      moved,
      'ioredis-mock needs it',
    ],
    ['bullmq 6', app({ ioredis: '^5', bullmq: '^6.1.0' }), moved, 'bullmq can load it'],
    [
      'Nest',
      app({ ioredis: '^5', '@nestjs-modules/ioredis': '^2' }),
      moved,
      '@nestjs-modules/ioredis needs it',
    ],
    [
      'a peer in the lockfile',
      { ...app({ ioredis: '^5.3.2' }), 'package-lock.json': NPM3 },
      moved,
      'ioredis-mock needs it as a peer; typeorm can load it (an optional peer)',
    ],
    ['a peer of its own', app({}, { peerDependencies: { ioredis: '>=5' } }), moved, 'a peer of this package'],
    [
      'npm $',
      app({ ioredis: '^5' }, { overrides: { bull: { ioredis: '$ioredis' } } }),
      moved,
      'overrides refers to it as $ioredis',
    ],
    [
      'a bundle',
      app({ ioredis: '^5' }, { bundleDependencies: ['ioredis'] }),
      moved,
      'bundleDependencies ships it',
    ],
    [
      'a patch',
      app({ ioredis: '^5' }, { pnpm: { patchedDependencies: { 'ioredis@5.4.1': 'x.patch' } } }),
      moved,
      'pnpm.patchedDependencies changes it',
    ],
    [
      'an imports map',
      app({ ioredis: '^5' }, { imports: { '#redis': 'ioredis' } }),
      moved,
      'imports maps a module to it',
    ],
    [
      'a script',
      app({ ioredis: '^5' }, { scripts: { build: 'esbuild --external:ioredis' } }),
      moved,
      'the script "build" names it',
    ],
  ])('keeps a client for %s', (_, files, wishes, reason) => {
    const { kept, json } = plan(files, wishes);
    expect(kept['. ioredis']).toContain(reason);
    const { dependencies, peerDependencies } = json('package.json');
    expect({ ...dependencies, ...peerDependencies }).toHaveProperty('ioredis');
  });

  it.each<[string, Files]>([
    ['bullmq 5, which brings its own', app({ ioredis: '^5', bullmq: '^5.40.0' })],
    ['an override of others', app({ ioredis: '^5' }, { overrides: { bull: { ioredis: '5.4.1' } } })],
    ['a script that talks to the server', app({ ioredis: '^5' }, { scripts: { ping: 'redis-cli ping' } })],
    [
      'an optional peer that pnpm does not link',
      {
        ...app({ ioredis: '^5' }),
        'pnpm-lock.yaml': PNPM9.replace('    peerDependencies:\n      ioredis: ^5\n', ''),
      },
    ],
    [
      'a lockfile of another workspace',
      {
        'package-lock.json': NPM3,
        'package.json': '{"name":"root"}',
        'x/package.json': { name: 'x', dependencies: { ioredis: '^5' } },
      },
    ],
  ])('lets a client go beside %s', (_, files) => {
    const scope = 'x/package.json' in files ? 'x' : '.';
    expect(plan(files, { [scope]: { leaves: ['ioredis'] } }).dependencies[0]).toMatchObject({
      removed: ['ioredis'],
      kept: [],
    });
  });

  it('leaves a broken package.json alone', () => {
    const text = '{ "name": "a", "dependencies": { "ioredis": "^5", } }';
    const { edits, kept, findings } = plan({ 'package.json': text }, moved);
    expect(edits).toEqual([]);
    expect(kept).toEqual({ '. ioredis': 'package.json is not valid JSON' });
    expect(findings).toMatchObject([{ rule: 'dependency-without-manifest', path: 'package.json', line: 1 }]);
  });

  it('asks for the dependency where no manifest is', () => {
    const { findings, edits } = plan(
      { 'install/package.json': { name: 'x', dependencies: { redis: '5' } } },
      { '.': { leaves: ['redis'] } },
    );
    expect(edits).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'dependency-without-manifest', severity: 'error' }]);
  });

  it('names fields that a person has to look at', () => {
    const { findings } = plan(
      app(
        { ioredis: '^5' },
        {
          engines: { node: '>=16' },
          resolutions: { '**/ioredis': '5.4.1' },
          knip: { ignoreDependencies: ['ioredis'] },
          peerDependencies: { redis: '>=4' },
        },
      ),
      moved,
    );
    expect(findings.map((one) => `${one.rule} ${one.line}`).sort()).toEqual([
      'engines-node 7',
      'manifest-mention 10',
      'manifest-mention 14',
      'peer-dependency 18',
    ]);
  });

  it('tells of an Electron whose Node is too old for iovalkey', () => {
    const planned = (electron: string) =>
      plan(app({ ioredis: '5' }, { devDependencies: { electron } }), moved).findings;
    expect(planned('^13.1.0').map((one) => `${one.rule} ${one.severity} ${one.message}`)).toEqual([
      'engines-node warning electron ^13.1.0 may bring a Node before 18; iovalkey needs >=18.12.0.',
    ]);
    expect([...planned('^28.0.0'), ...planned('latest')]).toEqual([]);
  });

  it('asks nothing of engines for a development dependency, nor where they are new enough', () => {
    const old = plan(
      { 'package.json': { name: 'a', devDependencies: { redis: '4' }, engines: { node: '>=16' } } },
      { '.': { leaves: ['redis'] } },
    );
    const fine = plan(app({ ioredis: '5' }, { engines: { node: '>=20' } }), moved);
    expect([...old.findings, ...fine.findings]).toEqual([]);
  });
});

describe('planDependencies in a workspace', () => {
  const root = { name: 'root', private: true, workspaces: ['packages/*'] };

  it('changes the root that lists what members import, as one change', () => {
    const files = {
      'package.json': { ...root, dependencies: { ioredis: '^5' } },
      'packages/a/package.json': { name: 'a' },
      'packages/b/package.json': { name: 'b' },
    };
    const both = plan(files, {
      'packages/a': { leaves: ['ioredis'] },
      'packages/b': { leaves: ['ioredis'] },
    });
    expect(both.json('package.json').dependencies).toEqual({ iovalkey: '^0.4.0' });
    expect(both.ties).toEqual([['client:packages/a', 'client:packages/b']]);
    const one = plan(files, {
      'packages/a': { leaves: ['ioredis'] },
      'packages/b': { stays: { ioredis: 'deep path' } },
    });
    expect(one.json('package.json').dependencies).toEqual({ ioredis: '^5', iovalkey: '^0.4.0' });
    expect(one.kept['. ioredis']).toBe('packages/b: deep path');
  });

  it('keeps what a phantom user elsewhere may be served by', () => {
    const files = {
      'package.json': root,
      'packages/a/package.json': { name: 'a', dependencies: { ioredis: '^5' } },
      'packages/b/package.json': { name: 'b' },
    };
    const { kept, json } = plan(files, {
      'packages/a': { leaves: ['ioredis'] },
      'packages/b': { stays: { ioredis: 'mocked' }, adds: false },
    });
    expect(kept).toEqual({ 'packages/a ioredis': 'packages/b: mocked' });
    expect(json('packages/b/package.json')).toEqual({ name: 'b' });
    const served = plan(files, {
      'packages/a': { leaves: ['ioredis'] },
      'packages/b': { leaves: ['ioredis'] },
    });
    expect(served.json('packages/b/package.json').dependencies).toEqual({ iovalkey: '^0.4.0' });
    expect(served.ties).toEqual([['client:packages/a', 'client:packages/b']]);
  });

  it('keeps what only a phantom user elsewhere imports, moved or not', () => {
    const files = {
      'package.json': root,
      'packages/a/package.json': { name: 'a', dependencies: { ioredis: '^5' } },
      'packages/b/package.json': { name: 'b' },
    };
    const { kept, json } = plan(files, { 'packages/b': { leaves: ['ioredis'] } });
    expect(kept['packages/a ioredis']).toContain('no code here imports it');
    expect(json('packages/b/package.json').dependencies).toEqual({ iovalkey: '^0.4.0' });
  });

  it('keeps a client for a package that its neighbour lists, but not for one with a client of its own', () => {
    const files = (more: object) => ({
      'package.json': root,
      'packages/a/package.json': { name: 'a', dependencies: { ioredis: '^5' } },
      'packages/b/package.json': { name: 'b', devDependencies: { 'ioredis-mock': '^8', ...more } },
    });
    const wishes = { 'packages/a': { leaves: ['ioredis'] } };
    expect(plan(files({}), wishes).kept['packages/a ioredis']).toBe('ioredis-mock needs it');
    expect(plan(files({ ioredis: '^5' }), wishes).kept).toEqual({
      'packages/b ioredis': expect.stringContaining('ioredis-mock'),
    });
  });

  it('keeps the core for a module of the package', () => {
    const files = app({ '@redis/client': '^1.6.0', '@redis/json': '^1.0.0' });
    const { kept } = plan(files, { '.': { leaves: ['@redis/client'] } });
    expect(kept['. @redis/client']).toBe('@redis/json needs it');
  });

  it.each([
    ['needs it as a peer', {}],
    ['can load it (an optional peer)', { peerDependenciesMeta: { ioredis: { optional: true } } }],
  ])('keeps what a member that it lists %s', (how, meta) => {
    const files = {
      'package.json': { name: 'root', workspaces: ['packages/*'] },
      'packages/queue/package.json': { name: 'queue', peerDependencies: { ioredis: '^5' }, ...meta },
      'packages/api/package.json': { name: 'api', dependencies: { ioredis: '^5', queue: '*' } },
      'packages/web/package.json': { name: 'web', dependencies: { ioredis: '^5' } },
    };
    const leaves = { leaves: ['ioredis'] };
    const { kept, json } = plan(files, { 'packages/api': leaves, 'packages/web': leaves });
    expect(kept).toEqual({
      'packages/queue ioredis': 'a peer of this package: those who install it bring it',
      'packages/api ioredis': `queue ${how}`,
    });
    expect(json('packages/web/package.json').dependencies).toEqual({ iovalkey: '^0.4.0' });
  });

  it('moves a catalog entry with the last scope that takes it', () => {
    const files = {
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\ncatalog:\n  ioredis: ^5.4.1\n  zod: ^3\n',
      'package.json': { name: 'root' },
      'packages/a/package.json': { name: 'a', dependencies: { ioredis: 'catalog:' } },
      'packages/b/package.json': { name: 'b', dependencies: { ioredis: 'catalog:' } },
    };
    const both = plan(files, {
      'packages/a': { leaves: ['ioredis'] },
      'packages/b': { leaves: ['ioredis'] },
    });
    expect(both.textAfter('pnpm-workspace.yaml')).toBe(
      'packages:\n  - packages/*\ncatalog:\n  iovalkey: ^0.4.0\n  zod: ^3\n',
    );
    expect(both.json('packages/a/package.json').dependencies).toEqual({ iovalkey: 'catalog:' });
    expect(both.ties).toEqual([['client:packages/a', 'client:packages/b']]);
    expect(both.next).toEqual([{ directory: '.', command: 'pnpm install' }]);
    const one = plan(files, {
      'packages/a': { leaves: ['ioredis'] },
      'packages/b': { stays: { ioredis: 'x' }, adds: false },
    });
    expect(one.textAfter('pnpm-workspace.yaml')).toBe(
      'packages:\n  - packages/*\ncatalog:\n  ioredis: ^5.4.1\n  iovalkey: ^0.4.0\n  zod: ^3\n',
    );
  });

  it('writes the range itself where the catalog cannot be edited', () => {
    const files = {
      'pnpm-workspace.yaml': 'packages: [packages/*]\ncatalogs: { old: { ioredis: ^5 } }\n',
      'package.json': { name: 'root' },
      'packages/a/package.json': { name: 'a', dependencies: { ioredis: 'catalog:old' } },
    };
    const { json, textAfter } = plan(files, { 'packages/a': { leaves: ['ioredis'] } });
    expect(json('packages/a/package.json').dependencies).toEqual({ iovalkey: '^0.4.0' });
    expect(textAfter('pnpm-workspace.yaml')).toBe(files['pnpm-workspace.yaml']);
  });

  it("moves an entry of Yarn's catalog, and raises one of ours that is too old", () => {
    const files = {
      '.yarnrc.yml': 'nodeLinker: node-modules\ncatalog:\n  iovalkey: 0.3.3\n  redis: 4.7.0\n',
      'package.json': root,
      'packages/a/package.json': { name: 'a', dependencies: { iovalkey: 'catalog:', redis: 'catalog:' } },
      'yarn.lock': YARN4,
    };
    const { json, textAfter, next, dependencies } = plan(files, { 'packages/a': { leaves: ['redis'] } });
    expect(textAfter('.yarnrc.yml')).toBe('nodeLinker: node-modules\ncatalog:\n  iovalkey: 0.4.0\n');
    expect(json('packages/a/package.json').dependencies).toEqual({ iovalkey: 'catalog:' });
    expect(dependencies[0]).toMatchObject({ removed: ['redis'], added: ['iovalkey@catalog:'] });
    expect(next).toEqual([{ directory: '.', command: 'yarn install' }]);
  });

  it("moves an entry of Bun's catalog", () => {
    const files = {
      'package.json': {
        name: 'root',
        workspaces: { packages: ['packages/*'], catalog: { ioredis: '^5', zod: '^3' } },
      },
      'packages/a/package.json': { name: 'a', dependencies: { ioredis: 'catalog:' } },
      'bun.lock': '{\n  "lockfileVersion": 1,\n  "workspaces": {},\n  "packages": {}\n}\n',
    };
    const { json, next, dependencies } = plan(files, { 'packages/a': { leaves: ['ioredis'] } });
    expect(dependencies).toMatchObject([{ removed: ['ioredis'], added: ['iovalkey@catalog:'] }]);
    expect(json('package.json').workspaces.catalog).toEqual({ iovalkey: '^0.4.0', zod: '^3' });
    expect(json('packages/a/package.json').dependencies).toEqual({ iovalkey: 'catalog:' });
    expect(next).toEqual([{ directory: '.', command: 'bun install' }]);
    const { 'bun.lock': _, ...unlocked } = files;
    expect(plan(unlocked, { 'packages/a': { leaves: ['ioredis'] } }).next).toEqual(next);
  });

  it('tells about every listing of a client, in every manifest', () => {
    const files = {
      'package.json': { ...root, devDependencies: { redis: '^4' } },
      'packages/a/package.json': { name: 'a', optionalDependencies: { '@redis/client': '^1' } },
      'packages/b/package.json': { name: 'b', dependencies: { 'redis-v3': 'npm:redis@^3.1.2' } },
      'examples/c/package.json': { name: 'c', peerDependencies: { ioredis: '*' } },
    };
    const { kept } = plan(files, { 'packages/b': { leaves: ['redis-v3'] } });
    expect(Object.keys(kept)).toEqual(['. redis', 'packages/a @redis/client', 'examples/c ioredis']);
  });
});
