import { Redis } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provenCommands } from '../../src/plan/proven-commands.js';
import { commandsOf, type Major } from '../../src/wrapper/promise/commands/table.js';
import { startServer, type TestServer } from '../servers.js';
import { cases } from './commands/cases.js';
import { type Caller, type Case, commandsIn, original, outcome, show, table } from './commands/harness.js';
import { type Known, known, knownOf, type Where } from './commands/known.js';

const MAJORS: readonly Major[] = [4, 5, 6];
const of = (major: Major): readonly Case[] =>
  cases.filter((one) => one.majors === undefined || one.majors.includes(major));

describe.each(MAJORS)('commands of node-redis %i, the package and the table', (major) => {
  const servers: TestServer[] = [];
  const controls: Redis[] = [];
  const callers: Caller[] = [];
  const seen = new Set<string>();

  beforeAll(async () => {
    servers.push(await startServer(), await startServer({ program: 'redis-server' }));
    const [valkey, redis] = servers as [TestServer, TestServer];
    for (const { port } of servers) controls.push(new Redis({ host: '127.0.0.1', port }));
    callers.push(await original(major, valkey.port), await table(major, valkey.port));
    callers.push(await original(major, redis.port));
  });

  afterAll(async () => {
    for (const caller of callers) await caller.end();
    for (const control of controls) control.disconnect();
    for (const server of servers) await server.stop();
  });

  /** What a caller gets in a world that holds what the case gives it, and nothing else. */
  async function run(one: Case, index: number, buffers: boolean): Promise<string> {
    const control = controls[index === 2 ? 1 : 0] as Redis;
    const caller = callers[index] as Caller;
    await clean(control);
    for (const [name = '', ...rest] of commandsIn(one.given)) {
      // `!AUTH nobody x`: on purpose refused.
      if (name.toString().startsWith('!')) await caller.send([name.slice(1), ...rest]).catch(() => {});
      else if (one.onConnection) await caller.send([name, ...rest]);
      else await control.call(name.toString(), rest);
    }
    return outcome(caller, one, buffers);
  }

  it.each(of(major).map((one, i) => [`${i} ${show(one)}`, one] as const))('%s', async (_, one) => {
    for (const buffers of [false, true]) {
      const before = await run(one, 0, buffers);
      const after = await run(one, 1, buffers);
      const onRedis = await run(one, 2, buffers);
      compare(one.method, buffers ? 'Buffers' : 'strings', after, before);
      compare(one.method, 'redis', after, onRedis);
    }
  });

  /** Equal, or one of the known differences. */
  function compare(method: string, where: Where, after: string, before: string): void {
    const row =
      knownOf(method, major, where) ?? (where === 'redis' ? knownOf(method, major, 'Buffers') : undefined);
    if (!row) expect(after, where).toBe(before);
    else if (after !== before) seen.add(`${where} ${method}`);
  }

  const isCalled = (listed: string): boolean => called.has(listed.split(' ')[1] ?? '');
  it('has the known differences, and no longer lists what is equal', () => {
    const listed = known.filter((row) => row.majors.includes(major)).flatMap(whereAndMethods);
    expect(listed.filter((one) => !seen.has(one) && isCalled(one))).toEqual([]);
  });

  it('has at least 350 cases', () => {
    expect(of(major).length).toBeGreaterThanOrEqual(350);
  });

  const called = new Set(of(major).map(({ method }) => method));
  it('has a case for every row, which makes it proven', () => {
    const rows = commandsOf(major);
    expect(rows.filter(({ name }) => !called.has(name))).toEqual([]);
    expect(new Set(rows.flatMap(({ name, upper }) => [name, upper]))).toEqual(new Set(provenCommands(major)));
  });
});

const whereAndMethods = ({ where, methods }: Known): string[] =>
  where.flatMap((one) => methods.map((method) => `${one} ${method}`));

/** Takes away what an earlier case left. */
async function clean(control: Redis): Promise<void> {
  await control
    .pipeline([['flushall'], ['script', 'flush'], ['function', 'flush'], ['acl', 'deluser', 'alice', 'bob']])
    .exec();
  for (;;) {
    const busy = /(rewrite|bgsave)_(in_progress|scheduled):1/.test(await control.info('persistence'));
    if (!busy) return;
  }
}
