import { expect, it } from 'vitest';
import { quietRun } from '../../../src/threads.js';
import { surveyFile } from '../../../src/surfaces/typescript/survey-file.js';
import { surveyAhead, surveyFiles } from '../../../src/surfaces/typescript/survey-files.js';

const names = new Set(['redis', 'ioredis', '@redis/client']);
const none = new Set<string>();

const file = (index: number) => ({
  path: `src/cache-${index}.ts`,
  ignoredByGit: false,
  text: [
    "import Redis from 'ioredis';",
    `export const url${index} = process.env.CACHE_${index}_URL ?? 'redis://localhost/${index}';`,
    'export const client = new Redis(url);',
    // Enough that 400 of them are shared with a second thread.
    `// ${'long '.repeat(200)}`,
    '',
  ].join('\n'),
});

it.each([0, 1, 20, 150, 400])(
  'finds in %i files, by as many threads as it takes, what each holds',
  async (count) => {
    const files = Array.from({ length: count }, (_, index) => file(index));
    expect(await surveyFiles(files, names, none)).toEqual(files.map((one) => surveyFile(one, names, none)));
  },
);

it('leaves out what a comment accepts, wherever it was surveyed', async () => {
  const accepted = { ...file(0), text: `// valkey-codemod-ignore: stays\n${file(0).text}` };
  const files = Array.from({ length: 400 }, () => accepted);
  const surveyed = await surveyFiles(files, names, none);
  expect(new Set(surveyed.map(({ facts }) => facts.references[0]?.stays?.rule))).toEqual(
    new Set(['ignored']),
  );
});

it('surveys files that are added while others are looked for, and gives all in their order', async () => {
  const moved = { ...file(1), text: "import { RedisClient } from './valkey/ioredis.js';\n" };
  const long = { ...file(2), text: `${file(2).text}// ${'long '.repeat(4_000)}\n` };
  const files = [file(0)];
  const ahead = surveyAhead(files, names);
  expect(ahead.next()).toBe(false);
  // The parser is loaded by now.
  await surveyFiles([file(9)], names, none);
  expect([ahead.next(), ahead.next()]).toEqual([true, false]);
  files.push(moved, long, file(3));
  expect([ahead.next(), ahead.next(), ahead.next(), ahead.next()]).toEqual([true, true, true, false]);
  // What the wrapper's modules are is known at the end alone.
  const entries = new Set(['src/valkey/ioredis']);
  const surveyed = await ahead.all(entries, quietRun);
  expect(surveyed).toEqual(files.map((one) => surveyFile(one, names, entries)));
  expect(surveyed.map((one) => one.migrated !== null)).toEqual([false, true, false, false]);
});
