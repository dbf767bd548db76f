import {
  definedIn6,
  each,
  flag,
  key,
  keys,
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
import { commandOf, docs } from './introspection.js';
import {
  all,
  by,
  double,
  in4,
  nullable,
  object,
  renamed,
  status,
  statuses,
  type Text,
  verbatim,
} from './replies.js';
import { type Command, command, type Reply } from './row.js';

type Flat = readonly unknown[];

/** All words of one argument, if there is one. */
const spread: Shape = (words, given: Iterable<Word> | undefined) => {
  if (given) for (const item of given) words.push(item);
};
const list = each(value);
/** The rest of the arguments. */
const rest = (...words: readonly string[]) => ({
  words,
  write(sent: Word[], args: readonly unknown[]) {
    for (const item of args) sent.push(item as Word);
  },
});

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
const configSet = {
  words: ['CONFIG', 'SET'],
  write(words: Word[], [name, item]: readonly [Word | Config, Word], major: number) {
    if (typeof name === 'string' || (major !== 4 && name instanceof Buffer)) words.push(name, item);
    else for (const [parameter, setting] of Object.entries(name as Config)) words.push(parameter, setting);
  },
};

type Filter4 = { readonly filterBy: string; readonly value: string };
type Filter = { readonly FILTERBY?: { readonly type: string; readonly value: string } };
const filter4: Shape = (words, given: Filter4 | undefined) => {
  if (given) words.push('FILTERBY', given.filterBy, given.value);
};
const filter: Shape = (words, given: Filter | undefined) => {
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

const lolwut = {
  words: ['LOLWUT'],
  write(words: Word[], [version, ...more]: readonly number[]) {
    if (version) words.push('VERSION', version.toString(), ...more.map(String));
  },
};

const camelCase = (name: string): string =>
  name.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase()).replace('Slaves', 'Replicas');

/** The selectors of a user: flat in major 4. A user who does not exist is null in major 6, an error before. */
const user: Reply = (raw: Flat | null, major) => {
  if (major === 6 && raw === null) return null;
  const info = renamed('flags', 'passwords', 'commands', 'keys', 'channels', 'selectors')(raw, major, []);
  const { selectors, ...others } = info as Record<string, Flat>;
  const each = all(renamed('commands', 'keys', 'channels'));
  return { ...others, selectors: major === 4 ? selectors : selectors && each(selectors, major, []) };
};

const LOG_4 = ['count', 'reason', 'context', 'object', 'username', 'ageSeconds', 'clientInfo'];
const log = all((raw: Flat, major, words) => {
  const entry = major === 4 ? (renamed(...LOG_4)(raw, 4, words) as Record<string, unknown>) : object(raw, 6);
  const age = major === 4 ? 'ageSeconds' : 'age-seconds';
  entry[age] = double(entry[age] as Text, major);
  return entry;
});

/** Major 4 has names of its own, 5 leaves a database's numbers in a list. */
const memoryStats: Reply = (raw: Flat, major) => {
  const databases: Record<string, unknown> = {};
  const result: Record<string, unknown> = major === 4 ? { db: databases } : {};
  for (const [name, item] of Object.entries(object(raw, 6))) {
    const number = Array.isArray(item) ? item : double(item as Text | number, major);
    if (!Array.isArray(item)) result[major === 4 ? camelCase(name) : name] = number;
    else if (major === 4) databases[name.slice('db.'.length)] = mapKeys(object(item, 6), camelCase);
    else result[name] = major === 5 ? item : object(item, 6);
  }
  return result;
};
const mapKeys = (given: Record<string, unknown>, to: (name: string) => string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).map(([name, item]) => [to(name), item]));

const histogram: Reply = (raw: Flat, major) => {
  const result = object(raw, 6);
  for (const name of Object.keys(result)) {
    const [, calls, , buckets] = result[name] as readonly [unknown, number, unknown, Flat];
    result[name] = { calls, histogram_usec: object(buckets, major) };
  }
  return result;
};

const role: Reply = (raw: Flat, major) => {
  const host = major === 4 ? 'ip' : 'host';
  const [kind, first, second, state, received] = raw;
  switch (String(kind)) {
    case 'master':
      return {
        role: kind,
        // The original's spelling.
        replicationOffest: first,
        replicas: (second as readonly Flat[]).map(([address, port, offset]) => ({
          [host]: address,
          port: Number(port),
          replicationOffest: Number(offset),
        })),
      };
    case 'slave':
      return { role: kind, master: { [host]: first, port: second }, state, dataReceived: received };
    default:
      return { role: kind, masterNames: first };
  }
};

const modules = all(by((raw) => raw, renamed('name', 'ver'), object));
const keysAndFlags = all(([name, flags]: Flat, major, words) => ({
  key: name,
  flags: statuses(flags, major, words),
}));

/** `OK`, or text that says what is not allowed. */
const dryRun: Reply = (raw: Text, major, words) =>
  raw.toString() === 'OK' ? status(raw, major, words) : raw;

