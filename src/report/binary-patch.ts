import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Span } from '../model.js';

interface Replacement extends Span {
  readonly text: string;
}

/**
 * The body of a `GIT binary patch` that turns `before` into `after`: a delta of copies and insertions (git's
 * gitformat-pack(5), "Deltified representation"), compressed and in git's base85. It holds no byte of the file but the
 * inserted ones, and the ids of both versions: git applies it to exactly this file, or refuses.
 */
export function binaryPatch(
  before: string,
  after: string,
  edits: readonly Replacement[],
  objectFormat: 'sha1' | 'sha256',
): string {
  const old = Buffer.from(before);
  const now = Buffer.from(after);
  const delta = deltaOf(before, old.length, now.length, edits);
  return [
    `index ${blobId(old, objectFormat)}..${blobId(now, objectFormat)}`,
    'GIT binary patch',
    `delta ${delta.length}`,
    ...base85Lines(deflateSync(delta)),
    '',
    '',
  ].join('\n');
}

function blobId(content: Buffer, objectFormat: 'sha1' | 'sha256'): string {
  return createHash(objectFormat).update(`blob ${content.length}\0`).update(content).digest('hex');
}

function deltaOf(before: string, oldSize: number, newSize: number, edits: readonly Replacement[]): Buffer {
  const parts: Buffer[] = [variableLength(oldSize), variableLength(newSize)];
  let at = 0;
  let byteAt = 0;
  const copyTo = (end: number) => {
    const length = Buffer.byteLength(before.slice(at, end));
    parts.push(...copies(byteAt, length));
    at = end;
    byteAt += length;
  };
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    copyTo(edit.start);
    parts.push(...insertions(Buffer.from(edit.text)));
    byteAt += Buffer.byteLength(before.slice(edit.start, edit.end));
    at = edit.end;
  }
  copyTo(before.length);
  return Buffer.concat(parts);
}

function variableLength(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}

const LONGEST_COPY = 0xffff;
const LONGEST_INSERTION = 0x7f;

function copies(offset: number, length: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let done = 0; done < length; done += LONGEST_COPY) {
    parts.push(copy(offset + done, Math.min(LONGEST_COPY, length - done)));
  }
  return parts;
}

/** One bit of the first byte for each byte of offset (4) and size (3) that is not zero; those bytes follow. */
function copy(offset: number, size: number): Buffer {
  const bytes: number[] = [];
  let flags = 0x80;
  for (let index = 0; index < 7; index++) {
    const byte = index < 4 ? (offset >>> (8 * index)) & 0xff : (size >>> (8 * (index - 4))) & 0xff;
    if (byte === 0) continue;
    flags |= 1 << index;
    bytes.push(byte);
  }
  return Buffer.from([flags, ...bytes]);
}

function insertions(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST_INSERTION) {
    const piece = bytes.subarray(at, at + LONGEST_INSERTION);
    parts.push(Buffer.from([piece.length]), piece);
  }
  return parts;
}

const BASE85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const BYTES_A_LINE = 52;

/** Lines of up to 52 bytes: a letter for their number (A is 1, a is 27), then five digits for every four bytes. */
function base85Lines(bytes: Buffer): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    const line = bytes.subarray(at, at + BYTES_A_LINE);
    const letter = String.fromCharCode(line.length <= 26 ? 64 + line.length : 96 + line.length - 26);
    let digits = '';
    for (let group = 0; group < line.length; group += 4) {
      const padded = Buffer.alloc(4);
      line.copy(padded, 0, group, group + 4);
      digits += base85(padded.readUInt32BE(0));
    }
    lines.push(letter + digits);
  }
  return lines;
}

function base85(value: number): string {
  let digits = '';
  for (let rest = value, count = 0; count < 5; count++, rest = Math.floor(rest / 85)) {
    digits = (BASE85[rest % 85] ?? '') + digits;
  }
  return digits;
}
