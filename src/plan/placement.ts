import path from 'node:path';
import picomatch from 'picomatch';
import type { Flavour } from '../delivery/copy.js';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { type ContainerCopy, copiesTogether } from './containers.js';
import type { TsConfig } from './tsconfig.js';

/** What loads a module: `import` (also `import()`), or `require`. */
export type Loader = 'esm' | 'cjs';

/** A file of a scope that names a client in a way that will move. */
export interface Importer {
  readonly facts: TypeScriptFacts;
  readonly tsConfig: TsConfig | null;
  /** How Node would load the file itself: by its extension, else by the nearest package.json. */
  readonly moduleType: 'module' | 'commonjs';
  /** How it loads the client: its references by `import`, by `require`, or both. */
  readonly loaders: ReadonlySet<Loader>;
}

/** What covers the files of a scope, and so must cover the wrapper as well. */
export interface PlacementContext {
  /** The scope's directory; '' for the repository's root. */
  readonly scope: string;
  /** `files` of its package.json. */
  readonly publishedFiles: readonly string[] | null;
  readonly containers: readonly ContainerCopy[];
  /** `--client-dir`, relative to the scope. */
  readonly clientDir: string | null;
  /** Directories that hold a copy already: preferred where they serve. */
  readonly existing: readonly string[];
  /** The directory exists and holds files that are not the wrapper's. */
  isTaken(directory: string): boolean;
  /** How Node would load a `.js` file of the directory. */
  moduleTypeIn(directory: string): 'module' | 'commonjs';
}

/** Where the wrapper of a group of importers goes, and how they name it. */
export interface Placement {
  readonly directory: string;
  readonly flavour: Flavour;
  /** The extension of its files, where one loader alone imports them. */
  readonly extension: '.ts' | '.js' | '.cjs' | '.mjs';
  readonly importers: readonly Importer[];
  /** Only tests import it: its engine is a development dependency. */
  readonly testsOnly: boolean;
}

export type Placed =
  | { readonly kind: 'placed'; readonly placement: Placement }
  | { readonly kind: 'nowhere'; readonly importers: readonly Importer[]; readonly reason: string };

/**
 * Finds the wrapper's directory for the importers of one scope: the deepest one above all importers that are no tests
 * that is covered by all that covers them. TypeScript and plain JavaScript get a copy each, unless one compiles the
 * other.
 */
export function placeWrapper(importers: readonly Importer[], context: PlacementContext): readonly Placed[] {
  return groupsOf(importers).map((group) => placeGroup(group, context));
}

/**
 * How an importer names a file of the wrapper: relative, ending as its neighbours do and as its loader needs. `file` is
 * the file's name in the wrapper's directory.
 */
export function wrapperSpecifier(
  importer: Importer,
  placement: Pick<Placement, 'directory'>,
  file: string,
  loader: Loader,
): string {
  const from = path.posix.dirname(importer.facts.path);
  const { dir, name, ext } = path.posix.parse(`${placement.directory}/${file}`);
  const relative = path.posix.relative(from, `${dir}/${name}`);
  return (relative.startsWith('.') ? relative : `./${relative}`) + endingFor(importer, ext, loader);
}

function groupsOf(importers: readonly Importer[]): readonly (readonly Importer[])[] {
  const compiled = importers.filter((one) => isTypeScript(one));
  if (compiled.length === 0) return [importers];
  const plain = importers.filter((one) => !isTypeScript(one) && !isCompiledJavaScript(one));
  const rest = importers.filter((one) => !plain.includes(one));
  return plain.length === 0 ? [importers] : [rest, plain];
}

function isTypeScript(importer: Importer): boolean {
  return /\.[cm]?tsx?$/.test(importer.facts.path) && !isDeclarationPath(importer.facts.path);
}

/** JavaScript that goes through the TypeScript compiler or a bundler with its TypeScript neighbours. */
function isCompiledJavaScript({ facts, tsConfig }: Importer): boolean {
  if (isDeclarationPath(facts.path)) return true;
  if (tsConfig === null || !facts.isEsModule) return false;
  return (tsConfig.allowJs && tsConfig.covers(facts.path)) || tsConfig.moduleResolution === 'bundler';
}

/** A file of types alone, which nothing loads. */
export function isDeclarationPath(file: string): boolean {
  return /\.d\.[cm]?ts$/.test(file);
}

function placeGroup(importers: readonly Importer[], context: PlacementContext): Placed {
  const code = importers.filter((one) => !one.facts.isTest);
  const testsOnly = code.length === 0;
  const binding = testsOnly ? importers : code;
  const reasons: string[] = [];
  for (const directory of [...context.existing, ...candidateDirectories(binding, context)]) {
    const files = filesFor(importers, context.moduleTypeIn(directory));
    const reason = obstacle(directory, binding, files.flavour, context);
    if (reason === null) return { kind: 'placed', placement: { directory, ...files, importers, testsOnly } };
    if (!context.existing.includes(directory)) reasons.push(reason);
  }
  return { kind: 'nowhere', importers, reason: reasons[0] ?? 'no directory lies above all importers' };
}

