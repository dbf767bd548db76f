import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../servers.js';
import { COMMAND_LINES } from './commands.js';
import { type Client, type ClientClass, MAJORS, outcomeOf, words } from './subject.js';

let valkey: TestServer;
let redis: TestServer;

beforeAll(async () => {
  [valkey, redis] = await Promise.all([startServer(), startServer({ program: 'redis-server' })]);
});

afterAll(async () => {
  await Promise.all([valkey.stop(), redis.stop()]);
});

type Run = readonly (readonly [line: string, outcome: unknown])[];

/** Runs the lines of a group on an empty database, through a fresh client. */
async function runGroup(
  Class: ClientClass,
  server: TestServer,
  lines: string,
  send: (client: Client, line: string) => Promise<unknown>,
): Promise<Run> {
  await server.command('FLUSHALL');
  const client = new Class(server.port, { maxRetriesPerRequest: 1 });
  client.on('error', () => {});
  const run: [string, unknown][] = [];
  for (const line of lines.trim().split('\n')) run.push([line.trim(), await send(client, line)]);
  client.disconnect();
  return run;
}

function differences(before: Run, after: Run): (readonly [line: string, before: unknown, after: unknown])[] {
  return before.flatMap(([line, outcome], at) => {
    const other = after[at]?.[1];
    return isDeepStrictEqual(outcome, other) ? [] : [[line, outcome, other] as const];
  });
}

const asMethod = (client: Client, line: string): Promise<unknown> => {
  const { method, given } = words(line);
  return outcomeOf(client, method, ...given);
};
const asBuffers = (client: Client, line: string): Promise<unknown> => {
  const { method, given } = words(line);
  return outcomeOf(client, `${method}Buffer`, ...given.map((one) => Buffer.from(one)));
};
const asCallback = (client: Client, line: string): Promise<unknown> => {
  const { method, given } = words(line);
  return new Promise((resolve) => {
    const done = (error: unknown, reply: unknown): void => {
      resolve([error === null || error === undefined ? null : String(error), reply]);
    };
    void outcomeOf(client, method, ...given, done).then((outcome) => {
      if (outcome !== null && typeof outcome === 'object' && 'missing' in outcome) resolve(outcome);
    });
  });
};
const asCall = (client: Client, line: string): Promise<unknown> => {
  const { method, given } = words(line);
  return outcomeOf(client, 'call', method.toUpperCase(), ...given);
};

const WAYS = { asMethod, asBuffers, asCallback, asCall };

describe.each(MAJORS)('ioredis $major', ({ major, Original, Ours }) => {
  describe.each(Object.entries(COMMAND_LINES))('%s', (_, lines) => {
    it.each(Object.entries(WAYS))('%s: the module gives what the package gives', async (_, send) => {
      const original = await runGroup(Original, valkey, lines, send);
      const found = differences(original, await runGroup(Ours, valkey, lines, send));
      const known = (line: string): boolean => major === 6 && send === asCall && RESP3_CALLS.test(line);
      expect(found.filter(([line]) => !known(line))).toEqual([]);
    });

    it('on Valkey, what the package gives on Redis 7.0', async () => {
      const before = await runGroup(Original, redis, lines, asMethod);
      const after = await runGroup(Ours, valkey, lines, asMethod);
      const known = (line: string): boolean => SERVER_DIFFERENCES.has(line);
      expect(differences(before, after).filter(([line]) => !known(line))).toEqual([]);
    });
  });

  it('gives what is another with every call in the same shape', async () => {
    const shapes = async (Class: ClientClass): Promise<unknown> => {
      const client = new Class(valkey.port);
      const replies = await Promise.all(
        ['time', 'lastsave', 'info', 'timeBuffer', 'infoBuffer'].map((method) => outcomeOf(client, method)),
      );
      client.disconnect();
      return replies.map((outcome) => {
        const { reply } = Object(outcome);
        return Array.isArray(reply) ? reply.map(kindOf) : kindOf(reply);
      });
    };
    expect(await shapes(Ours)).toEqual(await shapes(Original));
  });

  it('knows every command that the package knows, but those of Redis 8', () => {
    const methods = (Class: ClientClass): string[] => {
      const client = new Class({ lazyConnect: true });
      const names: string[] = [];
      for (
        let on: object | null = client;
        on !== null && on !== Object.prototype;
        on = Object.getPrototypeOf(on)
      ) {
        names.push(...Object.getOwnPropertyNames(on));
      }
      return names.filter((name) => !name.startsWith('_') && typeof Reflect.get(client, name) === 'function');
    };
    const ours = new Set(methods(Ours));
    expect(methods(Original).filter((name) => !ours.has(name) && !NOT_CARRIED.test(name))).toEqual([]);
  });
});

function kindOf(reply: unknown): string {
  return Buffer.isBuffer(reply) ? 'Buffer' : typeof reply;
}

/** Lines that Redis 7.0 itself answers otherwise than Valkey 8.0, with the reason. */
const SERVER_DIFFERENCES: ReadonlyMap<string, string> = new Map([
  ['zrank z a WITHSCORE', 'came with Redis 7.2'],
  ['zrevrank z a WITHSCORE', 'came with Redis 7.2'],
  ['evalsha ffffffffffffffffffffffffffffffffffffffff 0', 'Redis adds: Please use EVAL.'],
  ['evalsha_ro ffffffffffffffffffffffffffffffffffffffff 0', 'Redis adds: Please use EVAL.'],
  ['evalsha e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0', 'Redis adds: Please use EVAL.'],
  ['command GETKEYS get', 'other words for the wrong number of arguments'],
  ['acl LIST', 'Valkey names sanitize-payload'],
  ['readonly', 'an error of Redis outside a cluster'],
  ['readwrite', 'an error of Redis outside a cluster'],
]);

/**
 * ioredis 6 speaks RESP3 and knows its legacy replies by the lower-case name alone: through `call` in upper case these
 * have other shapes. `call` is no proven member of that major.
 */
const RESP3_CALLS =
  /^(?:hrandfield .* WITHVALUES|z\w+ .*WITHSCORES|zpop(?:min|max) \w+ \d|xread(?:group)? )/i;

/** Methods for commands that no Valkey has, and inner methods of the classes. */
const NOT_CARRIED =
  /^(?:increx|msetex|hgetdel|xdelex|xnack|v(?:add|card|dim|emb|getattr|info|ismember|links|randmember|range|rem|setattr|sim)|ar(?:count|del|delrange|get|getrange|grep|info|insert|lastitems|len|mget|mset|next|op|ring|scan|seek|set)|sdiffcard|sunioncard|getBlockingTimeoutInMs|getConfiguredBlockingTimeout|clearAddedScriptHashesCleanInterval|backup|blmovem|delex|digest|himport\w*|hotkeys|lmovem|trimslots|xackdel|xcfgset|xidmprecord)(?:Buffer)?$/;
