import { ts } from '#typescript';
import { outermost } from '../bindings.js';
import { kindsOf, nodesOf } from '../tree.js';
import type { Names } from './names.js';
import { isDefaulting } from './syntax.js';

/** A place that takes a variable out of the environment. */
export interface EnvRead {
  /** The name, or what is known of a name that is made at run time. */
  readonly name:
    | { readonly kind: 'static'; readonly text: string }
    | { readonly kind: 'dynamic'; readonly like: string | null }
    /** The name comes from callers, where it stands as a string. */
    | { readonly kind: 'parameter' };
  /** `process.env`, `import.meta.env`, `Bun.env`, `Deno.env`. */
  readonly how: string;
  /** The expression that has the value, or the local name that a pattern gives it. */
  readonly value: ts.Expression | ts.BindingElement;
}

/** Every read of the environment in a file, through local aliases too. */
export function envReads(sourceFile: ts.SourceFile, names: Names): readonly EnvRead[] {
  const reads: EnvRead[] = [];
  const followed = new Set<ts.Node>();
  const follow = (object: ts.Expression, how: string) => {
    if (followed.has(object)) return;
    followed.add(object);
    const whole = outermost(object);
    const parent = whole.parent;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === whole) {
      if (how === 'Deno.env') reads.push(...denoRead(parent));
      else reads.push({ name: { kind: 'static', text: parent.name.text }, how, value: parent });
    } else if (ts.isElementAccessExpression(parent) && parent.expression === whole) {
      reads.push({ name: nameOf(parent.argumentExpression, names), how, value: parent });
    } else if (ts.isVariableDeclaration(parent) && parent.initializer === whole) {
      if (ts.isIdentifier(parent.name)) for (const use of names.usesOf(parent.name)) follow(use, how);
      else reads.push(...patternReads(parent.name, how));
    } else if (
      ts.isBinaryExpression(parent) &&
      isDefaulting(parent.operatorToken.kind) &&
      ts.isExpression(parent)
    ) {
      follow(parent, how);
    } else if (isListed(parent, whole)) {
      reads.push({ name: { kind: 'dynamic', like: null }, how, value: parent });
    }
  };
  for (const node of nodesOf(sourceFile, places)) {
    if (ts.isPropertyAccessExpression(node)) {
      const how = environment(node, names);
      if (how !== null) follow(node, how);
    } else if (ts.isVariableDeclaration(node)) followPattern(node, names, follow);
    else if (ts.isImportSpecifier(node) && importsEnv(node)) {
      for (const use of names.usesOf(node.name)) follow(use, 'process.env');
    }
  }
  return reads;
}

/** Where the environment comes into a file. */
const places = kindsOf(
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.ImportSpecifier,
);

/** `const { env } = process`. */
function followPattern(
  node: ts.VariableDeclaration,
  names: Names,
  follow: (object: ts.Expression, how: string) => void,
): void {
  if (!ts.isObjectBindingPattern(node.name) || node.initializer === undefined) return;
  if (!ts.isIdentifier(node.initializer) || !isProcess(node.initializer, names)) return;
  for (const element of node.name.elements) {
    if ((element.propertyName ?? element.name).getText() !== 'env' || !ts.isIdentifier(element.name))
      continue;
    for (const use of names.usesOf(element.name)) follow(use, 'process.env');
  }
}

/** The environment object that an expression is; null when it is none. */
function environment(node: ts.PropertyAccessExpression, names: Names): string | null {
  if (node.name.text !== 'env') return null;
  const owner = node.expression;
  if (ts.isMetaProperty(owner)) return 'import.meta.env';
  if (isProcess(owner, names)) return 'process.env';
  if (
    ts.isIdentifier(owner) &&
    (owner.text === 'Bun' || owner.text === 'Deno') &&
    names.declarationOf(owner) === undefined
  ) {
    return `${owner.text}.env`;
  }
  return null;
}

/** `import { env } from 'node:process'`. */
function importsEnv(node: ts.ImportSpecifier): boolean {
  if ((node.propertyName ?? node.name).text !== 'env') return false;
  return isProcessModule(node.parent.parent.parent.moduleSpecifier);
}

