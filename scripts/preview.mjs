// npm run preview [-- path]: the report on the bundled sample application, or on a repository of yours.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cli = path.join(root, 'dist/cli.js');
if (!existsSync(cli))
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
const given = process.argv.slice(2);
const sample = given.length === 0 ? mkdtempSync(path.join(tmpdir(), 'valkey-codemod-sample-')) : null;
// The sample is shown as a repository of its own, not as a part of this one.
if (sample !== null) cpSync(path.join(root, 'fixtures/sample-app/before'), sample, { recursive: true });
const run = spawnSync(process.execPath, [cli, ...(sample === null ? given : [sample])], {
  cwd: process.env.INIT_CWD ?? root,
  stdio: 'inherit',
});
if (sample !== null) rmSync(sample, { recursive: true, force: true });
process.exitCode = run.status ?? 1;
