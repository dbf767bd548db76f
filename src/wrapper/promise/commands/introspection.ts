/** What COMMAND, COMMAND INFO and COMMAND DOCS say about commands, from their flat lists. */
import type { Major } from './arguments.js';
import { type Flat, plainObject, statuses } from './replies.js';

type Strings = readonly string[];
type Entry = readonly [string, number, Strings, number, number, number, Strings, Strings?, Flat[]?, Entry[]?];

/** One command. Major 6 adds how clusters and caches treat it. */
export const describedCommand = (entry: Entry, major: Major): Record<string, unknown> => {
  const [name, arity, flags, firstKeyIndex, lastKeyIndex, step, categories] = entry;
  return {
    name,
    arity,
    flags: new Set(statuses(flags, major, []) as Strings),
    firstKeyIndex,
    lastKeyIndex,
    step,
    categories: new Set(statuses(categories, major, []) as Strings),
    ...(major === 6 && treatment(entry)),
  };
};

/** How clusters and caches treat a command. */
const treatment = (entry: Entry): Record<string, unknown> => {
  const [hints = [], specs = [], children = []] = entry.slice(7) as [Strings?, Flat[]?, Entry[]?];
  const tips = hints.map(String);
  return {
    policies: { request: policy(tips, 'request_policy:'), response: policy(tips, 'response_policy:') },
    isKeyless: specs.length === 0,
    nondeterministicOutput: tips.includes('nondeterministic_output'),
    tips: tips.filter((tip) => !/^re(quest|sponse)_policy:/.test(tip)),
    keySpecs: specs.map(keySpec),
    subcommands: children.map((child) => describedCommand(child, 6)),
  };
};

/** The documentation of commands by name, subcommands inside. */
export const docs = (raw: Flat): Record<string, unknown> => mapped(raw, doc);

const policy = (tips: Strings, prefix: string): string | undefined =>
  tips.find((tip) => tip.startsWith(prefix))?.slice(prefix.length);

/** Where the keys of a command are: how their beginning is found, and how the keys from there. */
const keySpec = (raw: Flat): Record<string, unknown> => {
  const { begin_search, find_keys } = plainObject(raw);
  return { beginSearch: keySpecPart(begin_search as Flat), findKeys: keySpecPart(find_keys as Flat) };
};
const KEY_SPEC_FIELDS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  index: [['index', 'index']],
  keyword: [
    ['keyword', 'keyword'],
    ['startFrom', 'startfrom'],
  ],
  range: [
    ['lastKey', 'lastkey'],
    ['keyStep', 'keystep'],
    ['limit', 'limit'],
  ],
  keynum: [
    ['keyNumIdx', 'keynumidx'],
    ['firstKey', 'firstkey'],
    ['keyStep', 'keystep'],
  ],
};
const keySpecPart = (raw: Flat): Record<string, unknown> => {
  const { type, spec } = plainObject(raw);
  const fields = KEY_SPEC_FIELDS[String(type)];
  if (!fields) return { type: 'unknown' };
  const said = plainObject(spec as Flat);
  return { type, ...Object.fromEntries(fields.map(([name, field]) => [name, said[field]])) };
};

const mapped = (raw: Flat, to: (item: Flat) => unknown): Record<string, unknown> => {
  const result = plainObject(raw);
  for (const name of Object.keys(result)) result[name] = to(result[name] as Flat);
  return result;
};
const doc = (raw: Flat): Record<string, unknown> => {
  const result = withArguments(raw);
  if (result['doc_flags']) result['doc_flags'] = statuses(result['doc_flags'], 6, []);
  if (result['subcommands']) result['subcommands'] = docs(result['subcommands'] as Flat);
  return result;
};
const withArguments = (raw: Flat): Record<string, unknown> => {
  const result = plainObject(raw);
  if (result['flags']) result['flags'] = statuses(result['flags'], 6, []);
  if (result['arguments']) result['arguments'] = (result['arguments'] as readonly Flat[]).map(withArguments);
  return result;
};
