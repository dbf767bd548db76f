import { ts } from '#typescript';
import type { CheckEdit, Widening } from './facts.js';
import type { Names } from './names.js';
import { counterpart, patternOf, widenedPattern } from './schemes.js';
import { isCondition, isEquality, literalText, nameText, unwrapped } from './syntax.js';

/** What is checked: the whole URL, or its scheme alone (`url.protocol`). */
export type Checked = 'url' | 'scheme';

/** A check of a value's scheme, as one place has it. */
export interface Check {
  /** As people see it: `startsWith('rediss://')`. */
  readonly what: string;
  /** null where it cannot be made to take all four schemes. */
  readonly widening: Widening | null;
  /** What the check makes of the text, for a value that goes on: `replace('redis://', '')`. */
  readonly rest: 'nothing' | 'without-scheme';
}

/** `value === 'rediss:'` and its kin; null for a comparison with anything but a scheme. */
export function comparison(parent: ts.BinaryExpression, node: ts.Node): Check | null {
  if (!isEquality(parent.operatorToken.kind)) return null;
  const other = parent.left === node ? parent.right : parent.left;
  const literal = literalOf(other);
  return literal === null ? null : doubled(parent, literal, isNegative(parent), node, 'equals');
}

/** `value.startsWith('rediss://')`, `.includes`, `.indexOf`, `.match`, `.search`, `.replace`: the call of a method of the value. */
export function methodCheck(call: ts.CallExpression, method: string): Check | null {
  const given = call.arguments[0];
  if (given === undefined) return null;
  const owner = (call.expression as ts.PropertyAccessExpression).expression;
  const literal = literalOf(given);
  if (method === 'startsWith' && literal !== null && call.arguments.length === 1)
    return doubled(call, literal, false, owner, 'begins');
  if (method === 'includes' && literal !== null) {
    // A text that a host's name could have is asked for at the beginning, where the scheme is.
    return literal.text.endsWith('://')
      ? doubled(call, literal, false, owner, 'begins')
      : anywhere(call, literal);
  }
  if (method === 'indexOf' && literal !== null && ts.isBinaryExpression(call.parent)) {
    const compared = `${call.parent.operatorToken.getText()} ${call.parent.right.getText()}`;
    const isAnywhere = !/ 0$/.test(compared) || compared === '>= 0' || compared === '< 0';
    if (isAnywhere && !literal.text.endsWith('://')) return null;
    const negative = /^(?:!==? 0|===? -1|< 0)$/.test(compared);
    const isKnown = negative || /^(?:===? 0|!==? -1|> -1|>= 0)$/.test(compared);
    return isKnown ? doubled(call.parent, literal, negative, owner, 'begins') : null;
  }
  if (method === 'replace' && call.arguments.length === 2) return replacement(given, call);
  if ((method === 'match' || method === 'search') && ts.isRegularExpressionLiteral(given)) {
    return isAsked(call) ? pattern(given) : null;
  }
  return null;
}

/** The value is an argument: `/^rediss:/.test(value)`, `['redis:', 'rediss:'].includes(value)`, `schemes.has(value)`. */
export function argumentCheck(call: ts.CallExpression, names: Names): Check | null {
  if (!ts.isPropertyAccessExpression(call.expression)) return null;
  const owner = unwrapped(call.expression.expression);
  const method = call.expression.name.text;
  const held = constantOf(owner, names);
  if (method === 'test' && held !== null && ts.isRegularExpressionLiteral(held)) return pattern(held);
  if (method !== 'includes' && method !== 'has') return null;
  const list = held !== null && ts.isNewExpression(held) ? held.arguments?.[0] : held;
  if (list === undefined || list === null || !ts.isArrayLiteralExpression(list)) return null;
  return listed(list);
}

/** `switch (value) { case 'rediss:': … }`. */
export function switchCheck(statement: ts.SwitchStatement): Check | null {
  const cases = statement.caseBlock.clauses.filter(ts.isCaseClause);
  const texts = cases.map((one) => literalText(one.expression) ?? '');
  const named = cases.filter((one) => counterpart(literalText(one.expression) ?? '') !== null);
  if (named.length === 0) return null;
  const edits = named.flatMap((one): readonly CheckEdit[] => {
    const literal = literalOf(one.expression)!;
    if (texts.includes(literal.other)) return [];
    const text = one.getSourceFile().text;
    const colon = text.indexOf(':', one.expression.getEnd()) + 1;
    const line = text.lastIndexOf('\n', one.getStart()) + 1;
    const indent = /^[ \t]*/.exec(text.slice(line))![0];
    const newline = text.slice(line - 2, line) === '\r\n' ? '\r\n' : '\n';
    return [{ start: colon, end: colon, text: `${newline}${indent}case ${literal.quoted}:` }];
  });
  return { what: 'switch', widening: { edits, helper: null }, rest: 'nothing' };
}

