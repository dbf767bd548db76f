import path from 'node:path';
import type { Creation, Finding } from '../model.js';
import type { Survey } from './survey.js';

/** What the wrapper's JavaScript needs (acorn reads all of it with 2022, and not with 2021). */
const NEEDED = 2022;

const flat = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`);
const older = ['.js', '.cjs', '.yaml', '.yml', '.json', ''].map((ending) => `.eslintrc${ending}`);

/**
 * ESLint reads a whole file before it looks at the marks in it: an older `ecmaVersion` makes the wrapper's JavaScript a
 * syntax error. One finding for a directory of the wrapper, with what is created in it, whose nearest configuration says one.
 */
export function eslintFindings(
  directory: string,
  creates: readonly Creation[],
  survey: Survey,
): readonly Finding[] {
  if (!creates.some((one) => /\.[cm]?js$/.test(one.path))) return [];
  for (let above = path.posix.dirname(directory); ; above = path.posix.dirname(above)) {
    for (const name of [...flat, ...older, 'package.json']) {
      const file = path.posix.join(above, name);
      const text = survey.glanceAt(file);
      if (text === null) continue;
      const said = statedVersion(name, text);
      if (said === null) continue;
      if (said.version >= NEEDED) return [];
      const before = text.slice(0, said.at).split('\n');
      return [
        {
          rule: 'wrapper-tools',
          severity: 'info',
          path: file,
          line: before.length,
          column: before.at(-1)!.length + 1,
          message: `ESLint reads ECMAScript ${said.version} here, and the wrapper's files in ${directory}/ are ${NEEDED}`,
          help: `Add ${directory}/ to ${flat.includes(name) ? '"ignores" of this configuration' : '.eslintignore'}.`,
        },
      ];
    }
    if (above === '.') return [];
  }
}

/**
 * The oldest version that a configuration of ESLint asks for; null where it says none, or where another parser reads the
 * files, which knows newer syntax by itself. `env.es6` alone means 2015, and Airbnb's rules 2018 (eslint-config-airbnb-base
 * 15.0.0).
 */
function statedVersion(name: string, text: string): { readonly version: number; readonly at: number } | null {
  if (name === 'package.json' && !text.includes('"eslintConfig"')) return null;
  if (/typescript-eslint|babel|@eslint\/js-parser|["']?parser["']?\s*:/.test(text)) return null;
  const all = [...text.matchAll(/\becmaVersion["']?\s*:\s*["']?(\d+)/g)].map((found) => ({
    version: yearOf(Number(found[1])),
    at: found.index,
  }));
  if (all.length > 0) return all.reduce((oldest, one) => (one.version < oldest.version ? one : oldest));
  if (flat.includes(name)) return null;
  const airbnb = /["'\s]airbnb(-base)?\b/.exec(text);
  if (airbnb !== null) return { version: 2018, at: airbnb.index + 1 };
  const es6 = /\bes6["']?\s*:\s*true/.exec(text);
  const isAlone =
    !/\bes20\d\d\b/.test(text) && !/\bextends["']?\s*:(?!\s*\[?\s*["']?eslint:recommended)/.test(text);
  return es6 !== null && isAlone ? { version: 2015, at: es6.index } : null;
}

/** `9` is 2018. */
function yearOf(version: number): number {
  return version < 2015 ? version + 2009 : version;
}
