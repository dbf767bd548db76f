// Leaves of a module what one major of its package needs: the branches, table rows and arguments of the others go.
// What a comparison with the major says is known when a dialect is built; nothing else is worked out.
import ts from 'typescript';

/** Helpers of the tables that choose one of their arguments by the major; undefined leaves the call as it is. */
const CHOICES = {
  since5: { 4: 0, 5: 1, 6: 1 },
  replySince5: { 4: 0, 5: 1, 6: 1 },
  since6: { 4: 0, 5: 0 },
  by: { 4: 0, 5: 1 },
};

/**
 * The text of a module for one major. `exact`: its major is never another one. The tables of major 6 are asked for
 * the replies of 5 too (`RESP: 2`), so that they keep what tells those two apart.
 */
export function specialise(text, major, exact) {
  const tree = parse(text);
  return withoutUncalled(render(tree, { tree, major, exact, text }));
}

const parse = (text) => ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);

/** Without the private methods that nothing calls any more. */
function withoutUncalled(text) {
  const uncalled = [];
  const tree = parse(text);
  const visit = (node) => {
    const isPrivate =
      ts.isMethodDeclaration(node) &&
      node.modifiers?.some((one) => one.kind === ts.SyntaxKind.PrivateKeyword);
    if (isPrivate && text.split(`.${node.name.text}(`).length === 1) uncalled.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(tree);
  return uncalled
    .reverse()
    .reduce((all, node) => all.slice(0, node.getFullStart()) + all.slice(node.end), text);
}

/** The text of a node, with what is known of the major worked in. */
function render(node, context) {
  const edits = [];
  collect(node, context, edits);
  const start = ts.isSourceFile(node) ? 0 : node.getStart(context.tree);
  let text = context.text.slice(start, node.end);
  for (const edit of edits.sort((a, b) => b.start - a.start))
    text = text.slice(0, edit.start - start) + edit.text + text.slice(edit.end - start);
  return text;
}

function collect(node, context, edits) {
  const edit = editOf(node, context);
  if (edit !== undefined) {
    edits.push(...edit);
    return;
  }
  const before = edits.length;
  if (ts.isBlock(node) || ts.isSourceFile(node)) collectStatements(node.statements, context, edits);
  else ts.forEachChild(node, (child) => void collect(child, context, edits));
  if (
    edits.length > before &&
    (ts.isArrowFunction(node) || ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node))
  )
    dropParameters(node, context, edits, before);
}

/** What stands behind a statement that now always leaves is never reached. */
function collectStatements(statements, context, edits) {
  for (const [i, statement] of statements.entries()) {
    collect(statement, context, edits);
    if (i + 1 === statements.length || !ts.isIfStatement(statement)) continue;
    if (truthOf(statement.expression, context) !== true || !leaves(statement.thenStatement)) continue;
    edits.push({ start: statement.end, end: statements.end, text: '' });
    return;
  }
}

function leaves(statement) {
  if (ts.isBlock(statement)) return statement.statements.length > 0 && leaves(statement.statements.at(-1));
  return ts.isReturnStatement(statement) || ts.isThrowStatement(statement);
}

/** The edits that a node asks for as a whole; undefined: its parts decide. */
function editOf(node, context) {
  const whole = { start: node.getStart(context.tree), end: node.end };
  const become = (text) => [{ ...whole, text }];
  if (ts.isConditionalExpression(node)) {
    const known = truthOf(node.condition, context);
    if (known !== undefined) return become(render(known ? node.whenTrue : node.whenFalse, context));
  } else if (ts.isIfStatement(node)) {
    const known = truthOf(node.expression, context);
    if (known === true) return become(bodyOf(node.thenStatement, context));
    if (known === false) return become(node.elseStatement ? bodyOf(node.elseStatement, context) : '');
  } else if (ts.isSpreadAssignment(node) && truthOf(node.expression, context) === false) {
    return [{ start: node.getFullStart(), end: endWithComma(node, context), text: '' }];
  } else if (ts.isSpreadAssignment(node)) {
    const known = rightOfTrue(node.expression, context);
    if (known && ts.isObjectLiteralExpression(known))
      return become(render(known, context).slice(1, -1).replace(/,\s*$/, ''));
  } else if (ts.isBinaryExpression(node) && /^(&&|\|\|)$/.test(node.operatorToken.getText())) {
    const known = truthOf(node, context);
    if (known !== undefined) return become(String(known));
    const left = truthOf(node.left, context);
    if (left !== undefined) return become(render(node.right, context));
    const right = truthOf(node.right, context);
    if (right !== undefined && isCondition(node)) return become(render(node.left, context));
  } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const chosen = CHOICES[node.expression.text]?.[context.major];
    if (chosen !== undefined) return become(render(node.arguments[chosen], context));
    if (node.expression.text === 'in4')
      return become(context.major === 4 ? render(node.arguments[0], context) : '((raw) => raw)');
  } else if (ts.isComputedPropertyName(node)) {
    const name = render(node.expression, context);
    if (
      name !== context.text.slice(node.expression.getStart(context.tree), node.expression.end) &&
      /^'\w+'$/.test(name)
    )
      return become(name.slice(1, -1));
  } else if (ts.isArrayLiteralExpression(node) && isOfOthers(node, context)) {
    return [{ start: node.getFullStart(), end: endWithComma(node, context), text: '' }];
  }
  return undefined;
}

