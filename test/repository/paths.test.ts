import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathsUnder } from '../../src/repository/paths.js';

describe('pathsUnder', () => {
  const segment = fc.constantFrom('a', 'a-b', 'a.b', 'a0', 'b', 'é', '\uFFFF', '😀');
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));

  it('finds what starts with the directory, and nothing else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path), path, (paths, directory) => {
        const below = paths.filter((one) => one.startsWith(`${directory}/`));
        expect([...pathsUnder(paths)(directory)].sort()).toEqual(below.sort());
      }),
    );
  });

  it('gives all of them for the root', () => {
    expect(pathsUnder(['b', 'a/c'])('')).toEqual(['b', 'a/c']);
  });
});
