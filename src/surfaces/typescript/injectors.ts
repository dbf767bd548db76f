import path from 'node:path';
import { ts } from '#typescript';
import type { ModuleReference } from './facts.js';
import type { InjectorKeys } from './mocking.js';
import { type FileContext, reference } from './reference.js';
import { declarationOf } from './scope.js';
import { kindsOf, nodesOf } from './tree.js';

/**
 * `proxyquire('../lib', { ioredis: … })`: keys of an object that stands beside the module under test, in the call or in
 * a variable.
 */
export function injectorReferences(
  node: ts.CallExpression,
  keys: InjectorKeys,
  context: FileContext,
): readonly ModuleReference[] {
  const [target, ...rest] = node.arguments;
  const into = target === undefined ? null : pathOf(target);
  const objects = into === null ? node.arguments : rest;
  return objects
    .flatMap((one) => keysOf(one, context))
    .flatMap(({ name, style }) => {
      const stays = into === null || style === null || keys === 'unknown' ? unresolved : null;
      const isOwnKey = keys === 'own';
      return reference(name, 'injector-key', context, {
        injectedInto: into,
        keyStyle: style,
        isOwnKey,
        stays,
      });
    });
}

const unresolved: ModuleReference['stays'] = {
  rule: 'unresolved-mock',
  reason:
    'what the mock’s key is found from, or the module that it is injected into, is settled while the test runs',
  help: 'Name here, by hand, the specifier that the module under test asks for, and move its import with it.',
};

/** One reference a place, in order: a variable that is injected into two modules has one text for both. */
export function onePerKey(references: readonly ModuleReference[]): readonly ModuleReference[] {
  const byStart = new Map<number, ModuleReference>();
  for (const one of references) {
    const known = byStart.get(one.start);
    if (known === undefined) byStart.set(one.start, one);
    else if (known.form === 'injector-key' && known.injectedInto !== one.injectedInto)
      byStart.set(one.start, { ...known, stays: unresolved });
  }
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

interface Key {
  readonly name: ts.Node;
  /** null where the key's place cannot hold a path. */
  readonly style: ModuleReference['keyStyle'];
}

function keysOf(argument: ts.Expression, context: FileContext): readonly Key[] {
  if (ts.isIdentifier(argument)) return keysOfVariable(argument, context);
  if (!ts.isObjectLiteralExpression(argument)) return [];
  const nested = argument.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) && /^(requires|globals|mocks)$/.test(property.name.getText())
      ? keysOf(property.initializer, context)
      : [],
  );
  if (nested.length > 0) return nested;
  return argument.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return keysOf(property.expression, context);
    if (ts.isShorthandPropertyAssignment(property)) return [{ name: property.name, style: 'shorthand' }];
    const { name } = property;
    if (name === undefined) return [];
    const literal = ts.isComputedPropertyName(name) ? name.expression : name;
    return [{ name: literal, style: quoteOf(literal) }];
  });
}

/** What the variable holds from the start, and what is put into it later. */
function keysOfVariable(variable: ts.Identifier, context: FileContext): readonly Key[] {
  const declaration = declarationOf(variable.text, variable);
  const initializer =
    declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const later = nodesOf(context.sourceFile, assignments).flatMap((node): readonly Key[] => {
    const left = ts.isBinaryExpression(node) ? node.left : node;
    if (ts.isPropertyAccessExpression(left) && left.expression.getText() === variable.text)
      return [{ name: left.name, style: null }];
    if (ts.isElementAccessExpression(left) && left.expression.getText() === variable.text)
      return [{ name: left.argumentExpression, style: quoteOf(left.argumentExpression) }];
    return [];
  });
  return [...(initializer === undefined ? [] : keysOf(initializer, context)), ...later];
}

const assignments = kindsOf(ts.SyntaxKind.BinaryExpression);

function quoteOf(node: ts.Node): ModuleReference['keyStyle'] {
  const first = node.getText()[0];
  return first === "'" || first === '"' ? first : 'bare';
}

/** The file that an expression names, relative to the test; null for one that is worked out otherwise. */
function pathOf(node: ts.Expression): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return pathOf(node.body);
  if (ts.isBinaryExpression(node)) {
    return isOwnDirectory(node.left) && ts.isStringLiteralLike(node.right) ? `.${node.right.text}` : null;
  }
  if (ts.isTemplateExpression(node)) {
    const [span] = node.templateSpans;
    const isPath = node.head.text === '' && node.templateSpans.length === 1 && span !== undefined;
    return isPath && isOwnDirectory(span.expression) ? `.${span.literal.text}` : null;
  }
  if (!ts.isCallExpression(node)) return null;
  const [first, ...others] = node.arguments;
  if (first === undefined) return null;
  const callee = node.expression.getText();
  if (/^(?:require|require\.resolve|import)$/.test(callee)) return pathOf(first);
  if (!/^(?:path\.)?(?:posix\.)?(?:join|resolve)$/.test(callee) || !isOwnDirectory(first)) return null;
  const parts = others.map((one) => (ts.isStringLiteralLike(one) ? one.text : null));
  return parts.includes(null) ? null : `./${path.posix.join(...parts.filter((one) => one !== null))}`;
}

function isOwnDirectory(node: ts.Expression): boolean {
  return /^(?:__dirname|import\.meta\.dirname)$/.test(node.getText());
}
