import { ts } from '#typescript';
import type { Position, Span, TextFile } from '../../model.js';
import { positionAt } from '../../text.js';
import { kindsOf, nodesOf } from './tree.js';

/** An entry of a literal map of modules. */
export interface MapEntry extends Span, Position {
  /** What it replaces: a pattern's source or a name; null where it is computed or spread. */
  readonly key: string | null;
  /** jest's keys, and `find: /…/`. */
  readonly isPattern: boolean;
  /** What it puts in its place, as written in the source. */
  readonly value: string;
}

/** What replaces modules for everything that imports them: jest's `moduleNameMapper`, an `alias` of vite. */
export interface ModuleMap extends Position {
  readonly path: string;
  readonly tool: 'jest' | 'vite' | 'other';
  /** `pairs`: an array of `{ find, replacement }`. */
  readonly shape: 'object' | 'pairs';
  /** For a configuration without a map: the names of the objects that it would stand in; [] for a map that is there. */
  readonly missing: readonly string[];
  readonly entries: readonly MapEntry[];
  /** The quote of its keys. */
  readonly quote: "'" | '"';
  /** What stands between two entries: a line's end with its indentation, or a space. */
  readonly separator: string;
  /** Behind the opening brace. */
  readonly inside: number;
  /** The directory in which jest looks for manual mocks, relative to the repository; null where it cannot be told. */
  readonly mocksIn: string | null;
}

/** The maps of one file, and, for a configuration of jest without one, the place where it would stand. */
export function moduleMapsOf(sourceFile: ts.SourceFile, path: string): readonly ModuleMap[] {
  const maps: ModuleMap[] = [];
  for (const node of mayMap.test(sourceFile.text) ? nodesOf(sourceFile, properties) : []) {
    const name = mapName(node);
    const value = name === null ? undefined : (node as ts.PropertyAssignment).initializer;
    if (value !== undefined) {
      const literal = unwrapped(value);
      const tool = name === 'moduleNameMapper' ? 'jest' : /vite[^/]*$/.test(path) ? 'vite' : 'other';
      if (ts.isObjectLiteralExpression(literal)) maps.push(objectMap(literal, tool, sourceFile, path));
      if (ts.isArrayLiteralExpression(literal)) maps.push(pairsMap(literal, tool, sourceFile, path));
    }
  }
  return isJestConfig(path) ? [...maps, ...missingMap(sourceFile, path)] : maps;
}

/** Reads the maps of a file that is parsed for nothing else: a configuration of jest. */
export function surveyModuleMaps({ path, text }: Pick<TextFile, 'path' | 'text'>): readonly ModuleMap[] {
  const kind = path.endsWith('.json') ? ts.ScriptKind.JSON : undefined;
  return moduleMapsOf(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind), path);
}

/** A file in which jest's configuration stands, by the names that jest and Nest give it; in package.json it is a key. */
export function isJestConfig(path: string): boolean {
  return /(^|\/)(package\.json|[\w.-]*jest[\w.-]*\.json|[\w.-]*jest[\w.-]*config[\w.-]*\.[cm]?[jt]s)$/.test(
    path,
  );
}

