import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectWrapperFile, withHeader } from '../../src/delivery/header.js';

const facts = {
  dialect: 'ioredis',
  engine: 'iovalkey',
  origin: { name: 'ioredis', range: '^5.4.1' },
  version: '1.2.3',
  language: 'typescript',
} as const;
const file = withHeader("export const a = 'b';\n", facts);

describe('the header of a copied file', () => {
  it('says what the file is', () => {
    expect(inspectWrapperFile(file)).toEqual({
      kind: 'ours',
      dialect: 'ioredis',
      engine: 'iovalkey',
      origin: { name: 'ioredis', range: '^5.4.1' },
      version: '1.2.3',
      edited: false,
    });
    expect(file).toContain('Valkey client wrapper: the API of ioredis,\n * on iovalkey.');
    expect(file).toContain('SPDX-License-Identifier: MIT-0');
  });

  it('begins with a comment as linters want one: nothing hides the lines above the mark', () => {
    expect(file).toMatch(/^\/\*\n \* /);
  });

  it('has short lines, and remembers an alias and a range of several words', () => {
    const origin = { name: 'redis-old', range: 'npm:redis@>=3 <4' };
    const text = withHeader('', { ...facts, dialect: 'redis3', engine: 'installed', origin });
    expect(inspectWrapperFile(text)).toMatchObject({ origin, edited: false });
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('has no dialect for a part that several share', () => {
    const shared = withHeader('', { ...facts, dialect: undefined, engine: undefined, origin: undefined });
    expect(inspectWrapperFile(shared)).toMatchObject({ kind: 'ours', dialect: undefined, engine: undefined });
  });

  it.each([
    'eslint-disable',
    'biome-ignore-all lint format assist: ',
    '@noprettier',
    'c8 ignore start',
    'v8 ignore start',
    'istanbul ignore file',
    'node:coverage disable',
  ])('keeps tools away: %s', (mark) => {
    expect(file).toContain(mark);
  });

  it('gives the mark of ESLint something to hide in every file, so that it is never reported as unused', () => {
    expect(file).toMatch(/^\/\* eslint-disable \*\/ \/\* eslint eol-last: \[2, "never"\] \*\/$/m);
    expect(file.endsWith('\n')).toBe(true);
  });

  it('keeps the type checker away from JavaScript alone', () => {
    expect(file).not.toContain('@ts-nocheck');
    expect(withHeader('', { ...facts, language: 'javascript' })).toContain('// @ts-nocheck');
  });

  it('knows an edit from a checkout with other line ends', () => {
    const edited = (text: string): boolean | undefined => {
      const found = inspectWrapperFile(text);
      return found.kind === 'ours' ? found.edited : undefined;
    };
    expect(edited(file.replaceAll('\n', '\r\n'))).toBe(false);
    expect(edited(`\uFEFF${file}`)).toBe(false);
    expect(edited(`${file}// mine\n`)).toBe(true);
    expect(edited(file.replace('/* eslint-disable */', ''))).toBe(true);
    expect(edited(file.replace('of ioredis,', 'of Redis,'))).toBe(true);
  });

  it('takes nothing else for its own', () => {
    for (const text of [
      '',
      "export * from 'ioredis';\n",
      '// @valkey-codemod\n',
      `${'\n'.repeat(3000)}${file}`,
    ]) {
      expect(inspectWrapperFile(text)).toEqual({ kind: 'foreign' });
    }
  });

  it('notices any change of any character', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.constantFrom('x', ' ', ';', '0'), (at, character) => {
        fc.pre(file[at] !== character && file[at] !== '\n');
        const found = inspectWrapperFile(file.slice(0, at) + character + file.slice(at + 1));
        expect(found.kind === 'foreign' || found.edited).toBe(true);
      }),
    );
  });
});
