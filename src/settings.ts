import type { Options } from './model.js';
import { RULES } from './rules.js';

/** How an option is written on the command line; the same table describes the configuration file. */
export interface Setting {
  readonly flag: string;
  readonly describe: string;
  readonly value:
    | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly default?: string }
    | { readonly kind: 'text'; readonly placeholder: string }
    | { readonly kind: 'flag' }
    | {
        readonly kind: 'list';
        readonly placeholder: string;
        readonly commas: boolean;
        readonly choices?: readonly string[];
        /** As choices, but too many to list. */
        readonly known?: readonly string[];
      }
    | { readonly kind: 'number' };
  /** Its key in the configuration file; null for what only the command line can ask for. */
  readonly key: string | null;
  readonly group: 'What changes' | 'Where' | 'Report' | 'Run';
}

export const FORMATS = [
  'pretty',
  'patch',
  'markdown',
  'json',
  'sarif',
  'rdjson',
  'gitlab',
  'junit',
  'html',
] as const;
export type Format = (typeof FORMATS)[number];

export const SURFACES = ['typescript', 'manifest', 'env', 'yaml', 'json', 'toml', 'dockerfile'] as const;

/** Every option of preview and check, in the order of `--help`. */
export const SETTINGS: readonly Setting[] = [
  flag('write', 'Apply the changes (refuses a dirty tree)', 'Run', null),
  flag('allow-dirty', 'Write although there are uncommitted changes', 'Run', null),
  flag('interactive', 'Decide change by change', 'Run', null),
  choice('engine', ['iovalkey', 'installed'], 'iovalkey', 'What the client wrapper drives', 'What changes'),
  choice(
    'delivery',
    ['copy', 'package'],
    'copy',
    'The wrapper as copied files, or as an npm package',
    'What changes',
  ),
  text('client', 'SPECIFIER', 'Import this module of yours instead of a wrapper', 'What changes'),
  text('client-dir', 'DIR', 'Where the wrapper goes, in every package', 'What changes'),
  choice('schemes', ['proven', 'all', 'none'], 'proven', 'Which URL schemes change', 'What changes'),
  flag('tls', 'Also turn proven plaintext URLs into valkeys://', 'What changes', 'tls'),
  flag('libraries', 'Edit packages that can be published too', 'What changes', 'libraries'),
  list('only', 'SURFACE', 'Edit these kinds of files alone', 'Where', SURFACES),
  list('skip', 'SURFACE', 'Leave these kinds of files alone', 'Where', SURFACES),
  list('enable', 'RULE', 'Switch on a rule that the configuration switches off', 'What changes'),
  list('disable', 'RULE', 'Switch a rule off', 'What changes'),
  list('include', 'GLOB', 'Edit files that match alone', 'Where'),
  list('exclude', 'GLOB', 'Leave files that match alone', 'Where'),
  choice('format', FORMATS, 'pretty', 'Format of the report on stdout', 'Report'),
  { ...text('output', 'FILE', 'Write the report to a file (- is stdout)', 'Report'), key: null },
  { ...list('report', 'FORMAT=FILE', 'One more report in the same run', 'Report'), key: null },
  choice('fail-on', ['error', 'warning', 'info'], undefined, 'Exit 1 when a finding is that severe', 'Run'),
  {
    flag: 'jobs',
    describe: 'Threads to work with',
    value: { kind: 'number' },
    key: 'jobs',
    group: 'Run',
  },
  { ...text('config', 'FILE', 'Configuration file (default: valkey-codemod.json)', 'Run'), key: null },
  flag('color', 'Colour, or none (--no-color); default: on a terminal', 'Report', null),
  flag('pager', 'Page through the report on a terminal (--no-pager)', 'Report', null),
  flag('quiet', 'Print the report alone', 'Report', null),
  flag('verbose', 'Say more about what is done', 'Report', null),
  flag('show-secrets', 'Do not hide credentials (refused in CI)', 'Report', null),
];

const only = (...flags: readonly string[]): readonly Setting[] =>
  SETTINGS.filter((setting) => flags.includes(setting.flag));
const allBut = (...flags: readonly string[]): readonly Setting[] =>
  SETTINGS.filter((setting) => !flags.includes(setting.flag));

/** The options of every command, in the order of its `--help`. */
export const COMMAND_SETTINGS = {
  preview: SETTINGS,
  check: [
    { ...text('baseline', 'FILE', 'Accept what this file lists; fail on the rest', 'Run'), key: null },
    flag('update-baseline', 'Write what is left into the baseline file', 'Run', null),
    ...allBut('write', 'allow-dirty', 'interactive'),
  ],
  undo: [
    flag('force', 'Put files back although they were edited since', 'Run', null),
    ...only('quiet', 'verbose', 'color'),
  ],
  ping: [
    {
      ...text(
        'variable',
        'NAME',
        'The variable that holds the URL (default: REDIS_URL, then VALKEY_URL)',
        'Run',
      ),
      key: null,
    },
    flag('all', 'Test every URL in the env files of this repository', 'Run', null),
    {
      flag: 'timeout',
      describe: 'Seconds to wait (default: 5)',
      value: { kind: 'number' },
      key: null,
      group: 'Run',
    },
    flag('json', 'Print the result as JSON', 'Report', null),
    ...only('quiet', 'verbose', 'color'),
  ],
  comment: [
    {
      ...choice('platform', ['github', 'gitlab'], undefined, 'Where the pull or merge request is', 'Run'),
      key: null,
    },
    flag('upload-sarif', 'Send the findings to code scanning (GitHub)', 'Run', null),
    ...allBut('write', 'allow-dirty', 'interactive', 'format', 'output', 'pager'),
  ],
} as const satisfies Readonly<Record<string, readonly Setting[]>>;

export const DEFAULT_OPTIONS: Options = {
  engine: 'iovalkey',
  delivery: 'copy',
  client: null,
  clientDir: null,
  schemes: 'proven',
  tls: false,
  libraries: false,
  only: [],
  skip: [],
  enable: [],
  disable: [],
  include: [],
  exclude: [],
};

/** The value that was asked for nearest to another, for "did you mean"; null when nothing is near. */
export function nearest(given: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(given.toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : null;
}

/** Insertions, deletions, exchanges, and two neighbours that changed places. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchange = (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(exchange, swap, (rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

function keyOf(flagName: string): string {
  return flagName.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function flag(name: string, describe: string, group: Setting['group'], key: string | null): Setting {
  return { flag: name, describe, value: { kind: 'flag' }, key, group };
}

function choice(
  name: string,
  choices: readonly string[],
  byDefault: string | undefined,
  describe: string,
  group: Setting['group'],
): Setting {
  const value = {
    kind: 'choice' as const,
    choices,
    ...(byDefault === undefined ? {} : { default: byDefault }),
  };
  return { flag: name, describe, value, key: keyOf(name), group };
}

function text(name: string, placeholder: string, describe: string, group: Setting['group']): Setting {
  return { flag: name, describe, value: { kind: 'text', placeholder }, key: keyOf(name), group };
}

function list(
  name: string,
  placeholder: string,
  describe: string,
  group: Setting['group'],
  choices?: readonly string[],
): Setting {
  const commas = placeholder === 'SURFACE' || placeholder === 'RULE';
  const known = placeholder === 'RULE' ? { known: RULES } : {};
  const value = { kind: 'list' as const, placeholder, commas, ...(choices ? { choices } : {}), ...known };
  return { flag: name, describe, value, key: keyOf(name), group };
}
