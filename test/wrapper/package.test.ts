import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../servers.js';
import { useClient } from './clients.js';
import { installPacked } from './packed.js';

const directory = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-package-'));
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
  installPacked(directory);
});

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await server.stop();
});

const DIALECTS = [
  ['ioredis', 'ioredis4'],
  ['ioredis', 'ioredis5'],
  ['ioredis', 'ioredis6'],
  ['redis3', 'redis3'],
  ['redis4', 'redis4'],
  ['redis5', 'redis5'],
  ['redis6', 'redis6'],
] as const;

describe.each(DIALECTS)('%s as %s, from the packed package', (dialect, name) => {
  it.each([
    ['cjs', `const redis = require('valkey-codemod-client/${name}');`],
    ['mjs', `import redis from 'valkey-codemod-client/${name}';`],
  ])('works for .%s', (extension, head) => {
    const program = path.join(directory, `${name}.${extension}`);
    writeFileSync(
      program,
      `${head}\nconst { createClient } = redis;\n${useClient(dialect, 'redis', 'createClient')}`,
    );
    const environment = { ...process.env, URL: server.url.replace('redis:', 'valkey:') };
    const printed = execFileSync(process.execPath, [program], {
      encoding: 'utf8',
      env: environment,
      timeout: 20_000,
    });
    expect(printed.trim()).toBe('v');
  });
});
