import type { Span, TextFile } from '../../model.js';
import { positionAt, splice } from '../../text.js';
import { fingerprint, judgeRedisUrl, type RedisUrl, VALKEY_SCHEMES } from '../redis-url.js';
import { type Assignment, assignments } from './assignments.js';
import type { EnvAssignment, EnvValue } from './facts.js';
import { whatElseChanges } from './oracle.js';

/**
 * The assignments of an env-like file that concern Redis URLs. Whether a scheme could be exchanged without changing
 * anything else is asked here, of dotenv itself, while the text is at hand.
 */
export function surveyEnv(file: TextFile): readonly EnvAssignment[] {
  const text = file.text;
  const found = assignments(text).map((one) => read(text, one));
  const refused = refusals(text, found);
  return found.flatMap((one) => {
    const value = valueFact(one, refused.get(one.name) ?? null);
    if (value === null) return [];
    const { name, commented, beginsWith } = one;
    return [
      {
        kind: 'env-assignment' as const,
        path: file.path,
        name,
        commented,
        value,
        beginsWith,
        ...positionAt(text, one.at),
      },
    ];
  });
}

interface ReadAssignment extends Assignment {
  readonly url: RedisUrl;
  readonly fingerprint: string;
  /** The scheme of a plain URL. */
  readonly scheme: Span;
  readonly beginsWith: readonly string[];
}

function read(text: string, one: Assignment): ReadAssignment {
  const value = text.slice(one.value.start, one.value.end);
  // `${NAME:-redis://…}` stands for its default: what is to be judged lies inside.
  const inner = /^\s*\$\{[A-Za-z_]\w*:?-(.*)\}$/s.exec(value)?.[1];
  const url = judgeRedisUrl(inner ?? value);
  const start =
    one.value.start +
    (inner === undefined ? 0 : value.length - 1 - inner.length) +
    (url.kind === 'url' ? url.offset : 0);
  const scheme = { start, end: start + (url.kind === 'url' ? url.scheme.length : 0) };
  return { ...one, url, fingerprint: fingerprint(inner ?? value), scheme, beginsWith: beginning(value) };
}

/** The variable that a value begins with: `${REDIS_URL}/1`, `$REDIS_URL`. */
function beginning(value: string): readonly string[] {
  const match = /^\s*\$(?:\{([A-Za-z_]\w*)|([A-Za-z_]\w*))/.exec(value);
  const name = match?.[1] ?? match?.[2];
  return name === undefined ? [] : [name];
}

/**
 * For each name with a plain URL: what dotenv says would change besides, if its schemes were exchanged. Asked of all names
 * at once: where then each value differs by its scheme alone, it does so without the others too, since a scheme's letters
 * are no syntax.
 */
function refusals(text: string, found: readonly ReadAssignment[]): ReadonlyMap<string, string | null> {
  const plain = found.filter((one) => one.url.kind === 'url');
  const names = [...new Set(plain.map((one) => one.name))];
  const asked = (some: ReadonlySet<string>): string | null => {
    const edits = plain.flatMap((one) =>
      some.has(one.name) && one.url.kind === 'url'
        ? [{ ...one.scheme, text: VALKEY_SCHEMES[one.url.scheme] }]
        : [],
    );
    return whatElseChanges(text, splice(text, edits), holdersOf(some, found));
  };
  const isClear = asked(new Set(names)) === null;
  return new Map(names.map((name) => [name, isClear ? null : asked(new Set([name]))]));
}

/** Some names, and all whose value begins with one of them. */
function holdersOf(some: ReadonlySet<string>, found: readonly ReadAssignment[]): ReadonlySet<string> {
  const names = new Set(some);
  for (let size = 0; size !== names.size; ) {
    size = names.size;
    for (const one of found) if (one.beginsWith.some((from) => names.has(from))) names.add(one.name);
  }
  return names;
}

function valueFact(one: ReadAssignment, refused: string | null): EnvValue | null {
  if (one.url.kind === 'url') {
    const { scheme, host } = one.url;
    return { kind: 'url', scheme, host, fingerprint: one.fingerprint, span: one.scheme, refused };
  }
  if (one.url.kind === 'odd') return one.url;
  return one.beginsWith.length > 0 ? { kind: 'link' } : null;
}
