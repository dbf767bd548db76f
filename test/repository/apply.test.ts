import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { apply, pendingRun } from '../../src/repository/apply.js';
import { discover } from '../../src/repository/discover.js';
import { WorkError } from '../../src/repository/errors.js';
import { undo } from '../../src/repository/undo.js';
import { git, gitTree, outcome, plainTree, snapshot, writeFiles } from './trees.js';

const open = (root: string) => discover(root, { include: [], exclude: [] });
const NOT_FORCED = { force: false };

const FILES = {
  'a.ts': "\uFEFFimport Redis from 'ioredis';\r\n",
  'bin/run': '#!/usr/bin/env node\n',
  '.env': 'REDIS_URL=redis://cache',
};

describe.each([
  ['in git', gitTree],
  ['outside git', plainTree],
  [
    'in a linked work tree',
    (files: Readonly<Record<string, string>>) => {
      const linked = path.join(plainTree(), 'linked');
      git(gitTree(files), 'worktree', 'add', '-q', linked);
      return linked;
    },
  ],
])('%s', (_, make) => {
  it('writes, keeps modes, and undo brings everything back', async () => {
    const root = make({ ...FILES, 'lib/valkey/old.ts': 'old' });
    fs.chmodSync(path.join(root, 'bin/run'), 0o755);
    fs.chmodSync(path.join(root, '.env'), 0o600);
    const before = snapshot(root);
    const repository = await open(root);
    const result = apply(repository, [
      outcome(root, 'a.ts', 'after\n'),
      outcome(root, 'bin/run', 'after'),
      outcome(root, '.env', ''),
      outcome(root, 'src/valkey/ioredis.ts', 'wrapper'),
      outcome(root, 'src/valkey/url.ts', 'url'),
      { ...outcome(root, 'lib/valkey/old.ts', ''), status: 'deleted' },
    ]);
    expect(result).toEqual({
      changed: ['a.ts', 'bin/run', '.env'],
      created: ['src/valkey/ioredis.ts', 'src/valkey/url.ts'],
      deleted: ['lib/valkey/old.ts'],
    });
    expect(fs.existsSync(path.join(root, 'lib/valkey'))).toBe(false);
    expect(fs.readFileSync(path.join(root, 'a.ts'), 'utf8')).toBe('after\n');
    expect(fs.readFileSync(path.join(root, 'src/valkey/url.ts'), 'utf8')).toBe('url');
    expect(fs.statSync(path.join(root, 'bin/run')).mode & 0o777).toBe(0o755);
    expect(fs.statSync(path.join(root, '.env')).mode & 0o777).toBe(0o600);
    expect(pendingRun(repository)).toBeNull();
    expect(
      await open(root).then(({ files }) => files.filter(({ path }) => path.includes('valkey-codemod'))),
    ).toEqual([]);

    expect(undo(repository, NOT_FORCED)).toEqual({
      restored: ['a.ts', 'bin/run', '.env', 'lib/valkey/old.ts'],
      deleted: ['src/valkey/ioredis.ts', 'src/valkey/url.ts'],
    });
    expect(snapshot(root)).toEqual(before);
    expect(() => undo(repository, NOT_FORCED)).toThrow(/nothing to undo/);
    expect(snapshot(root)).toEqual(before);
  });
});

describe('the journal', () => {
  it('lies in the git directory, where only its owner reads it', async () => {
    const root = gitTree(FILES);
    const repository = await open(root);
    apply(repository, [outcome(root, '.env', 'x')]);
    const directory = path.join(root, '.git/valkey-codemod');
    const modes = (fs.readdirSync(directory, { recursive: true }) as string[]).map((name) =>
      (fs.statSync(path.join(directory, name)).mode & 0o777).toString(8),
    );
    expect([...new Set(modes)].sort()).toEqual(['600', '700']);
    expect((fs.statSync(directory).mode & 0o777).toString(8)).toBe('700');
    expect(git(root, 'status', '--porcelain', '--ignored')).toBe(' M .env\n');
    undo(repository, NOT_FORCED);
    expect(fs.existsSync(directory)).toBe(false);
  });

  it('outside git hides from a git that comes later', async () => {
    const root = plainTree(FILES);
    apply(await open(root), [outcome(root, '.env', 'x')]);
    git(root, 'init', '-q');
    expect(git(root, 'status', '--porcelain', '--untracked-files=all')).not.toContain('valkey-codemod');
  });

  it('outlives a run with nothing to do, and is replaced by the next with something', async () => {
    const root = gitTree({ 'a.ts': 'one' });
    const repository = await open(root);
    apply(repository, [outcome(root, 'a.ts', 'two')]);
    apply(repository, []);
    apply(repository, [outcome(root, 'a.ts', 'three')]);
    undo(repository, NOT_FORCED);
    expect(fs.readFileSync(path.join(root, 'a.ts'), 'utf8')).toBe('two');
    expect(() => undo(repository, NOT_FORCED)).toThrow(/nothing to undo/);
  });
});

