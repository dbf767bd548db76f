import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installedFile, version } from '../installed.js';

/** A span that a migration fills in (scripts/build-wrapper.mjs finds them). */
export interface Blank {
  /** A relative specifier, the name of today's package, its major, or the names of commands that are left out. */
  readonly kind: 'module' | 'package' | 'major' | 'names';
  /** The module that a relative specifier stands for. */
  readonly module?: string;
  readonly start: number;
  readonly end: number;
}

/** A statement of a file, which a copy may go without (scripts/wrapper/pieces.mjs finds them). */
export interface Piece extends Needs {
  readonly start: number;
  readonly end: number;
  /** What it declares. */
  readonly names?: readonly string[];
  /** The parts of it that may go by themselves. */
  readonly items?: readonly Item[];
  /** A list of items that is printed anew when one goes. */
  readonly list?: { readonly start: number; readonly end: number };
  /** The type parameters of an interface. */
  readonly parameters?: readonly { readonly name: string; readonly start: number }[];
  /** It names the commands that are left out. */
  readonly standsForOthers?: boolean;
}

/** A row of a command, or its method in the types; a table or interface (`of`) within another; a name that is imported. */
export interface Item extends Needs {
  readonly start: number;
  readonly end: number;
  readonly command?: string;
  readonly method?: string;
  readonly of?: string;
  readonly name?: string;
}

interface Needs {
  /** Names of the same file. */
  readonly uses?: readonly string[];
  /** Modules, with the names of theirs, or `*`. */
  readonly from?: readonly (readonly [module: string, name: string])[];
}

/** The built flavours of the wrapper. Files are named as under dist/wrapper. */
export interface Library {
  readonly version: string;
  has(file: string): boolean;
  text(file: string): string;
  blanks(file: string): readonly Blank[];
  /** The pieces of a file that may be copied in part. */
  pieces(file: string): readonly Piece[] | undefined;
  /** For a part that may be left out of a copy: the module that stands for it there. */
  substituteFor(module: string): string | undefined;
}

let built: Library | undefined;

/** The flavours that came with this program, read once. */
export function builtLibrary(): Library {
  built ??= readLibrary(installedFile('dist/wrapper'), version());
  return built;
}

/** The flavours in a directory. */
export function readLibrary(directory: string, version: string): Library {
  const index: {
    readonly files: Readonly<Record<string, { readonly blanks: readonly Blank[] }>>;
    readonly optional: Readonly<Record<string, string>>;
  } = JSON.parse(readFileSync(path.join(directory, 'index.json'), 'utf8'));
  const texts = new Map<string, string>();
  const pieces = new Map<string, Readonly<Record<string, readonly Piece[]>>>();
  return {
    version,
    has: (file) => file in index.files,
    text(file) {
      const text = texts.get(file) ?? readFileSync(path.join(directory, file), 'utf8');
      texts.set(file, text);
      return text;
    },
    blanks(file) {
      const found = index.files[file];
      if (found === undefined) throw new Error(`the wrapper has no ${file}`);
      return found.blanks;
    },
    pieces(file) {
      const [flavour = '', dialect = ''] = file.split('/');
      if (!/^redis[456]\b/.test(dialect)) return undefined;
      const holder = `pieces/${flavour}/${dialect.replace(/\..*/, '')}.json`;
      const known = pieces.get(holder) ?? JSON.parse(readFileSync(path.join(directory, holder), 'utf8'));
      pieces.set(holder, known);
      return known[file];
    },
    substituteFor: (module) => index.optional[module],
  };
}
