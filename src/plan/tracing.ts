import type { Finding } from '../model.js';
import type { PackageScope, Scopes } from '../repository/scopes.js';
import type { TracingRegistration } from '../surfaces/typescript/tracing.js';
import { dependsOn } from './packages.js';
import type { MovedReference } from './uses.js';

/** A package that sets a tracer up in more places than this is told of it once: a test each, as a rule. */
const TOLD = 5;

/**
 * Warns where tracing would lose a client's spans, once a client runs on iovalkey; with the way to keep them. It has to
 * come into one process with that client: its package or the client's is part of the other, or one package has both.
 */
export function tracingFindings(
  registrations: readonly TracingRegistration[],
  moved: readonly Pick<MovedReference, 'engine' | 'path'>[],
  scopes: Scopes,
): readonly Finding[] {
  const clients = new Set(moved.flatMap((one) => (one.engine === 'iovalkey' ? [scopes.of(one.path)] : [])));
  if (clients.size === 0) return [];
  const users = scopes.all.filter((one) => [...clients].some((client) => dependsOn(one, client, scopes.all)));
  const meets = (scope: PackageScope) =>
    [...clients].some((client) => isWithin(client, scope) || isWithin(scope, client)) ||
    users.some((user) => dependsOn(user, scope, scopes.all));
  const groups = new Map<PackageScope, Map<string, TracingRegistration[]>>();
  for (const one of registrations) {
    const scope = scopes.of(one.path);
    const own = groups.get(scope) ?? new Map<string, TracingRegistration[]>();
    groups.set(scope, own.set(one.tracer, [...(own.get(one.tracer) ?? []), one]));
  }
  return [...groups]
    .filter(([scope]) => meets(scope))
    .flatMap(([, byTracer]) => [...byTracer.values()].flatMap(findings));
}

function isWithin(inner: PackageScope, outer: PackageScope): boolean {
  return outer.directory === '' || `${inner.directory}/`.startsWith(`${outer.directory}/`);
}

function findings(all: readonly TracingRegistration[]): readonly Finding[] {
  const told = all.length > TOLD ? all.slice(0, 1) : all;
  const others = all.length - told.length;
  const more = others === 0 ? '' : `; ${others} more places of this package set it up`;
  return told.map(({ path, line, column, tracer }) => ({
    rule: 'tracing-lost',
    severity: 'warning',
    path,
    line,
    column,
    message: `${tracer} traces today's client by its package's name, and gives no spans for iovalkey${more}`,
    help: tracer.startsWith('@opentelemetry')
      ? "Register a subclass of IORedisInstrumentation whose init() sets name = 'iovalkey' and supportedVersions = ['*'] on its definition."
      : 'Keep today’s package with --engine installed where these spans matter, or trace commands in your own code.',
  }));
}
