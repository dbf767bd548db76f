import { expect, it } from 'vitest';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../options.js';
import { plainTree } from '../repository/trees.js';

const manifest = JSON.stringify({ name: 'app', private: true, dependencies: { ioredis: '5.4.1' } });

it.each([
  [`// @ts-expect-error\nimport Redis from 'ioredis';\nnew Redis();`, [2]],
  [
    `/* @ts-expect-error no types */\n\n// eslint-disable-next-line\nimport Redis from 'ioredis';\nnew Redis();`,
    [4],
  ],
  [`import {\n  Redis,\n  // @ts-expect-error\n} from 'ioredis';\nnew Redis();`, [4]],
  [`// @ts-ignore\nimport Redis from 'ioredis';\nnew Redis();`, []],
  [`// @ts-expect-error\nimport {\n  Redis,\n} from 'ioredis';\nnew Redis();`, []],
  [`import Redis from 'ioredis';\n// @ts-expect-error\nnew Redis(true);`, []],
])('an import under @ts-expect-error is a finding where it moves: %j', async (code, lines) => {
  const { outcome } = await migrate(plainTree({ 'package.json': manifest, 'a.ts': code }), defaultOptions);
  const found = outcome.findings.filter((one) => one.rule === 'expected-error');
  expect(found.map((one) => one.line)).toEqual(lines);
});

it('is none where the import stays', async () => {
  const files = { 'package.json': '{ "dependencies": { "ioredis": "3.2.2" } }' };
  const code = `// @ts-expect-error\nimport Redis from 'ioredis';\nnew Redis();`;
  const { outcome } = await migrate(plainTree({ ...files, 'a.ts': code }), defaultOptions);
  expect(outcome.findings.map((one) => one.rule)).toEqual(['unsupported-client']);
});
