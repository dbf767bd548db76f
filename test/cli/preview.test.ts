import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { APPLICATION, contentOf, repositoryWith } from './program.js';

/** A machine that has what the first minute asks for, and no server: only these can be run. */
const tools = mkdtempSync(path.join(tmpdir(), 'preview-test-'));
for (const tool of ['node', 'npm', 'git', 'sh', 'env']) symlinkSync(locate(tool), path.join(tools, tool));
const repository = repositoryWith(APPLICATION);
afterAll(() => {
  for (const directory of [tools, repository]) rmSync(directory, { recursive: true, force: true });
});

function locate(tool: string): string {
  return realpathSync(execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim());
}

function preview(...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const environment = { ...process.env, PATH: tools, npm_config_script_shell: path.join(tools, 'sh') };
  return spawnSync('npm', ['run', '--silent', 'preview', ...args], { encoding: 'utf8', env: environment });
}

it('shows the report on the sample application, where no server is installed', () => {
  const { status, stdout } = preview();
  expect(stdout).toContain("+import { Redis, type RedisOptions } from './valkey/ioredis.js';");
  expect(stdout).toContain('REDIS_URL=valkey://***@localhost:6379/0');
  expect(status).toBe(0);
});

it('shows the report on another repository, by a path from where npm was called, and leaves it as it is', () => {
  const before = contentOf(repository);
  const { status, stdout } = preview('--', path.relative(process.cwd(), repository), '--format', 'json');
  expect(JSON.parse(stdout).files.map((file: { readonly path: string }) => file.path)).toContain(
    'src/cache.js',
  );
  expect(status).toBe(0);
  expect(contentOf(repository)).toEqual(before);
});
