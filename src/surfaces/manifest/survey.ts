import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ClientPackage, Finding, Position, TextFile } from '../../model.js';
import { locatorOf, placeAt } from '../../text.js';
import type { Block, Catalog, Dependency, DependencyGroup, Manifest, Mention, Property } from './facts.js';
import { isBundleList } from '../text/bundle-lists.js';
import { mayMean, meaningOf, nameIn } from './fields.js';

export const DEPENDENCY_GROUPS: readonly DependencyGroup[] = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
];

export const CLIENT_PACKAGES: readonly ClientPackage[] = ['redis', 'ioredis', '@redis/client'];

/** The types that DefinitelyTyped publishes for clients that had none of their own. */
export const CLIENT_TYPES: ReadonlyMap<string, ClientPackage> = new Map([
  ['@types/redis', 'redis'],
  ['@types/ioredis', 'ioredis'],
]);

export function isManifest(path: string): boolean {
  return path === 'package.json' || path.endsWith('/package.json');
}

/** The client package that a dependency installs: itself, or the target of an npm alias; null for any other package. */
export function clientOf(dependency: Pick<Dependency, 'name' | 'range'>): ClientPackage | null {
  const alias = aliasOf(dependency.range);
  return CLIENT_PACKAGES.find((one) => one === (alias?.name ?? dependency.name)) ?? null;
}

/** `npm:redis@^3.1.2` → redis and ^3.1.2. */
export function aliasOf(range: string): { readonly name: string; readonly range: string } | null {
  const match = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@(.*))?$/.exec(range);
  return match === null ? null : { name: match[1]!, range: match[2] ?? '*' };
}

/**
 * Reads a package.json, tolerantly: a broken one is still a package's boundary, with what could be read of it, and a
 * finding at the line that npm would refuse.
 */
export function surveyManifest(file: TextFile): { manifest: Manifest; findings: Finding[] } {
  const errors: ParseError[] = [];
  // npm strips a BOM. A space in its place keeps all offsets.
  const root = parseTree(file.text.replace(/^\uFEFF/, ' '), errors, { disallowComments: true });
  const findings = errors.slice(0, 1).map((error) => broken(file, error));
  if (root?.type !== 'object') {
    if (findings.length === 0) findings.push(broken(file, null));
    return { manifest: emptyManifest(file), findings };
  }
  return { manifest: toManifest(file, root, findings.length > 0), findings };
}

/** A package.json that cannot be read as text: a package's boundary, of which nothing is known. */
export function unreadManifest(path: string): { manifest: Manifest; finding: Finding } {
  return {
    manifest: emptyManifest({ path, ignoredByGit: false, text: '' }),
    finding: {
      rule: 'broken-manifest',
      severity: 'warning',
      path,
      line: 1,
      column: 1,
      message: `${path} is no UTF-8 text, so none of its dependencies is judged.`,
      help: 'Repair the file and run again.',
    },
  };
}

const nothing: Node = { type: 'object', offset: 0, length: 0, children: [] };
const emptyManifest = (file: TextFile): Manifest => toManifest(file, nothing, true);

function broken(file: TextFile, error: ParseError | null): Finding {
  const what = error === null ? 'it holds no object' : printParseErrorCode(error.error);
  return {
    rule: 'broken-manifest',
    severity: 'warning',
    ...placeAt(file, error?.offset ?? 0),
    message: `${file.path} is not valid JSON (${what}), so none of its dependencies is judged.`,
    help: 'Repair the file and run again.',
  };
}

type Locate = (offset: number) => Position;

const EDITED_FIELDS: ReadonlySet<string> = new Set([
  ...DEPENDENCY_GROUPS,
  'engines',
  'workspaces',
  'catalog',
  'catalogs',
]);

function toManifest(file: TextFile, root: Node, isBroken: boolean): Manifest {
  const directory = file.path === 'package.json' ? '' : file.path.slice(0, -'/package.json'.length);
  const json = record(isBroken ? getNodeValue(root) : JSON.parse(file.text.replace(/^\uFEFF/, '')));
  const locate = locatorOf(file.text);
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const blocks = blocksOf(root, []);
  const dependencies = blocks.flatMap((block) => dependenciesOf(block, locate));
  return {
    path: file.path,
    directory,
    text: file.text,
    isBroken,
    name: text(json.name),
    isPrivate: json.private === true,
    type: json.type === 'module' ? 'module' : 'commonjs',
    packageManager: text(json.packageManager),
    workspaces: strings(json.workspaces) ?? strings(record(json.workspaces).packages),
    files: strings(json.files),
    json,
    dependencies,
    blocks,
    mentions: mentionsIn(root, namesIn(dependencies), locate),
    catalogs: catalogsOf(blocks, file.path, directory, locate),
  };
}

