import { ts } from '#typescript';
import { positionAt } from '../../text.js';
import { listedHelp } from '../text/listed.js';
import type { Notice } from './facts.js';
import { isMockCall } from './mock-references.js';
import type { FileContext } from './reference.js';
import { isMadeRequire, isModuleRequire } from './scope.js';
import { clientSpecifier, namedInPattern } from './specifier.js';
import { stringsOf } from './strings.js';
import { toolListOf } from './tool-lists.js';

/** The kinds of nodes that may give rise to a notice. */
export const noticeKinds = [
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.RegularExpressionLiteral,
] as const;

/**
 * What a node says about a client package in a way that no rewrite can prove right: names computed at run time, strings
 * for a loader, lists of tools. A word that is a label, a key or a value compared is none of these.
 */
export function noticesAt(node: ts.Node, context: FileContext): readonly Notice[] {
  if (ts.isCallExpression(node)) return callNotices(node, context);
  if (ts.isStringLiteralLike(node)) return stringNotices(node, context);
  if (ts.isObjectLiteralExpression(node))
    return [...loaderRecord(node, context), ...keyNotices(node, context)];
  if (ts.isRegularExpressionLiteral(node)) return patternNotices(node, context);
  return [];
}

/** Functions that are named for loading, not for what they carry (`upload`) or give back (`mockReturnValue`, `resolves`). */
const loaders = /require|(?<!up|down|pay|work|over)load|import(?!an)|mock|resolve|^eval/i;
const answers = /^mock(?:(?:Return|Resolved|Rejected)Value(?:Once)?|Name)$|^resolves$/;
const loadsByName = /^_*(?:[a-z]+Require|require\w*|import(?:Module|Package|Driver|From)\w*)$/;
const tracers = /tracer|apm|agent|instrument/i;

function callNotices(node: ts.CallExpression, context: FileContext): readonly Notice[] {
  const argument = node.arguments[0];
  if (argument === undefined) return [];
  const callee = node.expression;
  if (ts.isStringLiteralLike(argument)) {
    if (clientSpecifier(argument.text, context.clientNames) === null) return [];
    const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText().slice(0, 60);
    if (
      ts.isPropertyAccessExpression(callee) &&
      tracers.test(callee.expression.getText()) &&
      name === 'use'
    ) {
      return [tracing(node, context, argument.text)];
    }
    const isLoader = loaders.test(name) && !answers.test(name) && callee.getText() !== 'Promise.resolve';
    return isLoader || isVirtual(callee) || isMadeRequire(callee)
      ? [loaderString(node, context, argument.text)]
      : [];
  }
  if (isMockCall(node)) return importedMock(argument, context);
  if (!isLoad(callee)) return [];
  const known = stringsOf(argument).flatMap(({ text, node: at }) => {
    const client = clientSpecifier(text, context.clientNames);
    return client === null ? [] : [computed(at, context, `it may be '${text}'`, client.packageName)];
  });
  if (known.length > 0) return known;
  const mentioned = ts.isIdentifier(argument)
    ? undefined
    : mentionedClient(argument.getText().replace(compared, ''), context.clientNames);
  return mentioned === undefined
    ? []
    : [computed(node, context, 'the specifier is computed at run time', mentioned)];
}

/** `build.module('ioredis', …)` puts a module of its own in the place of another (bun.sh, "Plugins"). */
function isVirtual(callee: ts.Expression): boolean {
  return /\bbuild(?:er)?\.module$/.test(callee.getText());
}

/** `jest.mock(MODULES.redis)` with a table of another file; what this file holds is a reference. */
function importedMock(argument: ts.Expression, context: FileContext): readonly Notice[] {
  const name = ts.isPropertyAccessExpression(argument)
    ? argument.name
    : ts.isIdentifier(argument)
      ? argument
      : null;
  const client = name === null ? null : clientSpecifier(name.text.toLowerCase(), context.clientNames);
  if (name === null || client === null || stringsOf(argument).length > 0) return [];
  return [
    notice(name, context, 'unresolved-mock', 'warning', {
      loads: client.packageName,
      message: `a mock replaces a module whose name is written in another file: it seems to be ${client.packageName}`,
      help: 'Name the new module here by hand, as the code under test imports it, and move the imports with it.',
    }),
  ];
}

