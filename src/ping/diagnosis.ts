import { isTlsUrl } from '#wrapper/url';

/** Why a step failed, in words that hold nothing of the URL, and what to do. */
export interface Diagnosis {
  readonly cause: string;
  readonly hint: string;
}

interface Rule extends Diagnosis {
  /** Matches the error's code or the beginning of a server's answer. */
  readonly matches: RegExp;
}

/** Node's error codes (os, dns, tls, OpenSSL) and Valkey's error words, the most telling first. */
const RULES: readonly Rule[] = [
  {
    matches: /ECONNREFUSED/,
    cause: 'connection refused',
    hint: 'Nothing listens there: is the server running, and are host and port right?',
  },
  {
    matches: /ENOTFOUND|EAI_AGAIN|EAI_NODATA/,
    cause: 'the host name is not known (DNS)',
    hint: 'Check the host name; names of containers exist only in their own network.',
  },
  {
    matches: /ENOENT|EACCES/,
    cause: 'no such socket, or no right to use it',
    hint: 'Check the path of the socket.',
  },
  {
    matches: /EHOSTUNREACH|ENETUNREACH/,
    cause: 'the host cannot be reached',
    hint: 'Check the network, VPN and firewall.',
  },
  {
    matches: /CERT_HAS_EXPIRED/,
    cause: 'the certificate has expired',
    hint: 'Renew the certificate of the server.',
  },
  {
    matches: /ERR_TLS_CERT_ALTNAME_INVALID/,
    cause: 'the certificate is for another name',
    hint: 'Use the host name that the certificate is made for.',
  },
  {
    matches: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/,
    cause: 'the certificate is not trusted',
    hint: 'Name the CA that signed it: NODE_EXTRA_CA_CERTS=ca.pem.',
  },
  {
    matches: /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|EPROTO|ERR_SSL/,
    cause: 'the server does not speak TLS on this port',
    hint: 'Use valkey:// (plaintext), or the port on which the server speaks TLS.',
  },
  {
    matches: /WRONGPASS|invalid password|AUTH failed/i,
    cause: 'wrong user name or password',
    hint: 'Check the credentials; encode @ : / ? # in them.',
  },
  {
    matches: /NOAUTH/,
    cause: 'the server asks for a password',
    hint: 'Put it into the URL: valkey://:password@host:port.',
  },
  {
    matches: /NOPERM/,
    cause: 'this user has no right to do it',
    hint: 'Let the user run SET, GET, DEL and PING on keys test:valkey:*.',
  },
  {
    matches: /MOVED|CLUSTERDOWN|CROSSSLOT/,
    cause: 'the server is a node of a cluster',
    hint: 'It works through a cluster client; this test speaks to one node.',
  },
  {
    matches: /READONLY/,
    cause: 'the server is a replica that takes no writes',
    hint: 'Use the address of the primary.',
  },
  { matches: /LOADING/, cause: 'the server is still loading its data', hint: 'Wait a moment and try again.' },
  {
    matches: /MISCONF/,
    cause: 'the server cannot save its data and takes no writes',
    hint: 'Look at the disk and the log of the server.',
  },
  {
    matches: /DB index is out of range/,
    cause: 'there is no database of that number',
    hint: 'Use a lower number after the slash; clusters have database 0 alone.',
  },
  {
    matches: /max number of clients/,
    cause: 'the server has as many clients as it takes',
    hint: 'Close idle connections, or raise maxclients.',
  },
];

/** Tells what an error means for a person who tests the connection that `url` describes. */
export function diagnose(error: unknown, url: string): Diagnosis {
  const text = textOf(error);
  if (/ETIMEDOUT|timed out/i.test(text)) {
    return {
      cause: 'timeout: no answer in time',
      hint: isTlsUrl(url)
        ? 'A firewall, or a port that does not speak TLS (valkey://); --timeout gives it longer.'
        : 'A firewall, a wrong address, or a port that speaks TLS only (valkeys://); --timeout gives it longer.',
    };
  }
  const rule = RULES.find((one) => one.matches.test(text));
  if (rule !== undefined) return { cause: rule.cause, hint: rule.hint };
  if (/ECONNRESET|EPIPE|Connection is closed|Protocol error|socket hang up/i.test(text)) {
    return isTlsUrl(url)
      ? {
          cause: 'the server closed the connection',
          hint: 'Look at its log; a port without TLS does this too: valkey://.',
        }
      : {
          cause: 'the server closed the connection without an answer',
          hint: 'The port may speak TLS only: try valkeys://.',
        };
  }
  return { cause: serverWord(text), hint: 'Look at the log of the server.' };
}

/** Did the connection end without a word that says why? */
export function isUnanswered(error: unknown): boolean {
  return /ETIMEDOUT|timed out|ECONNRESET|EPIPE|Connection is closed|Protocol error|socket hang up|WRONG_VERSION|EPROTO|ERR_SSL|PACKET_LENGTH/i.test(
    textOf(error),
  );
}

/** TLS was spoken to a port of plaintext, or the reverse; null where the port speaks as the URL says. */
export function wrongProtocol(spoken: 'plaintext' | 'tls' | null, url: string): Diagnosis | null {
  if (spoken === 'plaintext' && isTlsUrl(url)) {
    const hint = 'Use valkey:// (plaintext), or the port on which the server speaks TLS.';
    return { cause: 'the server does not speak TLS on this port', hint };
  }
  if (spoken === 'tls' && !isTlsUrl(url)) {
    return { cause: 'the server speaks TLS only on this port', hint: 'Use valkeys://.' };
  }
  return null;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? `${error.code} ` : '';
  const inner = error instanceof AggregateError ? error.errors.map(textOf).join(' ') : '';
  return `${code}${error.message} ${inner}`.trim();
}

/** The first word of an unknown answer: the rest of it might quote what was sent. */
function serverWord(text: string): string {
  return /^[A-Z][A-Z_]+/.exec(text)?.[0] ?? 'an unexpected error';
}
