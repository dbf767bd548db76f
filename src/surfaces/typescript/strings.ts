import { ts } from '#typescript';
import { isAssignment } from './flow/syntax.js';
import { declarationOf } from './scope.js';
import { kindsOf, nodesOf } from './tree.js';

/** A string that an expression may be, and where it is written. */
export interface MayBe {
  readonly text: string;
  readonly node: ts.Node;
}

/**
 * The strings of its own file that an expression may be when the program runs: behind names, in tables and lists, as
 * defaults, from the calls of a function in the same file. What comes from elsewhere is not among them.
 */
export function stringsOf(expression: ts.Expression): readonly MayBe[] {
  const all = followed(expression, { seen: new Set() });
  return all.filter((one, index) => all.findIndex(({ node }) => node === one.node) === index);
}

/** What was followed already: names may lead in circles. */
interface Way {
  readonly seen: Set<ts.Node>;
}

function followed(node: ts.Expression, way: Way): readonly MayBe[] {
  if (ts.isStringLiteralLike(node)) return [{ text: node.text, node }];
  if (way.seen.has(node) || way.seen.size > 200) return [];
  way.seen.add(node);
  const wrapped = inner(node);
  if (wrapped !== null) return followed(wrapped, way);
  if (ts.isConditionalExpression(node))
    return [...followed(node.whenTrue, way), ...followed(node.whenFalse, way)];
  if (ts.isBinaryExpression(node)) return ofBinary(node, way);
  if (ts.isPropertyAccessExpression(node)) {
    const known = parts(node.expression, node.name.text, way);
    return known.length > 0 ? known : givenToMember(node, way);
  }
  if (ts.isElementAccessExpression(node)) {
    const key = node.argumentExpression;
    return parts(node.expression, ts.isStringLiteralLike(key) ? key.text : null, way);
  }
  if (ts.isIdentifier(node)) return ofName(node, way);
  // `new Map([['cache', 'ioredis']]).get(type)`, `names.find(…)`, `Object.values(table)`
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    if (/^(?:get|at|find|pop|shift)$/.test(name.text)) return parts(expression, null, way);
  }
  return [];
}

/** What stands in parentheses, casts and the like; null for an expression that is none of these. */
function inner(node: ts.Expression): ts.Expression | null {
  const isTransparent =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isAwaitExpression(node);
  return isTransparent ? node.expression : null;
}

/** An expression without parentheses, casts, `await` and the like around it. */
export function unwrapped(node: ts.Expression): ts.Expression {
  const wrapped = inner(node);
  return wrapped === null ? node : unwrapped(wrapped);
}

function ofBinary(node: ts.BinaryExpression, way: Way): readonly MayBe[] {
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [followed(node.left, way), followed(node.right, way)];
    return left.flatMap((one) => right.map((other) => ({ text: one.text + other.text, node })));
  }
  if (kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return followed(node.right, way);
  if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
    return [...followed(node.left, way), ...followed(node.right, way)];
  return [];
}

/** The values in an object or a list, of one key or of all. */
function parts(holder: ts.Expression, key: string | null, way: Way): readonly MayBe[] {
  return containers(holder, way).flatMap((one): readonly MayBe[] => {
    if (ts.isArrayLiteralExpression(one)) return key === null ? elements(one, way) : [];
    return one.properties.flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return parts(property.expression, key, way);
      if (!ts.isPropertyAssignment(property)) return [];
      const isAsked = key === null || property.name.getText().replace(/^['"]|['"]$/g, '') === key;
      return isAsked ? followed(property.initializer, way) : [];
    });
  });
}

/** Elements may be pairs of a Map or records of a table: what stands in those counts too. */
function elements(list: ts.ArrayLiteralExpression, way: Way): readonly MayBe[] {
  return list.elements.flatMap((one): readonly MayBe[] => {
    if (ts.isSpreadElement(one)) return parts(one.expression, null, way);
    if (ts.isArrayLiteralExpression(one)) return elements(one, way);
    if (ts.isObjectLiteralExpression(one)) return parts(one, null, way);
    return followed(one, way);
  });
}

