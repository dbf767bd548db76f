import { isBuiltin } from 'node:module';
import { type ModuleWorld, packageOf, resolveModule } from './flow/modules.js';

/** What a file loads: files of the repository, itself or through others, and packages of its workspace by name. */
export interface Reach {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** What following imports asks for. */
export interface ReachWorld extends ModuleWorld {
  textOf(file: string): string | null;
  /** Is this package known to come from a registry, for a file that loads it? */
  isInstalled(file: string, packageName: string): boolean;
}

/**
 * Follows the imports of a file, by their text: a comment that looks like one counts too, a type's import does not. null
 * where one leads to a place that is not known; then the file may load anything.
 */
export function reachOf(file: string, world: ReachWorld): Reach | null {
  const files = new Set([file]);
  const packages = new Set<string>();
  for (const from of files) {
    const text = world.textOf(from) ?? '';
    if (COMPUTED.test(text)) return null;
    for (const specifier of specifiersIn(text)) {
      const name = packageOf(specifier);
      if (world.packages.has(name)) packages.add(name);
      else if (!isBuiltin(specifier)) {
        const to = resolveModule(from, specifier, world);
        if (to === 'unclear' || (to === null && !world.isInstalled(from, name))) return null;
        if (to !== null) files.add(to);
      }
    }
  }
  return { files, packages };
}

/** The files of the repository that a file imports itself. */
export function importsOf(file: string, world: ModuleWorld & Pick<ReachWorld, 'textOf'>): readonly string[] {
  return specifiersIn(world.textOf(file) ?? '').flatMap((specifier) => {
    const to = resolveModule(file, specifier, world);
    return to === null || to === 'unclear' ? [] : to;
  });
}

const LOADS =
  /\b(?:(?<type>(?:import|export)\s+type\s[^'"`;]*?)?from\s*|import\s*|(?:import|require)\w*\s*\(\s*)(['"])([^'"\n]+)\2/g;

/** A load whose specifier is computed. */
const COMPUTED = /\b(?:import|require)\s*\(\s*[^'"\s)]/;

function specifiersIn(text: string): readonly string[] {
  const written = [...text.matchAll(LOADS)].filter((match) => match.groups!.type === undefined);
  return [...new Set(written.map((match) => match[3]!))];
}