describe('undo', () => {
  it('refuses files edited since, names them, and overwrites them when forced', async () => {
    const root = gitTree({ 'a.ts': 'one', 'b.ts': 'one', 'c.ts': 'one' });
    const before = snapshot(root);
    const repository = await open(root);
    apply(
      repository,
      ['a.ts', 'b.ts', 'c.ts', 'new/d.ts'].map((file) => outcome(root, file, 'two')),
    );
    writeFiles(root, { 'b.ts': 'mine', 'new/d.ts': 'mine' });
    fs.unlinkSync(path.join(root, 'c.ts'));
    const edited = snapshot(root);
    expect(() => undo(repository, NOT_FORCED)).toThrow(/nothing was put back: b\.ts, c\.ts, new\/d\.ts/);
    expect(snapshot(root)).toEqual(edited);
    undo(repository, { force: true });
    expect(snapshot(root)).toEqual(before);
  });

  it('keeps a created directory that somebody else uses by now', async () => {
    const root = gitTree({ 'a.ts': '' });
    const repository = await open(root);
    apply(repository, [outcome(root, 'valkey/url.ts', 'url')]);
    writeFiles(root, { 'valkey/mine.ts': 'mine' });
    undo(repository, NOT_FORCED);
    expect(fs.readdirSync(path.join(root, 'valkey'))).toEqual(['mine.ts']);
  });

  it('never writes through a link, not even when forced', async () => {
    const root = gitTree({ 'a.ts': 'one', 'd/b.ts': 'one' });
    const outside = plainTree({ 'a.ts': 'theirs', 'b.ts': 'theirs' });
    const repository = await open(root);
    apply(repository, [outcome(root, 'a.ts', 'two'), outcome(root, 'd/b.ts', 'two')]);
    fs.rmSync(path.join(root, 'd'), { recursive: true });
    fs.symlinkSync(outside, path.join(root, 'd'));
    fs.unlinkSync(path.join(root, 'a.ts'));
    fs.symlinkSync(path.join(outside, 'a.ts'), path.join(root, 'a.ts'));
    const before = [snapshot(root), snapshot(outside)];
    expect(() => undo(repository, { force: true })).toThrow(/a\.ts, d\/b\.ts/);
    expect([snapshot(root), snapshot(outside)]).toEqual(before);
  });

  it('brings back every byte, for all trees and edits', { timeout: 120_000 }, async () => {
    const name = fc
      .stringMatching(/^[a-zA-Z .'"\n\\ü-]{1,12}$/)
      .filter((text) => !/^\.{1,2}$/.test(text) && text !== '.git');
    const file = fc.record({
      directory: fc.array(name, { maxLength: 3 }),
      name,
      before: fc.option(fc.string({ unit: 'binary', maxLength: 200 }), { nil: null }),
      after: fc.string({ unit: 'binary', maxLength: 200 }),
      mode: fc.constantFrom(0o644, 0o755, 0o600, 0o664),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 8 }), async (files) => {
        const root = plainTree();
        const planned = new Map<string, string>();
        for (const { directory, name, before, after, mode } of files) {
          const relative = ['tree', ...directory.map((part) => `d${part}`), `f${name}`].join('/');
          if (planned.has(relative)) continue;
          planned.set(relative, after);
          if (before === null) continue;
          writeFiles(root, { [relative]: before });
          fs.chmodSync(path.join(root, relative), mode);
        }
        const before = snapshot(root);
        const repository = await open(root);
        apply(
          repository,
          [...planned].map(([relative, after]) => outcome(root, relative, after)),
        );
        for (const [relative, after] of planned)
          expect(fs.readFileSync(path.join(root, relative), 'utf8')).toBe(after);
        undo(repository, NOT_FORCED);
        expect(snapshot(root)).toEqual(before);
        fs.rmSync(root, { recursive: true });
      }),
      { numRuns: 40 },
    );
  });
});

