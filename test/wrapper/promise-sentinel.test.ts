import type { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as five from '../../src/wrapper/redis5.js';
import { call, modules, originals, outcome, sleep, until } from './promise/libraries.js';
import { type SentinelSetup, startSentinel } from './sentinel.js';

let setup: SentinelSetup;
beforeAll(async () => {
  setup = await startSentinel();
});
afterAll(() => setup.stop());

const options = () => ({
  name: 'main',
  sentinelRootNodes: [{ host: '127.0.0.1', port: setup.port }],
  nodeClientOptions: { socket: { reconnectStrategy: 50 } },
  // One for the lease: with its only one lent the package waits for ever.
  masterPoolSize: 2,
});

/** What a user of a sentinel client sees; the package and the module must give the same. */
async function play(library: object, major: number): Promise<string[]> {
  const make = (): object => call(library, 'createSentinel', options()) as object;
  const ask = (target: object, name: string, ...args: unknown[]): Promise<string> =>
    outcome(() => call(target, name, ...args));
  const sentinel = make() as EventEmitter;
  sentinel.on('error', () => {});
  const log = [await outcome(async () => typeof (await call(sentinel, 'connect')))];
  const multi = (target: object): object => call(target, 'multi') as object;
  log.push(
    await ask(sentinel, 'set', 'k', `${major}`),
    await ask(sentinel, 'get', 'k'),
    await ask(call(call(multi(sentinel), 'set', 'n', '1') as object, 'incr', 'n') as object, 'exec'),
    await ask(sentinel, 'sendCommand', false, ['GET', 'k']),
    await ask(sentinel, 'sendCommand', true, ['GET', 'k']),
    await ask(call(multi(sentinel), 'addCommand', false, ['GET', 'k']) as object, 'exec'),
    await ask(call(multi(sentinel), 'sendCommand', ['GET', 'k']) as object, 'exec'),
    await ask(sentinel, 'use', (own: object) => call(own, 'get', 'k')),
    await ask(sentinel, 'LOLWUT').then((drawing) => typeof drawing),
    await outcome(() => {
      // Major 5 has no `duplicate` here.
      if (major === 5) return undefined;
      const view = call(sentinel, 'withCommandOptions', { asap: true }) as object;
      return [
        Reflect.get(view, 'commandOptions'),
        Reflect.get(call(view, 'duplicate') as object, 'commandOptions'),
      ];
    }),
  );
  const lease = (await call(sentinel, 'acquire')) as object;
  log.push(await ask(lease, 'watch', 'k'), await ask(sentinel, 'set', 'k', 'other'));
  log.push(await ask(call(multi(lease), 'get', 'k') as object, 'exec'), await ask(lease, 'get', 'k'));
  await call(lease, 'release');
  const other = make() as EventEmitter;
  other.on('error', () => {});
  await call(other, 'connect');
  const seen: string[] = [];
  log.push(await ask(sentinel, 'subscribe', 'news', (message: string) => seen.push(message)));
  await call(other, 'publish', 'news', 'one');
  await until(() => seen.length === 1);
  log.push(
    await ask(sentinel, 'get', 'k'),
    await ask(other, 'close'),
    `${Reflect.get(sentinel, 'isOpen')} ${Reflect.get(sentinel, 'isReady')}`,
  );
  await call(sentinel, 'destroy');
  return [...log, `${Reflect.get(sentinel, 'isOpen')}`];
}

describe.each([5, 6] as const)('redis %i', (major) => {
  it('talks to the master as the package does', { timeout: 30_000 }, async () => {
    expect(await play(modules[major], major)).toEqual(await play(originals[major], major));
  });
});

it.each([
  ['the package', originals[6]],
  ['the module', modules[6]],
])('%s gives up an iteration when the master changes', async (_, library) => {
  const sentinel = call(library, 'createSentinel', options()) as EventEmitter;
  const changes: unknown[] = [];
  sentinel.on('topology-change', (event: { type: string }) => changes.push(event.type));
  await call(sentinel, 'connect');
  for (let i = 0; i < 50; i++) await call(sentinel, 'set', `scanned ${i}`, '');
  const pages = call(sentinel, 'scanIterator', { COUNT: 5 }) as AsyncGenerator<unknown>;
  const log = [`${(await pages.next()).done}`, `${changes.includes('MASTER_CHANGE')}`];
  sentinel.emit('topology-change', { type: 'MASTER_CHANGE', node: { host: 'elsewhere', port: 1 } });
  log.push(await outcome(() => pages.next()), await outcome(() => pages.next()));
  expect(log).toEqual([
    'false',
    'true',
    '! ScanIteratorInterruptedError: Scan iteration was interrupted by a Sentinel master change',
    '= {"done":true}',
  ]);
  await call(sentinel, 'close');
});

it('follows the master after a failover', { timeout: 60_000 }, async () => {
  const client = five.createSentinel(options());
  const errors: unknown[] = [];
  client.on('client-error', (event: unknown) => errors.push(event));
  await client.connect();
  await client.set('before', '1');
  await setup.primary.command('WAIT', '1', '1000');
  await setup.primary.kill();
  while ((await outcome(() => client.set('after', '2'))) !== '= "OK"') await sleep(50);
  expect(await client.get('before')).toBe('1');
  expect(errors.length).toBeGreaterThan(0);
  await client.close();
});
