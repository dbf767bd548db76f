import { ts } from '#typescript';
import { callBindings } from './bindings.js';
import type { ModuleReference } from './facts.js';
import { injectorReferences } from './injectors.js';
import {
  mockMethods,
  mockObjectModules,
  mockObjects,
  mockTools,
  patchesLoader,
  requestMocks,
  toolNames,
} from './mocking.js';
import { type FileContext, reference } from './reference.js';
import { declarationOf, isModuleRequire } from './scope.js';
import { stringsOf } from './strings.js';
import { kindsOf, nodesOf } from './tree.js';

/** The references of a call that replaces modules in a test; null for any other call. */
export function mockReferences(
  node: ts.CallExpression,
  context: FileContext,
): readonly ModuleReference[] | null {
  const [argument] = node.arguments;
  if (argument === undefined) return null;
  if (isMockCall(node)) {
    const written = { ...callBindings(node), mocksByRule: mocksByRule(node) };
    if (ts.isStringLiteralLike(argument)) return reference(argument, 'mock', context, written);
    return namesIn(argument).flatMap((one) => reference(one, 'mock', context, { stays: byVariable }));
  }
  if (!context.hasMockTool) return null;
  const method = methodOf(node.expression);
  const tool = toolOf(node.expression, 0);
  const { methods, injects } = mockTools[tool ?? ''] ?? { methods: /(?!)/, injects: null };
  if (!methods.test(method) && !requestMocks.has(method)) return null;
  const stays = byRequest(method || tool || '');
  const requested = namesIn(argument).flatMap((one) => reference(one, 'mock', context, { stays }));
  return requested.length > 0 || injects === null ? requested : injectorReferences(node, injects, context);
}

/** `import('ioredis')` as the first argument of `vi.mock()`: the call that mocks it. */
export function mockAround(node: ts.CallExpression): ts.CallExpression | null {
  return ts.isCallExpression(node.parent) && isMockCall(node.parent) ? node.parent : null;
}

/** The mock leaves what it puts there to the runner's rules, or asks for the original. */
export function mocksByRule(call: ts.CallExpression): boolean {
  const [, factory] = call.arguments;
  return (
    factory === undefined || (ts.isObjectLiteralExpression(factory) && /\bspy\b/.test(factory.getText()))
  );
}

/**
 * In a file that puts itself in the place of Node's loader, each string and key that names a client: what it does to a
 * request for the new module cannot be told.
 */
export function patchReferences(
  context: FileContext,
  known: readonly ModuleReference[],
): readonly ModuleReference[] {
  if (!patchesLoader.test(context.text)) return [];
  const taken = new Set(known.map((one) => one.line));
  return nodesOf(context.sourceFile, names)
    .filter((node) => !ts.isIdentifier(node) || isKey(node))
    .flatMap((node) => reference(node, 'mock', context, { stays: byRequest('a hook in the loader') }))
    .filter((one) => !taken.has(one.line));
}

const names = kindsOf(
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.Identifier,
);

function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
}

/** `jest.mock(…)`, `vi.mock(…)`, `mock.module(…)`, also chained (`jest.mock('a').mock('b')`) and as `t.mock.module`. */
export function isMockCall(node: ts.CallExpression): boolean {
  const callee = node.expression;
  if (ts.isIdentifier(callee)) return mockMethods.has(callee.text) && isTakenFrom(callee);
  if (!ts.isPropertyAccessExpression(callee) || !mockMethods.has(callee.name.text)) return false;
  for (let object: ts.Expression = callee.expression; ; ) {
    if (ts.isIdentifier(object)) return mockObjects.has(object.text) || isMockObject(object);
    if (ts.isPropertyAccessExpression(object)) {
      if (mockObjects.has(object.name.text)) return true;
      object = object.expression;
    } else if (ts.isCallExpression(object)) object = object.expression;
    else return false;
  }
}

/** `import { vi as v } from 'vitest'` */
function isMockObject(name: ts.Identifier): boolean {
  const declaration = declarationOf(name.text, name);
  if (declaration === undefined || !ts.isImportDeclaration(declaration)) return false;
  const { moduleSpecifier, importClause } = declaration;
  if (!ts.isStringLiteral(moduleSpecifier) || !mockObjectModules.test(moduleSpecifier.text)) return false;
  const named = importClause?.namedBindings;
  if (named === undefined || !ts.isNamedImports(named)) return false;
  const own = named.elements.find((one) => one.name.text === name.text);
  return own !== undefined && mockObjects.has((own.propertyName ?? own.name).text);
}

/** `const { mock } = jest` */
function isTakenFrom(name: ts.Identifier): boolean {
  const declaration = declarationOf(name.text, name);
  const from =
    declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return from !== undefined && ts.isIdentifier(from) && (mockObjects.has(from.text) || isMockObject(from));
}

function methodOf(callee: ts.Expression): string {
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

/** The mocking tool that a callee belongs to: by what its first name is bound to, else by the name that is customary. */
function toolOf(callee: ts.Expression, depth: number): string | null {
  let root = callee;
  for (;;) {
    if (ts.isCallExpression(root)) {
      const module = requiredModule(root);
      if (module !== null) return Object.hasOwn(mockTools, module) ? module : null;
      // What a variable holds then is the module under test: `const make = proxyquire('../make', stubs)`.
      const [first] = root.arguments;
      if (depth > 0 && first !== undefined && ts.isStringLiteralLike(first)) return null;
      root = root.expression;
    } else if (ts.isPropertyAccessExpression(root) || ts.isParenthesizedExpression(root)) {
      root = root.expression;
    } else break;
  }
  if (!ts.isIdentifier(root)) return null;
  const declaration = declarationOf(root.text, root);
  if (declaration !== undefined && ts.isImportDeclaration(declaration)) {
    const { moduleSpecifier } = declaration;
    const module = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
    if (Object.hasOwn(mockTools, module)) return module;
  } else if (declaration !== undefined && ts.isVariableDeclaration(declaration) && depth < 4) {
    const found = declaration.initializer === undefined ? null : toolOf(declaration.initializer, depth + 1);
    if (found !== null) return found;
  } else if (declaration !== undefined && ts.isImportEqualsDeclaration(declaration)) {
    const { moduleReference: from } = declaration;
    const module =
      ts.isExternalModuleReference(from) && ts.isStringLiteral(from.expression) ? from.expression.text : '';
    if (Object.hasOwn(mockTools, module)) return module;
  }
  return Object.hasOwn(toolNames, root.text) ? toolNames[root.text]! : null;
}

function requiredModule(call: ts.CallExpression): string | null {
  const [argument] = call.arguments;
  if (argument === undefined || !ts.isStringLiteralLike(argument)) return null;
  return isModuleRequire(call.expression) ? argument.text : null;
}

/** Where the name of what is mocked is written: here, or in what a variable, a list or a table of this file holds. */
function namesIn(argument: ts.Expression): readonly ts.Node[] {
  return stringsOf(argument).map(({ node }) => node);
}

const help =
  'Name the new module here by hand, as the code under test imports it, and move the imports with it.';

function byRequest(by: string): ModuleReference['stays'] {
  return {
    rule: 'unresolved-mock',
    reason: `${by} replaces the module by the request of other code, which this file does not name`,
    help,
  };
}

const byVariable: ModuleReference['stays'] = {
  rule: 'unresolved-mock',
  reason: 'a variable holds the name of what a mock replaces, and may be used for more',
  help,
};
