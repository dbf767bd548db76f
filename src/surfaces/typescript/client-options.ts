import { ts } from '#typescript';
import { declarationOf } from './scope.js';
import { unwrapped } from './strings.js';
import { kindsOf, nodesOf } from './tree.js';

/** The name of an option, where it stands. */
export interface Named {
  readonly name: string;
  readonly node: ts.Node;
  /** It got here through a parameter, a field or a call: the object may hold what is meant for others. */
  readonly isPassed: boolean;
}

/** Where the names are looked for, and what was seen already: names may lead in circles. */
interface Way {
  readonly seen: Set<ts.Node>;
  readonly isPassed: boolean;
}

/**
 * The options that an argument of a constructor or factory holds: the keys of an object, written there or behind a
 * variable, a spread, a field, a parameter or a function of the same file. Options of a client within those of a
 * cluster count as well.
 */
export function optionsGiven(argument: ts.Expression): readonly Named[] {
  return optionsIn(argument, { seen: new Set(), isPassed: false });
}

/** Objects that are declared to be options: `const options: RedisOptions = {…}`. `type` is what the type's name starts with. */
export function typedOptions(
  sourceFile: ts.SourceFile,
): readonly { readonly options: readonly Named[]; readonly type: string }[] {
  return nodesOf(sourceFile, typed).flatMap((node) => {
    if (!isTyped(node) || node.type === undefined) return [];
    const type = optionsType(node.type);
    if (type === null) return [];
    const way: Way = { seen: new Set(), isPassed: false };
    if (ts.isFunctionLike(node)) return [{ type, options: returned(node, way) }];
    const isDeclared = ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node);
    const value = isDeclared ? node.initializer : node.expression;
    return value === undefined ? [] : [{ type, options: optionsIn(value, way) }];
  });
}

const typed = kindsOf(
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.AsExpression,
);

type Typed =
  | ts.VariableDeclaration
  | ts.PropertyDeclaration
  | ts.SatisfiesExpression
  | ts.AsExpression
  | FunctionNode;
type FunctionNode =
  | ts.FunctionDeclaration
  | ts.MethodDeclaration
  | ts.GetAccessorDeclaration
  | ts.ArrowFunction;

function isTyped(node: ts.Node): node is Typed {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessor(node) ||
    ts.isArrowFunction(node)
  );
}

/** The first name in `RedisOptions`, `Redis.RedisOptions`, `Partial<RedisOptions>`; null for any other type. */
function optionsType(type: ts.TypeNode): string | null {
  if (!ts.isTypeReferenceNode(type)) return null;
  const [inner] = type.typeArguments ?? [];
  if (inner !== undefined && /^(Partial|Readonly|Required|Omit|Pick|Promise)$/.test(type.typeName.getText()))
    return optionsType(inner);
  const name = type.typeName.getText();
  return /(Options|ClientOpts)$/.test(name) ? (name.split('.', 1)[0] ?? null) : null;
}

function optionsIn(given: ts.Expression, way: Way): readonly Named[] {
  const node = unwrapped(given);
  if (way.seen.has(node) || way.seen.size > 500) return [];
  way.seen.add(node);
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((one) => ofProperty(one, way));
  return sourcesOf(node)
    .flatMap(({ value, isPassed }) => optionsIn(value, isPassed ? { ...way, isPassed: true } : way))
    .concat(assignedTo(node, way));
}

