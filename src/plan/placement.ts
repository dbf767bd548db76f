import path from 'node:path';
import picomatch from 'picomatch';
import type { Flavour } from '../delivery/copy.js';
import type { RelativeStyle, TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { type ContainerCopy, copiesTogether } from './containers.js';
import { groupsOf, isMockingTest, loadersOf } from './importer-groups.js';
import { aboveLoaded } from './tables/loaded-directories.js';
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
  /** How its mocks of the client would be loaded, if nothing else said how. */
  readonly mocks: ReadonlySet<Loader>;
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
  /** What a file loads, itself or through others; null where that cannot be told. */
  loadedBy(file: string): ReadonlySet<string> | null;
}

/** Where the wrapper of a group of importers goes, and how they name it. */
export interface Placement {
  readonly directory: string;
  readonly flavour: Flavour;
  /** The extension of its files, where one loader alone imports them. */
  readonly extension: '.ts' | '.cts' | '.js' | '.cjs' | '.mjs';
  readonly loaders: ReadonlySet<Loader>;
  readonly importers: readonly Importer[];
  /** Only tests import it: its engine is a development dependency. */
  readonly testsOnly: boolean;
}

export type Placed =
  | { readonly kind: 'placed'; readonly placement: Placement }
  /** `torn`: a test's mock would have to replace more than one copy. */
  | { readonly kind: 'nowhere' | 'torn'; readonly importers: readonly Importer[]; readonly reason: string };

/**
 * Finds the wrapper's directory for the importers of one scope: the deepest one above all importers that are no tests
 * that is covered by all that covers them.
 */
export function placeWrapper(importers: readonly Importer[], context: PlacementContext): readonly Placed[] {
  const found = groupsOf(importers, context.moduleTypeIn(context.scope) === 'module', context.loadedBy);
  if (found.kind === 'torn') return [{ ...found, importers }];
  // TypeScript first: a compiler writes `.js` files beside its sources, or takes them for what they were made from.
  const typed = new Set<string>();
  const isTyped = (group: readonly Importer[]) => group.some(isTypeScript);
  return [...found.groups.filter(isTyped), ...found.groups.filter((group) => !isTyped(group))].map(
    (group) => {
      const placed = placeGroup(group, context, typed);
      if (placed.kind === 'placed' && placed.placement.flavour.startsWith('ts'))
        typed.add(placed.placement.directory);
      return placed;
    },
  );
}

/**
 * How an importer names a file of the wrapper: relative, ending as its neighbours do and as its loader needs. `file` is
 * the file's name in the wrapper's directory. `isNative`: for `import()`, which Node resolves as ES modules do, anywhere.
 */
export function wrapperSpecifier(
  importer: Importer,
  placement: Pick<Placement, 'directory' | 'importers'>,
  file: string,
  loader: Loader,
  isNative = false,
): string {
  const from = path.posix.dirname(importer.facts.path);
  const { dir, name, ext } = path.posix.parse(`${placement.directory}/${file}`);
  const relative = path.posix.relative(from, `${dir}/${name}`);
  const style = styleOf(importer, placement.importers);
  return (
    (relative.startsWith('.') ? relative : `./${relative}`) +
    endingFor(importer, ext, loader, isNative, style)
  );
}

/** A file of types alone, which nothing loads. */
export function isDeclarationPath(file: string): boolean {
  return /\.d\.[cm]?ts$/.test(file);
}

function placeGroup(
  importers: readonly Importer[],
  context: PlacementContext,
  typed: ReadonlySet<string>,
): Placed {
  const code = importers.filter((one) => !one.facts.isTest);
  const testsOnly = code.length === 0;
  const binding = testsOnly ? importers : code;
  let reasons: string[] = [];
  const candidates = [...context.existing, ...candidateDirectories(binding, context)];
  for (const isCompiled of [isListed, isReached]) {
    reasons = [];
    for (const directory of candidates) {
      const files = filesFor(importers, context.moduleTypeIn(directory), typed.has(directory));
      const reason = obstacle(directory, binding, files.flavour, context, isCompiled);
      if (reason === null)
        return { kind: 'placed', placement: { directory, ...files, importers, testsOnly } };
      if (!context.existing.includes(directory)) reasons.push(reason);
    }
  }
  return { kind: 'nowhere', importers, reason: reasons[0] ?? 'no directory lies above all importers' };
}

