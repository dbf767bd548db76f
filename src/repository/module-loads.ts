import path from 'node:path';
import type { Noter } from '../noters.js';

/** How a file loads a module, in whatever form it is written; the second group is the specifier. */
export const LOADS = /\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

/** The same in bytes, a character for each: some that are not ASCII make a space together. */
const LOADS_IN_BYTES = /\b(?:from|import|require)[\s\x80-\xff]*\(?[\s\x80-\xff]*(['"`])([^'"`\n]+)\1/g;

/** `@/lib/env.js` → `env` */
export function lastWord(specifier: string): string {
  return path.posix.basename(specifier).replace(/\.[cm]?[jt]sx?$/, '');
}

/**
 * Which files may load a module, as the last words of the specifiers in them tell. Noted while a scan has the bytes in
 * hand, so that to ask who imports a module takes no other pass over all files: two numbers for a specifier, the index
 * of the file and a hash of the word.
 */
export class ModuleLoads {
  readonly #noted: Uint32Array[] = [];

  add(noted: Uint32Array): void {
    this.#noted.push(noted);
  }

  /** The indexes of all files with a specifier that ends in one of the words, and of a few others. */
  filesWith(words: Iterable<string>): ReadonlySet<number> {
    const hashes = new Set([...words].map((word) => hashOf(Buffer.from(word).toString('latin1'))));
    const files = new Set<number>();
    for (const noted of this.#noted) {
      for (let at = 0; at < noted.length; at += 2) {
        const hash = noted[at + 1]!;
        if (hash === ANY || hashes.has(hash)) files.add(noted[at]!);
      }
    }
    return files;
  }
}

/** Notes the loads in a file for `ModuleLoads`; one that is too long may load anything. */
export const noteLoads: Noter = (index, text, noted) => {
  if (text === null) noted.push(index, ANY);
  else for (const match of text.matchAll(LOADS_IN_BYTES)) noted.push(index, hashOf(lastWord(match[2]!)));
};

/** The hash of no word. */
const ANY = 0;

/** FNV-1a of the bytes of a word, one to a character. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}
