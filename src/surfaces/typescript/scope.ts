import { ts } from '#typescript';

/**
 * Finds what declares a name at a place, going outwards through the blocks and functions of one file; undefined for a
 * global. Types are no concern: it answers "is this `require` the module system's, or somebody's own?".
 */
export function declarationOf(name: string, from: ts.Node): ts.Node | undefined {
  for (let node: ts.Node | undefined = from; node !== undefined; node = node.parent) {
    const found = declaredIn(name, node);
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
  if (!ts.isIdentifier(node)) return false;
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

function declaredIn(name: string, node: ts.Node): ts.Node | undefined {
  if (ts.isFunctionLike(node)) {
    const parameter = node.parameters.find((one) => bindsName(one.name, name));
    if (parameter !== undefined) return parameter;
    return ts.isFunctionExpression(node) && node.name?.text === name ? node : undefined;
  }
  if (ts.isCatchClause(node)) {
    const variable = node.variableDeclaration;
    return variable !== undefined && bindsName(variable.name, name) ? variable : undefined;
  }
  if (ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const list = node.initializer;
    return list !== undefined && ts.isVariableDeclarationList(list) ? inList(list, name) : undefined;
  }
  if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node))
    return inStatements(node.statements, name);
  if (ts.isCaseBlock(node)) {
    for (const clause of node.clauses) {
      const found = inStatements(clause.statements, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function inStatements(statements: ts.NodeArray<ts.Statement>, name: string): ts.Node | undefined {
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      const found = inList(statement.declarationList, name);
      if (found !== undefined) return found;
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      if (statement.name?.text === name) return statement;
    } else if (ts.isImportDeclaration(statement)) {
      if (importBinds(statement.importClause, name)) return statement;
    } else if (ts.isImportEqualsDeclaration(statement) && statement.name.text === name) {
      return statement;
    }
  }
  return undefined;
}

function importBinds(clause: ts.ImportClause | undefined, name: string): boolean {
  if (clause === undefined) return false;
  if (clause.name?.text === name) return true;
  const bindings = clause.namedBindings;
  if (bindings === undefined) return false;
  if (ts.isNamespaceImport(bindings)) return bindings.name.text === name;
  return bindings.elements.some((element) => element.name.text === name);
}

function inList(list: ts.VariableDeclarationList, name: string): ts.VariableDeclaration | undefined {
  return list.declarations.find((declaration) => bindsName(declaration.name, name));
}

function bindsName(binding: ts.BindingName, name: string): boolean {
  if (ts.isIdentifier(binding)) return binding.text === name;
  return binding.elements.some((element) => ts.isBindingElement(element) && bindsName(element.name, name));
}
