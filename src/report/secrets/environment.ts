import { posix } from 'node:path';
import type { Span } from '../../model.js';
import { isEnvLike } from '../../repository/env-like.js';

/** The values of environment maps in a file: of an env-like file, of `environment:`, `env:` and their kin elsewhere. */
export function environmentValues(path: string, text: string): readonly Span[] {
  const name = posix.basename(path);
  if (isEnvLike(path) || /^\.(?:dev\.vars|flaskenv)/.test(name)) return valuesOfEnvFile(text);
  if (/\.ya?ml$/i.test(name)) return [...valuesOfYaml(text), ...valuesOfBraces(text, true)];
  if (/\.toml$/i.test(name)) return [...valuesOfToml(text), ...valuesOfBraces(text)];
  if (/^(?:Docker|Container)file|\.dockerfile$/i.test(name)) return valuesOfDockerfile(text);
  return valuesOfBraces(text);
}

interface Line extends Span {
  readonly text: string;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline;
    const end = next > start && text[next - 1] === '\r' ? next - 1 : next;
    lines.push({ start, end, text: text.slice(start, end) });
    start = next + 1;
  }
  return lines;
}

/** All behind `=` (of a commented-out assignment too), and every line that is neither assignment nor comment. */
function valuesOfEnvFile(text: string): readonly Span[] {
  const spans: Span[] = [];
  let hiddenTo = 0;
  for (const line of linesOf(text)) {
    const assignment = /^\s*(?:#[#\s]*)?(?:export\s+)?[\w.-]+(?:\s*=|:(?=\s))[ \t]*/.exec(line.text);
    const commented = /^\s*#/.test(line.text);
    if (line.start < hiddenTo) {
      spans.push({ start: line.start, end: line.end });
    } else if (assignment !== null && (!commented || assignment[0].includes('='))) {
      const start = line.start + assignment[0].length;
      spans.push({ start, end: line.end });
      if (!commented) hiddenTo = Math.max(hiddenTo, multilineEnd(text, start, line.end));
    } else if (!commented && line.text.trim() !== '') {
      spans.push({ start: line.start, end: line.end });
    }
  }
  return spans;
}

/** Where a quoted value ends that does not end on its own line; 0 for every other value. */
function multilineEnd(text: string, start: number, lineEnd: number): number {
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return 0;
  const close = unescaped(text, quote, start + 1);
  return close > lineEnd ? close + 1 : 0;
}

function unescaped(text: string, quote: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/**
 * `environment:`, `env:` of compose, CI and Kubernetes, `args:` of a build, `variables:` of GitLab CI, `data:` and
 * `stringData:` of ConfigMaps and Secrets, `literals:` of kustomize, `envVars:` and its kin of platforms and charts, and
 * what an anchor calls an environment.
 */
const MAP_NAMES =
  'environment(?:_?variables)?|(?:\\w+[_-]?)?envs?(?:_?vars?|_?variables)?|args|data|stringData|variables|literals|x-[\\w-]+|config|configMap|secrets?';
const YAML_MAP = new RegExp(`^(\\s*)(- )?["']?(?:${MAP_NAMES})["']?:\\s*(?:[&!]\\S+\\s*)*(?:#.*)?$`, 'i');
/** The same maps and lists on one line, in braces. */
const YAML_BRACES = new RegExp(`(?<![\\w$-])["']?(?:${MAP_NAMES})["']?:\\s*(?:[&!]\\S+\\s*)*([{[])`, 'gi');

function valuesOfYaml(text: string): readonly Span[] {
  const spans: Span[] = [];
  let mapIndent: number | null = null;
  let blockIndent: number | null = null;
  for (const line of linesOf(text)) {
    const indent = line.text.length - line.text.trimStart().length;
    if (blockIndent !== null && (indent > blockIndent || line.text.trim() === '')) {
      spans.push(...valueOfBlockLine(line));
      continue;
    }
    blockIndent = null;
    const blank = /^\s*(?:#.*)?$/.test(line.text);
    const isItem = line.text.trimStart().startsWith('-');
    if (mapIndent !== null && !blank && (indent < mapIndent || (indent === mapIndent && !isItem)))
      mapIndent = null;
    if (mapIndent !== null) {
      spans.push(...(blank ? commentedAssignment(line) : valueOfYamlLine(line)));
      if (!blank && BLOCK_SCALAR.test(line.text)) blockIndent = indent;
      continue;
    }
    const map = YAML_MAP.exec(line.text);
    if (map) mapIndent = (map[1] ?? '').length + (map[2] ?? '').length;
  }
  return spans;
}

/** `KEY: |` and `KEY: >-`: what follows, deeper, is its value, whatever it looks like. */
const BLOCK_SCALAR = /(?::|-)\s+(?:[&!]\S+\s+)*[|>][-+\d]{0,2}\s*(?:#.*)?$/;

/** A line of a block scalar; of a file of assignments in one, the names stay. */
function valueOfBlockLine(line: Line): readonly Span[] {
  const named = /^\s*(?:[A-Z_][A-Z0-9_]*=)?/.exec(line.text);
  const start = line.start + (named?.[0].length ?? 0);
  return start < line.end ? [{ start, end: line.end }] : [];
}

function valueOfYamlLine(line: Line): readonly Span[] {
  if (/^\s*-\s+["']?(?:name|key)["']?:\s/.test(line.text)) return [];
  // A word alone is a name in a list (`- HOME` hands it on), and goes on with a value elsewhere.
  const named =
    /^\s*(?:(?:-\s+)?(?:["']?[\w.$-]+["']?(?::\s+|:$)|["']?[\w.-]+=|<<:\s*)|-\s+["']?[\w.-]+["']?$)/.exec(
      line.text,
    );
  const start = line.start + (named?.[0].length ?? line.text.length - line.text.trimStart().length);
  return start < line.end ? [{ start, end: line.end }] : [];
}

function commentedAssignment(line: Line): readonly Span[] {
  const named = /^\s*#\s*(?:-\s+)?["']?[A-Za-z_][\w.]*["']?(?:=|:\s+)/.exec(line.text);
  return named ? [{ start: line.start + named[0].length, end: line.end }] : [];
}

/** `[env]` and `[x.env]` of fly.toml, wrangler.toml and others; also `[vars]`. */
function valuesOfToml(text: string): readonly Span[] {
  const spans: Span[] = [];
  let inside = false;
  for (const line of linesOf(text)) {
    const section = /^\s*\[+([^\]]+)\]+/.exec(line.text);
    if (section)
      inside = /(?:^|\.)["']?(?:env|environment|vars|variables)["']?$/.test((section[1] ?? '').trim());
    const dotted = /^\s*(?:[\w.-]+\.)?(?:env|environment|vars|variables)\.[\w.-]+\s*=\s*/.exec(line.text);
    if (dotted && !inside) spans.push({ start: line.start + dotted[0].length, end: line.end });
    else if (inside && !section && !/^\s*(?:#|$)/.test(line.text)) {
      const named = /^\s*["']?[\w.-]+["']?\s*=\s*/.exec(line.text);
      spans.push({ start: line.start + (named?.[0].length ?? 0), end: line.end });
    }
  }
  return spans;
}

function valuesOfDockerfile(text: string): readonly Span[] {
  const spans: Span[] = [];
  let continues = false;
  for (const line of linesOf(text)) {
    const named = /^\s*(?:ENV|ARG)\s+[\w.-]+[\s=]/i.exec(line.text);
    if (named ?? continues) spans.push({ start: line.start + (named?.[0].length ?? 0), end: line.end });
    continues = (named !== null || continues) && line.text.endsWith('\\');
  }
  return spans.filter((span) => span.start < span.end);
}

/**
 * Literals of `env: { … }`, `"environment": { … }`, `env={ … }` in JavaScript, JSON, Python and inline YAML. In a list
 * only what stands behind `=` or a key is a value: `"env": ["NAME"]` of turbo.json holds names.
 */
function valuesOfBraces(text: string, isYaml = false): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(isYaml ? YAML_BRACES : BRACES)) {
    const open = match.index + match[0].length - 1;
    spans.push(...literalsUntilClosed(text, open, match[1] === '[', isYaml ? BARE_YAML : BARE));
  }
  return spans;
}

const CLOSING: Readonly<Record<string, true>> = { '}': true, ']': true, ')': true };

function literalsUntilClosed(
  text: string,
  open: number,
  isList: boolean,
  barePattern: RegExp,
): readonly Span[] {
  const spans: Span[] = [];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at]!;
    if (character === '{' || character === '[' || character === '(') depth++;
    else if (CLOSING[character]) {
      if (--depth === 0) break;
    } else if (text.startsWith('//', at) && text[at - 1] !== ':')
      at = endOf(text, text.indexOf('\n', at)) - 1;
    else if (text.startsWith('/*', at)) at = endOf(text, text.indexOf('*/', at + 2)) - 1;
    else if (character === '"' || character === "'" || character === '`') {
      const close = unescaped(text, character, at + 1);
      if (close < 0) break;
      const isKey = /^\s*[:=]/.test(text.slice(close + 1, close + 20));
      const isName = isList && !/[:=]\s*$/.test(text.slice(Math.max(0, at - 20), at));
      const equals = text.slice(at, close).indexOf('=') + 1;
      if (!isKey && !isName) spans.push({ start: at + 1, end: close });
      else if (isName && equals > 0) spans.push({ start: at + equals, end: close });
      at = close;
    } else if (/[:=]/.test(character)) {
      const bare = barePattern.exec(text.slice(at, at + 500));
      if (bare) spans.push({ start: at + bare[0].length - bare[1]!.length, end: at + bare[0].length });
    }
  }
  return spans;
}

const BRACES =
  /(?<![\w$])(?:["']?(?:environment|(?:container|remote)?env(?:_\w+)?)["']?|["']vars["'])\s*[:=]\s*([{[])/gi;

/** A value without quotes: a number; an expression of a program holds none of its own. */
const BARE = /^[:=]\s*(-?[\d][\w.+-]*|true|false)(?=\s*[,}\]\n])/;
/** In YAML, all words up to the comma; in a list, what stands behind `=`. */
const BARE_YAML = /^(?::\s+|=)([^\s"'{[,}\]#](?:[^,}\]\n]*[^\s,}\]])?)/;

function endOf(text: string, found: number): number {
  return found < 0 ? text.length : found;
}
