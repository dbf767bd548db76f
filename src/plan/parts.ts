import { commandOf, type Row } from '#wrapper/promise/commands/row';
import { admin } from '#wrapper/promise/commands/admin';
import { cluster } from '#wrapper/promise/commands/cluster';
import { geo } from '#wrapper/promise/commands/geo';
import { streams } from '#wrapper/promise/commands/streams';
import type { WrapperModule } from '../delivery/copy.js';
import { surfaceOf } from '../surfaces/registry.js';
import type { Survey } from './survey.js';

/** Text that asks for a part of the promise dialects. A member counts whoever has it: a part too much costs only bytes. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  cluster: /\bcreateCluster\b|\bRedisCluster(?:Type|Options)\b/,
  sentinel: /\bcreateSentinel\b|\bRedisSentinel(?:Type|Options)\b/,
  pool: /\bcreate(?:Client)?Pool\b/,
  legacy: /\.legacy\s*\(/,
  // What raw commands reply in major 6; packages that are given a client send them too.
  resp3: /\b(?:sendCommand|addCommand)\b|\.legacy\s*\(|\b(?:rate-limit|connect-redis|socket\.io)/,
  geo: namesOf(geo),
  streams: new RegExp(`${namesOf(streams).source}|redis-streams-adapter`),
  admin: namesOf([...admin, ...cluster]),
};

/**
 * A command by a name that is worked out: it may be any. What has members of its own (`client[model].find()`) is none, nor
 * is what is written to; what a constant stands for is quoted elsewhere.
 */
const computed =
  /(?:(?:[Cc]lient|[Rr]edis|[Vv]alkey|[Cc]luster|[Pp]ool)\w*|[Cc]onn(?:ection)?s?\b)\s*\[\s*(?![A-Z\d_]+\s*\])[A-Za-z_$](?![\w$.]*\s*\]\s*(?:\.(?!call\b|apply\b|bind\b)|(?:\?\?|\|\|)?=(?![=>])))/;
const commandParts = ['geo', 'streams', 'admin'];

/** The parts that a copy can go without, since no code of the repository names what they do. */
export function unnamedParts({ dialect, engine }: Pick<WrapperModule, 'dialect' | 'engine'>, survey: Texts) {
  if (engine !== 'iovalkey' || !/^redis[456]$/.test(dialect)) return {};
  const named = namedIn(survey);
  return { without: Object.keys(SIGNS).filter((part) => !named.has(part)) };
}

/** What is read of a repository. */
type Texts = Pick<Survey, 'wrappers' | 'filesUnder' | 'glanceAt'>;

const answers = new WeakMap<Texts, ReadonlySet<string>>();

function namedIn(survey: Texts): ReadonlySet<string> {
  const known = answers.get(survey);
  if (known !== undefined) return known;
  const named = new Set<string>();
  const copies = new Set(survey.wrappers.map((one) => one.path));
  for (const path of survey.filesUnder('')) {
    if (surfaceOf(path) !== 'typescript' || copies.has(path)) continue;
    const text = survey.glanceAt(path) ?? '';
    for (const [part, sign] of Object.entries(SIGNS))
      if (!named.has(part) && sign.test(text)) named.add(part);
    if (computed.test(text)) for (const part of commandParts) named.add(part);
  }
  answers.set(survey, named);
  return named;
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

/**
 * Both names of each command, as a member or quoted: `failover` and `clusterNodes` are words of many programs. `command` is
 * a command only without arguments, and `process.memoryUsage` is none.
 */
function namesOf(rows: readonly Row[]): RegExp {
  const names = rows
    .map(commandOf)
    .flatMap(({ name, upper }) => (name === 'command' ? [] : [name, upper]))
    .map((name) => name.replace(/\W/g, '\\$&'));
  const asked = rows.some(([name]) => name === 'command') ? '|\\.(?:command|COMMAND)\\(\\s*\\)' : '';
  return new RegExp(`(?:(?<!\\bprocess)\\.\\s*|['"\`])(?:${[...new Set(names)].join('|')})\\b${asked}`);
}
