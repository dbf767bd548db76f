import { ts } from '#typescript';
import { positionAt } from '../../text.js';
import type { ModuleReference, Notice } from './facts.js';
import type { FileContext } from './reference.js';
import { kindsOf, nodesOf } from './tree.js';

/**
 * What reads like the loading of a client where no reference was found: code and commands in a string, and code that
 * the parser made nothing of. Comments say what they like.
 */
export function unreadNotices(
  context: FileContext,
  references: readonly ModuleReference[],
): readonly Notice[] {
  const { text, clientNames, sourceFile } = context;
  const names = [...clientNames].map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const pattern = new RegExp(
    `(?:\\b(?:from|import|require)\\s*\\(?\\s*\\\\?['"\`]|\\b(?:npm|yarn|pnpm|bun)\\s+(?:i|install|add)\\s+(?:-\\S+\\s+)*)(${names})(?![\\w-])`,
    'g',
  );
  const found: Notice[] = [];
  for (const match of text.matchAll(pattern)) {
    const name = match[1]!;
    const at = match.index + match[0].length - name.length;
    if (references.some((one) => one.start <= at && at < one.end)) continue;
    const place = placeOf(sourceFile, at);
    if (place === null) continue;
    const isCommand = /^(?:npm|yarn|pnpm|bun)/.test(match[0]);
    found.push({
      ...positionAt(text, match.index),
      ...(place.isText ? inText(name, place.node, isCommand) : unparsed(name)),
    });
  }
  return found;
}

type Says = Omit<Notice, 'line' | 'column'>;

const runsCode =
  /^(?:eval|Function|Worker|execFile(?:Sync)?|execFileSync|exec(?:Sync)?|spawn(?:Sync)?|fork|runIn\w+|Script|execa)$/;

function inText(name: string, node: ts.Node, isCommand: boolean): Says {
  if (isCommand) {
    return {
      rule: 'named-in-text',
      severity: 'info',
      message: `a text tells to install ${name}`,
      help: `Name iovalkey in it when that is what its reader needs now.`,
    };
  }
  let call = node.parent;
  while (ts.isArrayLiteralExpression(call) || ts.isBinaryExpression(call)) call = call.parent;
  const callee =
    ts.isCallExpression(call) || ts.isNewExpression(call)
      ? /[\w$]+$/.exec(call.expression.getText())?.[0]
      : undefined;
  const isRun = callee !== undefined && runsCode.test(callee);
  return {
    rule: 'named-in-text',
    severity: isRun ? 'warning' : 'info',
    ...(isRun ? { loads: name } : {}),
    message: `a text holds code that loads ${name}`,
    help: 'If something runs this code, name the new module in it by hand, as it is found from where the code runs.',
  };
}

function unparsed(name: string): Says {
  return {
    rule: 'syntax-error',
    severity: 'warning',
    loads: name,
    message: `${name} is named here in code that cannot be parsed`,
    help: 'Mend the syntax, or change this place by hand.',
  };
}

const texts = kindsOf(
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
  ts.SyntaxKind.JsxText,
);

/** What stands at an offset: a text, or code; null for a comment. */
function placeOf(
  sourceFile: ts.SourceFile,
  at: number,
): { readonly node: ts.Node; readonly isText: boolean } | null {
  const text = nodesOf(sourceFile, texts).find((one) => one.getStart(sourceFile) < at && at < one.getEnd());
  // The quote of a specifier stands right before it: that text is the specifier, not a text about one.
  if (text !== undefined) return { node: text, isText: text.getStart(sourceFile) + 1 < at };
  let node: ts.Node = sourceFile;
  let from = 0;
  for (let inner: ts.Node | undefined = node; inner !== undefined; ) {
    node = inner;
    if (at < node.getStart(sourceFile) && node !== sourceFile) return null;
    inner = undefined;
    ts.forEachChild(node, (child) => {
      if (child.pos <= at && at < child.end) inner = child;
      else if (child.end <= at) from = Math.max(from, child.end);
    });
  }
  return isComment(sourceFile, Math.max(from, node.getStart(sourceFile)), at)
    ? null
    : { node, isText: false };
}

/** Between two nodes stand tokens and comments. */
function isComment(sourceFile: ts.SourceFile, from: number, at: number): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.JSX, sourceFile.text);
  scanner.resetTokenState(from);
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (scanner.getTokenEnd() <= at) continue;
    return kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia;
  }
  return true;
}
