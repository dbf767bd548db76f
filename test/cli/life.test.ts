import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { contentOf, type Files, git, repositoryWith, run } from './program.js';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

function repository(files: Files): string {
  const root = repositoryWith(files);
  roots.push(root);
  return root;
}

function commit(root: string): Files {
  git(root, 'add', '-A');
  git(root, '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'step');
  return contentOf(root);
}

/** One more step: writes, checks that undo takes it back and that a second write changes nothing, and commits it. */
function write(root: string, ...args: readonly string[]): Files {
  const before = contentOf(root);
  const patch = run(root, [...args, '--format', 'patch']).stdout;
  expect(run(root, ['--write', ...args])).toMatchObject({ exitCode: 0 });
  const after = contentOf(root);
  expect(run(root, ['undo']).exitCode).toBe(0);
  expect(contentOf(root)).toEqual(before);
  if (patch.includes('diff --git')) {
    writeFileSync(path.join(root, '.git/a.patch'), patch);
    git(root, 'apply', '.git/a.patch');
    expect(contentOf(root)).toEqual(after);
    git(root, 'add', '-A');
    git(root, 'stash', '-q');
    git(root, 'stash', 'drop', '-q');
  }
  run(root, ['--write', ...args]);
  commit(root);
  expect(JSON.parse(run(root, ['--write', ...args, '--format', 'json']).stdout).files).toEqual([]);
  expect(contentOf(root)).toEqual(after);
  return after;
}

const manifest = (dependencies: Readonly<Record<string, string>>, more: object = {}): string =>
  `${JSON.stringify({ name: 'shop', private: true, ...more, dependencies }, null, 2)}\n`;

const applications: readonly (readonly [string, Files])[] = [
  [
    'ioredis in ES modules',
    {
      'package.json': manifest({ express: '^5.0.0', ioredis: '^5.4.1' }, { type: 'module' }),
      'src/cache.js':
        "import Redis from 'ioredis';\nexport const cache = new Redis(process.env.REDIS_URL);\n",
    },
  ],
  [
    'ioredis 4 in TypeScript',
    {
      'package.json': manifest({ ioredis: '4.28.0', pino: '9.0.0' }),
      'tsconfig.json':
        '{ "compilerOptions": { "module": "commonjs", "esModuleInterop": true, "target": "ES2022" } }\n',
      'src/cache.ts':
        "import Redis from 'ioredis';\nexport const cache = new Redis(process.env.REDIS_URL);\n",
    },
  ],
  [
    'redis 3 in CommonJS and in ES modules',
    {
      'package.json': manifest({ redis: '^3.1.2' }),
      'lib/a.js': "const redis = require('redis');\nexports.a = redis.createClient(process.env.REDIS_URL);\n",
      'lib/b.mjs':
        "import redis from 'redis';\nexport const b = redis.createClient(process.env.REDIS_URL);\n",
    },
  ],
];

describe.each(applications)('the engine of %s', (_name, files) => {
  const dependencies = (at: Files): object => JSON.parse(at['package.json']!.slice(4)).dependencies;
  const sources = (at: Files): Files =>
    Object.fromEntries(Object.entries(at).filter(([name]) => name in files && name !== 'package.json'));

  it('comes later, and goes back, without an import being touched', () => {
    const root = repository(files);
    const original = contentOf(root);
    const installed = write(root, '--engine', 'installed');
    expect(dependencies(installed)).toEqual(dependencies(original));

    const swapped = write(root);
    expect(sources(swapped)).toEqual(sources(installed));
    expect(dependencies(swapped)).toHaveProperty('iovalkey');
    expect(dependencies(swapped)).not.toHaveProperty(
      files['package.json']!.includes('ioredis') ? 'ioredis' : 'redis',
    );
    expect(run(root, ['check']).exitCode).toBe(0);

    expect(write(root, '--engine', 'installed')).toEqual(installed);
    expect(write(root)).toEqual(swapped);
  });

  it('is the same as if it had been taken at once', () => {
    const atOnce = write(repository(files));
    const root = repository(files);
    write(root, '--engine', 'installed');
    expect(write(root)).toEqual(atOnce);
  });
});

describe('a change of engine', () => {
  const [, files] = applications[0]!;

  it('does not happen where iovalkey is not proven', () => {
    const root = repository({ ...files, 'src/odd.js': "import { cache } from './cache.js';\n" });
    write(root, '--engine', 'installed');
    appendFileSync(path.join(root, 'src/cache.js'), 'cache.noSuchCommandYet();\n');
    const before = commit(root);
    const { stdout } = run(root, ['--write', '--format', 'json']);
    expect(JSON.parse(stdout).findings).toMatchObject([{ rule: 'engine-installed', severity: 'info' }]);
    expect(contentOf(root)).toEqual(before);
  });

  it('is not made backwards without being asked, but reported', () => {
    const root = repository(files);
    write(root);
    appendFileSync(path.join(root, 'src/cache.js'), 'cache.noSuchCommandYet();\n');
    const before = commit(root);
    const { stdout } = run(root, ['--write', '--format', 'json']);
    expect(JSON.parse(stdout).findings).toMatchObject([{ rule: 'engine-unproven', severity: 'warning' }]);
    expect(contentOf(root)).toEqual(before);
  });

  it('leaves iovalkey in the manifest while something else names it', () => {
    const root = repository(files);
    write(root);
    writeFileSync(path.join(root, 'src/own.js'), "import { Redis } from 'iovalkey';\nexport { Redis };\n");
    commit(root);
    const back = write(root, '--engine', 'installed');
    expect(back['package.json']).toContain('"ioredis": "^5.4.1"');
    expect(back['package.json']).toContain('"iovalkey"');
  });
});

describe('a later version', () => {
  const [, files] = applications[0]!;

  /** A copy as an earlier version would have written it. */
  function age(root: string, version = '0.0.1'): void {
    for (const name of ['ioredis.js', 'class.js', 'url.js']) {
      const file = path.join(root, 'src/valkey', name);
      const older = readFileSync(file, 'utf8')
        .replace(/@valkey-codemod \S+/, `@valkey-codemod ${version}`)
        .replace(/@sha256 \w+/, `@sha256 ${'0'.repeat(16)}`)
        .concat('// A line of that version.\n');
      const hash = createHash('sha256').update(older).digest('hex').slice(0, 16);
      writeFileSync(file, older.replace('0'.repeat(16), hash));
    }
  }

  it('replaces an unedited copy', () => {
    const root = repository(files);
    const written = write(root);
    age(root);
    commit(root);
    const { stdout } = run(root, []);
    expect(stdout).toContain('-// A line of that version.');
    expect(write(root)).toEqual(written);
  });

  it('reports an edited copy, and leaves all of it', () => {
    const root = repository(files);
    write(root);
    age(root);
    appendFileSync(path.join(root, 'src/valkey/class.js'), '// mine\n');
    const before = commit(root);
    const { stdout } = run(root, ['--write', '--format', 'json']);
    expect(JSON.parse(stdout).findings).toMatchObject([
      { rule: 'edited-wrapper', path: 'src/valkey/class.js' },
    ]);
    expect(contentOf(root)).toEqual(before);
    run(root, ['--write', '--engine', 'installed']);
    expect(contentOf(root)).toEqual(before);
  });

  it('is not replaced by an earlier one', () => {
    const root = repository(files);
    write(root);
    age(root, '99.0.0');
    const before = commit(root);
    run(root, ['--write']);
    expect(contentOf(root)).toEqual(before);
  });

  it('keeps the line ends of a checkout', () => {
    const root = repository(files);
    write(root);
    age(root);
    const file = path.join(root, 'src/valkey/class.js');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    commit(root);
    run(root, ['--write']);
    expect(readFileSync(file, 'utf8')).not.toMatch(/[^\r]\n/);
    expect(readFileSync(file, 'utf8')).not.toContain('A line of that version');
  });
});

describe('an import that comes after the migration', () => {
  it('joins the copy that is there', () => {
    const [, files] = applications[0]!;
    const root = repository(files);
    write(root);
    mkdirSync(path.join(root, 'scripts'));
    writeFileSync(
      path.join(root, 'scripts/flush.js'),
      "import Redis from 'ioredis';\nnew Redis().flushall();\n",
    );
    writeFileSync(path.join(root, 'scripts/old.cjs'), "const Redis = require('ioredis');\nnew Redis();\n");
    writeFileSync(
      path.join(root, 'package.json'),
      manifest({ ioredis: '^5.4.1', iovalkey: '^0.4.0' }, { type: 'module' }),
    );
    commit(root);
    const joined = write(root);
    expect(joined['scripts/flush.js']).toContain("from '../src/valkey/ioredis.js'");
    expect(joined['scripts/old.cjs']).toContain("require('../src/valkey/ioredis.cjs')");
    expect(Object.keys(joined).filter((name) => name.startsWith('src/valkey/')).length).toBeGreaterThan(3);
    expect(joined['src/valkey/ioredis.js']).toContain("from './ioredis.cjs'");
    expect(joined['src/cache.js']).toContain("from './valkey/ioredis.js'");
  });
});

describe('a command that code names after the migration', () => {
  const files: Files = {
    'package.json': manifest({ redis: '^4.7.0' }),
    'lib/cache.js': "const { createClient } = require('redis');\nexports.client = createClient();\n",
  };
  const stream = "const { client } = require('./cache');\nexports.add = (id) => client.xAdd('s', id, {});\n";

  it('comes into the copy by the next run, and goes with the last code that names it', () => {
    const root = repository(files);
    const before = write(root);
    expect(before['lib/valkey/redis4/commands.js']).not.toContain("'xAdd'");
    writeFileSync(path.join(root, 'lib/add.js'), stream);
    commit(root);
    const after = write(root);
    expect(after['lib/valkey/redis4/commands.js']).toContain("'xAdd'");
    expect(after['lib/valkey/redis4/commands.js']).not.toContain(' xAdd ');
    rmSync(path.join(root, 'lib/add.js'));
    commit(root);
    expect(write(root)).toEqual(before);
  });

  it('does not come into a copy that somebody edited', () => {
    const root = repository(files);
    write(root);
    appendFileSync(path.join(root, 'lib/valkey/redis4/commands.js'), '// mine\n');
    writeFileSync(path.join(root, 'lib/add.js'), stream);
    const before = commit(root);
    const { findings } = JSON.parse(run(root, ['--write', '--format', 'json']).stdout);
    expect(findings).toMatchObject([{ rule: 'edited-wrapper', path: 'lib/valkey/redis4/commands.js' }]);
    expect(contentOf(root)).toEqual(before);
  });
});
