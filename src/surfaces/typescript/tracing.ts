import type { Position, TextFile } from '../../model.js';
import { positionAt } from '../../text.js';

/** A place that sets up tracing which knows today's client by its package's name. */
export interface TracingRegistration extends Position {
  readonly path: string;
  /** The tracing package. */
  readonly tracer: string;
}

/**
 * Tracing packages that lose a client's spans when it moves to iovalkey. Measured: OpenTelemetry 8 spans → 0, Sentry
 * 7 → 0, elastic-apm 5 → 0; an npm alias does not help. New Relic and dd-trace ≥ 5.53 keep theirs.
 */
const registrations: readonly { readonly pattern: RegExp; readonly tracer: string }[] = [
  { pattern: /new\s+IORedisInstrumentation\b/g, tracer: '@opentelemetry/instrumentation-ioredis' },
  { pattern: /new\s+RedisInstrumentation\b/g, tracer: '@opentelemetry/instrumentation-redis' },
  { pattern: /\bgetNodeAutoInstrumentations\s*\(/g, tracer: '@opentelemetry/auto-instrumentations-node' },
  { pattern: /\bredisIntegration\s*\(/g, tracer: '@sentry/node' },
  { pattern: /\bSentry\.init\s*\(/g, tracer: '@sentry/node' },
  { pattern: /['"]elastic-apm-node(?:\/start(?:\.js)?)?['"]/g, tracer: 'elastic-apm-node' },
];

const anyRegistration = new RegExp(registrations.map(({ pattern }) => pattern.source).join('|'));

/** Names that a file with such a place holds; searched for only where a manifest lists one of the packages. */
export const tracingNeedles: readonly { readonly needle: string; readonly packages: RegExp }[] = [
  { needle: 'getNodeAutoInstrumentations', packages: /^@opentelemetry\/auto-instrumentations-node$/ },
  { needle: 'Sentry.init', packages: /^@sentry\// },
  { needle: 'elastic-apm-node', packages: /^elastic-apm-node$/ },
  { needle: 'RedisInstrumentation', packages: /^@opentelemetry\/instrumentation-(io)?redis/ },
];

/** Sentry's packages for browsers and apps (docs.sentry.io, "Platforms"): no client is there to trace. */
const ofBrowsers = /^(?:browser|react|react-native|vue|angular|angular-ivy|svelte|solid|ember|capacitor)$/;

/** The lines of a file that set up such tracing. */
export function tracingRegistrations(file: TextFile): readonly TracingRegistration[] {
  if (!anyRegistration.test(file.text)) return [];
  return registrations
    .filter(({ tracer }) => tracer !== '@sentry/node' || !isForBrowsers(file))
    .flatMap(({ pattern, tracer }) =>
      [...file.text.matchAll(pattern)]
        .filter((match) => !isInComment(file.text, match.index))
        .map((match) => ({ path: file.path, tracer, ...positionAt(file.text, match.index) })),
    );
}

/** Examples in comments set nothing up. */
function isInComment(text: string, at: number): boolean {
  return /^\s*(?:\/\/|\/?\*)/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));
}

function isForBrowsers({ path, text }: TextFile): boolean {
  // Next has these in browsers by their names, with a package that is for both.
  if (/(?:^|\/)(?:sentry\.client\.config|instrumentation-client)\.\w+$/.test(path)) return true;
  const named = [...text.matchAll(/['"]@sentry\/([\w-]+)/g)].map((match) => match[1]!);
  return named.length > 0 && named.every((name) => ofBrowsers.test(name));
}
