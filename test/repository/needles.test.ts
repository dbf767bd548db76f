import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needleSearch } from '../../src/repository/needles.js';

const find = (needles: string[], text: string) => {
  const bytes = Buffer.from(text);
  return needleSearch(needles)(bytes, bytes.length).map((index) => needles[index]);
};

describe('needleSearch', () => {
  it.each([
    [['redis'], 'redis', ['redis']],
    [['redis'], 'redi', []],
    [['redis', 'CACHE_URL'], 'x ioredis = CACHE_URL', ['redis', 'CACHE_URL']],
    [['CACHE_URL', 'CACHE_URL_2'], 'CACHE_URL_2', ['CACHE_URL', 'CACHE_URL_2']],
    [['redis', 'DB'], 'DBredis', ['redis', 'DB']],
    [['redis', 'X'], 'X', ['X']],
    [['redis'], 'REDIS', []],
    [['module1', 'module12', 'module2'], 'module12 odule2', ['module1', 'module12']],
    [['adresse_ü'], 'eine adresse_ü', ['adresse_ü']],
  ])('%j in %j', (needles, text, found) => {
    expect(find(needles, text)).toEqual(found);
  });

  it('does not look behind the length', () => {
    expect(needleSearch(['redis'])(Buffer.from('--redis'), 6)).toEqual([]);
  });

  it('finds what a plain search finds, for all words and texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '_'), maxLength: 60 });
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '_'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), text, (needles, haystack) => {
        expect(find(needles, haystack)).toEqual(needles.filter((needle) => haystack.includes(needle)));
      }),
      { numRuns: 2_000 },
    );
  });
});
