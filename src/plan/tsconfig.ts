import path from 'node:path';
import { parse } from 'jsonc-parser';
import picomatch from 'picomatch';

/** What a tsconfig.json says about modules and about the files it covers, `extends` followed. Paths are the repository's. */
export interface TsConfig {
  readonly path: string;
  readonly module: string;
  readonly moduleResolution: string;
  readonly esModuleInterop: boolean;
  readonly verbatimModuleSyntax: boolean;
  readonly allowImportingTsExtensions: boolean;
  readonly allowJs: boolean;
  readonly noEmit: boolean;
  /** Every file of the program must be listed. */
  readonly composite: boolean;
  /** As written; null without one, whose meaning depends on the compiler's version. */
  readonly target: string | null;
  readonly rootDir: string | null;
  /** null: output lies beside its source. */
  readonly outDir: string | null;
  /** Every base that it extends was found: what is not written is the compiler's default. */
  readonly isWhole: boolean;
  covers(file: string): boolean;
  /** Where `paths` and `baseUrl` lead a specifier, nearest first; empty for one that they say nothing of. */
  mapped(specifier: string): readonly string[];
}

interface RawConfig {
  readonly extends?: string | readonly string[];
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly references?: readonly { readonly path?: string }[];
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** Where an option was set: relative paths mean the directory of that file. */
interface Layers {
  readonly isWhole: boolean;
  readonly options: Readonly<Record<string, { readonly value: unknown; readonly directory: string }>>;
  readonly files: { readonly patterns: readonly string[]; readonly directory: string } | null;
  readonly include: { readonly patterns: readonly string[]; readonly directory: string } | null;
  readonly exclude: { readonly patterns: readonly string[]; readonly directory: string } | null;
}

const empty: Layers = { isWhole: true, options: {}, files: null, include: null, exclude: null };

/** The bases that many projects extend by package name; their options as published (tsconfig/bases, main, 2026). */
const publishedBases: readonly {
  readonly name: RegExp;
  readonly options: Readonly<Record<string, unknown>>;
}[] = [
  {
    name: /^@tsconfig\/node(1[6-9]|2\d)\b/,
    options: { module: 'node16', moduleResolution: 'node16', esModuleInterop: true },
  },
  { name: /^@tsconfig\/node1[0-4]\b/, options: { module: 'commonjs', esModuleInterop: true } },
  {
    name: /^@tsconfig\/(next|svelte|vite-react|nuxt)/,
    options: { module: 'esnext', moduleResolution: 'bundler', esModuleInterop: true },
  },
  { name: /^@tsconfig\/(strictest|recommended)/, options: { esModuleInterop: true } },
  {
    name: /^(astro|expo)\//,
    options: { module: 'esnext', moduleResolution: 'bundler', esModuleInterop: true },
  },
];

/**
 * Finds the tsconfig.json that covers files: the nearest one upwards, or one that it references.
 * `texts` holds the repository's tsconfig files; `packages` maps a workspace package's name to its directory.
 */
export function tsConfigs(
  texts: ReadonlyMap<string, string>,
  packages: ReadonlyMap<string, string>,
): (file: string) => TsConfig | null {
  const raw = new Map<string, RawConfig>();
  const read = (file: string): RawConfig | null => {
    const known = raw.get(file);
    if (known !== undefined) return known;
    const text = texts.get(file);
    if (text === undefined) return null;
    const value: unknown = parse(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
    const config: RawConfig = typeof value === 'object' && value !== null ? value : {};
    raw.set(file, config);
    return config;
  };
  const resolved = new Map<string, TsConfig>();
  const load = (file: string): TsConfig => {
    const known = resolved.get(file);
    if (known !== undefined) return known;
    const config = toConfig(file, layersOf(file, read, packages, new Set()));
    resolved.set(file, config);
    return config;
  };
  return (file) => {
    for (let directory = path.posix.dirname(file); ; directory = path.posix.dirname(directory)) {
      const candidate = directory === '.' ? 'tsconfig.json' : `${directory}/tsconfig.json`;
      if (texts.has(candidate)) {
        const own = load(candidate);
        if (own.covers(file)) return own;
        const referenced = (read(candidate)?.references ?? [])
          .map((one) => referencedFile(candidate, one.path ?? '', texts))
          .filter((one) => one !== null)
          .map(load)
          .find((one) => one.covers(file));
        return referenced ?? own;
      }
      if (directory === '.') return null;
    }
  };
}

function referencedFile(from: string, target: string, texts: ReadonlyMap<string, string>): string | null {
  const file = path.posix.join(path.posix.dirname(from), target);
  return [file, `${file}/tsconfig.json`].find((one) => texts.has(one)) ?? null;
}

function layersOf(
  file: string,
  read: (file: string) => RawConfig | null,
  packages: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
): Layers {
  const config = read(file);
  if (config === null || seen.has(file)) return empty;
  const directory = path.posix.dirname(file);
  const bases = config.extends === undefined ? [] : [config.extends].flat();
  let layers = empty;
  for (const base of bases) {
    const found = baseFile(base, directory, read, packages);
    const inherited =
      found !== null
        ? layersOf(found, read, packages, new Set([...seen, file]))
        : { ...empty, isWhole: false, options: published(base) };
    layers = merge(layers, inherited);
  }
  const options = Object.fromEntries(
    Object.entries(config.compilerOptions ?? {}).map(([name, value]) => [name, { value, directory }]),
  );
  const list = (patterns: readonly string[] | undefined) =>
    patterns === undefined ? null : { patterns, directory };
  return merge(layers, {
    isWhole: true,
    options,
    files: list(config.files),
    include: list(config.include),
    exclude: list(config.exclude),
  });
}

function merge(base: Layers, over: Layers): Layers {
  return {
    isWhole: base.isWhole && over.isWhole,
    options: { ...base.options, ...over.options },
    files: over.files ?? base.files,
    include: over.include ?? base.include,
    exclude: over.exclude ?? base.exclude,
  };
}

function baseFile(
  base: string,
  directory: string,
  read: (file: string) => RawConfig | null,
  packages: ReadonlyMap<string, string>,
): string | null {
  let target: string;
  if (base.startsWith('.')) target = path.posix.join(directory, base);
  else {
    const parts = base.split('/');
    const name = parts.slice(0, base.startsWith('@') ? 2 : 1).join('/');
    const home = packages.get(name);
    if (home === undefined) return null;
    target = path.posix.join(home, parts.slice(base.startsWith('@') ? 2 : 1).join('/') || 'tsconfig.json');
  }
  return [target, `${target}.json`, `${target}/tsconfig.json`].find((one) => read(one) !== null) ?? null;
}

function published(base: string): Layers['options'] {
  const options = publishedBases.find((one) => one.name.test(base))?.options ?? {};
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, { value, directory: '.' }]),
  );
}

