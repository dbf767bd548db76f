import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { clientResolver } from '../src/plan/dialects.js';
import { lockfilesOf } from '../src/plan/lockfiles.js';
import { plan } from '../src/plan/plan.js';
import { discover } from '../src/repository/discover.js';
import { textsOf } from '../src/repository/texts.js';
import { surveyRepository } from '../src/survey.js';
import { defaultOptions } from './options.js';

const root = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-memory-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

// A promise dialect: what a copy of it needs is looked for in every source.
const manifest = { name: 'shop', private: true, type: 'module', dependencies: { redis: '^4.7.0' } };
const client =
  "import { createClient } from 'redis';\nexport const cache = createClient({ url: process.env.CACHE_URL });\n";

it('remembers the texts of what names a client, not of what it only looked at', async () => {
  write('package.json', JSON.stringify(manifest));
  write('.env', 'CACHE_URL=redis://localhost\n');
  write('src/cache.ts', client);
  write('src/user.ts', "import { cache } from './cache.js';\nexport const name = () => cache.get('name');\n");
  // So many that a thread is prepared for the parser while they are read.
  for (let count = 0; count < 80; count++) {
    write(`src/pages/page${count}.ts`, `export const title = 'Page ${count}';\n`);
    write(`src/words/word${count}.ts`, `/** Not in redis. */\nexport const options = { redis: ${count} };\n`);
    write(`docs/page${count}.md`, `# Page ${count}, without redis\n`);
  }
  const repository = await discover(root, defaultOptions);
  const texts = textsOf(repository);
  const remembered = new Set<string>();
  const survey = await surveyRepository(repository, {
    ...texts,
    file(name) {
      remembered.add(name);
      return texts.file(name);
    },
    keep(file) {
      remembered.add(file.path);
      texts.keep(file);
    },
  });
  const lockfiles = lockfilesOf({ paths: repository.files.map((file) => file.path), read: texts.raw });
  const { changes } = plan(survey, lockfiles, clientResolver(survey.scopes, lockfiles), defaultOptions);
  expect(changes.length).toBeGreaterThan(0);
  expect([...remembered].filter((name) => /^(?:src|docs)\/./.test(name))).toEqual(['src/cache.ts']);
});
