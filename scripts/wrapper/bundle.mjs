// Puts the many small modules of a dialect together into the few files that a migration copies: what people review
// there is a diff. Declarations that the dialect does not reach stay behind. All text is cut out of the modules.
import path from 'node:path';
import ts from 'typescript';

/**
 * The files of a dialect: `{ [id]: text }`. `program` holds the modules under `source`; `fileOf` says which file a
 * module goes to, undefined for one that stays a file of its own; `order` has the files from the first that is loaded to
 * the last. A file of several modules is one scope: two declarations of one name are an error here. `absent` is the
 * module that exports what stands for those that are `optional`.
 */
export function bundle({ program, source, entry, fileOf, order, optional, absent }) {
  const checker = program.getTypeChecker();
  const idOf = (tree) => path.relative(source, tree.fileName).replace(/\.ts$/, '');
  const isOurs = (tree) => tree.fileName.startsWith(`${source}/`);
  const treeOf = (id) => program.getSourceFile(path.join(source, `${id}.ts`));
  const home = (tree) => (idOf(tree) === entry ? entry : fileOf(idOf(tree)));
  const context = { checker, isOurs, idOf, treeOf, home, source, entry };

  const { reached, modules } = reachFrom(treeOf(entry), context);
  const used = usedOutside(reached, home);
  for (const { declaration, name, from } of used.values()) {
    const file = home(declaration.getSourceFile());
    if (!optional.has(file) || optional.has(from)) continue;
    const substitute = treeOf(absent).statements.find((one) => namesOf(one).includes(name));
    if (!substitute) throw new Error(`${absent} lacks ${name}`);
    reachFrom(substitute, context, reached, modules);
    used.set(keyOf(substitute, name), { declaration: substitute, name, from });
  }
  // What stands for a part may itself use what nothing else did.
  for (const [key, one] of usedOutside(reached, home)) used.set(key, one);

  const files = new Map();
  for (const tree of modules) {
    const file = home(tree);
    if (file && tree.statements.some((one) => reached.has(one)))
      files.set(file, [...(files.get(file) ?? []), tree]);
  }
  const texts = {};
  for (const [file, trees] of files) {
    texts[file] =
      file === entry
        ? entryText(trees[0], context)
        : fileText(file, trees, { ...context, reached, used, order });
  }
  return texts;
}

/** Every statement that one reaches, with what it refers to; and their modules, each below those that it needs to load. */
function reachFrom(start, context, reached = new Map(), modules = []) {
  const { idOf, home, entry } = context;
  const entered = new Set(modules);
  const reach = (statement) => {
    if (reached.has(statement)) return;
    const references = findReferences(statement, context);
    reached.set(statement, references);
    enter(statement.getSourceFile());
    for (const { declaration } of references) if (home(declaration.getSourceFile())) reach(declaration);
  };
  const enter = (tree) => {
    if (entered.has(tree)) return;
    entered.add(tree);
    for (const statement of tree.statements) {
      if (ts.isImportDeclaration(statement)) {
        const target = targetOf(statement, tree, context);
        if (target && !statement.importClause?.isTypeOnly && home(target)) enter(target);
      } else if (
        idOf(tree) === entry ||
        ts.isExpressionStatement(statement) ||
        ts.isForOfStatement(statement)
      ) {
        reach(statement);
      }
    }
    modules.push(tree);
  };
  if (ts.isSourceFile(start)) enter(start);
  else reach(start);
  return { reached, modules };
}

const keyOf = (declaration, name) => `${declaration.getSourceFile().fileName}#${name}`;

/** The declarations that other files than their own refer to. */
function usedOutside(reached, home) {
  const used = new Map();
  for (const [statement, references] of reached) {
    const from = home(statement.getSourceFile());
    for (const { declaration, name } of references) {
      const to = home(declaration.getSourceFile());
      if (to && to !== from) used.set(`${keyOf(declaration, name)}`, { declaration, name, from });
    }
  }
  return used;
}

function targetOf(statement, tree, { source, treeOf }) {
  const specifier = statement.moduleSpecifier?.text;
  if (!specifier?.startsWith('.')) return undefined;
  const file = path.join(path.dirname(tree.fileName), specifier.replace(/\.js$/, ''));
  return treeOf(path.relative(source, file));
}

