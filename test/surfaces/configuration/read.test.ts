// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are interpolation of the files under test
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../../src/surfaces/configuration/definitions.js';
import { changesSchemesAlone } from '../../../src/surfaces/configuration/oracle.js';
import { configurationOf } from '../../../src/surfaces/configuration/survey.js';
import type { ReadTree, Tree } from '../../../src/surfaces/configuration/tree.js';
import { readDockerfile } from '../../../src/surfaces/dockerfile/read.js';
import { readJson } from '../../../src/surfaces/json/read.js';
import { VALKEY_SCHEMES } from '../../../src/surfaces/redis-url.js';
import { readToml } from '../../../src/surfaces/toml/read.js';
import { readYaml } from '../../../src/surfaces/yaml/read.js';
import { splice } from '../../../src/text.js';

/** The texts of a tree that stand in the source as they are, with the keys that lead to them. */
function texts(documents: readonly Tree[] | null, source: string): readonly string[] {
  const found: string[] = [];
  const gather = (tree: Tree, keys: string): void => {
    if (tree.kind === 'map') {
      for (const { key, at, value } of tree.entries) {
        expect(source.startsWith(key, at) || source.startsWith(key.toLowerCase(), at)).toBe(true);
        gather(value, `${keys}/${key}`);
      }
    } else if (tree.kind === 'list')
      for (const [index, item] of tree.items.entries()) gather(item, `${keys}/${index}`);
    else if (tree.kind === 'text')
      found.push(`${keys} ${tree.span === null ? '?' : source.slice(tree.span.start, tree.span.end)}`);
  };
  for (const document of documents ?? []) gather(document, '');
  return found;
}

describe('the readers give texts with their places', () => {
  it.each<[string, ReadTree, string, readonly string[]]>([
    ['YAML', readYaml, 'a: b # c\nd: "e"\nf:\n  - \'g\'\n  - h\n', ['/a b', '/d e', '/f/0 g', '/f/1 h']],
    ['YAML, several documents with CRLF', readYaml, 'a: b\r\n---\r\nc: d\r\n', ['/a b', '/c d']],
    ['YAML, escapes and blocks', readYaml, 'a: "\\x41"\nb: |\n  c\nd: e\n', ['/a ?', '/b ?', '/d e']],
    [
      'YAML, anchors and merges',
      readYaml,
      'x: &x { a: b }\ny: *x\nz:\n  <<: *x\n  c: d\n',
      ['/x/a b', '/y/a b', '/z/a b', '/z/c d'],
    ],
    ['YAML, a BOM', readYaml, '\uFEFFa: b\n', ['/a b']],
    [
      'JSON with comments',
      readJson,
      '\uFEFF{ // c\n "a": "é", "b": ["\\u0041", { "d": "e" }], }',
      ['/a é', '/b/0 ?', '/b/1/d e'],
    ],
    [
      'TOML',
      readToml,
      '\uFEFFa = "é😀"\r\n[b.c]\r\nd = \'e\' # f\r\n[[g]]\r\nh.i = "j"\r\n',
      ['/a é😀', '/b/c/d e', '/g/h/i j'],
    ],
    [
      'TOML, escapes and lines',
      readToml,
      'a = "\\u0041"\nb = """\nc"""\nd = { e = ["f"] }\n',
      ['/a ?', '/b ?', '/d/e/0 f'],
    ],
    [
      'Dockerfile',
      readDockerfile,
      'FROM x AS y\nARG A\nARG B=1\nENV C=2 D="3 4" \\\n  # why\n  E=\'5\'\nenv F 6 7\nENV G="\\"" H=a"b"\n',
      ['/ARG/B 1', '/ENV/C 2', '/ENV/D 3 4', '/ENV/E 5', '/ENV/F 6 7', '/ENV/G ?', '/ENV/H ?'],
    ],
    [
      'Dockerfile, another escape and a heredoc',
      readDockerfile,
      '# escape=`\r\nENV A=1 `\r\n  B=2\r\nRUN <<EOF\r\nENV C=3\r\nEOF\r\nENV D=c:\\\r\nENV E=4\r\n',
      ['/ENV/A 1', '/ENV/B 2', '/ENV/D ?', '/ENV/E 4'],
    ],
  ])('%s', (_, read, source, expected) => expect(texts(read(source), source)).toEqual(expected));

  it.each<[string, ReadTree, string]>([
    ['YAML', readYaml, 'a: [b\n'],
    ['a template of YAML', readYaml, 'a: {{ .Values.b }}\n'],
    ['an alias inside of its own anchor', readYaml, 'a: &a [*a]\n'],
    ['JSON', readJson, '{ "a": }'],
    ['TOML', readToml, 'a = [1'],
  ])('nothing for what cannot be read: %s', (_, read, source) => expect(read(source)).toBeNull());
});

