import type { Finding } from '../model.js';
import { laterCommands } from './tables/command-versions.js';
import type { ClientUse } from './uses.js';

const known = new Map(laterCommands.map((one) => [one.name, one]));

/** Calls, on a client that was followed to where it is made, of commands that Valkey has later than Redis, or never. */
export function missingCommands(use: ClientUse): readonly Finding[] {
  return [...new Set(use.sites.map((site) => site.facts))].flatMap(({ path, members }) => {
    const uses = members.uses.filter((one) => one.packageName === use.packageName);
    const own = new Set(uses.filter((one) => one.kind === 'own').map((one) => one.name));
    return uses.flatMap(({ kind, name, line, column }): readonly Finding[] => {
      const command = kind === 'member' && !own.has(name) ? known.get(commandOf(name)) : undefined;
      if (command === undefined) return [];
      const { since } = command;
      const upper = command.name.toUpperCase();
      return [
        {
          rule: 'missing-command',
          severity: 'warning',
          path,
          line,
          column,
          message:
            since === null
              ? `${name} sends ${upper}, which no Valkey has`
              : `${name} sends ${upper}, which Valkey has since ${since}: one before answers "unknown command"`,
          help:
            since === null
              ? 'Do without the command before this code meets a Valkey.'
              : `Run Valkey ${since} or newer, or do without the command.`,
        },
      ];
    });
  });
}

/** The command that a method sends: `hExpire`, `HEXPIRE`, `hexpireBuffer`, `vSimWithScores`. */
function commandOf(method: string): string {
  const name = method.replace(/Buffer$|_?(?:with(?:scores|values)|raw)$/i, '').toLowerCase();
  return name.startsWith('himport') ? 'himport' : name.replace(/^increxbyfloat$/, 'increx');
}