/** `valkey/` in the deepest directory above all importers, then in each deeper one on the way to an importer. */
function candidateDirectories(importers: readonly Importer[], context: PlacementContext): readonly string[] {
  if (context.clientDir !== null) {
    return [path.posix.join(context.scope, context.clientDir).replace(/\/$/, '')];
  }
  const directories = importers.map((one) => path.posix.dirname(one.facts.path).replace(/^\.$/, ''));
  const top = directories.reduce(commonDirectory);
  const deeper = directories.flatMap((directory) => {
    const rest = path.posix.relative(top, directory).split('/').filter(Boolean);
    return rest.map((_, index) => path.posix.join(top, ...rest.slice(0, index + 1)));
  });
  return [...new Set([top, ...deeper])].map((parent) => path.posix.join(parent, 'valkey'));
}

function commonDirectory(a: string, b: string): string {
  const left = a.split('/');
  const right = b.split('/');
  let depth = 0;
  while (depth < left.length && depth < right.length && left[depth] === right[depth]) depth++;
  return left.slice(0, depth).join('/');
}

function obstacle(
  directory: string,
  importers: readonly Importer[],
  flavour: Flavour,
  context: PlacementContext,
): string | null {
  if (context.isTaken(directory)) return `${directory}/ is there already and holds other files`;
  const file = `${directory}/index${flavour.startsWith('ts') ? '.ts' : '.js'}`;
  for (const { facts, tsConfig } of importers) {
    if (tsConfig === null || !flavour.startsWith('ts') || !tsConfig.covers(facts.path)) continue;
    if (!tsConfig.covers(file))
      return `${tsConfig.path} includes ${facts.path}, and would not include ${directory}/`;
    const { rootDir } = tsConfig;
    if (rootDir !== null && rootDir !== '.' && !file.startsWith(`${rootDir}/`)) {
      return `${directory}/ would lie outside rootDir of ${tsConfig.path}`;
    }
  }
  if (
    context.publishedFiles !== null &&
    !isPublished(file, context) &&
    importers.some((one) => isPublished(one.facts.path, context))
  ) {
    return `"files" of package.json publishes the importers, and would not publish ${directory}/`;
  }
  for (const copy of context.containers) {
    const importer = importers.find((one) => !copiesTogether(copy, one.facts.path, directory));
    if (importer !== undefined)
      return `${copy.path} copies ${importer.facts.path}, and would not copy ${directory}/`;
  }
  return null;
}

function isPublished(file: string, context: PlacementContext): boolean {
  const relative = path.posix.relative(context.scope, file);
  return (context.publishedFiles ?? []).some((entry) => {
    const pattern = path.posix.normalize(entry.replace(/^\//, '')).replace(/\/$/, '');
    return (
      relative === pattern ||
      relative.startsWith(`${pattern}/`) ||
      picomatch(pattern)(relative) ||
      picomatch(`${pattern}/**`)(relative)
    );
  });
}

/** Which flavour serves all importers, and what its files are called. */
function filesFor(
  importers: readonly Importer[],
  moduleType: 'module' | 'commonjs',
): Pick<Placement, 'flavour' | 'extension'> {
  if (importers.some(isTypeScript)) return { flavour: 'ts-esm', extension: '.ts' };
  const loaders = new Set(importers.flatMap((one) => [...one.loaders]));
  if (loaders.size === 0) loaders.add(moduleType === 'module' ? 'esm' : 'cjs');
  if (loaders.size > 1) return { flavour: moduleType === 'module' ? 'js-esm' : 'js-cjs', extension: '.js' };
  if (!loaders.has('esm')) return { flavour: 'js-cjs', extension: moduleType === 'module' ? '.cjs' : '.js' };
  // In a CommonJS package, a .js file with imports is compiled; only an .mjs file is loaded as it stands.
  const isNative = moduleType === 'commonjs' && importers.some((one) => one.facts.path.endsWith('.mjs'));
  return { flavour: 'js-esm', extension: isNative ? '.mjs' : '.js' };
}

function endingFor(importer: Importer, file: string, loader: Loader): string {
  const { style } = importer.facts;
  if (file !== '.ts') {
    // Node's loader of ES modules takes a specifier as it stands; require() adds .js alone.
    const needed = loader === 'esm' && importer.moduleType === 'module';
    return needed || file !== '.js' || style.js > style.none ? file : '';
  }
  const config = importer.tsConfig;
  if (style.ts > style.js + style.none && (config === null || config.allowImportingTsExtensions))
    return '.ts';
  const isNode = config !== null && /^node(16|18|20|next)$/.test(config.moduleResolution);
  if (isNode) return importer.moduleType === 'module' || style.js > style.none ? '.js' : '';
  return style.js > style.none ? '.js' : '';
}
