import { describe, expect, it } from 'vitest';
import { changed, planFor } from './repository.js';

/** REDIS_URL, read by a client on the wrapper, and by the code under test in `check.ts`. */
function widen(code: string): { readonly code: string; readonly env: string; readonly decision: string } {
  const files = {
    '.env': 'REDIS_URL=rediss://h\n',
    'client.ts': `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL);\n`,
    'check.ts': code,
  };
  const plan = planFor(files);
  const after = { ...files, ...changed(files, plan) };
  const decision = plan.variables[0]?.decision ?? '';
  return { code: after['check.ts'], env: after['.env'], decision };
}

const U = `const url = process.env.REDIS_URL;\n`;
const P = `const { protocol } = new URL(process.env.REDIS_URL);\n`;

describe('a check of the scheme takes all four, in its own words', () => {
  it.each([
    [
      `${U}const o = url.startsWith('rediss://') ? { tls: {} } : {};`,
      `${U}const o = url.startsWith('rediss://') || url.startsWith('valkeys://') ? { tls: {} } : {};`,
    ],
    [
      `${U}if (!url.startsWith("redis://")) throw 1;`,
      `${U}if (!url.startsWith("redis://") && !url.startsWith("valkey://")) throw 1;`,
    ],
    [
      `${U}const t = url?.startsWith('rediss:') && secure;`,
      `${U}const t = (url?.startsWith('rediss:') || url?.startsWith('valkeys:')) && secure;`,
    ],
    [
      `${U}const t = !!url.startsWith('rediss');`,
      `${U}const t = !(!url.startsWith('rediss') && !url.startsWith('valkeys'));`,
    ],
    [
      `${U}const t = url.toLowerCase().startsWith('rediss:');`,
      `${U}const t = url.toLowerCase().startsWith('rediss:') || url.toLowerCase().startsWith('valkeys:');`,
    ],
    [
      `${U}const t = url.includes('rediss://');`,
      `${U}const t = url.includes('rediss://') || url.includes('valkeys://');`,
    ],
    [
      `${U}const t = url.includes('rediss');`,
      `${U}const t = url.includes('rediss') || url.startsWith('valkeys:');`,
    ],
    [
      `${U}const t = url.indexOf('rediss://') === 0;`,
      `${U}const t = url.indexOf('rediss://') === 0 || url.indexOf('valkeys://') === 0;`,
    ],
    [
      `${U}if (url.indexOf('redis://') !== 0) throw 1;`,
      `${U}if (url.indexOf('redis://') !== 0 && url.indexOf('valkey://') !== 0) throw 1;`,
    ],
    [`${U}const t = /^rediss:/.test(url);`, `${U}const t = /^(?:redis|valkey)s:/.test(url);`],
    [`${U}if (/^rediss?:\\/\\//i.test(url)) go();`, `${U}if (/^(?:redis|valkey)s?:\\/\\//i.test(url)) go();`],
    [
      `${U}if (url.match(/^(redis|rediss):/)) go();`,
      `${U}if (url.match(/^(redis|rediss|valkey|valkeys):/)) go();`,
    ],
    [
      `const OK = /^redis(s)?:\\/\\/.+/;\n${U}if (!OK.test(url)) throw 1;`,
      `const OK = /^(?:redis|valkey)(s)?:\\/\\/.+/;\n${U}if (!OK.test(url)) throw 1;`,
    ],
    [
      `${P}const t = protocol === 'rediss:';`,
      `${P}const t = protocol === 'rediss:' || protocol === 'valkeys:';`,
    ],
    [
      `${P}if (protocol !== 'redis:' && protocol !== 'rediss:') throw 1;`,
      `import { isServerUrl } from './valkey/url';\n${P}if (!isServerUrl(protocol)) throw 1;`,
    ],
    [
      `${P}if (!['redis:', 'rediss:'].includes(protocol)) throw 1;`,
      `${P}if (!['redis:', 'rediss:', 'valkey:', 'valkeys:'].includes(protocol)) throw 1;`,
    ],
    [
      `const OK = new Set(['redis:', 'rediss:']);\n${P}if (!OK.has(protocol)) throw 1;`,
      `const OK = new Set(['redis:', 'rediss:', 'valkey:', 'valkeys:']);\n${P}if (!OK.has(protocol)) throw 1;`,
    ],
    [
      `${U}const known = url.startsWith("redis://") || url.startsWith("rediss://");`,
      `import { isServerUrl } from "./valkey/url";\n${U}const known = isServerUrl(url);`,
    ],
    [
      `${P}switch (protocol) {\n  case 'redis:':\n    return {};\n  case 'rediss:': return { tls: {} };\n}`,
      `${P}switch (protocol) {\n  case 'redis:':\n  case 'valkey:':\n    return {};\n  case 'rediss:':\n  case 'valkeys:': return { tls: {} };\n}`,
    ],
    [
      `${U}use(new URL(url).host, url.replace('redis://', ''));`,
      `${U}use(new URL(url).host, url.replace(/^(?:redis|valkey):\\/\\//, ''));`,
    ],
    [
      `${U}const rest = url.replace(/^rediss?:\\/\\//, '');`,
      `${U}const rest = url.replace(/^(?:redis|valkey)s?:\\/\\//, '');`,
    ],
    [
      `import { parse } from 'url';\nconst { hostname, port, protocol } = parse(process.env.REDIS_URL);\nconst o = { host: hostname, port, tls: protocol === 'rediss:' ? {} : undefined };`,
      `import { parse } from 'url';\nconst { hostname, port, protocol } = parse(process.env.REDIS_URL);\nconst o = { host: hostname, port, tls: protocol === 'rediss:' || protocol === 'valkeys:' ? {} : undefined };`,
    ],
    [
      `import { a } from './a';\n\nexport const o = { tls: process.env.REDIS_URL?.startsWith('rediss://') ? {} : undefined };`,
      `import { a } from './a';\nimport { isTlsUrl } from './valkey/url';\n\nexport const o = { tls: isTlsUrl(process.env.REDIS_URL) ? {} : undefined };`,
    ],
    [
      `export const o = { tls: (process.env.REDIS_URL || 'redis://h').startsWith('rediss://') ? {} : undefined };`,
      `import { isTlsUrl } from './valkey/url';\nexport const o = { tls: isTlsUrl(process.env.REDIS_URL || 'valkey://h') ? {} : undefined };`,
    ],
    [
      `z.object({ REDIS_URL: z.string().startsWith('redis://', 'no') });`,
      `z.object({ REDIS_URL: z.string().regex(/^(?:redis|valkey):\\/\\//, 'no') });`,
    ],
    [
      `z.object({ REDIS_URL: z.string().regex(/^rediss?:\\/\\//) });`,
      `z.object({ REDIS_URL: z.string().regex(/^(?:redis|valkey)s?:\\/\\//) });`,
    ],
    [
      `z.object({ REDIS_URL: z.url({ protocol: /^rediss?$/ }) });`,
      `z.object({ REDIS_URL: z.url({ protocol: /^(?:redis|valkey)s?$/ }) });`,
    ],
    [
      `z.object({ REDIS_URL: z.string().refine((u) => u.startsWith('redis://')) });`,
      `z.object({ REDIS_URL: z.string().refine((u) => u.startsWith('redis://') || u.startsWith('valkey://')) });`,
    ],
    [
      `Joi.object({ REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }).required() });`,
      `Joi.object({ REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss', 'valkey', 'valkeys'] }).required() });`,
    ],
    [
      `Joi.object({ REDIS_URL: Joi.string().uri({ scheme: 'redis' }) });`,
      `Joi.object({ REDIS_URL: Joi.string().uri({ scheme: ['redis', 'valkey'] }) });`,
    ],
    [
      `v.object({ REDIS_URL: v.pipe(v.string(), v.regex(/^rediss?:/)) });`,
      `v.object({ REDIS_URL: v.pipe(v.string(), v.regex(/^(?:redis|valkey)s?:/)) });`,
    ],
    [
      `class E { @IsUrl({ protocols: ['redis', 'rediss'], require_tld: false }) REDIS_URL: string; }`,
      `class E { @IsUrl({ protocols: ['redis', 'rediss', 'valkey', 'valkeys'], require_tld: false }) REDIS_URL: string; }`,
    ],
    [
      `class E { @Matches(/^redis:/) REDIS_URL: string; }`,
      `class E { @Matches(/^(?:redis|valkey):/) REDIS_URL: string; }`,
    ],
  ])('%s', (before, after) => {
    const found = widen(before);
    expect(found.code).toBe(after);
    expect(found).toMatchObject({ env: 'REDIS_URL=valkeys://h\n', decision: 'rewritten' });
    // What takes all four already stays as it is.
    expect(widen(after).code).toBe(after);
  });

  it.each([
    ['a name that goes on', `${U}const [, scheme] = url.match(/^(rediss?):/);`],
    ['a word anywhere', `${U}if (/redis/.test(url)) go();`],
    ['a list that others read', `const OK = ['redis:', 'rediss:'];\nsend(OK);\n${P}OK.includes(protocol);`],
    ['a table', `${P}const o = { 'redis:': 1, 'rediss:': 2 }[protocol];`],
    ['a search with a state', `${U}/^rediss:/g.test(url);`],
    ['a part by position', `${U}url.slice(0, 8) === 'rediss:/';`],
    ['a function elsewhere', `z.object({ REDIS_URL: z.string().refine(isRedis) });`],
    ['a decorator with a list elsewhere', `class E { @IsUrl({ protocols: LIST }) REDIS_URL: string; }`],
  ])('but not %s', (_, code) => {
    expect(widen(code)).toMatchObject({ code, env: 'REDIS_URL=rediss://h\n', decision: 'left' });
  });
});

