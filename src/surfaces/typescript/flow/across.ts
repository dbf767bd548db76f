import { ts } from '#typescript';
import { parse } from '../tree.js';
import type { TextFile } from '../../../model.js';
import { calleeOf, type ClientStart } from './callees.js';
import type { Holder, PropertyPath } from './facts.js';
import { namesOf } from './names.js';
import type { FileContext } from './steps.js';
import { type Entry, type Traced, traceArgument, traceEntries, traceMembers } from './trace.js';

/** One file, parsed, to follow values that come to it from others. */
export interface OpenFile {
  readonly context: FileContext;
  /** Every module that it loads, as written, with the ways in which its exports come in. */
  readonly loads: readonly Load[];
}

/** A statement or call that loads a module. */
export interface Load {
  readonly specifier: string;
  readonly node: ts.ImportDeclaration | ts.ExportDeclaration | ts.CallExpression;
}

/** What becomes of a value that another file exports, in a file that loads it. */
export interface Arrival {
  readonly traced: Traced;
  /** The names under which this file exports it again. */
  readonly again: readonly { readonly name: string; readonly path: PropertyPath }[];
}

export function openFile(file: TextFile, references: readonly ClientStart[]): OpenFile {
  const sourceFile = parse(file);
  const loads: Load[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined
    ) {
      if (ts.isStringLiteral(node.moduleSpecifier))
        loads.push({ specifier: node.moduleSpecifier.text, node });
    } else if (ts.isCallExpression(node)) {
      const [given] = node.arguments;
      const isLoad =
        node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        node.expression.getText(sourceFile) === 'require';
      if (isLoad && given !== undefined && ts.isStringLiteralLike(given))
        loads.push({ specifier: given.text, node });
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return { context: { sourceFile, names: namesOf(sourceFile), references }, loads };
}

/** Follows an export of another file, which `load` brings in, through this one. */
export function arrivalOf(
  { context }: OpenFile,
  { node }: Load,
  name: string,
  path: PropertyPath,
  holder: Holder | null,
): Arrival {
  const isResult = name.endsWith('()');
  const plain = isResult ? name.slice(0, -2) : name;
  const inside = isResult ? ['()', ...path] : path;
  const entries: Entry[] = [];
  const again: { name: string; path: PropertyPath }[] = [];
  const uses = (declared: ts.Identifier, rest: PropertyPath) =>
    entries.push(...context.names.usesOf(declared).map((use) => ({ node: use, path: rest })));
  const member = plain === 'export=' ? inside : [plain, ...inside];
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    const named = clause?.namedBindings;
    // `module.exports = …` is the default import of an ES module, and each of its properties a named one.
    if (clause?.name !== undefined && (plain === 'default' || plain === 'export=')) uses(clause.name, inside);
    if (named !== undefined && ts.isNamespaceImport(named)) uses(named.name, member);
    if (named !== undefined && ts.isNamedImports(named)) {
      for (const one of named.elements) {
        const [first, ...rest] = member;
        if ((one.propertyName ?? one.name).text === first) uses(one.name, rest);
      }
    }
  } else if (ts.isExportDeclaration(node)) {
    const clause = node.exportClause;
    const suffix = isResult ? '()' : '';
    if (clause === undefined && plain !== 'default') again.push({ name, path });
    else if (clause !== undefined && ts.isNamespaceExport(clause)) {
      again.push({ name: clause.name.text, path: member });
    } else if (clause !== undefined && ts.isNamedExports(clause)) {
      for (const one of clause.elements) {
        if ((one.propertyName ?? one.name).text === plain)
          again.push({ name: `${one.name.text}${suffix}`, path });
      }
    }
  } else {
    const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
    entries.push({ node, path: isImport && plain === 'export=' ? ['default', ...inside] : member });
  }
  return { traced: traceEntries(entries, holder, context), again };
}

/** Follows what this file takes of a member, whatever it takes it from. */
export function membersOf(
  { context }: OpenFile,
  member: string,
  path: PropertyPath,
  holder: Holder | null,
): Traced {
  return traceMembers(member, path, holder, context);
}

/** Where a call of an export of this file leads its argument. */
export type Handed =
  | { readonly kind: 'traced'; readonly traced: Traced }
  /** The export comes from another module. */
  | { readonly kind: 'elsewhere'; readonly specifiers: readonly string[]; readonly name: string }
  | { readonly kind: 'unknown' };

export function handedTo(
  { context, loads }: OpenFile,
  name: string,
  argument: number,
  path: PropertyPath,
  holder: Holder | null,
): Handed {
  const found = exportedExpression(context.sourceFile, name);
  if (found !== null) {
    const callee =
      ts.isFunctionLike(found) || ts.isClassLike(found)
        ? ({ kind: ts.isClassLike(found) ? 'class' : 'function', declaration: found } as const)
        : calleeOf(found, context.names, context.references);
    if (callee.kind !== 'function' && callee.kind !== 'class') return { kind: 'unknown' };
    return { kind: 'traced', traced: traceArgument(callee.declaration, argument, path, holder, context) };
  }
  const passing = loads.flatMap(({ node, specifier }) => {
    if (!ts.isExportDeclaration(node)) return [];
    const clause = node.exportClause;
    if (clause === undefined) return [{ specifier, name }];
    if (!ts.isNamedExports(clause)) return [];
    return clause.elements
      .filter((one) => one.name.text === name)
      .map((one) => ({ specifier, name: (one.propertyName ?? one.name).text }));
  });
  const exact = passing.filter((one) => one.name !== name);
  const [first] = exact.length > 0 ? exact : passing;
  return first === undefined
    ? { kind: 'unknown' }
    : { kind: 'elsewhere', specifiers: passing.map((one) => one.specifier), name: first.name };
}

/** What a file exports under a name: a function, a class, or the expression that is one. */
function exportedExpression(
  sourceFile: ts.SourceFile,
  name: string,
): ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration | ts.Expression | null {
  for (const statement of sourceFile.statements) {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      const isDefault =
        statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
      const isExported =
        statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword) ?? false;
      if (isExported && (isDefault ? name === 'default' : statement.name?.text === name)) return statement;
    } else if (ts.isVariableStatement(statement)) {
      const isExported =
        statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword) ?? false;
      const declared = statement.declarationList.declarations.find(
        (one) => one.name.getText(sourceFile) === name,
      );
      if (isExported && declared?.initializer !== undefined) return declared.initializer;
    } else if (ts.isExportAssignment(statement)) {
      if (name === 'default' || name === 'export=') return statement.expression;
    } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined) {
      const clause = statement.exportClause;
      const one =
        clause !== undefined && ts.isNamedExports(clause)
          ? clause.elements.find((two) => two.name.text === name)
          : undefined;
      const local = one?.propertyName ?? one?.name;
      if (local !== undefined && ts.isIdentifier(local)) return local;
    } else if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)) {
      const { left, right } = statement.expression;
      const target = left.getText(sourceFile);
      if (target === `exports.${name}` || target === `module.exports.${name}`) return right;
      if (target !== 'module.exports') continue;
      if (name === 'export=' || name === 'default') return right;
      const held = ts.isObjectLiteralExpression(right)
        ? right.properties.find((one) => one.name?.getText(sourceFile) === name)
        : undefined;
      if (held !== undefined && ts.isPropertyAssignment(held)) return held.initializer;
      if (held !== undefined && ts.isShorthandPropertyAssignment(held)) return held.name;
      if (held !== undefined && ts.isMethodDeclaration(held)) return held;
    }
  }
  return null;
}
