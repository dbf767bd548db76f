import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { provenRedis3, provenRedis3Commands } from '../../src/plan/proven/redis3.js';
import redis from '../../src/wrapper/redis3.js';
import { startServer, type TestServer } from '../servers.js';
import { GROUPS, readGroup } from './redis3/commands.js';
import { call, original, pause, record, type Redis, show } from './redis3/subject.js';

type Option = (typeof provenRedis3.options)[number];
type Member = (typeof provenRedis3.members)[number];

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

describe('exports', () => {
  it('has all of the package, as values of the same kind', () => {
    const kinds = (subject: object): unknown =>
      provenRedis3.exports.map((name) => [name, typeof Reflect.get(subject, name)]);
    expect(kinds(redis)).toEqual(kinds(original(3)));
    expect(Object.keys(original(3)).filter((name) => !(name in redis))).toEqual([]);
    expect([...provenRedis3.exports].sort()).toEqual(Object.keys(original(3)).sort());
  });

  it('has one class under three names', () => {
    expect(redis.ValkeyClient).toBe(redis.RedisClient);
    const client = redis.createClient(server.port);
    expect(client).toBeInstanceOf(redis.RedisClient);
    expect(client.constructor.name).toBe('RedisClient');
    client.end(true);
  });

  it('has error classes that inherit from each other as those of the package', () => {
    const names = ['RedisError', 'ReplyError', 'ParserError', 'AbortError', 'AggregateError'] as const;
    const chains = (subject: Redis): unknown =>
      names.map((name) =>
        names.filter((other) => Reflect.get(subject, name).prototype instanceof Reflect.get(subject, other)),
      );
    expect(chains(redis)).toEqual(chains(original(3)));
    for (const subject of [redis, original(3)]) {
      const error = new subject.AbortError({ message: 'm', code: 'C' });
      expect([error.name, `${error}`, error.code]).toEqual(['AbortError', 'AbortError: m', 'C']);
      expect(new subject.AggregateError({ message: 'm' }).name).toBe('AggregateError');
      expect(new subject.ReplyError('r')).toMatchObject({ name: 'ReplyError', message: 'r' });
    }
  });

  it('can be stubbed', () => {
    const stub = vi.spyOn(redis, 'createClient').mockReturnValue('stubbed' as never);
    expect(redis.createClient()).toBe('stubbed');
    stub.mockRestore();
  });

  it('prints as the package does', () => {
    const lines: unknown[][] = [];
    vi.spyOn(console, 'log').mockImplementation((...given: unknown[]) => lines.push(given));
    for (const subject of [redis, original(3)]) {
      subject.print(null, 'x');
      subject.print(null, ['a', 1]);
      subject.print(new Error('e'), undefined);
    }
    expect(lines.slice(0, 3)).toEqual(lines.slice(3));
  });

  it('tells about commands without a callback in debug mode', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const logs = [];
    for (const subject of [original(3), redis]) {
      subject.debug_mode = true;
      const client = subject.createClient(server.port);
      const log: unknown[] = [];
      client.on('error', (error) =>
        log.push(show(error), error instanceof subject.AggregateError && error.errors.map(show)),
      );
      client.get('a');
      client.get('b');
      client.end(true);
      const single = subject.createClient(server.port);
      record(single, ['error'], log);
      single.get('a');
      single.end(true);
      subject.debug_mode = false;
      logs.push(log);
    }
    expect(logs[1]).toEqual(logs[0]);
  });
});

describe('prototypes', () => {
  it.each(['RedisClient', 'Multi'] as const)('%s lists the methods of the package', (name) => {
    const listed = (subject: Redis): string[] =>
      Object.keys(subject[name].prototype).filter(
        (key) => typeof Object.getOwnPropertyDescriptor(subject[name].prototype, key)?.value === 'function',
      );
    const missing = listed(original(3)).filter((key) => !listed(redis).includes(key));
    // What node-redis says is internal, and nobody may call.
    expect(missing.filter((key) => !INTERNAL.includes(key))).toEqual([]);
    const own =
      name === 'Multi' ? provenRedis3.multiMembers : ['end', 'unref', 'duplicate', 'batch', 'sendCommand'];
    expect(listed(redis)).toEqual(
      expect.arrayContaining([...own, ...provenRedis3Commands.filter((one) => !/^multi$/i.test(one))]),
    );
  });

  const INTERNAL = [
    ...[
      'create_stream',
      'handle_reply',
      'initialize_retry_vars',
      'warn',
      'flush_and_error',
      'on_error',
      'on_connect',
    ],
    ...[
      'on_ready',
      'on_info_cmd',
      'ready_check',
      'send_offline_queue',
      'connection_gone',
      'return_error',
      'drain',
    ],
    ...['return_reply', 'internal_send_command', 'write_strings', 'write_buffers', 'write'],
  ];
});

