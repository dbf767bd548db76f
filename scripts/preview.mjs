// npm run preview [-- path]: the report on the bundled sample application, or on a repository of yours.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cli = path.join(root, 'dist/cli.js');
if (!existsSync(cli))
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
const given = process.argv.slice(2);
const args = given.length > 0 ? given : [path.join(root, 'fixtures/sample-app/before')];
const run = spawnSync(process.execPath, [cli, ...args], {
  cwd: process.env.INIT_CWD ?? root,
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
