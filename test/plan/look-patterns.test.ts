import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../src/plan/look.js';
import { noteTelling } from '../../src/plan/look-patterns.js';

function isNoted(text: string | null): boolean {
  const noted: number[] = [];
  noteTelling(3, text, noted);
  expect([[], [3]]).toContainEqual(noted);
  return noted.length > 0;
}

function findsSomething(text: string): boolean {
  const found = lookAt({ wrappers: [], tellingFiles: () => ['a.ts'], glanceAt: () => text });
  const names = found.parts.size + found.commands.size + found.members.length;
  return names > 0 || found.isComputed || found.moduleUse !== null;
}

describe('noteTelling', () => {
  it.each([
    'await db.zInter(keys)',
    "promisify(db['geoAdd'])",
    'db.command()',
    'const { zInterStore } = client',
    'const cluster = createCluster({ rootNodes })',
    'store.legacy()',
    "db.sendCommand(['GET', 'a'])",
    'client[name](key)',
    'batch[method](key)',
    'db.json.set(key, path, value)',
    'queue.client.command_queue.length',
    "import { createAdapter } from '@socket.io/redis-streams-adapter'",
  ])('takes %s', (text) => {
    expect([isNoted(text), findsSomething(text)]).toEqual([true, true]);
  });

  it.each([
    "import fs from 'node:fs'",
    "db.get('a')",
    'list[0](key)',
    'const zInter = 1',
    'process.memoryUsage()',
    'app[name](route)',
  ])('leaves %s out', (text) => {
    expect([isNoted(text), findsSomething(text)]).toEqual([false, false]);
  });

  it('takes a file that is too long', () => {
    expect(isNoted(null)).toBe(true);
  });

  it('leaves out no text that something is found in', () => {
    const word = fc.constantFrom(
      ...[
        'client',
        'redis',
        'pool',
        'conn',
        'cluster',
        'subscriber',
        'db',
        'batch',
        'multi',
        'store',
        'zInter',
        'geoAdd',
      ],
      ...[
        'createPool',
        'createSentinel',
        'legacy',
        'sendCommand',
        'command',
        'json',
        'ft',
        'set',
        'search',
        'name',
        'é',
      ],
      ...['command_queue', 'redis-streams-adapter', 'rate-limit', 'Reflect.get', 'call'],
      ...['.', '?.', '!', '[', ']', '(', ')', ',', "'", '"', '`', '${', '}', ' ', '\n', ' as Client'],
    );
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, (source) => {
        if (findsSomething(source)) expect(isNoted(source)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});
