import type { TextFile } from '../../model.js';
import { type Language, isSettings, languageOf } from './languages.js';

/** `NAME: redis://…` and its kin, and `name: NAME` with `value: redis://…` behind it, in text that no reader understands. */
const ASSIGNED = [
  /\b([A-Z][A-Z0-9_]{4,})["']?(?:\s*[?+:]?[:=]\s*|[ \t]+)["']?(?:\$\{[^}]*:?-)?rediss?:\/\//g,
  /["']?\b(?:name|key)["']?\s*[:=]\s*["']?([A-Z][A-Z0-9_]{4,})["']?,?\s+["']?value["']?\s*[:=]\s*["']?(?:\{\{[^}\n]*?["'])?rediss?:\/\//g,
] as const;

/** The variables that a text gives a URL to, as far as their names can be told. */
export function assignedNames(text: string): readonly string[] {
  return ASSIGNED.flatMap((form) => [...text.matchAll(form)].map((match) => match[1]!));
}

/**
 * Where a file of settings holds a URL that it gives to no variable's name (`broker_url = redis://…`): for formats that
 * are not read into a tree, by the line. Comments hold examples.
 */
export function settingsUrls({ path, text }: Pick<TextFile, 'path' | 'text'>): readonly number[] {
  const language = languageOf(path);
  if (!isSettings(language)) return [];
  const assigned = new Set(
    ASSIGNED.flatMap((form) => [...text.matchAll(form)].map((match) => match.index + match[0].length)),
  );
  return [...text.matchAll(URL_START)].flatMap(({ index, 0: scheme }) =>
    assigned.has(index + scheme.length) || isComment(text, index, language) ? [] : [index],
  );
}

/** A URL with something behind its scheme. */
const URL_START = /(?<![\w+.-])rediss?:\/\/(?=[^\s"'`<>])/g;

function isComment(text: string, at: number, { comment }: Language): boolean {
  return comment?.test(text.slice(text.lastIndexOf('\n', at) + 1, at)) ?? false;
}
