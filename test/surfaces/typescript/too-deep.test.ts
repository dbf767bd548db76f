import { expect, it } from 'vitest';
import { migrate } from '../../../src/migrate.js';
import { defaultOptions } from '../../options.js';
import { plainTree } from '../../repository/trees.js';

it('a file that is nested too deep to be read is told of, and keeps what it may need', async () => {
  const sum = `'a' +\n`.repeat(20_000);
  const { outcome } = await migrate(
    plainTree({
      'package.json': JSON.stringify({ name: 'a', private: true, dependencies: { redis: '3.1.2' } }),
      '.env': 'REDIS_URL=redis://localhost\n',
      'a.js': `require('redis').createClient(process.env.REDIS_URL);\n`,
      'deep.js': `const page = ${sum}process.env.REDIS_URL;\nrequire('redis').createClient(page);\n`,
    }),
    defaultOptions,
  );
  expect(outcome.findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`)).toEqual([
    'unproven-url .env:1',
    'syntax-error deep.js:20002',
  ]);
  expect(outcome.dependencies.map(({ removed }) => removed)).toEqual([[]]);
  expect(outcome.files.some((file) => file.path === 'a.js')).toBe(true);
});
