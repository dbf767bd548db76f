// Builds dist/: the program, then the flavours of the client wrapper that it copies into repositories.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

// All but dist/wrapper, which is built again only when its sources changed.
const dist = path.join(root, 'dist');
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (name !== 'wrapper') rmSync(path.join(dist, name), { recursive: true, force: true });
}
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
// What the HTML report is made of besides code.
mkdirSync(path.join(root, 'dist/report/html'), { recursive: true });
for (const file of ['page.css', 'page.js']) {
  copyFileSync(path.join(root, 'src/report/html', file), path.join(root, 'dist/report/html', file));
}
const wrapper = path.join(root, 'scripts/build-wrapper.mjs');
execFileSync(process.execPath, [wrapper], { cwd: root, stdio: 'inherit' });
execFileSync(process.execPath, [path.join(root, 'scripts/build-package.mjs')], {
  cwd: root,
  stdio: 'inherit',
});
chmodSync(path.join(root, 'dist/cli.js'), 0o755);
