// Cuts TypeScript's parser out of TypeScript. Reading and running nine megabytes took longer than parsing most
// repositories does, in every thread again. What is kept is what the program names, and all that this needs in turn.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** An esbuild plugin that loads ts-morph's copy of TypeScript as the part of it that the code in `source` uses. */
export function parserOf(source) {
  return {
    name: 'parser',
    setup: (build) =>
      build.onLoad({ filter: /[\\/]typescript\.js$/ }, ({ path: file }) => ({
        contents: parserAlone(readFileSync(file, 'utf8'), textsOf(source)),
      })),
  };
}

/** The classes of nodes that have `getStart()` and `getText()`: the language service's, which come with all of it. */
const NODES = {
  getNodeConstructor: 'NodeObject',
  getTokenConstructor: 'TokenObject',
  getIdentifierConstructor: 'IdentifierObject',
  getPrivateIdentifierConstructor: 'PrivateIdentifierObject',
  getSourceFileConstructor: 'SourceFileObject',
};

/** TypeScript's bundle, as its build makes it, without the statements that nothing needs which the program names. */
function parserAlone(text, texts) {
  const statements = statementsOf(ts.createSourceFile('typescript.js', text, ts.ScriptTarget.Latest, true));
  const exported = exportsOf(statements);
  const taken = [...namesIn(texts, /\{([^{}]*)\} = ts\b/g)].flatMap((names) => names.match(/\w+/g) ?? []);
  const wanted = [...new Set([...namesIn(texts, /\bts\.(\w+)/g), ...taken])].filter((name) =>
    exported.has(name),
  );
  const members = namesIn(texts, /\.(\w+)/g);

  const parts = statements.map((statement) => partOf(statement, members));
  const owners = new Map();
  for (const part of parts) {
    for (const name of part.declares) owners.set(name, [...(owners.get(name) ?? []), part]);
  }
  const kept = new Set();
  const keep = (name) => {
    for (const part of owners.get(name) ?? []) {
      if (kept.has(part)) continue;
      kept.add(part);
      part.names.forEach(keep);
    }
  };
  for (const name of [...wanted.map((one) => exported.get(one)), 'objectAllocator', ...Object.values(NODES)])
    keep(name);

  const nodes = Object.entries(NODES).map(([getter, name]) => `${getter}: () => ${name}`);
  return [
    `${text.slice(0, text.indexOf('*/') + 2)}\n"use strict";`,
    ...parts.filter((part) => kept.has(part)).map((part) => part.text([...kept])),
    `Object.assign(objectAllocator, { ${nodes.join(', ')} });`,
    `module.exports = { ${wanted.map((name) => `${name}: ${exported.get(name)}`).join(', ')} };`,
  ].join('\n');
}

/** All of TypeScript is the body of one function. */
function statementsOf(sourceFile) {
  const find = (node) =>
    ts.isArrowFunction(node) && node.parameters[0]?.name.getText() === 'module'
      ? node.body.statements
      : ts.forEachChild(node, find);
  return find(sourceFile);
}

/** The names that TypeScript exports, each with its name inside. */
function exportsOf(statements) {
  const call = statements.find((one) => /^__export\(typescript_exports,/.test(one.getText())).expression;
  return new Map(call.arguments[1].properties.map((one) => [one.name.text, one.initializer.body.getText()]));
}

/** What a statement declares or adds to, the names in it, and its text once it is known what else is kept. */
function partOf(statement, members) {
  const declares = declaredBy(statement);
  if (declares.includes('Diagnostics')) {
    return { declares, names: new Set(['diag']), text: (kept) => diagnostics(statement, kept) };
  }
  const left = declares.some(
    (name) => Object.values(NODES).includes(name) || name === 'TokenOrIdentifierObject',
  )
    ? methodsWithout(statement, members)
    : [];
  const text = without(statement, left);
  return { declares, names: identifiersIn(statement, left), text: () => text, statement };
}

function declaredBy(statement) {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement.name.text];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : name.elements.map((one) => one.name.text),
    );
  }
  const text = statement.getText();
  // Members of a namespace, the exports of one, a static property. What registers itself with a service is neither.
  const added =
    /\((\w+) \|\| \(\1 = \{\}\)\);?$/.exec(text) ??
    /^__export\((\w+),/.exec(text) ??
    /^(\w+)\.[\w.]+ = /.exec(text);
  return added === null ? [] : [added[1]];
}

/** The methods of a class that nobody calls. */
function methodsWithout(statement, members) {
  const { initializer } = statement.declarationList.declarations[0];
  const own = (one) => new Set([...one.getText().matchAll(/\bthis\.(\w+)/g)].map((match) => match[1]));
  const called = new Set(members);
  const isKept = (one) => !ts.isMethodDeclaration(one) || called.has(one.name.text);
  for (let size = 0; size !== called.size; ) {
    size = called.size;
    for (const one of initializer.members.filter(isKept)) for (const name of own(one)) called.add(name);
  }
  return initializer.members.filter((one) => !isKept(one));
}

function without(statement, left) {
  let text = '';
  let at = statement.getStart();
  for (const one of left) {
    text += statement.getSourceFile().text.slice(at, one.getFullStart());
    at = one.end;
  }
  return text + statement.getSourceFile().text.slice(at, statement.end);
}

/** Every identifier in a statement that is no member's name, whatever it is bound to: rather a few too many. */
function identifiersIn(statement, left) {
  const names = new Set();
  const visit = (node) => {
    if (left.includes(node)) return;
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isMember =
        (ts.isPropertyAccessExpression(parent) ||
          ts.isPropertyAssignment(parent) ||
          ts.isClassElement(parent)) &&
        parent.name === node;
      if (!isMember) names.add(node.text);
    } else ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}

/** The table of two thousand messages, without those that no kept statement can give. */
function diagnostics(statement, kept) {
  const { initializer } = statement.declarationList.declarations[0];
  const named = namesIn(
    kept.flatMap((part) => (part.statement === undefined ? [] : [part.text()])),
    /\bDiagnostics\.(\w+)/g,
  );
  const messages = initializer.properties.filter((one) => named.has(one.name.text));
  return `var Diagnostics = {\n${messages.map((one) => one.getText()).join(',\n')}\n};`;
}

function namesIn(texts, pattern) {
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1])));
}

function textsOf(directory) {
  return readdirSync(directory, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(directory, file), 'utf8'));
}
