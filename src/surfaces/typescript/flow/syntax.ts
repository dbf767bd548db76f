import { ts } from '#typescript';
import { positionAt } from '../../../text.js';
import { fingerprint, judgeRedisUrl } from '../../redis-url.js';
import type { UrlLiteral } from './facts.js';

/** The URL that an expression is or begins, if it does: a string, or a template that begins like one. */
export function urlLiteral(expression: ts.Expression): UrlLiteral | null {
  if (!ts.isStringLiteralLike(expression) && !ts.isTemplateExpression(expression)) return null;
  const sourceFile = expression.getSourceFile();
  const start = expression.getStart() + 1;
  const text = sourceFile.text.slice(start, expression.getEnd() - 1);
  // Of `'redis://' + host` the rest is not written here.
  const judged = judgeRedisUrl(
    plainText(expression, text) + (isLeftOf(expression, ts.SyntaxKind.PlusToken) ? '${}' : ''),
  );
  if (judged.kind === 'none') return null;
  const common = {
    file: sourceFile.fileName,
    fingerprint: fingerprint(text),
    ...positionAt(sourceFile.text, start),
  };
  if (judged.kind === 'odd') return { form: judged, ...common };
  const from = start + judged.offset;
  const span = { start: from, end: from + judged.scheme.length };
  return { form: { kind: 'url', scheme: judged.scheme, host: judged.host, span }, ...common };
}

/** The text with an `x` for each character of the code in it, which may have quotes, spaces and templates of its own. */
function plainText(expression: ts.StringLiteralLike | ts.TemplateExpression, text: string): string {
  if (!ts.isTemplateExpression(expression)) return text;
  const from = expression.getStart() + 1;
  return expression.templateSpans.reduce((plain, { expression: code, literal }) => {
    const [start, end] = [code.getFullStart() - from, literal.getStart() - from];
    return plain.slice(0, start) + 'x'.repeat(end - start) + plain.slice(end);
  }, text);
}

export function unwrapped(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression)
    ? unwrapped(expression.expression)
    : expression;
}

/** `parent` has the same value as its part `node`. */
export function passesOn(parent: ts.Node, node: ts.Node): parent is ts.Expression {
  return (
    (ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isTypeAssertionExpression(parent) ||
      ts.isAwaitExpression(parent)) &&
    parent.expression === node
  );
}

export function isCondition(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent))
    return parent.expression === node;
  return ts.isForStatement(parent) && parent.condition === node;
}

export function isAssignment(operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.EqualsToken ||
    operator === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    operator === ts.SyntaxKind.BarBarEqualsToken
  );
}

export function isAssigned(node: ts.Node): boolean {
  return isLeftOf(node, ts.SyntaxKind.EqualsToken);
}

/** Does a node stand left of this operator? */
function isLeftOf(node: ts.Node, operator: ts.SyntaxKind): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === operator;
}

export function isEquality(operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.EqualsEqualsToken ||
    operator === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

export function isNothing(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(node) && node.text === 'undefined') ||
    ts.isVoidExpression(node) ||
    (ts.isStringLiteralLike(node) && !/redis/i.test(node.text) && !node.text.includes(':'))
  );
}

export function isLogger(call: ts.CallExpression | ts.NewExpression): boolean {
  return /^(?:(?:this\.)?#?\w*(?:console|log|logger|Logger)\.(?:log|info|debug|warn|error|trace|verbose|fatal|notice|silly|http|warning|crit|critical|alert|emerg)|(?:\w*Error))$/.test(
    call.expression.getText(),
  );
}

export function nameText(name: ts.Node): string | null {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name)
    ? name.text
    : null;
}

export function literalText(node: ts.Expression): string | null {
  return ts.isStringLiteralLike(node) ? node.text : null;
}

/** The name under which `export` in front of a declaration makes it visible; null without one. */
export function exportedAs(name: ts.Identifier): string | null {
  let node: ts.Node = name.parent;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node)) node = node.parent;
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  if (!ts.canHaveModifiers(statement)) return null;
  const modifiers = ts.getModifiers(statement) ?? [];
  if (!modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return null;
  return modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ? 'default' : name.text;
}

export function enclosingFunction(node: ts.Node): ts.Node | undefined {
  let owner: ts.Node | undefined = node.parent;
  while (owner !== undefined && !ts.isFunctionLike(owner)) owner = owner.parent;
  return owner;
}

/** Of overloads, the one that has a body; undefined where only types are declared. */
export function implementationOf(owner: ts.SignatureDeclaration): ts.SignatureDeclaration | undefined {
  if (hasBody(owner)) return owner;
  const name = owner.name?.getText();
  const siblings: readonly ts.Node[] = ts.isClassLike(owner.parent)
    ? owner.parent.members
    : ts.isBlock(owner.parent) || ts.isSourceFile(owner.parent)
      ? owner.parent.statements
      : [];
  return siblings
    .filter((one): one is ts.SignatureDeclaration => one.kind === owner.kind && ts.isFunctionLike(one))
    .find((one) => one.name?.getText() === name && hasBody(one));
}

function hasBody(owner: ts.SignatureDeclaration): boolean {
  return 'body' in owner && owner.body !== undefined;
}

/** The identifier by which a function is called in its file; null for methods and for functions without a name. */
export function functionName(owner: ts.Node): ts.Identifier | null {
  if (ts.isFunctionDeclaration(owner)) return owner.name ?? null;
  const parent = owner.parent;
  if (!ts.isArrowFunction(owner) && !ts.isFunctionExpression(owner)) return null;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : null;
}

/** `(() => url)()`: the call of a function where it is written. */
export function immediateCall(owner: ts.Node): ts.CallExpression | null {
  let node: ts.Node = owner;
  while (ts.isParenthesizedExpression(node.parent)) node = node.parent;
  return ts.isCallExpression(node.parent) && node.parent.expression === node ? node.parent : null;
}

/** A field, or a parameter that declares one, which only its own class can read. */
export function isPrivate(member: ts.Node | undefined): boolean {
  if (member === undefined) return false;
  if ('name' in member && isNode(member.name) && ts.isPrivateIdentifier(member.name)) return true;
  if (!ts.canHaveModifiers(member)) return false;
  return (ts.getModifiers(member) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.PrivateKeyword);
}

function isNode(value: unknown): value is ts.Node {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

export function enclosingClass(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let owner: ts.Node | undefined = node; owner !== undefined; owner = owner.parent) {
    if (ts.isClassLike(owner)) return owner;
  }
  return undefined;
}

export function isDefaulting(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken;
}

export function shortText(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
