import { ts } from '#typescript';
import type { PropertyPath } from './facts.js';
import {
  type FileContext,
  RESULT,
  type Step,
  type Steps,
  defaults,
  exported,
  field,
  named,
  unproven,
  value,
} from './steps.js';
import {
  enclosingClass,
  exportedAs,
  functionName,
  immediateCall,
  implementationOf,
  isPrivate,
  nameText,
} from './syntax.js';

export function fromParameter(
  owner: ts.SignatureDeclaration,
  index: number,
  node: ts.Node,
  path: PropertyPath,
): Steps {
  const parameter = implementationOf(owner)?.parameters[index];
  if (parameter === undefined || parameter.dotDotDotToken !== undefined) {
    return [unproven(node, 'it is handed to a function that takes a list of arguments')];
  }
  const initializer = parameter.initializer;
  return [
    ...(initializer !== undefined && path.length === 0 ? defaults(initializer) : []),
    ...(ts.isParameterPropertyDeclaration(parameter, parameter.parent) && ts.isIdentifier(parameter.name)
      ? [field(parameter, parameter.name.text, path)]
      : []),
    named(parameter.name, path),
  ];
}

/** The function gives the value back: so do its calls. */
export function fromResult(
  owner: ts.Node | undefined,
  node: ts.Node,
  path: PropertyPath,
  context: FileContext,
): Steps {
  const name = owner === undefined ? null : functionName(owner);
  if (
    owner !== undefined &&
    (ts.isMethodDeclaration(owner) || ts.isGetAccessor(owner)) &&
    ts.isClassLike(owner.parent)
  ) {
    return fromMethod(owner, node, path);
  }
  if (name === null) {
    const call = owner === undefined ? null : immediateCall(owner);
    // A factory, in an object or as an argument: `{ useFactory: () => ({ url }) }`.
    if (call === null && owner !== undefined && isFactory(owner)) return [value(owner, [RESULT, ...path])];
    if (
      call === null &&
      owner !== undefined &&
      ts.isMethodDeclaration(owner) &&
      ts.isObjectLiteralExpression(owner.parent)
    ) {
      const key = nameText(owner.name);
      if (key !== null) return [value(owner.parent, [key, RESULT, ...path])];
    }
    return call === null
      ? [unproven(node, 'it is returned from a function that is not followed')]
      : [value(call, path)];
  }
  const direct = exportedAs(name);
  const uses = context.names.usesOf(name).map((use): Step => {
    if (ts.isCallExpression(use.parent) && use.parent.expression === use) return value(use.parent, path);
    if (ts.isExportSpecifier(use.parent)) return exported(use, `${use.parent.name.text}()`, path);
    return unproven(use, 'the function that returns it is handed on');
  });
  return direct === null ? uses : [exported(node, `${direct}()`, path), ...uses];
}

function isFactory(owner: ts.Node): boolean {
  return (
    (ts.isArrowFunction(owner) || ts.isFunctionExpression(owner)) &&
    (ts.isPropertyAssignment(owner.parent) ||
      ts.isCallExpression(owner.parent) ||
      ts.isNewExpression(owner.parent))
  );
}

/** `this.method()` and `this.getter` in the same class; others can reach what is not private. */
function fromMethod(
  owner: ts.MethodDeclaration | ts.GetAccessorDeclaration,
  node: ts.Node,
  path: PropertyPath,
): Steps {
  const name = nameText(owner.name);
  if (name === null) return [unproven(node, 'it is returned from a function that is not followed')];
  if (ts.isGetAccessor(owner)) return [field(owner, name, path)];
  const uses: Step[] = [];
  const visit = (inside: ts.Node): void => {
    const access = inside.parent;
    const isUse =
      inside.kind === ts.SyntaxKind.ThisKeyword &&
      ts.isPropertyAccessExpression(access) &&
      access.name.text === name;
    if (isUse) {
      const call = access.parent;
      uses.push(
        ts.isCallExpression(call) && call.expression === access
          ? value(call, path)
          : unproven(access, 'the function that returns it is handed on'),
      );
    }
    ts.forEachChild(inside, visit);
  };
  visit(owner.parent);
  if (isPrivate(owner)) return uses;
  return [
    ...uses,
    exported(node, enclosingClass(owner)?.name?.text ?? 'a class', [`${name}()`, ...path], 'class'),
  ];
}