describe('changesSchemesAlone', () => {
  const sound = (read: ReadTree, text: string) => {
    const start = text.indexOf('redis://');
    const span = { start, end: start + 'redis'.length };
    return changesSchemesAlone(read, text, [{ span, scheme: 'redis' }]);
  };
  it.each<[string, boolean]>([
    ['a: redis://h\nb: 1\n', true],
    ['a: "redis://h" # note\n', true],
    ['x: &e redis://h\ny: *e\n', true],
    ['- A=redis://h\n', true],
    ['# redis://h\na: 1\n', false],
    ['redis://h: 1\n', false],
    ['a: !custom redis://h\n', true],
  ])('%j', (text, expected) => expect(sound(readYaml, text)).toBe(expected));

  it('leaves a document alone that aliases blow up', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `l${n}: &l${n} [${n === 0 ? '*a' : `*l${n - 1}`}${`, ${n === 0 ? '*a' : `*l${n - 1}`}`.repeat(9)}]\n`,
    );
    expect(sound(readYaml, `a: &a redis://h\n${levels.join('')}`)).toBe(false);
  });
});

/** What becomes of a file when every URL that it defines moves. */
function moved(
  path: string,
  read: ReadTree,
  text: string,
): { readonly text: string; readonly definitions: readonly Definition[] } {
  const definitions = configurationOf({ path, text, ignoredByGit: false }, read)?.definitions ?? [];
  const edits = definitions.flatMap(({ value }) =>
    value.kind === 'url' ? [{ ...value.span, text: VALKEY_SCHEMES[value.scheme] }] : [],
  );
  const distinct = edits.filter(
    (edit, index) => edits.findIndex((one) => one.start === edit.start) === index,
  );
  return { text: splice(text, distinct), definitions };
}

describe('no byte outside of a scheme changes', () => {
  const name = fc.constantFrom('REDIS_URL', 'CACHE_URL', 'PORT', 'LABEL');
  const value = fc.oneof(
    fc.constantFrom(
      'redis://h:6379/0',
      'rediss://u:p@h',
      '3000',
      'redis',
      'see redis://h',
      'redis://a,redis://b',
      'REDIS://h',
    ),
    fc.string({ maxLength: 12 }),
  );
  const variables = fc.dictionary(name, value, { minKeys: 1 });
  const note = fc.constantFrom('', ' # redis://note', '  ');
  const eol = fc.constantFrom('\n', '\r\n');
  const lines = (parts: readonly string[], end: string) => parts.join(end) + end;
  const cases: readonly [string, string, ReadTree, fc.Arbitrary<string>][] = [
    [
      'YAML',
      'compose.yml',
      readYaml,
      fc
        .tuple(variables, note, eol)
        .map(([map, after, end]) =>
          lines(
            [
              'services:',
              '  a:',
              '    build: .',
              '    environment:',
              ...Object.entries(map).map(([key, text]) => `      ${key}: ${JSON.stringify(text)}${after}`),
            ],
            end,
          ),
        ),
    ],
    [
      'JSON',
      'vercel.json',
      readJson,
      fc
        .tuple(variables, eol)
        .map(([map, end]) =>
          JSON.stringify({ env: map, other: 'redis://stays' }, null, 2).replaceAll('\n', end),
        ),
    ],
    [
      'TOML',
      'fly.toml',
      readToml,
      fc
        .tuple(variables, note, eol)
        .map(([map, after, end]) =>
          lines(
            [
              'app = "redis://stays"',
              '[env]',
              ...Object.entries(map).map(([key, text]) => `  ${key} = ${JSON.stringify(text)}${after}`),
            ],
            end,
          ),
        ),
    ],
    [
      'Dockerfile',
      'Dockerfile',
      readDockerfile,
      fc
        .tuple(variables, eol)
        .map(([map, end]) =>
          lines(
            [
              'FROM redis://stays',
              ...Object.entries(map).map(([key, text]) => `ENV ${key}=${JSON.stringify(text)}`),
              '# redis://note',
            ],
            end,
          ),
        ),
    ],
  ];
  it.each(cases)('%s', (_, path, read, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const after = moved(path, read, text);
        const back = after.text.replace(/valkey(?=s?:\/\/)/g, 'redis');
        expect(back).toBe(text);
        const urls = after.definitions.filter((one) => one.value.kind === 'url').length;
        expect(after.text.split(/valkeys?:\/\//).length - 1).toBe(urls);
        expect(moved(path, read, after.text).text).toBe(after.text);
      }),
    );
  });
});
