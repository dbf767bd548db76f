import { describe, expect, it } from 'vitest';
import { yamlDefinitions } from '../../../src/surfaces/yaml/definitions.js';
import { changesOneScheme } from '../../../src/surfaces/yaml/oracle.js';

const span = (text: string, word = 'redis://') => ({
  start: text.indexOf(word),
  end: text.indexOf(word) + word.length - 3,
});

describe('changesOneScheme', () => {
  it.each([
    ['a: redis://h\nb: 1\n', true],
    ['a: "redis://h" # note\n', true],
    ['x: &e redis://h\ny: *e\n', true],
    ['- A=redis://h\n', true],
    ['# redis://h\na: 1\n', false],
    ['redis://h: 1\n', false],
    ['a: !custom redis://h\n', true],
  ])('%j', (text, sound) => expect(changesOneScheme(text, span(text), 'redis')).toBe(sound));
});

it('leaves a document alone that the parser gives up on', () => {
  const text = `a: &a redis://h\nb: [${'*a, '.repeat(200)}]\n`;
  expect(changesOneScheme(text, span(text), 'redis')).toBe(false);
});

describe('yamlDefinitions', () => {
  it('stays away from what it cannot place', () => {
    const compose = (value: string) =>
      `services:\n  a:\n    build: .\n    environment:\n      REDIS_URL: ${value}\n`;
    const kinds = (value: string) =>
      yamlDefinitions('compose.yml', compose(value)).map((one) => one.value.kind);
    expect(kinds('redis://h')).toEqual(['url']);
    expect(kinds('"redis://h\\x41"')).toEqual([]);
    expect(kinds('>-\n        redis://h')).toEqual([]);
    expect(kinds('[redis://h')).toEqual([]);
    expect(yamlDefinitions('values.yaml', compose('redis://h'))).toEqual([]);
  });
});
