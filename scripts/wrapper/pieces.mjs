// Finds the pieces of a dialect's files that a copy may go without: declarations, imports, rows of the tables of
// commands, and the methods of their types. src/delivery/trim.ts decides which of them a repository needs.
import path from 'node:path';
import ts from 'typescript';

/** The interfaces that have a method, or something else by its name, for each command. */
const METHODS = /^(?:Common|Later|Commands\d|(?:Admin|Geo|Streams)\w*|UpperNames)$/;

/**
 * The pieces of files, `{ file: text }`. A file's pieces are its statements; `names` says what one declares, `uses` which
 * names of the file it needs, `from` what it needs of other modules, and `items` which parts of it may go by themselves.
 */
export function findPieces(files) {
  const fileOf = new Map(Object.keys(files).map((file) => [`/${file.replace(/\.js$/, '.ts')}`, file]));
  const options = {
    ...{ noLib: true, noResolve: true, types: [] },
    ...{ target: ts.ScriptTarget.Latest, moduleDetection: ts.ModuleDetectionKind.Force },
  };
  const host = {
    ...ts.createCompilerHost(options),
    fileExists: (name) => fileOf.has(name),
    readFile: () => undefined,
    getSourceFile: (name, target) =>
      fileOf.has(name) ? ts.createSourceFile(name, files[fileOf.get(name)], target, true) : undefined,
    getCurrentDirectory: () => '/',
  };
  const program = ts.createProgram([...fileOf.keys()], options, host);
  const checker = program.getTypeChecker();
  return Object.fromEntries(
    [...fileOf].map(([name, file]) => [file, piecesOf(program.getSourceFile(name), idOf(file), checker)]),
  );
}

/** `js-cjs/redis6/core.js` → `redis6/core` */
const idOf = (file) => /^[^/]+\/(.*?)(?:\.d)?\.[jt]s$/.exec(file)[1];

function piecesOf(tree, id, checker) {
  const context = { tree, id, checker };
  return tree.statements.map((statement) => ({
    start: statement.getFullStart(),
    end: statement.end,
    ...pieceOf(statement, context),
  }));
}

function pieceOf(statement, context) {
  if (ts.isImportDeclaration(statement)) return importPiece(statement, context);
  if (ts.isExportDeclaration(statement)) return exportPiece(statement, context);
  const exported = exportsOfCommonJs(statement);
  if (exported)
    return {
      items: exported.properties.map((one) => exportItem(one, context)),
      list: spanOf(exported, context),
    };
  const required = requireOf(statement);
  if (required) return requirePiece(required, context);
  const items = itemsOf(statement, context);
  return {
    names: namesOf(statement),
    ...usesOf(
      statement,
      context,
      items?.map(({ node }) => node),
    ),
    ...(items?.length && { items: items.map(({ node: _, ...item }) => item) }),
    ...listOf(statement, context),
    ...(/\(`\s*`\)/.test(statement.getText(context.tree)) && { standsForOthers: true }),
  };
}

/** `import { a, type B } from './x'`: each name by itself. */
function importPiece({ importClause, moduleSpecifier }, context) {
  const module = moduleOf(moduleSpecifier.text, context);
  const bindings = importClause?.namedBindings;
  if (importClause === undefined || importClause.name || !bindings || ts.isNamespaceImport(bindings)) {
    const names = [importClause?.name, bindings?.name].flatMap((name) => name?.text ?? []);
    return { names, ...(module && { from: [[module, '*']] }) };
  }
  return {
    names: [],
    items: bindings.elements.map((one) => ({
      ...spanOf(one, context),
      name: one.name.text,
      ...(module && { from: [[module, (one.propertyName ?? one.name).text]] }),
    })),
    list: { start: importClause.getStart(context.tree), end: importClause.end },
  };
}

/** `const { a, b: c } = require('./x')`, or all of a module. */
function requirePiece({ name, specifier }, context) {
  const module = moduleOf(specifier, context);
  if (ts.isIdentifier(name)) return { names: [name.text], ...(module && { from: [[module, '*']] }) };
  return {
    names: [],
    items: name.elements.map((one) => ({
      ...spanOf(one, context),
      name: one.name.text,
      ...(module && { from: [[module, (one.propertyName ?? one.name).text]] }),
    })),
    list: spanOf(name, context),
  };
}

function requireOf(statement) {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [{ name, initializer }] = statement.declarationList.declarations;
  if (!initializer || !ts.isCallExpression(initializer) || initializer.expression.getText() !== 'require')
    return undefined;
  return { name, specifier: initializer.arguments[0].text };
}

function exportPiece({ exportClause, moduleSpecifier }, context) {
  const module = moduleSpecifier && moduleOf(moduleSpecifier.text, context);
  const names = exportClause?.elements?.map((one) => (one.propertyName ?? one.name).text) ?? ['*'];
  return module
    ? { from: names.map((name) => [module, name]) }
    : { uses: names.filter((name) => name !== '*') };
}

