/**
 * The files of the client wrapper as one scope gets them: cut out of the built flavours (scripts/build-wrapper.mjs),
 * with relative specifiers, the name of today's package and its major filled in, and a header that says what they are.
 */
import path from 'node:path';
import { splice } from '../text.js';
import type { Dialect, Engine } from '../model.js';
import { type Origin, withHeader } from './header.js';
export { type Inspection, inspectWrapperFile } from './header.js';
import { type Blank, builtLibrary, type Library } from './library.js';
import { commandsLeftOut, type Edit, trim, type Whole } from './trim.js';

/** `ts-*`: TypeScript sources. `js-*`: JavaScript with declarations. `esm` and `cjs` are the syntax of the files. */
export type Flavour = 'ts-esm' | 'ts-cjs' | 'js-esm' | 'js-cjs';

/** What loads a file: `import` (also `import()`), or `require`. */
export type Importer = 'esm' | 'cjs';

export interface WrapperModule {
  readonly dialect: Dialect;
  /** The major of the package that the call sites were written for. */
  readonly major: number;
  readonly engine: Engine;
  /** How the package is imported today: `ioredis`, `redis`, `@redis/client` or an npm alias. */
  readonly packageName: string;
  /** As the manifest lists it; any version of the major, if left out. */
  readonly range?: string;
  /** The name of its file without extension, usually the dialect. */
  readonly fileName: string;
  /** Parts that are not copied, for instance `cluster` (see `parts.ts`): what they do throws, and says how to get them. */
  readonly without?: readonly string[];
  /** The commands that are copied; all of them, if left out. */
  readonly commands?: readonly string[];
  /** The commands that its types have; those that are copied, if left out. */
  readonly typed?: readonly string[];
}

export interface WrapperRequest {
  readonly modules: readonly WrapperModule[];
  readonly flavour: Flavour;
  /** Who imports them, in JavaScript: both kinds get one implementation in CommonJS, and a thin ES module over it. */
  readonly importers: readonly Importer[];
  /** How relative specifiers end in that scope: `''`, `.js`, `.ts`, `.mjs`, `.cjs`, `.mts`, `.cts`. */
  readonly relativeExtension: string;
  /** Modules beside the clients that the scope imports by themselves, for instance `url`. */
  readonly helpers: readonly string[];
  /** Whether JavaScript comes with declarations for editors and type checks; true without. */
  readonly declarations?: boolean;
}

export interface WrapperFile {
  /** Relative to the directory of the wrapper, with `/`. */
  readonly name: string;
  readonly text: string;
  /** Who imports this file; a declaration file, and a part that only other files of the wrapper load, has none. */
  readonly importers: readonly Importer[];
  /** The `fileName` of the module, or the helper, that it is; undefined for parts and declarations. */
  readonly module: string | undefined;
}

/** A module of the wrapper under the name that it has in the copy. */
interface Part {
  readonly id: string;
  readonly name: string;
  readonly entry: WrapperModule | undefined;
  /** Whether the scope imports it, or only other files of the wrapper do. */
  readonly isPublic: boolean;
}

/** One way to write down parts: from which built files, under which extension, and what relative specifiers end in. */
interface Layout {
  readonly built: 'ts-esm' | 'ts-cjs' | 'js-esm' | 'js-cjs' | 'js-thin' | 'types';
  readonly extension: string;
  readonly specifierEnd: string;
  /** Whether what it imports is of another layout: a second set of declarations shares its parts with the first. */
  readonly sharesParts?: boolean;
  readonly importers: readonly Importer[];
}