const mayMap = /moduleNameMapper|alias/;
const properties = kindsOf(ts.SyntaxKind.PropertyAssignment, ts.SyntaxKind.VariableDeclaration);
const mapNames = /^['"]?(moduleNameMapper|alias|aliases)['"]?$/;

function mapName(node: ts.Node): string | null {
  if (!ts.isPropertyAssignment(node) && !ts.isVariableDeclaration(node)) return null;
  return mapNames.exec(node.name.getText())?.[1] ?? null;
}

function unwrapped(node: ts.Expression): ts.Expression {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return unwrapped(node.expression);
  return node;
}

function objectMap(
  literal: ts.ObjectLiteralExpression,
  tool: ModuleMap['tool'],
  sourceFile: ts.SourceFile,
  path: string,
): ModuleMap {
  const entries = literal.properties.map((property): MapEntry => {
    const name = property.name;
    const isPlain = name !== undefined && (ts.isStringLiteralLike(name) || ts.isIdentifier(name));
    const value = ts.isPropertyAssignment(property) ? property.initializer.getText(sourceFile) : '';
    const key = isPlain && value !== '' ? name.text : null;
    return { ...entryAt(property, sourceFile), key, isPattern: tool === 'jest', value };
  });
  return mapAt(literal, { path, tool, shape: 'object', entries }, sourceFile);
}

/** `[{ find: 'a' | /^a$/, replacement: b }]` */
function pairsMap(
  literal: ts.ArrayLiteralExpression,
  tool: ModuleMap['tool'],
  sourceFile: ts.SourceFile,
  path: string,
): ModuleMap {
  const entries = literal.elements.map((element): MapEntry => {
    const property = (name: string) =>
      ts.isObjectLiteralExpression(element)
        ? element.properties.find(
            (one): one is ts.PropertyAssignment =>
              ts.isPropertyAssignment(one) && one.name.getText(sourceFile) === name,
          )?.initializer
        : undefined;
    const find = property('find');
    const value = property('replacement')?.getText(sourceFile) ?? '';
    const isPattern = find !== undefined && ts.isRegularExpressionLiteral(find);
    let key: string | null = null;
    if (find !== undefined && value !== '' && ts.isStringLiteralLike(find)) key = find.text;
    if (isPattern && value !== '') key = find.text.slice(1, find.text.lastIndexOf('/'));
    return { ...entryAt(element, sourceFile), key, isPattern, value };
  });
  return mapAt(literal, { path, tool, shape: 'pairs', entries }, sourceFile);
}

/** What a spread or a list of projects brings is not to be seen: an entry beside it may not count. */
function missingMap(sourceFile: ts.SourceFile, path: string): readonly ModuleMap[] {
  const root = exported(sourceFile);
  if (root === null) return [];
  const isManifest = /(^|\/)package\.json$/.test(path);
  const jest = isManifest ? propertyOf(root, 'jest', sourceFile) : undefined;
  const config = isManifest ? jest?.initializer : root;
  if (config !== undefined && !ts.isObjectLiteralExpression(config)) return [];
  if (config?.properties.some((one) => one.name?.getText(sourceFile).includes('moduleNameMapper'))) return [];
  const isOpen = config?.properties.some(
    (one) => !ts.isPropertyAssignment(one) || one.name.getText(sourceFile).includes('projects'),
  );
  const at = config ?? root;
  const entries = at.properties.map((one) => ({
    ...entryAt(one, sourceFile),
    key: null,
    isPattern: false,
    value: '',
  }));
  const missing = config === undefined ? ['jest', 'moduleNameMapper'] : ['moduleNameMapper'];
  const map = mapAt(at, { path, tool: 'jest', shape: 'object', entries }, sourceFile);
  return [{ ...map, missing, mocksIn: isOpen ? null : map.mocksIn }];
}

function propertyOf(
  literal: ts.ObjectLiteralExpression,
  name: string,
  sourceFile: ts.SourceFile,
): ts.PropertyAssignment | undefined {
  return literal.properties.find(
    (one): one is ts.PropertyAssignment =>
      ts.isPropertyAssignment(one) && one.name.getText(sourceFile).replace(/['"]/g, '') === name,
  );
}

function entryAt(node: ts.Node, sourceFile: ts.SourceFile): Span & Position {
  const start = node.getStart(sourceFile);
  return { start, end: node.getEnd(), ...positionAt(sourceFile.text, start) };
}

function mapAt(
  literal: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression,
  known: Pick<ModuleMap, 'path' | 'tool' | 'shape' | 'entries'>,
  sourceFile: ts.SourceFile,
): ModuleMap {
  const { text } = sourceFile;
  const start = literal.getStart(sourceFile);
  const between = text.slice(start + 1, known.entries[0]?.start ?? start + 1);
  return {
    ...known,
    missing: [],
    ...positionAt(text, start),
    quote: text[known.entries[0]?.start ?? 0] === '"' || known.path.endsWith('.json') ? '"' : "'",
    separator: /^\s+$/.test(between) ? between : ' ',
    inside: start + 1,
    mocksIn: known.tool === 'jest' ? mocksIn(literal, sourceFile, known.path) : null,
  };
}

/** jest's `rootDir` beside or around a node, which is the file's directory without the option; `roots` may be another. */
function mocksIn(node: ts.Node, sourceFile: ts.SourceFile, path: string): string | null {
  const home = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (!ts.isObjectLiteralExpression(at)) continue;
    if (propertyOf(at, 'roots', sourceFile) !== undefined) return null;
    const own = propertyOf(at, 'rootDir', sourceFile);
    if (own === undefined) continue;
    return ts.isStringLiteralLike(own.initializer) ? joined(home, own.initializer.text) : null;
  }
  return home;
}

function joined(home: string, relative: string): string | null {
  const parts = home.split('/').filter(Boolean);
  for (const part of relative.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return relative.startsWith('/') ? null : parts.join('/');
}

/** The object that a configuration file exports. */
function exported(sourceFile: ts.SourceFile): ts.ObjectLiteralExpression | null {
  for (const statement of sourceFile.statements) {
    let value: ts.Expression | undefined;
    if (ts.isExportAssignment(statement)) value = statement.expression;
    else if (ts.isExpressionStatement(statement)) {
      const { expression } = statement;
      if (ts.isBinaryExpression(expression)) {
        if (expression.left.getText(sourceFile) === 'module.exports') value = expression.right;
      } else value = expression;
    }
    const literal = value === undefined ? null : literalOf(value, sourceFile, 0);
    if (literal !== null) return literal;
  }
  return null;
}

/** A literal as it stands, behind a name, or as the first argument of a function that completes it. */
function literalOf(
  value: ts.Expression,
  sourceFile: ts.SourceFile,
  depth: number,
): ts.ObjectLiteralExpression | null {
  const node = unwrapped(value);
  if (ts.isObjectLiteralExpression(node)) return node;
  if (depth > 3) return null;
  if (ts.isCallExpression(node)) {
    const [argument] = node.arguments;
    return argument === undefined ? null : literalOf(argument, sourceFile, depth + 1);
  }
  if (!ts.isIdentifier(node)) return null;
  for (const statement of sourceFile.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const named = statement.declarationList.declarations.find(
      (one) => one.name.getText(sourceFile) === node.text,
    );
    if (named?.initializer !== undefined) return literalOf(named.initializer, sourceFile, depth + 1);
  }
  return null;
}
