import { ts } from '#typescript';
import { callBindings, exportBindings, importBindings, outermost } from './bindings.js';
import type { ModuleReference } from './facts.js';
import { mockAround, mockReferences, mocksByRule } from './mock-references.js';
import { type FileContext, reference } from './reference.js';
import { isModuleRequire } from './scope.js';

/** The kinds of nodes that name a module. */
export const referenceKinds = [
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.ImportEqualsDeclaration,
  ts.SyntaxKind.ImportType,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.CallExpression,
] as const;

/** The references to client packages that one node makes by itself (its children are visited on their own). */
export function referencesAt(node: ts.Node, context: FileContext): readonly ModuleReference[] {
  switch (node.kind) {
    case ts.SyntaxKind.ImportDeclaration:
      return importReference(node as ts.ImportDeclaration, context);
    case ts.SyntaxKind.ExportDeclaration:
      return exportReference(node as ts.ExportDeclaration, context);
    case ts.SyntaxKind.ImportEqualsDeclaration:
      return importEqualsReference(node as ts.ImportEqualsDeclaration, context);
    case ts.SyntaxKind.ImportType:
      return importTypeReference(node as ts.ImportTypeNode, context);
    case ts.SyntaxKind.ModuleDeclaration:
      return augmentationReference(node as ts.ModuleDeclaration, context);
    case ts.SyntaxKind.CallExpression:
      return callReference(node as ts.CallExpression, context);
    default:
      return [];
  }
}

function importReference(node: ts.ImportDeclaration, context: FileContext): readonly ModuleReference[] {
  const bindings = importBindings(node);
  const named = node.importClause?.namedBindings;
  const namespace =
    named !== undefined && ts.isNamespaceImport(named)
      ? { start: named.getStart(), end: named.getEnd(), local: named.name.text }
      : null;
  const typeOnly = bindings.length > 0 && bindings.every((binding) => binding.typeOnly);
  const stays = insideAmbient(node);
  return reference(node.moduleSpecifier, 'import', context, { bindings, namespace, typeOnly, stays });
}

function exportReference(node: ts.ExportDeclaration, context: FileContext): readonly ModuleReference[] {
  if (node.moduleSpecifier === undefined) return [];
  const typeOnly = node.isTypeOnly;
  return reference(node.moduleSpecifier, 'export-from', context, {
    bindings: exportBindings(node),
    typeOnly,
    stays: insideAmbient(node),
  });
}

function importEqualsReference(
  node: ts.ImportEqualsDeclaration,
  context: FileContext,
): readonly ModuleReference[] {
  if (!ts.isExternalModuleReference(node.moduleReference)) return [];
  const span = { start: node.name.getStart(), end: node.name.getEnd() };
  const binding = { local: node.name.text, imported: '*', typeOnly: node.isTypeOnly, span };
  return reference(node.moduleReference.expression, 'import-equals', context, {
    bindings: [binding],
    typeOnly: node.isTypeOnly,
    stays: insideAmbient(node),
  });
}

function importTypeReference(node: ts.ImportTypeNode, context: FileContext): readonly ModuleReference[] {
  if (!ts.isLiteralTypeNode(node.argument)) return [];
  const members = node.qualifier === undefined ? [] : [node.qualifier.getText().split('.')[0]!];
  return reference(node.argument.literal, 'import-type', context, { members, typeOnly: true });
}

function augmentationReference(node: ts.ModuleDeclaration, context: FileContext): readonly ModuleReference[] {
  if (!ts.isStringLiteral(node.name)) return [];
  const stays = ts.isExternalModule(context.sourceFile)
    ? null
    : {
        rule: 'ambient-module',
        reason:
          'an ambient declaration of the package, in a file that is no module, cannot name a relative module',
        help: 'Move what it declares into a declaration of the new module, or delete it when nothing needs it.',
      };
  const declaresTypes = stays !== null && node.body !== undefined;
  return reference(node.name, 'module-augmentation', context, { typeOnly: true, declaresTypes, stays });
}

