import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../options.js';

const temporary = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-mocks-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

/** The app and the package `shared` use the client; `middle` hands `shared` on; `plain` has nothing to do with either. */
const workspace: Files = {
  'package.json': '{"name":"root","private":true,"workspaces":["packages/*"]}',
  'packages/shared/package.json': manifest('@w/shared', { ioredis: '^5.4.1' }),
  'packages/shared/src/index.ts': `import Redis from 'ioredis';\nexport const open = () => new Redis();\n`,
  'packages/middle/package.json': manifest('@w/middle', { '@w/shared': '*' }),
  'packages/middle/src/index.ts': `export { open } from '@w/shared';\n`,
  'packages/plain/package.json': manifest('@w/plain', {}),
  'packages/plain/src/index.ts': 'export const log = () => {};\n',
  'packages/app/package.json': manifest('@w/app', {
    ioredis: '^5.4.1',
    vitest: '^4.0.0',
    '@w/middle': '*',
    '@w/plain': '*',
  }),
  'packages/app/src/store.ts': `import Redis from 'ioredis';\nexport const store = new Redis();\n`,
};

function manifest(name: string, dependencies: Readonly<Record<string, string>>): string {
  return JSON.stringify({ name, private: true, dependencies });
}

const MOCK = `import { vi } from 'vitest';\nvi.mock('ioredis', () => ({ default: vi.fn() }));\n`;

let count = 0;
/** Where the mock is told as one that may be meant for another package; none where all moved. */
async function held(files: Files): Promise<readonly string[]> {
  const root = path.join(temporary, String(count++));
  for (const [name, text] of Object.entries({ ...workspace, ...files })) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  const { outcome } = await migrate(root, defaultOptions);
  return outcome.findings.filter((one) => one.rule === 'mock-not-moved').map((one) => one.path);
}

describe('a mock in a workspace whose packages share a client', () => {
  it.each<[string, Files]>([
    [
      'its test loads its own package alone',
      {
        'packages/app/src/store.test.ts': `${MOCK}import { store } from './store';\nimport { log } from '@w/plain';\nlog(store);\n`,
      },
    ],
    [
      'its test takes types from the other package',
      {
        'packages/app/src/store.test.ts': `${MOCK}import type { open } from '@w/middle';\nimport { store } from './store.js';\n`,
      },
    ],
    [
      'other tests load the other package',
      {
        'packages/app/src/store.test.ts': `${MOCK}import { store } from './store';\n`,
        'packages/app/src/open.test.ts': `import { open } from '@w/middle';\n`,
      },
    ],
  ])('moves: %s', async (_, files) => {
    expect(await held(files)).toEqual([]);
  });

  it.each<[string, string, Files]>([
    [
      'its test loads the other package through a third one',
      'packages/app/src/store.test.ts',
      { 'packages/app/src/store.test.ts': `${MOCK}import { open } from '@w/middle';\n` },
    ],
    [
      'a file of its own loads the other package',
      'packages/app/src/store.test.ts',
      {
        'packages/app/src/store.test.ts': `${MOCK}import { again } from './again';\n`,
        'packages/app/src/again.ts': `export const again = async () => (await import('@w/middle')).open();\n`,
      },
    ],
    [
      'by a path, and no manifest says so',
      'packages/app/src/store.test.ts',
      {
        'packages/app/package.json': manifest('@w/app', { ioredis: '^5.4.1', vitest: '^4.0.0' }),
        'packages/app/src/store.test.ts': `${MOCK}import { open } from '../../shared/src/index';\n`,
      },
    ],
    [
      'what it loads is computed',
      'packages/app/src/store.test.ts',
      { 'packages/app/src/store.test.ts': `${MOCK}const name = './store';\nawait import(name);\n` },
    ],
    [
      'it loads what no manifest lists',
      'packages/app/src/store.test.ts',
      { 'packages/app/src/store.test.ts': `${MOCK}import { open } from 'virtual:open';\n` },
    ],
    ['it stands in what sets tests up', 'packages/app/test/setup.ts', { 'packages/app/test/setup.ts': MOCK }],
  ])('stays: %s', async (_, mock, files) => {
    expect(await held(files)).toEqual(expect.arrayContaining([mock, 'packages/shared/src/index.ts']));
  });

  const test = `${MOCK}import { open } from '@w/middle';\n`;

  it('stays where it cannot be told what the other package has installed', async () => {
    const files = {
      'packages/shared/package.json': manifest('@w/shared', { ioredis: '>=4' }),
      'packages/app/src/store.test.ts': test,
    };
    expect(await held(files)).toEqual(['packages/app/src/store.ts', 'packages/app/src/store.test.ts'].sort());
  });

  it('holds what it mocks where it cannot be told what its own package has installed', async () => {
    const dependencies = { ioredis: '>=4', vitest: '^4.0.0', '@w/middle': '*' };
    const files = {
      'packages/app/package.json': manifest('@w/app', dependencies),
      'packages/app/src/store.test.ts': test,
    };
    expect(await held(files)).toEqual(['packages/shared/src/index.ts']);
  });
});
