import fs from 'node:fs';
import path from 'node:path';
import type { Repository } from './discover.js';
import { liesBehindLink, readRegular, syncDirectory, writeDurably } from './durable.js';
import { systemErrorCode, WorkError } from './errors.js';
import {
  hashOf,
  type Journal,
  type JournalFile,
  readJournal,
  readOriginal,
  removeJournal,
  reopenJournal,
} from './journal.js';

export interface UndoResult {
  readonly restored: readonly string[];
  readonly deleted: readonly string[];
}

type Place = Pick<Repository, 'root' | 'git'>;

/** Puts back what the last `--write` changed, finished or interrupted. Refuses files edited since, unless forced. */
export function undo(repository: Place, options: { readonly force: boolean }): UndoResult {
  const journal = readJournal(repository);
  if (journal === null) {
    throw new WorkError('nothing to undo: no --write is on record here, or it was undone already', 2);
  }
  return putBack(repository, journal, options.force ? 'overwrite' : 'refuse');
}

/** The files that are still as the last `--write` left them. */
export function filesAsWritten(repository: Place): ReadonlySet<string> {
  const files = readJournal(repository)?.files ?? [];
  return new Set(files.filter((file) => stateOf(repository.root, file) === 'after').map((file) => file.path));
}

/**
 * Puts the files of a journal back and removes it. What is back already is passed over, so that this can end at any
 * moment and be run again. `edited` says what to do with files that are neither as before nor as written.
 */
export function putBack(
  repository: Place,
  journal: Journal,
  edited: 'refuse' | 'overwrite' | 'leave',
): UndoResult {
  const { root } = repository;
  removeTemporaryFiles(root, journal);
  const states = journal.files.map((file) => stateOf(root, file));
  if (edited !== 'leave') {
    refuse(journal, states, edited);
    reopenJournal(repository, journal); // not after a fault: the disk may be full
  }

  const due = [...journal.files.entries()].filter(
    ([index]) => states[index] === 'after' || (states[index] === 'edited' && edited === 'overwrite'),
  );
  const restored: string[] = [];
  for (const [index, file] of due) {
    if (file.kind === 'created') continue;
    fs.mkdirSync(path.join(root, path.dirname(file.path)), { recursive: true });
    const { mode, uid, gid } = file;
    writeDurably(temporaryPath(root, journal, index), readOriginal(repository, journal, index), {
      mode,
      owner: { uid, gid },
    });
    restored.push(file.path);
  }
  const deleted: string[] = [];
  for (const [index, file] of due) {
    if (file.kind === 'created') {
      fs.unlinkSync(path.join(root, file.path));
      deleted.push(file.path);
    } else fs.renameSync(temporaryPath(root, journal, index), path.join(root, file.path));
  }
  for (const directory of [...journal.directories].reverse()) removeIfEmpty(path.join(root, directory));
  for (const directory of new Set(due.map(([, file]) => path.dirname(path.join(root, file.path))))) {
    if (fs.existsSync(directory)) syncDirectory(directory);
  }
  removeJournal(repository, journal);
  return { restored, deleted };
}

/** Where the new bytes of a file are until they are renamed into place: beside it, for a rename cannot cross disks. */
export function temporaryPath(root: string, journal: Journal, index: number): string {
  const directory = path.dirname(path.join(root, journal.files[index]!.path));
  return path.join(directory, `.valkey-codemod-${journal.run}-${index}.tmp`);
}

type State = 'before' | 'after' | 'edited' | 'no-file';

function stateOf(root: string, file: JournalFile): State {
  const absolute = path.join(root, file.path);
  if (liesBehindLink(root, path.dirname(file.path))) return 'no-file';
  const entry = fs.lstatSync(absolute, { throwIfNoEntry: false });
  if (entry === undefined)
    return { created: 'before', deleted: 'after', changed: 'edited' }[file.kind] as State;
  const now = readRegular(absolute);
  if (now === null) return 'no-file';
  const hash = hashOf(now.bytes);
  if (file.kind !== 'created' && hash === file.before) return 'before';
  return file.kind !== 'deleted' && hash === file.after ? 'after' : 'edited';
}

function refuse(journal: Journal, states: readonly State[], edited: 'refuse' | 'overwrite'): void {
  const named = (state: State): string[] =>
    journal.files.filter((_, i) => states[i] === state).map((f) => f.path);
  const links = named('no-file');
  if (links.length > 0) {
    throw new WorkError(
      `a link or directory is where a file was, nothing was put back: ${links.join(', ')}`,
      2,
    );
  }
  const changed = named('edited');
  if (changed.length > 0 && edited === 'refuse') {
    throw new WorkError(
      `edited since the --write, nothing was put back: ${changed.join(', ')}; --force puts back the bytes from before it`,
      2,
    );
  }
}

function removeTemporaryFiles(root: string, journal: Journal): void {
  for (const index of journal.files.keys()) fs.rmSync(temporaryPath(root, journal, index), { force: true });
}

/** Removes a directory that holds nothing any more. */
export function removeIfEmpty(directory: string): void {
  try {
    fs.rmdirSync(directory);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) throw error;
  }
}
