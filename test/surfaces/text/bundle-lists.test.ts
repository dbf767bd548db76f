import { expect, test } from 'vitest';
import { bundleListFindings, mayListPackages } from '../../../src/surfaces/text/bundle-lists.js';

const names = new Set(['redis', 'ioredis', '@redis/client']);

test.each<[string, string, readonly number[]]>([
  [
    'serverless.yml',
    'custom:\n  esbuild:\n    external:\n      - ioredis\n      - pg\n    minify: true\n',
    [4],
  ],
  ['serverless.yml', 'custom:\n  esbuild:\n    external: [pg, ioredis]\n', [3]],
  [
    'serverless.yml',
    "custom:\n  bundle:\n    externals:\n    - 'ioredis'\n    - redis\n    other: ioredis\n",
    [4, 5],
  ],
  ['serverless.yml', 'custom:\n  webpack:\n    includeModules:\n      forceInclude: ioredis\n', [4]],
  [
    'project.json',
    '{ "options": {\n  "external": [\n    "pg",\n    "ioredis"\n  ], "main": "redis" } }',
    [4],
  ],
  ['project.json', '{ "options": { "externalDependencies": ["@redis/client"] } }', [1]],
  ['template.yaml', 'Metadata:\n  BuildProperties:\n    External:\n      - "ioredis"\n', [4]],
  ['netlify.toml', '[functions]\n  external_node_modules = ["ioredis"]\n', [2]],
  ['build.json', '{ "externals": { "ioredis": "commonjs ioredis" } }', [1]],
])('%s', (path, text, lines) => {
  expect(mayListPackages(path, Buffer.from(text))).toBe(true);
  expect(bundleListFindings({ path, text, ignoredByGit: false }, names).map((one) => one.line)).toEqual(
    lines,
  );
});

test.each([
  ['docker-compose.yml', 'networks:\n  redis:\n    external: true\nservices:\n  redis:\n    image: redis\n'],
  ['docker-compose.yml', 'services:\n  app:\n    external_links:\n      - redis\n'],
  ['values.yaml', 'external:\n  host: redis.example.com\n'],
  ['app.json', '{ "external": "ioredis-mock", "redis": { "host": "h" } }'],
])('no list of packages: %s', (path, text) => {
  expect(bundleListFindings({ path, text, ignoredByGit: false }, names)).toEqual([]);
});
