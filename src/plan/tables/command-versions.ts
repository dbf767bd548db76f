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

function rows(since: string | null, names: string): readonly LaterCommand[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => ({ name, since }));
}
