import { ts } from '#typescript';
import type { ImportPlace } from './facts.js';

/** Finds where a file would take one more import: after those that it has, else before its first statement. */
export function importPlaceOf(sourceFile: ts.SourceFile, path: string): ImportPlace {
  const loads = sourceFile.statements.filter((one) => isImport(one) || isRequire(one));
  const imports = loads.filter(isImport);
  const form = /\.c[jt]s$/.test(path)
    ? 'require'
    : imports.length > 0 || /\.(?:m[jt]s|tsx?)$/.test(path) || ts.isExternalModule(sourceFile)
      ? 'import'
      : 'require';
  const text = sourceFile.text;
  const last = (form === 'import' ? imports : leading(sourceFile)).at(-1);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const example = loads.at(-1)?.getText() ?? '';
  return {
    ...(last === undefined
      ? { at: beforeCode(sourceFile), before: '', after: newline }
      : afterStatement(text, last.getEnd(), newline)),
    form,
    quote: /["']/.exec(example)?.[0] ?? (/^[^']*"/.test(text) ? '"' : "'"),
    semicolon: example === '' ? /;\s*$/m.test(text) : example.endsWith(';'),
    taken: namesIn(sourceFile),
  };
}

function isImport(node: ts.Statement): boolean {
  return ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node);
}

function isRequire(node: ts.Statement): boolean {
  return (
    ts.isVariableStatement(node) &&
    node.declarationList.declarations.every(
      ({ initializer }) => initializer !== undefined && /^require\(/.test(initializer.getText()),
    )
  );
}

/** The `require` statements before any other code. */
function leading(sourceFile: ts.SourceFile): readonly ts.Statement[] {
  const found: ts.Statement[] = [];
  for (const statement of sourceFile.statements) {
    if (isRequire(statement)) found.push(statement);
    else if (!isDirective(statement)) break;
  }
  return found;
}

function isDirective(node: ts.Statement): boolean {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
}

function beforeCode(sourceFile: ts.SourceFile): number {
  const first = sourceFile.statements.find((one) => !isDirective(one));
  if (first === undefined) return sourceFile.text.length;
  const start = first.getStart();
  // Comments right above the first statement are most often its own.
  const comments = ts.getLeadingCommentRanges(sourceFile.text, first.getFullStart()) ?? [];
  const own = comments.findLast((one) => !/^\s*\n\s*\n/.test(sourceFile.text.slice(one.end, start)));
  return own === undefined || comments[0] === own ? start : own.pos;
}

/** On the line after a statement, or right behind it where its line goes on. */
function afterStatement(
  text: string,
  end: number,
  newline: string,
): Pick<ImportPlace, 'at' | 'before' | 'after'> {
  const rest = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*\*\/[ \t]*)?\r?\n/.exec(text.slice(end));
  return rest === null
    ? { at: end, before: newline, after: '' }
    : { at: end + rest[0].length, before: '', after: newline };
}

function namesIn(sourceFile: ts.SourceFile): ReadonlySet<string> {
  return new Set(sourceFile.text.match(/\b(?:toRedisUrl|isTlsUrl|isServerUrl)\b/g) ?? []);
}