function isProcess(node: ts.Expression, names: Names): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) {
    return isProcess(node.expression, names);
  }
  if (ts.isPropertyAccessExpression(node)) {
    return (
      node.name.text === 'process' && /^(?:globalThis|global|window|self)$/.test(node.expression.getText())
    );
  }
  if (!ts.isIdentifier(node)) return false;
  const declaration = names.declarationOf(node);
  if (declaration === undefined) return node.text === 'process';
  const parent = declaration.parent;
  if (ts.isImportClause(parent)) return isProcessModule(parent.parent.moduleSpecifier);
  if (ts.isNamespaceImport(parent)) return isProcessModule(parent.parent.parent.moduleSpecifier);
  if (!ts.isVariableDeclaration(parent) || parent.initializer === undefined) return false;
  return /^require\(\s*['"](?:node:)?process['"]\s*\)$/.test(parent.initializer.getText());
}

function isProcessModule(specifier: ts.Expression): boolean {
  return ts.isStringLiteral(specifier) && /^(?:node:)?process$/.test(specifier.text);
}

/** `const { NAME: local = 'default', ...others } = process.env`. */
function patternReads(pattern: ts.BindingPattern, how: string): readonly EnvRead[] {
  if (ts.isArrayBindingPattern(pattern)) return [];
  return pattern.elements.flatMap((element): readonly EnvRead[] => {
    if (element.dotDotDotToken !== undefined)
      return [{ name: { kind: 'dynamic', like: null }, how, value: element }];
    const key = element.propertyName ?? element.name;
    if (ts.isIdentifier(key) || ts.isStringLiteralLike(key)) {
      return [{ name: { kind: 'static', text: key.text }, how, value: element }];
    }
    return [{ name: { kind: 'dynamic', like: null }, how, value: element }];
  });
}

/** `Deno.env.get('NAME')`. */
function denoRead(access: ts.PropertyAccessExpression): readonly EnvRead[] {
  const call = access.parent;
  if (!ts.isCallExpression(call) || call.expression !== access) return [];
  if (access.name.text !== 'get' && access.name.text !== 'toObject') return [];
  const key = call.arguments[0];
  const text = key !== undefined && ts.isStringLiteralLike(key) ? key.text : null;
  return [
    {
      name: text === null ? { kind: 'dynamic', like: null } : { kind: 'static', text },
      how: 'Deno.env',
      value: call,
    },
  ];
}

/** What is known of a key: a literal, a constant that is one, or the fixed parts of a template or sum. */
function nameOf(key: ts.Expression, names: Names): EnvRead['name'] {
  if (ts.isIdentifier(key)) {
    const declaration = names.declarationOf(key)?.parent;
    if (declaration !== undefined && ts.isParameter(declaration)) return { kind: 'parameter' };
  }
  const pattern = patternOf(key, names);
  if (pattern === null) return { kind: 'dynamic', like: null };
  return pattern.fixed
    ? { kind: 'static', text: pattern.text }
    : { kind: 'dynamic', like: `^${pattern.source}$` };
}

interface NamePattern {
  readonly fixed: boolean;
  readonly text: string;
  readonly source: string;
}

function patternOf(key: ts.Expression, names: Names): NamePattern | null {
  if (ts.isStringLiteralLike(key)) return { fixed: true, text: key.text, source: literally(key.text) };
  if (ts.isParenthesizedExpression(key) || ts.isAsExpression(key)) return patternOf(key.expression, names);
  if (ts.isTemplateExpression(key)) {
    const parts = key.templateSpans.map(
      (span) => part(span.expression, names) + literally(span.literal.text),
    );
    return { fixed: false, text: '', source: literally(key.head.text) + parts.join('') };
  }
  if (ts.isBinaryExpression(key) && key.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return { fixed: false, text: '', source: part(key.left, names) + part(key.right, names) };
  }
  if (!ts.isIdentifier(key)) return null;
  const declaration = names.declarationOf(key)?.parent;
  if (
    declaration === undefined ||
    !ts.isVariableDeclaration(declaration) ||
    declaration.initializer === undefined
  )
    return null;
  const constant =
    ts.isVariableDeclarationList(declaration.parent) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  return constant ? patternOf(declaration.initializer, names) : null;
}

function part(expression: ts.Expression, names: Names): string {
  return patternOf(expression, names)?.source ?? '.*';
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** `Object.entries(process.env)` and its kin: every value comes along. */
function isListed(parent: ts.Node, whole: ts.Node): parent is ts.CallExpression {
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === whole &&
    /^Object\.(?:entries|values)$/.test(parent.expression.getText())
  );
}
