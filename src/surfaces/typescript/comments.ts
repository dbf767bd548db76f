import { ts } from '#typescript';
import { positionAt } from '../../text.js';
import type { ModuleReference } from './facts.js';
import type { FileContext } from './reference.js';
import { clientSpecifier } from './specifier.js';

const importInComment =
  /import\(\s*(['"])([^'"\n]+)\1\s*(?:,\s*\{[^)]*)?\)(?:\.(\w+))?|@import\b(?:(?!\*\/)[^'"])*?\bfrom\s*(['"])([^'"\n]+)\4/g;

/** Import types in JSDoc (`@type {import('ioredis').Redis}`, `@import { Redis } from 'ioredis'`), in any comment. */
export function commentReferences(
  { sourceFile, text, clientNames }: FileContext,
  known: readonly ModuleReference[],
): readonly ModuleReference[] {
  const found: ModuleReference[] = [];
  const taken = new Set(known.map((one) => one.start));
  for (const match of text.matchAll(importInComment)) {
    const specifier = match[2] ?? match[5]!;
    const client = clientSpecifier(specifier, clientNames);
    if (client === null) continue;
    const start = match.index + match[0].search(/['"]/) + 1;
    if (taken.has(start) || !isInDocComment(sourceFile, text, start)) continue;
    found.push({
      kind: 'module-reference',
      form: 'jsdoc-import',
      specifier,
      ...client,
      start,
      end: start + specifier.length,
      ...positionAt(text, start - 1),
      statement: { start: match.index, end: match.index + match[0].length },
      typeOnly: true,
      isNative: false,
      bindings: [],
      members: match[3] === undefined ? [] : [match[3]],
      constructed: false,
      namespace: null,
      mocksByRule: false,
      injectedInto: null,
      isOwnKey: false,
      declaresTypes: false,
      keyStyle: null,
      stays:
        client.subpath === ''
          ? null
          : {
              rule: 'deep-import',
              reason: `${specifier} is a file inside the package; the wrapper has the package's public exports alone`,
              help: 'Name a public export of the package instead, then run this again.',
            },
    });
  }
  return found;
}

/** True where the innermost token's leading trivia holds the offset inside a `/** … *\/` comment. */
function isInDocComment(sourceFile: ts.SourceFile, text: string, offset: number): boolean {
  const opened = text.lastIndexOf('/**', offset);
  if (opened < 0) return false;
  const closed = text.indexOf('*/', opened + 3);
  if (closed >= 0 && closed < offset) return false;
  // A string or template that only looks like a comment is covered by a token.
  let covered = false;
  const visit = (node: ts.Node): void => {
    if (opened < node.getFullStart() || opened >= node.getEnd()) return;
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isJsxText(node);
    if (isText && opened >= node.getStart(sourceFile)) covered = true;
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return !covered;
}