/** The literals that an expression holds values in. */
function containers(
  node: ts.Expression,
  way: Way,
): readonly (ts.ObjectLiteralExpression | ts.ArrayLiteralExpression)[] {
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return [node];
  const wrapped = inner(node);
  if (wrapped !== null) return containers(wrapped, way);
  if (ts.isBinaryExpression(node)) return [...containers(node.left, way), ...containers(node.right, way)];
  if (ts.isConditionalExpression(node))
    return [...containers(node.whenTrue, way), ...containers(node.whenFalse, way)];
  if (ts.isIdentifier(node)) {
    const declaration = declarationOf(node.text, node);
    if (declaration === undefined || way.seen.has(declaration)) return [];
    way.seen.add(declaration);
    const given = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const found =
      given !== undefined && ts.isIdentifier((declaration as ts.VariableDeclaration).name)
        ? containers(given, way)
        : [];
    way.seen.delete(declaration);
    return found;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const key = ts.isPropertyAccessExpression(node) ? node.name.text : null;
    return containers(node.expression, way).flatMap((one) =>
      ts.isArrayLiteralExpression(one)
        ? one.elements.flatMap((element) => containers(element, way))
        : one.properties.flatMap((property) =>
            ts.isPropertyAssignment(property) && (key === null || property.name.getText() === key)
              ? containers(property.initializer, way)
              : [],
          ),
    );
  }
  const [first] = ts.isCallExpression(node) || ts.isNewExpression(node) ? (node.arguments ?? []) : [];
  // `new Map([…])`, `Object.freeze({…})`, `Object.values(table)`, `list.filter(Boolean)`
  if (first !== undefined && (ts.isNewExpression(node) || isOfObject(node))) return containers(first, way);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return containers(node.expression.expression, way);
  return [];
}

function isOfObject(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && /^(?:Object|Array)\./.test(node.expression.getText());
}

function ofName(name: ts.Identifier, way: Way): readonly MayBe[] {
  const declaration = declarationOf(name.text, name);
  if (declaration === undefined || way.seen.has(declaration)) return [];
  way.seen.add(declaration);
  if (ts.isParameter(declaration)) return ofParameter(declaration, name.text, way);
  if (!ts.isVariableDeclaration(declaration)) return [];
  const loop = declaration.parent.parent;
  if (ts.isForOfStatement(loop)) {
    const table = keyed(loop.expression);
    if (ts.isIdentifier(declaration.name))
      return table === null ? parts(loop.expression, null, way) : keys(table, way);
    return bound(declaration.name, name.text, [...containers(loop.expression, way)], way);
  }
  if (ts.isForInStatement(loop)) return keys(loop.expression, way);
  const { initializer } = declaration;
  if (!ts.isIdentifier(declaration.name))
    return bound(declaration.name, name.text, initializer === undefined ? [] : [initializer], way);
  return [
    ...(initializer === undefined ? [] : followed(initializer, way)),
    ...assigned(name, declaration, way),
  ];
}

/** What a pattern gives a name: its default, and the value of its key in what is taken apart. */
function bound(
  pattern: ts.BindingPattern,
  name: string,
  sources: readonly ts.Expression[],
  way: Way,
): readonly MayBe[] {
  return pattern.elements.flatMap((element) => {
    if (!ts.isBindingElement(element)) return [];
    if (!ts.isIdentifier(element.name)) return bound(element.name, name, [], way);
    if (element.name.text !== name) return [];
    const key = ts.isObjectBindingPattern(pattern) ? (element.propertyName ?? element.name).getText() : null;
    return [
      ...(element.initializer === undefined ? [] : followed(element.initializer, way)),
      ...sources.flatMap((one) =>
        ts.isArrayLiteralExpression(one) && key !== null
          ? one.elements.flatMap((record) => parts(record, key, way))
          : parts(one, key, way),
      ),
    ];
  });
}

