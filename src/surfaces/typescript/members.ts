import { ts } from '#typescript';
import type { Position } from '../../model.js';
import { positionAt } from '../../text.js';
import type { ClientBinding, ModuleReference } from './facts.js';
import { type Named, optionsGiven, typedOptions } from './client-options.js';
import { sentCommands } from './sent-commands.js';
import { heldIn, type Held, isOfClass, loaded, typedAs } from './held.js';
import { isAssigned } from './flow/syntax.js';
import { stringsOf } from './strings.js';
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
    } else if (ts.isElementAccessExpression(node)) {
      const owner = heldIn(node.expression, held);
      if (owner?.kind === 'instance') {
        const { packageName } = owner;
        const kind = isAssigned(node) ? 'own' : 'member';
        for (const { text: name, node: named } of stringsOf(node.argumentExpression))
          uses.push({ kind, name, packageName, ...at(named) });
      }
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
  ts.SyntaxKind.ElementAccessExpression,
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