/** All files of the wrapper for one scope, sorted by name. */
export function wrapperFiles(
  request: WrapperRequest,
  library: Library = builtLibrary(),
): readonly WrapperFile[] {
  const files = layoutsOf(request).flatMap((layout) => {
    const parts = partsOf(request, layout, library);
    const wholes = parts.map((part) => wholeOf(part, parts, layout, library));
    const cuts = trim(wholes);
    const own = parts.filter(({ id, isPublic }) => cuts.has(id) && (isPublic || !layout.sharesParts));
    return own.map((part) => writeFile(part, parts, cuts.get(part.id) ?? [], wholes, layout, library));
  });
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The version that files of this program's wrapper name in their header. */
export function wrapperVersion(): string {
  return builtLibrary().version;
}

function layoutsOf({ flavour, importers, relativeExtension, declarations = true }: WrapperRequest): Layout[] {
  if (flavour === 'ts-esm' || flavour === 'ts-cjs') {
    const extension = /^\.[cm]/.test(relativeExtension) ? `.${relativeExtension[1]}ts` : '.ts';
    return [{ built: flavour, extension, specifierEnd: relativeExtension, importers }];
  }
  const own = relativeExtension === '' ? '.js' : relativeExtension;
  const typesFor = (extension: string): string => `.d${extension.replace('js', 'ts')}`;
  const both = importers.includes('esm') && importers.includes('cjs');
  // In a scope whose .js files are ES modules the implementation is .cjs, else the ES module over it is .mjs.
  const extension = both && flavour === 'js-esm' ? '.cjs' : own;
  const built = both || flavour === 'js-cjs' ? 'js-cjs' : 'js-esm';
  const first: Layout = { built, extension, specifierEnd: extension, importers: both ? ['cjs'] : importers };
  const thin = flavour === 'js-esm' ? own : '.mjs';
  const second: Layout = { built: 'js-thin', extension: thin, specifierEnd: extension, importers: ['esm'] };
  return [first, ...(both ? [second] : [])].flatMap((layout) => {
    const types: Layout = {
      ...layout,
      built: 'types',
      extension: typesFor(layout.extension),
      importers: [],
      sharesParts: layout === second,
    };
    return declarations ? [layout, types] : [layout];
  });
}

/** What the scope imports, and, but for thin modules, what that imports. */
function partsOf(request: WrapperRequest, layout: Layout, library: Library): Part[] {
  const entries = request.modules.map(
    (entry): Part => ({ id: entryId(entry), name: entry.fileName, entry, isPublic: true }),
  );
  const helpers = request.helpers.map((id): Part => ({ id, name: id, entry: undefined, isPublic: true }));
  // The compiler cannot write declarations for every module (it says so when the flavours are built).
  const exists = ({ id }: Part): boolean => layout.built !== 'types' || library.has(builtFile(layout, id));
  const parts = [...entries, ...helpers].filter(exists);
  if (layout.built === 'js-thin') return parts;
  for (const part of parts) {
    for (const blank of library.blanks(builtFile(layout, part.id))) {
      const module = blank.module && moduleOf(blank.module, part, entries, library);
      if (module === undefined || parts.some(({ id }) => id === module)) continue;
      const name = module.replace(/^passthrough\//, '');
      parts.push(...[{ id: module, name, entry: undefined, isPublic: false }].filter(exists));
    }
  }
  return parts;
}

/** The module that a specifier stands for: one that throws, for a part that is not copied. Parts bring what they need. */
function moduleOf(module: string, part: Part, parts: readonly Part[], library: Library): string {
  const substitute = library.substituteFor(module);
  if (substitute === undefined || library.substituteFor(part.id) !== undefined) return module;
  const [dialect, name] = module.split('/');
  return usersOf(dialect, parts).every((one) => one.without?.includes(name ?? '')) ? substitute : module;
}

function usersOf(dialect: string | undefined, parts: readonly Part[]): readonly WrapperModule[] {
  return parts.flatMap(({ entry }) => (entry !== undefined && entry.dialect === dialect ? [entry] : []));
}

/** What is built of a part, and what a copy of it must have. */
function wholeOf(part: Part, parts: readonly Part[], layout: Layout, library: Library): Whole {
  const file = builtFile(layout, part.id);
  const users = usersOf(part.id.split('/')[0], parts);
  const keep = (asks: (user: WrapperModule) => boolean | undefined): boolean =>
    users.length === 0 || users.some((one) => asks(one) ?? true);
  return {
    id: part.id,
    text: library.text(file),
    pieces: library.pieces(file),
    isPublic: part.isPublic,
    modules: library.blanks(file).flatMap(({ module }) => module ?? []),
    moduleFor: (module) => moduleOf(module, part, parts, library),
    keeps: (command) => keep(({ commands }) => commands?.includes(command)),
    types: (command) => keep(({ commands, typed = commands }) => typed?.includes(command)),
  };
}

/** The module of the wrapper that speaks a dialect on an engine. */
function entryId({ dialect, engine, major }: WrapperModule): string {
  const module = dialect === 'ioredis' && major === 4 ? 'ioredis4' : dialect;
  return engine === 'iovalkey' ? module : `passthrough/${module}`;
}

function builtFile({ built }: Layout, id: string): string {
  const extension = built === 'types' ? '.d.ts' : built.startsWith('ts') ? '.ts' : '.js';
  return `${built}/${id}${extension}`;
}

function writeFile(
  part: Part,
  parts: readonly Part[],
  cuts: readonly Edit[],
  wholes: readonly Whole[],
  layout: Layout,
  library: Library,
): WrapperFile {
  const file = builtFile(layout, part.id);
  const fillings = library
    .blanks(file)
    .filter((blank) => !cuts.some(({ start, end }) => start <= blank.start && blank.end <= end))
    .map((blank) => ({ ...blank, text: fillingOf(blank, part, parts, wholes, layout, library) }));
  return {
    name: part.name + layout.extension,
    text: withHeader(splice(library.text(file), [...fillings, ...cuts]).trimStart(), {
      dialect: part.entry?.dialect,
      engine: part.entry?.engine,
      origin: part.entry && originOf(part.entry),
      version: library.version,
      language: layout.built.startsWith('js') ? 'javascript' : 'typescript',
    }),
    importers: part.isPublic ? layout.importers : [],
    module: part.isPublic && layout.built !== 'types' ? part.name : undefined,
  };
}

function originOf({ packageName, range, major }: WrapperModule): Origin {
  return { name: packageName, range: range ?? `^${major}.0.0` };
}

function fillingOf(
  blank: Blank,
  part: Part,
  parts: readonly Part[],
  wholes: readonly Whole[],
  layout: Layout,
  library: Library,
): string {
  if (blank.kind === 'names') return namesText(part, wholes);
  if (blank.kind === 'package') return part.entry?.packageName ?? '';
  if (blank.kind === 'major') {
    // A part of a dialect's module is of the major that the dialect's entry is of.
    const owner = part.entry ? part : parts.find(({ id, entry }) => entry && part.id.startsWith(`${id}/`));
    return String(owner?.entry?.major);
  }
  const module = blank.module && moduleOf(blank.module, part, parts, library);
  const target = parts.find(({ id }) => id === module);
  const name = target?.name ?? part.name;
  const relative = path.posix.relative(path.posix.dirname(part.name), name);
  return `${relative.startsWith('.') ? '' : './'}${relative}${layout.specifierEnd}`;
}

/** The commands that a dialect's copy goes without, as a list on lines that are no longer than those around it. */
function namesText(part: Part, wholes: readonly Whole[]): string {
  const lines = [' '];
  for (const name of commandsLeftOut(wholes, part.id)) {
    const line = lines.at(-1) ?? '';
    if (line.length + name.length < LINE) lines[lines.length - 1] = `${line} ${name}`;
    else lines.push(`  ${name}`);
  }
  return `\n${lines.join('\n')}\n`;
}

const LINE = 110;