function ofProperty(property: ts.ObjectLiteralElementLike, way: Way): readonly Named[] {
  if (ts.isSpreadAssignment(property)) return optionsIn(property.expression, way);
  if (property.name === undefined || ts.isComputedPropertyName(property.name)) return [];
  const name = property.name.getText().replace(/['"]/g, '');
  return ofValue(name, property.name, ts.isPropertyAssignment(property) ? property.initializer : null, way);
}

/** An option, and what its value says beyond its name. */
function ofValue(name: string, node: ts.Node, value: ts.Expression | null, way: Way): readonly Named[] {
  const { isPassed } = way;
  const own: Named = { name, node, isPassed };
  if (value === null) return [own];
  // ioredis resolves the name of a profile, as `tls` or in it, to a certificate of its own.
  if (name === 'tls' && namesProfile(value)) return [own, { ...own, name: 'tls.profile' }];
  const valued = `${name}:${value.getText().replace(/['"]/g, '')}`;
  if (telling.has(valued)) return [own, { ...own, name: valued }];
  return nesting.test(name) ? [own, ...optionsIn(value, way)] : [own];
}

/** Values that change more than the name of their option says. */
const telling: ReadonlySet<string> = new Set(['RESP:3', 'protocol:2', 'protocol:3', 'parser:hiredis']);

/** Options that hold options of clients or of their sockets. */
const nesting = /^(redisOptions|socket|defaults|nodeClientOptions|sentinelClientOptions)$/;

function namesProfile(value: ts.Expression): boolean {
  if (ts.isStringLiteralLike(value)) return true;
  return (
    ts.isObjectLiteralExpression(value) && value.properties.some((one) => one.name?.getText() === 'profile')
  );
}

/** A value that another may be. */
interface Source {
  readonly value: ts.Expression;
  readonly isPassed: boolean;
}

const here = (value: ts.Expression): Source => ({ value, isPassed: false });
const passed = (value: ts.Expression): Source => ({ value, isPassed: true });

function sourcesOf(node: ts.Expression): readonly Source[] {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].map(here);
  if (ts.isBinaryExpression(node)) return [node.left, node.right].map(here);
  if (ts.isIdentifier(node)) return ofName(node);
  if (ts.isPropertyAccessExpression(node)) return ofField(node.expression, node.name.text);
  if (ts.isElementAccessExpression(node))
    return ts.isStringLiteralLike(node.argumentExpression)
      ? ofField(node.expression, node.argumentExpression.text)
      : [];
  if (ts.isCallExpression(node)) return ofCall(node);
  return [];
}

function ofName(name: ts.Identifier): readonly Source[] {
  const declaration = declarationOf(name.text, name);
  if (declaration === undefined) return [];
  if (ts.isParameter(declaration)) return ofParameter(declaration);
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return [];
  if (ts.isIdentifier(declaration.name)) return [here(declaration.initializer)];
  // `const { redis } = config`
  const element = declaration.name.elements.find(
    (one) => ts.isBindingElement(one) && one.name.getText() === name.text,
  );
  if (element === undefined || !ts.isBindingElement(element) || !ts.isObjectBindingPattern(declaration.name))
    return [];
  if (element.dotDotDotToken !== undefined) return [passed(declaration.initializer)];
  const initial = element.initializer === undefined ? [] : [passed(element.initializer)];
  const key = (element.propertyName ?? element.name).getText();
  return [...initial, ...ofField(declaration.initializer, key)];
}

const calls = kindsOf(ts.SyntaxKind.CallExpression, ts.SyntaxKind.NewExpression);

/** A parameter's default, and what the calls of its function in this file give it. */
function ofParameter(parameter: ts.ParameterDeclaration): readonly Source[] {
  const made = parameter.parent;
  const index = made.parameters.indexOf(parameter);
  const name = ts.isConstructorDeclaration(made) ? made.parent.name?.text : nameOf(made);
  const initial = parameter.initializer === undefined ? [] : [passed(parameter.initializer)];
  if (name === undefined || name === null || !ts.isIdentifier(parameter.name)) return initial;
  const given = nodesOf(parameter.getSourceFile(), calls).flatMap((one) => {
    if (!ts.isCallExpression(one) && !ts.isNewExpression(one)) return [];
    const argument = calledName(one.expression) === name ? one.arguments?.[index] : undefined;
    return argument === undefined ? [] : [passed(argument)];
  });
  return [...initial, ...given];
}

function calledName(callee: ts.Expression): string | null {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : null;
}

/** The name that a function of this file is called by. */
function nameOf(made: ts.SignatureDeclaration): string | null {
  if (made.name !== undefined && ts.isIdentifier(made.name)) return made.name.text;
  const holder = made.parent;
  const isNamed =
    ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder);
  return isNamed && ts.isIdentifier(holder.name) ? holder.name.text : null;
}

const fields = kindsOf(
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.Parameter,
);

