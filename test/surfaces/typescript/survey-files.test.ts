import { expect, it } from 'vitest';
import { surveyFile } from '../../../src/surfaces/typescript/survey-file.js';
import { surveyFiles } from '../../../src/surfaces/typescript/survey-files.js';

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
