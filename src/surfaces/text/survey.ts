import type { TextFile } from '../../model.js';
import { positionAt } from '../../text.js';
import { judgeRedisUrl } from '../redis-url.js';
import { type YamlDefinition, yamlDefinitions } from '../yaml/definitions.js';
import { changesOneScheme } from '../yaml/oracle.js';
import { envFileUses } from './env-files.js';
import type { Mention, MentionRole, TextFact } from './facts.js';
import { isProse, type Language, languageOf } from './languages.js';

/**
 * What a file that is neither TypeScript, JavaScript nor env-like has to do with variables: every place that names one
 * of `names` outside prose and comments, and every place that hands an env-like file on. In doubt a place is a reader.
 */
export function surveyText(file: TextFile, names: ReadonlySet<string>): readonly TextFact[] {
  if (isProse(file.path)) return [];
  const language = languageOf(file.path);
  return [...envFileUses(file, language), ...mentions(file, language, names)];
}

/** The names that a file of configuration gives a Redis URL to, told by the text alone: what to search the rest for. */
export function urlNamesIn(file: TextFile): readonly string[] {
  if (isProse(file.path)) return [];
  const assigned = /\b([A-Z][A-Z0-9_]{4,})["']?\s*[:=]\s*["']?(?:\$\{[^}]*:?-)?rediss?:\/\//g;
  return [...file.text.matchAll(assigned)].map((match) => match[1] ?? '');
}

/** All places of a text that name one of `names` as a whole word. */
export function occurrences(
  text: string,
  names: ReadonlySet<string>,
): readonly { name: string; at: number }[] {
  const found: { name: string; at: number }[] = [];
  for (const name of names) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      if (!/\w/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + name.length] ?? ' '))
        found.push({ name, at });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

function mentions(file: TextFile, language: Language, names: ReadonlySet<string>): readonly Mention[] {
  const found: Mention[] = [];
  const understood = language.name === 'YAML' ? yamlDefinitions(file.path, file.text) : [];
  for (const { name, at } of occurrences(file.text, names)) {
    const line = lineAround(file.text, at);
    if (language.comment?.test(line.text) || insideBlockComment(file.text, line.start, language)) continue;
    const base = { kind: 'mention' as const, path: file.path, name, ...positionAt(file.text, at) };
    const edited = understood.find((one) => one.at === at && one.name === name);
    if (edited !== undefined) found.push({ ...base, ...fromYaml(edited, file.text) });
    else if (!insideItself(understood, name, at)) {
      found.push({ ...base, ...useOf(file, language, name, line, at), edited: null });
    }
  }
  return found;
}

function fromYaml(one: YamlDefinition, text: string): Pick<Mention, 'role' | 'how' | 'edited'> {
  const { value, program } = one;
  const how = 'environment';
  const sound = value.kind !== 'url' || changesOneScheme(text, value.span, value.scheme);
  if (!sound) return { role: 'definition', how, edited: null };
  return { role: value.kind === 'passed-on' ? 'handed-on' : 'definition', how, edited: { value, program } };
}

/** `REDIS_URL: ${REDIS_URL:-…}`: the name in the value is the one before it, which says all. */
function insideItself(understood: readonly YamlDefinition[], name: string, at: number): boolean {
  return understood.some((one) => one.name === name && one.at < at && at < one.end);
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function lineAround(text: string, at: number): Line {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { text: text.slice(start, end < 0 ? text.length : end), start };
}

/** In a block comment as people write them: lines that begin with `*`, up to one that opens it with a slash. */
function insideBlockComment(text: string, lineStart: number, language: Language): boolean {
  if (language.comment?.test('//') !== true) return false;
  for (let start = lineStart; ; start = text.lastIndexOf('\n', start - 2) + 1) {
    const line = lineAround(text, start).text;
    if (/^\s*\/\*/.test(line)) return !line.includes('*/') || start === lineStart;
    if (!/^\s*\*(?!\/)/.test(line) || start === 0) return false;
  }
}

function useOf(
  file: TextFile,
  language: Language,
  name: string,
  line: Line,
  at: number,
): { readonly role: MentionRole; readonly how: string } {
  const after = file.text.slice(at + name.length, line.start + line.text.length);
  const before = line.text.slice(0, at - line.start);
  if (listsNames(file.path) && !/redis/i.test(after)) return { role: 'name-only', how: 'list of names' };
  // A secret of the CI platform under the same name: a definition outside of the repository.
  if (/\$\{\{[^}]*\b(?:secrets|vars)\.$/.test(before)) return { role: 'name-only', how: 'CI secret' };
  if (configures(language)) {
    const value = /^["']?\s*[:=]\s*(.*)$/.exec(after)?.[1] ?? valueBelow(file.text, line, before);
    const interpolated = /\$\{?\s*$/.test(before);
    if (value !== null && !interpolated) return { ...definition(value), how: `${language.name} value` };
    return { role: 'handed-on', how: language.name };
  }
  const how = language.reads.find(([pattern]) => pattern.test(line.text))?.[1];
  return { role: 'reader', how: how ?? language.name };
}

/** Files that name variables for a tool and hold no values (facts of each tool's documentation). */
function listsNames(path: string): boolean {
  return /(?:^|\/)(?:turbo|nx|vercel|app|knip)\.jsonc?$/.test(path);
}

function configures(language: Language): boolean {
  return ['YAML', 'TOML', 'JSON', 'Dockerfile', 'properties', 'INI', 'configuration', 'Terraform'].includes(
    language.name,
  );
}

/** `- name: NAME` and on the next line `value: …`, as Kubernetes writes it. */
function valueBelow(text: string, line: Line, before: string): string | null {
  if (!/\bname:\s*["']?$/.test(before)) return null;
  const next = lineAround(text, line.start + line.text.length + 1).text;
  return /^\s*(?:value|defaultValue):\s*(.*)$/.exec(next)?.[1] ?? null;
}

function definition(value: string): { readonly role: MentionRole } {
  if (/^["']?\$\{\{\s*(?:secrets|vars)\./.test(value)) return { role: 'name-only' };
  const bare = value.trim().replace(/^["']|["'],?$/g, '');
  return { role: judgeRedisUrl(bare).kind === 'none' ? handing(bare) : 'definition' };
}

function handing(value: string): MentionRole {
  return value.includes('$') ? 'handed-on' : 'empty-definition';
}
