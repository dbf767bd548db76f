// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are templates of the code under test
import { ts } from '#typescript';
import { describe, expect, it } from 'vitest';
import type { FlowFact, FlowSink } from '../../../../src/surfaces/typescript/flow/facts.js';
import { surveyFlow } from '../../../../src/surfaces/typescript/flow/survey.js';

/** Surveys a text in which every `'ioredis'` and `'redis'` is a module reference. */
function survey(text: string, path = 'src/a.ts'): readonly FlowFact[] {
  const sourceFile = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const references = [...text.matchAll(/(?<=['"])(?:ioredis|redis)(?=['"])/g)].map((match) => ({
    start: match.index,
  }));
  return surveyFlow(sourceFile, { path, ignoredByGit: false, text }, references);
}

/** The sinks of REDIS_URL in one line each; 'nothing' when nothing reads it. */
function arrivals(text: string): string {
  const facts = survey(text).filter((fact) => fact.source.kind === 'env' && fact.source.name === 'REDIS_URL');
  if (facts.length === 0) return 'nothing';
  return facts
    .flatMap((fact) => fact.sinks.map(inWords))
    .sort()
    .join(' + ');
}

function inWords(sink: FlowSink): string {
  switch (sink.kind) {
    case 'client':
      return `client ${sink.chain.join('.')} ${sink.argument}${sink.path.map((key) => `.${key}`).join('')}`;
    case 'call':
      return `call ${sink.specifier} ${sink.chain.join('.')} ${sink.argument}${sink.path.map((key) => `.${key}`).join('')}`;
    case 'export':
      return `export ${[sink.name, ...sink.path].join('.')}`;
    case 'check':
      return `check: ${sink.what}`;
    default:
      return sink.kind === 'harmless' ? sink.how : `unproven: ${sink.why}`;
  }
}

const IO = `import Redis from 'ioredis';\n`;
const NODE = `import { createClient } from 'redis';\n`;

describe('a value that reaches a client', () => {
  it.each([
    ['direct', `${IO}new Redis(process.env.REDIS_URL);`, 'client default 0'],
    ['by key', `${IO}new Redis(process.env['REDIS_URL']!);`, 'client default 0'],
    ['cast, with options', `${IO}new Redis(process.env.REDIS_URL as string, { db: 1 });`, 'client default 0'],
    ['global process', `${IO}new Redis(globalThis.process?.env?.REDIS_URL);`, 'client default 0'],
    ['Bun', `${IO}new Redis(Bun.env.REDIS_URL);`, 'client default 0'],
    ['Vite', `${IO}new Redis(import.meta.env.REDIS_URL);`, 'client default 0'],
    ['Deno', `${IO}new Redis(Deno.env.get('REDIS_URL'));`, 'client default 0'],
    [
      'imported process',
      `import { env } from 'node:process';\n${IO}new Redis(env.REDIS_URL);`,
      'client default 0',
    ],
    ['alias of the environment', `${IO}const e = process.env;\nnew Redis(e.REDIS_URL);`, 'client default 0'],
    ['constant', `${IO}const url = process.env.REDIS_URL;\nnew Redis(url);`, 'client default 0'],
    ['let', `${IO}let url; url = process.env.REDIS_URL;\nnew Redis(url);`, 'client default 0'],
    ['destructured', `${IO}const { REDIS_URL } = process.env;\nnew Redis(REDIS_URL);`, 'client default 0'],
    ['renamed', `${IO}const { REDIS_URL: url = '' } = process.env;\nnew Redis(url);`, 'client default 0'],
    ['constant key', `${IO}const KEY = 'REDIS_URL';\nnew Redis(process.env[KEY]);`, 'client default 0'],
    ['options', `${NODE}createClient({ url: process.env.REDIS_URL });`, 'client createClient 0.url'],
    [
      'options held',
      `${NODE}const o = { url: process.env.REDIS_URL };\ncreateClient(o);`,
      'client createClient 0.url',
    ],
    [
      'options spread',
      `${NODE}const o = { url: process.env.REDIS_URL };\ncreateClient({ ...o });`,
      'client createClient 0.url',
    ],
    [
      'shorthand',
      `${NODE}const url = process.env.REDIS_URL;\ncreateClient({ url });`,
      'client createClient 0.url',
    ],
    [
      'config object',
      `${IO}const c = { redis: { url: process.env.REDIS_URL } };\nnew Redis(c.redis.url);`,
      'client default 0',
    ],
    ['fallback', `${IO}new Redis(process.env.REDIS_URL || 'redis://h');`, 'client default 0'],
    [
      'presence too',
      `${IO}const r = process.env.REDIS_URL ? new Redis(process.env.REDIS_URL) : null;`,
      'client default 0 + presence',
    ],
    [
      'checked',
      `${IO}if (!process.env.REDIS_URL) throw 1;\nnew Redis(process.env.REDIS_URL);`,
      'client default 0 + presence',
    ],
    [
      'logged',
      `${IO}const u = process.env.REDIS_URL;\nconsole.log(\`at \${u}\`, u);\nnew Redis(u);`,
      'client default 0 + log + log',
    ],
    [
      'local function',
      `${IO}const make = (url: string) => new Redis(url);\nmake(process.env.REDIS_URL);`,
      'client default 0',
    ],
    [
      'overloads',
      `${IO}function f(u: string): void;\nfunction f(u: any) { new Redis(u); }\nf(process.env.REDIS_URL);`,
      'client default 0',
    ],
    [
      'returned',
      `${IO}function url() { return process.env.REDIS_URL; }\nnew Redis(url());`,
      'client default 0',
    ],
    [
      'class',
      `${IO}class C { #c; constructor(u) { this.#c = new Redis(u); } }\nnew C(process.env.REDIS_URL);`,
      'client default 0',
    ],
    [
      'private field',
      `${IO}class C { private u = process.env.REDIS_URL; go() { return new Redis(this.u); } }`,
      'client default 0',
    ],
    [
      'subclass',
      `${IO}class C extends Redis { constructor() { super(process.env.REDIS_URL); } }`,
      'client default 0',
    ],
    [
      'require',
      `const redis = require('redis');\nredis.createClient(process.env.REDIS_URL);`,
      'client *.createClient 0',
    ],
    ['require and call', `new (require('ioredis'))(process.env.REDIS_URL);`, 'client * 0'],
    [
      'destructured require',
      `const { createClient: c } = require('redis');\nc(process.env.REDIS_URL);`,
      'client *.createClient 0',
    ],
    [
      'dynamic import',
      `const { default: R } = await import('ioredis');\nnew R(process.env.REDIS_URL);`,
      'client *.default 0',
    ],
  ])('%s', (_, text, expected) => expect(arrivals(text)).toBe(expected));
});

describe('a value that goes elsewhere', () => {
  it.each([
    [
      'another package',
      `import { Queue } from 'bullmq';\nnew Queue('q', { connection: { url: process.env.REDIS_URL } });`,
      'call bullmq Queue 1.connection.url',
    ],
    ['another file', `import { make } from './make';\nmake(process.env.REDIS_URL);`, 'call ./make make 0'],
    ['exported', 'export const url = process.env.REDIS_URL;', 'export url'],
    [
      'exported in an object',
      'export const config = { redis: { url: process.env.REDIS_URL } };',
      'export config.redis.url',
    ],
    ['default export', 'export default { url: process.env.REDIS_URL };', 'export default.url'],
    ['module.exports', 'module.exports = { url: process.env.REDIS_URL };', 'export export=.url'],
    ['exported function', 'export function url() { return process.env.REDIS_URL; }', 'export url()'],
    ['scheme check', `process.env.REDIS_URL.startsWith('rediss://');`, "check: a check for 'rediss://'"],
    ['parsed', 'use(new URL(process.env.REDIS_URL));', 'unproven: it is handed to use'],
    ['its host', 'use(new URL(process.env.REDIS_URL).hostname);', 'parts'],
    ['its scheme', 'use(new URL(process.env.REDIS_URL).protocol);', 'unproven: it is handed to use'],
    ['whole again', `${IO}new Redis(new URL(process.env.REDIS_URL).href);`, 'client default 0'],
    [
      'parts by name',
      `import url from 'url';\nconst { host, port, slashes, ...rest } = url.parse(process.env.REDIS_URL);`,
      'parts + parts + parts + unproven: its URL is taken apart in a way that is not followed',
    ],
    ['compared', `if (process.env.REDIS_URL === other) {}`, 'unproven: it is compared with another value'],
    ['put together', 'const u = `-u ${process.env.REDIS_URL}`;', 'unproven: it is put into a longer text'],
    ['with more behind it', `${IO}new Redis(\`\${process.env.REDIS_URL}/1\`);`, 'client default 0'],
    ['in a list', 'use([process.env.REDIS_URL]);', 'unproven: it is handed to use'],
    ['in a loop', `${IO}for (const u of [process.env.REDIS_URL]) new Redis(u);`, 'client default 0'],
    [
      'by a method',
      `${IO}class C { private u() { return process.env.REDIS_URL; } c = new Redis(this.u()); }`,
      'client default 0',
    ],
    ['by a public method', 'class C { u() { return process.env.REDIS_URL; } }', 'export C.u()'],
    ['public field', 'class C { url = process.env.REDIS_URL; }', 'export C.url'],
    [
      'method of an object',
      'queue.connect(process.env.REDIS_URL);',
      'unproven: it is handed to queue.connect',
    ],
    [
      'an own process, by name',
      `${IO}function f(process) { new Redis(process.env.REDIS_URL); }`,
      'client default 0',
    ],
    [
      'another Redis',
      `import Redis from 'ioredis';\nfunction f(Redis) { new Redis(process.env.REDIS_URL); }`,
      'unproven: it is handed to Redis',
    ],
    [
      'declared only',
      'declare function f(u: string): void;\nf(process.env.REDIS_URL);',
      'unproven: it is handed to a function that takes a list of arguments',
    ],
  ])('%s', (_, text, expected) => expect(arrivals(text)).toBe(expected));
});

describe('defaults', () => {
  it.each([
    [`const u = process.env.REDIS_URL ?? 'redis://h';`, 'redis'],
    [`const u = process.env.REDIS_URL || process.env.OTHER || "rediss://h";`, 'rediss'],
    [`const { REDIS_URL = 'redis://h' } = process.env;`, 'redis'],
    ['const u = process.env.REDIS_URL ?? `redis://${host}:6379`;', 'redis'],
    [`function f(u = 'redis://h') {}\nf(process.env.REDIS_URL);`, 'redis'],
    [`let u = process.env.REDIS_URL;\nu ??= 'redis://h';`, 'redis'],
  ])('%s', (text, scheme) => {
    const fact = survey(text).find((one) => one.source.kind === 'env' && one.source.name === 'REDIS_URL');
    const form = fact?.urls[0]?.form;
    expect(form?.kind === 'url' && text.slice(form.span.start, form.span.end)).toBe(scheme);
  });
});

describe('a value that is taken by its name', () => {
  it.each([
    ['typed env module', `${IO}import { env } from './env';\nnew Redis(env.REDIS_URL);`, 'client default 0'],
    ['by key', `${IO}new Redis(config['REDIS_URL']);`, 'client default 0'],
    ['taken out', `${IO}const { REDIS_URL: url } = load();\nnew Redis(url);`, 'client default 0'],
    ['imported', `${IO}import { REDIS_URL as url } from './config';\nnew Redis(url);`, 'client default 0'],
    ['ConfigService', `${IO}new Redis(this.config.get<string>('REDIS_URL'));`, 'client default 0'],
    ['helper', `${IO}import { env } from './env';\nnew Redis(env('REDIS_URL')!);`, 'client default 0'],
    ['env-var', `${IO}new Redis(env.get('REDIS_URL').required().asString());`, 'client default 0'],
    [
      'checked by name',
      `import { env } from './env';\nenv.REDIS_URL.startsWith('rediss:');`,
      "check: a check for 'rediss:'",
    ],
    ['global', `${IO}new Redis(REDIS_URL);`, 'client default 0'],
  ])('%s', (_, text, expected) => expect(arrivals(text)).toBe(expected));
});

describe('what gives a variable its value', () => {
  const definitions = (text: string) =>
    survey(text).flatMap((fact) =>
      fact.source.kind === 'env-write'
        ? fact.urls.map((url) => (url.form.kind === 'url' ? url.form.scheme : 'odd'))
        : [],
    );
  it.each([
    [`process.env.REDIS_URL = 'redis://h';`],
    [`spawn('x', { env: { REDIS_URL: 'redis://h' } });`],
    [`z.object({ REDIS_URL: z.string().url().default('redis://h') });`],
    [`cleanEnv(process.env, { REDIS_URL: str({ default: 'redis://h', desc: 'x' }) });`],
    [`Joi.object({ REDIS_URL: Joi.string().uri().default('redis://h') });`],
    [`vi.stubEnv('REDIS_URL', 'redis://h');`],
    [`config.REDIS_URL = 'redis://h';`],
  ])('%s', (text) => expect(definitions(text)).toEqual(['redis']));
});

describe('places that may get a value in a way that is not followed', () => {
  const unknown = (text: string) =>
    survey(text).flatMap((fact) =>
      fact.source.kind === 'mention' ? [`${fact.source.name}: ${fact.source.why}`] : [],
    );
  it.each([
    [`exec('redis-cli -u $REDIS_URL');`, 'REDIS_URL: a text that a shell may read'],
    [
      `z.object({ REDIS_URL: z.string().endsWith('/0') });`,
      'REDIS_URL: its value is checked with endsWith()',
    ],
    [
      `z.object({ REDIS_URL: z.string().url().refine(isRedis) });`,
      'REDIS_URL: its value is checked with refine()',
    ],
    [`z.object({ REDIS_URL: z.url({ hostname: /h/ }) });`, 'REDIS_URL: its value is checked with hostname'],
    [
      `Joi.object({ REDIS_URL: Joi.string().uri({ scheme: schemes }) });`,
      'REDIS_URL: its value is checked with scheme',
    ],
    [`const o = { REDIS_URL: url(cfg) + '/1' };`, 'REDIS_URL: it gets a value that is not followed'],
    [`const table = [{ env: 'REDIS_URL' }];`, 'REDIS_URL: a string that may lead to its value'],
    [`class E { @Matches(REDIS) REDIS_URL: string; }`, 'REDIS_URL: its value is checked with Matches(REDIS)'],
  ])('%s', (text, expected) => expect(unknown(text)).toEqual([expected]));
  it.each([
    ['// REDIS_URL\nprocess.env.REDIS_URL;'],
    ['interface Env { REDIS_URL: string }'],
    ['declare global { namespace NodeJS { interface ProcessEnv { REDIS_URL?: string } } }'],
    [`throw new Error('REDIS_URL is not set');`],
    [`checkMissing(['REDIS_URL']);`],
    [`z.object({ REDIS_URL: z.string().url().optional() });`],
    ['class E { @IsString() @IsOptional() REDIS_URL?: string; }'],
    ['const REDIS_URL = make(); use(REDIS_URL);'],
    ['const o = { REDIS_URL: process.env.REDIS_URL };'],
    ['const o = { REDIS_URL: env.REDIS_URL ?? null };'],
    [`createEnv({ runtimeEnv: { REDIS_URL: process.env.REDIS_URL || undefined } });`],
  ])('not %s', (text) => expect(unknown(text)).toEqual([]));
});

describe('names made at run time', () => {
  const likes = (text: string) =>
    survey(text).flatMap((fact) => (fact.source.kind === 'dynamic-env' ? [fact.source.like] : []));
  it.each([
    ['use(process.env[`${prefix}_URL`]);', ['^.*_URL$']],
    [`use(process.env['REDIS_' + part]);`, ['^REDIS_.*$']],
    ['use(process.env[next()]);', [null]],
    ['use(Object.entries(process.env));', [null]],
    ['for (const key of keys) if (!process.env[key]) throw 1;', []],
    ['export function read(key) { return process.env[key]; }', []],
    ['const read = (key) => check(process.env[key]);', [null]],
  ])('%s', (text, expected) => expect(likes(text)).toEqual(expected));
});

it('knows what the code itself writes', () => {
  const [fact] = survey(`process.env.REDIS_URL = 'redis://h';`);
  expect(fact?.source).toEqual({ kind: 'env-write', name: 'REDIS_URL' });
  expect(fact?.urls).toHaveLength(1);
});
