import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../servers.js';
import { installPacked } from '../wrapper/packed.js';
import { contentOf, type Files, repositoryWith, run } from './program.js';

let server: TestServer;
const roots: string[] = [];
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
  await server.stop();
});

const manifest = (dependencies: object, type?: string): string =>
  `${JSON.stringify({ name: 'shop', private: true, ...(type && { type }), dependencies }, null, 2)}\n`;

const typed = (module: string, moduleResolution: string): string =>
  JSON.stringify({
    compilerOptions: {
      module,
      moduleResolution,
      target: 'ES2022',
      strict: true,
      esModuleInterop: true,
      skipLibCheck: true,
      rootDir: 'src',
      types: ['node'],
      outDir: 'out',
    },
    include: ['src'],
  });

const source =
  "import Redis, { type RedisOptions } from 'ioredis';\n" +
  'const options: RedisOptions = { lazyConnect: true };\n' +
  "const client = new Redis(process.env.URL ?? '', options);\n" +
  "client.set('k', 'v').then(() => client.get('k')).then((value: string | null) => {\n" +
  '  console.log(value);\n  client.disconnect();\n});\n';

const applications: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'ES modules',
    {
      'package.json': manifest({ ioredis: '^5.4.1' }, 'module'),
      'a.js':
        "import { Redis } from 'ioredis';\nconst c = new Redis(process.env.URL);\nawait c.set('k', 'v');\nconsole.log(await c.get('k'));\nc.disconnect();\n",
    },
    ['a.js'],
  ],
  [
    'CommonJS, callbacks',
    {
      'package.json': manifest({ redis: '^3.1.2' }),
      'a.js':
        "const redis = require('redis');\nconst c = redis.createClient(process.env.URL);\nc.set('k', 'v', () => c.get('k', (e, value) => { console.log(value); c.quit(); }));\n",
    },
    ['a.js'],
  ],
  [
    'TypeScript of Node',
    {
      'package.json': manifest({ ioredis: '^5.4.1' }, 'module'),
      'tsconfig.json': typed('nodenext', 'nodenext'),
      'src/a.ts': source,
    },
    ['out/a.js'],
  ],
  [
    'TypeScript to CommonJS',
    {
      'package.json': manifest({ ioredis: '^4.28.0' }),
      'tsconfig.json': typed('commonjs', 'node10'),
      'src/a.ts': source,
    },
    ['out/a.js'],
  ],
];

it.each(applications)('--delivery package, from the packed tarball: %s', (_name, files, [program]) => {
  const root = repositoryWith({ ...files, '.gitignore': 'node_modules\nout\n*.tgz\n' });
  roots.push(root);
  const before = contentOf(root);
  expect(run(root, ['--write', '--delivery', 'package'])).toMatchObject({ exitCode: 0 });
  const written = contentOf(root);
  expect(written['package.json']).toMatch(/"valkey-codemod-client": "\^\d/);
  expect(written['package.json']).not.toMatch(/redis"/);
  expect(Object.keys(written)).toEqual(Object.keys(before));
  expect(run(root, ['check', '--delivery', 'package']).exitCode).toBe(0);
  run(root, ['--write', '--delivery', 'package', '--allow-dirty']);
  expect(contentOf(root)).toEqual(written);

  installPacked(root);
  symlinkSync(path.resolve('node_modules/@types'), path.join(root, 'node_modules/@types'), 'dir');
  if ('tsconfig.json' in files)
    execFileSync(process.execPath, [path.resolve('node_modules/typescript-5.9/bin/tsc')], {
      cwd: root,
      stdio: 'pipe',
    });
  const environment = { ...process.env, URL: server.url.replace('redis:', 'valkey:') };
  const printed = execFileSync(process.execPath, [program!], {
    cwd: root,
    encoding: 'utf8',
    env: environment,
  });
  expect(printed.trim()).toBe('v');

  expect(run(root, ['undo']).exitCode).toBe(0);
  for (const name of Object.keys(files)) expect(contentOf(root)[name]).toBe(before[name]);
});
