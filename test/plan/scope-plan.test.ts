import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { migrate } from '../../src/migrate.js';
import type { Outcome } from '../../src/model.js';
import { defaultOptions } from '../options.js';

const temporary = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-scope-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const manifest = { name: 'app', private: true, dependencies: { ioredis: '5.4.1' } };

type Files = Readonly<Record<string, string | object>>;

/** The wrapper's modules that a repository of these files gets. */
async function copied(files: Files): Promise<readonly string[]> {
  const outcome = await migrated(files);
  return outcome.files.map((file) => file.path).filter((file) => /ioredis\.[^/]*$/.test(file));
}

async function migrated(files: Files): Promise<Outcome> {
  const home = mkdtempSync(path.join(temporary, 'a-'));
  for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), typeof text === 'string' ? text : JSON.stringify(text));
  }
  return (await migrate(home, defaultOptions)).outcome;
}

describe('declarations of a copy in JavaScript', () => {
  const source = { 'src/a.js': "const Redis = require('ioredis');\nnew Redis();\n" };

  test('come along where types are checked', async () => {
    const config = { compilerOptions: { allowJs: true, checkJs: true, noEmit: true } };
    expect(await copied({ ...source, 'tsconfig.json': config })).toEqual([
      'src/valkey/ioredis.d.ts',
      'src/valkey/ioredis.js',
    ]);
  });

  test('would keep TypeScript from writing the file beside them', async () => {
    const config = { compilerOptions: { allowJs: true, outDir: 'out' } };
    expect(await copied({ ...source, 'tsconfig.json': config })).toEqual(['src/valkey/ioredis.js']);
  });
});

describe('a mock and a dependency with a client of its own', () => {
  const queue = { ...manifest, dependencies: { ...manifest.dependencies, bull: '4.16.5' } };
  const mock = { 'package.json': queue, 'test/a.test.js': "jest.mock('ioredis');\nrequire('../src/a');\n" };
  const told = ({ findings }: Outcome) => findings.map((one) => `${one.rule} ${one.path}:${one.line}`);

  test('a mock for the dependency alone stays', async () => {
    const outcome = await migrated({
      ...mock,
      'src/a.js': "const Queue = require('bull');\nnew Queue('a');\n",
    });
    expect(outcome.files).toEqual([]);
    expect(told(outcome)).toEqual(['mock-not-moved test/a.test.js:1']);
  });

  test('a mock for both moves, with a note', async () => {
    const outcome = await migrated({
      ...mock,
      'src/a.js': "const Redis = require('ioredis');\nnew Redis();\n",
    });
    expect(outcome.files.find((one) => one.path === 'test/a.test.js')?.after).toContain(
      '../src/valkey/ioredis',
    );
    expect(told(outcome)).toEqual(['mock-not-moved test/a.test.js:1']);
  });
});
