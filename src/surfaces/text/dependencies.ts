import type { Position, TextFile } from '../../model.js';
import { locatorOf } from '../../text.js';

/** Where packages come from. */
export type Ecosystem = 'npm' | 'ruby' | 'python' | 'java';

/** A package that a manifest of another ecosystem names. */
export interface ForeignDependency extends Position {
  readonly path: string;
  readonly name: string;
  readonly ecosystem: Ecosystem;
}

interface Manifest {
  readonly files: RegExp;
  readonly ecosystem: Ecosystem;
  /** The first group is a package's name. Comments are blanked before. */
  readonly names: RegExp;
}

const MANIFESTS: readonly Manifest[] = [
  {
    files: /(?:^|\/)(?:Gemfile|gems\.rb|[^/]+\.gemspec)$/,
    ecosystem: 'ruby',
    names: /\b(?:gem|add(?:_runtime|_development)?_dependency)[ (]+["']([\w.-]+)["']/g,
  },
  {
    files: /(?:^|\/)requirements[^/]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/,
    ecosystem: 'python',
    names: /^[ \t]*([A-Za-z][\w.-]*)/gm,
  },
  {
    files: /(?:^|\/)(?:pyproject\.toml|Pipfile|setup\.(?:py|cfg))$/,
    ecosystem: 'python',
    names: /(?:["']|^[ \t]*)([A-Za-z][\w.-]*)(?:\[[\w, -]*\])?[ \t]*(?:["'<>=~!;])/gm,
  },
  {
    files: /(?:^|\/)(?:pom\.xml|[^/]+\.gradle(?:\.kts)?|libs\.versions\.toml)$/,
    ecosystem: 'java',
    names: /(?:<artifactId>\s*|["'][\w.-]+:)([\w.-]+)/g,
  },
];

/** Is this the manifest of another ecosystem? */
export function isForeignManifest(path: string): boolean {
  return MANIFESTS.some((one) => one.files.test(path));
}

/** The packages that such a manifest names. A word too many does no harm: only packages of a table are looked for. */
export function foreignDependencies(file: TextFile): readonly ForeignDependency[] {
  const manifest = MANIFESTS.find((one) => one.files.test(file.path));
  if (manifest === undefined) return [];
  const locate = locatorOf(file.text);
  const text = file.text.replace(/^[ \t]*(?:#|\/\/).*$/gm, (comment) => ' '.repeat(comment.length));
  return [...text.matchAll(manifest.names)].map((match) => ({
    path: file.path,
    name: match[1]!.toLowerCase().replaceAll('_', '-'),
    ecosystem: manifest.ecosystem,
    ...locate(match.index + match[0].lastIndexOf(match[1]!)),
  }));
}
