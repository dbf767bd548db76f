/** What the clients of another language do with `valkeys://`, where it is worse than an error. */
export interface LanguageClients {
  /** The language's way of reading a variable (surfaces/text/languages.ts). */
  readonly how: string;
  readonly losesTls: string;
  readonly source: string;
}

/** Clients of other languages refuse a scheme that they do not know; these go on without TLS. */
export const LANGUAGE_CLIENTS: readonly LanguageClients[] = [
  {
    how: 'System.getenv',
    losesTls: 'Jedis and valkey-java connect in plaintext',
    source:
      'Jedis 3.10 – 7.0, JedisURIHelper.isRedisSSLScheme compares with rediss; valkey-java 5 likewise (read)',
  },
  {
    how: 'JVM',
    losesTls: 'Jedis and valkey-java connect in plaintext',
    source: 'the same, for a variable that a framework reads',
  },
];
