import { ts } from '#typescript';
import { positionAt } from '../../../text.js';
import { kindsOf, nodesOf } from '../tree.js';
import type { FlowSink, Holder, PropertyPath, UrlLiteral } from './facts.js';
import { inherited, intoCallee } from './calls.js';
import { element, fromField, fromName, fromPattern } from './holders.js';
import { type FileContext, RESULT, type Step, type Steps, defaults, unproven, value } from './steps.js';
import { isAssigned, literalText, nameText, urlLiteral } from './syntax.js';
import { fromValue } from './values.js';

/** What one file shows of the way of a value. */
export interface Traced {
  readonly sinks: readonly FlowSink[];
  /** The URLs that stand in for the value where it is missing. */
  readonly urls: readonly UrlLiteral[];
  /** Every node that carries the value. */
  readonly seen: ReadonlySet<ts.Node>;
}

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

/** Follows every read of a member by its name: `config.redisUrl`, `const { redisUrl } = config`, `config.redisUrl()`. */
export function traceMembers(
  member: string,
  path: PropertyPath,
  holder: Holder | null,
  context: FileContext,
): Traced {
  const isMethod = member.endsWith('()');
  const name = isMethod ? member.slice(0, -2) : member;
  const inside = isMethod ? [RESULT, ...path] : path;
  const steps = nodesOf(context.sourceFile, reads).flatMap((node): Steps => {
    if (ts.isPropertyAccessExpression(node))
      return node.name.text === name && !isAssigned(node) ? [value(node, inside)] : [];
    if (ts.isElementAccessExpression(node))
      return literalText(node.argumentExpression) === name && !isAssigned(node) ? [value(node, inside)] : [];
    if (ts.isStringLiteral(node)) {
      const isGiven = ts.isCallExpression(node.parent) || ts.isArrayLiteralExpression(node.parent);
      return node.text === name && isGiven ? [unproven(node, 'a string may lead to it')] : [];
    }
    return ts.isBindingElement(node) &&
      ts.isObjectBindingPattern(node.parent) &&
      nameText(node.propertyName ?? node.name) === name
      ? element(node, inside)
      : [];
  });
  return run(
    steps.map((one) => held(one, holder ?? undefined)),
    context,
  );
}

/** What takes a member of an object. */
const reads = kindsOf(
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.BindingElement,
  ts.SyntaxKind.StringLiteral,
);

/** Follows an argument of a call in another file into a function or class of this one. */
export function traceArgument(
  callee: ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration,
  index: number,
  path: PropertyPath,
  holder: Holder | null,
  context: FileContext,
): Traced {
  const found = ts.isClassLike(callee)
    ? inherited({ kind: 'class', declaration: callee }, context)
    : ({ kind: 'function', declaration: callee } as const);
  const steps = intoCallee(found, index, callee, path) ?? [
    unproven(callee, 'it is handed to a class without a constructor of its own'),
  ];
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