/** What is compared decides what is loaded, and is not loaded itself. */
const compared = /[!=]==?\s*(['"`])[^'"`]*\1|(['"`])[^'"`]*\2\s*[!=]==?/g;

/** `import`, `require`, `require.resolve`, and a function that is named for what they do. */
function isLoad(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword || isModuleRequire(callee) || isMadeRequire(callee))
    return true;
  const required =
    ts.isPropertyAccessExpression(callee) && callee.name.text === 'resolve' ? callee.expression : callee;
  return ts.isIdentifier(required) && loadsByName.test(required.text);
}

function mentionedClient(text: string, clientNames: ReadonlySet<string>): string | undefined {
  return [...clientNames].find((name) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    return new RegExp(`(^|[^\\w.-])${escaped}([@'"\`/]|$)`).test(text);
  });
}

function stringNotices(node: ts.StringLiteralLike, context: FileContext): readonly Notice[] {
  if (node.text.startsWith('npm:')) {
    const client = clientSpecifier(node.text.slice(4).replace(/^(@?[^@]+)@[^/]*/, '$1'), context.clientNames);
    if (client === null) return [];
    return [
      notice(node, context, 'npm-specifier', 'warning', {
        message: `${node.text} loads the client by an npm: specifier, which names a version of its own`,
        help: 'Import the wrapper here by hand, and npm:iovalkey@^0.4.0 in its place in the import map.',
      }),
    ];
  }
  const fromNetwork = /^https?:\/\/.*\/((?:@[\w.-]+\/)?[\w.-]+?)(?:@[\w.^~-]+)?(?:\/|\?|$)/.exec(
    node.text,
  )?.[1];
  if (fromNetwork !== undefined && isSpecifier(node) && context.clientNames.has(fromNetwork)) {
    return [
      notice(node, context, 'npm-specifier', 'warning', {
        message: `${fromNetwork} comes from the network here, in a version of its own`,
        help: 'Import the wrapper here by hand, and iovalkey from where the client comes from now.',
      }),
    ];
  }
  const list = node.parent;
  const isKey = ts.isPropertyAssignment(list) && list.name === node;
  const provided = isKey ? null : clientSpecifier(node.text, context.clientNames);
  if (provided !== null && (isProvided(node) || isAskedOfHook(node)))
    return [loaderString(node, context, node.text)];
  const named = isKey ? null : namedInPattern(node.text, context.clientNames);
  const toolList = named === null ? null : toolListOf(node);
  if (toolList !== null) return [listed(node, context, node.text, toolList)];
  const client = clientSpecifier(node.text, context.clientNames);
  if (client === null) return [];
  // What a map replaces is the plan's to judge (plan/module-maps.ts); what it puts in its place is loaded.
  if (ts.isPropertyAssignment(list) && list.initializer === node && isAliasMap(list)) {
    return [
      notice(node, context, 'module-mapper', 'warning', {
        loads: client.packageName,
        message: `a mapping puts ${node.text} in the place of ${list.name.getText()}`,
        help: 'Name the new module here by hand, with the exports that its users expect.',
      }),
    ];
  }
  return [];
}

/** `externals: { ioredis: 'commonjs ioredis' }` */
function keyNotices(node: ts.ObjectLiteralExpression, context: FileContext): readonly Notice[] {
  const keys = node.properties.flatMap(({ name }) =>
    name !== undefined &&
    (ts.isIdentifier(name) || ts.isStringLiteral(name)) &&
    clientSpecifier(name.text, context.clientNames) !== null
      ? [name]
      : [],
  );
  const list = keys.length === 0 ? null : toolListOf(node);
  return list === null ? [] : keys.map((key) => listed(key, context, key.text, list));
}

/** `external: [/^ioredis/]`, `externals: (request) => /^(redis|ioredis)$/.test(request)` */
function patternNotices(node: ts.RegularExpressionLiteral, context: FileContext): readonly Notice[] {
  const client = namedInPattern(node.text, context.clientNames);
  const list = client === null ? null : toolListOf(node);
  return client === null || list === null ? [] : [listed(node, context, client, list)];
}

