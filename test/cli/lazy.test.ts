import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const dist = path.resolve(import.meta.dirname, '../../dist');

/** The files that a module of the built program loads before anything runs. */
function loadedBy(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file) || !existsSync(file)) return found;
  found.add(file);
  for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/^(?:import|\} from) ?"(\.[^"]+)";$/gm)) {
    loadedBy(path.resolve(path.dirname(file), specifier!), found);
  }
  return found;
}

describe('the built program', () => {
  it('loads the parser when there is something to parse, not before', () => {
    const migrate = readdirSync(path.join(dist, 'chunks')).find((name) => /^migrate-.*\.js$/.test(name));
    const loaded = [
      ...loadedBy(path.join(dist, 'program.js')),
      ...loadedBy(path.join(dist, 'chunks', migrate!)),
    ];
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded.filter((file) => readFileSync(file, 'utf8').includes('typescript.cjs'))).toEqual([]);
  });
});
