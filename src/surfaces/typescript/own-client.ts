import { ts } from '#typescript';
import type { Position, Span, TextFile } from '../../model.js';
import { lineEndingOf, positionAt } from '../../text.js';
import type { ClientBinding } from './facts.js';
import { kindsOf, nodesOf } from './tree.js';

/** A replacement in the file that the fact belongs to. */
export interface Replacement extends Span {
  readonly text: string;
}

/**
 * A class, constructor, interface or type `RedisClient` that the file defines and exports, and that holds a client. Both ways to
 * give it its new name are ready; the plan chooses one.
 */
export interface OwnClient extends Position {
  /** `ValkeyClient` becomes the name, `RedisClient` its alias; null where something in the file reads the name. */
  readonly renamed: readonly Replacement[] | null;
  /** `RedisClient` stays the name, `ValkeyClient` becomes its alias; null where no export form can add one. */
  readonly aliased: readonly Replacement[] | null;
  /** The file has a `ValkeyClient` already. */
  readonly collides: boolean;
}

type Declaration =
  | ts.ClassDeclaration
  | ts.FunctionDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  /** Of a class or a function. */
  | ts.VariableDeclaration;

const OLD = 'RedisClient';
const NEW = 'ValkeyClient';

/** Finds the file's own exported `RedisClient`; null without one that holds something of a client package. */
export function ownClientOf(
  sourceFile: ts.SourceFile,
  file: TextFile,
  bindings: readonly ClientBinding[],
): OwnClient | null {
  const declarations = sourceFile.statements.flatMap(declarationsIn);
  const [declaration] = declarations;
  if (declaration === undefined) return assignedClient(sourceFile, file, bindings);
  if (declarations.length > 1 || !holdsClient(declaration, bindings)) return null;
  const names = identifiersOf(sourceFile);
  const own = names.filter((one) => one.text === OLD);
  const exported = exportsOf(declaration, own);
  if (exported.kind === 'none') return null;
  const isAmbiguous = own.some((one) => one !== declaration.name && declares(one));
  const canRename = !isAmbiguous && !readsName(sourceFile, declaration);
  return {
    ...positionAt(file.text, declaration.name!.getStart()),
    renamed: canRename ? renamed(declaration, own, exported, file.text) : null,
    aliased:
      exported.kind === 'commonjs'
        ? null
        : [exportAfter(declaration, OLD, NEW, file.text, own.some(declaresValue))],
    collides: names.some((one) => one.text === NEW),
  };
}

/** What a statement declares under the name. */
function declarationsIn(statement: ts.Statement): readonly Declaration[] {
  const all = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.filter((one) => isClassLike(one.initializer))
    : [statement].filter(isDeclaration);
  return all.filter(({ name }) => name !== undefined && ts.isIdentifier(name) && name.text === OLD);
}

function isDeclaration(node: ts.Node): node is Exclude<Declaration, ts.VariableDeclaration> {
  return (
    ts.isClassDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  );
}

/** A class, or a function that may construct as one. */
function isClassLike(node: ts.Expression | undefined): boolean {
  return node !== undefined && (ts.isClassExpression(node) || ts.isFunctionExpression(node));
}

/** A class that is exported where it is written, with no statement of its own. */
function assignedClient(
  sourceFile: ts.SourceFile,
  file: TextFile,
  bindings: readonly ClientBinding[],
): OwnClient | null {
  const collides = identifiersOf(sourceFile).some((one) => one.text === NEW);
  for (const statement of sourceFile.statements) {
    if (!ts.isExpressionStatement(statement) || !isModuleExports(statement.expression)) continue;
    const found = exportedIn(statement, statement.expression, file.text);
    if (found === null || !holdsClient(found.made, bindings)) continue;
    const renamed = found.made === found.named && readsName(sourceFile, found.made) ? null : found.edits;
    const aliased = found.made === found.named ? null : found.edits;
    return { ...positionAt(file.text, found.at.getStart()), renamed, aliased, collides };
  }
  return null;
}