function toConfig(file: string, layers: Layers): TsConfig {
  const text = (name: string) => {
    const value = layers.options[name]?.value;
    return typeof value === 'string' ? value.toLowerCase() : null;
  };
  const flag = (name: string) => layers.options[name]?.value === true;
  const target = text('target') ?? 'es5';
  const module = text('module') ?? (/^es(5|3)$/.test(target) ? 'commonjs' : 'es6');
  const directoryIn = (name: string) => {
    const option = layers.options[name];
    return typeof option?.value === 'string' ? inDirectory(option.directory, option.value) : null;
  };
  return {
    path: file,
    module,
    moduleResolution: text('moduleResolution') ?? defaultResolution(module),
    esModuleInterop:
      flag('esModuleInterop') || /^(node|preserve)/.test(module) || flag('allowSyntheticDefaultImports'),
    verbatimModuleSyntax: flag('verbatimModuleSyntax'),
    allowImportingTsExtensions: flag('allowImportingTsExtensions') || flag('rewriteRelativeImportExtensions'),
    allowJs: flag('allowJs'),
    noEmit: flag('noEmit'),
    composite: flag('composite'),
    target: text('target'),
    rootDir: directoryIn('rootDir'),
    outDir: directoryIn('outDir'),
    isWhole: layers.isWhole,
    covers: coverage(file, layers),
    mapped: mapping(layers),
  };
}

/** `paths` are relative to `baseUrl`, or without one to the file that says them. */
function mapping({ options }: Layers): (specifier: string) => readonly string[] {
  const { paths, baseUrl } = options;
  const base = typeof baseUrl?.value === 'string' ? inDirectory(baseUrl.directory, baseUrl.value) : null;
  const from = base ?? paths?.directory ?? '.';
  const patterns = Object.entries(typeof paths?.value === 'object' ? { ...paths.value } : {}).flatMap(
    ([pattern, targets]: [string, unknown]) => {
      const [head = '', tail] = pattern.split('*');
      const listed = Array.isArray(targets) ? targets.filter((one) => typeof one === 'string') : [];
      return [{ head, tail, targets: listed }];
    },
  );
  // The longest beginning counts, as TypeScript has it.
  patterns.sort((a, b) => b.head.length - a.head.length);
  return (specifier) => {
    const found = patterns.find(({ head, tail }) =>
      tail === undefined ? specifier === head : specifier.startsWith(head) && specifier.endsWith(tail),
    );
    const middle =
      found?.tail === undefined
        ? ''
        : specifier.slice(found.head.length, specifier.length - found.tail.length);
    const mapped = (found?.targets ?? []).map((one) => inDirectory(from, one.replace('*', middle)));
    return base === null || specifier.startsWith('.') ? mapped : [...mapped, inDirectory(base, specifier)];
  };
}

function defaultResolution(module: string): string {
  if (module.startsWith('node')) return module;
  return module === 'preserve' ? 'bundler' : 'node10';
}

function coverage(file: string, layers: Layers): (file: string) => boolean {
  const home = path.posix.dirname(file);
  const files = layers.files?.patterns.map((one) => inDirectory(layers.files!.directory, one)) ?? [];
  const included = layers.include ?? (layers.files === null ? { patterns: ['**/*'], directory: home } : null);
  const matcher = (list: Layers['include']) =>
    list === null
      ? () => false
      : picomatch(
          list.patterns
            .map((one) => one.replace(/\$\{configDir\}\/?/, ''))
            .flatMap((one) => {
              const pattern = inDirectory(list.directory, one.replace(/\/$/, ''));
              return /[*?]|\.\w+$/.test(path.posix.basename(pattern))
                ? [pattern]
                : [pattern, `${pattern === '.' ? '' : `${pattern}/`}**/*`];
            }),
          { dot: true },
        );
  const isIncluded = matcher(included);
  const isExcluded = matcher(layers.exclude);
  return (candidate) => files.includes(candidate) || (isIncluded(candidate) && !isExcluded(candidate));
}

function inDirectory(directory: string, relative: string): string {
  return path.posix.normalize(path.posix.join(directory, relative)).replace(/\/$/, '');
}
