import { describe, expect, it } from 'vitest';
import { surveyModuleMaps } from '../../src/surfaces/typescript/module-maps.js';

const one = (path: string, text: string) => surveyModuleMaps({ path, text });

describe('where a map of modules is found', () => {
  it.each([
    ['jest.config.js', "module.exports = { moduleNameMapper: { '^a$': 'b' } }", ['^a$']],
    ['jest.config.js', "const moduleNameMapper = { a: 'b' }; module.exports = { moduleNameMapper }", ['a']],
    [
      'jest.config.ts',
      "export default { moduleNameMapper: { ...more, a: 'b' } } satisfies Config",
      [null, 'a'],
    ],
    ['vite.config.ts', 'export default defineConfig({ resolve: { alias: { a: b() } } })', ['a']],
    ['vite.config.ts', 'export default { test: { alias: [{ find: /^a$/, replacement: b }] } }', ['^a$']],
    [
      'vite.config.ts',
      "export default { resolve: { alias: [...more, { find: 'a', replacement: b }] } }",
      [null, 'a'],
    ],
  ])('%s: %s', (path, text, keys) => {
    expect(one(path, text).flatMap((map) => map.entries.map((entry) => entry.key))).toEqual(keys);
  });

  it('tells what it is for by its name and its file', () => {
    expect(one('a/vite.config.js', 'x = { alias: {} }')).toMatchObject([{ tool: 'vite' }]);
    expect(one('webpack.config.js', 'x = { alias: {} }')).toMatchObject([{ tool: 'other' }]);
  });
});

describe('the directory of manual mocks', () => {
  it.each([
    ['jest.config.js', 'module.exports = {}', ''],
    ['a/jest.config.cjs', "module.exports = { preset: 'ts-jest' }", 'a'],
    ['e2e/jest-e2e.json', '{ "rootDir": ".." }', ''],
    ['a/package.json', '{ "jest": { "rootDir": "src" } }', 'a/src'],
    ['a/package.json', '{ "name": "a" }', 'a'],
    ['jest.config.js', 'const config = { verbose: true }; module.exports = createJestConfig(config)', ''],
    ['jest.config.js', 'module.exports = { rootDir: __dirname }', null],
    ['jest.config.js', "module.exports = { roots: ['<rootDir>/src'] }", null],
    ['jest.config.js', "module.exports = { projects: ['a'] }", null],
    ['jest.config.js', 'module.exports = { ...base }', null],
  ])('%s: %s', (path, text, directory) => {
    expect(one(path, text)).toMatchObject([{ mocksIn: directory }]);
  });

  it('is nowhere when the configuration is made by code', () => {
    expect(one('jest.config.js', 'module.exports = async () => ({ verbose: true })')).toEqual([]);
  });
});
