// ES modules as CommonJS, by cutting up the text of the module: imports become require, exports become properties of
// module.exports that can be written, so that tests can stub them (the compiler's own output has getters there).
import ts from 'typescript';

/** An ES module as CommonJS. With a default export, `module.exports` is that value with the other exports on it. */
export function toCommonJs(text) {
  const tree = parse(text);
  const exported = readExports(tree);
  const edits = tree.statements.flatMap((statement) => cut(statement, tree));
  const names = exported.names.map(({ name, local }) => (name === local ? name : `${name}: ${local}`));
  const stars = exported.stars.map((specifier) => `...require('${specifier}')`);
  // What `export *` gives must not replace what the default export has already: `defaultOptions` of a class, for one.
  if (exported.default && stars.length > 0) stars.push(`...${exported.default}`);
  if (exported.default) names.push(`default: ${exported.default}`);
  const own = `{ ${[...stars, ...names].join(', ')} }`;
  const body = splice(text, edits).trimEnd();
  const value = exported.default ? `Object.assign(${exported.default}, ${own})` : own;
  const mark = exported.default
    ? `\nObject.defineProperty(module.exports, '__esModule', { value: true });`
    : '';
  return `'use strict';\n\n${body}\n\nmodule.exports = ${value};${mark}\n`;
}

/** An ES module that gives the exports of the CommonJS module of the same name, so that there is one identity. */
export function toThinModule(text, id) {
  const { names, stars, default: main } = readExports(parse(text));
  const file = `./${id.split('/').pop()}.cjs`;
  const star = stars
    .filter((specifier) => !specifier.startsWith('.'))
    .map((specifier) => `export * from '${specifier}';\n`);
  const own =
    names.length > 0 ? `export const { ${names.map(({ name }) => name).join(', ')} } = exported;\n` : '';
  return `import exported from '${file}';\n\n${star.join('')}${own}${main ? 'export default exported;\n' : ''}`;
}

function parse(text) {
  return ts.createSourceFile('module.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
}

/** What a module exports: names with the expression for each, packages and modules of `export *`, the default. */
function readExports(tree) {
  const found = { names: [], stars: [], default: undefined };
  const add = (name, local) => {
    if (name === 'default') found.default = local;
    else found.names.push({ name, local });
  };
  for (const statement of tree.statements) {
    if (ts.isExportDeclaration(statement)) {
      const from = statement.moduleSpecifier && `require('${statement.moduleSpecifier.text}').`;
      if (!statement.exportClause) found.stars.push(statement.moduleSpecifier.text);
      else
        for (const one of statement.exportClause.elements) {
          add(one.name.text, `${from ?? ''}${(one.propertyName ?? one.name).text}`);
        }
    } else if (ts.isExportAssignment(statement)) {
      if (!ts.isIdentifier(statement.expression)) throw new Error('give what is exported by default a name');
      add('default', statement.expression.text);
    } else if (isExported(statement)) {
      for (const name of declaredNames(statement)) add(name, name);
    }
  }
  return found;
}

function isExported(statement) {
  return (
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
  );
}

function declaredNames(statement) {
  if (!ts.isVariableStatement(statement)) return [statement.name.text];
  return statement.declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name) ? [name.text] : name.elements.map((element) => element.name.text),
  );
}

function cut(statement, tree) {
  const whole = { start: statement.getStart(tree), end: statement.end };
  if (ts.isImportDeclaration(statement)) return [{ ...whole, text: toRequire(statement) }];
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return [{ ...whole, text: '' }];
  if (!isExported(statement)) return [];
  const [keyword] = ts.getModifiers(statement);
  return [{ start: keyword.getStart(tree), end: keyword.end + 1, text: '' }];
}

function toRequire({ importClause, moduleSpecifier }) {
  const call = `require('${moduleSpecifier.text}')`;
  const names = [];
  if (importClause?.name) names.push(importClause.name.text);
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) names.push(bindings.name.text);
  else if (bindings) {
    const parts = bindings.elements.map(({ propertyName, name }) =>
      propertyName ? `${propertyName.text}: ${name.text}` : name.text,
    );
    names.push(`{ ${parts.join(', ')} }`);
  }
  return names.length === 0 ? `${call};` : names.map((name) => `const ${name} = ${call};`).join('\n');
}

function splice(text, edits) {
  return edits
    .toReversed()
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
