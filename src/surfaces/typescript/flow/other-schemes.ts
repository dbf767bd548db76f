import { ts } from '#typescript';
import { literalText, unwrapped } from './syntax.js';

const SCHEMES = ['redis://', 'rediss://', 'valkey://', 'valkeys://'];

/** A text that none of the four kinds of URL begins with: `'unix:'`, `'https://'`. What asks for it means another value. */
export function isOtherBeginning(text: string): boolean {
  return text !== '' && SCHEMES.every((one) => !one.startsWith(text) && !text.startsWith(one));
}

/** Does a place run only where the value is no URL of Redis: after `if (value.startsWith('unix:'))`, in its `else`? */
export function isForOther(node: ts.Node): boolean {
  const value = node.getText();
  for (let inside = node; inside.parent !== undefined; inside = inside.parent) {
    const { parent } = inside;
    if (ts.isIfStatement(parent) && parent.expression !== inside) {
      if (says(parent.expression, value, parent.thenStatement === inside)) return true;
    } else if (ts.isConditionalExpression(parent) && parent.condition !== inside) {
      if (says(parent.condition, value, parent.whenTrue === inside)) return true;
    } else if (ts.isBinaryExpression(parent) && parent.right === inside) {
      const operator = parent.operatorToken.kind;
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken && says(parent.left, value, true)) return true;
      if (operator === ts.SyntaxKind.BarBarToken && says(parent.left, value, false)) return true;
    } else if (ts.isBlock(parent)) {
      const before = parent.statements.filter((one) => one.end <= inside.pos);
      if (before.some((one) => isWayOut(one) && says(one.expression, value, false))) return true;
    }
  }
  return false;
}

/** `if (…) return …`: what follows runs where the condition does not hold. */
function isWayOut(statement: ts.Statement): statement is ts.IfStatement {
  if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined) return false;
  const then = statement.thenStatement;
  const last = ts.isBlock(then) ? then.statements.at(-1) : then;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}

/** Does a condition that is `truth` say that the value has another scheme? */
function says(condition: ts.Expression, value: string, truth: boolean): boolean {
  const bare = unwrapped(condition);
  if (ts.isPrefixUnaryExpression(bare) && bare.operator === ts.SyntaxKind.ExclamationToken)
    return says(bare.operand, value, !truth);
  if (ts.isBinaryExpression(bare)) {
    const both = truth ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken;
    return (
      bare.operatorToken.kind === both && (says(bare.left, value, truth) || says(bare.right, value, truth))
    );
  }
  if (!truth || !ts.isCallExpression(bare) || !ts.isPropertyAccessExpression(bare.expression)) return false;
  const { expression, name } = bare.expression;
  const [given] = bare.arguments;
  const text = given === undefined ? null : literalText(given);
  return (
    name.text === 'startsWith' && expression.getText() === value && text !== null && isOtherBeginning(text)
  );
}
