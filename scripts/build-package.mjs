// Builds dist/wrapper-package/: the client wrapper as an npm package of its own, for --delivery package. It has the
// files that a JavaScript scope would get, one subpath for each dialect, and depends on iovalkey alone.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { wrapperFiles } from '../dist/delivery/copy.cjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'dist/wrapper-package');
const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const modules = [
  ...[4, 5, 6].map((major) => ({ dialect: 'ioredis', major, fileName: `ioredis${major}` })),
  ...[3, 4, 5, 6].map((major) => ({ dialect: `redis${major}`, major, fileName: `redis${major}` })),
].map((module) => ({
  ...module,
  engine: 'iovalkey',
  packageName: module.dialect.replace(/^redis.*/, 'redis'),
}));

const files = wrapperFiles({
  modules,
  flavour: 'js-cjs',
  importers: ['cjs', 'esm'],
  relativeExtension: '.js',
  helpers: ['url'],
});

const exported = [...modules.map(({ fileName }) => fileName), 'url'].map((name) => {
  const end = (kind) => ({ types: `./${name}.d.${kind.replace('js', 'ts')}`, default: `./${name}.${kind}` });
  return [`./${name}`, { import: end('mjs'), require: end('js') }];
});

const manifest = {
  name: 'valkey-codemod-client',
  version: own.version,
  description: 'The APIs of ioredis 4 to 6 and node-redis 2 to 6 on one Valkey client.',
  license: 'MIT-0',
  engines: { node: '>=18.12.0' },
  exports: { ...Object.fromEntries(exported), './package.json': './package.json' },
  dependencies: { iovalkey: own.devDependencies.iovalkey },
};

rmSync(out, { recursive: true, force: true });
for (const { name, text } of files) {
  mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
  writeFileSync(path.join(out, name), text);
}
writeFileSync(path.join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(path.join(root, 'LICENSE'), path.join(out, 'LICENSE'));