/** `new webpack.ProvidePlugin({ Redis: 'ioredis', Cluster: ['ioredis', 'Cluster'] })` loads it wherever the name is used. */
function isProvided(node: ts.StringLiteralLike): boolean {
  const value = ts.isArrayLiteralExpression(node.parent) ? node.parent : node;
  const property = value.parent;
  if (!ts.isPropertyAssignment(property) || property.initializer !== value) return false;
  const call = property.parent.parent;
  return ts.isNewExpression(call) && /\bProvidePlugin$/.test(call.expression.getText());
}

/** `if (specifier === 'ioredis')`, as a hook of Node's loader or of a bundler's has it. */
function isAskedOfHook({ parent }: ts.StringLiteralLike): boolean {
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken &&
    /^(?:specifier|moduleName|moduleId)$/.test(parent.left.getText())
  );
}

function isSpecifier({ parent }: ts.StringLiteralLike): boolean {
  if (ts.isCallExpression(parent)) return parent.expression.kind === ts.SyntaxKind.ImportKeyword;
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

function isAliasMap(property: ts.PropertyAssignment): boolean {
  const holder = property.parent.parent;
  return (
    ts.isPropertyAssignment(holder) && /^['"]?(moduleNameMapper|alias)['"]?$/.test(holder.name.getText())
  );
}

/** `{ name: 'ioredis', version: '^5' }`, `{ name: 'redis', versions: ['>=4'] }`: a loader's or a hook's record. */
function loaderRecord(node: ts.ObjectLiteralExpression, context: FileContext): readonly Notice[] {
  const holdsName = node.properties.some(
    (one) =>
      ts.isPropertyAssignment(one) &&
      ts.isStringLiteralLike(one.initializer) &&
      clientSpecifier(one.initializer.text, context.clientNames) !== null,
  );
  if (!holdsName) return [];
  const value = (key: RegExp) =>
    node.properties.find(
      (one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && key.test(one.name.getText()),
    );
  const name = value(/^(name|module|moduleName|package|packageName|library)$/);
  if (name === undefined || !ts.isStringLiteralLike(name.initializer)) return [];
  if (clientSpecifier(name.initializer.text, context.clientNames) === null) return [];
  if (value(/^(versions?|versionRange|range|file|filePath|patch)$/) === undefined) return [];
  return [loaderString(name, context, name.initializer.text)];
}

function loaderString(node: ts.Node, context: FileContext, name: string): Notice {
  const loads = clientSpecifier(name, context.clientNames)?.packageName ?? name;
  return notice(node, context, 'loader-string', 'warning', {
    loads,
    message: `the string '${name}' seems to tell a loader which module to load; it still loads ${name}`,
    help: 'When this should load the new client, name the new module here by hand, with the exports that its user expects.',
  });
}

function computed(node: ts.Node, context: FileContext, why: string, loads: string): Notice {
  return notice(node, context, 'computed-require', 'warning', {
    loads,
    message: `a module is loaded here whose name cannot be proven: ${why}`,
    help: 'Check whether it loads a Redis client, and change it by hand.',
  });
}

function listed(node: ts.Node, context: FileContext, name: string, list: string): Notice {
  return notice(node, context, 'tool-list', 'info', {
    message: `'${name}' stands in a list of packages (${list})`,
    help: listedHelp(name),
  });
}

function tracing(node: ts.Node, context: FileContext, name: string): Notice {
  return notice(node, context, 'tracing', 'warning', {
    message: `tracing is set up for ${name} by its name`,
    help: 'Check that spans still appear after the move: register the same for iovalkey (README, "Tracing").',
  });
}

function notice(
  node: ts.Node,
  context: FileContext,
  rule: string,
  severity: Notice['severity'],
  says: Pick<Notice, 'message' | 'help' | 'loads'>,
): Notice {
  return { rule, severity, ...says, ...positionAt(context.text, node.getStart(context.sourceFile)) };
}