interface ExportedClass {
  readonly made: ts.Expression;
  /** The class itself, when it is its own name that changes, and not one more property that gets the new one. */
  readonly named: ts.Expression | null;
  readonly at: ts.Node;
  readonly edits: readonly Replacement[];
}

function exportedIn(
  statement: ts.ExpressionStatement,
  { left, right }: ts.BinaryExpression,
  text: string,
): ExportedClass | null {
  const target = left.getText();
  // `exports.RedisClient = class { … }`
  if (target.endsWith(`.${OLD}`) && isClassLike(right)) {
    const start = right.getStart();
    const edits = [{ start, end: start, text: `${target.slice(0, -OLD.length)}${NEW} = ` }];
    return { made: right, named: null, at: ts.isPropertyAccessExpression(left) ? left.name : left, edits };
  }
  if (!/^(module\.)?exports$/.test(target)) return null;
  // `module.exports = class RedisClient { … }`
  if ((ts.isClassExpression(right) || ts.isFunctionExpression(right)) && right.name?.text === OLD) {
    const inside = identifiersOf(right.getSourceFile()).filter(
      (one) => one.text === OLD && !isMemberName(one) && one.pos >= right.pos && one.end <= right.end,
    );
    const edits = inside.map((one) => ({ ...spanOf(one), text: renamedText(one) }));
    return { made: right, named: right, at: right.name, edits };
  }
  // `module.exports = { RedisClient: class { … } }`
  const property = ts.isObjectLiteralExpression(right)
    ? right.properties.find((one) => ts.isPropertyAssignment(one) && one.name.getText() === OLD)
    : undefined;
  if (property === undefined || !ts.isPropertyAssignment(property) || !isClassLike(property.initializer))
    return null;
  const end = statement.getEnd();
  const stop = statement.getText().endsWith(';') ? ';' : '';
  const alias = `${lineEndingOf(text)}module.exports.${NEW} = module.exports.${OLD}${stop}`;
  return {
    made: property.initializer,
    named: null,
    at: property.name,
    edits: [{ start: end, end, text: alias }],
  };
}

/** A field, base class, return or initialiser of the declaration names something that comes from a client package. */
function holdsClient(declaration: ts.Node, bindings: readonly ClientBinding[]): boolean {
  const locals = new Set(bindings.map((one) => one.local));
  let holds = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && locals.has(node.text) && !isMemberName(node)) holds = true;
    if (!holds) ts.forEachChild(node, visit);
  };
  visit(declaration);
  return holds;
}

function statementOf(declaration: Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

/** How the declaration leaves the file. */
type Exported =
  | { readonly kind: 'inline' | 'default' | 'list' | 'none' }
  | { readonly kind: 'commonjs'; readonly edits: readonly Replacement[] };

function exportsOf(declaration: Declaration, own: readonly ts.Identifier[]): Exported {
  const statement = statementOf(declaration);
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind) => modifiers.some((one) => one.kind === kind);
  if (has(ts.SyntaxKind.DefaultKeyword)) return { kind: 'default' };
  if (has(ts.SyntaxKind.ExportKeyword)) return { kind: 'inline' };
  if (own.some((one) => ts.isExportSpecifier(one.parent) || ts.isExportAssignment(one.parent)))
    return { kind: 'list' };
  const edits = own.flatMap(commonJsExport);
  return edits.length > 0 ? { kind: 'commonjs', edits } : { kind: 'none' };
}

/** `exports.RedisClient = RedisClient`, `module.exports = { RedisClient }`, `module.exports = RedisClient`. */
function commonJsExport(name: ts.Identifier): readonly Replacement[] {
  const { parent } = name;
  if (ts.isShorthandPropertyAssignment(parent) && isModuleExports(parent.parent.parent)) {
    return [{ ...spanOf(name), text: `${NEW}, ${OLD}: ${NEW}` }];
  }
  if (!isModuleExports(parent) || parent.right !== name) return [];
  const target = parent.left.getText();
  if (!target.endsWith(`.${OLD}`)) return [{ ...spanOf(name), text: NEW }];
  return [{ ...spanOf(name), text: `${target.slice(0, -OLD.length)}${NEW} = ${NEW}` }];
}

