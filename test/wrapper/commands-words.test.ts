import { createRequire } from 'node:module';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, commandsOf, type Major } from '../../src/wrapper/promise/commands/table.js';
import { cases } from './commands/cases.js';
import { show } from './commands/harness.js';

type Words = readonly unknown[];
type Parse = (method: string, args: readonly unknown[], keyPrefix?: string) => Words;

/** The words that the original puts together, before it looks at their types. */
const parse: Readonly<Record<Major, Parse>> = { 4: fourth(), 5: later('redis5'), 6: later('redis6') };

describe.each([4, 5, 6] as const)('words of node-redis %i', (major) => {
  const rows = new Map(commandsOf(major).map((row): [string, Command] => [row.name, row]));
  const row = (method: string): Command => rows.get(method) as Command;
  /** What both send; a call that the original refuses is compared with its reply. */
  const sent = cases
    .filter((one) => one.majors?.includes(major) ?? true)
    // Major 4 puts COUNT between the options, which is the same to the server.
    .filter(({ method }) => major !== 4 || method !== 'lPosCount')
    .flatMap((one) => {
      try {
        const words = parse[major](one.method, one.args);
        const isSent = words.every((word) => typeof word === 'string' || Buffer.isBuffer(word));
        return isSent ? [[show(one), one, words] as const] : [];
      } catch {
        return [];
      }
    });

  it.each(sent)('%s', (_, { method, args }, words) => {
    expect(row(method).arguments(args, major)).toEqual(words);
  });

  it('writes any argument as the original does, or refuses it too', () => {
    fc.assert(
      fc.property(anyCall, ([method, args]) => {
        expect(written(() => row(method).arguments(args, major))).toEqual(
          written(() => checked(parse[major](method, args))),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('has the names of the original', () => {
    const { default: methods } = commandsModule(major);
    const others = [...rows.values()].filter(({ name, upper }) => methods[upper] !== methods[name]);
    expect(others.map(({ name }) => name)).toEqual(major === 4 ? OTHER_NAMES_4 : OTHER_NAMES);
  });

  if (major !== 6) return;
  it.each(sent)('with a prefix before each key: %s', (_, { method, args }) => {
    const keys: number[] = [];
    const words = row(method).arguments(args, major, keys);
    for (const at of keys) {
      const key = words[at] as string | Buffer;
      words[at] = typeof key === 'string' ? `p:${key}` : Buffer.concat([Buffer.from('p:'), key]);
    }
    expect(words).toEqual(parse[major](method, args, 'p:'));
  });
});

/** Upper-case names that the original spells in a way of its own (CONFIG_RESETASTAT, GEORADIUSSTORE …): not carried. */
const OTHER_NAMES = ['configResetStat'];
const OTHER_NAMES_4 = [
  'geoRadiusStore',
  'geoRadiusByMemberStore',
  ...OTHER_NAMES,
  'clusterCountFailureReports',
  'clusterSetConfigEpoch',
];

const word = fc.oneof(fc.string(), fc.string().map(Buffer.from));
const number = fc.oneof(fc.double(), fc.integer());
const content = fc.oneof(word, number);
/** What a caller without types may hand in. */
const odd = fc.constantFrom(undefined, null, true, 1n);
const nested = fc.letrec((tie) => ({
  list: fc.array(fc.oneof({ depthSize: 'small' }, content, tie('list')), { maxLength: 4 }),
}));
const expiration = {
  EX: number,
  PX: number,
  EXAT: number,
  PXAT: number,
  KEEPTTL: fc.boolean(),
  NX: fc.boolean(),
  XX: fc.boolean(),
  GET: fc.boolean(),
};
const member = fc.record({ score: number, value: word });
const range = {
  BY: fc.constantFrom('SCORE', 'LEX'),
  REV: fc.boolean(),
  LIMIT: fc.record({ offset: number, count: number }),
};
const calls: Readonly<Record<string, fc.Arbitrary<unknown>[]>> = {
  set: [word, fc.oneof(content, odd), fc.record(expiration, { requiredKeys: [] })],
  hSet: [
    word,
    fc.oneof(
      nested.list,
      fc.dictionary(fc.string(), content),
      fc.array(fc.tuple(content, content)).map((pairs) => new Map(pairs)),
    ),
  ],
  del: [fc.oneof(word, fc.array(word), odd)],
  lPush: [word, fc.oneof(word, fc.array(fc.oneof(word, odd)))],
  zAdd: [
    word,
    fc.oneof(member, fc.array(member)),
    fc.record(
      { CH: fc.boolean(), XX: fc.boolean(), GT: fc.boolean(), LT: fc.boolean() },
      { requiredKeys: [] },
    ),
  ],
  zIncrBy: [word, number, word],
  zCount: [word, content, content],
  zRange: [word, content, content, fc.record(range, { requiredKeys: [] })],
  expireAt: [word, fc.oneof(number, fc.date({ noInvalidDate: true }))],
  xAdd: [word, word, fc.dictionary(fc.string(), fc.oneof(word, odd))],
  eval: [word, fc.record({ keys: fc.array(word), arguments: fc.array(word) }, { requiredKeys: [] })],
  scan: [
    fc.oneof(fc.nat().map(String), number),
    fc.record({ MATCH: word, COUNT: fc.nat(), TYPE: fc.string() }, { requiredKeys: [] }),
  ],
};
const anyCall = fc
  .constantFrom(...Object.keys(calls))
  .chain((method) => fc.tuple(fc.constant(method), fc.tuple(...(calls[method] as fc.Arbitrary<unknown>[]))));

/** The words, or that there are none: the texts of errors are compared with the replies. */
function written(write: () => Words): Words | string {
  try {
    return write();
  } catch {
    return 'refused';
  }
}

/** As the original's encoder looks at them. */
function checked(words: Words): Words {
  if (words.every((one) => typeof one === 'string' || one instanceof Buffer)) return words;
  throw new TypeError('refused');
}

interface Parser {
  readonly redisArgs: Words;
}
interface Row4 {
  transformArguments(...args: readonly unknown[]): Words;
}
interface Row {
  parseCommand(parser: Parser, ...args: readonly unknown[]): void;
}

function directory(name: string): string {
  const require = createRequire(import.meta.url);
  const client = createRequire(require.resolve(name)).resolve('@redis/client');
  return path.join(path.dirname(client), 'lib');
}

function commandsModule(major: Major): { readonly default: Readonly<Record<string, unknown>> } {
  const require = createRequire(import.meta.url);
  const file = major === 4 ? 'client/commands.js' : 'commands/index.js';
  return require(path.join(directory(`redis${major}`), file));
}

function fourth(): Parse {
  const rows = commandsModule(4).default as Readonly<Record<string, Row4>>;
  return (method, args) => [...(rows[method] as Row4).transformArguments(...args)];
}

function later(name: 'redis5' | 'redis6'): Parse {
  const require = createRequire(import.meta.url);
  const { BasicCommandParser } = require(path.join(directory(name), 'client/parser.js')) as {
    readonly BasicCommandParser: new (keyPrefix?: string) => Parser;
  };
  const rows = commandsModule(name === 'redis5' ? 5 : 6).default as Readonly<Record<string, Row>>;
  return (method, args, keyPrefix) => {
    const parser = new BasicCommandParser(keyPrefix);
    (rows[method] as Row).parseCommand(parser, ...args);
    return parser.redisArgs;
  };
}
