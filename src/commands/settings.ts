import { statSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../config.js';
import { WorkError } from '../repository/errors.js';
import { FORMATS, type Format, nearest } from '../settings.js';
import { listOf, oneOf, textOf, type Values } from '../setting-values.js';

/** What a command is asked for: its operands, and the options of its command line. */
export interface Request {
  readonly operands: readonly string[];
  readonly values: Values;
}

/** Where and how reports go. `file` null is stdout. */
export interface Destination {
  readonly format: Format;
  readonly file: string | null;
}

/** The directory to work on. Throws where there is none, with the command that may have been meant. */
export function targetOf({ operands }: Request): string {
  const target = operands[0] ?? '.';
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return target;
  const near = nearest(target, ['preview', 'check', 'undo', 'ping', 'comment']);
  const hint = near === null ? '' : ` (did you mean the command ${near}?)`;
  throw new WorkError(
    stats
      ? `${target} is not a directory; name the directory that holds it`
      : `${target}: no such directory${hint}`,
    2,
  );
}

/** The command line over the configuration file. */
export function settingsOf(target: string, { values }: Request): Values {
  const settings = new Map([...readConfig(target, textOf(values.get('config'))), ...values]);
  if (settings.get('show-secrets') === true && isCi()) {
    throw new WorkError('--show-secrets is refused in CI: logs and artifacts outlive the run', 2);
  }
  return settings;
}

/** The report that `--format` and `--output` ask for, then one for each `--report FORMAT=FILE`. */
export function destinationsOf(settings: Values): readonly Destination[] {
  const output = textOf(settings.get('output'));
  const main = {
    format: oneOf(settings.get('format'), FORMATS, 'pretty'),
    file: output === '-' ? null : output,
  };
  const more = listOf(settings.get('report')).map((asked) => {
    const equals = asked.indexOf('=');
    const format = FORMATS.find((known) => known === asked.slice(0, equals));
    if (equals < 0 || format === undefined || equals === asked.length - 1) {
      throw new WorkError(
        `--report ${asked}: it takes FORMAT=FILE, with a format of ${FORMATS.join(', ')}`,
        2,
      );
    }
    const file = asked.slice(equals + 1);
    return { format, file: file === '-' ? null : file };
  });
  const all = [main, ...more];
  refuseTwice(all.map(({ file }) => file ?? '-'));
  return all;
}

/** Of two reports in one file, the second would be all that is left; on stdout they would be one mess. */
function refuseTwice(files: readonly string[]): void {
  const places = files.map((file) => (file === '-' ? file : path.resolve(file)));
  const twice = files.find((_, index) => places.indexOf(places[index] ?? '') < index);
  if (twice === undefined) return;
  throw new WorkError(
    twice === '-'
      ? 'two reports on stdout: give one of them a file, with --output FILE or --report FORMAT=FILE'
      : `${twice}: two reports would be written there; give each a file of its own`,
    2,
  );
}

function isCi(): boolean {
  return !['', '0', 'false', undefined].includes(process.env.CI);
}
