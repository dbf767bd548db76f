// Builds dist/: the program as a few files that load fast, then the flavours of the client wrapper that it copies into
// repositories.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { writeNotices } from './notices.mjs';
import { parserOf } from './parser.mjs';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'src');
const dist = path.join(root, 'dist');

// All but dist/wrapper, which is built again only when its sources changed.
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (name !== 'wrapper') rmSync(path.join(dist, name), { recursive: true, force: true });
}

const parserDirectory = path.dirname(
  createRequire(createRequire(import.meta.url).resolve('ts-morph')).resolve('@ts-morph/common'),
);

const common = {
  outbase: source,
  outdir: dist,
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
};

/** The program is required, whoever starts it. */
const requiresProgram = {
  name: 'requires-program',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/program\.js$/ }, ({ resolveDir }) =>
      resolveDir === source ? { path: './program.cjs', external: true } : null,
    ),
};

// Of 200 modules, finding and reading them took half of a short run, and of 40 chunks a quarter: what is not needed in
// every run waits in the one file until it is. CommonJS, which Node loads at once. What is large and seldom needed stays
// a dependency.
const { metafile } = await build({
  ...common,
  // The program, its threads, and what the scripts and benchmarks use by itself.
  entryPoints: [
    'program.ts',
    'worker.ts',
    'action.ts',
    'delivery/copy.ts',
    'repository/discover.ts',
    'repository/scan.ts',
  ].map((file) => path.join(source, file)),
  bundle: true,
  minifyWhitespace: true,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  plugins: [requiresProgram],
  external: ['iovalkey', '@inquirer/prompts'],
  alias: { 'string-width': path.join(source, 'plain-width.ts') },
  mainFields: ['module', 'main'],
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'moduleUrl', 'import.meta.dirname': '__dirname' },
  metafile: true,
});
// The parser alone. Its names stay: what runs is not slower.
const parser = await build({
  ...common,
  plugins: [parserOf(source)],
  stdin: { contents: "module.exports = require('./typescript.js');", resolveDir: parserDirectory },
  outdir: undefined,
  outfile: path.join(dist, 'typescript.cjs'),
  format: 'cjs',
  bundle: true,
  minifyWhitespace: true,
  metafile: true,
});
writeNotices([metafile, parser.metafile], path.join(dist, 'NOTICES.txt'));
// Apart, and as it is: it has to run on a Node that is too old for the rest.
await build({ ...common, entryPoints: [path.join(source, 'cli.ts')], format: 'esm', target: 'node12.20' });
chmodSync(path.join(dist, 'cli.js'), 0o755);

// What the HTML report is made of besides code.
mkdirSync(path.join(dist, 'report/html'), { recursive: true });
for (const file of ['page.css', 'page.js']) {
  copyFileSync(path.join(source, 'report/html', file), path.join(dist, 'report/html', file));
}

for (const script of ['build-wrapper.mjs', 'build-package.mjs']) {
  execFileSync(process.execPath, [path.join(root, 'scripts', script)], { cwd: root, stdio: 'inherit' });
}