describe('commands', () => {
  /** Those that have their own scenario, or end the server or the connection. */
  const ELSEWHERE =
    /^(auth|info|monitor|multi|subscribe|unsubscribe|psubscribe|punsubscribe|quit|shutdown|sync|psync|host:|post|pfselftest)$/;

  it('have a line of their own each in the differential test', () => {
    const tested = new Set(
      Object.values(GROUPS).flatMap((text) => readGroup(text).map(({ words }) => words[0])),
    );
    const names = provenRedis3Commands.filter((name) => name === name.toLowerCase());
    expect(names.filter((name) => !tested.has(name) && !ELSEWHERE.test(name))).toEqual([]);
  });
});

describe('events', () => {
  it('are noted by a scenario each', () => {
    const text = readFileSync(new URL('redis3/scenarios.ts', import.meta.url), 'utf8');
    expect(provenRedis3.events.filter((event) => !text.includes(`'${event}'`))).toEqual([]);
  });
});

describe('options', () => {
  /** A value for each. The scenarios look at what they do; here at what a client makes of them. */
  const VALUES: { readonly [name in Option]: readonly unknown[] } = {
    auth_pass: ['x'],
    connect_timeout: [1000, '2000'],
    db: [1, '2'],
    detect_buffers: [true, false],
    disable_resubscribing: [true],
    enable_offline_queue: [true, undefined],
    family: ['IPv4', undefined],
    host: ['localhost', '127.0.0.1', undefined],
    max_attempts: [3],
    no_ready_check: [true],
    password: ['x', undefined],
    path: [undefined],
    port: [],
    prefix: ['p:', ''],
    rename_commands: [{ GET: 'strlen' }, null],
    retry_max_delay: [100],
    retry_strategy: [() => 10, undefined],
    retry_unfulfilled_commands: [true],
    return_buffers: [true],
    socket_initial_delay: [100],
    socket_keepalive: [false],
    socket_nodelay: [false],
    string_numbers: [true],
    tls: [undefined, false],
    url: [],
    user: [],
  };

  it.each(Object.entries(VALUES).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    '%s: %o',
    async (name, value) => {
      for (const key of [name, name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())]) {
        const options = { port: server.port, [key]: value };
        expect(await look(redis, options)).toEqual(await look(original(3), options));
      }
    },
  );

  it('are refused where they cannot be carried', () => {
    expect(() => Reflect.construct(redis.RedisClient, [{}, {}])).toThrow(
      /"stream" is not supported.*--engine installed/s,
    );
    expect(() => redis.createClient({ stream: 1 } as object)).toThrow(/"stream" is not supported/);
  });

  async function look(subject: Redis, options: object): Promise<unknown> {
    const client = subject.createClient(options);
    const log: unknown[] = [];
    record(client, ['connect', 'ready', 'error', 'end'], log);
    log.push(await call(client, 'get', 'a'));
    const { address, selected_db, connection_options } = Object(client);
    client.end(true);
    return { log, address, selected_db, connection_options, options: show(Reflect.get(client, 'options')) };
  }
});

describe('members', () => {
  it('are of the same kind', async () => {
    const kinds = async (subject: Redis): Promise<unknown> => {
      const client = subject.createClient(server.port);
      await call(client, 'ping');
      const members: readonly Member[] = provenRedis3.members;
      const found = members.map((name) => [name, typeof Reflect.get(client, name)]);
      client.cork();
      const corked = call(client, 'ping');
      client.uncork();
      const reply = await corked;
      client.end(true);
      await pause(5);
      return [found, reply];
    };
    expect(await kinds(redis)).toEqual(await kinds(original(3)));
  });
});
