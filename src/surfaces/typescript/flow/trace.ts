import { ts } from '#typescript';
import { positionAt } from '../../../text.js';
import { type Callee, type ClientStart, calleeOf } from './callees.js';
import { argumentCheck, type Check, comparison, methodCheck, switchCheck } from './checks.js';
import { type FlowSink, type Holder, isVariableName, type PropertyPath, type UrlLiteral } from './facts.js';
import type { Names } from './names.js';
import {
  enclosingClass,
  enclosingFunction,
  exportedAs,
  functionName,
  immediateCall,
  implementationOf,
  isAssigned,
  isAssignment,
  isCondition,
  isDefaulting,
  isEquality,
  isLogger,
  isNothing,
  isPrivate,
  literalText,
  nameText,
  passesOn,
  shortText,
  unwrapped,
  urlLiteral,
} from './syntax.js';

/** What one file shows of the way of a value. */
export interface Traced {
  readonly sinks: readonly FlowSink[];
  /** The URLs that stand in for the value where it is missing. */
  readonly urls: readonly UrlLiteral[];
  /** Every node that carries the value. */
  readonly seen: ReadonlySet<ts.Node>;
}

export interface FileContext {
  readonly sourceFile: ts.SourceFile;
  readonly names: Names;
  readonly references: readonly ClientStart[];
}

type WithoutPosition<T> = T extends FlowSink ? Omit<T, 'file' | 'line' | 'column'> : never;

/** One step on the way of a value. */
type Step =
  /** `node` has the value, at `path` inside it. */
  | Carrying<{ readonly to: 'value'; readonly node: ts.Node }>
  /** A name, or the names of a pattern, get it. */
  | Carrying<{ readonly to: 'name'; readonly node: ts.BindingName }>
  /** It is in the field `name` of the class around `node`. */
  | Carrying<{ readonly to: 'field'; readonly node: ts.Node; readonly name: string }>
  | { readonly to: 'default'; readonly node: ts.Expression }
  | { readonly to: 'sink'; readonly node: ts.Node; readonly sink: WithoutPosition<FlowSink> };

type Carrying<T> = T & {
  /** Where in it the value is: property names, or one of the marks below. */
  readonly path: PropertyPath;
  /** The last expression that was the value itself. */
  readonly holder?: Holder;
};

type Steps = readonly Step[];

/** The value's URL object (`new URL(value)`), and its scheme alone (`.protocol`): marks at the end of a path. */
const PARSED = '<url>';
const SCHEME = '<scheme>';

/** In front of what a list's elements hold, and of what a function gives back. */
const ELEMENT = '[]';
const RESULT = '()';

/**
 * Follows a value through one file, from the expression or pattern element that has it to every place where it
 * arrives: through constants, objects, parameters and results of local functions, class fields and defaults. Each way
 * on that is not understood is an `unproven` sink: silence never means proof.
 */
export function trace(
  start: ts.Expression | ts.BindingElement,
  context: FileContext,
  otherwise: ts.Expression | null = null,
): Traced {
  const from = ts.isBindingElement(start) ? element(start, []) : [value(start, [])];
  const traced = run([...from, ...(otherwise === null ? [] : defaults(otherwise))], context);
  return ts.isBindingElement(start) ? { ...traced, seen: new Set([start, ...traced.seen]) } : traced;
}

/** A value that comes from another file, at `path` inside of what `node` is. */
export interface Entry {
  readonly node: ts.Expression;
  readonly path: PropertyPath;
}

/** Follows what a file imports from another one. */
export function traceEntries(entries: readonly Entry[], holder: Holder | null, context: FileContext): Traced {
  return run(
    entries.map(({ node, path }) => held(value(node, path), holder ?? undefined)),
    context,
  );
}

/** Follows an argument of a call in another file into a function or class of this one. */
export function traceArgument(
  callee: ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration,
  index: number,
  path: PropertyPath,
  holder: Holder | null,
  context: FileContext,
): Traced {
  const target = ts.isClassLike(callee) ? callee.members.find(ts.isConstructorDeclaration) : callee;
  const steps =
    target === undefined
      ? [unproven(callee, 'it is handed to a class without a constructor of its own')]
      : fromParameter(target, index, target, path);
  return run(
    steps.map((one) => held(one, holder ?? undefined)),
    context,
  );
}