/** Whether a tsconfig.json takes a file of the wrapper into its program, where it covers those that import it. */
type Compiles = (config: TsConfig, file: string, covered: readonly Importer[]) => boolean;

const isListed: Compiles = (config, file) => config.covers(file);

/**
 * What a listed file imports is compiled too. It must lie below what the importers have in common, though: above, it
 * would move all output one directory down.
 */
const isReached: Compiles = (config, file, covered) => {
  const top = covered.map(directoryOf).reduce(commonDirectory);
  return !config.composite && (top === '' || file.startsWith(`${top}/`));
};

/**
 * `valkey/` in the deepest directory above all importers, then in each deeper one on the way to an importer, those with
 * more importers below first; first of all above a directory whose files are all loaded for what they are.
 */
function candidateDirectories(importers: readonly Importer[], context: PlacementContext): readonly string[] {
  if (context.clientDir !== null) {
    return [path.posix.join(context.scope, context.clientDir).replace(/\/$/, '')];
  }
  const directories = importers.map(directoryOf);
  const top = directories.reduce(commonDirectory);
  const deeper = directories.flatMap((directory) => {
    const rest = path.posix.relative(top, directory).split('/').filter(Boolean);
    return rest.map((_, index) => path.posix.join(top, ...rest.slice(0, index + 1)));
  });
  const belowCount = (parent: string): number =>
    directories.filter((one) => one === parent || one.startsWith(`${parent}/`)).length;
  const byCount = [...new Set(deeper)].sort((a, b) => belowCount(b) - belowCount(a));
  const above = aboveLoaded(path.posix.relative(context.scope, top));
  const first = above === null ? [] : [path.posix.join(context.scope, above)];
  return [...new Set([...first, top, ...byCount])].map((parent) => path.posix.join(parent, 'valkey'));
}

