import fs from 'node:fs';
import path from 'node:path';
import type { Noter } from '../noters.js';
import { systemErrorCode } from './errors.js';
import { isMedia } from './media.js';
import { needleSearch } from './needles.js';
import { isSourcePath } from './source-path.js';

export interface ScanTask {
  readonly root: string;
  readonly paths: readonly string[];
  readonly needles: readonly string[];
}

/** What a look into one file found. Files without a needle, media, links, and files that are gone give nothing. */
export type Look =
  | { readonly index: number; readonly needles: readonly number[]; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly index: number; readonly error: string };

/** What was found in some files of a task. */
export interface Seen {
  readonly looks: readonly Look[];
  /** What each noter has noted of the sources among them. */
  readonly notes: readonly Uint32Array<ArrayBuffer>[];
}

/** Makes a function that looks into the files `from`..`to` of a task. All of them go through one buffer. */
export function fileScanner(
  { root, paths, needles }: ScanTask,
  noters: readonly Noter[],
): (from: number, to: number) => Seen {
  const search = needleSearch(needles);
  const overlap = Math.max(...needles.map((needle) => Buffer.byteLength(needle))) - 1;
  const buffer = Buffer.allocUnsafeSlow(BUFFER_SIZE);
  const isBehindLink = linkCheck(root);
  let notes: readonly number[][] = [];

  const note = (index: number, length: number): void => {
    const text = length < BUFFER_SIZE ? buffer.toString('latin1', 0, length) : null;
    for (const [at, noter] of noters.entries()) noter(index, text, notes[at]!);
  };

  const look = (index: number): Look | null => {
    const file = paths[index]!;
    let descriptor: number | null = null;
    try {
      descriptor = fs.openSync(`${root}/${file}`, OPEN_ONLY_FILES);
      const length = fs.readSync(descriptor, buffer, 0, BUFFER_SIZE, null);
      if (isMedia(buffer, length)) return null;
      const inFirst = search(buffer, length);
      if (noters.length > 0 && isSourcePath(file)) note(index, length);
      const found = length < BUFFER_SIZE ? inFirst : searchRest(descriptor, buffer, overlap, search, inFirst);
      if (found.length === 0 || isBehindLink(file)) return null;
      const bytes = length < BUFFER_SIZE ? new Uint8Array(buffer.subarray(0, length)) : readHead(descriptor);
      return { index, needles: found, bytes };
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === null) throw error;
      return NO_FILE.has(code) ? null : { index, error: code };
    } finally {
      if (descriptor !== null) fs.closeSync(descriptor);
    }
  };

  return (from, to) => {
    const looks: Look[] = [];
    notes = noters.map(() => []);
    for (let index = from; index < to; index++) {
      const seen = look(index);
      if (seen !== null) looks.push(seen);
    }
    return { looks, notes: notes.map((one) => Uint32Array.from(one)) };
  };
}

/** Nearly every source file fits; what is larger is searched in windows. */
const BUFFER_SIZE = 1 << 20;

/** Of a hit that is larger, this much is handed over: more than is ever parsed, and enough to name lines in. */
const HEAD_SIZE = 32 << 20;

/** No link is followed, and a pipe does not wait for its writer. */
const OPEN_ONLY_FILES =
  fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);

/** Gone since it was listed, a link, a directory, a socket, a pipe that somebody writes to. */
const NO_FILE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO', 'EAGAIN']);

/** Searches what lies behind the first buffer; windows overlap, so that no word falls between two. */
function searchRest(
  descriptor: number,
  buffer: Buffer,
  overlap: number,
  search: (bytes: Uint8Array, length: number) => readonly number[],
  before: readonly number[],
): readonly number[] {
  const found = new Set(before);
  for (let length = buffer.length; ; ) {
    buffer.copyWithin(0, length - overlap, length);
    const more = fs.readSync(descriptor, buffer, overlap, buffer.length - overlap, null);
    if (more === 0) return [...found].sort((a, b) => a - b);
    length = overlap + more;
    for (const needle of search(buffer, length)) found.add(needle);
  }
}

function readHead(descriptor: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.min(fs.fstatSync(descriptor).size, HEAD_SIZE));
  let length = 0;
  for (let more = -1; more !== 0 && length < bytes.length; length += more) {
    more = fs.readSync(descriptor, bytes, length, bytes.length - length, length);
  }
  return length === bytes.length ? bytes : bytes.slice(0, length);
}

/** git lists a file below a directory that a link replaced as if it were still there; it is another one now. */
export function linkCheck(root: string): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    const directory = path.dirname(file);
    const behind =
      known.get(directory) ??
      fs.realpathSync.native(path.join(root, directory)) !== path.join(root, directory);
    known.set(directory, behind);
    return behind;
  };
}
