import { ts } from '#typescript';
import type { Position } from '../../model.js';
import { positionAt } from '../../text.js';
import type { ClientBinding, ModuleReference } from './facts.js';
import { type Named, optionsGiven, typedOptions } from './client-options.js';
import { sentCommands } from './sent-commands.js';
import { kindsOf, nodesOf } from './tree.js';

/** A use of a client's API that the engine must carry. */
export interface MemberUse extends Position {
  /**
   * `export`: a name of the module; `option`: a key of a constructor's options; `passed`: a key of an object that gets
   * there on a way, and that may be meant for others as well; `member`: a name on an instance; `own`: one that this code
   * puts on an instance (an assignment, a script); `sent`: a command that is sent by its
   * name or is one of a batch; `worded`: a method with words among what it is given.
   */
  readonly kind: 'export' | 'option' | 'passed' | 'member' | 'own' | 'sent' | 'worded';
  readonly name: string;
  /** What a sent command says beside its name. */
  readonly words?: readonly string[];
  readonly packageName: string;
}

/** A client that leaves for code of another package. */
export interface HandOver extends Position {
  readonly packageName: string;
  /** The module that the receiver comes from. */
  readonly to: string;
}

export interface ClientMembers {
  readonly uses: readonly MemberUse[];
  readonly handOvers: readonly HandOver[];
}

/** What a name or an expression holds of a client package; a `batch` is a transaction or pipeline. */
type Held = { readonly kind: 'module' | 'class' | 'instance' | 'batch'; readonly packageName: string };

const constructors =
  /^(default|Redis|Cluster|RedisClient|RedisCluster|createClient|createCluster|createSentinel|createClientPool)$/;

/**
 * The uses of client members in one file, followed by data flow: names bound to the module, its classes and factories,
 * to what they make, and to parameters and fields of their types. Names are followed file-wide, not by block: a second
 * variable of the same name can only add uses, never hide one.
 */
export function clientMembers(
  sourceFile: ts.SourceFile,
  text: string,
  references: readonly ModuleReference[],
): ClientMembers {
  const held = new Map<string, Held>();
  const uses: MemberUse[] = [];
  const handOvers: HandOver[] = [];
  const imports = importedFrom(sourceFile);
  const at = (node: ts.Node) => positionAt(text, node.getStart(sourceFile));
  const addOptions = (options: readonly Named[], packageName: string): void => {
    for (const { name, node, isPassed } of options)
      uses.push({ kind: isPassed ? 'passed' : 'option', name, packageName, ...at(node) });
  };
  for (const reference of references) {
    const { packageName } = reference;
    const position = { line: reference.line, column: reference.column };
    for (const name of reference.members) uses.push({ kind: 'export', name, packageName, ...position });
    if (reference.subpath === '') held.set(loaded(reference.specifier), { kind: 'module', packageName });
    for (const binding of reference.bindings) {
      held.set(binding.local, heldBy(binding, packageName));
      if (!/^(default|\*)$/.test(binding.imported)) {
        uses.push({ kind: 'export', name: binding.imported, packageName, ...position });
      }
    }
  }
  if (held.size === 0 && uses.length === 0) return { uses, handOvers };
  // Variables may be used above the place that gives them their value: names first, uses second.
  for (let size = -1; size !== held.size; ) {
    size = held.size;
    for (const node of nodesOf(sourceFile, holders)) learn(node, held);
  }
  for (const { options, type } of typedOptions(sourceFile)) {
    const owner = held.get(type);
    if (owner !== undefined && isOfClass(owner)) addOptions(options, owner.packageName);
  }
  for (const node of nodesOf(sourceFile, users)) {
    if (ts.isPropertyAccessExpression(node)) {
      const owner = heldIn(node.expression, held);
      if (owner?.kind === 'instance')
        uses.push({ kind: 'member', name: node.name.text, packageName: owner.packageName, ...at(node.name) });
      else if (owner?.kind === 'batch')
        uses.push({ kind: 'sent', name: node.name.text, packageName: owner.packageName, ...at(node.name) });
      else if (owner !== null)
        uses.push({ kind: 'export', name: node.name.text, packageName: owner.packageName, ...at(node.name) });
    } else if (ts.isQualifiedName(node) && ts.isIdentifier(node.left)) {
      const owner = held.get(node.left.text);
      if (owner !== undefined && isOfClass(owner)) {
        uses.push({
          kind: 'export',
          name: node.right.text,
          packageName: owner.packageName,
          ...at(node.right),
        });
      }
    } else if (ts.isBinaryExpression(node)) {
      const put = assignedMember(node);
      const owner = put === null ? null : heldIn(put.expression, held);
      if (put !== null && owner?.kind === 'instance')
        uses.push({ kind: 'own', name: put.name.text, packageName: owner.packageName, ...at(put.name) });
    } else if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const made = heldIn(node, held);
      const { expression } = node;
      const client = ts.isPropertyAccessExpression(expression) ? heldIn(expression.expression, held) : null;
      if (ts.isCallExpression(node) && (client?.kind === 'instance' || client?.kind === 'batch')) {
        const method = (expression as ts.PropertyAccessExpression).name;
        for (const { name, words, node: sent } of sentCommands(node, method.text)) {
          const kind = sent === undefined ? 'worded' : 'sent';
          uses.push({ kind, name, words, packageName: client.packageName, ...at(sent ?? method) });
        }
      }
      for (const script of scriptsOf(node)) {
        const owner = made ?? heldIn(rootObject(node.expression), held);
        if (owner?.kind === 'instance')
          uses.push({ kind: 'own', name: script.name, packageName: owner.packageName, ...at(script.node) });
      }
      for (const argument of node.arguments ?? []) {
        // A class, or the module that is one: `const Redis = require('ioredis')`.
        if (made?.kind === 'instance' && isOfClass(heldIn(node.expression, held))) {
          addOptions(optionsGiven(argument), made.packageName);
        }
        const given = handedOver(argument, held);
        const root = rootOf(node.expression);
        const to = root === null ? undefined : imports.get(root);
        if (given !== null && to !== undefined)
          handOvers.push({ packageName: given.packageName, to, ...at(argument) });
      }
    }
  }
  return { uses, handOvers };
}

