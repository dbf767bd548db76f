import fs from 'node:fs';
import path from 'node:path';
import { systemErrorCode } from './errors.js';

export interface Attributes {
  readonly mode: number;
  /** Kept where the process may: a file of someone else stays theirs when root runs this. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Writes a new file and waits until the disk has it. Fails where the file exists. */
export function writeDurably(file: string, bytes: Uint8Array, { mode, owner }: Attributes): void {
  const descriptor = fs.openSync(file, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(descriptor, bytes, at);
    if (owner !== undefined) keepOwner(descriptor, owner);
    fs.fchmodSync(descriptor, mode); // after the owner: chown clears setuid and setgid
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Waits until the disk has the names in a directory. Not every file system can. */
export function syncDirectory(directory: string): void {
  const descriptor = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(descriptor);
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR', 'EBADF'].includes(systemErrorCode(error) ?? ''))
      throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The mode that the process gives to a file it creates. */
export function newFileMode(): number {
  return 0o666 & ~process.umask();
}

/** Reads a regular file, never through a link; null where there is none. */
export function readRegular(file: string): { readonly bytes: Buffer; readonly stats: fs.Stats } | null {
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].includes(systemErrorCode(error) ?? '')) return null;
    throw error;
  }
  try {
    const stats = fs.fstatSync(descriptor);
    return stats.isFile() ? { bytes: fs.readFileSync(descriptor), stats } : null;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Whether a path leads to itself: no directory on the way is a link. */
export function liesBehindLink(root: string, directory: string): boolean {
  try {
    return fs.realpathSync(path.join(root, directory)) !== path.join(root, directory);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function keepOwner(descriptor: number, owner: { readonly uid: number; readonly gid: number }): void {
  const now = fs.fstatSync(descriptor);
  if (now.uid === owner.uid && now.gid === owner.gid) return;
  try {
    fs.fchownSync(descriptor, owner.uid, owner.gid);
  } catch (error) {
    if (systemErrorCode(error) !== 'EPERM') throw error;
  }
}
