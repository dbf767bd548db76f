import path from 'node:path';
import semver from 'semver';
import type { Flavour, WrapperModule, WrapperRequest } from './copy.js';
import { inspectWrapperFile } from './header.js';

/** A file of a copy, named relative to the copy's directory. */
interface CopiedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * What a copy was made from, read off its files: `wrapperFiles` gives the same files for it. One request for the
 * TypeScript in a directory and one for the JavaScript. null for a copy that does not say where it comes from.
 */
export function requestsOf(files: readonly CopiedFile[]): readonly WrapperRequest[] | null {
  const entries = files.flatMap((file) => {
    const found = inspectWrapperFile(file.text);
    if (found.kind !== 'ours' || found.dialect === undefined || isDeclaration(file.name)) return [];
    return [{ ...file, found }];
  });
  const requests: WrapperRequest[] = [];
  for (const family of [entries.filter(isTypeScript), entries.filter((one) => !isTypeScript(one))]) {
    const modules = new Map<string, WrapperModule>();
    for (const { name, found } of family) {
      const { dialect, engine, origin } = found;
      const major = origin === undefined ? null : majorOf(origin.range);
      if (dialect === undefined || engine === undefined || origin === undefined || major === null)
        return null;
      const fileName = stemOf(name);
      modules.set(fileName, {
        dialect,
        major,
        engine,
        packageName: origin.name,
        range: origin.range,
        fileName,
      });
    }
    const [first] = family;
    if (first === undefined) continue;
    requests.push({
      modules: [...modules.values()],
      helpers: helpersIn(files.filter((one) => isTypeScript(one) === isTypeScript(first))),
      declarations: files.some((file) => isDeclaration(file.name)),
      ...(isTypeScript(first) ? typeScriptLayout(first) : javaScriptLayout(family)),
    });
  }
  return requests;
}

/** The helpers that code can import. It shows only where modules are in two kinds of files: then those are as well. */
function helpersIn(files: readonly CopiedFile[]): readonly string[] {
  const code = files.filter((one) => !isDeclaration(one.name));
  const kinds = new Set(code.map((one) => path.posix.extname(one.name)));
  const isImported = code.filter((one) => stemOf(one.name) === 'url').length === kinds.size;
  return kinds.size > 1 && isImported ? ['url'] : [];
}

/** `src/valkey/ioredis.d.ts` → `src/valkey/ioredis` */
export function stemOf(file: string): string {
  return file.replace(/(?:\.d)?\.[cm]?[jt]s$/, '');
}

/** The major of a range that a manifest lists, also of an npm alias. */
export function majorOf(range: string): number | null {
  const plain = range.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '');
  return semver.validRange(plain) === null ? null : (semver.minVersion(plain)?.major ?? null);
}

type Layout = Pick<WrapperRequest, 'flavour' | 'importers' | 'relativeExtension'>;

function typeScriptLayout({ text }: CopiedFile): Layout {
  const flavour: Flavour = /^export = /m.test(text) ? 'ts-cjs' : 'ts-esm';
  const specifier = /(?:from|require\()\s*'(\.\.?\/[^']*)'/.exec(text)?.[1] ?? '';
  return {
    flavour,
    importers: ['esm'],
    relativeExtension: /\.[cm]?[jt]s$/.exec(specifier)?.[0] ?? '',
  };
}

/** Two files for one module are one implementation in CommonJS with a thin ES module over it. */
function javaScriptLayout(entries: readonly CopiedFile[]): Layout {
  const extensions = new Set(entries.map((one) => path.posix.extname(one.name)));
  if (extensions.size > 1) {
    const flavour = extensions.has('.mjs') ? 'js-cjs' : 'js-esm';
    return { flavour, importers: ['cjs', 'esm'], relativeExtension: '.js' };
  }
  const [relativeExtension = '.js'] = extensions;
  const isModule = /^(?:import|export) /m.test(entries[0]?.text ?? '');
  return isModule
    ? { flavour: 'js-esm', importers: ['esm'], relativeExtension }
    : { flavour: 'js-cjs', importers: ['cjs'], relativeExtension };
}

function isTypeScript({ name }: CopiedFile): boolean {
  return /\.[cm]?ts$/.test(name);
}

function isDeclaration(name: string): boolean {
  return /\.d\.[cm]?ts$/.test(name);
}