function isModuleExports(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && /^(module\.)?exports\b/.test(node.left.getText());
}

function renamed(
  declaration: Declaration,
  own: readonly ts.Identifier[],
  exported: Exported,
  text: string,
): readonly Replacement[] {
  const special = exported.kind === 'commonjs' ? exported.edits : [];
  const plain = own
    .filter((one) => !isMemberName(one) && !special.some((edit) => edit.start === one.getStart()))
    .map((one) => ({ ...spanOf(one), text: renamedText(one) }));
  const alias = exported.kind === 'inline' ? [exportAfter(declaration, NEW, OLD, text)] : [];
  return [...plain, ...special, ...alias];
}

function renamedText(name: ts.Identifier): string {
  const { parent } = name;
  if (ts.isShorthandPropertyAssignment(parent)) return `${OLD}: ${NEW}`;
  // `export { RedisClient }` passes both names on; `export { RedisClient as X }` keeps X alone.
  if (ts.isExportSpecifier(parent) && parent.propertyName === undefined) return `${NEW}, ${NEW} as ${OLD}`;
  return NEW;
}

/** An export of one name under another, on a line of its own behind the declaration. */
function exportAfter(
  declaration: Declaration,
  name: string,
  alias: string,
  text: string,
  isValue = false,
): Replacement {
  const eol = lineEndingOf(text);
  const isType = ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration);
  const keyword = isType && !isValue ? 'export type' : 'export';
  const end = /;[ \t]*\r?$/m.test(text) ? ';' : '';
  return {
    start: statementOf(declaration).getEnd(),
    end: statementOf(declaration).getEnd(),
    text: `${eol}${eol}${keyword} { ${name} as ${alias} }${end}`,
  };
}

/**
 * Something in the file depends on the class's name: `constructor.name`, the name as a string, a decorator (a
 * container's token), a base class that a call makes (service tags, mixins).
 */
function readsName(sourceFile: ts.SourceFile, declaration: Declaration | ts.Expression): boolean {
  const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  if (made !== undefined && (ts.isClassDeclaration(made) || ts.isClassExpression(made))) {
    if (ts.canHaveDecorators(made) && (ts.getDecorators(made) ?? []).length > 0) return true;
    const bases = made.heritageClauses?.flatMap((clause) => [...clause.types]) ?? [];
    if (bases.some((base) => ts.isCallExpression(base.expression))) return true;
  }
  return new RegExp(`constructor\\.name|\\b${OLD}\\.name\\b|['"\`]${OLD}['"\`]`).test(sourceFile.text);
}

const identifiers = kindsOf(ts.SyntaxKind.Identifier);

function identifiersOf(sourceFile: ts.SourceFile): readonly ts.Identifier[] {
  return nodesOf(sourceFile, identifiers)
    .filter(ts.isIdentifier)
    .filter(({ text }) => text === OLD || text === NEW);
}

/** A name after a dot, a key or a member: it names a property, not the declaration. */
function isMemberName(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === name;
  if (ts.isQualifiedName(parent)) return parent.right === name;
  if (ts.isExportSpecifier(parent)) return parent.propertyName !== undefined && parent.name === name;
  const isMember = ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isTypeElement(parent);
  return isMember && parent.name === name;
}

/** A second declaration of the name: an import, a variable, a parameter, a type parameter. */
function declares(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return true;
  const isNamed =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isFunctionDeclaration(parent) ||
    isDeclaration(parent);
  return isNamed && (parent as ts.NamedDeclaration).name === name;
}

/** The name also means a value of the file: `export const RedisClient = …` beside a type. */
function declaresValue({ parent }: ts.Identifier): boolean {
  if (ts.isFunctionDeclaration(parent)) return ts.isSourceFile(parent.parent);
  return ts.isVariableDeclaration(parent) && ts.isSourceFile(parent.parent.parent.parent);
}

function spanOf(node: ts.Node): Span {
  return { start: node.getStart(), end: node.getEnd() };
}
