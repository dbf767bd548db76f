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
 * quote (or an `npm:` prefix), or inside a template that is loaded; a text that only has the word is not parsed.
 */
export function mayNameClient(text: string, clientNames: ReadonlySet<string>): boolean {
  const { quoted, word } = patternsOf(clientNames);
  return quoted.test(text) || (word.test(text) && (replacesModules.test(text) || leavesOut.test(text)));
}

/** A bundler's option may name modules by patterns and keys. */
const leavesOut = /\bexternals?['"]?\s*[:=.(]/;

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
  readonly inPattern: RegExp;
}

const patterns = new WeakMap<ReadonlySet<string>, Patterns>();

function patternsOf(clientNames: ReadonlySet<string>): Patterns {
  const known = patterns.get(clientNames);
  if (known !== undefined) return known;
  const names = [...clientNames].map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const made = {
    quoted: new RegExp(
      `['"\`](?:npm:|\\^)?(?:${names})(?:@[^'"\`\\n]*)?\\$?\\\\?['"\`/]|\\b(?:i|install|add)\\s+(?:-\\S+\\s+)*(?:${names})\\b|node_modules/(?:${names})\\b|(?:from|import)\\s*\\(?\\s*['"]https?:[^'"\\n]*/(?:${names})\\b|(?:require|import)[^\\n]{0,20}\`[^\`]*(?:${names})|\\bfind\\s*:\\s*/[^\\n]*(?:${names})|[mM]ock\\w*\\(\\s*[\\w$.]+\\.(?:${names})\\b|^\\s*(?:${names})\\s*:|\\b(?:${names})\\s*[:(]`,
      'm',
    ),
    word: new RegExp(`\\b(?:${names})\\b`),
    inPattern: new RegExp(`(?:^/?|[\\^(|]|node_modules(?:\\\\?/)+)(${names})(?=$|[)|$]|\\\\?/|\\(\\?:)`),
  };
  patterns.set(clientNames, made);
  return made;
}
