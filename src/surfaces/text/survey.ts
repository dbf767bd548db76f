import type { TextFile } from '../../model.js';
import { positionAt } from '../../text.js';
import { judgeRedisUrl } from '../redis-url.js';
import { servicesOf } from '../configuration/compose.js';
import type { Definition } from '../configuration/definitions.js';
import { type SharedUse, sharedUses } from '../configuration/kubernetes.js';
import type { Configuration } from '../configuration/survey.js';
import { assignedNames } from './assigned.js';
import { envFileUses } from './env-files.js';
import {
  CONFIG_PACKAGE,
  type ImageBuild,
  type Mention,
  type MentionRole,
  type SharedUseFact,
  type TextFact,
} from './facts.js';
import { settingsFields } from './settings.js';
import { isProse, isSettings, type Language, languageOf } from './languages.js';

/**
 * What a file that is neither TypeScript, JavaScript nor env-like has to do with variables: every place that names one
 * of `names` outside prose and comments, and every place that hands variables on unnamed. In doubt a place is a reader.
 * `configuration` is the file as its format's reader gives it; null where there is none.
 */
export function surveyText(
  file: TextFile,
  names: ReadonlySet<string>,
  configuration: Configuration | null,
): readonly TextFact[] {
  if (isProse(file.path)) return [];
  const language = languageOf(file.path);
  const { documents, definitions } = configuration ?? { documents: [], definitions: [] };
  return [
    ...envFileUses(file, language, documents),
    ...documents.flatMap((document) => sharedUses(document).map((one) => sharedUse(file, one))),
    ...servicesOf(file.path, documents).flatMap(({ builds }): readonly ImageBuild[] =>
      builds === null ? [] : [{ kind: 'image-build', ...builds }],
    ),
    ...mentions(file, language, names, definitions),
    ...settingsFields(file, names).map(({ name, at }) => ({
      ...placeOf(file, name, at),
      role: 'reader' as const,
      how: 'pydantic settings',
    })),
  ];
}

/** The names that a file gives a Redis URL to: what to search the rest of the repository for. */
export function urlNamesIn(file: TextFile, definitions: readonly Definition[]): readonly string[] {
  if (isProse(file.path)) return [];
  return [
    ...assignedNames(file.text),
    ...definitions.flatMap((one) => (one.value.kind === 'passed-on' ? [] : [one.name, ...one.beginsWith])),
  ];
}

function sharedUse(file: TextFile, { at, ...one }: SharedUse): SharedUseFact {
  return { kind: 'shared-use', path: file.path, ...positionAt(file.text, at), ...one };
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

function mentions(
  file: TextFile,
  language: Language,
  names: ReadonlySet<string>,
  definitions: readonly Definition[],
): readonly Mention[] {
  const found: Mention[] = [];
  const understood = definitions.filter((one) => names.has(one.name));
  for (const { name, at } of occurrences(file.text, names)) {
    const line = lineAround(file.text, at);
    if (language.comment?.test(line.text) || insideBlockComment(file.text, line.start, language)) continue;
    const base = placeOf(file, name, at);
    // An anchor gives one place to several programs.
    const here = understood.filter((one) => one.at === at && one.name === name);
    if (here.length > 0) found.push({ ...base, ...defined(here) });
    else if (!insideValue(understood, name, at)) {
      found.push({ ...base, ...useOf(file, language, name, line, at) });
    }
  }
  return found;
}

/** What every mention has; most are no definitions. */
function placeOf(file: TextFile, name: string, at: number): Omit<Mention, 'role' | 'how'> {
  const checksTls = /["'`/]rediss(?::|:\/\/)?["'`/]/.test(file.text);
  const { path, text } = file;
  return { kind: 'mention', path, name, checksTls, edited: null, beginsWith: [], ...positionAt(text, at) };
}

function defined(here: readonly Definition[]): Pick<Mention, 'role' | 'how' | 'edited' | 'beginsWith'> {
  const { value, beginsWith } = here[0]!;
  return {
    role: value.kind === 'passed-on' ? 'handed-on' : 'definition',
    how: 'environment',
    edited: { value, programs: here.map((one) => one.program) },
    beginsWith,
  };
}

/** `REDIS_URL: ${REDIS_URL:-…}`, `QUEUE: ${REDIS_URL}`: the definition says what becomes of the name in its value. */
function insideValue(understood: readonly Definition[], name: string, at: number): boolean {
  return understood.some(
    (one) => (one.name === name || one.beginsWith.includes(name)) && one.at < at && at < one.end,
  );
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
  // The config package: this file gives its settings the values of variables, and code asks for the settings.
  if (/(?:^|\/)custom-environment-variables\.\w+$/.test(file.path))
    return { role: 'reader', how: CONFIG_PACKAGE };
  if (isSettings(language)) {
    const value =
      /^["']?\s*[:=]\s*(.*)$/.exec(after)?.[1] ?? valueBehind(file.text, at + name.length, before, language);
    const interpolated = /\$\{?\s*$/.test(before);
    if (value !== null && !interpolated) return { ...definition(value), how: `${language.name} value` };
    return { role: 'handed-on', how: language.name };
  }
  // `NAME=redis://…`, `NAME ?= redis://…`: shell and make, and scripts without an extension.
  if (language.reads.length === 0 && /^\s*[:?+]?=\s*["']?rediss?:\/\//.test(after)) {
    return { role: 'definition', how: `${language.name} value` };
  }
  const how = language.reads.find(([pattern]) => pattern.test(line.text))?.[1];
  return { role: 'reader', how: how ?? language.name };
}

/** Files that name variables for a tool and hold no values (facts of each tool's documentation). */
function listsNames(path: string): boolean {
  return /(?:^|\/)(?:turbo|nx|vercel|app|knip)\.jsonc?$/.test(path);
}

/**
 * `name: NAME` with `value: …` behind it, on its line or the next: Kubernetes, Terraform, Bicep, task definitions. What
 * is no URL there says something in YAML alone; elsewhere it is an expression.
 */
function valueBehind(text: string, end: number, before: string, language: Language): string | null {
  if (!/\b(?:name|key)["']?\s*[:=]\s*["']?$/.test(before)) return null;
  const behind = /^["']?,?\s+["']?(?:value|defaultValue)["']?\s*[:=]\s*(.*)/.exec(text.slice(end, end + FAR));
  const value = behind?.[1] ?? null;
  return value === null || language.name === 'YAML' || /^["']?rediss?:\/\//.test(value) ? value : null;
}

/** How far from a name its value may begin. */
const FAR = 1_000;

function definition(value: string): { readonly role: MentionRole } {
  if (/^["']?\$\{\{\s*(?:secrets|vars)\./.test(value)) return { role: 'name-only' };
  const bare = value.trim().replace(/^["']|["'],?$/g, '');
  return { role: judgeRedisUrl(bare).kind === 'none' ? handing(bare) : 'definition' };
}

function handing(value: string): MentionRole {
  return /\$|\{\{/.test(value) ? 'handed-on' : 'empty-definition';
}
