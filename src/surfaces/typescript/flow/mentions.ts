import { ts } from 'ts-morph';
import type { TextFile } from '../../../model.js';
import { positionAt } from '../../../text.js';
import type { FlowFact } from './facts.js';
import type { Names } from './names.js';

/**
 * The places that name a variable without being a read that was followed: keys of schemas, lists of names, properties of
 * objects from elsewhere. Each may give the value to somebody. Types, messages and local names do not.
 */
export function mentions(
  sourceFile: ts.SourceFile,
  file: TextFile,
  names: Names,
  seen: ReadonlySet<ts.Node>,
): readonly FlowFact[] {
  const facts: FlowFact[] = [];
  const add = (name: string, node: ts.Node) =>
    facts.push({
      kind: 'flow',
      path: file.path,
      source: { kind: 'mention', name },
      sinks: [],
      urls: [],
      ...positionAt(file.text, node.getStart()),
    });
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isIdentifier(node) && looksLikeVariable(node.text) && isMention(node, names, seen))
      add(node.text, node);
    else if (ts.isStringLiteralLike(node) || isTemplatePart(node)) {
      for (const name of namedIn(node.text)) if (!seen.has(node) && !seen.has(node.parent)) add(name, node);
    } else if (ts.isJsxText(node)) return;
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return facts;
}

/** The spelling of environment variables everywhere: `REDIS_URL`. */
function looksLikeVariable(text: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text);
}

function isMention(node: ts.Identifier, names: Names, seen: ReadonlySet<ts.Node>): boolean {
  const parent = node.parent;
  if (seen.has(node) || seen.has(parent)) return false;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return true;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return !seen.has(parent.initializer);
  if (ts.isBindingElement(parent))
    return parent.propertyName === node || (parent.propertyName === undefined && takesProperty(parent));
  if (ts.isShorthandPropertyAssignment(parent)) return !seen.has(node);
  return ts.isExpression(node) && names.declarationOf(node) === undefined && !isDeclared(parent, node);
}

/** `const { REDIS_URL } = config`: the local name is a property of something. */
function takesProperty(element: ts.BindingElement): boolean {
  return ts.isObjectBindingPattern(element.parent);
}

function isDeclared(parent: ts.Node, node: ts.Node): boolean {
  return 'name' in parent && parent.name === node;
}

function isTemplatePart(node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** A string that is a name, or hands one to a shell (`$NAME`, `NAME=…`); a sentence about a variable is neither. */
function namedIn(text: string): readonly string[] {
  if (looksLikeVariable(text)) return [text];
  return [
    ...text.matchAll(/\$\{?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b|\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?==)/g),
  ].map((match) => match[1] ?? match[2] ?? '');
}