/** Elements of a list of schemes: `['redis', 'rediss']` gets `'valkey', 'valkeys'` at its end. */
export function listed(list: ts.ArrayLiteralExpression): Check | null {
  const literals = list.elements.map(literalOf);
  const known = literals.filter((one) => one !== null);
  if (known.length === 0) return null;
  const texts = list.elements.map((one) => literalText(one) ?? '');
  const missing = known.filter((one) => !texts.includes(one.other));
  const end = list.elements.at(-1)!.getEnd();
  const text = missing.map((one) => `, ${one.quoted}`).join('');
  const edits = missing.length === 0 ? [] : [{ start: end, end, text }];
  return {
    what: `[${known.map((one) => one.text).join(', ')}]`,
    widening: { edits, helper: null },
    rest: 'nothing',
  };
}

/** A regular expression that names a scheme; null for one that does not. */
export function pattern(literal: ts.RegularExpressionLiteral): Check | null {
  const [, source, flags] = /^\/(.*)\/(\w*)$/s.exec(literal.text) ?? [];
  if (source === undefined || !/redis/i.test(source)) return null;
  const wide = /g|y/.test(flags ?? '') ? null : widenedPattern(source);
  const edits = wide === null || wide === source ? [] : [{ ...spanOf(literal), text: `/${wide}/${flags}` }];
  return { what: literal.text, widening: wide === null ? null : { edits, helper: null }, rest: 'nothing' };
}

/** A literal that begins with a scheme of Redis, with what it is called for Valkey. */
interface SchemeLiteral {
  readonly node: ts.Node;
  readonly text: string;
  readonly other: string;
  /** `other`, quoted as the literal is. */
  readonly quoted: string;
}

export function literalOf(node: ts.Expression): SchemeLiteral | null {
  const text = literalText(node);
  const other = text === null ? null : counterpart(text);
  if (text === null || other === null) return null;
  return { node, text, other, quoted: node.getText().replace(text, other) };
}

/** A yes-or-no expression, said once more with the other word: `a || b`, and `a && b` for what denies. */
function doubled(
  expression: ts.Expression,
  literal: SchemeLiteral,
  negative: boolean,
  operand: ts.Node,
  kind: 'equals' | 'begins',
): Check {
  const text = expression.getSourceFile().text;
  const [whole, isNegated] = denied(expression, negative);
  const join = isNegated ? ' && ' : ' || ';
  const start = whole.getStart();
  const literalAt = literal.node.getStart();
  const again = `${text.slice(start, literalAt)}${literal.quoted}${text.slice(literal.node.getEnd(), whole.getEnd())}`;
  const helper = helperFor(whole, literal, isNegated, operand);
  const what = kind === 'equals' ? `a comparison with '${literal.text}'` : `a check for '${literal.text}'`;
  // A URL in the operand would be said twice.
  if (helper === null && /rediss?:\/\//.test(operand.getText()))
    return { what, widening: null, rest: 'nothing' };
  return {
    what,
    widening: isSaid(whole, literal)
      ? { edits: [], helper: null }
      : { edits: joined(whole, `${join}${again}`, isNegated), helper },
    rest: 'nothing',
  };
}

/** `value.includes('rediss')`: the scheme is at the beginning, the same text elsewhere is another matter. */
function anywhere(call: ts.CallExpression, literal: SchemeLiteral): Check {
  const owner = call.expression as ts.PropertyAccessExpression;
  const quote = literal.quoted[0] ?? "'";
  const [whole, isNegated] = denied(call, false);
  const colon = literal.other === 'valkeys' ? 'valkeys:' : literal.other;
  const access = call.getSourceFile().text.slice(owner.getStart(), owner.name.getStart());
  const again = `${isNegated ? ' && !' : ' || '}${access}startsWith(${quote}${colon}${quote})`;
  return {
    what: `a check for '${literal.text}'`,
    widening: isSaid(whole, literal)
      ? { edits: [], helper: null }
      : {
          edits: joined(whole, again, isNegated),
          helper: helperFor(whole, literal, isNegated, owner.expression),
        },
    rest: 'nothing',
  };
}

/** Both words in one expression: parentheses where the place around it binds more tightly. */
function joined(whole: ts.Expression, addition: string, isNegated: boolean): readonly CheckEdit[] {
  const { parent } = whole;
  const [start, end] = [whole.getStart(), whole.getEnd()];
  const operator = ts.isBinaryExpression(parent) ? parent.operatorToken.kind : null;
  const same = isNegated ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken;
  const loose =
    operator === same ||
    operator === ts.SyntaxKind.EqualsToken ||
    isCondition(parent, whole) ||
    ts.isParenthesizedExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition === whole) ||
    ts.isVariableDeclaration(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isPropertyAssignment(parent) ||
    (ts.isCallExpression(parent) && parent.expression !== whole);
  return loose
    ? [{ start: end, end, text: addition }]
    : [
        { start, end: start, text: '(' },
        { start: end, end, text: `${addition})` },
      ];
}

/** The helper of the wrapper that asks the same, where saying it in both words would make a long line. */
function helperFor(
  whole: ts.Expression,
  literal: SchemeLiteral,
  isNegated: boolean,
  operand: ts.Node,
): Widening['helper'] {
  const { parent } = whole;
  const join = isNegated ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === join && isPair(parent, literal)) {
    const isLeft = parent.left === whole;
    const first = isLeft
      ? operand.getStart()
      : operand.getStart() - whole.getStart() + parent.left.getStart();
    return around(parent, first, first + operand.getWidth(), 'isServerUrl', isNegated);
  }
  const asksTls = /^rediss(?::(?:\/\/)?)?$/.test(literal.text);
  const text = whole.getSourceFile().text;
  const line = text.slice(text.lastIndexOf('\n', whole.getStart()) + 1).split('\n', 1)[0] ?? '';
  const isLong = operand.getWidth() > 20 || line.length + whole.getWidth() > 110;
  if (!asksTls || !isLong || whole.getText().includes('\n')) return null;
  const inner = ts.isParenthesizedExpression(operand) ? operand.expression : operand;
  return around(whole, inner.getStart(), inner.getEnd(), 'isTlsUrl', isNegated);
}

