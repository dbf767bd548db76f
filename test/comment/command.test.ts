import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ACTION_SETTINGS, commandLine } from '../../src/comment/inputs.js';
import { MARK } from '../../src/comment/platform.js';
import { APPLICATION, CLI, git, repositoryWith } from '../cli/program.js';
import { type ApiServer, startApi } from './server.js';

const execute = promisify(execFile);
let api: ApiServer;
let root: string;
let temporary: string;

beforeEach(async () => {
  api = await startApi(null);
  root = repositoryWith(APPLICATION);
  temporary = mkdtempSync(path.join(tmpdir(), 'command-test-'));
  writeFileSync(path.join(temporary, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
});
afterEach(async () => {
  await api.close();
  for (const directory of [root, temporary]) rmSync(directory, { recursive: true, force: true });
});

/** The environment of a job on a runner. */
function job(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    GITHUB_TOKEN: 'token-of-the-job',
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'abc',
    GITHUB_API_URL: api.url,
    GITHUB_EVENT_PATH: path.join(temporary, 'event.json'),
    GITHUB_STEP_SUMMARY: path.join(temporary, 'summary.md'),
    GITHUB_OUTPUT: path.join(temporary, 'output'),
    GITHUB_WORKSPACE: root,
    RUNNER_TEMP: temporary,
  };
}

function written(name: string): string {
  return readFileSync(path.join(temporary, name), 'utf8');
}

describe('valkey-codemod comment', () => {
  it('comments, writes the summary and the outputs', async () => {
    const { stdout } = await execute(process.execPath, [CLI, 'comment', '--platform', 'github', root], {
      env: job(),
    });
    expect(stdout).toBe('');
    expect(api.comments).toHaveLength(1);
    expect(api.comments[0]?.body).toContain(`${MARK}\n**Would change`);
    expect(written('summary.md')).toContain('**Would change');
    expect(written('output')).toMatch(/^comment=created\nfiles=\d+\nedits=\d+\nerrors=\d+\nwarnings=\d+\n$/);
  });

  it('falls back to the summary where the token may not comment', async () => {
    api.mayWrite = false;
    await execute(process.execPath, [CLI, 'comment', '--platform', 'github', root], { env: job() });
    expect(written('summary.md')).toContain('**Would change');
    expect(written('output')).toContain('comment=not-allowed');
  });

  it('wants to know the platform', async () => {
    await expect(execute(process.execPath, [CLI, 'comment', root], { env: job() })).rejects.toMatchObject({
      code: 2,
    });
  });
});

describe('action.yml', () => {
  const action: {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly runs: { readonly main: string };
  } = parse(readFileSync('action.yml', 'utf8'));

  it('has an input for every option that a job can use', () => {
    expect(Object.keys(action.inputs)).toEqual([
      'path',
      'token',
      ...ACTION_SETTINGS.map((setting) => setting.flag),
    ]);
  });

  it.each<[string, NodeJS.ProcessEnv, readonly string[]]>([
    ['nothing', {}, []],
    ['a choice', { INPUT_ENGINE: 'installed' }, ['--engine=installed']],
    ['a flag', { INPUT_LIBRARIES: 'true', INPUT_TLS: 'false' }, ['--libraries']],
    ['a list', { INPUT_EXCLUDE: 'old/**\n  vendor/** \n' }, ['--exclude=old/**', '--exclude=vendor/**']],
    ['text that looks like an option', { INPUT_CLIENT: '--write' }, ['--client=--write']],
    ['what is no input', { INPUT_WRITE: 'true', 'INPUT_SHOW-SECRETS': 'true' }, []],
  ])('turns %s into options', (_, inputs, options) => {
    expect(commandLine({ GITHUB_WORKSPACE: '/w', INPUT_PATH: 'app', ...inputs })).toEqual([
      'comment',
      '--platform=github',
      ...options,
      '--',
      '/w/app',
    ]);
  });

  it('runs from the files of its tag alone, whatever its inputs hold', async () => {
    const clone = path.join(temporary, 'project');
    git(temporary, 'clone', '-q', process.cwd(), clone);
    symlinkSync(path.resolve('node_modules'), path.join(clone, 'node_modules'));
    // The wrapper's flavours take long to build, and are built already.
    cpSync('dist/wrapper', path.join(clone, 'dist/wrapper'), { recursive: true });
    await execute('bash', ['scripts/release-action.sh', 'v0.0.1'], { cwd: clone, env: author });
    expect(git(clone, 'status', '--porcelain', '--untracked-files=no')).toBe('');
    const runner = path.join(temporary, 'runner');
    git(temporary, 'clone', '-q', '--branch', 'v0.0.1', clone, runner);

    const inputs = {
      INPUT_PATH: '.',
      INPUT_TOKEN: 'token-of-the-job',
      INPUT_SCHEMES: 'none',
      INPUT_EXCLUDE: `$(touch ${temporary}/ran)`,
    };
    const { GITHUB_TOKEN: _, ...environment } = job();
    await execute(process.execPath, [path.join(runner, action.runs.main)], {
      cwd: temporary,
      env: { ...environment, ...inputs },
    });
    expect(existsSync(path.join(temporary, 'ran'))).toBe(false);
    expect(api.comments[0]?.body).toContain(`${MARK}\n**Would change`);
    const outputs = written('output').match(/^\w+(?==)/gm);
    expect(outputs).toEqual(Object.keys(action.outputs));
  });
});

/** What git needs to commit where nobody has told it a name. */
const author = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

describe('examples/fleet.sh', () => {
  it('changes a clone, and is quiet where there is nothing to do', async () => {
    const clone = path.join(temporary, 'clone');
    git(temporary, 'clone', '-q', root, clone);
    const environment = { PATH: process.env.PATH, HOME: temporary, VALKEY_CODEMOD: CLI };
    const script = path.resolve('examples/fleet.sh');
    await execute('bash', [script], { cwd: clone, env: environment });
    expect(readFileSync(path.join(clone, 'src/cache.js'), 'utf8')).toContain('./valkey/ioredis.js');
    git(clone, 'add', '-A');
    git(clone, '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'moved');
    await execute('bash', [script], { cwd: clone, env: environment });
    expect(git(clone, 'status', '--porcelain')).toBe('');
  });
});