/** The table whose keys `Object.keys` or `Object.entries` makes a list of; null for any other expression. */
function keyed(list: ts.Expression): ts.Expression | null {
  const isMade = ts.isCallExpression(list) && /^Object\.(?:keys|entries)$/.test(list.expression.getText());
  return isMade ? (list.arguments[0] ?? null) : null;
}

function keys(table: ts.Expression, way: Way): readonly MayBe[] {
  return containers(table, way).flatMap((one) =>
    ts.isArrayLiteralExpression(one)
      ? []
      : one.properties.flatMap((property) =>
          property.name !== undefined && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
            ? [{ text: property.name.text, node: property.name }]
            : [],
        ),
  );
}

const assignments = kindsOf(ts.SyntaxKind.BinaryExpression);

function assigned(name: ts.Identifier, declaration: ts.Node, way: Way): readonly MayBe[] {
  return nodesOf(name.getSourceFile(), assignments).flatMap((node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
    if (!ts.isIdentifier(node.left) || node.left.text !== name.text) return [];
    return declarationOf(name.text, node.left) === declaration ? followed(node.right, way) : [];
  });
}

/** What any object of the file gets under a member's name: `options.driver = options.driver ?? 'ioredis'`. */
function givenToMember(member: ts.PropertyAccessExpression, way: Way): readonly MayBe[] {
  return nodesOf(member.getSourceFile(), members).flatMap((node) => {
    if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) {
      const isAsked = node.name.getText() === member.name.text && node.initializer !== undefined;
      return isAsked ? followed(node.initializer, way) : [];
    }
    if (!ts.isBinaryExpression(node) || !isAssignment(node.operatorToken.kind)) return [];
    const isAsked = ts.isPropertyAccessExpression(node.left) && node.left.name.text === member.name.text;
    return isAsked ? followed(node.right, way) : [];
  });
}

const members = kindsOf(
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.PropertyDeclaration,
);

const calls = kindsOf(ts.SyntaxKind.CallExpression);

/** What a parameter gets: its default, the list's elements in `list.map((name) => …)`, what its function is called with. */
function ofParameter(parameter: ts.ParameterDeclaration, name: string, way: Way): readonly MayBe[] {
  const made = parameter.parent;
  const index = made.parameters.indexOf(parameter);
  const given: ts.Expression[] = parameter.initializer === undefined ? [] : [parameter.initializer];
  const lists: ts.Expression[] = [];
  const call = made.parent;
  if (ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)) {
    const { expression, name: method } = call.expression;
    const table = keyed(expression);
    if (table !== null && ts.isIdentifier(parameter.name)) return keys(table, way);
    if (/^(?:map|forEach|flatMap|some|every|find|filter)$/.test(method.text) && index === 0)
      lists.push(expression);
  }
  const own = nameOf(made);
  if (own !== null) {
    for (const one of nodesOf(parameter.getSourceFile(), calls)) {
      const isOwn = ts.isCallExpression(one) && /[\w$]+$/.exec(one.expression.getText())?.[0] === own;
      const argument = isOwn ? one.arguments[index] : undefined;
      if (argument !== undefined) given.push(argument);
    }
  }
  if (ts.isIdentifier(parameter.name))
    return [...given.flatMap((one) => followed(one, way)), ...lists.flatMap((one) => parts(one, null, way))];
  return bound(parameter.name, name, [...given, ...lists.flatMap((one) => containers(one, way))], way);
}

/** The name that a function of this file is called by. */
function nameOf(made: ts.SignatureDeclaration): string | null {
  if (made.name !== undefined && ts.isIdentifier(made.name)) return made.name.text;
  const holder = made.parent;
  const isNamed = ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder);
  return isNamed && ts.isIdentifier(holder.name) ? holder.name.text : null;
}
