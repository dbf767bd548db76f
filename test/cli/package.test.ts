import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { APPLICATION, repositoryWith } from './program.js';

const elsewhere = mkdtempSync(path.join(tmpdir(), 'package-test-'));
const repository = repositoryWith(APPLICATION);
afterAll(() => {
  rmSync(elsewhere, { recursive: true, force: true });
  rmSync(repository, { recursive: true, force: true });
});

function npm(...args: readonly string[]): string {
  return execFileSync('npm', [...args, '--loglevel=error'], { cwd: elsewhere, encoding: 'utf8' });
}

it('works from the packed tarball, installed elsewhere', { timeout: 240_000 }, () => {
  const packed: unknown = JSON.parse(npm('pack', path.resolve('.'), '--json', '--ignore-scripts'));
  const tarball = Array.isArray(packed) ? String(packed[0]?.filename) : '';
  npm('install', `./${tarball}`, '--prefix', elsewhere, '--prefer-offline', '--no-audit', '--no-fund');
  const program = path.join(elsewhere, 'node_modules/.bin/valkey-codemod');
  const run = (...args: readonly string[]) =>
    execFileSync(program, args, { cwd: repository, encoding: 'utf8' });
  expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(run('--quiet')).toContain("+import Redis from './valkey/ioredis.js';");
  run('--write', '--quiet');
  expect(JSON.parse(run('check', '--format', 'json', '--quiet')).files).toEqual([]);
});
