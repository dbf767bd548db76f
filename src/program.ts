import yargs, { type Argv } from 'yargs';
import { optimizeLate } from './optimizer.js';
import { WorkError } from './repository/errors.js';
import { COMMAND_SETTINGS, nearest, type Setting } from './settings.js';
import { problemWith, type Value, type Values } from './setting-values.js';
import { version } from './installed.js';

/** A command as the program starts it; its module is loaded when it runs. Resolves to the exit code. */
type Command = (given: { readonly operands: readonly string[]; readonly values: Values }) => Promise<number>;

const COMMANDS = Object.keys(COMMAND_SETTINGS);

/** Runs the program with the arguments of its command line; resolves to its exit code. Nothing is thrown. */
export async function run(args: readonly string[]): Promise<number> {
  optimizeLate();
  let exitCode = 0;
  const start = (command: Command, settings: readonly Setting[], most: number) => async (parsed: object) => {
    exitCode = await command(given(new Map(Object.entries(parsed)), settings, most));
  };
  const parser = yargs(withDashAsValue(args))
    .scriptName('valkey-codemod')
    .parserConfiguration({
      'camel-case-expansion': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'strip-dashed': false,
      'dot-notation': false,
    })
    .usage('Takes a Node repository from Redis clients to Valkey: preview as a diff, write, check, undo.')
    .command(
      ['$0 [path]', 'preview [path]'],
      'Print what would change, as a diff; --write does it',
      (command) => withSettings(command, COMMAND_SETTINGS.preview),
      start(
        async (asked) => (await import('./commands/preview.js')).preview(asked),
        COMMAND_SETTINGS.preview,
        1,
      ),
    )
    .command(
      'check [path]',
      'Exit 1 while a Redis client, an unproven URL or an edited wrapper is left',
      (command) => withSettings(command, COMMAND_SETTINGS.check),
      start(async (asked) => (await import('./commands/check.js')).check(asked), COMMAND_SETTINGS.check, 1),
    )
    .command(
      'undo [path]',
      'Put back what the last --write changed',
      (command) => withSettings(command, COMMAND_SETTINGS.undo),
      start(async (asked) => (await import('./commands/undo.js')).undo(asked), COMMAND_SETTINGS.undo, 1),
    )
    .command(
      'ping [url]',
      'Test a connection: the URL, or REDIS_URL from the environment or .env',
      (command) => withSettings(command, COMMAND_SETTINGS.ping, 'url', 'URL of the server'),
      start(async (asked) => (await import('./commands/ping.js')).ping(asked), COMMAND_SETTINGS.ping, 1),
    )
    .command(
      'comment [path]',
      'Keep one comment on the pull or merge request of this CI job up to date',
      (command) => withSettings(command, COMMAND_SETTINGS.comment),
      start(
        async (asked) => (await import('./commands/comment.js')).comment(asked),
        COMMAND_SETTINGS.comment,
        1,
      ),
    )
    .example('$0', 'show what would change here; nothing is written')
    .example('$0 ../shop --write', 'change the repository in ../shop')
    .example('$0 undo', 'bring back every byte')
    .example('$0 --format patch --output valkey.patch', 'a patch for git apply')
    .example('$0 check', 'in CI: fails while something is left')
    .version(version())
    .help()
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw error ?? new WorkError(message, 2);
    });
  try {
    await parser.parseAsync();
    return exitCode;
  } catch (error) {
    return await report(error, args.includes('--verbose'));
  }
}

/** yargs takes a lone dash for an operand; after `--output` it stands for stdout. */
function withDashAsValue(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) => {
    if (arg === '-' && args[index - 1] === '--output') return [];
    return [arg === '--output' && args[index + 1] === '-' ? '--output=-' : arg];
  });
}

function withSettings(
  command: Argv,
  settings: readonly Setting[],
  operand = 'path',
  about = 'Directory of the repository (default: here)',
): Argv {
  command.positional(operand, { type: 'string', describe: about });
  for (const { flag, describe, value, group } of settings) {
    const choices =
      value.kind === 'choice' || (value.kind === 'list' && value.choices) ? value.choices : undefined;
    const values = choices
      ? ` (${choices.join(', ')})`
      : value.kind === 'text' || value.kind === 'list'
        ? ` (${value.placeholder})`
        : '';
    command.option(flag, {
      describe: `${describe}${values}`,
      group: `${group}:`,
      type: value.kind === 'flag' ? 'boolean' : value.kind === 'list' ? 'array' : 'string',
      ...(value.kind === 'choice' && value.default !== undefined
        ? { defaultDescription: value.default }
        : {}),
    });
  }
  return command;
}

/** Checks what yargs has parsed: unknown options, values that do not fit, too many operands. */
function given(
  parsed: ReadonlyMap<string, unknown>,
  settings: readonly Setting[],
  most: number,
): { operands: readonly string[]; values: Values } {
  const values = new Map<string, Value>();
  for (const [flag, asked] of parsed) {
    if (['_', '$0', 'path', 'url', 'help', 'version'].includes(flag) || asked === undefined) continue;
    const setting = settings.find((one) => one.flag === flag);
    if (setting === undefined) throw unknownOption(flag, settings);
    if (setting.value.kind === 'list' && Array.isArray(asked) && asked.length === 0) {
      throw new WorkError(`--${flag} needs a value: ${setting.value.placeholder}`, 2);
    }
    const checked = problemWith(setting, asArgument(setting, asked));
    if ('problem' in checked) throw new WorkError(`--${flag} ${checked.problem}`, 2);
    values.set(flag, checked.value);
  }
  const named = parsed.get('path') ?? parsed.get('url');
  const rest = parsed.get('_');
  // Beside the command's name, yargs leaves there what follows `--` and what is one too many.
  const others = (Array.isArray(rest) ? rest : []).map(String);
  if (COMMANDS.includes(others[0] ?? '')) others.shift();
  const operands = [...(named === undefined ? [] : [String(named)]), ...others];
  const extra = operands[most];
  if (extra !== undefined) {
    throw new WorkError(
      `one path at a time: ${JSON.stringify(extra)} is one too many (lists take commas, or the option again)`,
      2,
    );
  }
  return { operands, values };
}

/** An option given twice takes its last value; numbers come as text. */
function asArgument(setting: Setting, asked: unknown): unknown {
  const last: unknown = setting.value.kind !== 'list' && Array.isArray(asked) ? asked.at(-1) : asked;
  return setting.value.kind === 'number' ? Number(last) : last;
}

function unknownOption(flag: string, settings: readonly Setting[]): WorkError {
  const dashes = flag.length === 1 ? '-' : '--';
  const near = nearest(
    flag,
    settings.map((setting) => setting.flag),
  );
  const hint = near === null ? 'valkey-codemod --help lists them all' : `did you mean --${near}?`;
  return new WorkError(`unknown option ${dashes}${flag}; ${hint}`, 2);
}

/** One line for what a person can act on; the whole trace for a fault of this program, or with --verbose. */
async function report(error: unknown, verbose: boolean): Promise<number> {
  const { redactText } = await import('./report/redaction.js');
  if (error instanceof WorkError) {
    process.stderr.write(
      `valkey-codemod: ${redactText(verbose ? (error.stack ?? error.message) : error.message)}\n`,
    );
    return error.exitCode;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`valkey-codemod: a fault of this program, please report it\n${redactText(detail)}\n`);
  return 3;
}
