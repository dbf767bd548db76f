import { ts } from '#typescript';
import type { Span } from '../../../model.js';
import { literalOf, pattern } from './checks.js';
import { isEquality } from './syntax.js';
import { kindsOf, nodesOf } from '../tree.js';

/** A place that asks for a scheme of Redis, whatever the value is. */
export interface SchemeCheck {
  readonly node: ts.Node;
  readonly what: string;
  /** The whole of it: what widens the check for a value that is known is an edit there. */
  readonly span: Span;
}

/**
 * Every check of a file for the scheme of a Redis URL that does not know those of Valkey, told by its text alone: a
 * comparison with `'rediss:'`, `startsWith('redis://')`, a pattern, a list that code elsewhere asks. `'redis'` alone may
 * be the name of anything.
 */
export function schemeChecks(sourceFile: ts.SourceFile): readonly SchemeCheck[] {
  if (!/rediss|redis:/.test(sourceFile.text)) return [];
  return nodesOf(sourceFile, texts).flatMap((node) => {
    const what = ts.isStringLiteralLike(node)
      ? fromText(node)
      : ts.isRegularExpressionLiteral(node)
        ? fromPattern(node)
        : null;
    return what === null ? [] : [{ node, what, span: spanOf(node) }];
  });
}

const texts = kindsOf(
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.RegularExpressionLiteral,
);

function fromText(node: ts.StringLiteralLike): string | null {
  const literal = /^(?:rediss?:(?:\/\/)?|rediss)$/.test(node.text) ? literalOf(node) : null;
  if (literal === null || isKnown(node, literal.other)) return null;
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent)) return fromElement(parent, node);
  if (ts.isBinaryExpression(parent) && isEquality(parent.operatorToken.kind))
    return `it is compared with '${node.text}'`;
  if (ts.isCaseClause(parent)) return `a case for '${node.text}'`;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return null;
  const method = parent.expression.name.text;
  return /^(?:startsWith|includes|indexOf|replace|replaceAll|split)$/.test(method) &&
    parent.arguments[0] === node
    ? `it is asked with ${method}('${node.text}')`
    : null;
}

/**
 * `['redis:', 'rediss:'].includes(url.protocol)`, or a list of schemes for somebody to ask: said once, at its first. Prefixes
 * of keys end with a colon too: in a list without `rediss:`, all have to.
 */
function fromElement(list: ts.ArrayLiteralExpression, node: ts.StringLiteralLike): string | null {
  const words = list.elements.filter(ts.isStringLiteralLike).map((one) => one.text);
  const schemes = list.elements.flatMap((one) => (isScheme(one) ? one.text : []));
  const isOfSchemes =
    words.some((word) => word.startsWith('rediss')) || words.every((word) => word.includes(':'));
  return isOfSchemes && list.elements.find(isScheme) === node
    ? `a list has ${schemes.map((one) => `'${one}'`).join(', ')}`
    : null;
}

/** `rediss` alone may be the name of anything in a list. */
function isScheme(node: ts.Node): node is ts.StringLiteralLike {
  return ts.isStringLiteralLike(node) && /^rediss?:(?:\/\/)?$/.test(node.text);
}

function fromPattern(node: ts.RegularExpressionLiteral): string | null {
  if (!/redis(?:s|s\?|\(s\)\?)?:|rediss|\(\??:?redis\|/.test(node.text)) return null;
  const check = pattern(node);
  return check === null || check.widening?.edits.length === 0 ? null : `it is matched with ${node.text}`;
}

/** The expression or statement around has the other word as well. */
function isKnown(node: ts.Node, other: string): boolean {
  let whole = node.parent;
  while (ts.isExpression(whole.parent) || ts.isCaseOrDefaultClause(whole) || ts.isCaseBlock(whole))
    whole = whole.parent;
  return whole.getText().includes(other);
}

/** With its negation, and with what its result is compared with: `!url.startsWith('rediss://')`, `url.indexOf('rediss') === 0`. */
function spanOf(node: ts.Node): Span {
  let whole = ts.isRegularExpressionLiteral(node) ? node : node.parent;
  while (
    ts.isParenthesizedExpression(whole.parent) ||
    ts.isPrefixUnaryExpression(whole.parent) ||
    (ts.isCallExpression(whole) && ts.isBinaryExpression(whole.parent) && whole.parent.left === whole)
  )
    whole = whole.parent;
  return { start: whole.getStart(), end: whole.getEnd() };
}