/** A Date in major 4, with the microseconds beside it. */
const time: Reply = in4(([unix, micro]: readonly [Text, Text]) => {
  const microseconds = Number(micro);
  return Object.assign(new Date(Number(unix) * 1000 + microseconds / 1000), { microseconds });
});
/** Major 4 takes seconds for milliseconds. */
const lastSave: Reply = in4((raw: number) => new Date(raw));

/** Commands on the server and on the commands themselves. */
export const server: readonly Command[] = [
  command('aclCat', ['ACL', 'CAT', mode]),
  command('aclDelUser', ['ACL', 'DELUSER', values]),
  command('aclDryRun', ['ACL', 'DRYRUN', value, list], dryRun),
  command('aclGenPass', ['ACL', 'GENPASS', optional(number)]),
  command('aclGetUser', ['ACL', 'GETUSER', value], user),
  command('aclList', ['ACL', 'LIST']),
  command('aclLoad', ['ACL', 'LOAD'], status),
  command('aclLog', ['ACL', 'LOG', logCount], log),
  command('aclLogReset', ['ACL', 'LOG', 'RESET'], status),
  command('aclSave', ['ACL', 'SAVE'], status),
  command('aclSetUser', ['ACL', 'SETUSER', value, values], status),
  command('aclUsers', ['ACL', 'USERS']),
  command('aclWhoAmI', ['ACL', 'WHOAMI']),
  command('bgRewriteAof', ['BGREWRITEAOF'], status),
  command('bgSave', ['BGSAVE', options(flag('SCHEDULE'))], status),
  command('command', ['COMMAND'], all(commandOf)),
  command('commandCount', ['COMMAND', 'COUNT']),
  command('commandDocs', ['COMMAND', 'DOCS', names], docs, [6]),
  command('commandGetKeys', ['COMMAND', 'GETKEYS', list]),
  command('commandGetKeysAndFlags', ['COMMAND', 'GETKEYSANDFLAGS', list], keysAndFlags),
  command('commandInfo', ['COMMAND', 'INFO', list], all(nullable(commandOf))),
  command('commandList', ['COMMAND', 'LIST', since5(filter4, filter)]),
  command('configGet', ['CONFIG', 'GET', parameters], object),
  command('configResetStat', ['CONFIG', 'RESETSTAT'], status),
  command('configRewrite', ['CONFIG', 'REWRITE'], status),
  command('configSet', configSet, status),
  command('dbSize', ['DBSIZE']),
  command('discard', ['DISCARD'], status, [4]),
  command('failover', ['FAILOVER', failover], status, [4]),
  command('flushAll', ['FLUSHALL', mode], status),
  command('flushDb', ['FLUSHDB', mode], status),
  command('info', ['INFO', mode], verbatim),
  command('lastSave', ['LASTSAVE'], lastSave),
  command('latencyDoctor', ['LATENCY', 'DOCTOR'], verbatim),
  command('latencyGraph', ['LATENCY', 'GRAPH', value], verbatim),
  command('latencyHistogram', rest('LATENCY', 'HISTOGRAM'), histogram, [5, 6]),
  command('latencyHistory', ['LATENCY', 'HISTORY', value]),
  command('latencyLatest', ['LATENCY', 'LATEST']),
  command('latencyReset', rest('LATENCY', 'RESET'), undefined, [5, 6]),
  command('lolwut', lolwut, verbatim, [4]),
  command('memoryDoctor', ['MEMORY', 'DOCTOR'], verbatim),
  command('memoryMallocStats', ['MEMORY', 'MALLOC-STATS'], verbatim),
  command('memoryPurge', ['MEMORY', 'PURGE'], status),
  command('memoryStats', ['MEMORY', 'STATS'], memoryStats),
  command('memoryUsage', ['MEMORY', 'USAGE', key, options(pair('SAMPLES', number, definedIn6))]),
  command('moduleList', ['MODULE', 'LIST'], modules),
  command('moduleLoad', ['MODULE', 'LOAD', value, spread], status),
  command('moduleUnload', ['MODULE', 'UNLOAD', value], status),
  command('publish', ['PUBLISH', value, value]),
  command('pubSubChannels', ['PUBSUB', 'CHANNELS', mode]),
  command('pubSubNumPat', ['PUBSUB', 'NUMPAT']),
  command('pubSubNumSub', ['PUBSUB', 'NUMSUB', optional(values)], object),
  command('pubSubShardChannels', ['PUBSUB', 'SHARDCHANNELS', mode]),
  command('pubSubShardNumSub', ['PUBSUB', 'SHARDNUMSUB', optional(values)], object),
  command('replicaOf', ['REPLICAOF', value, number], status),
  command('role', ['ROLE'], role),
  command('save', ['SAVE'], status, [4]),
  command('shutdown', ['SHUTDOWN', mode], status, [4]),
  command('sPublish', ['SPUBLISH', value, value]),
  command('swapDb', ['SWAPDB', number, number], status),
  command('time', ['TIME'], time),
  command('unwatch', ['UNWATCH'], status, [4]),
  command('wait', ['WAIT', number, number]),
  command('watch', ['WATCH', keys], status, [4]),
];
