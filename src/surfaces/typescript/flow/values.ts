import { ts } from '#typescript';
import { fromArgument } from './calls.js';
import { comparison, switchCheck } from './checks.js';
import { ELEMENT, type PropertyPath } from './facts.js';
import { fromResult } from './functions.js';
import { checked, checkedOf, fromAccess } from './looks.js';
import { isForOther, isOtherBeginning } from './other-schemes.js';
import {
  type FileContext,
  type Steps,
  defaults,
  exported,
  field,
  harmless,
  named,
  unproven,
  value,
} from './steps.js';
import {
  enclosingFunction,
  isAssignment,
  isCondition,
  isDefaulting,
  isEquality,
  isLogger,
  isNothing,
  literalText,
  nameText,
  passesOn,
} from './syntax.js';

/** `for (const one of values)`. */
function fromLoop(loop: ts.ForOfStatement, node: ts.Node, path: PropertyPath): Steps {
  const declared = ts.isVariableDeclarationList(loop.initializer)
    ? loop.initializer.declarations[0]
    : undefined;
  const [first, ...rest] = path;
  return declared === undefined || first !== ELEMENT
    ? [unproven(node, 'it is gone through in a way that is not followed')]
    : [named(declared.name, rest)];
}

/** What the expression or statement around a value does with it. */
export function fromValue(node: ts.Node, path: PropertyPath, context: FileContext): Steps {
  const parent = node.parent;
  if (path.length === 0 && isForOther(node)) return [harmless(node, 'presence')];
  if (passesOn(parent, node)) return [value(parent, path)];
  if (ts.isBinaryExpression(parent)) return fromOperand(parent, node, path, context);
  if (ts.isConditionalExpression(parent)) {
    return parent.condition === node ? [harmless(node, 'presence')] : [value(parent, path)];
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent) || ts.isDeleteExpression(parent)) {
    return [harmless(node, 'presence')];
  }
  if (isCondition(parent, node)) return [harmless(node, 'presence')];
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent) || ts.isTypeQueryNode(parent))
    return [];
  if (ts.isTemplateSpan(parent)) return fromTemplate(parent, node, path);
  if (ts.isSwitchStatement(parent) && parent.expression === node && checkedOf(path) !== null) {
    const check = switchCheck(parent);
    if (check !== null) return checked(node, check);
  }
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) {
    return [named(parent.name, path)];
  }
  if (ts.isPropertyAssignment(parent)) return fromProperty(parent, node, path);
  if (ts.isShorthandPropertyAssignment(parent)) return [value(parent.parent, [parent.name.text, ...path])];
  if (ts.isSpreadAssignment(parent)) return [value(parent.parent, path)];
  if (ts.isArrayLiteralExpression(parent)) return [value(parent, [ELEMENT, ...path])];
  if (ts.isForOfStatement(parent) && parent.expression === node) return fromLoop(parent, node, path);
  if (ts.isPropertyAccessExpression(parent)) return fromAccess(parent, parent.name.text, path);
  if (ts.isElementAccessExpression(parent) && parent.expression === node) {
    return fromAccess(parent, literalText(parent.argumentExpression), path);
  }
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
    return fromArgument(parent, node, path, context);
  if (ts.isReturnStatement(parent)) return fromResult(enclosingFunction(parent), node, path, context);
  if (ts.isArrowFunction(parent)) return fromResult(parent, node, path, context);
  if (ts.isPropertyDeclaration(parent)) {
    const key = nameText(parent.name);
    return key === null ? [unproven(node, 'it is stored under a computed name')] : [field(parent, key, path)];
  }
  if (ts.isExportAssignment(parent)) {
    return [exported(node, parent.isExportEquals === true ? 'export=' : 'default', path)];
  }
  if (ts.isExportSpecifier(parent)) return [exported(node, parent.name.text, path)];
  return [unproven(node, 'it is used in a way that is not followed')];
}

