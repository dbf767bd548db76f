import { ts } from '#typescript';
import type { ModuleReference } from '../facts.js';
import type { Names } from './names.js';

/** Of a module reference, all that the flow needs: where it starts is its name. */
export type ClientStart = Pick<ModuleReference, 'start'>;

/** What a callee is, as far as one file shows. */
export type Callee =
  /** Something of a client package; `reference` is the start of the module reference, `chain` what is taken of it. */
  | { readonly kind: 'client'; readonly reference: number; readonly chain: readonly string[] }
  /** Something of another module. */
  | { readonly kind: 'module'; readonly specifier: string; readonly chain: readonly string[] }
  | { readonly kind: 'function'; readonly declaration: ts.FunctionLikeDeclaration }
  | { readonly kind: 'class'; readonly declaration: ts.ClassLikeDeclaration }
  | { readonly kind: 'global'; readonly text: string }
  | { readonly kind: 'unknown' };

const UNKNOWN: Callee = { kind: 'unknown' };

/** Tells what an expression that is called, constructed or extended stands for. */
export function calleeOf(
  expression: ts.Expression,
  names: Names,
  references: readonly ClientStart[],
  depth = 8,
): Callee {
  if (depth === 0) return UNKNOWN;
  const again = (next: ts.Expression) => calleeOf(next, names, references, depth - 1);
  if (
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isNonNullExpression(expression) ||
    ts.isAwaitExpression(expression)
  ) {
    return again(expression.expression);
  }
  if (ts.isFunctionLike(expression)) return { kind: 'function', declaration: expression };
  if (ts.isClassExpression(expression)) return { kind: 'class', declaration: expression };
  if (ts.isCallExpression(expression) || ts.isNewExpression(expression)) {
    const module = ts.isCallExpression(expression) ? loaded(expression, references) : UNKNOWN;
    return module.kind === 'unknown' ? made(again(expression.expression)) : module;
  }
  if (expression.kind === ts.SyntaxKind.ThisKeyword) return ownClass(expression);
  if (ts.isPropertyAccessExpression(expression)) {
    const method = expression.expression.kind === ts.SyntaxKind.ThisKeyword ? ownMethod(expression) : null;
    if (method !== null) return { kind: 'function', declaration: method };
    const owner = again(expression.expression);
    if (owner.kind === 'client' || owner.kind === 'module') {
      return { ...owner, chain: [...owner.chain, expression.name.text] };
    }
    return owner.kind === 'global'
      ? { kind: 'global', text: `${owner.text}.${expression.name.text}` }
      : UNKNOWN;
  }
  if (!ts.isIdentifier(expression)) return UNKNOWN;
  const declaration = names.declarationOf(expression);
  return declaration === undefined
    ? { kind: 'global', text: expression.text }
    : declared(declaration, references, again);
}

/** In a static member, `this` is the class: `new this(url)`. */
function ownClass(node: ts.Node): Callee {
  const member = ownMember(node);
  const isStatic =
    member !== null &&
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member) ?? []).some((one) => one.kind === ts.SyntaxKind.StaticKeyword);
  return isStatic && ts.isClassLike(member.parent) ? { kind: 'class', declaration: member.parent } : UNKNOWN;
}

/** `this.connect(url)`: the method of the class around. */
function ownMethod({ expression, name }: ts.PropertyAccessExpression): ts.MethodDeclaration | null {
  const owner = ownMember(expression)?.parent;
  if (owner === undefined || !ts.isClassLike(owner)) return null;
  const found = owner.members.find(
    (one): one is ts.MethodDeclaration => ts.isMethodDeclaration(one) && one.name.getText() === name.text,
  );
  return found ?? null;
}

/** The member of a class whose `this` a node means: arrow functions have none of their own. */
function ownMember(node: ts.Node): ts.Node | null {
  let inside: ts.Node = node;
  while (inside.parent !== undefined && !ts.isClassLike(inside.parent)) {
    const hasThis = ts.isFunctionLike(inside) && !ts.isArrowFunction(inside);
    if (hasThis) return null;
    inside = inside.parent;
  }
  return inside.parent === undefined ? null : inside;
}

/** What a call of another package's function gives, or its constructor: something of that package too. */
function made(callee: Callee): Callee {
  return callee.kind === 'module' ? { ...callee, chain: [...callee.chain, '()'] } : UNKNOWN;
}

/** `require('x')` and `import('x')`. */
function loaded(call: ts.CallExpression, references: readonly ClientStart[]): Callee {
  const argument = call.arguments[0];
  if (argument === undefined || !ts.isStringLiteralLike(argument)) return UNKNOWN;
  const loads =
    call.expression.kind === ts.SyntaxKind.ImportKeyword || call.expression.getText() === 'require';
  if (!loads) return UNKNOWN;
  return module(argument, ['*'], references);
}

function declared(
  declaration: ts.Identifier,
  references: readonly ClientStart[],
  again: (next: ts.Expression) => Callee,
): Callee {
  const parent = declaration.parent;
  if (ts.isFunctionDeclaration(parent)) return { kind: 'function', declaration: parent };
  if (ts.isClassDeclaration(parent)) return { kind: 'class', declaration: parent };
  if (ts.isImportSpecifier(parent)) {
    return module(
      parent.parent.parent.parent.moduleSpecifier,
      [(parent.propertyName ?? parent.name).text],
      references,
    );
  }
  if (ts.isImportClause(parent)) return module(parent.parent.moduleSpecifier, ['default'], references);
  if (ts.isNamespaceImport(parent)) return module(parent.parent.parent.moduleSpecifier, ['*'], references);
  if (ts.isImportEqualsDeclaration(parent) && ts.isExternalModuleReference(parent.moduleReference)) {
    return module(parent.moduleReference.expression, ['*'], references);
  }
  if (ts.isVariableDeclaration(parent) && parent.initializer !== undefined && isConstant(parent)) {
    return again(parent.initializer);
  }
  if (
    ts.isBindingElement(parent) &&
    ts.isObjectBindingPattern(parent.parent) &&
    parent.dotDotDotToken === undefined
  ) {
    const variable = parent.parent.parent;
    if (!ts.isVariableDeclaration(variable) || variable.initializer === undefined) return UNKNOWN;
    const owner = again(variable.initializer);
    const key = parent.propertyName ?? parent.name;
    if ((owner.kind !== 'client' && owner.kind !== 'module') || !ts.isIdentifier(key)) return UNKNOWN;
    return { ...owner, chain: [...owner.chain, key.text] };
  }
  return UNKNOWN;
}

function module(
  specifier: ts.Expression,
  chain: readonly string[],
  references: readonly ClientStart[],
): Callee {
  if (!ts.isStringLiteralLike(specifier)) return UNKNOWN;
  const inside = specifier.getStart() + 1;
  const reference = references.find((one) => one.start === inside);
  if (reference !== undefined) return { kind: 'client', reference: reference.start, chain };
  return { kind: 'module', specifier: specifier.text, chain };
}

/** `const`, or a `var`/`let` that nothing else is assigned to in its file. */
function isConstant(declaration: ts.VariableDeclaration): boolean {
  if (!ts.isVariableDeclarationList(declaration.parent)) return false;
  if ((declaration.parent.flags & ts.NodeFlags.Const) !== 0) return true;
  if (!ts.isIdentifier(declaration.name)) return false;
  const name = declaration.name.text;
  return !new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\s*=(?![=>])`).test(
    declaration.getSourceFile().text.slice(declaration.getEnd()),
  );
}
