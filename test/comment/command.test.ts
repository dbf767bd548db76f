import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  it('runs the command with its inputs as they are, whatever they hold', async () => {
    const inputs = {
      INPUT_PATH: '.',
      INPUT_VERSION: '0.1.0',
      INPUT_UPLOAD: 'false',
      INPUT_FAIL_ON: '',
      INPUT_ENGINE: 'installed',
      INPUT_SCHEMES: 'none',
      INPUT_CONFIG: '',
      INPUT_ARGS: `--exclude=$(touch ${temporary}/ran)\n--skip=env`,
    };
    await execute('bash', ['examples/action.sh'], { env: { ...job(), ...inputs, VALKEY_CODEMOD: CLI } });
    expect(existsSync(path.join(temporary, 'ran'))).toBe(false);
    expect(api.comments).toHaveLength(1);
  });

  it('passes on every input and output that it declares', () => {
    const action = readFileSync('action.yml', 'utf8');
    const declared =
      (action.split('outputs:')[0] ?? '').match(/^ {2}[\w-]+:$/gm)?.map((name) => name.trim().slice(0, -1)) ??
      [];
    for (const name of declared) expect(action).toContain(`\${{ inputs.${name} }}`);
    expect(declared.length).toBeGreaterThan(5);
  });
});

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
