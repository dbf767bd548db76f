import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flavour, Importer, WrapperRequest } from '../../src/delivery/copy.js';
import { provenRedis4 } from '../../src/plan/proven/redis4.js';
import { provenRedis5 } from '../../src/plan/proven/redis5.js';
import { provenRedis6 } from '../../src/plan/proven/redis6.js';
import { startServer, type TestServer } from '../servers.js';
import { defaultsOf } from '../../src/wrapper/ioredis/options.js';
import { CLIENTS, type TestedClient, useClient } from './clients.js';
import { makeProject, type Project, type ProjectRequest } from './project.js';

let server: TestServer;
const projects: Project[] = [];

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  for (const project of projects) project.remove();
  await server.stop();
});

function projectOf(
  one: TestedClient,
  flavour: Flavour,
  importers: readonly Importer[],
  request: Partial<WrapperRequest> & Pick<ProjectRequest, 'type' | 'files'>,
): Project {
  const { type, files, ...rest } = request;
  const project = makeProject({
    ...(type && { type }),
    ...(files && { files }),
    wrapper: { modules: [one], flavour, importers, relativeExtension: '.js', helpers: ['url'], ...rest },
    packages: { [one.packageName]: one.installed, iovalkey: 'iovalkey', '@types/node': '@types/node' },
  });
  projects.push(project);
  return project;
}

const env = (): Record<string, string> => ({ URL: server.url.replace('redis:', 'valkey:') });

/** What the modules of these dialects export: the plan keeps a scope that names more on its package. */
const PROVEN: Readonly<Record<string, readonly string[]>> = {
  redis4: provenRedis4.exports,
  redis5: provenRedis5.exports,
  redis6: provenRedis6.exports,
};

it.each(CLIENTS.filter(({ dialect, engine }) => dialect === 'ioredis' && engine === 'iovalkey'))(
  'js-cjs of ioredis $major answers as that major',
  async (one) => {
    const project = projectOf(one, 'js-cjs', ['cjs'], {
      files: {
        'run.js': `const redis = require('./valkey/ioredis');
          const all = [redis, redis.default, redis.Redis].map((Client) => new Client({ lazyConnect: true }).options);
          console.log(JSON.stringify(all.map(({ family, valkeyClientDialect }) => [family, valkeyClientDialect])));`,
      },
    });
    const { family, valkeyClientDialect } = defaultsOf(one.major as 4 | 5 | 6);
    const expected = [family, valkeyClientDialect];
    expect(JSON.parse(await project.node('run.js'))).toEqual([expected, expected, expected]);
  },
);

describe.each(CLIENTS)('$dialect $major on $engine', (one) => {
  const { dialect } = one;
  const proven = one.engine === 'iovalkey' ? PROVEN[dialect] : undefined;
  /** Program text: whether a name of the package must be there. */
  const isAsked = proven ? `((name) => ${JSON.stringify(proven)}.includes(name))` : '(() => true)';

  it('js-cjs, required: the module is what the package is', async () => {
    const project = projectOf(one, 'js-cjs', ['cjs'], {
      files: {
        'run.js': `const redis = require('./valkey/${dialect}');
          const { createClient } = redis;
          ${useClient(dialect, 'redis', 'createClient')}`,
        'names.js': `const names = (all) => Object.keys(all).filter((name) => all[name] !== undefined);
          const ours = require('./valkey/${dialect}');
          const missing = names(require('${one.packageName}')).filter((name) => typeof ours[name] !== typeof require('${one.packageName}')[name]).filter(${isAsked});
          const fixed = Object.keys(ours).filter((name) => {
            const own = Object.getOwnPropertyDescriptor(ours, name);
            return !own.writable && !own.set;
          });
          console.log(JSON.stringify({ missing, fixed, type: typeof ours, default: ours.default === ours }));`,
      },
    });
    expect(await project.node('run.js', env())).toBe('v');
    expect(JSON.parse(await project.node('names.js'))).toEqual({
      missing: [],
      fixed: [],
      type: dialect === 'ioredis' ? 'function' : 'object',
      default: true,
    });
  });

  it.each([
    ['js-cjs', 'commonjs', 'js', 'mjs'],
    ['js-esm', 'module', 'cjs', 'js'],
  ] as const)('%s, required and imported: one identity', async (flavour, type, cjs, esm) => {
    const project = projectOf(one, flavour, ['cjs', 'esm'], {
      type,
      files: {
        [`run.${esm}`]: `import { createRequire } from 'node:module';
          import redis, * as all from './valkey/${dialect}.${esm}';
          const required = createRequire(import.meta.url)('./valkey/${dialect}.${cjs}');
          const { createClient } = redis;
          if (redis !== required) throw new Error('two identities');
          const interop = ['__esModule', 'module.exports'];
          const names = Object.keys(await import('${one.packageName}'));
          const missing = names.filter((name) => !(name in all) && !interop.includes(name)).filter(${isAsked});
          if (missing.length > 0) throw new Error('missing: ' + missing);
          ${useClient(dialect, 'redis', 'createClient')}`,
      },
    });
    expect(await project.node(`run.${esm}`, env())).toBe('v');
  });

  it('js-esm, imported alone', async () => {
    const project = projectOf(one, 'js-esm', ['esm'], {
      type: 'module',
      files: {
        'run.js': `import redis, * as all from './valkey/${dialect}.js';
          import { toRedisUrl } from './valkey/url.js';
          const createClient = all.createClient || redis.createClient;
          if (toRedisUrl('valkeys://h') !== 'rediss://h') throw new Error('url');
          ${useClient(dialect, 'redis', 'createClient')}`,
      },
    });
    expect(await project.node('run.js', env())).toBe('v');
  });
});
