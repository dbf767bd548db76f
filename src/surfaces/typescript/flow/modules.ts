import path from 'node:path';
import { lastWord } from '../../../repository/module-loads.js';

/** What tells which file of the repository a specifier means. */
export interface ModuleWorld {
  readonly paths: ReadonlySet<string>;
  /** The directories of the repository's packages, by name. */
  readonly packages: ReadonlyMap<string, string>;
  /** The files that a last word of a specifier may mean. */
  readonly byWord: ReadonlyMap<string, readonly string[]>;
  /** Where the settings of a file's compiler lead a specifier. */
  mapped(from: string, specifier: string): readonly string[];
}

/** Prepares what resolving asks for. */
export function moduleWorld(
  paths: readonly string[],
  packages: ReadonlyMap<string, string>,
  mapped: ModuleWorld['mapped'],
): ModuleWorld {
  const byWord = new Map<string, string[]>();
  for (const file of paths) {
    if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
    const word = needleOf(file);
    const same = byWord.get(word);
    if (same === undefined) byWord.set(word, [file]);
    else same.push(file);
  }
  return { paths: new Set(paths), packages, byWord, mapped };
}

const ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mts',
  '.cts',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.mjs',
  '/index.cjs',
];

/**
 * The file that a specifier leads to: relative, through the compiler's `paths`, of a package of the workspace, or through
 * a path alias (`@/env`, `~/env`, `src/env`), which is taken where one file alone ends that way. null for packages from elsewhere; 'unclear' for
 * what looks like a file of the repository and is not found.
 */
export function resolveModule(
  from: string,
  specifier: string,
  world: ModuleWorld,
): string | null | 'unclear' {
  if (specifier.startsWith('.')) {
    return fileAt(path.posix.join(path.posix.dirname(from), specifier), world) ?? 'unclear';
  }
  const mapped = world
    .mapped(from, specifier)
    .map((one) => fileAt(one, world))
    .find((one) => one !== null);
  if (mapped !== undefined) return mapped;
  const name = packageOf(specifier);
  const directory = world.packages.get(name);
  if (directory !== undefined) {
    const rest = specifier.slice(name.length + 1);
    const candidates = rest === '' ? ['src', ''] : [`src/${rest}`, rest, `src/${rest}/index`];
    return (
      candidates.map((one) => fileAt(path.posix.join(directory, one), world)).find((one) => one !== null) ??
      'unclear'
    );
  }
  const alias = /^(?:@\/|~\/|#\/?|src\/|app\/|lib\/)(.+)$/.exec(specifier)?.[1];
  if (alias === undefined) return null;
  const found = (world.byWord.get(lastWord(alias)) ?? []).filter((one) =>
    ENDINGS.some((ending) => one === `${alias}${ending}` || one.endsWith(`/${alias}${ending}`)),
  );
  // The nearest package's own file, where several packages have one of that name.
  const [first, second] = found.sort((a, b) => shared(b, from) - shared(a, from));
  if (first === undefined) return 'unclear';
  return second !== undefined && shared(first, from) === shared(second, from) ? 'unclear' : first;
}

/** `@scope/name/path` → `@scope/name` */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The last word of a specifier that leads to this file. */
export function needleOf(file: string): string {
  const { dir, name } = path.posix.parse(file);
  return name === 'index' ? path.posix.basename(dir) : name;
}

function fileAt(base: string, { paths }: ModuleWorld): string | null {
  const plain = base.replace(/\.[cm]?jsx?$/, '');
  for (const stem of [base, plain]) {
    const found = ENDINGS.map((ending) => `${stem}${ending}`).find(
      (one) => /\.[cm]?[jt]sx?$/.test(one) && paths.has(one),
    );
    if (found !== undefined) return found;
  }
  return null;
}

function shared(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let depth = 0;
  while (depth < left.length && left[depth] === right[depth]) depth++;
  return depth;
}
