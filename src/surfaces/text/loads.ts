import type { Finding, Place } from '../../model.js';
import { literally, locatorOf } from '../../text.js';

/** A place outside of sources and manifests that names a client package as a module. */
export interface ForeignLoad extends Place {
  readonly packageName: string;
  /** Code that runs loads it, so that it has to stay installed; an install command or an import map does not. */
  readonly isRun: boolean;
}

/** Languages and templates that Node's modules are written in, or made from. */
const CODE =
  /\.(?:coffee|litcoffee|iced|es6|civet|ejs|hbs|handlebars|mustache|njk|pug|jade|eta|liquid|tpl|tmpl|template)$|__(?:tmpl|template)__$/;

/** Where commands stand: shells, build files, CI. */
const COMMANDS =
  /\.(?:sh|bash|zsh|ya?ml|mk|bat|cmd|ps1)$|(?:^|\/)(?:(?:docker|container)file|makefile|justfile|procfile|jenkinsfile)(?:[.-][^/]*)?$|(?:^|\/)\.husky\/[^/]+$/i;

const PAGE = /\.html?$/i;

const SHEBANG = /^#!.*\b(?:node|nodejs|bun|deno|tsx|ts-node|babel-node|zx|coffee)\b/;
const SHELL_SHEBANG = /^#!.*\b(?:ba|z|da|k)?sh\b/;

/** A line that is a comment in one of these languages; a shebang is none. */
const COMMENT = /^\s*(?:#(?!!)|\/\/|\*|\/\*|<!--|::|REM )/;

/**
 * The places of a file that no surface edits where a client package is loaded, installed or mapped: scripts without an
 * extension, other languages on Node, templates, commands, import maps. Ruby, Lua and PHP have a `require` of their own.
 */
export function loadsIn(
  path: string,
  bytes: Buffer,
  clientNames: ReadonlySet<string>,
): readonly ForeignLoad[] {
  const kind = kindOf(path, bytes);
  if (kind === null) return [];
  const names = [...clientNames].map(literally).join('|');
  const text = bytes.toString('utf8');
  const locate = locatorOf(text);
  const found = new Map<number, ForeignLoad>();
  const look = (pattern: string, isRun: boolean): void => {
    for (const match of text.matchAll(new RegExp(pattern, 'gm'))) {
      const packageName = match[1]!;
      const at = match.index + match[0].lastIndexOf(packageName);
      const place = locate(at);
      if (found.has(place.line) || COMMENT.test(text.slice(text.lastIndexOf('\n', at) + 1, at))) continue;
      found.set(place.line, { path, ...place, packageName, isRun });
    }
  };
  const quote = '\\\\*["\'`]';
  const module = `(${names})(?:/[\\w./-]*)?${quote}`;
  if (kind === 'page') {
    for (const map of text.matchAll(/<script[^>]*\bimportmap\b[^>]*>/g)) {
      const end = text.indexOf('</script', map.index);
      const scope = text.slice(map.index, end < 0 ? undefined : end);
      for (const entry of scope.matchAll(new RegExp(`["'](${names})/?["']\\s*:`, 'g'))) {
        const place = locate(map.index + entry.index);
        found.set(place.line, { path, ...place, packageName: entry[1]!, isRun: false });
      }
    }
  } else {
    look(`\\b(?:require(?:\\.resolve)?|import)\\s*\\(\\s*${quote}${module}`, true);
    look(`(?:\\bfrom|^\\s*import)\\s+${quote}${module}`, true);
  }
  if (kind === 'code') look(`\\brequire[ \\t]+["']${module}`, true);
  if (kind === 'commands') {
    look(
      `\\b(?:node|tsx|ts-node|mocha|jest)\\b[^\\n;&|]*?\\s(?:-r|--require|--import)[ =](${names})(?=["'\\s]|$)`,
      true,
    );
    look(`--external[:= ]["']?(${names})(?=["'\\s]|$)`, false);
    look(
      `\\b(?:npm|pnpm|yarn|bun)\\s+(?:[\\w-]+\\s+){0,2}?(?:i|install|add)\\s(?:[^\\n;&|\\\\]|\\\\\\n)*?(?<=[\\s"'])(${names})(?=[@\\s"'\`;&|)]|$)`,
      false,
    );
  }
  return [...found.values()].sort((a, b) => a.line - b.line);
}

/** What a person should know of such a place. */
export function foreignLoadFinding({ packageName, isRun, ...place }: ForeignLoad): Finding {
  return {
    rule: 'unedited-file',
    severity: isRun ? 'warning' : 'info',
    path: place.path,
    line: place.line,
    column: place.column,
    message: `names ${packageName} as a module, in a file of a kind that is not edited`,
    help: isRun
      ? `Name the new module here by hand; until then ${packageName} stays installed for it.`
      : `Name iovalkey here as well when the client runs on it, and drop ${packageName} when nothing needs it any more.`,
  };
}

type Kind = 'code' | 'commands' | 'page';

function kindOf(path: string, bytes: Buffer): Kind | null {
  if (CODE.test(path)) return 'code';
  if (COMMANDS.test(path)) return /lock\.ya?ml$/.test(path) ? null : 'commands';
  if (PAGE.test(path)) return bytes.includes('importmap') ? 'page' : null;
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21 || /\.[^/]+$/.test(path.slice(path.lastIndexOf('/') + 2)))
    return null;
  const first = bytes.subarray(0, 200).toString('latin1').split('\n', 1)[0]!;
  if (SHEBANG.test(first)) return 'code';
  return SHELL_SHEBANG.test(first) ? 'commands' : null;
}
