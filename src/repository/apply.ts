import fs from 'node:fs';
import path from 'node:path';
import type { FileOutcome } from '../model.js';
import type { Repository } from './discover.js';
import { liesBehindLink, newFileMode, readRegular, syncDirectory, writeDurably } from './durable.js';
import { systemErrorCode, WorkError } from './errors.js';
import {
  finishJournal,
  hashOf,
  type Journal,
  type JournalFile,
  readJournal,
  writeJournal,
} from './journal.js';
import { putBack, removeIfEmpty, temporaryPath } from './undo.js';

export interface ApplyResult {
  readonly changed: readonly string[];
  readonly created: readonly string[];
  readonly deleted: readonly string[];
}

/**
 * Writes the files of a plan, all or none. A journal comes first; then every new file is on the disk under a
 * temporary name; only then do renames put them in place, so that a full disk shows before anything has changed.
 * Runs without a pause for signals: an interrupt leaves each file whole, and a journal that says what to put back.
 */
export function apply(repository: Place, files: readonly FileOutcome[]): ApplyResult {
  if (files.length > 0) {
    if (pendingRun(repository) !== null) {
      throw new WorkError('an earlier --write or undo was interrupted; run `valkey-codemod undo` first', 2);
    }
    const prepared = files.map((file) => naming(file.path, () => prepare(repository.root, file)));
    const journal = naming('the journal', () => journalOf(repository, prepared));
    try {
      write(repository, journal, prepared);
    } catch (error) {
      throw rolledBack(repository, journal, error);
    }
  }
  return {
    changed: files.filter((file) => file.status === 'changed').map((file) => file.path),
    created: files.filter((file) => file.status === 'created').map((file) => file.path),
    deleted: files.filter((file) => file.status === 'deleted').map((file) => file.path),
  };
}

/** A `--write` or `undo` that did not come to its end; null where all is well. `undo` puts the files back. */
export function pendingRun(repository: Place): Journal | null {
  const journal = readJournal(repository);
  return journal === null || journal.state === 'applied' ? null : journal;
}

type Place = Pick<Repository, 'root' | 'git'>;

interface Prepared {
  readonly journal: JournalFile;
  readonly original: Buffer | null;
  readonly bytes: Buffer;
}

/** Checks one file against the disk: still what the plan was made from, and nothing that a rename would replace. */
function prepare(root: string, file: FileOutcome): Prepared {
  if (liesBehindLink(root, path.dirname(file.path))) {
    throw new WorkError(`${file.path} lies behind a link; nothing was written`, 3);
  }
  const bytes = Buffer.from(file.after);
  const after = hashOf(bytes);
  if (file.status === 'created') {
    assertAbsent(root, file.path);
    return { journal: { kind: 'created', path: file.path, after }, original: null, bytes };
  }
  const now = readRegular(path.join(root, file.path));
  if (now === null || !now.bytes.equals(Buffer.from(file.before))) throw changedMeanwhile(file.path);
  const { mode, uid, gid } = now.stats;
  const known = { path: file.path, before: hashOf(now.bytes), mode: mode & 0o7777, uid, gid };
  return {
    journal: file.status === 'deleted' ? { kind: 'deleted', ...known } : { kind: 'changed', ...known, after },
    original: now.bytes,
    bytes,
  };
}

function journalOf(repository: Place, prepared: readonly Prepared[]): Journal {
  return writeJournal(
    repository,
    prepared.map((file) => file.journal),
    missingDirectories(repository.root, prepared),
    prepared.map((file) => file.original),
  );
}

function write(repository: Place, journal: Journal, prepared: readonly Prepared[]): void {
  const { root } = repository;
  for (const directory of journal.directories) fs.mkdirSync(path.join(root, directory));
  for (const [index, { journal: file, bytes }] of prepared.entries()) {
    if (file.kind === 'deleted') continue;
    naming(file.path, () => writeDurably(temporaryPath(root, journal, index), bytes, attributesOf(file)));
  }
  for (const [index, { journal: file, original }] of prepared.entries()) {
    naming(file.path, () => {
      if (original === null) assertAbsent(root, file.path);
      else if (!readRegular(path.join(root, file.path))?.bytes.equals(original))
        throw changedMeanwhile(file.path);
      if (file.kind === 'deleted') fs.unlinkSync(path.join(root, file.path));
      else fs.renameSync(temporaryPath(root, journal, index), path.join(root, file.path));
    });
  }
  for (const directory of new Set(prepared.map((file) => path.dirname(path.join(root, file.journal.path))))) {
    syncDirectory(directory);
  }
  for (const { journal: file } of prepared) {
    if (file.kind === 'deleted') removeIfEmpty(path.join(root, path.dirname(file.path)));
  }
  finishJournal(repository, journal);
}

function rolledBack(repository: Place, journal: Journal, cause: unknown): WorkError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  try {
    putBack(repository, journal, 'leave');
  } catch (error) {
    const second = error instanceof Error ? error.message : String(error);
    return new WorkError(
      `${reason}; putting back failed as well (${second}): run \`valkey-codemod undo\``,
      3,
      { cause },
    );
  }
  return new WorkError(`${reason}; every file is as it was`, 3, { cause });
}

function attributesOf(file: JournalFile) {
  return file.kind === 'created'
    ? { mode: newFileMode() }
    : { mode: file.mode, owner: { uid: file.uid, gid: file.gid } };
}

/** Directories that created files need, parents first. */
function missingDirectories(root: string, prepared: readonly Prepared[]): readonly string[] {
  const missing = new Set<string>();
  for (const { journal } of prepared) {
    if (journal.kind !== 'created') continue;
    for (let at = path.dirname(journal.path); at !== '.'; at = path.dirname(at)) {
      if (!fs.existsSync(path.join(root, at))) missing.add(at);
    }
  }
  return [...missing].sort();
}

function assertAbsent(root: string, file: string): void {
  if (fs.lstatSync(path.join(root, file), { throwIfNoEntry: false }) !== undefined) {
    throw new WorkError(`${file} exists already`, 3);
  }
}

/** Lets a system error say which file of the repository it is about: by itself it names none, or a temporary one. */
function naming<T>(subject: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    throw new WorkError(`${subject}: ${String(error)}`, 3, { cause: error });
  }
}

const changedMeanwhile = (file: string): WorkError =>
  new WorkError(`${file} changed after it was read; run again`, 3);