/** `this.options`: whatever the file puts there. `config.redis`: that key of the object. */
function ofField(holder: ts.Expression, key: string): readonly Source[] {
  if (holder.kind === ts.SyntaxKind.ThisKeyword) {
    return nodesOf(holder.getSourceFile(), fields).flatMap((node) => {
      if (ts.isPropertyDeclaration(node) && node.name.getText() === key)
        return node.initializer === undefined ? [] : [passed(node.initializer)];
      if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent))
        return node.name.getText() === key ? ofParameter(node) : [];
      const isAssigned =
        ts.isBinaryExpression(node) && assigns(node) && node.left.getText() === `this.${key}`;
      return isAssigned ? [passed(node.right)] : [];
    });
  }
  return objectsOf(holder, new Set()).flatMap((object) =>
    object.properties.flatMap((property) => {
      if (ts.isShorthandPropertyAssignment(property) && property.name.text === key)
        return [passed(property.name)];
      if (!ts.isPropertyAssignment(property)) return [];
      return property.name.getText().replace(/['"]/g, '') === key ? [passed(property.initializer)] : [];
    }),
  );
}

function objectsOf(given: ts.Expression, seen: Set<ts.Node>): readonly ts.ObjectLiteralExpression[] {
  const node = unwrapped(given);
  if (seen.has(node)) return [];
  seen.add(node);
  if (ts.isObjectLiteralExpression(node)) return [node];
  return sourcesOf(node).flatMap(({ value }) => objectsOf(value, seen));
}

/** `Object.assign({}, base, own)`, `merge(base, own)`, or a function of this file. */
function ofCall(node: ts.CallExpression): readonly Source[] {
  const name = calledName(node.expression);
  if (
    name !== null &&
    /^(assign|freeze|merge|mergeWith|extend|defaults|defaultsDeep|structuredClone|cloneDeep)$/.test(name)
  )
    return node.arguments.map(passed);
  if (name === null) return [];
  return functionsCalled(node.expression, name).flatMap((one) => resultsOf(one).map(passed));
}

const methods = kindsOf(ts.SyntaxKind.MethodDeclaration);

function functionsCalled(callee: ts.Expression, name: string): readonly ts.SignatureDeclaration[] {
  if (ts.isPropertyAccessExpression(callee)) {
    if (callee.expression.kind !== ts.SyntaxKind.ThisKeyword) return [];
    return nodesOf(callee.getSourceFile(), methods)
      .filter(ts.isMethodDeclaration)
      .filter((one) => one.name.getText() === name);
  }
  const declaration = declarationOf(name, callee);
  if (declaration === undefined) return [];
  if (ts.isFunctionDeclaration(declaration)) return [declaration];
  const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return made !== undefined && (ts.isArrowFunction(made) || ts.isFunctionExpression(made)) ? [made] : [];
}

function returned(made: ts.SignatureDeclaration, way: Way): readonly Named[] {
  return resultsOf(made).flatMap((one) => optionsIn(one, way));
}

/** What the function itself returns, not those within it. */
function resultsOf(made: ts.SignatureDeclaration): readonly ts.Expression[] {
  if (!('body' in made) || made.body === undefined) return [];
  const results: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) results.push(node.expression);
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  if (ts.isArrowFunction(made) && !ts.isBlock(made.body)) results.push(made.body);
  else visit(made.body);
  return results;
}

const assignments = kindsOf(ts.SyntaxKind.BinaryExpression);

function assigns(node: ts.BinaryExpression): boolean {
  return node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** What is put on a variable later: `options = {…}`, `options.stream = socket`. */
function assignedTo(name: ts.Expression, way: Way): readonly Named[] {
  if (!ts.isIdentifier(name)) return [];
  const declaration = declarationOf(name.text, name);
  if (declaration === undefined || !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)))
    return [];
  const isIt = (node: ts.Expression): boolean =>
    ts.isIdentifier(node) && node.text === name.text && declarationOf(name.text, node) === declaration;
  return nodesOf(name.getSourceFile(), assignments).flatMap((node) => {
    if (!ts.isBinaryExpression(node) || !assigns(node)) return [];
    if (isIt(node.left)) return optionsIn(node.right, way);
    if (!ts.isPropertyAccessExpression(node.left) || !isIt(node.left.expression)) return [];
    return ofValue(node.left.name.text, node.left.name, node.right, way);
  });
}