/** `true`, `false`, or undefined for what is known only when it runs. */
function truthOf(node, context) {
  if (ts.isParenthesizedExpression(node)) return truthOf(node.expression, context);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const known = truthOf(node.operand, context);
    return known === undefined ? undefined : !known;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const operator = node.operatorToken.getText();
  if (operator === '===' || operator === '!==') {
    if (!/(^|\.)_?major$/.test(node.left.getText()) || !ts.isNumericLiteral(node.right)) return undefined;
    const asked = Number(node.right.text);
    if (context.major === 6 && !context.exact && asked !== 4) return undefined;
    return (asked === context.major) === (operator === '===');
  }
  const [left, right] = [truthOf(node.left, context), truthOf(node.right, context)];
  if (operator === '&&') return left === false || right === false ? false : left && right;
  if (operator === '||') return left === true || right === true ? true : left === false ? right : undefined;
  return undefined;
}

/** `known && x` gives x. */
function rightOfTrue(node, context) {
  if (ts.isParenthesizedExpression(node)) return rightOfTrue(node.expression, context);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken)
    return undefined;
  return truthOf(node.left, context) === true ? node.right : undefined;
}

/** Whether only the truth of an expression matters where it stands. */
function isCondition(node) {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isCondition(parent);
  if (ts.isIfStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return true;
  return ts.isBinaryExpression(parent) && /^(&&|\|\|)$/.test(parent.operatorToken.getText())
    ? parent.left === node || isCondition(parent)
    : false;
}

function bodyOf(statement, context) {
  const text = render(statement, context);
  return ts.isBlock(statement) ? text.slice(1, -1).trim() : text;
}

/** A table row of other majors: `[name, words, reply, majors]`. */
function isOfOthers(node, { major }) {
  const [name, , , majors] = node.elements;
  if (!name || !ts.isStringLiteral(name) || !majors || !ts.isArrayLiteralExpression(majors)) return false;
  return !majors.elements.some((one) => Number(one.getText()) === major);
}

function endWithComma(node, { text }) {
  return node.end + (/^\s*,/.exec(text.slice(node.end))?.[0].length ?? 0);
}

/** Parameters that nothing reads any more: at the end they go, elsewhere `_` says so. */
function dropParameters(node, context, edits, before) {
  const inside = edits.splice(before);
  const { body } = node;
  let text = context.text.slice(body.getStart(context.tree), body.end);
  for (const edit of [...inside].sort((a, b) => b.start - a.start)) {
    if (edit.start < body.getStart(context.tree)) continue;
    const offset = body.getStart(context.tree);
    text = text.slice(0, edit.start - offset) + edit.text + text.slice(edit.end - offset);
  }
  edits.push(...inside);
  text = text.replace(/\/\/.*$|\/\*[\s\S]*?\*\//gm, '');
  const isRead = (name) => new RegExp(`\\b${name}\\b`).test(text);
  let atEnd = true;
  for (const [i, { name, type }] of [...node.parameters.entries()].reverse()) {
    const start = name.getStart(context.tree);
    const bound = ts.isIdentifier(name) ? [name] : name.elements.filter(ts.isBindingElement);
    const unread = bound.filter(
      (one) => !isRead((one.name ?? one).getText()) && !/^[_[{]/.test((one.name ?? one).getText()),
    );
    // A parameter without a type has it from where the function is used, which may pass more.
    atEnd &&= unread.length === bound.length && !type && ts.isArrowFunction(node);
    if (atEnd) edits.push({ start: i === 0 ? start : node.parameters[i - 1].end, end: name.end, text: '' });
    else if (ts.isIdentifier(name)) {
      if (unread.length > 0) edits.push({ start, end: name.end, text: `_${name.text}` });
    } else if (unread.length > 0) {
      edits.push({
        start: name.elements[0].getStart(context.tree),
        end: name.elements.at(-1).end,
        text: restOf(name, unread),
      });
    }
  }
}

/** What a pattern still takes apart: places in a list stay where they are. */
function restOf({ elements }, unread) {
  const texts = elements.map((one) => (unread.includes(one) ? '' : one.getText()));
  if (ts.isObjectBindingPattern(elements[0].parent)) return texts.filter(Boolean).join(', ');
  return texts.join(', ').replace(/[\s,]+$/, '');
}
