import { commands } from '#wrapper/promise/commands/table';
import type { Noter } from '../noters.js';
import { everydayCommands } from './everyday-commands.js';
import { isTelling, otherNames } from './proven/other-names.js';

const legacy = /\.legacy\s*\(/;

/** Text that asks for a part of the promise dialects. A member counts whoever has it: a part too much costs only bytes. */
export const SIGNS: readonly (readonly [part: string, sign: RegExp])[] = [
  ['cluster', /\bcreateCluster\b|\bRedisCluster(?:Type|Options)\b/],
  ['sentinel', /\bcreateSentinel\b|\bRedisSentinel(?:Type|Options)\b/],
  ['pool', /\bcreate(?:Client)?Pool\b/],
  ['legacy', legacy],
  // What raw commands reply in major 6; packages that are given a client send them too.
  ['resp3', /\b(?:sendCommand|addCommand)\b|\.legacy\s*\(|\b(?:rate-limit|connect-redis|socket\.io)/],
];

/** The same for a client that comes from elsewhere, under a name that tells nothing. */
export const SIGNS_ANYWHERE: typeof SIGNS = [
  ['legacy', legacy],
  ['resp3', /(?:send|add)Command\b|\.legacy\s*\(/],
];

/** The parts of a copy that are asked for as a whole. */
export const COPIED_PARTS: readonly string[] = SIGNS.map(([part]) => part);

/** The commands that only some copies have, by both of their names. */
export const NAMES = new Map(
  commands.flatMap(({ name, upper }) =>
    everydayCommands.includes(name) ? [] : [[name, name] as const, [upper, name] as const],
  ),
);

/** Those that programs have for nothing else, whatever is done with them: `zInter`, `geoAdd`; not `clientId` or `sort`. */
const isOwnWord = (name: string): boolean =>
  /^(?:[a-z]{1,2}[A-Z]|(?:acl|bit|function|geo|object|pf)[A-Z])/.test(NAMES.get(name) ?? '');

const alternatives = (names: readonly string[]): string =>
  names.map((name) => name.replace(/\W/g, '\\$&')).join('|');

const words = [...NAMES.keys()].filter((name) => name !== 'command');

/**
 * As a member or quoted: `failover` and `clusterNodes` are words of many programs. `command` is a command only without
 * arguments, and `process.memoryUsage` is none.
 */
export const named = new RegExp(
  `(?:(?<!\\bprocess)\\.\\s*|['"\`])(${alternatives(words)})\\b|\\.(command|COMMAND)\\(\\s*\\)`,
  'g',
);

/** Taken from a client (`{ zInter } = client`), as a key of a table, in a list that is split. */
export const ownWord = new RegExp(`\\b(?:${alternatives(words.filter(isOwnWord))})\\b`, 'g');

/** Parts of words that a text has which takes or names a client. Nearly no other has one, and they are found quickly. */
export const nearClients = /lient|edis|alkey|luster|blisher|bscriber|[pP]ool|[cC]onn/;

/** An own word is looked for only beside one of these: without, it is more often a word of something else. */
export const withOwnWords = /lient|edis|alkey/;

/** A package that uses streams on the client that it is given. */
export const streaming = /redis-streams-adapter/;

/** What a client is called, and what may stand between it and the name: calls, casts, `!`, `?.`. */
const held = String.raw`(?:(?:[Cc]lient|[Rr]edis|[Vv]alkey|[Cc]luster|[Pp]ool)\w*|[Cc]onn(?:ection)?s?\b)(?:\.multi\(\)|\([^()\n]{0,40}\)|\)|!|\?\.|\s+as\s[^;]{1,120}?\))*\s*`;

/**
 * A command by a name that is worked out: it may be any. What has members of its own (`client[model].find()`) is none, nor
 * is what is written to; what a constant stands for is quoted elsewhere. Brackets are looked for first: there are few.
 */
const computed = new RegExp(
  [
    `\\[(?<=${held}\\[)\\s*(?:(?!(?:[A-Z\\d_]+|number)\\s*\\])[A-Za-z_$<(](?![\\w$.]*\\s*\\]\\s*(?:\\.(?!call\\b|apply\\b|bind\\b)|(?:\\?\\?|\\|\\|)?=(?![=>])))|\`[^\`\\]\\n]*\\$\\{|['"][^'"\\n]*['"]\\s*\\+)`,
    // With a receiver it belongs to a proxy, whose users name what they want.
    `\\bReflect\\.get\\(\\s*[\\w$.]*${held},(?!\\s*[A-Z\\d_]+\\s*\\))[^,()'"\\n]+\\)`,
  ].join('|'),
);

/** A member by a name that is worked out, called at once, of something called otherwise. */
const called =
  /\[(?<=([\w$]*[)\]]?)!?(?:\?\.)?\[)\s*(?![A-Z\d_]+\s*\])[^\]'"\d\s][^\]\n]*\]\s*!?(?:\?\.)?(?:\(|\.(?:call|apply)\()/g;

const batch = /^(?:multi|pipeline|batch|transaction)$/;

/** The same where a text has nothing else of a client: `batch[name](key)`. */
export const calledOnBatch = /\[(?<=\b(?:multi|pipeline|batch|transaction)!?(?:\?\.)?\[)/;

/** What clients are called for short, in code that has them from elsewhere. */
const short = /^(?:[a-z]{1,2}|cache|store)$/;

export function worksNamesOut(text: string): boolean {
  if (computed.test(text)) return true;
  const tells = /redis|valkey/i;
  for (const [, holder = ''] of text.matchAll(called))
    if (
      batch.test(holder) ||
      (holder !== '' && tells.test(text)) ||
      (short.test(holder) && /\bclient\b/i.test(text))
    )
      return true;
  return false;
}

export const moduleCalls = new RegExp(
  `\\.(?:${[
    /(?:ft|topK|tDigest)\s*\.\s*[a-zA-Z_]+/,
    // `cms` and `graph` are words of many programs: the methods of @redis/bloom and @redis/graph 1 tell, in either spelling.
    /[bc]f\s*\.\s*(?:m?[aA]dd(?:NX)?|card|count|del|m?[eE]xists|info|insert(?:NX)?|loadChunk|reserve|scanDump)/,
    /[bc]f\s*\.\s*(?:M?ADD(?:NX)?|CARD|COUNT|DEL|M?EXISTS|INFO|INSERT(?:NX)?|LOADCHUNK|RESERVE|SCANDUMP)/,
    /cms\s*\.\s*(?:incrBy|initBy(?:Dim|Prob)|info|merge|query|INCRBY|INITBY(?:DIM|PROB)|INFO|MERGE|QUERY)/,
    /graph\s*\.\s*(?:config[GS]et|explain|profile|(?:roQ|q)uery|slowLog|CONFIG_[GS]ET|EXPLAIN|PROFILE|(?:RO_)?QUERY|SLOWLOG)/,
    /json\s*\.\s*(?:[gs]et|m[GS]et|del|forget|merge|clear|toggle|type|(?:arr|num|str|obj)[A-Z]\w+)/,
    /ts\s*\.\s*(?:m?add|mAdd|create|alter|m?get|mGet|(?:m?[rR]ev)?[rR]ange|mRange|incrBy|decrBy|queryIndex)/,
  ]
    .map((one) => one.source)
    .join('|')})\\s*\\(`,
);

/** What a client is called, before a member of it: `queue.client.command_queue`, `stub(redis, 'internal_send_command')`. */
const receiver = String.raw`(?:[cC]lient|[rR]edis|[vV]alkey|[cC]luster|[pP]ublisher|[sS]ubscriber)\w*\s*(?:[?!]?\.\s*|,\s*['"])`;

export const members = new RegExp(
  `${receiver}(?=(${[...new Set(Object.values(otherNames).flatMap((names) => [...names]))].filter(isTelling).join('|')})\\b)`,
  'g',
);

/** Notes the files in which `lookAt` may find something; one that is too long may hold anything. */
export const noteTelling: Noter = (index, text, noted) => {
  if (text === null || mayTell(text)) noted.push(index);
};

/** All that takes or names a client may: to ask closely is for those who need the answer. */
function mayTell(text: string): boolean {
  return (
    nearClients.test(text) ||
    text.search(named) >= 0 ||
    moduleCalls.test(text) ||
    SIGNS_ANYWHERE.some(([, sign]) => sign.test(text)) ||
    calledOnBatch.test(text)
  );
}
