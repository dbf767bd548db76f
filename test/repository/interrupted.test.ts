import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { apply, pendingRun } from '../../src/repository/apply.js';
import { discover } from '../../src/repository/discover.js';
import { readJournal } from '../../src/repository/journal.js';
import { undo } from '../../src/repository/undo.js';
import { compiledFile } from './compiled.js';
import { outcome, plainTree, snapshot } from './trees.js';

const FILES = 40;
const OLD = 'old '.repeat(5_000);
const NEW = 'new '.repeat(7_000);

/** Runs apply or undo in a process of its own and kills it at its nth call that touches the disk, if it gets there. */
function runUntil(
  what: 'apply' | 'undo',
  root: string,
  nth: number,
  signal: 'SIGKILL' | 'SIGINT',
): Promise<NodeJS.Signals | null> {
  const script = `
    import fs from 'node:fs';
    const input = JSON.parse(fs.readFileSync(0, 'utf8'));
    const { ${what} } = await import(${JSON.stringify(pathToFileURL(compiledFile(`repository/${what}`)).href)});
    let calls = 0;
    for (const method of ['openSync', 'writeSync', 'fsyncSync', 'renameSync', 'unlinkSync', 'mkdirSync', 'rmSync', 'rmdirSync', 'closeSync']) {
      const real = fs[method];
      fs[method] = (...args) => {
        if (++calls === ${nth}) process.kill(process.pid, '${signal}');
        return real(...args);
      };
    }
    ${what}({ root: ${JSON.stringify(root)}, git: null }, input);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(JSON.stringify(what === 'apply' ? planFor(root) : { force: false }));
  return new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
}

const planFor = (root: string) => [
  ...Array.from({ length: FILES }, (_, i) => outcome(root, `d${i % 4}/f${i}.ts`, NEW)),
  outcome(root, 'new/valkey/url.ts', NEW),
];

it.each(['SIGKILL', 'SIGINT'] as const)(
  '%s at any moment leaves every file whole, and undo brings all back',
  async (signal) => {
    const root = plainTree(
      Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`d${i % 4}/f${i}.ts`, OLD])),
    );
    const before = snapshot(root);
    const repository = await discover(root, { include: [], exclude: [] });
    const moments = [3, 30, 90, 160, 200, 260, 330, 400, 460, 520, 580, 640, 100_000];
    let interrupted = 0;
    for (const nth of moments) {
      const by = await runUntil('apply', root, nth, signal);
      for (let i = 0; i < FILES; i++) {
        expect([OLD, NEW]).toContain(fs.readFileSync(path.join(root, `d${i % 4}/f${i}.ts`), 'utf8'));
      }
      const begun = fs.existsSync(path.join(root, '.valkey-codemod/run-1/journal.json'));
      if (by === null) expect(pendingRun(repository)).toBeNull();
      if (pendingRun(repository) !== null) {
        interrupted++;
        expect(() => apply(repository, [outcome(root, 'd0/f0.ts', 'x')])).toThrow(/interrupted/);
      }
      if (begun) undo(repository, { force: false });
      else fs.rmSync(path.join(root, '.valkey-codemod'), { recursive: true, force: true });
      expect(snapshot(root)).toEqual(before);
    }
    expect(interrupted).toBeGreaterThan(4);
  },
  120_000,
);

it('SIGKILL at any moment of undo leaves every file whole, and another undo goes on', async () => {
  const root = plainTree(
    Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`d${i % 4}/f${i}.ts`, OLD])),
  );
  const before = snapshot(root);
  const repository = await discover(root, { include: [], exclude: [] });
  let interrupted = 0;
  for (const nth of [2, 60, 100, 140, 180, 220, 260, 300, 340, 400, 500]) {
    apply(repository, planFor(root));
    const by = await runUntil('undo', root, nth, 'SIGKILL');
    for (let i = 0; i < FILES; i++) {
      expect([OLD, NEW]).toContain(fs.readFileSync(path.join(root, `d${i % 4}/f${i}.ts`), 'utf8'));
    }
    if (by !== null && pendingRun(repository) !== null) interrupted++;
    if (readJournal(repository) !== null) undo(repository, { force: false });
    fs.rmSync(path.join(root, '.valkey-codemod'), { recursive: true, force: true });
    expect(snapshot(root)).toEqual(before);
  }
  expect(interrupted).toBeGreaterThan(4);
}, 120_000);
