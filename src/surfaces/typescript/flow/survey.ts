import { ts } from 'ts-morph';
import type { TextFile } from '../../../model.js';
import { positionAt } from '../../../text.js';
import type { ClientStart } from './callees.js';
import { type EnvRead, envReads } from './env-reads.js';
import type { FlowFact, FlowSource } from './facts.js';
import { mentions } from './mentions.js';
import { namesOf } from './names.js';
import { urlLiteral } from './syntax.js';
import { type FileContext, type Traced, trace } from './trace.js';

/**
 * Where one file takes variables from the environment and what it does with them, with every other place that names
 * one. The facts are plain data: what happens to a value in other files is for `plan/` to join.
 */
export function surveyFlow(
  sourceFile: ts.SourceFile,
  file: TextFile,
  references: readonly ClientStart[],
): readonly FlowFact[] {
  const context: FileContext = { sourceFile, names: namesOf(sourceFile), references };
  const facts: FlowFact[] = [];
  const seen = new Set<ts.Node>();
  for (const read of envReads(sourceFile, context.names)) {
    const source = sourceOf(read);
    const traced = written(read) ?? trace(read.value, context);
    for (const node of traced.seen) seen.add(node);
    seen.add(read.value);
    if (source === null) continue;
    if (source.kind === 'dynamic-env' && traced.sinks.every((sink) => sink.kind === 'harmless')) continue;
    facts.push({
      kind: 'flow',
      path: file.path,
      source: isWritten(read) && source.kind === 'env' ? { kind: 'env-write', name: source.name } : source,
      sinks: traced.sinks,
      urls: traced.urls,
      ...positionAt(file.text, read.value.getStart()),
    });
  }
  return [...facts, ...mentions(sourceFile, file, context.names, seen)];
}

function sourceOf(read: EnvRead): FlowSource | null {
  if (read.name.kind === 'static') return { kind: 'env', name: read.name.text, how: read.how };
  if (read.name.kind === 'dynamic') return { kind: 'dynamic-env', like: read.name.like, how: read.how };
  return null;
}

/** `process.env.NAME = value`: nothing is read; the URL that it gets, if it is one. */
function written(read: EnvRead): Traced | null {
  const assignment = read.value.parent;
  if (!isWritten(read) || !ts.isBinaryExpression(assignment)) return null;
  const url = urlLiteral(assignment.right);
  return { sinks: [], urls: url === null ? [] : [url], seen: new Set([assignment.right]) };
}

function isWritten(read: EnvRead): boolean {
  const parent = read.value.parent;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === read.value &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}
