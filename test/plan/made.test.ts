// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the interpolation of env files
import { expect, it } from 'vitest';
import { migrate } from '../../src/migrate.js';
import type { Options } from '../../src/model.js';
import { defaultOptions } from '../options.js';
import { plainTree } from '../repository/trees.js';

const files = {
  'package.json': '{ "name": "app", "private": true, "dependencies": { "ioredis": "^5.4.1" } }\n',
  'a.js': "const Redis = require('ioredis');\nnew Redis(process.env.QUEUE_URL);\n",
  '.env': 'REDIS_URL=${CACHE_URL:-redis://h}\n',
  'jobs/.env': 'QUEUE_URL=${REDIS_URL}/1\n',
};

async function decided(options: Partial<Options>) {
  const { outcome } = await migrate(plainTree(files), { ...defaultOptions, ...options });
  return outcome.variables.map((one) => `${one.name} ${one.decision}`);
}

it('a variable that takes its URL from one in another file moves with it; one that nothing here defines is none', async () => {
  expect(await decided({})).toEqual(['QUEUE_URL rewritten', 'REDIS_URL rewritten']);
});

it.each<[string, Partial<Options>]>([
  ['the definition is excluded', { exclude: ['.env'] }],
  ['what it needs is excluded', { exclude: ['a.js'] }],
])('is said to be left where %s', async (_, options) => {
  expect(await decided(options)).toEqual(['QUEUE_URL left', 'REDIS_URL left']);
});
