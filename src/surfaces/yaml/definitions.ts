import { posix } from 'node:path';
import { isMap, isPair, isScalar, isSeq, type Pair, parseDocument, type Scalar, visit } from 'yaml';
import type { Span } from '../../model.js';
import { fingerprint, judgeRedisUrl } from '../redis-url.js';

/** A place of a YAML file that gives a variable its value, or passes on what another place gives it. */
export interface YamlDefinition {
  readonly name: string;
  /** Where the name stands, as an offset, and where the value ends. */
  readonly at: number;
  readonly end: number;
  readonly value:
    | {
        readonly kind: 'url';
        readonly scheme: 'redis' | 'rediss';
        readonly span: Span;
        readonly fingerprint: string;
      }
    | { readonly kind: 'odd'; readonly form: string }
    /** The variable itself: `REDIS_URL: ${REDIS_URL}`. */
    | { readonly kind: 'passed-on' };
  readonly program: YamlProgram;
}

/** Which program gets the variables of a place. */
export type YamlProgram =
  /** The commands of a CI job: programs of this repository. */
  | { readonly kind: 'steps' }
  /** What is built from a directory of this repository. */
  | { readonly kind: 'built'; readonly context: string }
  | { readonly kind: 'unknown' };

/** An `env_file` of a compose service, by the offset of its key, and what the service runs. */
export interface ServiceProgram {
  readonly start: number;
  readonly end: number;
  readonly program: YamlProgram;
}

export function isCompose(path: string): boolean {
  return /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i.test(path);
}

function isWorkflow(path: string): boolean {
  return /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/** The services of a compose file with what each of them runs; none for another file, or one that cannot be parsed. */
export function servicesOf(path: string, text: string): readonly ServiceProgram[] {
  const document = isCompose(path) ? parseDocument(text) : null;
  const services = document === null || document.errors.length > 0 ? null : document.get('services');
  if (!isMap(services)) return [];
  return services.items.flatMap((pair) => {
    const range = isMap(pair.value) ? pair.value.range : null;
    if (range === null || range === undefined || !isMap(pair.value)) return [];
    return [{ start: range[0], end: range[2], program: programOf(path, pair.value.get('build')) }];
  });
}

function programOf(path: string, build: unknown): YamlProgram {
  const context = isMap(build) ? (build.get('context') ?? '.') : build;
  if (typeof context !== 'string' || /[$:]/.test(context)) return { kind: 'unknown' };
  const joined = posix.normalize(posix.join(posix.dirname(path), context));
  return joined.startsWith('..')
    ? { kind: 'unknown' }
    : { kind: 'built', context: joined.replace(/^\.\/?|\/$/g, '') };
}

/**
 * The variables that a compose file or a GitHub workflow gives to programs. Other YAML is read line by line: what it
 * means depends on the program that reads it.
 */
export function yamlDefinitions(path: string, text: string): readonly YamlDefinition[] {
  if (!isCompose(path) && !isWorkflow(path)) return [];
  const document = parseDocument(text, { keepSourceTokens: true });
  if (document.errors.length > 0) return [];
  const services = servicesOf(path, text);
  const found: YamlDefinition[] = [];
  visit(document, {
    Pair(_, pair, parents) {
      if (!isScalar(pair.key) || (pair.key.value !== 'environment' && pair.key.value !== 'env')) return;
      const program = isCompose(path) ? serviceAround(pair, services) : workflowProgram(parents);
      for (const one of entriesOf(pair, text)) found.push({ ...one, program });
    },
  });
  return found;
}

function serviceAround(pair: Pair, services: readonly ServiceProgram[]): YamlProgram {
  const at = isScalar(pair.key) ? (pair.key.range?.[0] ?? -1) : -1;
  return services.find((one) => one.start <= at && at < one.end)?.program ?? { kind: 'unknown' };
}

/** `env` under `services` is a container's; anywhere else it is the jobs'. */
function workflowProgram(parents: readonly unknown[]): YamlProgram {
  const inService = parents.some((one) => isPair(one) && isScalar(one.key) && one.key.value === 'services');
  return inService ? { kind: 'unknown' } : { kind: 'steps' };
}

/** The entries of `environment`, as a map or a list of `NAME=value`. */
function entriesOf(pair: Pair, text: string): readonly Omit<YamlDefinition, 'program'>[] {
  if (isMap(pair.value)) {
    return pair.value.items.flatMap((item) => {
      if (!isScalar(item.key) || typeof item.key.value !== 'string' || !isScalar(item.value)) return [];
      const inner = contentOf(item.value, text);
      return inner === null ? [] : entry(item.key.value, item.key.range?.[0] ?? -1, inner, text);
    });
  }
  if (!isSeq(pair.value)) return [];
  return pair.value.items.flatMap((item) => {
    const inner = isScalar(item) ? contentOf(item, text) : null;
    const assigned = inner === null ? null : /^([A-Za-z_]\w*)(=|$)/.exec(text.slice(inner.start, inner.end));
    if (inner === null || assigned === null) return [];
    const value = { start: inner.start + assigned[0].length, end: inner.end };
    return entry(assigned[1]!, inner.start, assigned[2] === '' ? null : value, text);
  });
}

/** Where the text of a scalar stands, without its quotes; null for block scalars and for text with escapes. */
function contentOf(scalar: Scalar, text: string): Span | null {
  const range = scalar.range;
  if (range === null || range === undefined || typeof scalar.value !== 'string') return null;
  const quoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE';
  if (!quoted && scalar.type !== 'PLAIN') return null;
  const span = quoted ? { start: range[0] + 1, end: range[1] - 1 } : { start: range[0], end: range[1] };
  return text.slice(span.start, span.end) === scalar.value ? span : null;
}

function entry(
  name: string,
  at: number,
  value: Span | null,
  text: string,
): readonly Omit<YamlDefinition, 'program'>[] {
  const end = value?.end ?? at + name.length;
  const passedOn = [{ name, at, end, value: { kind: 'passed-on' as const } }];
  if (value === null) return passedOn;
  const written = text.slice(value.start, value.end);
  const own = new RegExp(`^\\$\\{?${name}(?:(:?-)(.*))?\\}?$`, 's').exec(written);
  const inner = own === null ? written : (own[2] ?? '');
  if (own !== null && inner === '') return passedOn;
  const judged = judgeRedisUrl(own === null ? inner : inner.replace(/\}$/, ''));
  if (judged.kind === 'none') return [];
  if (judged.kind === 'odd') return [{ name, at, end, value: judged }];
  const start = value.start + (own === null ? 0 : written.indexOf(inner)) + judged.offset;
  const span = { start, end: start + judged.scheme.length };
  return [
    {
      name,
      at,
      end,
      value: { kind: 'url', scheme: judged.scheme, span, fingerprint: fingerprint(inner.replace(/\}$/, '')) },
    },
  ];
}
