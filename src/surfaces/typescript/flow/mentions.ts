import { ts } from '#typescript';
import { type CheckEdit, isVariableName } from './facts.js';
import type { Names } from './names.js';
import { nodesOf, kindsOf } from '../tree.js';
import { schemaOf, schemesIn } from './schemas.js';
import { literalText, urlLiteral } from './syntax.js';

/** A place that names a variable without taking it from the environment itself. */
export type Mention =
  /** It takes the value by that name from somewhere: `env.REDIS_URL`, `config.get('REDIS_URL')`. */
  | {
      readonly kind: 'read';
      readonly name: string;
      readonly how: string;
      readonly value: ts.Expression | ts.BindingElement | ts.Identifier;
      /** An expression that stands in when there is no value: `get('REDIS_URL', 'redis://…')`. */
      readonly otherwise: ts.Expression | null;
    }
  /** It gives the variable a value, or a default: a key of an object or of a schema. */
  | {
      readonly kind: 'definition';
      readonly name: string;
      readonly node: ts.Node;
      readonly value: ts.Expression;
    }
  /** A validator that looks at its scheme. */
  | {
      readonly kind: 'check';
      readonly name: string;
      readonly node: ts.Node;
      readonly edits: readonly CheckEdit[];
    }
  | { readonly kind: 'unknown'; readonly name: string; readonly node: ts.Node; readonly why: string };

/**
 * The places of a file that name a variable, but for those that `seen` covers: reads by name from objects and functions
 * of any kind, definitions, and what is neither. Types, messages, lists of names and local names are left out: they get
 * no value.
 */
export function mentions(
  sourceFile: ts.SourceFile,
  names: Names,
  seen: ReadonlySet<ts.Node>,
): readonly Mention[] {
  const found: Mention[] = [];
  for (const node of nodesOf(sourceFile, spelled)) {
    if (!ts.isIdentifier(node) && !ts.isTemplateLiteralToken(node) && !ts.isStringLiteral(node)) continue;
    if (!mayName.test(node.text) || isInType(node)) continue;
    if (ts.isIdentifier(node)) found.push(...fromIdentifier(node, names, seen));
    else if (ts.isStringLiteralLike(node)) found.push(...fromString(node, seen, names));
    else found.push(...fromShell(node.text, node));
  }
  return found;
}

/** Whatever has a text of its own. */
const spelled = kindsOf(
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
);

/** Every spelling of a variable has this in it. */
const mayName = /[A-Z][A-Z0-9_]{4}/;

function isInType(node: ts.Node): boolean {
  for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
    if (ts.isTypeNode(outer) || ts.isInterfaceDeclaration(outer)) return true;
  }
  return false;
}

function fromIdentifier(node: ts.Identifier, names: Names, seen: ReadonlySet<ts.Node>): readonly Mention[] {
  const parent = node.parent;
  const name = node.text;
  if (!isVariableName(name) || seen.has(node) || seen.has(parent)) return [];
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return isWritten(parent)
      ? fromValue(name, parent, parent.parent.right, seen, names)
      : [read(name, 'property', parent)];
  }
  if (ts.isPropertyAssignment(parent) && parent.name === node)
    return fromValue(name, node, parent.initializer, seen, names);
  if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === node) {
    return ts.isObjectBindingPattern(parent.parent) ? [read(name, 'property', parent)] : [];
  }
  if (ts.isImportSpecifier(parent)) {
    const taken = (parent.propertyName ?? parent.name) === node;
    return taken && !parent.isTypeOnly
      ? names.usesOf(parent.name).map((use) => read(name, 'import', use))
      : [];
  }
  if (ts.isPropertyDeclaration(parent) && parent.name === node)
    return fromDecorated(name, parent, seen, names);
  if (ts.isExportSpecifier(parent) || ts.isPropertySignature(parent) || ts.isEnumMember(parent)) return [];
  const isValue = ts.isExpression(node) && !('name' in parent && parent.name === node);
  return isValue && names.declarationOf(node) === undefined ? [read(name, 'global', node)] : [];
}

