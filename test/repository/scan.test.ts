import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { discover } from '../../src/repository/discover.js';
import { ModuleLoads } from '../../src/repository/module-loads.js';
import { type Scanning, scan, threadsFor } from '../../src/repository/scan.js';
import { compiledModule } from './compiled.js';
import { gitTree, plainTree } from './trees.js';

const open = (root: string) => discover(root, { include: [], exclude: [] });
const NEEDLES = ['redis', 'CACHE_URL', 'QUEUE_URL'];
const BUFFER = 1 << 20;

async function hitsIn(root: string, options: Scanning = {}, scanWith: typeof scan = scan) {
  const hits: [string, string[], number][] = [];
  const findings = await scanWith(
    await open(root),
    NEEDLES,
    ({ file, bytes, needles }) => hits.push([file.path, [...needles], bytes.length]),
    options,
  );
  return { hits, findings };
}

afterEach(() => vi.restoreAllMocks());

describe('scan', () => {
  it('hands over the files that hold a needle, with the needles, in order', async () => {
    const root = gitTree({ 'b.ts': 'ioredis CACHE_URL', 'a.ts': 'QUEUE_URL', 'c.ts': 'nothing', 'd.ts': '' });
    expect(await hitsIn(root)).toEqual({
      hits: [
        ['a.ts', ['QUEUE_URL'], 9],
        ['b.ts', ['redis', 'CACHE_URL'], 17],
      ],
      findings: [],
    });
  });

  it('hands over the bytes as they are, each in its own memory', async () => {
    const contents = {
      'a.ts': '\uFEFFredis\r\n\0',
      'b.ts': 'redis',
      'c.ts': `redis ${'x'.repeat(3 * BUFFER)}`,
    };
    const seen: Buffer[] = [];
    await scan(await open(gitTree(contents)), NEEDLES, ({ bytes }) => seen.push(bytes));
    expect(seen.map((bytes) => bytes.toString())).toEqual(Object.values(contents));
  });

  it.each([-6, -5, -4, -1, 0, 1, BUFFER - 8, BUFFER, BUFFER + 1])(
    'finds a word at %i bytes from the edge of its buffer',
    async (offset) => {
      const root = plainTree({ 'large.txt': `${'.'.repeat(BUFFER + offset)}redis CACHE_URL` });
      expect((await hitsIn(root)).hits).toEqual([
        ['large.txt', ['redis', 'CACHE_URL'], BUFFER + offset + 15],
      ]);
    },
  );

  it('does not search pictures, and every other binary file', async () => {
    const root = gitTree({ 'a.bin': '\0redis', 'b.png': 'no picture: redis' });
    fs.writeFileSync(path.join(root, 'c.png'), Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR redis', 'latin1'));
    expect((await hitsIn(root)).hits.map(([file]) => file)).toEqual(['a.bin', 'b.png']);
  });

  it('follows no link, waits for no pipe, and passes over what is gone', async () => {
    const outside = plainTree({ 'a.ts': 'redis', 'd/b.ts': 'redis' });
    const root = gitTree({
      'kept.ts': 'redis',
      'gone.ts': 'redis',
      'linked.ts': 'redis',
      'd/b.ts': 'redis',
      'dir.ts': '',
    });
    const repository = await open(root);
    for (const name of ['gone.ts', 'linked.ts', 'd', 'dir.ts'])
      fs.rmSync(path.join(root, name), { recursive: true });
    fs.symlinkSync(path.join(outside, 'a.ts'), path.join(root, 'linked.ts'));
    fs.symlinkSync(path.join(outside, 'd'), path.join(root, 'd'));
    fs.mkdirSync(path.join(root, 'dir.ts'));
    const hits: string[] = [];
    const findings = await scan(repository, NEEDLES, ({ file }) => hits.push(file.path));
    expect([hits, findings]).toEqual([['kept.ts'], []]);
  });

  it('reports a file that cannot be read', async () => {
    const root = gitTree({ 'a.ts': 'redis', 'b.ts': 'redis' });
    const realOpen = fs.openSync;
    vi.spyOn(fs, 'openSync').mockImplementation((file, ...rest) => {
      if (String(file).endsWith('/a.ts')) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      return realOpen(file, ...rest);
    });
    const { hits, findings } = await hitsIn(root);
    expect(hits.map(([file]) => file)).toEqual(['b.ts']);
    expect(findings).toMatchObject([{ rule: 'unreadable-file', path: 'a.ts', line: 1, severity: 'warning' }]);
  });

  it('sees the same in threads', async () => {
    const { scan: compiledScan } = await compiledModule<{ scan: typeof scan }>('repository/scan');
    const root = largeTree();
    const alone = await hitsIn(root, { threads: 0 });
    expect(alone.hits).toHaveLength(667);
    expect(await hitsIn(root, { threads: 3 }, compiledScan)).toEqual(alone);
  });

  it('notes in threads and without which files load a module', async () => {
    const { scan: compiledScan } = await compiledModule<{ scan: typeof scan }>('repository/scan');
    const root = largeTree();
    const [alone, inThreads] = [new ModuleLoads(), new ModuleLoads()];
    await hitsIn(root, { threads: 0, notes: { loads: (noted) => alone.add(noted) } });
    await hitsIn(root, { threads: 3, notes: { loads: (noted) => inThreads.add(noted) } }, compiledScan);
    expect(alone.filesWith(['queue']).size).toBe(334);
    expect(sorted(inThreads.filesWith(['queue']))).toEqual(sorted(alone.filesWith(['queue'])));
    expect(alone.filesWith(['cache'])).toEqual(new Set());
  });

  it('does other work while threads read, also what the files that they found ask for', async () => {
    const { scan: compiledScan } = await compiledModule<{ scan: typeof scan }>('repository/scan');
    const waiting: string[] = [];
    const done: string[] = [];
    await compiledScan(await open(largeTree()), NEEDLES, ({ file }) => waiting.push(file.path), {
      threads: 1,
      meanwhile: () => {
        const next = waiting.shift();
        if (next !== undefined) done.push(next);
        return next !== undefined;
      },
    });
    expect(done.length).toBeGreaterThan(0);
    expect([...done, ...waiting]).toHaveLength(667);
  });

  it('fails with what a visitor or the other work throws', async () => {
    const { scan: compiledScan } = await compiledModule<{ scan: typeof scan }>('repository/scan');
    const repository = await open(largeTree());
    const fail = () => {
      throw new Error('no more');
    };
    await expect(compiledScan(repository, NEEDLES, fail, { threads: 2 })).rejects.toThrow('no more');
    const scanning = { threads: 2, meanwhile: fail };
    await expect(compiledScan(repository, NEEDLES, () => undefined, scanning)).rejects.toThrow('no more');
  });

  it('works on after a run that failed while one of its threads was done already', async () => {
    const { scan: compiledScan } = await compiledModule<{ scan: typeof scan }>('repository/scan');
    const names = Array.from({ length: 20 }, (_, i) => [`f${i}.ts`, `redis ${'x'.repeat(BUFFER)}`]);
    const repository = await open(plainTree(Object.fromEntries(names)));
    // All files are one thread's share, which takes its time; the other finds none, and this one takes none.
    const scanning = { threads: 2, meanwhile: () => true };
    const scanWith = (visit: () => void) => compiledScan(repository, NEEDLES, visit, scanning);
    await scanWith(() => undefined);
    const fail = () => {
      throw new Error('no more');
    };
    await expect(scanWith(fail)).rejects.toThrow('no more');
    expect(await scanWith(() => undefined)).toEqual([]);
  });
});

function largeTree(): string {
  const names = Array.from({ length: 2_000 }, (_, i) => `d${i % 7}/f${i}.ts`);
  const text = (i: number) => (i % 3 ? 'x' : `redis ${i % 2 ? '' : "QUEUE_URL; import './queue.js'"}`);
  return plainTree(Object.fromEntries(names.map((name, i) => [name, text(i)])));
}

const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

it.each([
  [100, null, 0],
  [100, 4, 0],
  [10_000, 1, 0],
  [10_000, 3, 2],
])('%i files with --jobs %s: %i threads beside this one', (files, jobs, threads) => {
  expect(threadsFor(files, jobs)).toBe(threads);
});
