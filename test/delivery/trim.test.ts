import { afterAll, describe, expect, it } from 'vitest';
import { type Flavour, type WrapperModule, wrapperFiles } from '../../src/delivery/copy.js';
import { everydayCommands } from '../../src/plan/everyday-commands.js';
import { makeProject, type Project } from '../wrapper/project.js';

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

const moduleOf = (major: 4 | 5 | 6, more: Partial<WrapperModule> = {}): WrapperModule => {
  const dialect = `redis${major}` as const;
  return { dialect, major, engine: 'iovalkey', packageName: 'redis', fileName: dialect, ...more };
};

function copyOf(flavour: Flavour, ...modules: WrapperModule[]): Readonly<Record<string, string>> {
  const request = { modules, flavour, importers: ['esm'], relativeExtension: '.js', helpers: [] } as const;
  return Object.fromEntries(wrapperFiles(request).map(({ name, text }) => [name, text]));
}

const commands = [...everydayCommands, 'geoAdd'];

describe('a copy with some commands', () => {
  const copy = copyOf('ts-esm', moduleOf(6, { commands }));

  it('has their rows and types, and what these use', () => {
    expect(copy['redis6/commands.ts']).toContain("['geoAdd', [key,");
    expect(copy['redis6/commands.ts']).toContain('const locations = ');
    expect(copy['redis6/types.ts']).toContain('geoAdd(');
    expect(copy['redis6/types.ts']).toContain(
      'interface Commands6<Text = string> extends Later<Text>, Geo6<Text> {',
    );
  });

  it('has nothing of the others but their names', () => {
    expect(copy['redis6/commands.ts']).not.toMatch(/'geoSearch'|BYRADIUS|membersWith/);
    expect(copy['redis6/types.ts']).not.toMatch(/zInter|BitFieldOperation|streams/);
    expect(copy['redis6/core.ts']).not.toMatch(/\bstreams\b/);
    expect(copy['redis6/commands.ts']).toMatch(/rows\(`\n[^`]* lcs [^`]* xAdd [^`]*`\)/);
    expect(copy['redis6/commands.ts']).not.toMatch(/ geoAdd | get /);
  });

  it('calls type parameters that are left without a use so that no compiler minds', () => {
    expect(copy['redis6/types.ts']).toMatch(/interface GeoLater<_Text>/);
  });

  it('may have types of fewer', () => {
    const text = copyOf('ts-esm', moduleOf(6, { typed: commands }));
    expect(text['redis6/commands.ts']).toContain("['lcs', ");
    expect(text['redis6/types.ts']).not.toContain('lcs(');
    expect(text['redis6/core.ts']).not.toContain('notCopied');
  });

  it('has what one of two modules of a dialect needs', () => {
    const other = moduleOf(6, { fileName: 'redis6-other', commands: ['lcs'] });
    const both = copyOf('ts-esm', moduleOf(6, { commands: ['get'] }), other, moduleOf(5));
    expect(both['redis6/commands.ts']).toMatch(/\['get', [\s\S]*\['lcs', /);
    expect(both['redis6/commands.ts']).not.toContain("['append'");
    expect(both['redis5/commands.ts']).toContain("['append'");
    expect(both['redis5/core.ts']).not.toContain('notCopied');
  });
});

describe.each([4, 5, 6] as const)('major %i', (major) => {
  it.each(['js-esm', 'js-cjs'] as const)(
    'says how to get a command that was not copied: %s',
    async (flavour) => {
      const project = makeProject({
        type: 'module',
        wrapper: {
          modules: [moduleOf(major, { commands })],
          flavour,
          importers: flavour === 'js-cjs' ? ['cjs'] : ['esm'],
          relativeExtension: flavour === 'js-cjs' ? '.cjs' : '.js',
          helpers: [],
        },
        packages: { iovalkey: 'iovalkey' },
        files: {
          'run.mjs': `
          import redis from './valkey/redis${major}.${flavour === 'js-cjs' ? 'cjs' : 'js'}';
          const client = redis.createClient();
          const multi = client.multi().set('a', 1).geoAdd('b', { longitude: 1, latitude: 2, member: 'c' });
          console.log(typeof multi.exec, typeof client.geoAdd, typeof client.GEOADD);
          try { await client.lcs('a', 'b'); } catch (error) { console.log(error.message); }
        `,
        },
      });
      projects.push(project);
      expect(await project.node('run.mjs')).toBe(
        'function function function\nlcs was not copied with this Valkey client: no code named it. Run valkey-codemod again to add it.',
      );
    },
  );
});