function fromOperand(
  parent: ts.BinaryExpression,
  node: ts.Node,
  path: PropertyPath,
  context: FileContext,
): Steps {
  const operator = parent.operatorToken.kind;
  const isLeft = parent.left === node;
  if (isDefaulting(operator)) return [...(isLeft ? defaults(parent.right) : []), value(parent, path)];
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
    return isLeft ? [harmless(node, 'presence')] : [value(parent, path)];
  }
  if (operator === ts.SyntaxKind.CommaToken) return isLeft ? [] : [value(parent, path)];
  if (isAssignment(operator)) {
    if (isLeft) return operator === ts.SyntaxKind.EqualsToken ? [] : defaults(parent.right);
    return [...fromAssigned(parent.left, node, path, context), value(parent, path)];
  }
  if (isEquality(operator)) {
    const other = isLeft ? parent.right : parent.left;
    const check = checkedOf(path) === null ? null : comparison(parent, node);
    if (check !== null) return checked(node, check);
    const asked = literalText(other);
    if (checkedOf(path) === 'scheme' && asked !== null && isOtherBeginning(asked))
      return [harmless(node, 'presence')];
    if (checkedOf(path) === 'scheme') return [unproven(node, 'its scheme is compared with another value')];
    if (path.length > 0 || isNothing(other)) return [harmless(node, 'presence')];
    return [unproven(node, 'it is compared with another value')];
  }
  if (operator === ts.SyntaxKind.InKeyword) return [harmless(node, 'presence')];
  if (operator === ts.SyntaxKind.PlusToken && isShown(parent)) return [harmless(node, 'log')];
  // `url + '/1'` begins as the value does.
  if (operator === ts.SyntaxKind.PlusToken && isLeft && path.length === 0) return [value(parent, path)];
  return [unproven(node, 'it is part of a longer expression')];
}

function fromTemplate(span: ts.TemplateSpan, node: ts.Node, path: PropertyPath): Steps {
  const template = span.parent;
  if (isShown(template)) return [harmless(node, 'log')];
  // `${url}/1` begins as the value does.
  const begins = template.head.text === '' && template.templateSpans[0] === span;
  return begins && path.length === 0 && !ts.isTaggedTemplateExpression(template.parent)
    ? [value(template, path)]
    : [unproven(node, 'it is put into a longer text')];
}

/** `target = value`. */
function fromAssigned(target: ts.Expression, node: ts.Node, path: PropertyPath, context: FileContext): Steps {
  if (ts.isIdentifier(target)) {
    const declaration = context.names.declarationOf(target);
    if (declaration === undefined) return [unproven(node, `it is assigned to the global ${target.text}`)];
    return [named(declaration, path)];
  }
  if (ts.isPropertyAccessExpression(target)) {
    const text = target.getText();
    const key = target.name.text;
    if (text === 'module.exports') return [exported(node, 'export=', path)];
    if (/^(?:module\.)?exports\.\w+$/.test(text)) return [exported(node, key, path)];
    if (/^process\.env\.\w+$/.test(text)) return [unproven(node, `it is given to another variable, ${key}`)];
    if (target.expression.kind === ts.SyntaxKind.ThisKeyword) return [field(target, key, path)];
    if (ts.isIdentifier(target.expression)) {
      const owner = context.names.declarationOf(target.expression);
      if (owner !== undefined && ts.isVariableDeclaration(owner.parent))
        return [named(owner, [key, ...path])];
    }
  }
  return [unproven(node, 'it is assigned to a place that is not followed')];
}

function fromProperty(property: ts.PropertyAssignment, node: ts.Node, path: PropertyPath): Steps {
  const key = nameText(property.name);
  if (key === null) return [unproven(node, 'it is stored under a computed name')];
  return [value(property.parent, [key, ...path])];
}

/** A text that is shown: an argument of a logger, or the message of an error. */
function isShown(text: ts.Node): boolean {
  let node = text;
  while (
    ts.isTemplateSpan(node.parent) ||
    ts.isBinaryExpression(node.parent) ||
    passesOn(node.parent, node)
  ) {
    node = node.parent;
  }
  const parent = node.parent;
  return (
    (ts.isCallExpression(parent) || ts.isNewExpression(parent)) &&
    parent.expression !== node &&
    isLogger(parent)
  );
}
