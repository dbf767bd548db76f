import { printable } from '../report/printable.js';
import { plural } from '../report/summary.js';
import { locate } from '../repository/discover.js';
import { readJournal } from '../repository/journal.js';
import { undo as putBack } from '../repository/undo.js';
import { type Request, targetOf } from './settings.js';
import { print, say } from './terminal.js';

/** Puts back what the last `--write` changed and lists the files. Resolves to the exit code. */
export async function undo(request: Request): Promise<number> {
  const { values } = request;
  const repository = locate(targetOf(request));
  if (readJournal(repository) === null) {
    say(values, 'valkey-codemod: nothing to undo: no --write is on record here, or it was undone already');
    return 0;
  }
  const { restored, deleted } = putBack(repository, { force: values.get('force') === true });
  const lines = [
    ...restored.map((path) => `restored ${printable(path)}\n`),
    ...deleted.map((path) => `deleted  ${printable(path)}\n`),
  ];
  await print(lines.join(''));
  say(
    values,
    `${plural(restored.length, 'file')} restored, ${deleted.length} deleted: as before the last --write`,
  );
  return 0;
}
