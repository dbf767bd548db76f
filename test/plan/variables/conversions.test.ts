import { describe, expect, it } from 'vitest';
import { URL_CONSUMERS, type UrlConsumer } from '../../../src/plan/tables/url-consumers.js';
import { type Asked, changed, type Files, planFor } from './repository.js';

const CLIENT = `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL);\n`;
const ENV = 'REDIS_URL=redis://h\n';
const IMPORT = `import { toRedisUrl } from './valkey/url';\n`;

function run(code: string, asked: Asked = {}) {
  const files: Files = { '.env': ENV, 'client.ts': CLIENT, 'use.ts': code };
  const plan = planFor(files, asked);
  const after = { ...files, ...changed(files, plan) };
  return { code: after['use.ts'], env: after['.env'], decision: plan.variables[0]?.decision, plan };
}

const places = URL_CONSUMERS.flatMap((row) =>
  row.called.flatMap((called) => row.properties.map((property) => [row, called, property] as const)),
);

describe('every place of the table of consumers', () => {
  it.each(places.map((place) => [callOf(...place, 'process.env.REDIS_URL'), ...place] as const))(
    '%s',
    (code, row, called, property) => {
      // A version is what tells the majors of a package apart.
      const found = run(code, { versionOf: () => versionIn(row) });
      const converted = callOf(row, called, property, 'toRedisUrl(process.env.REDIS_URL)');
      const [first, ...rest] = converted.split('\n');
      const isAll = row.schemes === 'all';
      expect(found.code).toBe(isAll ? code : [first, IMPORT.trimEnd(), ...rest].join('\n'));
      expect(found).toMatchObject({
        env: 'REDIS_URL=valkey://h\n',
        decision: isAll ? 'rewritten' : 'converted',
      });
    },
  );

  it('moves nothing where such packages alone read it', () => {
    for (const [row, called, property] of places) {
      const files = { '.env': ENV, 'use.ts': callOf(row, called, property, 'process.env.REDIS_URL') };
      const plan = planFor(files, { versionOf: () => versionIn(row) });
      expect(plan.changes, row.name).toEqual([]);
      expect(plan.variables[0]?.reason).toContain(row.name);
    }
  });
});

