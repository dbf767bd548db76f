import type { Repository } from './repository/discover.js';
import type { ModuleLoads } from './repository/module-loads.js';
import type { Texts } from './repository/texts.js';
import { surfaceOf } from './surfaces/registry.js';
import type { ModuleWorld } from './surfaces/typescript/flow/modules.js';

/** The sources that values are followed through. */
export interface SourceWorld extends ModuleWorld {
  readonly repository: Repository;
  readonly texts: Texts;
  /** What the repository's files load. */
  readonly loads: ModuleLoads;
  /** With how many threads the bytes are read once more. */
  readonly threads: number;
  /** Files of the wrapper that are there already: they end the way of a value. */
  readonly wrappers: ReadonlySet<string>;
}

/** Are values followed through this file? */
export function isFollowed({ wrappers }: SourceWorld, file: string): boolean {
  return surfaceOf(file) === 'typescript' && !wrappers.has(file);
}

/**
 * Asks for words together: what is asked for while nothing else can go on is looked for in one more pass over the bytes,
 * which starts when the event loop turns. A pass for each step that values make from file to file, however many there are.
 */
export function inPasses(
  look: (words: ReadonlySet<string>) => Promise<void>,
): (words: readonly string[]) => Promise<void> {
  const looked = new Set<string>();
  let waiting: { readonly words: Set<string>; readonly done: Promise<void> } | null = null;
  const nextPass = (): { readonly words: Set<string>; readonly done: Promise<void> } => {
    const words = new Set<string>();
    const start = async (): Promise<void> => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      waiting = null;
      await look(words);
      for (const word of words) looked.add(word);
    };
    return { words, done: start() };
  };
  return (words) => {
    const unknown = words.filter((word) => !looked.has(word));
    if (unknown.length === 0) return Promise.resolve();
    waiting ??= nextPass();
    for (const word of unknown) waiting.words.add(word);
    return waiting.done;
  };
}