describe('a check of a variable that does not move', () => {
  const check = `export const tls = process.env.REDIS_URL.startsWith('rediss:');\n`;
  const client = `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL);\n`;
  const short = (files: Record<string, string>) => {
    const plan = planFor(files);
    return {
      after: changed(files, plan),
      variables: plan.variables.map((one) => `${one.name} ${one.decision}`),
    };
  };

  it('is widened where a client on the wrapper takes valkeys:// too', () => {
    const files = {
      '.env': 'REDIS_URL=redis://h\n',
      'a.ts': client,
      'b.py': 'os.environ["REDIS_URL"]',
      'c.ts': `const u = process.env.REDIS_URL;\nif (u.startsWith('rediss:')) go();\n`,
    };
    expect(short(files)).toEqual({
      after: {
        'c.ts': `const u = process.env.REDIS_URL;\nif (u.startsWith('rediss:') || u.startsWith('valkeys:')) go();\n`,
      },
      variables: ['REDIS_URL widened'],
    });
  });

  it('is widened where only the deployment defines it', () => {
    const found = short({ 'a.ts': client, 'c.ts': check });
    expect(Object.keys(found.after)).toEqual(['c.ts']);
    expect(found.after['c.ts']).toContain('isTlsUrl(process.env.REDIS_URL)');
    expect(found.variables).toEqual(['REDIS_URL widened']);
  });

  it('stays where no client on the wrapper reads it', () => {
    expect(short({ '.env': 'REDIS_URL=redis://h\n', 'c.ts': check })).toEqual({
      after: {},
      variables: ['REDIS_URL left'],
    });
  });

  it.each([
    [`if (value === 'rediss:') tls = {};`, "it is compared with 'rediss:'"],
    [`if (value.startsWith('redis://')) go();`, "it is asked with startsWith('redis://')"],
    [`switch (value) { case 'rediss:': go(); }`, "a case for 'rediss:'"],
    [`if (/^rediss?:/.test(value)) go();`, 'it is matched with /^rediss?:/'],
    [`if (!['redis:', 'rediss:'].includes(u.protocol)) stop();`, "a list has 'redis:', 'rediss:'"],
    [`export const schemes = new Set(['https:', 'redis://']);`, "a list has 'redis://'"],
  ])('is a finding where its value is unknown: %s', (code, what) => {
    const files = { 'a.ts': client, 'c.ts': code };
    const findings = planFor(files).findings.filter((one) => one.rule === 'narrow-check');
    expect(findings.map((one) => `${one.path}:${one.line} ${one.message}`)).toEqual([
      `c.ts:1 ${what}: valkey:// and valkeys:// are not known there`,
    ]);
    expect(planFor({ 'c.ts': code }).findings).toEqual([]);
    expect(planFor({ 'a.ts': client, 'c.test.ts': code }).findings).toEqual([]);
  });

  it.each([
    `if (value === 'redis') go();`,
    `if (p === 'rediss:' || p === 'valkeys:') go();`,
    `if (['redis:', 'rediss:', 'valkey:', 'valkeys:'].includes(p)) go();`,
    `const kinds = ['redis', 'rediss'];`,
    `log('use rediss://');`,
    `const prefixes = ['redis:', 'memory'];`,
  ])('is none: %s', (code) => expect(planFor({ 'a.ts': client, 'c.ts': code }).findings).toEqual([]));
});
