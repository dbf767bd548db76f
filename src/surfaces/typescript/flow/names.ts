import { ts } from '#typescript';
import { kindsOf, nodesOf } from '../tree.js';

/** Which identifiers of a file mean the same thing. Types are no concern. */
export interface Names {
  /** The identifier that declares what this one means; undefined for a global. */
  declarationOf(identifier: ts.Identifier): ts.Identifier | undefined;
  /** All places that use what an identifier declares, itself left out. */
  usesOf(declaration: ts.Identifier): readonly ts.Identifier[];
}

/**
 * Resolves the names of one file by scope: blocks, functions, parameters, imports, with `var` hoisted. Nothing is looked
 * at before the first question, which most files never give rise to.
 */
export function namesOf(sourceFile: ts.SourceFile): Names {
  let resolved: Names | undefined;
  const names = () => {
    resolved ??= resolve(sourceFile);
    return resolved;
  };
  return {
    declarationOf: (identifier) => names().declarationOf(identifier),
    usesOf: (declaration) => names().usesOf(declaration),
  };
}

function resolve(sourceFile: ts.SourceFile): Names {
  const scopes = new Map<ts.Node, Map<string, ts.Identifier>>();
  const uses = new Map<string, ts.Identifier[]>();
  const declare = (scope: ts.Node, name: ts.Identifier) => {
    const names = scopes.get(scope) ?? new Map<string, ts.Identifier>();
    if (!names.has(name.text)) names.set(name.text, name);
    scopes.set(scope, names);
  };
  for (const node of nodesOf(sourceFile, naming)) {
    declareNames(node, declare);
    if (ts.isIdentifier(node) && isUse(node)) {
      const same = uses.get(node.text);
      if (same === undefined) uses.set(node.text, [node]);
      else same.push(node);
    }
  }

  const declarationOf = (identifier: ts.Identifier) => {
    for (let node: ts.Node | undefined = identifier; node !== undefined; node = node.parent) {
      const found = scopes.get(node)?.get(identifier.text);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    declarationOf,
    usesOf: (declaration) =>
      (uses.get(declaration.text) ?? []).filter((use) => declarationOf(use) === declaration),
  };
}

/** What declares names, and the names. */
const naming = kindsOf(
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ImportClause,
  ts.SyntaxKind.ImportSpecifier,
  ts.SyntaxKind.NamespaceImport,
  ts.SyntaxKind.ImportEqualsDeclaration,
);

function declareNames(node: ts.Node, declare: (scope: ts.Node, name: ts.Identifier) => void): void {
  if (ts.isVariableDeclaration(node)) {
    const list = node.parent;
    const hoisted = ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.BlockScoped) === 0;
    const scope = ts.isCatchClause(list) ? list : enclosing(list, hoisted ? isFunctionScope : isScope);
    for (const name of boundNames(node.name)) declare(scope, name);
  } else if (ts.isParameter(node)) {
    for (const name of boundNames(node.name)) declare(node.parent, name);
  } else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) {
    if (node.name !== undefined) declare(enclosing(node.parent, isScope), node.name);
  } else if (ts.isFunctionExpression(node) || ts.isClassExpression(node)) {
    if (node.name !== undefined) declare(node, node.name);
  } else if (ts.isImportClause(node)) {
    if (node.name !== undefined) declare(node.getSourceFile(), node.name);
  } else if (ts.isImportSpecifier(node) || ts.isNamespaceImport(node) || ts.isImportEqualsDeclaration(node)) {
    declare(node.getSourceFile(), node.name);
  }
}

/** The identifiers that a name or a pattern declares. */
export function boundNames(name: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function enclosing(node: ts.Node, wanted: (node: ts.Node) => boolean): ts.Node {
  let scope = node;
  while (!wanted(scope) && scope.parent !== undefined) scope = scope.parent;
  return scope;
}

function isFunctionScope(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isSourceFile(node) ||
    ts.isModuleBlock(node) ||
    ts.isClassStaticBlockDeclaration(node)
  );
}

function isScope(node: ts.Node): boolean {
  return (
    isFunctionScope(node) ||
    ts.isBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node)
  );
}

/** True where an identifier stands for a value, not for a property's name or its own declaration. */
function isUse(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.right !== node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isExportSpecifier(parent)) {
    return (
      (parent.propertyName ?? parent.name) === node && parent.parent.parent.moduleSpecifier === undefined
    );
  }
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isJsxAttribute(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent))
    return false;
  if (ts.isEnumMember(parent)) return parent.initializer === node;
  return !('name' in parent && parent.name === node);
}
