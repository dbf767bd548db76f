import { ts } from '#typescript';
import { boundNames } from './flow/names.js';

/**
 * Finds what declares a name at a place, going outwards through the blocks and functions of one file; undefined for a
 * global. Types are no concern: it answers "is this `require` the module system's, or somebody's own?".
 */
export function declarationOf(name: string, from: ts.Node): ts.Node | undefined {
  const sourceFile = from.getSourceFile();
  if (last?.sourceFile !== sourceFile) last = { sourceFile, scopes: new Map() };
  for (let node: ts.Node | undefined = from; node !== undefined; node = node.parent) {
    const found = declaredIn(name, node, last.scopes);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True for the module system's own `require`: the global, `module.require`, or one that `createRequire` made. */
export function isModuleRequire(node: ts.Expression): boolean {
  if (ts.isCallExpression(node)) return isOwnRequire(node);
  if (ts.isPropertyAccessExpression(node)) {
    const object = node.expression;
    const isModule = ts.isIdentifier(object) && object.text === 'module' && node.name.text === 'require';
    return isModule && declarationOf('module', node) === undefined;
  }
  if (!ts.isIdentifier(node) || (node.text !== 'require' && !renamesRequire(node))) return false;
  const declaration = declarationOf(node.text, node);
  if (declaration === undefined) return node.text === 'require';
  const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  if (made === undefined) return false;
  if (ts.isCallExpression(made)) return isOwnRequire(made);
  return ts.isIdentifier(made) && made.text === 'require' && declarationOf('require', made) === undefined;
}

/** Any function that `createRequire` made: also one that resolves as another file would. */
export function isMadeRequire(node: ts.Expression): boolean {
  if (ts.isCallExpression(node)) return createsRequire(node);
  const declaration = ts.isIdentifier(node) ? declarationOf(node.text, node) : undefined;
  const initializer =
    declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer !== undefined && createsRequire(initializer);
}

/** Can another name than `require` be one in this file? Asked of every call, and seldom true. */
function renamesRequire(node: ts.Node): boolean {
  const sourceFile = node.getSourceFile();
  if (asked?.sourceFile !== sourceFile)
    asked = { sourceFile, renames: /createRequire|=\s*require\b(?!\s*[.(])/.test(sourceFile.text) };
  return asked.renames;
}

let asked: { readonly sourceFile: ts.SourceFile; readonly renames: boolean } | undefined;

/** `createRequire(import.meta.url)` resolves as this file does. */
function isOwnRequire(node: ts.CallExpression): boolean {
  const [from] = node.arguments;
  return (
    createsRequire(node) &&
    from !== undefined &&
    /^(?:import\.meta\.(?:url|filename)|__filename)$/.test(from.getText())
  );
}

function createsRequire(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && /(?:^|\.)createRequire$/.test(node.expression.getText());
}

type Declarations = ReadonlyMap<string, ts.Node>;

/** What the scopes of the last file declare: every call asks what its callee is. A weak map would keep all trees longer. */
let last: { readonly sourceFile: ts.SourceFile; readonly scopes: Map<ts.Node, Declarations> } | undefined;

function declaredIn(name: string, node: ts.Node, scopes: Map<ts.Node, Declarations>): ts.Node | undefined {
  if (!isScope(node)) return undefined;
  let known = scopes.get(node);
  if (known === undefined) {
    known = declarationsOf(node);
    scopes.set(node, known);
  }
  return known.get(name);
}

type Scope =
  | ts.SignatureDeclaration
  | ts.CatchClause
  | ts.ForStatement
  | ts.ForOfStatement
  | ts.ForInStatement
  | ts.SourceFile
  | ts.Block
  | ts.ModuleBlock
  | ts.CaseBlock;

function isScope(node: ts.Node): node is Scope {
  switch (node.kind) {
    case ts.SyntaxKind.CatchClause:
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.ForInStatement:
    case ts.SyntaxKind.SourceFile:
    case ts.SyntaxKind.Block:
    case ts.SyntaxKind.ModuleBlock:
    case ts.SyntaxKind.CaseBlock:
      return true;
    default:
      return ts.isFunctionLike(node);
  }
}

/** The names that a scope declares itself, each with its first declaration. */
function declarationsOf(scope: Scope): Declarations {
  const found = new Map<string, ts.Node>();
  const declare = (name: string | undefined, node: ts.Node): void => {
    if (name !== undefined && !found.has(name)) found.set(name, node);
  };
  const bind = (binding: ts.BindingName, node: ts.Node): void => {
    for (const name of boundNames(binding)) declare(name.text, node);
  };
  const inList = (list: ts.VariableDeclarationList): void => {
    for (const one of list.declarations) bind(one.name, one);
  };
  const inStatement = (statement: ts.Statement): void => {
    if (ts.isVariableStatement(statement)) inList(statement.declarationList);
    else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      declare(statement.name?.text, statement);
    else if (ts.isImportDeclaration(statement)) {
      for (const name of importedNames(statement.importClause)) declare(name, statement);
    } else if (ts.isImportEqualsDeclaration(statement)) declare(statement.name.text, statement);
  };
  if (ts.isFunctionLike(scope)) {
    for (const parameter of scope.parameters) bind(parameter.name, parameter);
    if (ts.isFunctionExpression(scope)) declare(scope.name?.text, scope);
  } else if (ts.isCatchClause(scope)) {
    if (scope.variableDeclaration !== undefined)
      bind(scope.variableDeclaration.name, scope.variableDeclaration);
  } else if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) {
    if (scope.initializer !== undefined && ts.isVariableDeclarationList(scope.initializer))
      inList(scope.initializer);
  } else if (ts.isCaseBlock(scope)) {
    for (const clause of scope.clauses) clause.statements.forEach(inStatement);
  } else scope.statements.forEach(inStatement);
  return found;
}

function importedNames(clause: ts.ImportClause | undefined): readonly string[] {
  if (clause === undefined) return [];
  const own = clause.name === undefined ? [] : [clause.name.text];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return own;
  if (ts.isNamespaceImport(bindings)) return [...own, bindings.name.text];
  return [...own, ...bindings.elements.map((element) => element.name.text)];
}