/** Top-level declarations of the wrapper, and imports from packages, that a statement names. */
function findReferences(statement, { checker, isOurs, idOf }) {
  const found = new Map();
  const visit = (node) => {
    if (ts.isIdentifier(node)) {
      for (const one of resolve(node, checker, isOurs)) {
        if (one.declaration === statement) continue;
        const key = `${idOf(one.declaration.getSourceFile())}#${one.name}#${one.local}`;
        const asType = isTypeUse(node) || isTypeOnlyDeclaration(one.declaration);
        const known = found.get(key);
        found.set(key, { ...one, asType: asType && (known?.asType ?? true) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return [...found.values()];
}

function resolve(node, checker, isOurs) {
  const { parent } = node;
  let symbol = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : ts.isExportSpecifier(parent)
      ? checker.getExportSpecifierLocalTargetSymbol(parent)
      : checker.getSymbolAtLocation(node);
  if (!symbol) return [];
  const local = node.text;
  while (symbol.flags & ts.SymbolFlags.Alias) {
    const declaration = symbol.declarations?.[0];
    if (!declaration) return [];
    if (ts.isNamespaceImport(declaration)) return everything(checker.getAliasedSymbol(symbol), checker);
    const next = checker.getImmediateAliasedSymbol(symbol);
    const inside = next?.declarations?.some((one) => isOurs(one.getSourceFile()));
    if (!inside) {
      // What a package exports: the import stays as it is written.
      const statement = topLevel(declaration);
      return statement && ts.isImportDeclaration(statement)
        ? [{ declaration: statement, name: local, local }]
        : [];
    }
    symbol = next;
  }
  return (symbol.declarations ?? []).flatMap((declaration) => {
    const statement = topLevel(declaration);
    if (!statement || !isOurs(declaration.getSourceFile())) return [];
    return isNameOf(declaration, statement) ? [{ declaration: statement, name: symbol.name, local }] : [];
  });
}

/** What a module exports: all of it is in reach of who imports it by one name. */
function everything(module, checker) {
  return checker
    .getExportsOfModule(module)
    .map(({ name, declarations }) => ({ declaration: topLevel(declarations[0]), name, local: name }));
}

/** Whether a declaration is a statement of its module, and no member, parameter or local name in it. */
function isNameOf(declaration, statement) {
  return (
    declaration === statement ||
    (ts.isVariableDeclaration(declaration) && declaration.parent.parent === statement)
  );
}

function topLevel(node) {
  let one = node;
  while (one.parent && !ts.isSourceFile(one.parent)) one = one.parent;
  return one.parent ? one : undefined;
}

const isTypeOnlyDeclaration = (statement) =>
  ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);

function isTypeUse(node) {
  if (ts.isExpressionWithTypeArguments(node.parent)) {
    const { parent: clause } = node.parent;
    return clause.token !== ts.SyntaxKind.ExtendsKeyword || ts.isInterfaceDeclaration(clause.parent);
  }
  return ts.isPartOfTypeNode(node) || ts.isTypeQueryNode(node.parent) || ts.isTypeReferenceNode(node.parent);
}

function entryText(tree, context) {
  const { home, idOf, checker } = context;
  const edits = [];
  for (const statement of tree.statements) {
    const target = targetOf(statement, tree, context);
    if (!target) continue;
    // What a module hands on of another is imported from where it is declared.
    const bindings = statement.importClause?.namedBindings ?? statement.exportClause;
    const named = bindings?.elements ?? [];
    const homes = new Set(
      (named.length > 0 ? named : [undefined]).map((element) => {
        if (!element) return home(target);
        let symbol = checker.getSymbolAtLocation(element.propertyName ?? element.name);
        if (ts.isExportSpecifier(element)) symbol = checker.getSymbolAtLocation(element.name);
        if (symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
        const from = symbol.declarations[0].getSourceFile();
        return home(from) ?? idOf(from);
      }),
    );
    if (homes.size !== 1) throw new Error(`${idOf(tree)}: one file for ${statement.getText()}`);
    const [file] = homes;
    edits.push({
      start: statement.moduleSpecifier.getStart() + 1,
      end: statement.moduleSpecifier.end - 1,
      text: specifier(idOf(tree), file),
    });
  }
  return splice(tree.text, edits);
}

function specifier(from, to) {
  const relative = path.posix.relative(path.posix.dirname(from), to);
  return `${relative.startsWith('.') ? '' : './'}${relative}.js`;
}

function fileText(file, trees, { reached, used, home, idOf, order }) {
  const declared = new Map();
  const imports = new Map();
  const locals = new Map();
  const add = (from, name, local, asType) => {
    const names = imports.get(from) ?? new Map();
    imports.set(from, names);
    const text = name === local ? name : `${name} as ${local}`;
    names.set(text, asType && (names.get(text) ?? true));
    const source = `${from} ${name}`;
    if ((locals.get(local) ?? source) !== source) throw new Error(`${file}: ${local} is two things`);
    locals.set(local, source);
  };
  const external = new Map();
  const body = [];
  for (const tree of trees) {
    for (const statement of tree.statements) {
      const references = reached.get(statement);
      if (!references || ts.isImportDeclaration(statement)) continue;
      for (const name of namesOf(statement)) {
        if (declared.has(name) && declared.get(name) !== tree)
          throw new Error(`${file}: ${name} of ${idOf(tree)} and of ${idOf(declared.get(name))}`);
        declared.set(name, tree);
      }
      for (const { declaration, name, local, asType } of references) {
        if (ts.isImportDeclaration(declaration)) {
          const key = declaration.moduleSpecifier.text + local;
          const isType = asType || declaration.importClause.isTypeOnly;
          external.set(key, { declaration, local, asType: isType && (external.get(key)?.asType ?? true) });
          continue;
        }
        const from = home(declaration.getSourceFile()) ?? idOf(declaration.getSourceFile());
        if (!asType && order.indexOf(from) > order.indexOf(file))
          throw new Error(`${file} needs ${name} of ${from} to load`);
        if (from !== file) add(specifier(file, from), name, local, asType);
        else if (name !== local) throw new Error(`${idOf(tree)}: ${name} is called ${local}`);
      }
      body.push(statementText(statement, tree, used));
    }
  }
  for (const { declaration, local, asType } of external.values()) {
    const { importClause, moduleSpecifier } = declaration;
    const element = importClause.namedBindings?.elements?.find(({ name }) => name.text === local);
    if (!element) throw new Error(`${idOf(declaration.getSourceFile())}: import ${local} by its name`);
    add(moduleSpecifier.text, element.propertyName?.text ?? local, local, asType || element.isTypeOnly);
  }
  for (const local of locals.keys())
    if (declared.has(local)) throw new Error(`${file}: ${local} is imported and declared`);
  return `${[...imports].map(importText).join('\n')}\n\n${body.join('\n')}\n`;
}

function importText([from, names]) {
  const all = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  const typeOnly = all.every(([, asType]) => asType);
  const list = all.map(([name, asType]) => (asType && !typeOnly ? `type ${name}` : name)).join(', ');
  return `import ${typeOnly ? 'type ' : ''}{ ${list} } from '${from}';`;
}

function namesOf(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  return statement.name ? [statement.name.text] : [];
}

/**
 * Without an `export` that nothing outside of its file asks for, and without the comments that explain details to who
 * works on the wrapper: those above exported declarations say what is what.
 */
function statementText(statement, tree, used) {
  const [keyword] = (ts.canHaveModifiers(statement) && ts.getModifiers(statement)) || [];
  const isExported = keyword?.kind === ts.SyntaxKind.ExportKeyword;
  const start = statement.getStart(tree);
  const trivia = tree.text.slice(statement.getFullStart(), start);
  const above = isExported ? trivia.replace('\n', '') : /\n\s*\n/.test(trivia) ? '\n' : '';
  const edits = commentsIn(statement, tree);
  if (isExported && !namesOf(statement).some((name) => used.has(keyOf(statement, name))))
    edits.unshift({ start: keyword.getStart(tree), end: keyword.end + 1, text: '' });
  const text = edits.reduceRight(
    (all, edit) => all.slice(0, edit.start - start) + edit.text + all.slice(edit.end - start),
    tree.text.slice(start, statement.end),
  );
  return `${above}${text}`;
}

/** Comments on lines of their own within a statement, with these lines. */
function commentsIn(statement, tree) {
  const found = [];
  const visit = (node) => {
    for (const { pos, end } of ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? []) {
      if (pos < statement.getStart(tree) || found.some((one) => one.end >= end)) continue;
      const line = tree.text.lastIndexOf('\n', pos) + 1;
      if (tree.text.slice(line, pos).trim() === '')
        found.push({ start: line, end: tree.text.indexOf('\n', end) + 1, text: '' });
    }
    node.getChildren(tree).forEach(visit);
  };
  visit(statement);
  return found;
}

function splice(text, edits) {
  return edits
    .toReversed()
    .reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), text);
}