function run(start: Steps, context: FileContext): Traced {
  const sinks: FlowSink[] = [];
  const urls: UrlLiteral[] = [];
  const seen = new Set<ts.Node>();
  const done = new Set<string>();
  const file = context.sourceFile.fileName;
  const open: Step[] = [...start];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step.to === 'sink') {
      sinks.push({ ...step.sink, file, ...positionAt(context.sourceFile.text, step.node.getStart()) });
    } else if (step.to === 'default') {
      const url = seen.has(step.node) ? null : urlLiteral(step.node);
      if (url !== null) urls.push(url);
      seen.add(step.node);
    } else {
      const holder = holderOf(step, file);
      const key = `${step.to} ${step.node.kind} ${step.node.pos} ${step.node.end} ${step.path.join('.')} ${holder?.start}`;
      if (done.has(key)) continue;
      done.add(key);
      seen.add(step.node);
      // An object that holds itself would have no end.
      if (step.path.length > 8) open.push(unproven(step.node, 'it is nested too deep to follow'));
      else open.push(...next(step, context).map((one) => held(one, holder)));
    }
  }
  return { sinks, urls, seen };
}

/** The step's own expression where it is the value itself, else the one that it came from. */
function holderOf(step: Exclude<Step, { to: 'sink' | 'default' }>, file: string): Holder | undefined {
  if (step.path.length > 0 || step.to !== 'value') return step.holder;
  const { node } = step;
  return {
    file,
    start: node.getStart(),
    end: node.getEnd(),
    shorthand: ts.isShorthandPropertyAssignment(node.parent) ? node.parent.name.text : null,
  };
}

function held(step: Step, holder: Holder | undefined): Step {
  if (holder === undefined || step.to === 'default') return step;
  if (step.to !== 'sink') return { ...step, holder };
  const { sink: arrived } = step;
  return arrived.kind === 'call' || arrived.kind === 'export'
    ? { ...step, sink: { ...arrived, holder } }
    : step;
}

