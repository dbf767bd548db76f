import { expect, it } from 'vitest';
import { migrate } from '../../../src/migrate.js';
import { defaultOptions } from '../../options.js';
import { plainTree } from '../../repository/trees.js';

const manifest = JSON.stringify({ name: 'app', private: true, dependencies: { ioredis: '5.4.1' } });
const client = `import Redis from 'ioredis';
import { isTls } from './c';
new Redis(process.env.REDIS_URL, isTls(process.env.REDIS_URL) ? { tls: {} } : {});
`;

it.each([
  `export function isTls(url: string) { return url.startsWith('rediss://'); }`,
  `export function isTls(url: string) { return !(!url.startsWith('rediss://')); }`,
  `export function isTls(url: string) { return new URL(url).protocol === 'rediss:'; }`,
  `const TLS = ['rediss:', 'https:'];\nexport function isTls(url: string) { return TLS.includes(new URL(url).protocol); }`,
])(
  'a check to which the value of another file comes is widened, and no finding calls it narrow: %s',
  async (code) => {
    const files = {
      'package.json': manifest,
      '.env': 'REDIS_URL=rediss://h\n',
      'a.ts': client,
      'c.ts': code,
    };
    const { outcome } = await migrate(plainTree(files), defaultOptions);
    expect(outcome.files.find((one) => one.path === 'c.ts')?.after).toMatch(/valkeys|isTlsUrl/);
    expect(outcome.findings.filter((one) => one.rule === 'narrow-check')).toEqual([]);
  },
);
