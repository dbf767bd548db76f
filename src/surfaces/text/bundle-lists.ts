import type { Finding, TextFile } from '../../model.js';
import { literally } from '../../text.js';
import { listedFindings } from './listed.js';

/**
 * Keys under which bundlers take packages that they leave out, or put in, wherever their options stand: serverless.yml
 * (`custom.esbuild.external`), Nx' project.json (`externalDependencies`), SAM's template (`External`), netlify.toml
 * (`external_node_modules`), vercel.json, tsup, nitro.
 */
const keys =
  'externals?|externalDependencies|externalModules|external_node_modules|noExternal|thirdParty|forceInclude|forceExclude|ignorePackages';

const wholeKey = new RegExp(`^(?:${keys})$`, 'i');

/** Does a key hold such a list? */
export function isBundleList(key: string): boolean {
  return wholeKey.test(key);
}

/** What tells that a file may have such a list at all. */
const signs = ['xternal', 'thirdParty', 'force', 'ignorePackages'];

/** Is it worth while to look at a file's text? */
export function mayListPackages(file: string, bytes: Pick<Buffer, 'includes'>): boolean {
  return /\.(?:ya?ml|json5?|toml)$/i.test(file) && signs.some((one) => bytes.includes(one));
}

/** A finding for each line of such a list that names a client package. */
export function bundleListFindings(file: TextFile, clientNames: ReadonlySet<string>): readonly Finding[] {
  const names = [...clientNames].map(literally).join('|');
  const named = new RegExp(`(?<=["'\\s[,^-]|^)(${names})(?=["'\\s,\\]$:]|/\\*|$)`, 'gm');
  const opening = new RegExp(`^([ \\t]*(?:- )?)(?:.*[{,]\\s*)?["']?(${keys})["']?\\s*[:=]`, 'gim');
  const places = [...file.text.matchAll(opening)].flatMap((match) => {
    const start = match.index + match[0].length;
    const indentation = (match[1] ?? '').length;
    return [...valueAt(file.text, start, indentation).matchAll(named)].map(({ index, 1: name = '' }) => ({
      index: start + index,
      name,
      message: `'${name}' stands in a list of packages (${match[2]})`,
    }));
  });
  return listedFindings(file, places);
}

/** The text of a value: a list or an object up to its end, a word, or the lines that are indented beneath the key. */
function valueAt(text: string, start: number, indentation: number): string {
  const opened = /^\s*[[{]/.exec(text.slice(start, start + 200));
  if (opened !== null) {
    const closing = opened[0].endsWith('[') ? ']' : '}';
    const end = text.indexOf(closing, start);
    return text.slice(start, end < 0 ? undefined : end);
  }
  const [first = '', ...lines] = text.slice(start).split(/\r?\n/);
  const quoted = /^\s*(["'])(.*?)\1/.exec(first);
  if (quoted !== null) return quoted[0];
  if (/^\s*[^\s#]/.test(first)) return first;
  const until = lines.findIndex((line) => {
    const [, spaces = '', rest = ''] = /^([ \t]*)(.*)$/.exec(line) ?? [];
    if (rest === '' || rest.startsWith('#')) return false;
    return spaces.length < indentation || (spaces.length === indentation && !rest.startsWith('-'));
  });
  return [first, ...(until < 0 ? lines : lines.slice(0, until))].join('\n');
}
