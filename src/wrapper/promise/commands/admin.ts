import {
  definedIn6,
  each,
  flag,
  key,
  mode,
  number,
  optional,
  options,
  pair,
  type Shape,
  since5,
  value,
  values,
  type Word,
} from './arguments.js';
import { describedCommand, docs } from './introspection.js';
import {
  all,
  by,
  double,
  type Flat,
  nullable,
  object,
  plainObject,
  renamed,
  status,
  statuses,
  type Text,
  verbatim,
} from './replies.js';
import { type Reply, type Row, together } from './row.js';

/** All words of one argument, if there is one. */
const spread: Shape = (words, given: readonly Word[] | undefined) => {
  if (given) for (const item of given) words.push(item);
};
const wordList = each(value);
const names: Shape = (words, given: Word | readonly Word[] | undefined, major, positions) => {
  if (given !== undefined) values(words, given, major, positions);
};
const logCount: Shape = (words, count: number | undefined, major) => {
  // Since major 5 a 0 is sent, null is not.
  if (major === 4 ? count : count !== undefined && count !== null) words.push((count as number).toString());
};

/** Major 4 takes one parameter. */
const parameters = since5(value, values);
type Config = Readonly<Record<string, Word>>;
const configSet: Shape = (words, [name, item]: readonly [Word | Config, Word], major) => {
  if (typeof name === 'string' || (major !== 4 && name instanceof Buffer)) words.push(name, item);
  else for (const [parameter, setting] of Object.entries(name as Config)) words.push(parameter, setting);
};

type Filter4 = { readonly filterBy: string; readonly value: string };
type ListFilter = { readonly FILTERBY?: { readonly type: string; readonly value: string } };
const filter4: Shape = (words, given: Filter4 | undefined) => {
  if (given) words.push('FILTERBY', given.filterBy, given.value);
};
const filter: Shape = (words, given: ListFilter | undefined) => {
  if (given?.FILTERBY) words.push('FILTERBY', given.FILTERBY.type, given.FILTERBY.value);
};

type Failover = {
  readonly TO?: { readonly host: string; readonly port: number; readonly FORCE?: true };
  readonly ABORT?: true;
  readonly TIMEOUT?: number;
};
const failover: Shape = (words, given: Failover | undefined) => {
  if (given?.TO) words.push('TO', given.TO.host, given.TO.port.toString());
  if (given?.TO?.FORCE) words.push('FORCE');
  if (given?.ABORT) words.push('ABORT');
  if (given?.TIMEOUT) words.push('TIMEOUT', given.TIMEOUT.toString());
};

const lolwut: Shape = (words, [version, ...more]: readonly number[]) => {
  if (version) words.push('VERSION', version.toString(), ...more.map(String));
};

const camelCase = (name: string): string =>
  name.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase()).replace('Slaves', 'Replicas');

/** The selectors of a user: flat in major 4. A user who does not exist is null in major 6, an error before. */
const user: Reply = (raw: Flat | null, major) => {
  if (major === 6 && raw === null) return null;
  const info = renamed('flags', 'passwords', 'commands', 'keys', 'channels', 'selectors')(raw, major, []);
  const { selectors, ...others } = info as Record<string, Flat>;
  return { ...others, selectors: major === 4 ? selectors : selectors && selectorsOf(selectors, major, []) };
};
const selectorsOf = all(renamed('commands', 'keys', 'channels'));

const LOG_4 = ['count', 'reason', 'context', 'object', 'username', 'ageSeconds', 'clientInfo'];
const log = all((raw: Flat, major, words) => {
  const entry =
    major === 4 ? (renamed(...LOG_4)(raw, 4, words) as Record<string, unknown>) : plainObject(raw);
  const age = major === 4 ? 'ageSeconds' : 'age-seconds';
  entry[age] = double(entry[age] as Text, major);
  return entry;
});

/** Major 4 has names of its own, 5 leaves a database's numbers in a list. */
const memoryStats: Reply = (raw: Flat, major) => {
  const result: Record<string, unknown> = major === 4 ? { db: {} } : {};
  for (const [name, item] of Object.entries(plainObject(raw))) {
    const number = Array.isArray(item) ? item : double(item as Text | number, major);
    if (!Array.isArray(item)) result[major === 4 ? camelCase(name) : name] = number;
    else if (major === 4)
      Object.assign(result['db'] as object, {
        [name.slice('db.'.length)]: mapKeys(plainObject(item), camelCase),
      });
    else result[name] = major === 5 ? item : plainObject(item);
  }
  return result;
};
const mapKeys = (given: Record<string, unknown>, to: (name: string) => string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).map(([name, item]) => [to(name), item]));

const histogram: Reply = (raw: Flat, major) => {
  const result = plainObject(raw);
  for (const name of Object.keys(result)) {
    const [, calls, , buckets] = result[name] as readonly [unknown, number, unknown, Flat];
    result[name] = { calls, histogram_usec: object(buckets, major) };
  }
  return result;
};

const modules = all(by((raw) => raw, renamed('name', 'ver'), object));
const keysAndFlags = all(([name, flags]: Flat, major, words) => ({
  key: name,
  flags: statuses(flags, major, words),
}));

/** `OK`, or text that says what is not allowed. */
const dryRun: Reply = (raw: Text, major, words) =>
  raw.toString() === 'OK' ? status(raw, major, words) : raw;

/** Commands for those who run the server: access lists, configuration, statistics, what commands there are. */
export const admin: readonly Row[] = [
  ['aclCat', [mode]],
  ['aclDelUser', [values]],
  ['aclDryRun', [value, wordList], dryRun],
  ['aclGenPass', [optional(number)]],
  ['aclGetUser', [value], user],
  ['aclList', []],
  ['aclLoad', [], status],
  ['aclLog', [logCount], log],
  ['aclLogReset', ['ACL', 'LOG', 'RESET'], status],
  ['aclSave', [], status],
  ['aclSetUser', [value, values], status],
  ['aclUsers', []],
  ['aclWhoAmI', []],
  ['bgRewriteAof', [], status],
  ['bgSave', [options(flag('SCHEDULE'))], status],
  ['command', [], all(describedCommand)],
  ['commandCount', []],
  ['commandDocs', [names], docs, [6]],
  ['commandGetKeys', [wordList]],
  ['commandGetKeysAndFlags', [wordList], keysAndFlags],
  ['commandInfo', [wordList], all(nullable(describedCommand))],
  ['commandList', [since5(filter4, filter)]],
  ['configGet', [parameters], object],
  ['configResetStat', [], status],
  ['configRewrite', [], status],
  ['configSet', [together(configSet)], status],
  ['failover', [failover], status, [4]],
  ['latencyDoctor', [], verbatim],
  ['latencyGraph', [value], verbatim],
  ['latencyHistogram', [together(wordList)], histogram, [5, 6]],
  ['latencyHistory', [value]],
  ['latencyLatest', []],
  ['latencyReset', [together(wordList)], undefined, [5, 6]],
  ['lolwut', [together(lolwut)], verbatim, [4]],
  ['LOLWUT', [together(lolwut)], verbatim, [5, 6]],
  ['memoryDoctor', [], verbatim],
  ['memoryMallocStats', ['MEMORY', 'MALLOC-STATS'], verbatim],
  ['memoryPurge', [], status],
  ['memoryStats', [], memoryStats],
  ['memoryUsage', [key, options(pair('SAMPLES', number, definedIn6))]],
  ['moduleList', [], modules],
  ['moduleLoad', [value, spread], status],
  ['moduleUnload', [value], status],
  ['replicaOf', [value, number], status],
  ['swapDb', [number, number], status],
];
