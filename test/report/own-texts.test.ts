import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { credentialsIn } from '../../src/report/secrets/credentials.js';

const sources = readdirSync('src/wrapper', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.join('src/wrapper', name));

it.each(sources)('%s can be shown in a patch: no example URL in it has a password', (source) => {
  const text = readFileSync(source, 'utf8');
  expect(credentialsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([]);
});
