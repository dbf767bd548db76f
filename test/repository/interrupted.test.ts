import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { apply, pendingRun } from '../../src/repository/apply.js';
import { discover } from '../../src/repository/discover.js';
import { undo } from '../../src/repository/undo.js';
import { compiledFile } from './compiled.js';
import { outcome, plainTree, snapshot } from './trees.js';

const FILES = 40;
const OLD = 'old '.repeat(5_000);
const NEW = 'new '.repeat(7_000);

/** Runs apply in a process of its own and kills it: at its nth call that touches the disk, or when it is done. */
function applyUntil(root: string, nth: number, signal: 'SIGKILL' | 'SIGINT'): Promise<NodeJS.Signals | null> {
  const script = `
    import fs from 'node:fs';
    let calls = 0;
    for (const method of ['openSync', 'writeSync', 'fsyncSync', 'renameSync', 'mkdirSync', 'rmSync', 'closeSync']) {
      const real = fs[method];
      fs[method] = (...args) => {
        if (++calls === ${nth}) process.kill(process.pid, '${signal}');
        return real(...args);
      };
    }
    const { apply } = await import(${JSON.stringify(pathToFileURL(compiledFile('repository/apply')).href)});
    apply({ root: ${JSON.stringify(root)}, git: null }, JSON.parse(fs.readFileSync(0, 'utf8')));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(JSON.stringify(planFor(root)));
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
      const by = await applyUntil(root, nth, signal);
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
