import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literally, locatorOf, positionAt } from '../src/text.js';

const texts = fc
  .tuple(fc.constantFrom('', '\uFEFF'), fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '😀', '\t') }))
  .map(([bom, rest]) => bom + rest);

describe('positionAt', () => {
  it.each([
    ['', 0, 1, 1],
    ['ab\ncd', 2, 1, 3],
    ['ab\ncd', 3, 2, 1],
    ['ab\r\ncd', 5, 2, 2],
    ['\uFEFFab', 1, 1, 1],
    ['\uFEFFab', 0, 1, 1],
    ['a\rb', 2, 1, 3],
  ])('%j at %i is %i:%i', (text, offset, line, column) => {
    expect(positionAt(text, offset)).toEqual({ line, column });
  });
});

describe('locatorOf', () => {
  it('answers as positionAt does', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const locate = locatorOf(text);
        for (let at = 0; at <= text.length; at++) expect(locate(at)).toEqual(positionAt(text, at));
      }),
    );
  });
});

describe('literally', () => {
  it('matches the text, and nothing else of its length', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(new RegExp(`^${literally(text)}$`).test(text)).toBe(true);
      }),
    );
    expect(new RegExp(literally('@redis/client')).test('@redisXclient')).toBe(false);
  });
});
