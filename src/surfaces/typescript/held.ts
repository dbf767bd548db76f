import { ts } from '#typescript';

/** What a name or an expression holds of a client package; a `batch` is a transaction or pipeline. */
export type Held = { readonly kind: 'module' | 'class' | 'instance' | 'batch'; readonly packageName: string };

const constructors =
  /^(default|Redis|Cluster|RedisClient|RedisCluster|createClient|createCluster|createSentinel|createClientPool)$/;

/** What a module that is loaded without a name for it is held under: `require('redis').createClient()`. */
export function loaded(specifier: string): string {
  return `require(${specifier})`;
}

function isLoad(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(callee) && callee.text === 'require';
}

/** `: Redis`, `: Redis | null`, `: IORedis.Redis`, `: ReturnType<typeof createClient>`. */
export function typedAs(type: ts.TypeNode | undefined, held: ReadonlyMap<string, Held>): Held | null {
  if (type === undefined) return null;
  if (ts.isUnionTypeNode(type)) {
    return type.types.map((one) => typedAs(one, held)).find((one) => one !== null) ?? null;
  }
  if (!ts.isTypeReferenceNode(type)) return null;
  const name = ts.isIdentifier(type.typeName) ? type.typeName : rootName(type.typeName);
  const own = held.get(name.text);
  if (own !== undefined && !/Options$/.test(type.typeName.getText())) return { ...own, kind: 'instance' };
  const query = type.typeArguments?.find(ts.isTypeQueryNode);
  if (query === undefined || !/^(ReturnType|InstanceType|Awaited)$/.test(name.text)) return null;
  const of = held.get(rootName(query.exprName).text);
  return of === undefined ? null : { ...of, kind: 'instance' };
}

function rootName(name: ts.EntityName): ts.Identifier {
  return ts.isIdentifier(name) ? name : rootName(name.left);
}

/** What an expression holds; null for anything that is no client's. */
export function heldIn(node: ts.Expression, held: ReadonlyMap<string, Held>): Held | null {
  if (ts.isIdentifier(node)) return held.get(node.text) ?? null;
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node)
  ) {
    return heldIn(node.expression, held);
  }
  if (ts.isPropertyAccessExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ThisKeyword) return held.get(node.name.text) ?? null;
    return classIn(heldIn(node.expression, held), node.name.text);
  }
  if (ts.isNewExpression(node)) {
    return instanceOf(heldIn(node.expression, held));
  }
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    const [specifier] = node.arguments;
    if (specifier !== undefined && ts.isStringLiteralLike(specifier) && isLoad(expression))
      return held.get(loaded(specifier.text)) ?? null;
    if (ts.isPropertyAccessExpression(expression)) {
      // The owner is asked once: twice would be, for a chain of calls, two to the power of its links.
      const { name } = expression;
      if (expression.expression.kind === ts.SyntaxKind.ThisKeyword)
        return instanceOf(held.get(name.text) ?? null);
      const owner = heldIn(expression.expression, held);
      return returned(owner, name.text) ?? instanceOf(classIn(owner, name.text));
    }
    // Only the class of ioredis 4 is a module that can be called.
    return instanceOf(heldIn(expression, held));
  }
  if (ts.isBinaryExpression(node)) return heldIn(node.right, held) ?? heldIn(node.left, held);
  if (ts.isConditionalExpression(node)) return heldIn(node.whenTrue, held) ?? heldIn(node.whenFalse, held);
  return null;
}

/** What a method of a client or of its batch gives: `client.duplicate()` is a client, and so is what `connect()` resolves to. */
function returned(owner: Held | null, method: string): Held | null {
  if (owner?.kind === 'batch' && !/^exec/i.test(method)) return owner;
  if (owner?.kind !== 'instance') return null;
  if (/^(duplicate|connect|on|once)$/.test(method)) return owner;
  return /^(multi|pipeline|batch)$/i.test(method) ? { ...owner, kind: 'batch' } : null;
}

/** The class or factory that a module has under a name. */
function classIn(owner: Held | null, name: string): Held | null {
  return isOfClass(owner) && constructors.test(name) ? { ...owner, kind: 'class' } : null;
}

/** What a class or a factory makes. */
function instanceOf(made: Held | null): Held | null {
  return isOfClass(made) ? { ...made, kind: 'instance' } : null;
}

/** Whether it is a class, or the module that has some. */
export function isOfClass(held: Held | null): held is Held {
  return held !== null && held.kind !== 'instance' && held.kind !== 'batch';
}