function directoryOf({ facts }: Importer): string {
  return path.posix.dirname(facts.path).replace(/^\.$/, '');
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
  isCompiled: Compiles,
): string | null {
  if (context.isTaken(directory)) return `${directory}/ is there already and holds other files`;
  const file = `${directory}/index${flavour.startsWith('ts') ? '.ts' : '.js'}`;
  for (const { facts, tsConfig } of importers) {
    if (tsConfig === null || !flavour.startsWith('ts') || !tsConfig.covers(facts.path)) continue;
    const covered = importers.filter((one) => one.tsConfig === tsConfig && tsConfig.covers(one.facts.path));
    if (!isCompiled(tsConfig, file, covered))
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
  const compiled = importers.find((one) => isOutputLeftOut(one, file, context));
  if (compiled !== undefined)
    return `"files" of package.json publishes what ${compiled.facts.path} is compiled to, and would not publish that of ${directory}/`;
  for (const copy of context.containers) {
    const importer = importers.find((one) => !copiesTogether(copy, one.facts.path, directory));
    if (importer !== undefined)
      return `${copy.path} copies ${importer.facts.path}, and would not copy ${directory}/`;
  }
  return null;
}

/** Does the package publish the output of an importer, and not that of a file of the wrapper, which lies as far from it? */
function isOutputLeftOut({ facts, tsConfig }: Importer, file: string, context: PlacementContext): boolean {
  if (context.publishedFiles === null || tsConfig === null || tsConfig.noEmit) return false;
  const outputOf = (source: string): string => source.replace(/\.([cm]?)tsx?$/, '.$1js');
  if (!tsConfig.covers(facts.path) || outputOf(facts.path) === facts.path) return false;
  const { outDir } = tsConfig;
  const parts = facts.path.split('/');
  // Output lies in `outDir` as sources do below what all of them have in common, which only a compiler knows.
  const roots = outDir === null ? [''] : parts.map((_, depth) => parts.slice(0, depth).join('/'));
  const found = roots
    .map(
      (root) => (source: string) =>
        path.posix.join(outDir ?? '', path.posix.relative(root, outputOf(source))),
    )
    .find((output) => isPublished(output(facts.path), context));
  return found !== undefined && !isPublished(found(file), context);
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

function isTypeScript(importer: Importer): boolean {
  return /\.[cm]?tsx?$/.test(importer.facts.path) && !isDeclarationPath(importer.facts.path);
}

/** Which flavour serves all importers, and what its files are called. */
function filesFor(
  importers: readonly Importer[],
  moduleType: 'module' | 'commonjs',
  besideTypeScript: boolean,
): Pick<Placement, 'flavour' | 'extension' | 'loaders'> {
  const loaders = loadersOf(importers);
  // A test that mocks what others import goes with them.
  const code = importers.filter((one) => !isMockingTest(one));
  const typed = (code.length > 0 ? code : importers).filter(isTypeScript);
  if (typed.length > 0) {
    const isCommon = moduleType === 'module' && typed.every((one) => /\.cts$/.test(one.facts.path));
    return { flavour: 'ts-esm', extension: isCommon ? '.cts' : '.ts', loaders };
  }
  if (loaders.size > 1) {
    if (besideTypeScript) return { flavour: 'js-esm', extension: '.mjs', loaders };
    return { flavour: moduleType === 'module' ? 'js-esm' : 'js-cjs', extension: '.js', loaders };
  }
  const needsCommon = loaders.size === 0 ? moduleType === 'commonjs' : !loaders.has('esm');
  if (needsCommon) {
    const isApart = besideTypeScript || moduleType === 'module';
    return { flavour: 'js-cjs', extension: isApart ? '.cjs' : '.js', loaders: new Set(['cjs']) };
  }
  // In a CommonJS package, a .js file with imports is compiled; an .mjs file is loaded as it stands, and so is `import()`.
  const isNative =
    moduleType === 'commonjs' &&
    importers.some(
      ({ facts, loaders: own }) => facts.path.endsWith('.mjs') || (own.has('esm') && !facts.isEsModule),
    );
  return {
    flavour: 'js-esm',
    extension: besideTypeScript || isNative ? '.mjs' : '.js',
    loaders: new Set(['esm']),
  };
}

/** How a file writes relative specifiers; one that has none writes them as its neighbours do. */
function styleOf(importer: Importer, neighbours: readonly Importer[]): RelativeStyle {
  const styles = [importer, ...neighbours].map((one) => one.facts.style);
  return styles.find(({ js, ts, none }) => js + ts + none > 0) ?? importer.facts.style;
}

function endingFor(
  importer: Importer,
  file: string,
  loader: Loader,
  isNative: boolean,
  style: RelativeStyle,
): string {
  if (file !== '.ts' && file !== '.cts') {
    // Node's loader of ES modules takes a specifier as it stands; require() adds .js alone.
    const needed = isNative || (loader === 'esm' && importer.moduleType === 'module');
    return needed || file !== '.js' || style.js > style.none ? file : '';
  }
  const config = importer.tsConfig;
  if (style.ts > style.js + style.none && (config === null || config.allowImportingTsExtensions)) return file;
  // Nothing to go by, and Node may run the sources as they are: who allows extensions of TypeScript means them.
  const allows = config?.allowImportingTsExtensions === true && isOfNode(config);
  if (allows && style.js + style.none === 0) return file;
  if (file === '.cts') return '.cjs';
  if (config !== null && isOfNode(config))
    return importer.moduleType === 'module' || isNative || style.js > style.none ? '.js' : '';
  // Nothing to go by: what a compiler writes into an ES module is loaded by Node as it stands.
  const isLoaded =
    importer.moduleType === 'module' && config !== null && /^node(10)?$/.test(config.moduleResolution);
  if (style.js + style.none === 0) return isLoaded ? '.js' : '';
  return style.js > style.none ? '.js' : '';
}

function isOfNode({ moduleResolution }: TsConfig): boolean {
  return /^node(16|18|20|next)$/.test(moduleResolution);
}
