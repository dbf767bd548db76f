import type { TextFile } from '../../model.js';

/** What the byte scan looks for, to find classes that take the variables of their fields' names. */
export const SETTINGS_NEEDLE = 'BaseSettings';

/**
 * Where a class of pydantic settings has a field for one of `names`: it reads the variable that its field is called
 * like, in any case, behind the prefix that the file sets (pydantic 1 and pydantic-settings 2, "env_prefix").
 */
export function settingsFields(
  file: TextFile,
  names: ReadonlySet<string>,
): readonly { readonly name: string; readonly at: number }[] {
  if (!file.path.endsWith('.py') || !file.text.includes(SETTINGS_NEEDLE)) return [];
  const byField = new Map([...names].map((name) => [name.toLowerCase(), name]));
  const prefixes = [
    '',
    ...[...file.text.matchAll(/\benv_prefix["']?\s*[=:]\s*["'](\w+)["']/g)].map((match) => match[1]!),
  ];
  return [...file.text.matchAll(/^[ \t]+(\w+)[ \t]*[:=]/gm)].flatMap((match) => {
    const field = match[1]!;
    const at = match.index + match[0].indexOf(field);
    // Written as the variable is, the name is found as any other.
    return prefixes.flatMap((prefix) => {
      const name = byField.get(`${prefix}${field}`.toLowerCase());
      return name === undefined || name === field ? [] : [{ name, at }];
    });
  });
}