/** `{ a, b }` of `module.exports = { a, b };` */
function exportsOfCommonJs(statement) {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, right } = statement.expression;
  return left.getText() === 'module.exports' && ts.isObjectLiteralExpression(right) ? right : undefined;
}

const exportItem = (property, context) => ({ ...spanOf(property, context), of: property.name.text });

/** Rows of a table of commands, tables in the list of all, methods and bases of the interfaces of commands. */
function itemsOf(statement, context) {
  const { tree } = context;
  const item = (node, what) => ({ node, ...spanOf(node, context), ...what, ...usesOf(node, context) });
  if (ts.isInterfaceDeclaration(statement) && METHODS.test(statement.name.text)) {
    const bases = statement.heritageClauses?.[0]?.types ?? [];
    return [
      ...bases.map((node) => item(node, { of: node.expression.getText(tree) })),
      ...statement.members.map((node) => ({
        ...item(node, { method: node.name.getText(tree) }),
        start: node.getFullStart(),
      })),
    ];
  }
  const list =
    ts.isVariableStatement(statement) && arrayOf(statement.declarationList.declarations[0].initializer);
  if (!list || list.elements.length === 0) return undefined;
  const line = (node) => ({
    start: node.getFullStart(),
    end: node.end + (tree.text[node.end] === ',' ? 1 : 0),
  });
  if (list.elements.every(isRow))
    return list.elements.map((node) => ({
      ...item(node, { command: node.elements[0].text }),
      ...line(node),
    }));
  if (list.elements.every((node) => ts.isSpreadElement(node) && ts.isIdentifier(node.expression)))
    return list.elements.map((node) => ({ ...item(node, { of: node.expression.text }), ...line(node) }));
  return undefined;
}

/** The array that a variable holds, or maps. */
function arrayOf(initializer) {
  const mapped = initializer && ts.isCallExpression(initializer) && initializer.expression.expression;
  const list = mapped || initializer;
  return list && ts.isArrayLiteralExpression(list) ? list : undefined;
}

const isRow = (node) =>
  ts.isArrayLiteralExpression(node) && node.elements.length > 1 && ts.isStringLiteral(node.elements[0]);

/** What is printed anew when items go: the bases of an interface; and its parameters, which may then be unused. */
function listOf(statement, { tree }) {
  if (!ts.isInterfaceDeclaration(statement) || !METHODS.test(statement.name.text)) return {};
  const [clause] = statement.heritageClauses ?? [];
  return {
    ...(clause && { list: { start: clause.getFullStart(), end: clause.end } }),
    parameters: (statement.typeParameters ?? []).map(({ name }) => ({
      name: name.text,
      start: name.getStart(tree),
    })),
  };
}

/** Names of the file that a node needs, but for what its items do, and modules that it needs all of. */
function usesOf(node, { tree, id, checker }, without = []) {
  const uses = new Set();
  const from = [];
  const own = ts.isStatement(node) ? namesOf(node) : [];
  const visit = (one) => {
    if (without.includes(one)) return;
    if (ts.isIdentifier(one) && !isMemberName(one)) {
      const symbol = ts.isShorthandPropertyAssignment(one.parent)
        ? checker.getShorthandAssignmentValueSymbol(one.parent)
        : checker.getSymbolAtLocation(one);
      if (
        symbol?.declarations?.some((declaration) => isTopLevel(declaration, tree)) &&
        !own.includes(one.text)
      )
        uses.add(one.text);
    }
    if (ts.isCallExpression(one) && one.expression.getText(tree) === 'require')
      from.push([moduleOf(one.arguments[0].text, { id }), '*']);
    ts.forEachChild(one, visit);
  };
  visit(node);
  const modules = from.filter(([module]) => module);
  return { ...(uses.size > 0 && { uses: [...uses] }), ...(modules.length > 0 && { from: modules }) };
}

function isMemberName(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isMethodDeclaration(parent)) &&
    parent.name === node
  );
}

/** Whether a declaration is a statement of its file, or an import of it. */
function isTopLevel(declaration, tree) {
  if (declaration.getSourceFile() !== tree) return false;
  let one = declaration;
  while (!ts.isSourceFile(one.parent)) {
    one = one.parent;
    if (ts.isBlock(one) || ts.isFunctionLike(one) || ts.isClassLike(one)) return false;
    if (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one)) return false;
  }
  return true;
}

function namesOf(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((one) => one.name?.text ?? []),
    );
  return statement.name ? [statement.name.text] : [];
}

const spanOf = (node, { tree }) => ({ start: node.getStart(tree), end: node.end });

function moduleOf(specifier, { id }) {
  if (!specifier.startsWith('.')) return undefined;
  return path.posix.join(path.posix.dirname(id), specifier).replace(/\.c?js$/, '');
}
