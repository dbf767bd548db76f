import { expect, test } from 'vitest';
import { isToolList, toolListFindings } from '../../../src/surfaces/text/tool-lists.js';

const names = new Set(['redis', 'ioredis', '@redis/client']);

test.each<[string, string, readonly number[]]>([
  [
    '.github/dependabot.yml',
    'ignore:\n  - dependency-name: "ioredis"\n  - dependency-name: "@redis/*"\n',
    [2, 3],
  ],
  ['knip.json', '{\n  "ignoreDependencies": ["redis"]\n}\n', [2]],
  ['.eslintrc.json', '{ "rules": { "allowModules": ["ioredis"] } }', [1]],
  ['.tav.yml', 'ioredis:\n  versions: ">=4"\n', [1]],
  ['tsconfig.json', '{ "compilerOptions": { "types": ["redis"] } }', [1]],
  [
    'package.js',
    'Package.describe({ name: "redis" });\nNpm.depends({\n  redis: "3.1.2",\n  "ioredis": "5.4.1", x: "redis",\n});\n',
    [3, 4],
  ],
  ['biome.json', '{ "noRestrictedImports": { "options": { "paths": { "ioredis": "no" } } } }', [1]],
  ['renovate.json', '{ "packageRules": [{ "matchPackagePatterns": ["^ioredis$", "/^redis/"] }] }', [1]],
  ['renovate.json', '{ "packageRules": [{ "matchPackageNames": ["redis*", "pg"] }] }', [1]],
  ['.github/dependabot.yml', '- "@node-redis/*"\n- "node-redis"\n- redis\n', [3]],
  ['.syncpackrc', '{ "dependencies": ["ioredis"] }', [1]],
  ['package.js', 'export default { redis: "3.1.2" };', []],
  ['knip.json', '{ "entry": ["src/redis.ts", "lib/redis/index.js", "redis-mock"] }', []],
])('%s', (path, text, lines) => {
  expect(isToolList(path)).toBe(true);
  expect(toolListFindings({ path, text, ignoredByGit: false }, names).map((one) => one.line)).toEqual(lines);
});

test('other configuration is no list of packages', () => {
  expect(isToolList('config/redis.json')).toBe(false);
});
