import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FileOutcome } from '../../src/model.js';
import { patch } from '../../src/report/patch.js';
import { changed, created, editedText, outcome, outcomeOf, reportOf } from './outcomes.js';

const root = mkdtempSync(path.join(tmpdir(), 'patch-test-'));
const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CEILING_DIRECTORIES: tmpdir(),
};

beforeAll(() => {
  execFileSync('git', ['init', '-q'], { cwd: root, env: environment });
});
beforeEach(() => {
  for (const name of ['file.txt', 'src', '.env.example', 'file with space.ts', 'tab\there "é".ts'])
    rmSync(path.join(root, name), { recursive: true, force: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function patchOf(files: readonly FileOutcome[]): string {
  return patch(outcome(files), reportOf(files), { showSecrets: false });
}

/** Writes the old texts, lets git apply the patch, and gives the new texts. */
function appliedByGit(files: readonly FileOutcome[]): readonly string[] {
  for (const file of files) {
    const target = path.join(root, file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    if (file.status === 'changed') writeFileSync(target, file.before);
  }
  const input = patchOf(files);
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, env: environment, input });
  return files.map((file) => readFileSync(path.join(root, file.path), 'utf8'));
}

describe('patch', () => {
  it('gives git apply exactly the new bytes, for any edits', () => {
    fc.assert(
      fc.property(editedText, ({ before, edits }) => {
        const file = outcomeOf('file.txt', before, edits);
        if (file.before === file.after) return;
        expect(appliedByGit([file])).toEqual([file.after]);
      }),
      { numRuns: 60 },
    );
  });

  it('creates files with mode 100644 and keeps the mode of changed ones', () => {
    const script = changed('src/run.js', "#!/usr/bin/env node\nrequire('redis')\n", ['redis', './valkey']);
    const made = created('src/valkey/index.js', 'module.exports = {}\n');
    mkdirSync(path.join(root, 'src'), { recursive: true });
    writeFileSync(path.join(root, 'src/run.js'), script.before);
    chmodSync(path.join(root, 'src/run.js'), 0o755);
    expect(appliedByGit([script, made])).toEqual([script.after, made.after]);
    expect(statSync(path.join(root, 'src/run.js')).mode & 0o777).toBe(0o755);
    expect(statSync(path.join(root, 'src/valkey/index.js')).mode & 0o111).toBe(0);
    expect(patchOf([made])).toContain('new file mode 100644\n--- /dev/null\n');
  });

  it.each(['file with space.ts', 'tab\there "é".ts'])('quotes the name %j as git does', (name) => {
    const file = changed(name, "import 'redis'\n", ['redis', './valkey']);
    expect(appliedByGit([file])).toEqual([file.after]);
  });

  it('gives up context that would show a secret', () => {
    const file = changed(
      'file.txt',
      "import 'redis'\n\nconst a = 1\nconst url = 'redis://:s3cr3t-pw@cache'\n",
      ['redis', './valkey'],
    );
    const text = patchOf([file]);
    expect(text).not.toContain('s3cr3t');
    expect(text).toContain('@@ -1,3 +1,3 @@');
    expect(appliedByGit([file])).toEqual([file.after]);
  });

  it('carries a changed line with a secret as a binary delta, and shows it redacted above', () => {
    const file = changed('.env.example', 'A=1\nREDIS_URL=redis://:s3cr3t-pw@cache:6379\nB=2\n', [
      'redis:',
      'valkey:',
    ]);
    const text = patchOf([file]);
    expect(text).not.toContain('s3cr3t');
    expect(text).toContain('GIT binary patch');
    expect(text).toContain('#     +REDIS_URL=valkey://***@cache:6379\n');
    expect(appliedByGit([file])).toEqual([file.after]);
  });

  it('names both versions of a delta as a repository of SHA-256 does', () => {
    const repository = mkdtempSync(path.join(root, 'sha256-'));
    execFileSync('git', ['init', '-q', '--object-format=sha256'], { cwd: repository, env: environment });
    const before = 'REDIS_URL=redis://:s3cr3t-pw@cache:6379\n';
    writeFileSync(path.join(repository, '.env.example'), before);
    const files = [changed('.env.example', before, ['redis:', 'valkey:'])];
    const input = patch({ files, objectFormat: 'sha256' }, reportOf(files), { showSecrets: false });
    expect(input).not.toContain('s3cr3t');
    execFileSync('git', ['apply', '-'], { cwd: repository, env: environment, input });
    expect(readFileSync(path.join(repository, '.env.example'), 'utf8')).toBe(files[0]?.after);
  });

  it('carries deltas of files longer than one copy instruction', () => {
    const filler = `${'x'.repeat(70)}ü\n`.repeat(2000);
    const before = `${filler}REDIS_URL=redis://:s3cr3t-pw@cache\n${filler}REDIS_2=redis://:s3cr3t-pw@other\n`;
    const file = changed('.env.example', before, ['redis://:s3cr3t-pw@cache', 'valkey://:s3cr3t-pw@cache']);
    const text = patchOf([file]);
    expect(text).toContain('GIT binary patch');
    expect(appliedByGit([file])).toEqual([file.after]);
  });

  it('names files that git ignores and leaves them out', () => {
    const file = {
      ...changed('.env', 'REDIS_URL=redis://cache\n', ['redis:', 'valkey:']),
      ignoredByGit: true,
    };
    expect(patchOf([file])).toBe(
      '# git ignores these files, so they are not in this patch; --write changes them:\n#   .env\n',
    );
  });

  it('leaves out what only text with a secret could carry, and says so', () => {
    const file = created('src/valkey.ts', "export const url = 'redis://:s3cr3t-pw@cache'\n");
    const text = patchOf([file]);
    expect(text).not.toContain('s3cr3t');
    expect(text).toMatch(/not in this patch; --write makes them:\n# {3}src\/valkey\.ts\n$/);
  });

  it('carries the wrapper, whose URLs are examples', () => {
    const file = created(
      'src/valkey/url.ts',
      '/*!\n * @valkey-codemod 1.0.0 dialect=any\n */\n// redis://user:password@host\n',
    );
    expect(appliedByGit([file])).toEqual([file.after]);
  });

  it('is empty when nothing changes', () => {
    expect(patchOf([])).toBe('');
  });
});
