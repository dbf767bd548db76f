import { expect, test } from 'vitest';
import { tracingFindings } from '../../../src/plan/tracing.js';
import type { MovedReference } from '../../../src/plan/uses.js';
import { tracingRegistrations } from '../../../src/surfaces/typescript/tracing.js';

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

test('tracing is a matter only where a client runs on iovalkey', () => {
  const registrations = [{ path: 'a.ts', tracer: '@sentry/node', line: 2, column: 1 }];
  const moved = (engine: 'iovalkey' | 'installed') => [{ engine }] as unknown as readonly MovedReference[];
  expect(tracingFindings(registrations, moved('installed'))).toEqual([]);
  expect(tracingFindings(registrations, moved('iovalkey'))).toMatchObject([
    { rule: 'tracing-lost', path: 'a.ts', line: 2 },
  ]);
});