/** What a module that is loaded without a name for it is held under: `require('redis').createClient()`. */
function loaded(specifier: string): string {
  return `require(${specifier})`;
}

function isLoad(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(callee) && callee.text === 'require';
}

/** What may give a name something to hold. */
const holders = kindsOf(
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.BinaryExpression,
);

/** What may use something that is held. */
const users = kindsOf(
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.QualifiedName,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.CallExpression,
);

function heldBy(binding: ClientBinding, packageName: string): Held {
  if (binding.imported === '*') return { kind: 'module', packageName };
  return { kind: 'class', packageName };
}

/** Remembers what a declaration, an assignment or a typed name holds. */
function learn(node: ts.Node, held: Map<string, Held>): void {
  if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node)) {
    const value =
      typedAs(node.type, held) ?? (node.initializer === undefined ? null : heldIn(node.initializer, held));
    if (value !== null && ts.isIdentifier(node.name)) remember(node.name.text, value, held);
  } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const value = heldIn(node.right, held);
    const name = ts.isIdentifier(node.left)
      ? node.left.text
      : ts.isPropertyAccessExpression(node.left)
        ? node.left.name.text
        : null;
    if (value !== null && name !== null) remember(name, value, held);
  }
}

function remember(name: string, value: Held, held: Map<string, Held>): void {
  if (!held.has(name)) held.set(name, value);
}

