import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { expand } from 'dotenv-expand';
import { isServerUrl } from '#wrapper/url';

/** A URL to test, and where it was found. */
export interface FoundUrl {
  /** `REDIS_URL from .env`; null for one given on the command line. */
  readonly from: string | null;
  readonly url: string;
}

/** The first of `names` that has a value: in the environment, then in `.env` of a directory. */
export function urlOf(
  names: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): FoundUrl | null {
  const given = names.find((name) => environment[name]);
  if (given !== undefined) return { from: `${given} from the environment`, url: environment[given]! };
  const values = valuesOf(path.join(directory, '.env'));
  const written = names.find((name) => values[name]);
  return written === undefined ? null : { from: `${written} from .env`, url: values[written]! };
}

/** Every URL with one of the four schemes in these env-like files, each once. */
export function urlsIn(directory: string, files: readonly string[]): readonly FoundUrl[] {
  const found = new Map<string, FoundUrl>();
  for (const file of files) {
    for (const [name, value] of Object.entries(valuesOf(path.join(directory, file)))) {
      const url = value.trim();
      if (isServerUrl(url) && !found.has(url)) found.set(url, { from: `${name} from ${file}`, url });
    }
  }
  return [...found.values()];
}

/** The values of an env-like file, interpolation resolved inside of it; nothing for a file that is not there. */
function valuesOf(file: string): Readonly<Record<string, string>> {
  try {
    return expand({ parsed: parse(readFileSync(file, 'utf8')), processEnv: {} }).parsed ?? {};
  } catch {
    return {};
  }
}
