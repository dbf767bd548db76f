import { parse } from 'dotenv';
import { expand } from 'dotenv-expand';
import { VALKEY_SCHEMES } from '../redis-url.js';

/**
 * Asks dotenv and dotenv-expand what a file's text means before and after an edit. Gives null when nothing but the
 * scheme of the named variables differs, else what else would change (no values in it).
 */
export function whatElseChanges(before: string, after: string, names: ReadonlySet<string>): string | null {
  const parsed = difference(parse(before), parse(after), names);
  // Without a dollar sign there is nothing to expand.
  return parsed !== null || !before.includes('$')
    ? parsed
    : difference(expanded(before), expanded(after), names);
}

function difference(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  names: ReadonlySet<string>,
): string | null {
  if (Object.keys(before).join('\n') !== Object.keys(after).join('\n'))
    return 'the names in the file would change';
  for (const [name, value] of Object.entries(before)) {
    const now = after[name] ?? '';
    if (now === value) continue;
    if (!names.has(name)) return `the value of ${name} would change too`;
    if (now !== otherScheme(value)) return `the value of ${name} would change by more than its scheme`;
  }
  return null;
}

/** The value with the Valkey scheme, also where the URL is the default of `${NAME:-…}`. */
function otherScheme(value: string): string {
  return value.replace(
    /^(\s*(?:\$\{\w+:?-\s*)?)(rediss?)(?=:\/\/)/,
    (_, before: string, scheme: 'redis' | 'rediss') => before + VALKEY_SCHEMES[scheme],
  );
}

function expanded(text: string): Readonly<Record<string, string>> {
  return expand({ parsed: parse(text), processEnv: {} }).parsed ?? {};
}
