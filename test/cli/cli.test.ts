import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  APPLICATION,
  CLI,
  contentOf,
  directoryWith,
  type Files,
  git,
  repositoryWith,
  run,
} from './program.js';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

function repository(files: Files = APPLICATION): string {
  const root = repositoryWith(files);
  roots.push(root);
  return root;
}

function directory(files: Files): string {
  const root = directoryWith(files);
  roots.push(root);
  return root;
}

describe('preview', () => {
  it('finds the same when the reports of an earlier run lie in the repository', () => {
    const root = repository();
    const formats = ['markdown', 'json', 'sarif', 'rdjson', 'gitlab', 'junit', 'html', 'patch'];
    const first = run(
      root,
      formats.flatMap((format) => ['--report', `${format}=${root}/report.${format}`]),
    );
    expect(run(root, []).stdout).toBe(first.stdout);
  });

  it('prints the diff on stdout, the summary on stderr, and changes nothing', () => {
    const root = repository();
    const before = contentOf(root);
    const { exitCode, stdout, stderr } = run(root, []);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("-import Redis from 'ioredis';");
    expect(stdout).toContain("+import Redis from './valkey/ioredis.js';");
    expect(stderr).toMatch(
      /^\d+ edits in \d+ files, \d+ created; .* Nothing was written: --write does it\.\n$/,
    );
    expect(contentOf(root)).toEqual(before);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  it('prints no colour off a terminal, unless FORCE_COLOR or --color ask for it', () => {
    const root = repository();
    expect(run(root, []).stdout).not.toContain('\u001b[');
    expect(run(root, [], { FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
    expect(run(root, [], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b[');
    expect(run(root, ['--no-color'], { FORCE_COLOR: '1' }).stdout).not.toContain('\u001b[');
    expect(run(root, ['--color']).stdout).toContain('\u001b[');
  });

  it('writes reports to files and keeps stdout for the one without', () => {
    const root = repository();
    const out = directory({});
    const json = path.join(out, 'report.json');
    expect(run(root, ['--format', 'json', '--output', json]).stdout).toBe('');
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ version: 1, mode: 'preview' });
    const patch = path.join(out, 'a.patch');
    const { stdout } = run(root, ['--format', 'json', '--output', '-', '--report', `patch=${patch}`]);
    expect(JSON.parse(stdout).summary.filesChanged).toBeGreaterThan(0);
    expect(readFileSync(patch, 'utf8')).toContain('diff --git');
  });

  it('shows no secret in any format, and refuses to in CI', () => {
    const root = repository();
    for (const format of ['pretty', 'patch', 'json']) {
      const { stdout, stderr } = run(root, ['--format', format]);
      expect(stdout + stderr).not.toMatch(/s3cr3t|l0cal|tops3cret/);
    }
    expect(run(root, ['--show-secrets']).stdout).toContain('s3cr3t-pw');
    expect(run(root, ['--show-secrets'], { CI: 'true' })).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('survives a reader that has seen enough', () => {
    const root = repository();
    const command = `"${process.execPath}" "${CLI}" --format json | head -c 1`;
    const { status, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).not.toContain('EPIPE');
    expect(status).toBe(0);
  });

  it('says so when there is nothing to do', () => {
    expect(run(repository({ 'index.js': 'export {}\n' }), [])).toMatchObject({
      exitCode: 0,
      stderr: 'No Redis client found in 1 file.\n',
    });
    expect(run(directory({}), [])).toMatchObject({ exitCode: 0, stderr: 'There are no files to look at.\n' });
  });

  it('exits 1 when a finding reaches --fail-on', () => {
    const root = repository({ ...APPLICATION, 'src/odd.js': "import 'ioredis/built/nowhere';\n" });
    const { findings } = JSON.parse(run(root, ['--format', 'json']).stdout);
    expect(findings.length).toBeGreaterThan(0);
    expect(run(root, ['--fail-on', 'info']).exitCode).toBe(1);
  });
});

describe('--write and undo', () => {
  it('writes what the patch says, and takes it back to the byte', () => {
    const root = repository();
    const before = contentOf(root);
    const patch = run(root, ['--format', 'patch']).stdout;
    expect(run(root, ['--write']).exitCode).toBe(0);
    const written = contentOf(root);
    expect(written['src/cache.js']).toContain("from './valkey/ioredis.js';\r\n");
    expect(run(root, ['undo']).exitCode).toBe(0);
    expect(contentOf(root)).toEqual(before);

    execFileSync('git', ['apply', '-'], { cwd: root, input: patch });
    expect({ ...contentOf(root), '.env': '' }).toEqual({ ...written, '.env': '' });
  });

  it('changes nothing the second time', () => {
    const root = repository();
    run(root, ['--write']);
    const written = contentOf(root);
    const writeAgain = () => {
      const { exitCode, stdout } = run(root, ['--write', '--format', 'json']);
      expect(JSON.parse(stdout)).toMatchObject({ mode: 'write', files: [] });
      expect([exitCode, contentOf(root)]).toEqual([0, written]);
    };
    writeAgain();
    appendFileSync(path.join(root, 'README.md'), 'mine\n');
    git(root, 'add', 'README.md');
    expect(run(root, ['--write'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('README.md'),
    });
    git(root, 'rm', '-qf', 'README.md');
    git(root, 'add', '-A');
    git(root, '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'after');
    writeAgain();
  });

  it('refuses a dirty tree by name, unless allowed', () => {
    const root = repository();
    appendFileSync(path.join(root, 'src/cache.js'), '// mine\n');
    const dirty = contentOf(root);
    const refused = run(root, ['--write']);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain('src/cache.js');
    expect(contentOf(root)).toEqual(dirty);
    expect(run(root, ['--write', '--allow-dirty']).exitCode).toBe(0);
  });

  it('refuses to put back a file that was edited since, unless forced', () => {
    const root = repository();
    const before = contentOf(root);
    run(root, ['--write']);
    appendFileSync(path.join(root, 'src/cache.js'), '// mine\n');
    const refused = run(root, ['undo']);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('src/cache.js');
    expect(run(root, ['undo', '--force']).exitCode).toBe(0);
    expect(contentOf(root)).toEqual(before);
  });

  it('says that files were written when the report after it cannot be', () => {
    const root = repository();
    const failed = run(root, ['--write', '--report', 'json=no/such/dir/x.json']);
    expect(failed.exitCode).toBe(3);
    expect(failed.stderr).toMatch(/cannot be written \(ENOENT\); \d+ files had been written before; .* undo/);
    expect(run(root, ['undo']).exitCode).toBe(0);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  it('has nothing to undo at first', () => {
    const { exitCode, stderr } = run(repository(), ['undo']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('nothing to undo');
  });
});

describe('check', () => {
  it('exits 1 while something is left, and 0 once it is done', () => {
    const root = repository();
    expect(run(root, ['check']).exitCode).toBe(1);
    run(root, ['--write']);
    expect(run(root, ['check'])).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(run(root, ['check', '--format', 'json']).stdout).mode).toBe('check');
  });
});

it('takes what follows -- as the path, whatever it looks like', () => {
  const root = repository();
  const { files } = JSON.parse(run(path.dirname(root), ['--format', 'json', '--', root]).stdout);
  expect(files.map((file: { path: string }) => file.path)).toContain('package.json');
  expect(run(root, ['--', '--nowhere']).stderr).toContain('--nowhere: no such directory');
});

describe('a request that cannot be served', () => {
  it.each([
    [['nowhere'], /nowhere: no such directory/],
    [['chekc'], /did you mean the command check\?/],
    [['package.json'], /package\.json is not a directory/],
    [['--wirte'], /unknown option --wirte; did you mean --write\?/],
    [['--format', 'jsn'], /--format is one of .*did you mean json\?/],
    [
      ['--only', 'typescript,envs'],
      /--only is one of typescript, manifest, env, .*; found "envs" \(did you mean env\?\)/,
    ],
    [['--exclude'], /--exclude needs a value: GLOB/],
    [['--disable', 'env-schem'], /--disable knows no "env-schem" \(did you mean env-scheme\?\)/],
    [['--report', 'json'], /--report json: it takes FORMAT=FILE/],
    [['--output', 'x.json', '--report', 'sarif=./x.json'], /x\.json: two reports would be written there/],
    [['--report', 'json=-'], /two reports on stdout/],
    [['--output', 'no/such/dir/x.json'], /no\/such\/dir\/x\.json: the report cannot be written \(ENOENT\)/],
    [['--config', 'none.json'], /none\.json: there is no such file/],
    [['.', 'src'], /one path at a time: "src"/],
    [['check', '--write'], /unknown option --write/],
  ])('%j exits 2 with one line that helps', (args, message) => {
    const { exitCode, stdout, stderr } = run(repository(), args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('names file and line of a broken configuration', () => {
    const root = repository({ ...APPLICATION, 'valkey-codemod.json': '{\n  "engine": "redis"\n}\n' });
    expect(run(root, [])).toMatchObject({
      exitCode: 2,
      stderr:
        'valkey-codemod: valkey-codemod.json:2:13: "engine" is one of iovalkey, installed; found "redis"\n',
    });
  });

  it('goes on past a broken package.json, with a finding', () => {
    const root = repository({
      ...APPLICATION,
      'packages/a/package.json': '{ "name": "a", "dependencies": { "redis": ',
    });
    const { exitCode, stdout } = run(root, ['--format', 'json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).findings.map((finding: { path: string }) => finding.path)).toContain(
      'packages/a/package.json',
    );
  });

  it('tells an old Node from a new one', () => {
    const script = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); import(${JSON.stringify(CLI)})`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'valkey-codemod needs Node 20.19 or later; this is Node 18.20.0\n',
    });
  });
});

describe('options', () => {
  it('--enable takes a rule out of what the configuration disables', () => {
    const root = repository({ ...APPLICATION, 'valkey-codemod.json': '{ "disable": ["env-scheme"] }\n' });
    const paths = (args: readonly string[]) =>
      JSON.parse(run(root, [...args, '--format', 'json']).stdout).files.map(
        (file: { path: string }) => file.path,
      );
    expect(paths([])).not.toContain('.env.example');
    expect(paths(['--enable', 'env-scheme'])).toContain('.env.example');
  });

  it('--jobs changes nothing but how many threads work', () => {
    const root = repository();
    const report = (jobs: string) => JSON.parse(run(root, ['--jobs', jobs, '--format', 'json']).stdout).files;
    expect(report('1')).toEqual(report('3'));
    expect(run(root, ['--jobs', '0'])).toMatchObject({ exitCode: 2 });
  });

  it('come from the configuration file, and the command line goes over it', () => {
    const root = repository({
      ...APPLICATION,
      'valkey-codemod.json': '{ "only": ["env"], "format": "json" }\n',
    });
    const surfaces = (args: readonly string[]) =>
      new Set(JSON.parse(run(root, args).stdout).files.map((file: { surface: string }) => file.surface));
    expect(surfaces([]).has('typescript')).toBe(false);
    expect(surfaces(['--only', 'typescript,manifest']).has('typescript')).toBe(true);
  });

  it('--help has examples, --version a version', () => {
    const help = run(repository(), ['--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain('valkey-codemod ../shop --write');
    expect(run(repository(), ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('a subdirectory limits what is edited', () => {
    const root = repository();
    mkdirSync(path.join(root, 'other'));
    writeFileSync(path.join(root, 'other/a.js'), "import Redis from 'ioredis';\nnew Redis();\n");
    const { files } = JSON.parse(run(root, ['other', '--format', 'json']).stdout);
    for (const file of files) expect(file.path).toMatch(/^other\//);
  });
});
