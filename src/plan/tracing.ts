import type { Finding } from '../model.js';
import type { TracingRegistration } from '../surfaces/typescript/tracing.js';
import type { MovedReference } from './uses.js';

/** Warns where tracing would lose a client's spans, once a client runs on iovalkey; with the way to keep them. */
export function tracingFindings(
  registrations: readonly TracingRegistration[],
  moved: readonly MovedReference[],
): readonly Finding[] {
  if (!moved.some((one) => one.engine === 'iovalkey')) return [];
  return registrations.map(({ path, line, column, tracer }) => ({
    rule: 'tracing-lost',
    severity: 'warning',
    path,
    line,
    column,
    message: `${tracer} traces today's client by its package's name, and gives no spans for iovalkey`,
    help: tracer.startsWith('@opentelemetry')
      ? "Register a subclass of IORedisInstrumentation whose init() sets name = 'iovalkey' and supportedVersions = ['*'] on its definition."
      : 'Keep today’s package with --engine installed where these spans matter, or trace commands in your own code.',
  }));
}
