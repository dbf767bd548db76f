import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';

const SOURCES = path.resolve(import.meta.dirname, '../../src');
/** Below the project, so that packages are found from there. */
const CACHE = path.resolve(import.meta.dirname, '../../node_modules/.cache');

let directory: string | null = null;
afterAll(() => {
  if (directory !== null) fs.rmSync(directory, { recursive: true, force: true });
});

/** The file that a module of `src/repository` compiles to: threads and processes of their own run only JavaScript. */
export function compiledFile(module: string): string {
  directory ??= compile();
  return path.join(directory, `${module}.js`);
}

export async function compiledModule<T>(module: string): Promise<T> {
  return import(pathToFileURL(compiledFile(module)).href);
}

function compile(): string {
  fs.mkdirSync(CACHE, { recursive: true });
  const target = fs.mkdtempSync(path.join(CACHE, 'compiled-'));
  fs.writeFileSync(path.join(target, 'package.json'), '{ "type": "module" }');
  for (const name of [
    'model.ts',
    'installed.ts',
    'noters.ts',
    'threads.ts',
    ...fs.readdirSync(path.join(SOURCES, 'repository')).map((file) => `repository/${file}`),
  ]) {
    if (!name.endsWith('.ts')) continue;
    const output = ts.transpileModule(fs.readFileSync(path.join(SOURCES, name), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    fs.mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
    fs.writeFileSync(path.join(target, name.replace(/\.ts$/, '.js')), output.outputText);
  }
  return target;
}