/** The names under which clients, and their types, may be meant in this file. */
function namesIn(dependencies: readonly Dependency[]): ReadonlySet<string> {
  const aliases = dependencies.filter((one) => clientOf(one) !== null).map((one) => one.name);
  return new Set([...CLIENT_PACKAGES, ...CLIENT_TYPES.keys(), ...aliases]);
}

function blocksOf(node: Node, path: readonly string[]): readonly Block[] {
  if (node.type !== 'object') return [];
  // Of a name that is there twice, JSON.parse takes the last: the first changes nothing.
  const nested = new Map<string, readonly Block[]>();
  const properties: Property[] = [];
  for (const child of node.children ?? []) {
    const [key, value] = child.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    properties.push({
      name,
      key: spanOf(key),
      value: spanOf(value),
      text: value.type === 'string' ? String(value.value) : null,
    });
    // Deeper than workspaces.catalogs.NAME, and elsewhere, nothing is ever edited.
    if (path.length < 3 && EDITED_FIELDS.has(path[0] ?? name))
      nested.set(name, blocksOf(value, [...path, name]));
  }
  return [{ path, ...spanOf(node), properties }, ...[...nested.values()].flat()];
}

function dependenciesOf(block: Block, locate: Locate): readonly Dependency[] {
  const [field, deeper] = block.path;
  const group = deeper === undefined ? DEPENDENCY_GROUPS.find((one) => one === field) : undefined;
  if (group === undefined) return [];
  return block.properties.flatMap(({ name, key, value, text: range }) =>
    range === null ? [] : [{ group, name, range, key, value, ...locate(key.start) }],
  );
}

function catalogsOf(
  blocks: readonly Block[],
  path: string,
  directory: string,
  locate: Locate,
): readonly Catalog[] {
  return blocks.flatMap((block) => {
    const [field, name, ...deeper] = block.path[0] === 'workspaces' ? block.path.slice(1) : block.path;
    const isNamed = field === 'catalogs' && name !== undefined && deeper.length === 0;
    if (!isNamed && !(field === 'catalog' && name === undefined)) return [];
    const entries = block.properties.flatMap(({ name: entry, key, text: range }) =>
      range === null ? [] : [{ name: entry, range, ...locate(key.start) }],
    );
    return [{ path, directory, name: isNamed ? name : 'default', entries }];
  });
}

function mentionsIn(root: Node, names: ReadonlySet<string>, locate: Locate): readonly Mention[] {
  const mentions: Mention[] = [];
  const look = (node: Node, path: readonly string[]) => {
    // Such a list is told wherever it stands (surfaces/text/bundle-lists.ts).
    const meaning = path.some(isBundleList) ? null : meaningOf(path);
    const said = String(node.value);
    const name = meaning === null ? null : nameIn(said, meaning, names);
    if (meaning === null || name === null) return;
    mentions.push({ meaning, path, name, text: said, ...locate(node.offset) });
  };
  const visit = (node: Node, path: readonly string[]): void => {
    if (node.type === 'string') look(node, path);
    else if (node.type === 'array') for (const item of node.children ?? []) visit(item, path);
    else if (node.type === 'object') {
      for (const { children } of node.children ?? []) {
        const [key, value] = children ?? [];
        if (key === undefined) continue;
        const inner = [...path, String(key.value)];
        // What a map of jest replaces is judged with all other maps (plan/module-maps.ts).
        if (path[0] !== 'scripts' && path.at(-1) !== 'moduleNameMapper') look(key, inner);
        if (value !== undefined) visit(value, inner);
      }
    }
  };
  for (const { children } of root.children ?? []) {
    const [key, value] = children ?? [];
    const field = String(key?.value);
    if (value !== undefined && mayMean(field)) visit(value, [field]);
  }
  return mentions;
}

function spanOf(node: Node): { start: number; end: number } {
  return { start: node.offset, end: node.offset + node.length };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function strings(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null;
}
