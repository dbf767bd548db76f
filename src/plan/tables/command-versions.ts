/** A command that Redis has and that a Valkey of today may answer with "unknown command". */
export interface LaterCommand {
  /** In lower case, as on the wire. */
  readonly name: string;
  /** The first Valkey that has it; null for none. */
  readonly since: string | null;
}

/**
 * Source: https://valkey.io/commands/ as of Valkey 9.1, beside the commands of Redis 8.
 * test/plan/missing-commands.test.ts asks a Valkey 8 for every one.
 */
export const laterCommands: readonly LaterCommand[] = [
  ...rows(
    '9.0',
    'hexpire hexpireat hexpiretime hpexpire hpexpireat hpexpiretime httl hpttl hpersist hgetex hsetex',
  ),
  ...rows('9.1', 'hgetdel msetex'),
  ...rows(
    null,
    `
    delex digest increx xackdel xdelex xcfgset lmovem himport
    vadd vcard vdim vemb vgetattr vinfo vismember vlinks vrandmember vrange vrem vsetattr vsim
    arcount ardel ardelrange arget argetrange argrep arinfo arinsert arlastitems arlen armget armset arnext
    arop arring arscan arseek arset
  `,
  ),
];

/** A word of a command that Redis understands and a Valkey of today may answer with "syntax error". */
export interface LaterWord {
  readonly commands: readonly string[];
  /** In upper case. */
  readonly word: string;
  readonly since: string | null;
}

/** Source: as above, Valkey 8.1 and 9.0 release notes, Redis 8.2 and 8.4; the same test asks a Valkey 8.0. */
export const laterWords: readonly LaterWord[] = [
  { commands: ['set'], word: 'IFEQ', since: '8.1' },
  ...['IFNE', 'IFDEQ', 'IFDNE'].map((word) => ({ commands: ['set'], word, since: null })),
  ...['DIFF', 'DIFF1', 'ANDOR', 'ONE'].map((word) => ({ commands: ['bitop'], word, since: null })),
  { commands: ['geosearch', 'geosearchstore'], word: 'BYPOLYGON', since: '9.0' },
  ...['KEEPREF', 'DELREF', 'ACKED'].map((word) => ({ commands: ['xadd', 'xtrim'], word, since: null })),
  { commands: ['xreadgroup'], word: 'CLAIM', since: null },
];

/**
 * Commands of Redis' modules by the part before the dot, and the Valkey module that has them (https://valkey.io/topics/:
 * modules of the valkey-bundle image); null for none.
 */
export const moduleCommands: Readonly<Record<string, string | null>> = {
  json: 'valkey-json',
  bf: 'valkey-bloom',
  ft: 'valkey-search',
  cf: null,
  cms: null,
  topk: null,
  tdigest: null,
  ts: null,
  graph: null,
  rg: null,
};

function rows(since: string | null, names: string): readonly LaterCommand[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => ({ name, since }));
}