function next(step: Exclude<Step, { to: 'sink' | 'default' }>, context: FileContext): Steps {
  if (step.to === 'value') return fromValue(step.node, step.path, context);
  if (step.to === 'field') return fromField(step.node, step.name, step.path);
  return ts.isIdentifier(step.node)
    ? fromName(step.node, step.path, context)
    : fromPattern(step.node, step.path);
}

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
function fromValue(node: ts.Node, path: PropertyPath, context: FileContext): Steps {
  const parent = node.parent;
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

/** `object.key`: the value's way on if that is where it is; else somebody looks into the URL itself. */
function fromAccess(access: ts.Expression, key: string | null, path: PropertyPath): Steps {
  const [first, ...rest] = path;
  if (first === PARSED) return fromPart(access, key);
  if (first === ELEMENT) {
    return ts.isElementAccessExpression(access)
      ? [value(access, rest)]
      : key === 'length'
        ? [harmless(access, 'presence')]
        : [unproven(access, 'it is in a list that is not followed')];
  }
  if (first !== undefined && first !== SCHEME) {
    if (key === null) return [unproven(access, 'a property is taken by a computed name')];
    return key === first ? [value(access, rest)] : [];
  }
  if (key === 'length') return [harmless(access, 'presence')];
  const call = access.parent;
  if (key !== null && ts.isCallExpression(call) && call.expression === access) {
    const check = methodCheck(call, key);
    if (check !== null) return checked(call, check);
    if (first === SCHEME) {
      return KEEPING.has(key)
        ? [value(call, path)]
        : [unproven(access, `its scheme is looked at with ${key}`)];
    }
    if (KEEPING.has(key)) return [value(call, [])];
    // env-var: `get('NAME').default('redis://…').asString()`.
    if (key === 'default' && call.arguments[0] !== undefined)
      return [...defaults(call.arguments[0]), value(call, [])];
  }
  return [unproven(access, key === null ? 'it is taken apart' : `its text is looked at with ${key}`)];
}

/** Methods that give the URL back as it is: of strings, and of env-var's and Effect's readers. */
const KEEPING = new Set(['trim', 'toString', 'toLowerCase', 'required', 'asString', 'asUrlString']);

/** A property of `new URL(value)`: the scheme, the whole again, or a part that is the same whatever the scheme. */
function fromPart(access: ts.Expression, key: string | null): Steps {
  if (key === 'protocol') return [value(access, [SCHEME])];
  if (key === 'href') return [value(access, [])];
  if (key === 'toString' || key === 'toJSON') {
    return ts.isCallExpression(access.parent)
      ? [value(access.parent, [])]
      : [unproven(access, 'it is handed on')];
  }
  return key !== null && PARTS.has(key)
    ? [harmless(access, 'parts')]
    : [unproven(access, `its URL is looked at${key === null ? '' : ` with ${key}`}`)];
}

/** What `URL` and `url.parse` give without the scheme; both read `redis:` and `valkey:` alike, as no special scheme. */
const PARTS = new Set(
  'host hostname port username password auth pathname path search searchParams query hash slashes'.split(' '),
);

/** What a check can look at, where the path leads to the URL or to its scheme. */
function checkedOf(path: PropertyPath): 'url' | 'scheme' | null {
  return path.length === 0 ? 'url' : path.length === 1 && path[0] === SCHEME ? 'scheme' : null;
}

function checked(node: ts.Node, { what, widening }: Check): Steps {
  return widening === null
    ? [unproven(node, `${what} cannot be made to take the other schemes`)]
    : [sink(node, { kind: 'check', what, widening })];
}

function fromArgument(
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
  const base = call.expression.kind === ts.SyntaxKind.SuperKeyword ? superclass(call) : call.expression;
  const callee = base === undefined ? null : calleeOf(base, context.names, context.references);
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
  switch (callee.kind) {
    case 'client':
      return [
        sink(node, { kind: 'client', reference: callee.reference, chain: callee.chain, argument, path }),
      ];
    case 'module': {
      return [
        sink(node, {
          kind: 'call',
          specifier: callee.specifier,
          chain: callee.chain,
          argument,
          path,
          holder: null,
        }),
      ];
    }
    case 'function':
      return fromParameter(callee.declaration, argument, node, path);
    case 'class': {
      const creation = callee.declaration.members.find(ts.isConstructorDeclaration);
      if (creation !== undefined) return fromParameter(creation, argument, node, path);
      break;
    }
    case 'global':
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

/** What the class around `super(…)` extends. */
function superclass(call: ts.Node): ts.Expression | undefined {
  const clause = enclosingClass(call)?.heritageClauses?.find(
    (one) => one.token === ts.SyntaxKind.ExtendsKeyword,
  );
  return clause?.types[0]?.expression;
}

function fromParameter(
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
function fromResult(
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

/** A local name has the value: so has every use of it. */
function fromName(name: ts.Identifier, path: PropertyPath, context: FileContext): Steps {
  const direct = exportedAs(name);
  const uses = context.names.usesOf(name).filter((use) => !isAssigned(use));
  return [...(direct === null ? [] : [exported(name, direct, path)]), ...uses.map((use) => value(use, path))];
}

function fromPattern(pattern: ts.BindingPattern, path: PropertyPath): Steps {
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
function element(one: ts.BindingElement, path: PropertyPath): Steps {
  return [...(one.initializer === undefined ? [] : defaults(one.initializer)), named(one.name, path)];
}

/** `this.name` in the same class; a field that others can read is not followed to them. */
function fromField(inside: ts.Node, name: string, path: PropertyPath): Steps {
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

/** The literals that stand in for a missing value. */
function defaults(expression: ts.Expression): Steps {
  const bare = unwrapped(expression);
  if (ts.isBinaryExpression(bare) && isDefaulting(bare.operatorToken.kind)) {
    return [...defaults(bare.left), ...defaults(bare.right)];
  }
  return [{ to: 'default', node: bare }];
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

function value(node: ts.Node, path: PropertyPath): Step {
  return { to: 'value', node, path };
}

function named(node: ts.BindingName, path: PropertyPath): Step {
  return { to: 'name', node, path };
}

function field(node: ts.Node, name: string, path: PropertyPath): Step {
  return { to: 'field', node, name, path };
}

function sink(node: ts.Node, arrived: WithoutPosition<FlowSink>): Step {
  return { to: 'sink', node, sink: arrived };
}

function harmless(node: ts.Node, how: 'presence' | 'log' | 'parts'): Step {
  return sink(node, { kind: 'harmless', how });
}

function unproven(node: ts.Node, why: string): Step {
  return sink(node, { kind: 'unproven', why });
}

function exported(node: ts.Node, name: string, path: PropertyPath, of: 'module' | 'class' = 'module'): Step {
  return sink(node, { kind: 'export', of, name, path, holder: null });
}
