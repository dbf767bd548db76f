import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../options.js';

const temporary = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-scope-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const manifest = { name: 'app', private: true, dependencies: { ioredis: '5.4.1' } };

/** The wrapper's modules that a repository of these files gets. */
async function copied(files: Readonly<Record<string, string | object>>): Promise<readonly string[]> {
  const home = mkdtempSync(path.join(temporary, 'a-'));
  for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), typeof text === 'string' ? text : JSON.stringify(text));
  }
  const { outcome } = await migrate(home, defaultOptions);
  return outcome.files.map((file) => file.path).filter((file) => /ioredis\.[^/]*$/.test(file));
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
