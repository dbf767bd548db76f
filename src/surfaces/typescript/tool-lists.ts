import { ts } from '#typescript';
import { isToolConfiguration } from '../text/tool-lists.js';

/** Names under which bundlers, frameworks and package managers take lists of packages; also those of variables for them. */
const lists =
  /^(externals?|external(Modules|Packages|Deps|Dependencies|Libs)|server(Components)?External(s|Packages)|\w+Externals|noExternal|optimizeDeps|optimizer|allowModules|allowlist|transpilePackages|bundle(d)?Dependencies|ignore(Dependencies|Matches)|trustedDependencies|lazyImports|lazyDependencies|optionalDependencies|matchPackageNames)$/;

/** What stands between such a list and its name. */
const insideLists = /^(allowlist|whitelist|include|exclude|commonjs2?|root|amd|ssr|web|client|filter)$/;

/** Rules of linters about imports. */
const rules =
  /^(?:[@\w-]+\/)*no-?(?:restricted-?(?:imports?|modules?|requires?|paths)|(?:extraneous|missing|unresolved|unpublished)[\w-]*)$/i;

/** In the options of such a rule. */
const insideRules =
  /^(names?|paths|patterns?|group|regex|allow|allowModules|whitelist|ignore|options|dependencies)$/;

/** Names that say little by themselves: an array of a property alone. */
const plainLists = /^(ignore|paths|packages|modules|libraries|inline)$/;

/** Calls that a bundler's plugin makes about modules: `build.onResolve({ filter: /^ioredis$/ }, …)`. */
const pluginCalls = /\bbuild(?:er)?\.on(?:Resolve|Load)$/;

/**
 * The list of packages that a string, a pattern or an object belongs to, by the name that a tool takes it under; null
 * for any other. Lists may be built by calls, conditions and functions that compare what they are asked.
 */
export function toolListOf(node: ts.Node): string | null {
  let child = node;
  let isPlain = true;
  let mayBeList = true;
  let mayBeRule = true;
  for (let at = node.parent; at !== undefined && !ts.isSourceFile(at); child = at, at = at.parent) {
    const name = nameOf(at, child);
    if (name !== null) {
      if (mayBeList && lists.test(name)) return name;
      if (mayBeRule && rules.test(name)) return name;
      if (isPlain && plainLists.test(name) && ts.isArrayLiteralExpression(child)) return name;
      mayBeList &&= insideLists.test(name);
      mayBeRule &&= insideRules.test(name);
      if (!mayBeList && !mayBeRule) break;
    }
    if (ts.isCallExpression(at) && at.arguments[0] === child && pluginCalls.test(at.expression.getText()))
      return lastName(at.expression);
    isPlain &&= ts.isArrayLiteralExpression(at);
  }
  // The whole of such a file is a tool's configuration.
  const isValue = !ts.isObjectLiteralExpression(node);
  return isValue && isToolConfiguration(node.getSourceFile().fileName) ? 'its configuration' : null;
}

/** The name that a node gives to one of its children: of an option, a variable, what is assigned to or added to. */
function nameOf(node: ts.Node, child: ts.Node): string | null {
  if (ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node))
    return node.name === child || node.name === undefined ? null : plain(node.name.getText());
  if (ts.isVariableDeclaration(node)) return child === node.initializer ? plain(node.name.getText()) : null;
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === ts.SyntaxKind.EqualsToken && child === node.right
      ? lastName(node.left)
      : null;
  if (ts.isElementAccessExpression(node) && child === node.argumentExpression)
    return lastName(node.expression);
  if (!ts.isCallExpression(node) || child === node.expression) return null;
  const { expression: callee } = node;
  const isAdding =
    ts.isPropertyAccessExpression(callee) && /^(push|unshift|concat|add)$/.test(callee.name.text);
  return isAdding ? lastName(callee.expression) : null;
}

function lastName(node: ts.Expression): string | null {
  return /([\w$]+)['"\]]*$/.exec(node.getText())?.[1] ?? null;
}

function plain(name: string): string {
  return name.replace(/['"]/g, '');
}
