import { expect, it } from 'vitest';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../options.js';
import { plainTree, type Tree } from '../repository/trees.js';

const app = (more: object = {}): string =>
  JSON.stringify({ name: 'app', private: true, dependencies: { redis: '3.1.2' }, ...more });

async function notes(files: Tree): Promise<readonly string[]> {
  const { outcome } = await migrate(
    plainTree({ 'package.json': app(), 'lib/a.js': `require('redis').createClient();\n`, ...files }),
    defaultOptions,
  );
  return outcome.findings
    .filter((one) => one.rule === 'wrapper-tools')
    .map((one) => `${one.path}:${one.line}:${one.column} ${one.message} ${one.help}`);
}

const said = (version: number): string =>
  `ESLint reads ECMAScript ${version} here, and the wrapper's files in lib/valkey/ are 2022`;

it.each<[string, Tree, readonly string[]]>([
  ['no configuration', {}, []],
  [
    'a flat configuration',
    { 'eslint.config.js': 'module.exports = [\n  { languageOptions: { ecmaVersion: 2017 } },\n];\n' },
    [`eslint.config.js:2:24 ${said(2017)} Add lib/valkey/ to "ignores" of this configuration.`],
  ],
  [
    'an edition by its number, in YAML',
    { '.eslintrc.yml': 'parserOptions:\n  ecmaVersion: 9\n' },
    [`.eslintrc.yml:2:3 ${said(2018)} Add lib/valkey/ to .eslintignore.`],
  ],
  [
    'the oldest of several',
    {
      '.eslintrc.json':
        '{ "parserOptions": { "ecmaVersion": 2022 },\n"overrides": [{ "parserOptions": { "ecmaVersion": 2020 } }] }',
    },
    [`.eslintrc.json:2:37 ${said(2020)} Add lib/valkey/ to .eslintignore.`],
  ],
  [
    'what package.json says',
    { 'package.json': app({ eslintConfig: { env: { es6: true }, extends: 'eslint:recommended' } }) },
    [expect.stringContaining(said(2015))],
  ],
  [
    'what Airbnb’s rules say',
    { '.eslintrc': 'extends: airbnb-base\nenv:\n  es2021: true\n' },
    [`.eslintrc:1:10 ${said(2018)} Add lib/valkey/ to .eslintignore.`],
  ],
  ['a new edition', { '.eslintrc.json': '{ "parserOptions": { "ecmaVersion": 2022 } }' }, []],
  ['whichever is the latest', { 'eslint.config.js': 'export default [{ ecmaVersion: "latest" }];' }, []],
  ['no edition', { '.eslintrc.json': '{ "env": { "es6": true }, "extends": "standard" }' }, []],
  [
    'another parser',
    { '.eslintrc.json': '{ "parser": "@babel/eslint-parser", "parserOptions": { "ecmaVersion": 2018 } }' },
    [],
  ],
  [
    'the nearest one that says any',
    {
      'lib/.eslintrc': '{ "parserOptions": { "ecmaVersion": 2022 } }',
      '.eslintrc': '{ "parserOptions": { "ecmaVersion": 6 } }',
    },
    [],
  ],
])('what ESLint can read: %s', async (_, files, expected) => {
  expect(await notes(files)).toEqual(expected);
});

it('a rule that no mark in a file is hidden from', async () => {
  const found = await notes({ 'package.json': app({ devDependencies: { 'eslint-plugin-unicorn': '^50' } }) });
  expect(found).toEqual([
    expect.stringMatching(
      /^package\.json:1:\d+ eslint-plugin-unicorn would look at .* add lib\/valkey\/ to what/,
    ),
  ]);
});

it('TypeScript is read by a parser of its own', async () => {
  const files = {
    'lib/a.js': '',
    'lib/a.ts': `import { createClient } from 'redis';\ncreateClient();\n`,
    '.eslintrc': '{ "parserOptions": { "ecmaVersion": 6 } }',
  };
  expect(await notes(files)).toEqual([]);
});

it.each<[string, Record<string, string>, readonly string[]]>([
  [
    'a bundler whose parser is older than the files',
    { webpack: '^4.46.0' },
    [`webpack ^4.46.0 cannot read the wrapper's files in lib/valkey/: they are ECMAScript 2022`],
  ],
  [
    'a compiler whose parser is older than the files',
    { 'babel-core': '^6.26.0' },
    [`babel-core ^6.26.0 cannot read the wrapper's files in lib/valkey/: they are ECMAScript 2022`],
  ],
  [
    'newer ones, and what says nothing of a version',
    { webpack: '^5.90.0', 'babel-core': '7.0.0-bridge.0' },
    [],
  ],
  ['a version that cannot be read', { webpack: 'next', 'babel-core': 'workspace:*' }, []],
])('what bundlers and compilers can read: %s', async (_, devDependencies, expected) => {
  const found = await notes({ 'package.json': app({ devDependencies }) });
  expect(found.map((one) => one.replace(/^\S+ | (Where .*)$/g, ''))).toEqual(expected);
});
