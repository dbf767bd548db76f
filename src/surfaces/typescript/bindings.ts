import { ts } from '#typescript';
import type { ClientBinding } from './facts.js';

/** The local names of an import declaration. */
export function importBindings(declaration: ts.ImportDeclaration): readonly ClientBinding[] {
  const clause = declaration.importClause;
  if (clause === undefined) return [];
  const typeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const bindings: ClientBinding[] = [];
  if (clause.name !== undefined) bindings.push(bind(clause.name, 'default', typeOnly));
  const named = clause.namedBindings;
  if (named === undefined) return bindings;
  if (ts.isNamespaceImport(named)) return [...bindings, bind(named.name, '*', typeOnly)];
  for (const element of named.elements) {
    bindings.push(
      bind(element.name, (element.propertyName ?? element.name).text, typeOnly || element.isTypeOnly),
    );
  }
  return bindings;
}

/** The names that `export { a, type B as C } from '…'` passes on, as bindings without a local name in scope. */
export function exportBindings(declaration: ts.ExportDeclaration): readonly ClientBinding[] {
  const clause = declaration.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return [];
  return clause.elements.map((element) =>
    bind(
      element.name,
      (element.propertyName ?? element.name).text,
      declaration.isTypeOnly || element.isTypeOnly,
    ),
  );
}

/**
 * What a call that yields the module (`require(…)`, `await import(…)`) is bound to, and which exports are used right
 * on it (`require('redis').createClient(…)`).
 */
export function callBindings(call: ts.Expression): {
  readonly bindings: readonly ClientBinding[];
  readonly members: readonly string[];
  readonly constructed: boolean;
} {
  const value = outermost(call);
  const parent = value.parent;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === value) {
    const member = parent.name.text;
    const whole = outermost(parent);
    if (ts.isVariableDeclaration(whole.parent) && ts.isIdentifier(whole.parent.name)) {
      return { bindings: [bind(whole.parent.name, member, false)], members: [member], constructed: false };
    }
    return { bindings: [], members: [member], constructed: false };
  }
  if (ts.isVariableDeclaration(parent))
    return { bindings: patternBindings(parent.name), members: [], constructed: false };
  if (ts.isBinaryExpression(parent) && parent.right === value && ts.isIdentifier(parent.left)) {
    return { bindings: [bind(parent.left, '*', false)], members: [], constructed: false };
  }
  const constructed =
    (ts.isNewExpression(parent) || ts.isCallExpression(parent)) && parent.expression === value;
  return { bindings: [], members: [], constructed };
}

/** Climbs through parentheses, `await`, `as`, `!` and interop helpers that leave the module what it is. */
export function outermost(node: ts.Node): ts.Node {
  let current = node;
  for (;;) {
    const parent = current.parent;
    const transparent =
      ts.isParenthesizedExpression(parent) ||
      ts.isAwaitExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isTypeAssertionExpression(parent) ||
      (ts.isCallExpression(parent) &&
        parent.arguments[0] === current &&
        /^(__importDefault|__importStar|_interopRequire\w*|__toESM)$/.test(parent.expression.getText()));
    if (!transparent) return current;
    current = parent;
  }
}

function patternBindings(name: ts.BindingName): readonly ClientBinding[] {
  if (ts.isIdentifier(name)) return [bind(name, '*', false)];
  const bindings: ClientBinding[] = [];
  for (const element of name.elements) {
    if (!ts.isBindingElement(element) || !ts.isIdentifier(element.name)) continue;
    const imported = element.propertyName ?? element.name;
    if (element.dotDotDotToken !== undefined) bindings.push(bind(element.name, '*', false));
    else if (ts.isIdentifier(imported)) bindings.push(bind(element.name, imported.text, false));
  }
  return bindings;
}

function bind(name: ts.Identifier | ts.ModuleExportName, imported: string, typeOnly: boolean): ClientBinding {
  return { local: name.text, imported, typeOnly, span: { start: name.getStart(), end: name.getEnd() } };
}