/** Around the operand: an edit inside of it, of a default, stays as it is. */
function around(
  whole: ts.Node,
  from: number,
  to: number,
  name: 'isTlsUrl' | 'isServerUrl',
  isNegated: boolean,
): Widening['helper'] {
  const before = { start: whole.getStart(), end: from, text: `${isNegated ? '!' : ''}${name}(` };
  return { name, edits: [before, { start: to, end: whole.getEnd(), text: ')' }] };
}

/** `a.startsWith('redis://') || a.startsWith('rediss://')`: both ask for the same value, in the same way. */
function isPair(pair: ts.BinaryExpression, { text }: SchemeLiteral): boolean {
  const plain = text.replace(/^rediss/, 'redis');
  if (!/^redis:(?:\/\/)?$/.test(plain)) return false;
  const [left, right] = [pair.left.getText(), pair.right.getText()];
  const other = plain.replace('redis', 'rediss');
  const bare = (side: string) => side.replace(/(['"`])rediss?:(?:\/\/)?\1/, '');
  const texts = `${left} ${right}`;
  return (
    bare(left) === bare(right) &&
    bare(left) !== left &&
    [plain, other].every((one) => new RegExp(`['"\`]${one}['"\`]`).test(texts))
  );
}

/** The expression with the `!` in front of it, and whether the whole denies. */
function denied(expression: ts.Expression, negative: boolean): readonly [ts.Expression, boolean] {
  const { parent } = expression;
  if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken) {
    return [parent, !negative];
  }
  return [expression, negative];
}

/** The expression around has the other word already. */
function isSaid(whole: ts.Expression, literal: SchemeLiteral): boolean {
  let top: ts.Node = whole;
  while (ts.isBinaryExpression(top.parent) || ts.isParenthesizedExpression(top.parent)) top = top.parent;
  return top.getText().includes(literal.other);
}

/** `replace('redis://', '')`: what is left has no scheme, whichever it was. */
function replacement(given: ts.Expression, call: ts.CallExpression): Check | null {
  const by = call.arguments[1];
  if (by === undefined || literalText(by) === null) return null;
  if (ts.isRegularExpressionLiteral(given)) {
    const found = pattern(given);
    return found === null ? null : { ...found, rest: 'without-scheme' };
  }
  const literal = literalOf(given);
  if (literal === null || !literal.text.endsWith('//')) return null;
  const edits = [{ ...spanOf(given), text: patternOf(literal.text) }];
  return { what: `replace('${literal.text}', …)`, widening: { edits, helper: null }, rest: 'without-scheme' };
}

/** Only whether there is a match is asked for. */
function isAsked(call: ts.Expression): boolean {
  const { parent } = call;
  if (ts.isPrefixUnaryExpression(parent) || isCondition(parent, call)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === call;
  if (ts.isBinaryExpression(parent)) {
    return (
      isEquality(parent.operatorToken.kind) ||
      (parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && parent.left === call)
    );
  }
  return false;
}

/** The value that a name stands for in its file, or the expression itself. */
function constantOf(expression: ts.Expression, names: Names): ts.Expression | null {
  if (!ts.isIdentifier(expression)) return expression;
  const declaration = names.declarationOf(expression);
  const parent = declaration?.parent;
  if (declaration === undefined || parent === undefined || !ts.isVariableDeclaration(parent)) return null;
  const { initializer } = parent;
  if (initializer === undefined) return null;
  // A list that something else reads as well means more than this check.
  const asked = names.usesOf(declaration).every((use) => {
    const access = use.parent;
    return (
      ts.isPropertyAccessExpression(access) &&
      /^(?:includes|has|test|join)$/.test(nameText(access.name) ?? '')
    );
  });
  return asked ? unwrapped(initializer) : null;
}

function isNegative(comparison: ts.BinaryExpression): boolean {
  return comparison.operatorToken.getText().startsWith('!');
}

function spanOf(node: ts.Node): { readonly start: number; readonly end: number } {
  return { start: node.getStart(), end: node.getEnd() };
}
