import path from 'node:path';
import picomatch from 'picomatch';
import type { TypeScriptFacts } from '../surfaces/typescript/facts.js';
import { type ContainerCopy, copiesTogether } from './containers.js';
import type { TsConfig } from './tsconfig.js';

/** Which of the wrapper's flavours a scope's files can import. */
export type Flavour = 'ts-esm' | 'ts-cjs' | 'js-esm' | 'js-cjs';

/** A file of a scope that names a client in a way that will move. */
export interface Importer {
  readonly facts: TypeScriptFacts;
  readonly tsConfig: TsConfig | null;
  /** How Node would load the file itself: by its extension, else by the nearest package.json. */
  readonly moduleType: 'module' | 'commonjs';
  /** It asks for the module by `require` (or `import =`) and uses it as the client's constructor. */
  readonly constructsRequired: boolean;
  readonly requires: boolean;
  readonly imports: boolean;
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
  /** The directory exists and holds files that are not the wrapper's. */
  isTaken(directory: string): boolean;
}

/** Where the wrapper of a group of importers goes, and how they name it. */
export interface Placement {
  readonly directory: string;
  readonly flavour: Flavour;
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

/** How an importer names a file of the wrapper's directory: relative, ending as its neighbours do. */
export function wrapperSpecifier(importer: Importer, placement: Placement, base: string): string {
  const from = path.posix.dirname(importer.facts.path);
  const relative = path.posix.relative(from, `${placement.directory}/${base}`);
  return (relative.startsWith('.') ? relative : `./${relative}`) + extensionFor(importer, placement);
}

/** The extension of the wrapper's files on disk. */
export function fileExtension(placement: Placement): '.ts' | '.js' | '.cjs' | '.mjs' {
  if (placement.flavour.startsWith('ts')) return '.ts';
  const types = new Set(placement.importers.map((one) => one.moduleType));
  if (placement.flavour === 'js-cjs') return types.has('module') ? '.cjs' : '.js';
  return types.has('commonjs') && placement.importers.some((one) => /\.mjs$/.test(one.facts.path))
    ? '.mjs'
    : '.js';
}

function groupsOf(importers: readonly Importer[]): readonly (readonly Importer[])[] {
  const compiled = importers.filter((one) => isTypeScript(one));
  if (compiled.length === 0) return [importers];
  const plain = importers.filter((one) => !isTypeScript(one) && !isCompiledJavaScript(one));
  const rest = importers.filter((one) => !plain.includes(one));
  return plain.length === 0 ? [importers] : [rest, plain];
}

function isTypeScript(importer: Importer): boolean {
  return /\.[cm]?tsx?$/.test(importer.facts.path) && !isDeclaration(importer);
}

function isDeclaration(importer: Importer): boolean {
  return /\.d\.[cm]?ts$/.test(importer.facts.path);
}

/** JavaScript that goes through the TypeScript compiler or a bundler with its TypeScript neighbours. */
function isCompiledJavaScript({ facts, tsConfig }: Importer): boolean {
  if (isDeclarationPath(facts.path)) return true;
  if (tsConfig === null || !facts.isEsModule) return false;
  return (tsConfig.allowJs && tsConfig.covers(facts.path)) || tsConfig.moduleResolution === 'bundler';
}

function isDeclarationPath(file: string): boolean {
  return /\.d\.[cm]?ts$/.test(file);
}

function placeGroup(importers: readonly Importer[], context: PlacementContext): Placed {
  const code = importers.filter((one) => !one.facts.isTest);
  const testsOnly = code.length === 0;
  const binding = testsOnly ? importers : code;
  const flavour = flavourOf(importers);
  const reasons: string[] = [];
  for (const directory of candidateDirectories(binding, context)) {
    const reason = obstacle(directory, binding, flavour, context);
    if (reason === null) return { kind: 'placed', placement: { directory, flavour, importers, testsOnly } };
    reasons.push(reason);
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

function flavourOf(importers: readonly Importer[]): Flavour {
  if (importers.some(isTypeScript)) {
    return importers.some((one) => isTypeScript(one) && one.constructsRequired) ? 'ts-cjs' : 'ts-esm';
  }
  const sources = importers.filter((one) => !isDeclarationPath(one.facts.path));
  return sources.some((one) => one.requires) || sources.length === 0 ? 'js-cjs' : 'js-esm';
}

function extensionFor(importer: Importer, placement: Placement): string {
  const file = fileExtension(placement);
  const { style } = importer.facts;
  if (file !== '.ts') {
    // Node's ESM loader takes a specifier as it stands; require() adds .js alone.
    const needed = importer.imports && importer.moduleType === 'module';
    if (needed || file !== '.js' || importer.facts.path.endsWith('.mjs')) return file;
    return style.js > style.none ? file : '';
  }
  const config = importer.tsConfig;
  if (style.ts > style.js + style.none && (config === null || config.allowImportingTsExtensions))
    return '.ts';
  const isNode = config !== null && /^node(16|18|20|next)$/.test(config.moduleResolution);
  if (isNode) return importer.moduleType === 'module' || style.js > style.none ? '.js' : '';
  if (style.js > style.none) return '.js';
  return '';
}
