import fs from 'node:fs';
import path from 'node:path';
import type { FileOutcome } from '../model.js';
import type { Repository } from './discover.js';
import { liesBehindLink, newFileMode, readRegular, syncDirectory, writeDurably } from './durable.js';
import { WorkError } from './errors.js';
import {
  finishJournal,
  hashOf,
  type Journal,
  type JournalFile,
  readJournal,
  writeJournal,
} from './journal.js';
import { putBack, temporaryPath } from './undo.js';

export interface ApplyResult {
  readonly changed: readonly string[];
  readonly created: readonly string[];
}

/**
 * Writes the files of a plan, all or none. A journal comes first; then every new file is on the disk under a
 * temporary name; only then do renames put them in place, so that a full disk shows before anything has changed.
 * Runs without a pause for signals: an interrupt leaves each file whole, and a journal that says what to put back.
 */
export function apply(
  repository: Pick<Repository, 'root' | 'git'>,
  files: readonly FileOutcome[],
): ApplyResult {
  if (files.length > 0)
    write(
      repository,
      files.map((file) => prepare(repository.root, file)),
    );
  return {
    changed: files.filter((file) => file.status === 'changed').map((file) => file.path),
    created: files.filter((file) => file.status === 'created').map((file) => file.path),
  };
}

/** A run that did not come to its end; null where all is well. `undo` puts its files back. */
export function pendingRun(repository: Pick<Repository, 'root' | 'git'>): Journal | null {
  const journal = readJournal(repository);
  return journal?.state === 'applying' ? journal : null;
}

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
  return {
    journal: {
      kind: 'changed',
      path: file.path,
      before: hashOf(now.bytes),
      after,
      mode: mode & 0o7777,
      uid,
      gid,
    },
    original: now.bytes,
    bytes,
  };
}

function write(repository: Pick<Repository, 'root' | 'git'>, prepared: readonly Prepared[]): void {
  if (pendingRun(repository) !== null) {
    throw new WorkError('an earlier --write was interrupted; run `valkey-codemod undo` first', 2);
  }
  const { root } = repository;
  const journal = writeJournal(
    repository,
    prepared.map((file) => file.journal),
    missingDirectories(root, prepared),
    prepared.map((file) => file.original),
  );
  try {
    for (const directory of journal.directories) fs.mkdirSync(path.join(root, directory));
    for (const [index, file] of prepared.entries()) {
      writeDurably(temporaryPath(root, journal, index), file.bytes, attributesOf(file.journal));
    }
    for (const [index, { journal: file, original }] of prepared.entries()) {
      if (original === null) assertAbsent(root, file.path);
      else if (!readRegular(path.join(root, file.path))?.bytes.equals(original))
        throw changedMeanwhile(file.path);
      fs.renameSync(temporaryPath(root, journal, index), path.join(root, file.path));
    }
    for (const directory of new Set(
      prepared.map((file) => path.dirname(path.join(root, file.journal.path))),
    )) {
      syncDirectory(directory);
    }
    finishJournal(repository, journal);
  } catch (error) {
    throw rolledBack(repository, journal, error);
  }
}

function rolledBack(
  repository: Pick<Repository, 'root' | 'git'>,
  journal: Journal,
  cause: unknown,
): WorkError {
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

const changedMeanwhile = (file: string): WorkError =>
  new WorkError(`${file} changed after it was read; run again`, 3);
