import { expect, it } from 'vitest';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../options.js';
import { plainTree } from './trees.js';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const swapped = (text: string) => utf16(text).swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');

it.each<[string, string, Buffer, number | null]>([
  ['a script in UTF-16', 'a.js', utf16("\uFEFF// é\nrequire('ioredis');\n"), 2],
  ['the other byte order, without its mark', 'a.js', swapped("require('ioredis');\n"), 1],
  ['a script in Latin-1', 'a.js', latin1("// é\n\nrequire('ioredis');\n"), 3],
  ['variables in UTF-16', '.env', utf16('\uFEFFA=1\nREDIS_URL=redis://h\n'), 2],
  ['variables in Latin-1', '.env', latin1('# é\nREDIS_URL=redis://h\n'), 2],
  ['a configuration in Latin-1', 'compose.yml', latin1('# é\nREDIS_URL: rediss://h\n'), 2],
  ['what the next install writes again', '.pnp.cjs', Buffer.from("const state = ['ioredis'];\n"), null],
  ['the word alone', '.env', latin1('# é\nREDIS_HOST=redis\n'), null],
  ['a text of another kind', 'notes.txt', latin1("é redis://h 'ioredis'\n"), null],
])('%s', async (_, path, bytes, line) => {
  const files = { 'package.json': '{ "dependencies": { "ioredis": "^5.4.1" } }', [path]: bytes };
  const { outcome } = await migrate(plainTree(files), defaultOptions);
  const found = outcome.findings.map((one) => `${one.rule} ${one.path}:${one.line}`);
  expect(found).toEqual(line === null ? [] : [`unedited-file ${path}:${line}`]);
});
