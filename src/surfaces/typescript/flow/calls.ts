import { ts } from '#typescript';
import { type Callee, calleeOf } from './callees.js';
import { argumentCheck } from './checks.js';
import { type PropertyPath, isVariableName } from './facts.js';
import { fromParameter } from './functions.js';
import { checked, checkedOf } from './looks.js';
import { type FileContext, PARSED, RESULT, type Steps, harmless, sink, unproven, value } from './steps.js';
import { enclosingClass, isLogger, shortText } from './syntax.js';

export function fromArgument(
  call: ts.CallExpression | ts.NewExpression,
  node: ts.Node,
  path: PropertyPath,
  context: FileContext,
): Steps {
  if (call.expression === node) {
    if (path[0] === RESULT) return [value(call, path.slice(1))];
    return path.length > 0 ? [] : [unproven(node, 'it is called')];
  }
  if (isLogger(call)) return [harmless(node, 'log')];
  const argument = (call.arguments ?? []).findIndex((one) => Object.is(one, node));
  const isSuper = call.expression.kind === ts.SyntaxKind.SuperKeyword;
  const base = isSuper ? superclassOf(enclosingClass(call)) : call.expression;
  const callee =
    base === undefined ? null : inherited(calleeOf(base, context.names, context.references), context);
  if (callee === null || argument < 0) return [unproven(node, 'it is used in a way that is not followed')];
  if (checkedOf(path) !== null && ts.isCallExpression(call)) {
    const check = argumentCheck(call, context.names);
    if (check !== null) return checked(node, check);
  }
  const plugin = argument === 1 ? pluginOf(call, context) : null;
  if (plugin !== null) {
    const chain = [...plugin.chain, 'register'];
    return [sink(node, { kind: 'call', specifier: plugin.specifier, chain, argument, path, holder: null })];
  }
  if (path.length === 0 && argument === 0 && parsesUrl(callee)) return [value(call, [PARSED])];
  const into = intoCallee(callee, argument, node, path);
  if (into !== null) return into;
  if (callee.kind === 'global') {
    if (callee.text === 'Boolean' || callee.text === 'URL.canParse') return [harmless(node, 'presence')];
    if (callee.text === 'String' || callee.text === 'Object.freeze') return [value(call, path)];
  }
  if (
    isVariableName(path.at(-1) ?? '') &&
    /\b(?:parse|safeParse|parseAsync|validate|assert|decode\w*)$/.test(call.expression.getText())
  ) {
    // A schema that is given an object by hand gives the same names back: they are read by name.
    return [];
  }
  return [unproven(node, `it is handed to ${shortText(call.expression)}`)];
}

/** Into what is called, as far as this file shows it; null where nothing is known of it. */
export function intoCallee(
  callee: Callee,
  argument: number,
  node: ts.Node,
  path: PropertyPath,
): Steps | null {
  switch (callee.kind) {
    case 'client': {
      const { reference, chain } = callee;
      return [sink(node, { kind: 'client', reference, chain, argument, path })];
    }
    case 'module': {
      const { specifier, chain } = callee;
      return [sink(node, { kind: 'call', specifier, chain, argument, path, holder: null })];
    }
    case 'function':
      return fromParameter(callee.declaration, argument, node, path);
    case 'class': {
      const creation = callee.declaration.members.find(ts.isConstructorDeclaration);
      return creation === undefined ? null : fromParameter(creation, argument, node, path);
    }
    default:
      return null;
  }
}

/** `app.register(plugin, options)`: the options are for the plugin, a module of its own. */
function pluginOf(
  call: ts.CallExpression | ts.NewExpression,
  context: FileContext,
): Extract<Callee, { kind: 'module' }> | null {
  const given = call.arguments?.[0];
  const isRegistration =
    ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'register';
  if (given === undefined || !isRegistration) return null;
  const plugin = calleeOf(given, context.names, context.references);
  return plugin.kind === 'module' ? plugin : null;
}

/** `new URL(value)`, `URL.parse(value)`, `url.parse(value)`. */
function parsesUrl(callee: Callee): boolean {
  if (callee.kind === 'global') return /^(?:globalThis\.)?URL(?:\.parse)?$/.test(callee.text);
  if (callee.kind !== 'module' || !/^(?:node:)?url$/.test(callee.specifier)) return false;
  return /^(?:parse|URL)$/.test(callee.chain.at(-1) ?? '');
}

/** A class without a constructor of its own is made by that of the class that it extends. */
export function inherited(callee: Callee, context: FileContext, depth = 4): Callee {
  if (callee.kind !== 'class' || depth === 0) return callee;
  const base = callee.declaration.members.some(ts.isConstructorDeclaration)
    ? undefined
    : superclassOf(callee.declaration);
  return base === undefined
    ? callee
    : inherited(calleeOf(base, context.names, context.references), context, depth - 1);
}

function superclassOf(owner: ts.ClassLikeDeclaration | undefined): ts.Expression | undefined {
  const clause = owner?.heritageClauses?.find((one) => one.token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression;
}
