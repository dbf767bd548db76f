import { describe, expect, it } from 'vitest';
import { clientNames, clientResolver } from '../../src/plan/dialects.js';
import { BUN, NPM3, PNPM9, YARN1, YARN4 } from './lockfiles/shapes.js';
import { repositoryOf } from './repository.js';

function resolve(files: Readonly<Record<string, string | object>>, path: string, name: string) {
  const { scopes, lockfiles } = repositoryOf(files);
  return clientResolver(scopes, lockfiles)(scopes.of(path), name);
}

const listing = (name: string, range: string, more: object = {}) => ({
  'package.json': { name: 'app', dependencies: { [name]: range }, ...more },
});

describe('clientResolver, by range', () => {
  it.each([
    ['ioredis', '^4.28.0', 'ioredis', 4],
    ['ioredis', '~5.4', 'ioredis', 5],
    ['ioredis', '6.0.0', 'ioredis', 6],
    ['ioredis', '5.x', 'ioredis', 5],
    ['ioredis', '^5.0.0-beta.1', 'ioredis', 5],
    ['redis', '^2.8.0', 'redis3', 2],
    ['redis', '3', 'redis3', 3],
    ['redis', '^4.6.0', 'redis4', 4],
    ['redis', '^5.1.0 || ^5.8.0', 'redis5', 5],
    ['redis', '>=6.1.0 <7', 'redis6', 6],
    ['@redis/client', '^1.5.0', 'redis4', 1],
    ['@redis/client', '^5.0.0', 'redis5', 5],
    ['@redis/client', '6.2.1', 'redis6', 6],
    ['redis-v3', 'npm:redis@^3.1.2', 'redis3', 3],
    ['kv', 'npm:@redis/client@1.6.0', 'redis4', 1],
  ])('%s %s is %s', (name, range, dialect, major) => {
    expect(resolve(listing(name, range), 'x.js', name)).toMatchObject({
      kind: 'known',
      dialect,
      major,
      version: null,
      group: 'dependencies',
      declaredIn: { directory: '' },
    });
  });

  it.each([
    ['ioredis', '^3.2.0', 'unsupported', /older/],
    ['redis', '0.12.1', 'unsupported', /older/],
    ['redis', '^1.0.0', 'unsupported', /older/],
    ['redis', '^7.0.0', 'unsupported', /newer/],
    ['ioredis', '^9.1.0', 'unsupported', /newer/],
    ['ioredis', '>=5.0.0', 'unknown', /several majors/],
    ['ioredis', '*', 'unknown', /several majors/],
    ['redis', '^3 || ^4', 'unknown', /several majors/],
    ['redis', 'latest', 'unknown', /no range/],
    ['redis', 'catalog:', 'unknown', /catalog/],
    ['redis', 'workspace:*', 'unknown', /elsewhere than the registry/],
    ['ioredis', 'file:../ioredis', 'unknown', /elsewhere/],
    ['ioredis', 'somebody/ioredis#fix', 'unknown', /elsewhere/],
    ['ioredis', 'git+ssh://git@example.com/x/ioredis.git', 'unknown', /elsewhere/],
    ['ioredis', 'patch:ioredis@npm%3A5.4.1#~/.yarn/patches/a.patch', 'unknown', /elsewhere/],
    ['ioredis', 'npm:iovalkey@^0.4.0', 'unknown', /something else/],
  ])('%s %s is %s', (name, range, kind, reason) => {
    expect(resolve(listing(name, range), 'x.js', name)).toMatchObject({
      kind,
      reason: expect.stringMatching(reason),
    });
  });

  it.each([
    ['a comma too many', '{ "name": "app", "dependencies": { "ioredis": "^5.4.1", } }'],
    ['half of it', '{ "name": "app", "dependencies": {'],
  ])('asks nothing of a manifest with %s', (_, text) => {
    const above = { 'package.json': { name: 'root', dependencies: { ioredis: '^5.4.1' } } };
    expect(resolve({ ...above, 'a/package.json': text }, 'a/x.js', 'ioredis')).toMatchObject({
      kind: 'unknown',
      target: 'ioredis',
      reason: 'a/package.json is not valid JSON',
    });
  });

  it('says that an override decides', () => {
    const files = listing('ioredis', '^5.0.0', { overrides: { ioredis: '4.28.0' } });
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/override/),
    });
  });

  it.each([
    { overrides: { bullmq: { ioredis: '4.28.0' } } },
    { overrides: { 'bull@3': '3.29.0', queue: '$ioredis' } },
    { resolutions: { 'bullmq/ioredis': '4.28.0' } },
    { pnpm: { overrides: { 'bullmq>ioredis': '4.28.0' } } },
    { pnpm: { peerDependencyRules: { allowedVersions: { ioredis: '4' } } } },
  ])('is not told by what %j forces for others', (more) => {
    expect(resolve(listing('ioredis', '^5.0.0', more), 'x.js', 'ioredis')).toMatchObject({
      kind: 'known',
      major: 5,
    });
  });

  it.each([
    { overrides: { 'ioredis@^5': '4.28.0' } },
    { resolutions: { '**/ioredis': '4.28.0' } },
    { pnpm: { overrides: { ioredis: '4.28.0' } } },
  ])('cannot be told where %j forces it', (more) => {
    expect(resolve(listing('ioredis', '^5.0.0', more), 'x.js', 'ioredis').kind).toBe('unknown');
  });

  it('follows a catalog', () => {
    const catalogs = 'packages: [a]\ncatalog:\n  ioredis: ^5.4.1\ncatalogs:\n  old:\n    redis: ^3.1.0\n';
    const files = {
      'pnpm-workspace.yaml': catalogs,
      'package.json': { name: 'root' },
      'a/package.json': { name: 'a', dependencies: { ioredis: 'catalog:', redis: 'catalog:old' } },
    };
    expect(resolve(files, 'a/x.js', 'ioredis')).toMatchObject({ kind: 'known', major: 5 });
    expect(resolve(files, 'a/x.js', 'redis')).toMatchObject({ kind: 'known', dialect: 'redis3' });
  });
});

