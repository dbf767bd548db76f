/** How pictures, videos, sounds and fonts begin (the formats' specifications), from the byte that is told. */
const SIGNATURES: readonly (readonly [offset: number, bytes: string])[] = [
  [0, '\x89PNG'],
  [0, '\xff\xd8\xff'],
  [0, 'GIF8'],
  [8, 'WEBP'],
  [8, 'WAVE'],
  [8, 'AVI '],
  [4, 'ftyp'],
  [0, '\x1a\x45\xdf\xa3'],
  [0, 'OggS'],
  [0, 'ID3'],
  [0, 'wOFF'],
  [0, 'wOF2'],
];

/** What all of them have near their beginning, and no text. */
const NUL_WITHIN = 64;

/** Is this a file of one of these formats? They hold compressed data, in which a word is chance. */
export function isMedia(buffer: Buffer, length: number): boolean {
  if (!buffer.subarray(0, Math.min(length, NUL_WITHIN)).includes(0)) return false;
  return SIGNATURES.some(
    ([offset, bytes]) => buffer.toString('latin1', offset, offset + bytes.length) === bytes,
  );
}
