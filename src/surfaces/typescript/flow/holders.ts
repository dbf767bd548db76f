import { ts } from '#typescript';
import { ELEMENT, type PropertyPath } from './facts.js';
import { PARTS } from './looks.js';
import {
  type FileContext,
  PARSED,
  SCHEME,
  type Step,
  type Steps,
  defaults,
  exported,
  harmless,
  named,
  unproven,
  value,
} from './steps.js';
import { enclosingClass, exportedAs, isAssigned, isPrivate, nameText } from './syntax.js';

/** A local name has the value: so has every use of it. */
export function fromName(name: ts.Identifier, path: PropertyPath, context: FileContext): Steps {
  const direct = exportedAs(name);
  const uses = context.names.usesOf(name).filter((use) => !isAssigned(use));
  return [...(direct === null ? [] : [exported(name, direct, path)]), ...uses.map((use) => value(use, path))];
}

export function fromPattern(pattern: ts.BindingPattern, path: PropertyPath): Steps {
  const [first, ...rest] = path;
  if (ts.isArrayBindingPattern(pattern) && first === ELEMENT) {
    return pattern.elements.flatMap((one) => (ts.isBindingElement(one) ? element(one, rest) : []));
  }
  if (first === undefined || first === SCHEME || ts.isArrayBindingPattern(pattern))
    return [unproven(pattern, 'it is taken apart')];
  if (first === PARSED) return pattern.elements.flatMap(partElement);
  const taken = pattern.elements.find((one) => one.dotDotDotToken === undefined && keyOf(one) === first);
  if (taken !== undefined) return element(taken, rest);
  return pattern.elements.flatMap((one): Steps => {
    if (one.dotDotDotToken !== undefined) return [named(one.name, path)];
    return keyOf(one) === null ? [unproven(one, 'a property is taken by a computed name')] : [];
  });
}

/** `const { hostname, protocol } = new URL(value)`. */
function partElement(one: ts.BindingElement): Steps {
  const key = one.dotDotDotToken === undefined ? keyOf(one) : null;
  if (key === 'protocol') return [named(one.name, [SCHEME])];
  if (key === 'href') return [named(one.name, [])];
  return key !== null && PARTS.has(key)
    ? [harmless(one, 'parts')]
    : [unproven(one, 'its URL is taken apart in a way that is not followed')];
}

function keyOf(one: ts.BindingElement): string | null {
  return nameText(one.propertyName ?? one.name);
}

/** An element of a pattern receives the value. */
export function element(one: ts.BindingElement, path: PropertyPath): Steps {
  return [...(one.initializer === undefined ? [] : defaults(one.initializer)), named(one.name, path)];
}

/** `this.name` in the same class; a field that others can read is not followed to them. */
export function fromField(inside: ts.Node, name: string, path: PropertyPath): Steps {
  const owner = enclosingClass(inside);
  if (owner === undefined) return [unproven(inside, 'it is stored in an object that is not followed')];
  const member = owner.members.find((one) => one.name !== undefined && nameText(one.name) === name);
  const steps: Step[] = [];
  if (!isPrivate(member) && !isPrivate(inside)) {
    steps.push(exported(inside, owner.name?.text ?? 'a class', [name, ...path], 'class'));
  }
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) {
      const access = node.parent;
      if (ts.isPropertyAccessExpression(access)) {
        if (access.name.text === name && !isAssigned(access)) steps.push(value(access, path));
      } else if (ts.isVariableDeclaration(access) || ts.isElementAccessExpression(access)) {
        steps.push(value(node, [name, ...path]));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(owner);
  return steps;
}
