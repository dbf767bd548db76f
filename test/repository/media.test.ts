import { expect, it } from 'vitest';
import { isMedia } from '../../src/repository/media.js';

const asked = (latin1: string) => {
  const bytes = Buffer.from(latin1, 'latin1');
  return isMedia(bytes, bytes.length);
};

it.each([
  ['a PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['a JPEG', '\xff\xd8\xff\xe0\0\x10JFIF\0'],
  ['a GIF', 'GIF89a\x20\x03\x58\x02\xf7\0\0'],
  ['a WebP', 'RIFF\x24\x10\0\0WEBPVP8 '],
  ['an MP4', '\0\0\0\x20ftypisom'],
  ['a WebM', '\x1a\x45\xdf\xa3\x01\0\0\0'],
  ['a font', 'wOF2\0\x01\0\0'],
])('%s is media', (_, text) => {
  expect(asked(text)).toBe(true);
});

it.each([
  ['code', "import Redis from 'ioredis';"],
  ['text that begins as a GIF does', 'GIF89a is a format; redis'],
  ['another binary file', '\0\0\0\0redis'],
  ['text with a NUL far behind', `GIF8 ${'x'.repeat(100)}\0`],
  ['nothing', ''],
])('%s is none', (_, text) => {
  expect(asked(text)).toBe(false);
});

it('does not look behind the length', () => {
  expect(isMedia(Buffer.from('GIF8\0'), 4)).toBe(false);
});
