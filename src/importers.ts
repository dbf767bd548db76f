import { inPasses, isFollowed, type SourceWorld } from './passes.js';
import { lastWord, LOADS } from './repository/module-loads.js';
import { linkCheck } from './repository/scan-files.js';
import { needleOf, packageOf, resolveModule } from './surfaces/typescript/flow/modules.js';

/** A file that loads another one; not clear where its specifier may be another's. */
interface Importer {
  readonly file: string;
  readonly specifiers: readonly string[];
  readonly isClear: boolean;
}

/**
 * Who imports a file. What is asked for while nothing else can go on is looked for together: a pass over the files that
 * may load it for each step that values make from file to file, however many there are.
 */
export class Importers {
  readonly #world: SourceWorld;
  /** The specifiers that end in a word, for the words that were looked for. */
  readonly #loads = new Map<string, readonly Written[]>();
  readonly #resolved = new Map<string, string | null | 'unclear'>();
  readonly #lookFor: (words: readonly string[]) => Promise<void>;

  constructor(world: SourceWorld) {
    this.#world = world;
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

  #look(words: ReadonlySet<string>): void {
    const loads = new Map([...words].map((word): [string, Written[]] => [word, []]));
    const { loads: noted, repository, texts } = this.#world;
    const isBehindLink = linkCheck(repository.root);
    for (const index of [...noted.filesWith(words)].sort((a, b) => a - b)) {
      const { path: from } = repository.files[index]!;
      if (!isFollowed(this.#world, from) || isBehindLink(from)) continue;
      for (const [, , specifier = ''] of (texts.raw(from) ?? '').matchAll(LOADS)) {
        const same = loads.get(lastWord(specifier));
        if (same !== undefined && this.#isOwn(from, specifier)) same.push({ from, specifier });
      }
    }
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

interface Written {
  readonly from: string;
  readonly specifier: string;
}
