import { afterAll, describe, expect, it } from 'vitest';
import type { Flavour, Importer } from '../../src/delivery/copy.js';
import { unnamedParts } from '../../src/plan/parts.js';
import { makeProject, type Project } from './project.js';

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

/** An application that names no part, and what it would have to be told about. */
const application = (wrapper: string): string => `
import { createClient, type RedisClientType } from '${wrapper}';
const client = createClient({ url: 'valkey://h:1' });
export async function use(): Promise<string | null | undefined> {
  await client.set('key', 'value', { EX: 60 });
  await client.zAdd('set', [{ score: 1, value: 'one' }]);
  const scores: number | null = await client.zScore('set', 'one');
  await client.multi().incr('key').exec();
  // @ts-expect-error Streams were not copied.
  await client.xAdd('stream', '*', { scores });
  // @ts-expect-error Nor was what people who run servers need.
  await client.CONFIG_GET('*');
  return (client as Pick<RedisClientType, 'get'>).get('key');
}
`;

const SCOPES: readonly [Flavour, readonly Importer[], string, string, 'module' | 'commonjs'][] = [
  ['ts-esm', ['esm'], '.js', 'run.ts', 'module'],
  ['js-cjs', ['cjs', 'esm'], '.js', 'run.cts', 'commonjs'],
  ['js-cjs', ['cjs', 'esm'], '.mjs', 'run.mts', 'commonjs'],
];

describe.each(SCOPES)('%s for %j, imported with %s', (flavour, importers, end, file, type) => {
  it('compiles without the parts that nothing names', { timeout: 240_000 }, async () => {
    const modules = ([4, 5, 6] as const).map((major) => {
      const dialect = `redis${major}` as const;
      const engine = 'iovalkey';
      const parts = unnamedParts(
        { dialect, engine },
        { wrappers: [], tellingFiles: () => [], glanceAt: () => '' },
      );
      return { dialect, major, engine, packageName: 'redis', fileName: dialect, ...parts } as const;
    });
    const project = makeProject({
      type,
      wrapper: { modules, flavour, importers, relativeExtension: '.js', helpers: [] },
      packages: { iovalkey: 'iovalkey', '@types/node': '@types/node' },
      files: {
        'tsconfig.json': JSON.stringify({
          compilerOptions: {
            ...{ target: 'ES2022', module: 'nodenext', moduleResolution: 'nodenext', strict: true },
            ...{ exactOptionalPropertyTypes: true, noUnusedLocals: true, noUnusedParameters: true },
            ...{ skipLibCheck: true, types: ['node'], noEmit: true },
          },
          include: ['src', 'valkey'],
        }),
        ...Object.fromEntries(
          modules.map(({ fileName }) => [
            `src/${fileName}/${file}`,
            application(`../../valkey/${fileName}${end}`),
          ]),
        ),
      },
    });
    projects.push(project);
    expect(await project.tsc('typescript-7.0', '-p', '.')).toBe('');
  });
});