describe('clientResolver, by lockfile', () => {
  const root = {
    name: 'root',
    workspaces: ['packages/*'],
    dependencies: { ioredis: '^5.3.2', 'redis-v3': 'npm:redis@^3.1.2' },
  };
  const member = { name: 'a', dependencies: { ioredis: '^4.28.0', '@redis/client': '^1.5.0' } };
  const workspace = (path: string, text: string) => ({
    'package.json': root,
    'packages/a/package.json': member,
    'packages/b/package.json': { name: 'b' },
    [path]: text,
  });

  it.each([
    ['package-lock.json', NPM3],
    ['pnpm-lock.yaml', PNPM9],
    ['yarn.lock', YARN1],
    ['yarn.lock', YARN4],
    ['bun.lock', BUN],
  ])('%s gives each scope its own major', (path, text) => {
    const files = workspace(path, text);
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({
      major: 5,
      version: '5.11.1',
      evidence: `${path} has ioredis 5.11.1`,
    });
    expect(resolve(files, 'x.js', 'redis-v3')).toMatchObject({
      target: 'redis',
      dialect: 'redis3',
      version: '3.1.2',
    });
    expect(resolve(files, 'packages/a/x.js', 'ioredis')).toMatchObject({ major: 4, version: '4.31.0' });
    expect(resolve(files, 'packages/a/x.js', '@redis/client')).toMatchObject({
      dialect: 'redis4',
      version: '1.6.1',
    });
  });

  it('gives a member what the root lists', () => {
    expect(resolve(workspace('package-lock.json', NPM3), 'packages/b/x.js', 'ioredis')).toMatchObject({
      kind: 'known',
      major: 5,
      declaredIn: { directory: '' },
    });
  });

  it('decides an open range', () => {
    const files = { ...listing('ioredis', '>=4'), 'package-lock.json': NPM3 };
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({ kind: 'known', major: 5 });
  });

  it('does not believe a lockfile that the range contradicts', () => {
    const files = { ...listing('ioredis', '^6.0.0'), 'package-lock.json': NPM3 };
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/asks for/),
    });
  });

  it('believes it where an override says so', () => {
    const files = {
      ...listing('ioredis', '^4.0.0', { overrides: { ioredis: '5.11.1' } }),
      'package-lock.json': NPM3,
    };
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({ kind: 'known', major: 5 });
  });

  it('finds what Yarn files under the range that an override or a catalog gives', () => {
    const lock = (range: string) =>
      `__metadata:\n  version: 8\n\n"ioredis@npm:${range}":\n  version: 5.4.1\n`;
    const forced = {
      ...listing('ioredis', '^4.0.0', { resolutions: { ioredis: '5.4.1' } }),
      'yarn.lock': lock('5.4.1'),
    };
    expect(resolve(forced, 'x.js', 'ioredis')).toMatchObject({ kind: 'known', major: 5, version: '5.4.1' });
    const shared = {
      ...listing('ioredis', 'catalog:'),
      '.yarnrc.yml': 'catalog:\n  ioredis: ">=5"\n',
      'yarn.lock': lock('>=5'),
    };
    expect(resolve(shared, 'x.js', 'ioredis')).toMatchObject({ kind: 'known', version: '5.4.1' });
  });

  it('asks no lockfile about a package that is not its member', () => {
    const files = {
      'package.json': { name: 'root', dependencies: { ioredis: '^5.3.2' } },
      'package-lock.json': NPM3,
      'examples/x/package.json': { name: 'x', dependencies: { ioredis: '^4.0.0' } },
    };
    expect(resolve(files, 'examples/x/y.js', 'ioredis')).toMatchObject({
      kind: 'known',
      major: 4,
      version: null,
    });
  });

  it('cannot tell when two lockfiles disagree', () => {
    const files = {
      ...listing('ioredis', '>=4'),
      'package-lock.json': NPM3,
      'yarn.lock': `# yarn lockfile v1\n\nioredis@>=4:\n  version "4.31.0"\n`,
    };
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/several majors/),
    });
  });

  it('says that a binary lockfile tells nothing', () => {
    const files = { ...listing('ioredis', '>=4'), 'bun.lockb': '' };
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/cannot be read/),
    });
  });
});