/** `: Redis`, `: Redis | null`, `: IORedis.Redis`, `: ReturnType<typeof createClient>`. */
function typedAs(type: ts.TypeNode | undefined, held: ReadonlyMap<string, Held>): Held | null {
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
function heldIn(node: ts.Expression, held: ReadonlyMap<string, Held>): Held | null {
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
    const owner = heldIn(node.expression, held);
    if (!isOfClass(owner)) return null;
    return constructors.test(node.name.text) ? { ...owner, kind: 'class' } : null;
  }
  if (ts.isNewExpression(node)) {
    const made = heldIn(node.expression, held);
    return isOfClass(made) ? { ...made, kind: 'instance' } : null;
  }
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    const [specifier] = node.arguments;
    if (specifier !== undefined && ts.isStringLiteralLike(specifier) && isLoad(expression))
      return held.get(loaded(specifier.text)) ?? null;
    // `client.duplicate()` is a client, and so is what node-redis' `connect()` resolves to.
    if (ts.isPropertyAccessExpression(expression)) {
      const owner = heldIn(expression.expression, held);
      const { text } = expression.name;
      if (owner?.kind === 'batch' && !/^exec/i.test(text)) return owner;
      if (owner?.kind === 'instance' && /^(duplicate|connect|on|once)$/.test(text)) return owner;
      if (owner?.kind === 'instance' && /^(multi|pipeline|batch)$/i.test(text))
        return { ...owner, kind: 'batch' };
    }
    const callee = heldIn(expression, held);
    // Only the class of ioredis 4 is a module that can be called.
    return isOfClass(callee) ? { ...callee, kind: 'instance' } : null;
  }
  if (ts.isBinaryExpression(node)) return heldIn(node.right, held) ?? heldIn(node.left, held);
  if (ts.isConditionalExpression(node)) return heldIn(node.whenTrue, held) ?? heldIn(node.whenFalse, held);
  return null;
}

/** Whether it is a class, or the module that has some. */
function isOfClass(held: Held | null): held is Held {
  return held !== null && held.kind !== 'instance' && held.kind !== 'batch';
}

/** `client.name = value`: what it is put on, and the name. */
function assignedMember(node: ts.BinaryExpression): ts.PropertyAccessExpression | null {
  const assigns = node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return assigns && ts.isPropertyAccessExpression(node.left) ? node.left : null;
}

/** The scripts that a call gives a client to have as methods: `defineCommand('name', …)`, options `scripts` and `functions`. */
function scriptsOf(node: ts.NewExpression | ts.CallExpression): readonly Pick<Named, 'name' | 'node'>[] {
  const [first] = node.arguments ?? [];
  if (first !== undefined && ts.isStringLiteralLike(first)) {
    const { expression } = node;
    const defines = ts.isPropertyAccessExpression(expression) && expression.name.text === 'defineCommand';
    return defines ? [{ name: first.text, node: first }] : [];
  }
  return (node.arguments ?? []).flatMap((argument) => {
    if (!ts.isObjectLiteralExpression(argument)) return [];
    return argument.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && /^['"]?(scripts|functions)['"]?$/.test(property.name.getText())
        ? optionsGiven(property.initializer)
        : [],
    );
  });
}

/** What a method is called on. */
function rootObject(node: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(node) ? node.expression : node;
}

/** An instance as an argument, or as a property of one. */
function handedOver(argument: ts.Expression, held: ReadonlyMap<string, Held>): Held | null {
  if (ts.isObjectLiteralExpression(argument)) {
    for (const property of argument.properties) {
      const value = ts.isPropertyAssignment(property)
        ? heldIn(property.initializer, held)
        : ts.isShorthandPropertyAssignment(property)
          ? (held.get(property.name.text) ?? null)
          : null;
      if (value?.kind === 'instance') return value;
    }
    return null;
  }
  const value = heldIn(argument, held);
  return value?.kind === 'instance' ? value : null;
}

function rootOf(node: ts.Expression): string | null {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) || ts.isCallExpression(node) ? rootOf(node.expression) : null;
}

/** The packages (no relative modules) that local names come from. */
function importedFrom(sourceFile: ts.SourceFile): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (name: string, module: string) => {
    if (!/^[./#~]|^@\//.test(module) && !module.startsWith('node:')) names.set(name, module);
  };
  for (const statement of sourceFile.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const { importClause, moduleSpecifier } = statement;
      if (importClause?.name !== undefined) add(importClause.name.text, moduleSpecifier.text);
      const named = importClause?.namedBindings;
      if (named !== undefined && ts.isNamespaceImport(named)) add(named.name.text, moduleSpecifier.text);
      else if (named !== undefined)
        for (const one of named.elements) add(one.name.text, moduleSpecifier.text);
    }
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const module =
        initializer === undefined
          ? undefined
          : /\brequire\(\s*['"]([^'"]+)['"]/.exec(initializer.getText())?.[1];
      if (module === undefined) continue;
      if (ts.isIdentifier(name)) add(name.text, module);
      else
        for (const one of name.elements)
          if (ts.isBindingElement(one) && ts.isIdentifier(one.name)) add(one.name.text, module);
    }
  }
  return names;
}
