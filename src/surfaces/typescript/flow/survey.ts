import { ts } from '#typescript';
import type { TextFile } from '../../../model.js';
import { positionAt } from '../../../text.js';
import { isTestPath } from '../../../repository/test-path.js';
import type { ClientStart } from './callees.js';
import { type EnvRead, envReads } from './env-reads.js';
import { type FlowFact, type FlowSink, type FlowSource, isTouched, type UrlLiteral } from './facts.js';
import { type Mention, mentions } from './mentions.js';
import { namesOf } from './names.js';
import { schemeChecks } from './scheme-checks.js';
import { urlLiteral } from './syntax.js';
import type { FileContext } from './steps.js';
import { trace } from './trace.js';

/**
 * Where one file takes variables from the environment, or by name from anywhere else, and what it does with them. The
 * facts are plain data: what happens to a value in other files is for `plan/` to join.
 */
export function surveyFlow(
  sourceFile: ts.SourceFile,
  file: TextFile,
  references: readonly ClientStart[],
): readonly FlowFact[] {
  const context: FileContext = { sourceFile, names: namesOf(sourceFile), references };
  const seen = new Set<ts.Node>();
  const facts: FlowFact[] = [];
  const add = (node: ts.Node, source: FlowSource, sinks: readonly FlowSink[], urls: readonly UrlLiteral[]) =>
    facts.push({
      kind: 'flow',
      path: file.path,
      source,
      sinks,
      urls,
      ...positionAt(file.text, node.getStart()),
    });
  const follow = (
    node: ts.Expression | ts.BindingElement,
    source: FlowSource,
    otherwise: ts.Expression | null,
  ) => {
    const traced = trace(node, context, otherwise);
    for (const carrier of traced.seen) seen.add(carrier);
    if (source.kind !== 'dynamic-env' || !traced.sinks.every(isHandedBack))
      add(node, source, traced.sinks, traced.urls);
  };
  for (const read of envReads(sourceFile, context.names)) {
    const value = writtenValue(read.value);
    seen.add(read.value);
    if (value === null) follow(read.value, sourceOf(read), null);
    else if (read.name.kind === 'static') {
      seen.add(value);
      add(read.value, { kind: 'env-write', name: read.name.text }, [], urlsIn(value));
    }
  }
  for (const mention of mentions(sourceFile, context.names, seen)) {
    if (mention.kind === 'read') {
      follow(mention.value, { kind: 'env', name: mention.name, how: mention.how }, mention.otherwise);
    } else if (mention.kind === 'definition') {
      seen.add(mention.value);
      add(mention.node, { kind: 'env-write', name: mention.name }, [], urlsIn(mention.value));
    } else if (mention.kind === 'check') {
      const at = { file: file.path, ...positionAt(file.text, mention.node.getStart()) };
      const widening = { edits: mention.edits, helper: null };
      const sink = { kind: 'check', what: 'a validator of its scheme', widening, ...at } as const;
      add(mention.node, { kind: 'env', name: mention.name, how: 'schema' }, [sink], []);
    } else add(mention.node, unknownSource(mention), [], []);
  }
  for (const literal of urlLiterals(sourceFile, seen)) {
    const traced = trace(literal, context);
    add(literal, { kind: 'literal', inTest: isTestPath(file.path) }, traced.sinks, urlsIn(literal));
  }
  if (!isTestPath(file.path)) {
    const sinks = facts.filter((fact) => fact.source.kind !== 'literal').flatMap((fact) => fact.sinks);
    const looked = new Set(sinks.flatMap((sink) => (looksAtText(sink) ? sink.line : [])));
    const widened = sinks.flatMap((sink) =>
      sink.kind === 'check' && sink.file === file.path ? sink.widening.edits : [],
    );
    for (const { node, what, span } of schemeChecks(sourceFile)) {
      if (!looked.has(positionAt(file.text, node.getStart()).line) && !isTouched(span, widened))
        add(node, { kind: 'lone-check', what, span }, [], []);
    }
  }
  return facts;
}

/** The value of a variable comes to a check there, and its own finding says what becomes of it. */
function looksAtText(sink: FlowSink): boolean {
  return sink.kind === 'check' || sink.kind === 'unproven';
}

/** The URLs in the code that `seen` does not cover: they stand for no variable. */
function urlLiterals(sourceFile: ts.SourceFile, seen: ReadonlySet<ts.Node>): readonly ts.Expression[] {
  if (!/rediss?:\/\//i.test(sourceFile.text)) return [];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    if (isText && !seen.has(node) && urlLiteral(node) !== null) found.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

function sourceOf(read: EnvRead): FlowSource {
  if (read.name.kind === 'static') return { kind: 'env', name: read.name.text, how: read.how };
  return { kind: 'dynamic-env', like: read.name.kind === 'dynamic' ? read.name.like : null, how: read.how };
}

function unknownSource({ name, why }: Extract<Mention, { kind: 'unknown' }>): FlowSource {
  return { kind: 'mention', name, why };
}

/**
 * A function that gives back what a name made at run time stands for (`env(name)`) has callers, and each of them is
 * looked at where it names the variable.
 */
function isHandedBack(sink: FlowSink): boolean {
  return (
    sink.kind === 'harmless' || (sink.kind === 'export' && sink.name.endsWith('()') && sink.path.length === 0)
  );
}

/** The right side of `process.env.NAME = value`; null for a read. */
function writtenValue(node: ts.Node): ts.Expression | null {
  const parent = node.parent;
  const writes =
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return writes ? parent.right : null;
}

function urlsIn(value: ts.Expression): readonly UrlLiteral[] {
  const url = urlLiteral(value);
  return url === null ? [] : [url];
}