describe('clientResolver, for a phantom', () => {
  it('takes what is hoisted', () => {
    const files = {
      'package.json': { name: 'app', dependencies: { bullmq: '^3' } },
      'package-lock.json': NPM3,
    };
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({
      kind: 'known',
      major: 5,
      declaredIn: null,
      group: null,
    });
  });

  it('cannot tell two majors apart', () => {
    const files = { 'package.json': { name: 'app', dependencies: { bullmq: '^3' } }, 'yarn.lock': YARN1 };
    expect(resolve(files, 'x.js', 'ioredis')).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/several majors/),
    });
  });

  it('names the manifest that does list it', () => {
    const files = { 'install/package.json': { name: 'x', dependencies: { redis: '5.12.1' } } };
    expect(resolve(files, 'src/x.js', 'redis')).toMatchObject({
      kind: 'unknown',
      target: 'redis',
      reason: expect.stringContaining('install/package.json'),
    });
  });
});

describe('clientNames', () => {
  it('has the packages and their aliases', () => {
    const { scopes } = repositoryOf({
      'package.json': {
        name: 'a',
        dependencies: { 'redis-v3': 'npm:redis@3', kv: 'npm:iovalkey@1', ms: '2' },
      },
      'b/package.json': { name: 'b', devDependencies: { io: 'npm:ioredis@4' } },
    });
    const manifests = scopes.all.flatMap((one) => one.manifest ?? []);
    expect([...clientNames(manifests)]).toEqual(['redis', 'ioredis', '@redis/client', 'redis-v3', 'io']);
  });
});
