import { replacesModules } from './mocking.js';

/** Tells whether a specifier names one of the client packages, by package name; a deep path keeps its rest. */
export function clientSpecifier(
  specifier: string,
  clientNames: ReadonlySet<string>,
): { readonly packageName: string; readonly subpath: string } | null {
  if (clientNames.has(specifier)) return { packageName: specifier, subpath: '' };
  const installed = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(specifier);
  if (installed !== null) {
    const [, name = '', rest = '.'] = installed;
    return clientNames.has(name) ? { packageName: name, subpath: rest } : null;
  }
  const slash = specifier.indexOf('/', specifier.startsWith('@') ? specifier.indexOf('/') + 1 : 0);
  const packageName = slash < 0 ? specifier : specifier.slice(0, slash);
  if (!clientNames.has(packageName)) return null;
  return { packageName, subpath: specifier.slice(packageName.length + 1) };
}

/** The client that a regular expression for specifiers is written for: `^ioredis$`, `node_modules/(redis|ioredis)/`. */
export function namedInPattern(pattern: string, clientNames: ReadonlySet<string>): string | null {
  return patternsOf(clientNames).inPattern.exec(pattern)?.[1] ?? null;
}

/**
 * A cheap look before parsing: can this text name a client package as a module? It must hold the name right after a
 * quote (or an `npm:` prefix), or inside a template that is loaded. Beside that, the bare word says something only to
 * what replaces modules, lists them by patterns and keys or loads what a key names; a `redis:` of anybody's options is
 * not parsed.
 */
export function mayNameClient(text: string, clientNames: ReadonlySet<string>): boolean {
  const { quoted, word } = patternsOf(clientNames);
  return (
    quoted.test(text) ||
    (word.test(text) && (replacesModules.test(text) || listsByKey.test(text) || loadsComputed.test(text)))
  );
}

/** `Object.keys(drivers).map((name) => require(name))` */
const loadsComputed = /(?<![.\w$])(?:require|import)\s*\(\s*[\w$]+\s*(?:\[[^\]\n]*\]\s*|\.\w+\s*)?\)/;

/** Options, variables and rules under which tools take packages as keys or patterns (tool-lists.ts, module-maps.ts). */
const listsByKey =
  /(?:[eE]xternal(?:s|\w{4,12})?|optimizeDeps|allow(?:Modules|list)|transpilePackages|(?:undled?|optional|trusted|lazy|ignore)(?:Dependencies|Imports|Matches)|matchPackageNames|alias|moduleNameMapper)['"\]]*\s*[:=.({]|\bno-?(?:[rR]estricted|[eE]xtraneous|[mM]issing|[uU]nresolved|[uU]npublished)/;

/** Can this text give the name of a client to what it holds as a key, `redis: …`, or as a call, `redis(…)`? */
export function hasClientKey(text: string, clientNames: ReadonlySet<string>): boolean {
  return patternsOf(clientNames).key.test(text);
}

/** A specifier that may lead to a module of the wrapper, which is named for its dialect. */
const wrapperSpecifier =
  /['"`](\.{1,2}\/(?:[^'"`\n]*\/)?(?:ioredis|redis[3-6])[\w-]*(?:\.[cm]?[jt]s)?)['"`]/g;

/** The relative specifiers of a text that may lead to the wrapper. */
export function wrapperSpecifiers(text: string): readonly string[] {
  return [...new Set([...text.matchAll(wrapperSpecifier)].map((match) => match[1]!))];
}

interface Patterns {
  readonly quoted: RegExp;
  /** A key of a mock stands there bare, also without a colon. */
  readonly word: RegExp;
  readonly key: RegExp;
  readonly inPattern: RegExp;
}

const patterns = new WeakMap<ReadonlySet<string>, Patterns>();

function patternsOf(clientNames: ReadonlySet<string>): Patterns {
  const known = patterns.get(clientNames);
  if (known !== undefined) return known;
  const names = [...clientNames].map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const made = {
    quoted: new RegExp(
      `['"\`](?:npm:|\\^)?(?:${names})(?:@[^'"\`\\n]*)?\\$?\\\\?['"\`/]|\\b(?:i|install|add)\\s+(?:-\\S+\\s+)*(?:${names})\\b|node_modules/(?:${names})\\b|(?:from|import)\\s*\\(?\\s*['"]https?:[^'"\\n]*/(?:${names})\\b|(?:require|import)[^\\n]{0,20}\`[^\`]*(?:${names})|\\b(?:find|filter)\\s*:\\s*/[^\\n]*(?:${names})|[mM]ock\\w*\\(\\s*[\\w$.]+\\.(?:${names})\\b`,
      'm',
    ),
    word: new RegExp(`\\b(?:${names})\\b`),
    key: new RegExp(`\\b(?:${names})\\s*[:(]`),
    inPattern: new RegExp(`(?:^/?|[\\^(|]|node_modules(?:\\\\?/)+)(${names})(?=$|[)|$]|\\\\?/|\\(\\?:)`),
  };
  patterns.set(clientNames, made);
  return made;
}