function fromString(
  node: ts.StringLiteralLike,
  seen: ReadonlySet<ts.Node>,
  names: Names,
): readonly Mention[] {
  const name = node.text;
  const parent = node.parent;
  if (!isVariableName(name)) return fromShell(name, node);
  if (
    seen.has(node) ||
    seen.has(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isLiteralTypeNode(parent)
  )
    return [];
  if (ts.isPropertyAssignment(parent) && parent.name === node)
    return fromValue(name, node, parent.initializer, seen, names);
  if (ts.isElementAccessExpression(parent)) return [read(name, 'property', parent)];
  if (ts.isCallExpression(parent) && parent.arguments[0] === node) return fromCall(name, parent);
  if (ts.isNewExpression(parent) || ts.isThrowStatement(parent)) return [];
  return [unknown(name, node, 'a string that may lead to its value')];
}

/** `config.get('NAME')`, `env('NAME', default)`, `vi.stubEnv('NAME', value)`. */
function fromCall(name: string, call: ts.CallExpression): readonly Mention[] {
  const callee = call.expression.getText();
  const second = call.arguments[1] ?? null;
  if (/(?:^|\.)(?:stubEnv|setEnv|replaceProperty)$/.test(callee) && second !== null) {
    return [{ kind: 'definition', name, node: call, value: second }];
  }
  if (/(?:^|\.)(?:push|log|info|debug|warn|error|describe|it|test|expect|includes|has)$/.test(callee))
    return [];
  return [{ ...read(name, `${callee}()`, call), otherwise: second }];
}

/** `NAME: value`: what the variable gets there, if it is no read that is followed anyway. */
function fromValue(
  name: string,
  node: ts.Node,
  value: ts.Expression,
  seen: ReadonlySet<ts.Node>,
  names: Names,
): readonly Mention[] {
  if (seen.has(value) || isPlain(value)) return [];
  if (urlLiteral(value) !== null) return [{ kind: 'definition', name, node, value }];
  const schema = schemaOf(value);
  if (schema.kind === 'none')
    return holdsRead(value, name, seen) ? [] : [unknown(name, node, 'it gets a value that is not followed')];
  if (schema.restricts !== null)
    return [unknown(name, node, `its value is checked with ${schema.restricts}`)];
  const { fallback, widening, checkedAs } = schema;
  return [
    ...(fallback === null ? [] : [{ kind: 'definition', name, node, value: fallback } as const]),
    ...(widening === null ? [] : [{ kind: 'check', name, node, edits: widening } as const]),
    ...checkedAs.flatMap((one) => names.usesOf(one).map((use) => read(name, 'schema', use))),
  ];
}

/** `@IsString() NAME: string`: a field that a validator fills. */
function fromDecorated(
  name: string,
  field: ts.PropertyDeclaration,
  seen: ReadonlySet<ts.Node>,
  names: Names,
): readonly Mention[] {
  if (field.initializer !== undefined) return fromValue(name, field, field.initializer, seen, names);
  return (ts.getDecorators(field) ?? []).flatMap(({ expression }): readonly Mention[] => {
    const text = expression.getText();
    if (/^(?:Is(?:String|Optional|NotEmpty|Defined)|Expose|Type|Transform)\(|^Is(?:Url|URL)\(\)$/.test(text))
      return [];
    const edits = ts.isCallExpression(expression) ? decoratorEdits(expression) : null;
    return edits === null
      ? [unknown(name, field, `its value is checked with ${text}`)]
      : [{ kind: 'check', name, node: expression, edits }];
  });
}

/** `@Matches(/^rediss?:/)`, `@IsUrl({ protocols: ['redis', 'rediss'] })`. */
function decoratorEdits(call: ts.CallExpression): readonly CheckEdit[] | null {
  const given = call.arguments[0];
  if (given === undefined) return null;
  if (!ts.isObjectLiteralExpression(given)) {
    return ts.isRegularExpressionLiteral(given) ? schemesIn(given) : null;
  }
  const protocols = given.properties.find((one) => one.name?.getText() === 'protocols');
  // Without a list of its own, it takes http, https and ftp alone.
  return protocols !== undefined && ts.isPropertyAssignment(protocols)
    ? schemesIn(protocols.initializer)
    : null;
}

/** A command or a text for one: `$NAME`, `NAME=…`. */
function fromShell(text: string, node: ts.Node): readonly Mention[] {
  const named = /\$\{?([A-Z][A-Z0-9_]{4,})\b|\b([A-Z][A-Z0-9_]{4,})(?==)/g;
  return [...text.matchAll(named)].map((match) =>
    unknown(match[1] ?? match[2] ?? '', node, 'a text that a shell may read'),
  );
}

/** Values that are no URL and lead to none. */
function isPlain(value: ts.Expression): boolean {
  if (ts.isNumericLiteral(value) || value.kind === ts.SyntaxKind.NullKeyword) return true;
  if (value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (ts.isIdentifier(value) && value.text === 'undefined') return true;
  const text = literalText(value);
  return text !== null && !text.includes(':');
}

/** The value is made from a read of the same name, which is followed by itself: `process.env.NAME ?? …`. */
function holdsRead(value: ts.Node, name: string, seen: ReadonlySet<ts.Node>): boolean {
  if (seen.has(value)) return true;
  if ((ts.isIdentifier(value) || ts.isStringLiteralLike(value)) && value.text === name) return true;
  return ts.forEachChild(value, (child) => holdsRead(child, name, seen) || undefined) ?? false;
}

function isWritten(
  access: ts.Expression,
): access is ts.PropertyAccessExpression & { readonly parent: ts.BinaryExpression } {
  const parent = access.parent;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === access &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function read(
  name: string,
  how: string,
  value: ts.Expression | ts.BindingElement,
): Extract<Mention, { kind: 'read' }> {
  return { kind: 'read', name, how, value, otherwise: null };
}

function unknown(name: string, node: ts.Node, why: string): Mention {
  return { kind: 'unknown', name, node, why };
}
