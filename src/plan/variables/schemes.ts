import type { Finding, Options, Place } from '../../model.js';
import { isTestPath } from '../../repository/test-path.js';
import { type PlainUrl, VALKEY_SCHEMES } from '../../surfaces/redis-url.js';

/**
 * The scheme that a proven URL of a file gets. With `--tls` it asks for TLS where it leads to another machine: what
 * listens on this one, or in a container beside the program, speaks plaintext by custom, and so do servers of tests.
 */
export function schemeFor(url: PlainUrl, path: string, options: Pick<Options, 'tls'>): 'valkey' | 'valkeys' {
  return options.tls && url.host === 'remote' && !isTestPath(path) ? 'valkeys' : VALKEY_SCHEMES[url.scheme];
}

/** Does a URL without TLS get a scheme that asks for it? */
export function asksAnew(url: PlainUrl, scheme: string): boolean {
  return url.scheme === 'redis' && scheme === 'valkeys';
}

/** `--tls` made a URL ask for what the server may not speak yet. */
export function tlsAsked({ path, line, column }: Place, what: string): Finding {
  return {
    rule: 'tls-asked',
    severity: 'info',
    path,
    line,
    column,
    message: `${what} asks for TLS now, for --tls`,
    help: 'The server must speak TLS on that port, with a certificate that Node trusts; ping tells.',
  };
}
