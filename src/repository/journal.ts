import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { syncDirectory, writeDurably } from './durable.js';
import { systemErrorCode, WorkError } from './errors.js';

/** Where a repository outside git keeps the journal; git repositories keep it in their git directory. */
export const PRIVATE_DIRECTORY = '.valkey-codemod';

/** What one `--write` does to the disk, written down before it begins: enough to go back from any moment of it. */
export interface Journal {
  readonly version: 1;
  /** Its directory's name; later runs have higher numbers. */
  readonly run: string;
  /** Anything but `applied`, with no process at work, means that a `--write` or an `undo` was interrupted. */
  readonly state: 'applying' | 'applied' | 'undoing';
  readonly files: readonly JournalFile[];
  /** Directories that the run creates, parents first. */
  readonly directories: readonly string[];
}

export type JournalFile =
  | { readonly kind: 'created'; readonly path: string; readonly after: string }
  | (Original & { readonly kind: 'deleted'; readonly path: string })
  | (Original & {
      readonly kind: 'changed';
      readonly path: string;
      readonly after: string;
    });

/** A file as it was: `before`, and a created or changed file's `after`, are SHA-256 of its bytes, in hexadecimal. */
interface Original {
  readonly before: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface Place {
  readonly root: string;
  readonly git: { readonly directory: string } | null;
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The journal of the last run, finished or not; null where there is none. */
export function readJournal(repository: Place): Journal | null {
  for (const run of runsIn(repository).reverse()) {
    const file = path.join(journalDirectory(repository), run, 'journal.json');
    try {
      return parse(fs.readFileSync(file, 'utf8'), file);
    } catch (error) {
      // Without journal.json, the run ended before it touched anything.
      if (systemErrorCode(error) !== 'ENOENT') throw error;
    }
  }
  return null;
}

/** Writes a journal with the bytes that its files have now. From here on the run can be undone. */
export function writeJournal(
  repository: Place,
  files: readonly JournalFile[],
  directories: readonly string[],
  originals: readonly (Uint8Array | null)[],
): Journal {
  const directory = journalDirectory(repository);
  const last = Number(runsIn(repository).at(-1)?.slice(RUN.length) ?? 0);
  const journal: Journal = { version: 1, run: `${RUN}${last + 1}`, state: 'applying', files, directories };
  let begun = false;
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (repository.git === null) writePrivate(path.join(directory, '.gitignore'), Buffer.from('*\n'));
    fs.mkdirSync(path.join(directory, journal.run), { mode: 0o700 }); // fails where another process is at work
    begun = true;
    for (const [index, bytes] of originals.entries()) {
      if (bytes !== null) writePrivate(originalPath(repository, journal, index), bytes);
    }
    save(repository, journal);
    syncDirectory(directory);
  } catch (error) {
    if (begun) removeRun(repository, journal.run);
    if (runsIn(repository).length === 0) fs.rmSync(directory, { recursive: true, force: true });
    throw error;
  }
  return journal;
}

/** Marks a run as finished, and forgets the runs before it: undo goes back by one. */
export function finishJournal(repository: Place, journal: Journal): void {
  save(repository, { ...journal, state: 'applied' });
  for (const run of runsIn(repository)) if (run !== journal.run) removeRun(repository, run);
}

/** Marks a run as being undone, so that an undo that is interrupted is noticed. */
export function reopenJournal(repository: Place, journal: Journal): void {
  save(repository, { ...journal, state: 'undoing' });
}

/** Removes a journal once what it stands for is no longer on disk, with all that keeps no other journal. */
export function removeJournal(repository: Place, journal: Journal): void {
  removeRun(repository, journal.run);
  const directory = journalDirectory(repository);
  for (const run of runsIn(repository)) {
    if (!fs.existsSync(path.join(directory, run, 'journal.json'))) removeRun(repository, run);
  }
  if (runsIn(repository).length === 0) fs.rmSync(directory, { recursive: true, force: true });
}

/** The bytes that a file had before the run. */
export function readOriginal(repository: Place, journal: Journal, index: number): Buffer {
  const bytes = fs.readFileSync(originalPath(repository, journal, index));
  const file = journal.files[index];
  if (file === undefined || file.kind === 'created' || hashOf(bytes) !== file.before) {
    throw new WorkError(`${originalPath(repository, journal, index)} is damaged; nothing was put back`, 3);
  }
  return bytes;
}

/** Where the journal of a repository lives. */
export function journalDirectory(repository: Place): string {
  return repository.git === null
    ? path.join(repository.root, PRIVATE_DIRECTORY)
    : path.join(repository.git.directory, 'valkey-codemod');
}

const RUN = 'run-';

/** In the order in which they ran. */
function runsIn(repository: Place): string[] {
  const directory = journalDirectory(repository);
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory)
    .filter((name) => /^run-\d+$/.test(name))
    .sort((a, b) => Number(a.slice(RUN.length)) - Number(b.slice(RUN.length)));
}

/** The journal goes first: originals without it are a run that touched nothing. */
function removeRun(repository: Place, run: string): void {
  const directory = path.join(journalDirectory(repository), run);
  fs.rmSync(path.join(directory, 'journal.json'), { force: true });
  fs.rmSync(directory, { recursive: true, force: true });
}

function save(repository: Place, journal: Journal): void {
  const directory = path.join(journalDirectory(repository), journal.run);
  const temporary = path.join(directory, 'journal.json.new');
  fs.rmSync(temporary, { force: true });
  writePrivate(temporary, Buffer.from(`${JSON.stringify(journal, null, 2)}\n`));
  fs.renameSync(temporary, path.join(directory, 'journal.json'));
  syncDirectory(directory);
}

function originalPath(repository: Place, journal: Journal, index: number): string {
  return path.join(journalDirectory(repository), journal.run, String(index));
}

function writePrivate(file: string, bytes: Uint8Array): void {
  fs.rmSync(file, { force: true });
  writeDurably(file, bytes, { mode: 0o600 });
}

function parse(text: string, file: string): Journal {
  const journal: unknown = JSON.parse(text);
  if (!isJournal(journal)) throw new WorkError(`${file} was written by another version of valkey-codemod`, 2);
  return journal;
}

function isJournal(value: unknown): value is Journal {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
}
