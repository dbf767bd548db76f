import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith, type Files, repositoryWith, run } from './program.js';

/** The files of the built program that a preview of a repository has loaded by its end. */
function loadedFor(files: Files): readonly string[] {
  const tools = directoryWith({
    'loaded.cjs':
      "process.on('exit', () => console.error(JSON.stringify(Object.keys(require('node:module')._cache))));",
  });
  const { stderr } = run(repositoryWith(files), ['--quiet'], {
    NODE_OPTIONS: `--require ${path.join(tools, 'loaded.cjs')}`,
  });
  const loaded: readonly string[] = JSON.parse(stderr.trim().split('\n').at(-1)!);
  return loaded.map((file) => path.basename(file));
}

const manifest = JSON.stringify({ name: 'shop', dependencies: { ioredis: '^5.0.0' } });

describe('the built program', () => {
  it('loads the parser when there is something to parse', () => {
    const files = { 'package.json': manifest, 'cache.js': "module.exports = require('ioredis');\n" };
    expect(loadedFor(files)).toEqual(expect.arrayContaining(['program.cjs', 'typescript.cjs']));
  });

  it('does not load it before', () => {
    const loaded = loadedFor({ 'package.json': '{ "name": "shop" }', 'cache.js': 'module.exports = 1;\n' });
    expect(loaded).toContain('program.cjs');
    expect(loaded).not.toContain('typescript.cjs');
  });
});