describe('the call gets the URL that it got before', () => {
  it.each([
    [
      'a shorthand',
      `import { Queue } from 'bullmq';\nconst url = process.env.REDIS_URL;\nnew Queue('q', { connection: { url } });\n`,
      `import { Queue } from 'bullmq';\n${IMPORT}const url = process.env.REDIS_URL;\nnew Queue('q', { connection: { url: toRedisUrl(url) } });\n`,
    ],
    [
      'options that are held, once',
      `import { Queue, Worker } from 'bullmq';\nconst connection = { url: process.env.REDIS_URL! };\nnew Queue('q', { connection });\nnew Worker('q', run, { connection });\n`,
      `import { Queue, Worker } from 'bullmq';\n${IMPORT}const connection = { url: toRedisUrl(process.env.REDIS_URL!) };\nnew Queue('q', { connection });\nnew Worker('q', run, { connection });\n`,
    ],
    [
      'with its default',
      `import Queue from 'bull';\nnew Queue('q', process.env.REDIS_URL || 'redis://localhost');\n`,
      `import Queue from 'bull';\n${IMPORT}new Queue('q', toRedisUrl(process.env.REDIS_URL || 'valkey://localhost'));\n`,
    ],
    [
      'a factory of a module',
      `import { RedisModule } from '@nestjs-modules/ioredis';\nRedisModule.forRootAsync({ inject: [ConfigService], useFactory: (config: ConfigService) => ({ type: 'single', url: config.get('REDIS_URL') }) });\n`,
      `import { RedisModule } from '@nestjs-modules/ioredis';\n${IMPORT}RedisModule.forRootAsync({ inject: [ConfigService], useFactory: (config: ConfigService) => ({ type: 'single', url: toRedisUrl(config.get('REDIS_URL')) }) });\n`,
    ],
    [
      'a subclass',
      `import { Queue } from 'bullmq';\nexport class Mail extends Queue {\n  constructor() {\n    super('mail', { connection: { url: process.env.REDIS_URL } });\n  }\n}\n`,
      `import { Queue } from 'bullmq';\n${IMPORT}export class Mail extends Queue {\n  constructor() {\n    super('mail', { connection: { url: toRedisUrl(process.env.REDIS_URL) } });\n  }\n}\n`,
    ],
    [
      'require, double quotes, no semicolons',
      `"use strict"\nconst Queue = require("bull")\nconst { x } = require("./x")\n\nmodule.exports = new Queue("q", process.env.REDIS_URL)\n`,
      `"use strict"\nconst Queue = require("bull")\nconst { x } = require("./x")\nconst { toRedisUrl } = require("./valkey/url")\n\nmodule.exports = new Queue("q", toRedisUrl(process.env.REDIS_URL))\n`,
    ],
    [
      'an import on a line with more, and Windows line ends',
      `import Queue from 'bull'; // jobs\r\nnew Queue('q', process.env.REDIS_URL);\r\n`,
      `import Queue from 'bull'; // jobs\r\nimport { toRedisUrl } from './valkey/url';\r\nnew Queue('q', toRedisUrl(process.env.REDIS_URL));\r\n`,
    ],
    [
      'a helper beside a check',
      `import Queue from 'bull';\nnew Queue('q', process.env.REDIS_URL, { redis: { tls: process.env.REDIS_URL?.startsWith('rediss://') ? {} : undefined } });\n`,
      `import Queue from 'bull';\nimport { isTlsUrl, toRedisUrl } from './valkey/url';\nnew Queue('q', toRedisUrl(process.env.REDIS_URL), { redis: { tls: isTlsUrl(process.env.REDIS_URL) ? {} : undefined } });\n`,
    ],
  ])('%s', (_, before, after) => {
    const path = before.includes('require') ? 'use.js' : 'use.ts';
    const files: Files = { '.env': ENV, 'client.ts': CLIENT, [path]: before };
    const plan = planFor(files);
    expect(changed(files, plan)).toEqual({ '.env': 'REDIS_URL=valkey://h\n', [path]: after });
  });

  it('for a URL that is written in the code too', () => {
    const code = `import Queue from 'bull';\nimport Redis from 'ioredis';\nconst url = 'redis://h:1';\nnew Queue('q', url);\nnew Redis(url);\n`;
    const files = { 'use.ts': code };
    expect(changed(files, planFor(files))['use.ts']).toBe(
      `import Queue from 'bull';\nimport Redis from 'ioredis';\n${IMPORT}const url = 'valkey://h:1';\nnew Queue('q', toRedisUrl(url));\nnew Redis(url);\n`,
    );
  });

  it.each([
    [
      'no helper can be imported',
      { helperFor: () => null },
      'no helper of the wrapper can be imported there',
    ],
    ['the package is another major', { versionOf: () => '0.3.3' }, 'hands it to Redis of iovalkey'],
  ])('but not where %s', (_, asked, why) => {
    const [name, use] = why.includes('iovalkey')
      ? ['iovalkey', 'new Redis(process.env.REDIS_URL)']
      : ['bullmq', `new Redis('q', { connection: { url: process.env.REDIS_URL } })`];
    const found = run(
      `import { ${name === 'bullmq' ? 'Queue as Redis' : 'Redis'} } from '${name}';\n${use};\n`,
      asked,
    );
    expect(found.plan.changes).toEqual([]);
    expect(found.plan.variables[0]).toMatchObject({ decision: 'left', reason: expect.stringContaining(why) });
  });
});

/** A program that hands `url` to one place of a row. */
function callOf(row: UrlConsumer, called: string, property: string, url: string): string {
  const keys = property === '' ? [] : property.split('.');
  const value = keys.reduceRight((inner, key) => `{ ${key}: ${inner} }`, url);
  const given = [...Array.from({ length: row.argument }, (_, index) => `a${index}`), value].join(', ');
  if (called === 'register') return `import P from '${row.name}';\napp.register(P, ${value});\n`;
  if (called === '()')
    return `const S = require('${row.name}')(session);\nnew S(${given});\n`.replace(
      'const',
      "import './first';\nconst",
    );
  if (called === '') return `import C from '${row.name}';\nnew C(${given});\n`;
  const [first = '', ...rest] = called.split('.');
  const callee = [first, ...rest].join('.').replace('.()', '()');
  const isNew = callee.includes('()') ? 'await new ' : /^[A-Z]/.test(rest.at(-1) ?? first) ? 'new ' : '';
  return `import { ${first} } from '${row.name}';\n${isNew}${callee}(${given});\n`;
}

function versionIn({ versions }: UrlConsumer): string | null {
  return /^<(\d+)/.test(versions)
    ? `${Number(/\d+/.exec(versions)![0]) - 1}.9.0`
    : (/\d[\d.]*/.exec(versions)?.[0].padEnd(5, '.0') ?? null);
}
