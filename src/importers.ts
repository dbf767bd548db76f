import { inPasses, type SourceWorld, sourcesOf } from './passes.js';
import type { RepositoryFile } from './repository/discover.js';
import { type Hit, scan } from './repository/scan.js';
import { lastWord, needleOf, packageOf, resolveModule } from './surfaces/typescript/flow/modules.js';

/** A file that loads another one; not clear where its specifier may be another's. */
interface Importer {
  readonly file: string;
  readonly specifiers: readonly string[];
  readonly isClear: boolean;
}

/**
 * Who imports a file. What is asked for while nothing else can go on is looked for in one more pass over the bytes: a
 * pass for each step that values make from file to file, however many there are.
 */
export class Importers {
  readonly #world: SourceWorld;
  readonly #files: readonly RepositoryFile[];
  /** The specifiers that end in a word, for the words that were looked for. */
  readonly #loads = new Map<string, readonly Written[]>();
  readonly #resolved = new Map<string, string | null | 'unclear'>();
  readonly #lookFor: (words: readonly string[]) => Promise<void>;

  constructor(world: SourceWorld) {
    this.#world = world;
    this.#files = sourcesOf(world);
    this.#lookFor = inPasses(async (words) => this.#look(words));
  }

  async of(file: string): Promise<readonly Importer[]> {
    const words = this.#wordsFor(file);
    await this.#lookFor(words);
    const found = new Map<string, { file: string; specifiers: string[]; isClear: boolean }>();
    for (const word of words) {
      for (const { from, specifier } of this.#loads.get(word) ?? []) {
        const to = from === file ? null : this.#resolve(from, specifier);
        const isUnclear = to === 'unclear' && lastWord(specifier) === needleOf(file);
        if (to !== file && !isUnclear) continue;
        const one = found.get(from) ?? { file: from, specifiers: [], isClear: true };
        if (isUnclear) one.isClear = false;
        else if (!one.specifiers.includes(specifier)) one.specifiers.push(specifier);
        found.set(from, one);
      }
    }
    // A file that has another specifier for it is clear about what it means.
    return [...found.values()].map((one) => ({ ...one, isClear: one.isClear || one.specifiers.length > 0 }));
  }

  /** The last words of specifiers that may lead to a file: its name, its directory's, its package's. */
  #wordsFor(file: string): readonly string[] {
    const isIndex = /(?:^|\/)index\.\w+$/.test(file);
    const owners = [...this.#world.packages].filter(
      ([, directory]) => directory === '' || file.startsWith(`${directory}/`),
    );
    const words = [
      needleOf(file),
      ...(isIndex ? ['index', '.', '..'] : []),
      ...owners.map(([name]) => lastWord(name)),
    ];
    return [...new Set(words)].filter((word) => word !== '');
  }

  async #look(words: ReadonlySet<string>): Promise<void> {
    const loads = new Map([...words].map((word): [string, Written[]] => [word, []]));
    const needles = [...words].flatMap((word) => (/^\.+$/.test(word) ? dotted(word) : ending(word)));
    const { repository, threads } = this.#world;
    const note = (hit: Hit): void => {
      const text = hit.bytes.toString('utf8');
      for (const match of text.matchAll(/\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g)) {
        const specifier = match[2]!;
        const same = loads.get(lastWord(specifier));
        if (same !== undefined && this.#isOwn(hit.file.path, specifier))
          same.push({ from: hit.file.path, specifier });
      }
    };
    await scan({ root: repository.root, files: this.#files }, needles, note, { threads });
    for (const [word, written] of loads) this.#loads.set(word, written);
  }

  #resolve(from: string, specifier: string): string | null | 'unclear' {
    const key = `${from}\0${specifier}`;
    const known = this.#resolved.get(key);
    if (known !== undefined) return known;
    const to = resolveModule(from, specifier, this.#world);
    this.#resolved.set(key, to);
    return to;
  }

  /** May a specifier mean a file of the repository? */
  #isOwn(from: string, specifier: string): boolean {
    return (
      /^(?:\.|@\/|~\/|#|src\/|app\/|lib\/)/.test(specifier) ||
      this.#world.packages.has(packageOf(specifier)) ||
      this.#world.mapped(from, specifier).length > 0
    );
  }
}

/** How specifiers end that have this last word: a quote, a slash, or an extension comes next. */
function ending(word: string): readonly string[] {
  const extensions = ['js', 'jsx', 'ts', 'tsx'].flatMap((one) => [one, `m${one}`, `c${one}`]);
  return [`'`, `"`, '`', '/', ...extensions.map((one) => `.${one}`)].map((end) => `${word}${end}`);
}

/** How specifiers end that are a directory's: `'.'`, `'./'`, `'../..'`. */
function dotted(word: string): readonly string[] {
  return [`'`, `"`, '`'].flatMap((quote) => [`${word}${quote}`, `${word}/${quote}`]);
}

interface Written {
  readonly from: string;
  readonly specifier: string;
}
