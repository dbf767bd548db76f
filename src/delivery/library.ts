import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installedFile, version } from '../installed.js';

/** A span that a migration fills in (scripts/build-wrapper.mjs finds them). */
export interface Blank {
  /** A relative specifier, the name of today's package, or its major. */
  readonly kind: 'module' | 'package' | 'major';
  /** The module that a relative specifier stands for. */
  readonly module?: string;
  readonly start: number;
  readonly end: number;
}

/** The built flavours of the wrapper. Files are named as under dist/wrapper. */
export interface Library {
  readonly version: string;
  has(file: string): boolean;
  text(file: string): string;
  blanks(file: string): readonly Blank[];
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
    substituteFor: (module) => index.optional[module],
  };
}
