import { describe, expect, test } from 'vitest';
import { tracingFindings } from '../../../src/plan/tracing.js';
import { scopesOf } from '../../../src/repository/scopes.js';
import { surveyManifest } from '../../../src/surfaces/manifest/survey.js';
import { type TracingRegistration, tracingRegistrations } from '../../../src/surfaces/typescript/tracing.js';

test.each([
  [
    'registerInstrumentations({ instrumentations: [new IORedisInstrumentation()] })',
    '@opentelemetry/instrumentation-ioredis',
  ],
  ['sdk({ instrumentations: [getNodeAutoInstrumentations()] })', '@opentelemetry/auto-instrumentations-node'],
  ['Sentry.init({ dsn })', '@sentry/node'],
  ["require('elastic-apm-node').start()", 'elastic-apm-node'],
])('%s', (text, tracer) => {
  const found = tracingRegistrations({ path: 'a.ts', text: `// first\n${text}\n`, ignoredByGit: false });
  expect(found).toEqual([{ path: 'a.ts', tracer, line: 2, column: expect.any(Number) }]);
});

test.each([
  ["import * as Sentry from '@sentry/react';\nSentry.init({ dsn })", 0],
  ["import * as Sentry from '@sentry/nextjs';\nSentry.init({ dsn })", 1],
  [
    "import { replay } from '@sentry/browser';\nimport * as Sentry from '@sentry/sveltekit';\nSentry.init({ dsn })",
    1,
  ],
])('Sentry for browsers alone traces no client: %s', (text, count) => {
  expect(tracingRegistrations({ path: 'a.ts', text, ignoredByGit: false })).toHaveLength(count);
});

test('nor does what Next has in browsers', () => {
  const text = "import * as Sentry from '@sentry/nextjs';\nSentry.init({ dsn });";
  const path = 'apps/web/sentry.client.config.ts';
  expect(tracingRegistrations({ path, text, ignoredByGit: false })).toEqual([]);
});

test('an example in a comment is none', () => {
  const text = '/**\n * Sentry.init({ dsn })\n */\n// Sentry.init({ dsn })\nSentry.init({ dsn });\n';
  expect(tracingRegistrations({ path: 'a.ts', text, ignoredByGit: false })).toMatchObject([{ line: 5 }]);
});

const manifest = (directory: string, ...dependencies: readonly string[]) =>
  surveyManifest({
    path: `${directory}/package.json`,
    text: JSON.stringify({
      name: directory,
      dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])),
    }),
    ignoredByGit: false,
  }).manifest;

describe('tracing is a matter', () => {
  const scopes = scopesOf([
    manifest('cache', 'ioredis'),
    manifest('telemetry'),
    manifest('api', 'cache', 'telemetry'),
    manifest('site'),
  ]);
  const at = (path: string, count = 1): readonly TracingRegistration[] =>
    Array.from({ length: count }, (_, line) => ({ path, tracer: '@sentry/node', line: line + 1, column: 1 }));
  const found = (path: string, engine: 'iovalkey' | 'installed' = 'iovalkey', count = 1) =>
    tracingFindings(at(path, count), [{ engine, path: 'cache/src/client.ts' }], scopes);

  test('only where a client runs on iovalkey', () => {
    expect(found('cache/src/start.ts', 'installed')).toEqual([]);
    expect(found('cache/src/start.ts')).toMatchObject([{ rule: 'tracing-lost', line: 1 }]);
  });

  test.each([
    ['the client’s own package', 'cache/src/start.ts', 1],
    ['one that uses it', 'api/src/start.ts', 1],
    ['one that is used beside it', 'telemetry/src/start.ts', 1],
    ['the root of the repository', 'instrument.js', 1],
    ['one that has nothing to do with it', 'site/src/start.ts', 0],
  ])('%s', (_, path, count) => {
    expect(found(path)).toHaveLength(count);
  });

  test('a package that sets it up again and again is told once', () => {
    expect(found('api/test/a.ts', 'iovalkey', 5)).toHaveLength(5);
    const [one, ...others] = found('api/test/a.ts', 'iovalkey', 600);
    expect(others).toEqual([]);
    expect(one!.message).toContain('599 more places');
  });
});
