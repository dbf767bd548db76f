import { expect, it } from 'vitest';
import { blobUrl } from '../../src/repository/source-url.js';

const commit = 'a'.repeat(40);

it.each([
  ['https://github.com/o/r.git', `https://github.com/o/r/blob/${commit}`],
  ['https://github.com/o/r', `https://github.com/o/r/blob/${commit}`],
  ['https://x-access-token:s3cr3t@github.com/o/r', `https://github.com/o/r/blob/${commit}`],
  ['git@github.com:o/r.git', `https://github.com/o/r/blob/${commit}`],
  ['ssh://git@github.example.com:2222/o/r.git', `https://github.example.com/o/r/blob/${commit}`],
  ['git@gitlab.com:group/sub/r.git', `https://gitlab.com/group/sub/r/-/blob/${commit}`],
  ['https://gitlab.example.org/g/r.git', `https://gitlab.example.org/g/r/-/blob/${commit}`],
  ['https://example.com/o/r.git', null],
  ['/srv/git/github.com/r.git', null],
  ['https://github.com/o/r)[x](javascript:1', null],
])('knows where the files of %s can be seen', (remote, expected) => {
  expect(blobUrl(remote, commit)).toBe(expected);
});
