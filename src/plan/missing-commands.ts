import type { Finding } from '../model.js';
import type { MemberUse } from '../surfaces/typescript/members.js';
import { laterCommands, laterWords, moduleCommands } from './tables/command-versions.js';
import type { ClientUse } from './uses.js';

const known = new Map(laterCommands.map((one) => [one.name, one]));

/** What is sent that not every Valkey answers, and how it comes to have it. */
interface Missing {
  readonly what: string;
  /** The first Valkey that has it, the module that has it, or null for none. */
  readonly in: { readonly version: string } | { readonly module: string } | null;
  /** The answer of one that has it not. */
  readonly answer: string;
}

/** Calls, on a client that was followed to where it is made, of commands that Valkey has later than Redis, or never. */
export function missingCommands(use: ClientUse): readonly Finding[] {
  return [...new Set(use.sites.map((site) => site.facts))].flatMap(({ path, members }) => {
    const uses = members.uses.filter((one) => one.packageName === use.packageName);
    const own = new Set(uses.filter((one) => one.kind === 'own').map((one) => one.name));
    return uses.flatMap((one): readonly Finding[] => {
      const missing = own.has(one.name) ? null : missingIn(one);
      if (missing === null) return [];
      const { line, column } = one;
      return [{ rule: 'missing-command', severity: 'warning', path, line, column, ...textOf(missing) }];
    });
  });
}

function missingIn({ kind, name, words }: MemberUse): Missing | null {
  if (kind !== 'member' && kind !== 'sent' && kind !== 'worded') return null;
  const command = commandOf(name);
  const upper = command.toUpperCase();
  const later = kind === 'worded' ? undefined : known.get(command);
  if (later !== undefined) {
    const what = words === undefined ? `${name} sends ${upper}` : `this sends ${upper}`;
    return { what, in: versionOf(later.since), answer: 'unknown command' };
  }
  const module = kind === 'sent' ? moduleCommands[name.split('.')[0]?.toLowerCase() ?? ''] : undefined;
  if (module !== undefined && name.includes('.')) {
    const what = `this sends ${name.toUpperCase()}, a command of a module`;
    return { what, in: module === null ? null : { module }, answer: 'unknown command' };
  }
  const word = laterWords.find((one) => one.commands.includes(command) && words?.includes(one.word));
  if (word === undefined) return null;
  return { what: `this sends ${upper} with ${word.word}`, in: versionOf(word.since), answer: 'syntax error' };
}

const versionOf = (since: string | null): Missing['in'] => (since === null ? null : { version: since });

function textOf({ what, in: having, answer }: Missing): Pick<Finding, 'message' | 'help'> {
  if (having === null) {
    const help = 'Do without the command before this code meets a Valkey.';
    return {
      message: `${what}, which no Valkey has`,
      help: answer === 'syntax error' ? help.replace('the command', 'it') : help,
    };
  }
  if ('module' in having) {
    return {
      message: `${what}, which Valkey has with ${having.module}: one without answers "${answer}"`,
      help: `Run Valkey with ${having.module} (its image valkey-bundle has it), or do without the command.`,
    };
  }
  return {
    message: `${what}, which Valkey has since ${having.version}: one before answers "${answer}"`,
    help: `Run Valkey ${having.version} or newer, or do without ${answer === 'syntax error' ? 'it' : 'the command'}.`,
  };
}

/** The command that a method sends: `hExpire`, `HEXPIRE`, `hexpireBuffer`, `vSimWithScores`. */
function commandOf(method: string): string {
  const name = method.replace(/Buffer$|_?(?:with(?:scores|values)|raw)$/i, '').toLowerCase();
  return name.startsWith('himport') ? 'himport' : name.replace(/^increxbyfloat$/, 'increx');
}