/** `declare module 'express' { import … }`: TypeScript takes no relative name there (TS2439). */
function insideAmbient(node: ts.Node): ModuleReference['stays'] {
  const body = node.parent;
  if (!ts.isModuleBlock(body) || !ts.isStringLiteral(body.parent.name)) return null;
  return {
    rule: 'ambient-module',
    reason: 'an import inside the declaration of another module cannot name a relative module',
    help: "Write the type as import('…') where it is used, with the new module's path, or import it above the declaration.",
  };
}

function callReference(node: ts.CallExpression, context: FileContext): readonly ModuleReference[] {
  const callee = node.expression;
  const argument = node.arguments[0];
  if (argument === undefined) return [];
  if (callee.kind === ts.SyntaxKind.ImportKeyword) {
    const mock = mockAround(node);
    const details = { ...callBindings(node), mocksByRule: mock !== null && mocksByRule(mock) };
    return reference(argument, mock === null ? 'dynamic-import' : 'mock', context, details);
  }
  if (isModuleRequire(callee)) return requireReference(node, argument, context);
  if (ts.isPropertyAccessExpression(callee)) {
    if (callee.name.text === 'resolve' && isModuleRequire(callee.expression)) {
      return requireResolveReference(node, argument, context);
    }
  }
  return mockReferences(node, context) ?? [];
}

function requireReference(
  node: ts.CallExpression,
  argument: ts.Expression,
  context: FileContext,
): readonly ModuleReference[] {
  const details = callBindings(node);
  return reference(argument, 'require', context, {
    ...details,
    stays: isHandedOver(node)
      ? {
          rule: 'module-as-value',
          reason:
            'the whole module is handed to other code as a value; what that code expects of it is unknown',
          help: 'Check that the receiver works with the new module, then change this require by hand.',
        }
      : null,
  });
}

/** Functions that look at or wrap a module's exports and ask nothing else of it. */
const moduleTools =
  /^(promisifyAll|spyOn|stub|spy|replace|createSandbox|assign|keys|mocked|getOwnPropertyNames)$/;

/** The module itself goes where this file cannot follow: an argument, an option's value, an array's element. */
function isHandedOver(call: ts.CallExpression): boolean {
  const value = outermost(call);
  const parent = value.parent;
  if (ts.isPropertyAssignment(parent)) return !isModuleExport(parent);
  if (ts.isArrayLiteralExpression(parent)) return true;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return false;
  if (parent.expression === value) return false;
  const callee = parent.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  return !moduleTools.test(name);
}

/** `module.exports = { Redis: require('ioredis') }` is a re-export. */
function isModuleExport(property: ts.PropertyAssignment): boolean {
  const assignment = property.parent.parent;
  return ts.isBinaryExpression(assignment) && /^(module\.)?exports\b/.test(assignment.left.getText());
}

/** Another module is put in the place of a loaded one: a mock by hand. */
const FILLS_CACHE = /\brequire\.cache\[[^\]\n]+\]\s*=[^=]/;

function requireResolveReference(
  node: ts.CallExpression,
  argument: ts.Expression,
  context: FileContext,
): readonly ModuleReference[] {
  const parent = outermost(node).parent;
  const inCache =
    ts.isElementAccessExpression(parent) && /\brequire\.cache$/.test(parent.expression.getText());
  if (!inCache && FILLS_CACHE.test(node.getSourceFile().text)) {
    const stays = {
      rule: 'unresolved-mock',
      reason: 'this file puts a module of its own in its place, in require.cache',
      help: 'Name the new module here by hand, in one step with the imports that it stands in for.',
    };
    return reference(argument, 'mock', context, { stays });
  }
  const stays = inCache
    ? null
    : {
        rule: 'resolved-path',
        reason: 'the path of the installed package is asked for; what is done with it is unknown',
        help: 'Check what the path is used for, and name the new module or iovalkey here by hand.',
      };
  return reference(argument, 'require-resolve', context, { stays });
}