describe('a fault', () => {
  afterEach(() => vi.restoreAllMocks());

  const PLANNED = ['a.ts', 'b.ts', 'new/deep/c.ts', 'd.ts'];
  const fault = (code: string) => Object.assign(new Error(`${code}: made up by the test`), { code });

  /** Lets a function of node:fs fail on its nth call for a file of the plan. */
  function failOn(
    method: 'openSync' | 'writeSync' | 'fsyncSync' | 'fchmodSync' | 'renameSync' | 'mkdirSync',
    nth: number,
    code: string,
  ) {
    const real = fs[method] as (...args: unknown[]) => unknown;
    let calls = 0;
    vi.spyOn(fs, method).mockImplementation(((...args: unknown[]) => {
      if (++calls === nth) throw fault(code);
      return real(...args);
    }) as never);
    return () => calls >= nth;
  }

  it.each(['openSync', 'writeSync', 'fsyncSync', 'fchmodSync', 'renameSync', 'mkdirSync'] as const)(
    'of %s leaves everything as it was, whichever call it is',
    async (method) => {
      const root = plainTree({ 'a.ts': 'one', 'b.ts': 'one', 'd.ts': 'one' });
      const repository = await open(root);
      const plan = PLANNED.map((file) => outcome(root, file, 'two'));
      const before = snapshot(root);
      for (let nth = 1; ; nth++) {
        const happened = failOn(method, nth, 'ENOSPC');
        let error: unknown = null;
        try {
          apply(repository, plan);
        } catch (caught) {
          error = caught;
        }
        vi.restoreAllMocks();
        if (!happened()) {
          expect(error).toBeNull();
          expect(nth).toBeGreaterThan(2);
          break;
        }
        expect(error).toBeInstanceOf(WorkError);
        expect(error).toMatchObject({ exitCode: 3, message: expect.stringContaining('ENOSPC') });
        expect(snapshot(root)).toEqual(before);
        expect(pendingRun(repository)).toBeNull();
      }
    },
  );

  it.each([
    [
      'a file that changed since it was read',
      (root: string) => writeFiles(root, { 'b.ts': 'mine' }),
      /^b\.ts changed/,
    ],
    ['a file that is gone', (root: string) => fs.unlinkSync(path.join(root, 'b.ts')), /^b\.ts changed/],
    [
      'a file that became a link',
      (root: string) => {
        fs.renameSync(path.join(root, 'b.ts'), path.join(root, 'moved.ts'));
        fs.symlinkSync('moved.ts', path.join(root, 'b.ts'));
      },
      /^b\.ts changed/,
    ],
    [
      'a file to create that exists by now',
      (root: string) => writeFiles(root, { 'new/deep/c.ts': 'mine' }),
      /^new\/deep\/c\.ts exists/,
    ],
    [
      'a directory that became a link',
      (root: string) => fs.symlinkSync(plainTree({ 'deep/x': '' }), path.join(root, 'new')),
      /^new\/deep\/c\.ts lies behind a link/,
    ],
  ])('%s is named, and nothing is written', async (_, meanwhile, message) => {
    const root = gitTree({ 'a.ts': 'one', 'b.ts': 'one', 'd.ts': 'one' });
    const repository = await open(root);
    const plan = PLANNED.map((file) => outcome(root, file, 'two'));
    meanwhile(root);
    const before = snapshot(root);
    expect(() => apply(repository, plan)).toThrow(message);
    expect(snapshot(root)).toEqual(before);
  });

  it('in a later run keeps the journal of the run before', async () => {
    const root = gitTree({ 'a.ts': 'one', 'b.ts': 'one' });
    const before = snapshot(root);
    const repository = await open(root);
    apply(repository, [outcome(root, 'a.ts', 'two')]);
    const plan = [outcome(root, 'b.ts', 'two')];
    failOn('renameSync', 2, 'EIO');
    expect(() => apply(repository, plan)).toThrow(/EIO/);
    vi.restoreAllMocks();
    undo(repository, NOT_FORCED);
    expect(snapshot(root)).toEqual(before);
  });
});
