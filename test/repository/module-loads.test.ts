import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOADS, lastWord, ModuleLoads, noteLoads } from '../../src/repository/module-loads.js';

/** Which of these texts may load a module by one of the words. */
function filesWith(words: readonly string[], texts: readonly string[]): readonly number[] {
  const loads = new ModuleLoads();
  for (const [index, text] of texts.entries()) {
    const noted: number[] = [];
    noteLoads(index, Buffer.from(text).toString('latin1'), noted);
    loads.add(Uint32Array.from(noted));
  }
  return [...loads.filesWith(words)];
}

describe('ModuleLoads', () => {
  it.each([
    ["import { a } from './env'", 'env'],
    ["import './env.js'", 'env'],
    ['export * from "../lib/env.mts"', 'env'],
    ['const env = require(`./env`)', 'env'],
    ["await import ( '@/config/env' )", 'env'],
    ["import x from '@acme/settings'", 'settings'],
    ["export * from './env/'", 'env'],
    ["export * from '..'", '..'],
    ["import\n  './größe'", 'größe'],
    ["import x from\u00a0'./env'", 'env'],
  ])('%s loads by the word %s', (text, word) => {
    expect(filesWith([word], ['// nothing', text, "import a from './other'"])).toEqual([1]);
  });

  it.each(["const from = './env'", "importer('./env')", "// from env'", 'from "./env\'', "from ''"])(
    '%s loads nothing',
    (text) => {
      expect(filesWith(['env', ''], [text])).toEqual([]);
    },
  );

  it('takes a file that is too long for one that may load anything', () => {
    const noted: number[] = [];
    noteLoads(7, null, noted);
    const loads = new ModuleLoads();
    loads.add(Uint32Array.from(noted));
    expect([...loads.filesWith(['env'])]).toEqual([7]);
  });

  it('leaves out nothing that the text loads, whatever its characters are', () => {
    const part = fc.constantFrom(
      'from',
      'import',
      'require',
      '(',
      "'",
      '"',
      '`',
      '/',
      '.',
      '.js',
      'ü',
      ' ',
      '\n',
    );
    const text = fc
      .array(fc.oneof(part, fc.string({ unit: 'grapheme', maxLength: 3 })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (source) => {
        for (const [, , specifier = ''] of source.matchAll(LOADS)) {
          const word = lastWord(specifier);
          if (word !== '') expect(filesWith([word], [source])).toEqual([0]);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
