import { ts } from '#typescript';
import { isTestPath } from '../../repository/test-path.js';
import type { TextFile } from '../../model.js';
import { positionAt } from '../../text.js';
import { commentReferences } from './comments.js';
import { importPlaceOf } from './import-place.js';
import type { ModuleReference, Notice, RelativeStyle, TypeScriptFacts } from './facts.js';
import { onePerKey } from './injectors.js';
import { clientMembers } from './members.js';
import { patchReferences } from './mock-references.js';
import { namesMockTool } from './mocking.js';
import { noticeKinds, noticesAt } from './notices.js';
import { ownClientOf } from './own-client.js';
import type { FileContext } from './reference.js';
import { referenceKinds, referencesAt } from './references.js';
import { isBroken, kindsOf, nodesOf, parse } from './tree.js';
import { unreadNotices } from './unread.js';

/**
 * Finds every place of one file that names a client package (`clientNames`: the packages and their npm aliases).
 * One parse, one walk; the tree is dropped with the call's end unless `inspect` keeps something of it.
 */
export function surveyTypeScript(
  file: TextFile,
  clientNames: ReadonlySet<string>,
  inspect?: (sourceFile: ts.SourceFile, references: readonly ModuleReference[]) => void,
): TypeScriptFacts {
  const sourceFile = parse(file);
  const hasMockTool = namesMockTool.test(file.text);
  const context: FileContext = { sourceFile, text: file.text, clientNames, hasMockTool };
  const found: ModuleReference[] = [];
  const notices: Notice[] = [];
  const constructed = new Set<string>();
  const handedOn = new Set<string>();
  const style = { none: 0, js: 0, ts: 0 };
  let hasExports = false;

  for (const node of nodesOf(sourceFile, looked)) {
    found.push(...referencesAt(node, context));
    notices.push(...noticesAt(node, context));
    countStyle(node, style);
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      if (ts.isIdentifier(node.expression)) constructed.add(node.expression.text);
    } else if (ts.isExpressionWithTypeArguments(node) && ts.isIdentifier(node.expression)) {
      constructed.add(node.expression.text);
    }
    const value = handedOnBy(node);
    if (value !== undefined && ts.isIdentifier(value)) handedOn.add(value.text);
    hasExports ||= exportsSomething(node);
  }
  found.push(...typeDirectives(context), ...commentReferences(context, found));
  const references = onePerKey([...found, ...patchReferences(context, found)]);
  inspect?.(sourceFile, references);
  return {
    path: file.path,
    references: references.map((one) =>
      unlessBroken(withConstruction(one, constructed, handedOn), sourceFile),
    ),
    notices: withUnread(notices, unreadNotices(context, references)).filter(
      (notice) => !references.some((one) => one.line === notice.line),
    ),
    style,
    isEsModule: ts.isExternalModule(sourceFile),
    hasExports,
    isTest: isTestPath(file.path),
    importPlace: importPlaceOf(sourceFile, file.path),
    members: clientMembers(sourceFile, file.text, references),
    ownClient: ownClientOf(
      sourceFile,
      file,
      references.flatMap((one) => one.bindings),
    ),
  };
}

/** What names a module, makes something of one, or exports. */
const looked = kindsOf(
  ...referenceKinds,
  ...noticeKinds,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.ExpressionWithTypeArguments,
  ts.SyntaxKind.ExportKeyword,
  ts.SyntaxKind.ExportAssignment,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.ReturnStatement,
);

/** What a statement keeps for code elsewhere: the value of a property, or what a function gives. */
function handedOnBy(node: ts.Node): ts.Node | undefined {
  if (ts.isShorthandPropertyAssignment(node)) return node.name;
  if (ts.isPropertyAssignment(node)) return node.initializer;
  return ts.isReturnStatement(node) ? node.expression : undefined;
}

/** What is known of a line already says more than that its text names a client. */
function withUnread(notices: readonly Notice[], unread: readonly Notice[]): readonly Notice[] {
  return [...notices, ...unread.filter((notice) => !notices.some((one) => one.line === notice.line))];
}

/** The module that `require` gives is ioredis' class itself, and who gets it from here may construct it. */
function withConstruction(
  reference: ModuleReference,
  constructed: ReadonlySet<string>,
  handedOn: ReadonlySet<string>,
): ModuleReference {
  const isClass =
    reference.packageName === 'ioredis' &&
    (reference.form === 'require' || reference.form === 'import-equals');
  const whole = reference.bindings.find(
    ({ imported, local }) => imported === '*' && (constructed.has(local) || (isClass && handedOn.has(local))),
  );
  // `import Redis, * as all`: the class has its name already, and a namespace beside it is never one.
  const isBeside = reference.bindings.some((one) => one.imported === 'default');
  return whole === undefined || isBeside ? reference : { ...reference, constructed: true };
}

/** Where the parser lost its way, what it found is no proof. */
function unlessBroken(reference: ModuleReference, sourceFile: ts.SourceFile): ModuleReference {
  if (reference.stays !== null || !isBroken(sourceFile, reference.statement)) return reference;
  return {
    ...reference,
    stays: {
      rule: 'syntax-error',
      reason: 'the file cannot be parsed',
      help: 'Mend its syntax, then run this again.',
    },
  };
}

/** How the file's own relative specifiers end: the new specifier does as its neighbours do. */
function countStyle(node: ts.Node, style: { -readonly [K in keyof RelativeStyle]: number }): void {
  let specifier: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) specifier = node.moduleSpecifier;
  else if (ts.isCallExpression(node) && isLoad(node.expression)) {
    specifier = node.arguments[0];
  }
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
  const text = specifier.text;
  if (!/^\.\.?\//.test(text) || /\.(json|css|scss|svg|vue|svelte|astro|node)$/.test(text)) return;
  if (/\.[cm]?jsx?$/.test(text)) style.js++;
  else if (/\.[cm]?tsx?$/.test(text)) style.ts++;
  else style.none++;
}

function isLoad(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return callee.kind === ts.SyntaxKind.ImportKeyword;
}

function exportsSomething(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node) || ts.isExportAssignment(node)) return true;
  if (node.kind === ts.SyntaxKind.ExportKeyword) return true;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  return /^(module\.exports|exports\.)/.test(node.left.getText());
}

/** `/// <reference types="redis" />` */
function typeDirectives({ sourceFile, text, clientNames }: FileContext): readonly ModuleReference[] {
  return sourceFile.typeReferenceDirectives
    .filter((directive) => clientNames.has(directive.fileName))
    .map((directive) => ({
      kind: 'module-reference',
      form: 'reference-types',
      specifier: directive.fileName,
      packageName: directive.fileName,
      subpath: '',
      start: directive.pos,
      end: directive.end,
      ...positionAt(text, directive.pos),
      statement: { start: directive.pos, end: directive.end },
      typeOnly: true,
      isNative: false,
      bindings: [],
      members: [],
      constructed: false,
      namespace: null,
      mocksByRule: false,
      injectedInto: null,
      isOwnKey: false,
      declaresTypes: false,
      keyStyle: null,
      stays: {
        rule: 'reference-types',
        reason: 'a reference to the package’s global types; the wrapper brings types of its own',
        help: 'Delete the line when the file imports its types from the new module.',
      },
    }));
}
