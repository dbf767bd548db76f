import { commands } from '#wrapper/promise/commands/table';
import type { WrapperModule } from '../delivery/copy.js';
import { surfaceOf } from '../surfaces/registry.js';
import { everydayCommands } from './everyday-commands.js';
import type { Survey } from './survey.js';

/** Text that asks for a part of the promise dialects. A member counts whoever has it: a part too much costs only bytes. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  cluster: /\bcreateCluster\b|\bRedisCluster(?:Type|Options)\b/,
  sentinel: /\bcreateSentinel\b|\bRedisSentinel(?:Type|Options)\b/,
  pool: /\bcreate(?:Client)?Pool\b/,
  legacy: /\.legacy\s*\(/,
  // What raw commands reply in major 6; packages that are given a client send them too.
  resp3: /\b(?:sendCommand|addCommand)\b|\.legacy\s*\(|\b(?:rate-limit|connect-redis|socket\.io)/,
};

/** The commands that only some copies have, by both of their names. */
const NAMES = new Map(
  commands.flatMap(({ name, upper }) =>
    everydayCommands.includes(name) ? [] : [[name, name] as const, [upper, name] as const],
  ),
);

/**
 * As a member or quoted: `failover` and `clusterNodes` are words of many programs. `command` is a command only without
 * arguments, and `process.memoryUsage` is none.
 */
const named = new RegExp(
  `(?:(?<!\\bprocess)\\.\\s*|['"\`])(${[...NAMES.keys()]
    .filter((name) => name !== 'command')
    .map((name) => name.replace(/\W/g, '\\$&'))
    .join('|')})\\b|\\.(command|COMMAND)\\(\\s*\\)`,
  'g',
);

/** A package that uses streams on the client that it is given. */
const streaming = /redis-streams-adapter/;

/**
 * A command by a name that is worked out: it may be any. What has members of its own (`client[model].find()`) is none, nor
 * is what is written to; what a constant stands for is quoted elsewhere.
 */
const computed =
  /(?:(?:[Cc]lient|[Rr]edis|[Vv]alkey|[Cc]luster|[Pp]ool)\w*|[Cc]onn(?:ection)?s?\b)\s*\[\s*(?![A-Z\d_]+\s*\])[A-Za-z_$](?![\w$.]*\s*\]\s*(?:\.(?!call\b|apply\b|bind\b)|(?:\?\?|\|\|)?=(?![=>])))/;

/**
 * What of the wrapper a copy gets: the commands that code of the repository names, beside those of every day, and not the
 * parts that no code names. Where a name is worked out all commands are there, and the types have those that are named.
 */
export function unnamedParts(
  { dialect, engine }: Pick<WrapperModule, 'dialect' | 'engine'>,
  survey: Texts,
): Pick<WrapperModule, 'without' | 'commands' | 'typed'> {
  if (engine !== 'iovalkey' || !/^redis[456]$/.test(dialect)) return {};
  const named = namedIn(survey);
  const known = [...everydayCommands, ...named.commands];
  return {
    without: Object.keys(SIGNS).filter((part) => !named.parts.has(part)),
    ...(named.isComputed ? { typed: known } : { commands: known }),
  };
}

/** What is read of a repository. */
type Texts = Pick<Survey, 'wrappers' | 'filesUnder' | 'glanceAt'>;

interface Named {
  readonly parts: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
  readonly isComputed: boolean;
}

const answers = new WeakMap<Texts, Named>();

function namedIn(survey: Texts): Named {
  const known = answers.get(survey);
  if (known !== undefined) return known;
  const parts = new Set<string>();
  const found = new Set<string>();
  let isComputed = false;
  const copies = new Set(survey.wrappers.map((one) => one.path));
  for (const path of survey.filesUnder('')) {
    if (surfaceOf(path) !== 'typescript' || copies.has(path)) continue;
    const text = survey.glanceAt(path) ?? '';
    for (const [part, sign] of Object.entries(SIGNS))
      if (!parts.has(part) && sign.test(text)) parts.add(part);
    for (const [, name, command] of text.matchAll(named)) found.add(NAMES.get(name ?? command ?? '') ?? '');
    if (streaming.test(text)) for (const name of NAMES.values()) if (/^x[A-Z]/.test(name)) found.add(name);
    isComputed ||= computed.test(text);
  }
  // In the order of the tables, whatever the order of the files: the same code gives the same copy.
  const commands = new Set([...NAMES.values()].filter((name) => found.has(name)));
  const answer = { parts, commands, isComputed };
  answers.set(survey, answer);
  return answer;
}

/**
 * The first file that uses a module of Redis by the name that node-redis gives it on a client. The client may come from
 * another file, so that the text has to do.
 */
export function moduleUse(survey: Survey): string | null {
  return (
    survey
      .filesUnder('')
      .find(
        (path) =>
          surfaceOf(path) === 'typescript' &&
          !survey.wrappers.some((one) => one.path === path) &&
          moduleCalls.test(survey.glanceAt(path) ?? ''),
      ) ?? null
  );
}

const moduleCalls = new RegExp(
  [
    /\.(?:ft|bf|cf|cms|topK|tDigest|graph)\s*\.\s*[a-zA-Z_]+\s*\(/,
    /\.json\s*\.\s*(?:[gs]et|m[GS]et|del|forget|merge|clear|toggle|type|(?:arr|num|str|obj)[A-Z]\w+)\s*\(/,
    /\.ts\s*\.\s*(?:m?add|mAdd|create|alter|m?get|mGet|(?:m?[rR]ev)?[rR]ange|mRange|incrBy|decrBy|queryIndex)\s*\(/,
  ]
    .map((one) => one.source)
    .join('|'),
);
