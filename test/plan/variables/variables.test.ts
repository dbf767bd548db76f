// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are interpolation of the files under test
import { describe, expect, it } from 'vitest';
import { type Asked, changed, type Files, planFor } from './repository.js';

const ENV = 'REDIS_URL=redis://localhost:6379\n';
const CLIENT = `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL);\n`;
const base: Files = { '.env': ENV, 'a.ts': CLIENT };

describe('rewritten: every reader is a client on the wrapper', () => {
  it.each<[string, Files, Files]>([
    ['one reader', base, { '.env': 'REDIS_URL=valkey://localhost:6379\n' }],
    [
      'all env files, templates and comments',
      {
        ...base,
        '.env.example': '# REDIS_URL="rediss://h"\n',
        'b/.env.test': 'export REDIS_URL=redis://t\r\n',
      },
      {
        '.env': 'REDIS_URL=valkey://localhost:6379\n',
        '.env.example': '# REDIS_URL="valkeys://h"\n',
        'b/.env.test': 'export REDIS_URL=valkey://t\r\n',
      },
    ],
    [
      'with its default in the code',
      {
        '.env': ENV,
        'a.ts': `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL ?? 'redis://h');`,
      },
      {
        '.env': 'REDIS_URL=valkey://localhost:6379\n',
        'a.ts': `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL ?? 'valkey://h');`,
      },
    ],
    [
      'a default alone',
      {
        'a.ts': `import { createClient } from 'redis';\ncreateClient({ url: process.env.REDIS_URL || 'rediss://h' });`,
      },
      {
        'a.ts': `import { createClient } from 'redis';\ncreateClient({ url: process.env.REDIS_URL || 'valkeys://h' });`,
      },
    ],
    [
      'handed to clusters',
      {
        '.env': ENV,
        'a.ts': `import { Cluster } from 'ioredis';\nnew Cluster([process.env.REDIS_URL, 'h:2']);`,
        'b.ts': `import { createCluster } from 'redis';
const nodes = [{ url: process.env.REDIS_URL }];
createCluster({ rootNodes: nodes, defaults: { url: process.env.REDIS_URL } });`,
      },
      { '.env': 'REDIS_URL=valkey://localhost:6379\n' },
    ],
    [
      'set by a test',
      { ...base, 'test/a.test.ts': `process.env.REDIS_URL = 'redis://t';` },
      {
        '.env': 'REDIS_URL=valkey://localhost:6379\n',
        'test/a.test.ts': `process.env.REDIS_URL = 'valkey://t';`,
      },
    ],
    [
      'linked variables, all read by clients',
      {
        '.env': 'REDIS_URL=redis://h\nQUEUE=${REDIS_URL}/1\n',
        'a.ts': `${CLIENT}new Redis(process.env.QUEUE);`,
      },
      { '.env': 'REDIS_URL=valkey://h\nQUEUE=${REDIS_URL}/1\n' },
    ],
    [
      'host and port of their own variables',
      {
        '.env': 'REDIS_HOST=h\nREDIS_URL=redis://${REDIS_HOST}:1\n',
        'a.ts': CLIENT,
        'b.py': 'os.environ["REDIS_HOST"]',
      },
      { '.env': 'REDIS_HOST=h\nREDIS_URL=valkey://${REDIS_HOST}:1\n' },
    ],
    [
      'in prose, comments and lists of names',
      {
        ...base,
        'README.md': 'Set REDIS_URL.',
        'start.sh': '# REDIS_URL is needed\n',
        'turbo.json': '{ "globalEnv": ["REDIS_URL"] }',
        'c.ts': '// REDIS_URL',
        'docs/x.go': '/*\n * REDIS_URL\n */',
        '.github/workflows/ci.yml': 'env:\n  REDIS_URL: ${{ secrets.REDIS_URL }}\n',
      },
      { '.env': 'REDIS_URL=valkey://localhost:6379\n' },
    ],
    [
      'through a typed env module',
      {
        '.env': ENV,
        'env.ts': `export const env = createEnv({ server: { REDIS_URL: z.string().url() }, runtimeEnv: { REDIS_URL: process.env.REDIS_URL } });\nimport { createEnv } from '@t3-oss/env-nextjs';`,
        'a.ts': `import Redis from 'ioredis';\nimport { env } from './env';\nnew Redis(env.REDIS_URL);`,
      },
      { '.env': 'REDIS_URL=valkey://localhost:6379\n' },
    ],
    [
      'through a helper',
      {
        '.env': ENV,
        'env.ts': 'export const env = (name: string) => process.env[name];',
        'a.ts': `import Redis from 'ioredis';\nimport { env } from './env';\nconst url = env('REDIS_URL');\nif (url) new Redis(url);`,
      },
      { '.env': 'REDIS_URL=valkey://localhost:6379\n' },
    ],
    [
      'with the default of a schema',
      {
        '.env': ENV,
        'env.ts': `export const env = z.object({ REDIS_URL: z.string().default('redis://h') }).parse(process.env);`,
        'a.ts': `import Redis from 'ioredis';\nimport { env } from './env';\nnew Redis(env.REDIS_URL);`,
      },
      {
        '.env': 'REDIS_URL=valkey://localhost:6379\n',
        'env.ts': `export const env = z.object({ REDIS_URL: z.string().default('valkey://h') }).parse(process.env);`,
      },
    ],
    [
      'a node program that is started with the file',
      { ...base, 'package.json': '{"scripts":{"start":"node --env-file=.env dist/a.js"}}' },
      { '.env': 'REDIS_URL=valkey://localhost:6379\n' },
    ],
    [
      'compose reads the file for other names alone',
      { ...base, 'docker-compose.yml': 'services:\n  a:\n    image: x:${TAG}\n' },
      { '.env': 'REDIS_URL=valkey://localhost:6379\n' },
    ],
  ])('%s', (_, before, after) => {
    const plan = planFor(before);
    expect(changed(before, plan)).toEqual(after);
    expect(plan.findings).toEqual([]);
    expect(plan.changes.map((change) => change.needs)).toEqual([['client:.']]);
    expect(new Set(plan.variables.map((one) => one.decision))).toEqual(new Set(['rewritten']));
    // Once more, on the result: nothing is left to change.
    const again = planFor({ ...before, ...after });
    expect(again.changes).toEqual([]);
  });

  it('through a wrapper that is there already', () => {
    const files = {
      '.env': ENV,
      'src/a.ts': `import Redis from '../valkey/ioredis.js';\nnew Redis(process.env.REDIS_URL);`,
    };
    const plan = planFor(files, { wrappers: [{ path: 'valkey/ioredis.ts', dialect: 'ioredis' }] });
    expect(changed(files, plan)).toEqual({ '.env': 'REDIS_URL=valkey://localhost:6379\n' });
    expect(plan.changes[0]?.needs).toEqual([]);
  });
});

describe('left: something stands in the way', () => {
  it.each<[string, Files, string, Asked?]>([
    ['nobody reads it', { '.env': ENV }, '.env:1 defines it, and nothing in this repository reads it'],
    [
      'a Python worker',
      { ...base, 'w.py': 'import os\nurl = os.environ["REDIS_URL"]' },
      'w.py:2 reads it (os.environ)',
    ],
    ['Go', { ...base, 'w.go': 'x := os.Getenv("REDIS_URL")' }, 'w.go:1 reads it (os.Getenv)'],
    ['Ruby', { ...base, 'w.rb': 'ENV.fetch("REDIS_URL")' }, 'w.rb:1 reads it (ENV)'],
    ['PHP', { ...base, 'w.php': "env('REDIS_URL')" }, 'w.php:1 reads it (env())'],
    ['Java', { ...base, 'W.java': 'System.getenv("REDIS_URL")' }, 'W.java:1 reads it (System.getenv)'],
    [
      'Spring',
      { ...base, 'a.properties': 'spring.redis.url=${REDIS_URL}' },
      'a.properties:1 hands it to another program (properties)',
    ],
    ['shell', { ...base, 's.sh': 'redis-cli -u "$REDIS_URL" ping' }, 's.sh:1 reads it (shell)'],
    ['make', { ...base, Makefile: 'ping:\n\tredis-cli -u $(REDIS_URL)' }, 'Makefile:2 reads it (Makefile)'],
    ['an unknown language', { ...base, 'x.lua': 'os.getenv("REDIS_URL")' }, 'x.lua:1 reads it (text)'],
    ['Vue', { ...base, 'x.vue': '<script>import.meta.env.REDIS_URL</script>' }, 'x.vue:1 reads it (text)'],
    [
      'compose, handed on',
      { ...base, 'compose.yml': 'services:\n  w:\n    environment:\n      REDIS_URL: ${REDIS_URL}\n' },
      'compose.yml:4 gives it to a program that is not known to understand valkey://',
    ],
    [
      'compose, by name',
      { ...base, 'compose.yml': 'services:\n  w:\n    environment:\n      - REDIS_URL\n' },
      'compose.yml:4 gives it to a program that is not known to understand valkey://',
    ],
    [
      'compose, defined',
      { ...base, 'compose.yml': 'services:\n  w:\n    environment:\n      - REDIS_URL=redis://r\n' },
      'compose.yml:4 gives it to a program that is not known to understand valkey://',
    ],
    [
      'a health check',
      { ...base, 'compose.yml': 'healthcheck:\n  test: redis-cli -u $$REDIS_URL ping\n' },
      'compose.yml:2 hands it to another program (YAML)',
    ],
    [
      'Kubernetes',
      { ...base, 'k8s.yaml': 'env:\n  - name: REDIS_URL\n    value: "redis://r"\n' },
      'k8s.yaml:2 defines it too, in a format that is not edited (YAML value)',
    ],
    [
      'env_file',
      { ...base, 'docker-compose.yml': 'services:\n  w:\n    env_file: .env\n' },
      'docker-compose.yml:3 hands a whole file of variables to another program (env_file)',
    ],
    [
      'env_file list',
      {
        ...base,
        'docker-compose.yml':
          'services:\n  w:\n    env_file:\n      - path: ./.env\n        required: false\n',
      },
      'docker-compose.yml:3 hands a whole file of variables to another program (env_file)',
    ],
    [
      'docker run --env-file',
      { ...base, 'run.sh': 'docker run --env-file .env x' },
      'run.sh:1 hands a whole file of variables to another program (--env-file)',
    ],
    [
      'a package that reads it',
      base,
      'package.json:7 names resumable-stream, which reads REDIS_URL by itself',
      { dependencies: [{ path: 'package.json', line: 7, column: 5, name: 'resumable-stream' }] },
    ],
    [
      'another package',
      {
        ...base,
        'q.ts': `import { Queue } from 'some-queue';\nnew Queue('q', { connection: { url: process.env.REDIS_URL } });`,
      },
      'q.ts:2 hands it to Queue of some-queue',
    ],
    [
      'a scheme check',
      { ...base, 'q.ts': `process.env.REDIS_URL.split('rediss://')` },
      'q.ts:1 reads it, and its text is looked at with split',
    ],
    [
      'a schema',
      { ...base, 'q.ts': 'z.object({ REDIS_URL: z.string().regex(REDIS) })' },
      'q.ts:1 names REDIS_URL: its value is checked with regex()',
    ],
    [
      'a dynamic read',
      { ...base, 'q.ts': 'use(process.env[`${x}_URL`])' },
      'q.ts:1 reads a variable whose name is made at run time',
    ],
    [
      'an export',
      { ...base, 'q.ts': 'export const url = process.env.REDIS_URL;' },
      'q.ts:1 exports it as url, for other files to read',
    ],
    [
      'a client that stays',
      base,
      'a.ts:2 hands it to a client that does not move',
      { dialects: { ioredis: null } },
    ],
    [
      'where the client takes no URL',
      { '.env': ENV, 'a.ts': `import Redis from 'ioredis';\nnew Redis({ path: process.env.REDIS_URL });` },
      'a.ts:2 hands it to the client where it takes no URL',
    ],
    [
      'node-redis 4 with a string',
      { '.env': ENV, 'a.ts': `import { createClient } from 'redis';\ncreateClient(process.env.REDIS_URL);` },
      'a.ts:2 hands it to the client where it takes no URL',
    ],
    ['a client of your own', base, 'a.ts:2 hands it to ~/cache', { options: { client: '~/cache' } }],
    ['--schemes none', base, '.env:1 stays as it is: --schemes none', { options: { schemes: 'none' } }],
    [
      'not searched for',
      base,
      '.env:1 defines REDIS_URL, which was not searched for in the other files',
      { searched: new Set() },
    ],
    [
      'upper case',
      { ...base, '.env.ci': 'REDIS_URL=REDISS://h\n' },
      '.env.ci:1 gives it a scheme in upper case',
    ],
    [
      'a list',
      { ...base, '.env.ci': 'REDIS_URL=redis://a,redis://b\n' },
      '.env.ci:1 gives it a list of URLs',
    ],
    [
      'a linked one with another reader',
      { '.env': 'REDIS_URL=redis://h\nQ=${REDIS_URL}/1\n', 'a.ts': CLIENT, 'w.py': 'environ["Q"]' },
      'w.py:1 reads it (os.environ)',
    ],
  ])('%s', (_, files, reason, asked) => {
    const plan = planFor(files, asked);
    expect(plan.changes).toEqual([]);
    expect(plan.variables.map((one) => [one.decision, one.reason])).toContainEqual(['left', reason]);
    if (asked?.options?.schemes !== 'none') {
      expect(plan.findings.some((one) => one.rule === 'unproven-url' && one.message.endsWith(reason))).toBe(
        true,
      );
    }
  });

  it('judges each variable by itself', () => {
    const files = {
      '.env': 'CACHE_URL=redis://c\nQUEUE_URL=redis://q\n',
      'a.ts': `import Redis from 'ioredis';\nnew Redis(process.env.CACHE_URL);`,
      'w.py': 'environ["QUEUE_URL"]',
    };
    const plan = planFor(files);
    expect(changed(files, plan)).toEqual({ '.env': 'CACHE_URL=valkey://c\nQUEUE_URL=redis://q\n' });
    expect(plan.variables.map((one) => [one.name, one.decision])).toEqual([
      ['CACHE_URL', 'rewritten'],
      ['QUEUE_URL', 'left'],
    ]);
  });

  it('shows no value', () => {
    const files = { '.env': 'REDIS_URL=redis://user:secret@h\n', 'w.py': 'environ["REDIS_URL"]' };
    expect(JSON.stringify(planFor(files))).not.toContain('secret');
  });
});

describe('a URL that is written in a call', () => {
  const IO = `import Redis from 'ioredis';\n`;
  it.each<[string, Files, Files]>([
    [
      'direct',
      { 'a.ts': `${IO}new Redis('redis://h:1/2');` },
      { 'a.ts': `${IO}new Redis('valkey://h:1/2');` },
    ],
    [
      'held in a constant',
      { 'a.ts': `${IO}const URL = \`rediss://\${host}\`;\nnew Redis(URL, {});` },
      { 'a.ts': `${IO}const URL = \`valkeys://\${host}\`;\nnew Redis(URL, {});` },
    ],
    [
      'with code in it that has texts of its own',
      { 'a.ts': `${IO}new Redis(\`redis://\${secret ? \`:\${secret}@\` : ""}\${host}\`);` },
      { 'a.ts': `${IO}new Redis(\`valkey://\${secret ? \`:\${secret}@\` : ""}\${host}\`);` },
    ],
    [
      'that is put together',
      {
        'a.ts': `${IO}const u = 'redis://' + host + ':' + port;\nnew Redis(u);\nnew Redis('rediss://' + host);`,
      },
      {
        'a.ts': `${IO}const u = 'valkey://' + host + ':' + port;\nnew Redis(u);\nnew Redis('valkeys://' + host);`,
      },
    ],
    ['that is put together of several', { 'a.ts': `${IO}new Redis('redis://a:1, redis://' + host);` }, {}],
    ['that is the end of what is put together', { 'a.ts': `${IO}new Redis(prefix + 'redis://');` }, {}],
    ['to another package', { 'a.ts': `import { Q } from 'bullmq';\n${IO}new Q('redis://h');` }, {}],
    [
      'also logged',
      { 'a.ts': `${IO}const u = 'redis://h';\nconsole.log(u);\nnew Redis(u);` },
      { 'a.ts': `${IO}const u = 'valkey://h';\nconsole.log(u);\nnew Redis(u);` },
    ],
    [
      'that a test expects',
      {
        'a.ts': `${IO}new Redis('redis://h');`,
        'a.test.ts': `expect(Redis).toHaveBeenCalledWith('redis://h');`,
      },
      {},
    ],
    ['that is exported', { 'a.ts': `${IO}export const url = 'redis://h';\nnew Redis(url);` }, {}],
    ['in upper case', { 'a.ts': `${IO}new Redis('REDISS://h');` }, {}],
    ['in a type', { 'a.ts': `type U = 'redis://h';` }, {}],
  ])('%s', (_, before, after) => expect(changed(before, planFor(before))).toEqual(after));

  it('keeps a variable that a test expects', () => {
    const files = { ...base, 'a.test.ts': `expect(config.url).toBe('redis://localhost:6379');` };
    expect(planFor(files).variables[0]?.reason).toBe(
      'a.test.ts:1 has the same URL in a test that may expect it',
    );
  });
});

describe('--schemes all', () => {
  const options = { schemes: 'all' } as const;
  const worker = { 'w.py': 'os.environ["REDIS_URL"]' };
  it('moves a variable in spite of its readers, and warns at each', () => {
    const files = { ...base, ...worker };
    const plan = planFor(files, { options });
    expect(changed(files, plan)).toEqual({ '.env': 'REDIS_URL=valkey://localhost:6379\n' });
    expect(plan.findings.map((one) => `${one.severity} ${one.path}:${one.line}`)).toEqual(['warning w.py:1']);
    expect(plan.variables[0]?.reason).toBe('asked for by --schemes all');
  });
  it.each<[string, Files, string, string]>([
    [
      'where code that looks for rediss would lose TLS',
      {
        '.env': 'REDIS_URL=rediss://h\n',
        'a.ts': `connect({ tls: process.env.REDIS_URL.split('rediss:').length > 1 });`,
      },
      'error',
      'connects in plaintext',
    ],
    [
      'where a program in Python would lose TLS',
      { '.env': 'REDIS_URL=rediss://h\n', 'w.py': 'tls = "rediss://" in os.environ["REDIS_URL"]' },
      'error',
      'its file looks for rediss, and would not find it',
    ],
    [
      'where Java clients lose TLS',
      { '.env': 'REDIS_URL=rediss://h\n', 'W.java': 'System.getenv("REDIS_URL")' },
      'error',
      'Jedis and valkey-java connect in plaintext',
    ],
    ['for an odd form', { '.env': 'REDIS_URL=redis://a,redis://b\n' }, 'warning', 'a list of URLs'],
  ])('refuses %s', (_, files, severity, reason) => {
    const plan = planFor(files, { options });
    expect(plan.changes).toEqual([]);
    expect(plan.variables[0]?.decision).toBe('left');
    expect(plan.findings[0]).toMatchObject({ severity, rule: 'unproven-url' });
    expect(plan.findings[0]?.message).toContain(reason);
  });
  it('moves TLS where readers only refuse what they do not know', () => {
    const files = { '.env': 'REDIS_URL=rediss://h\n', ...worker };
    const plan = planFor(files, { options });
    expect(changed(files, plan)).toEqual({ '.env': 'REDIS_URL=valkeys://h\n' });
    expect(plan.findings.map((one) => one.severity)).toEqual(['warning']);
  });
});

describe('--tls', () => {
  const options = { tls: true } as const;
  it.each<[string, string, string]>([
    ['a host elsewhere', 'redis://cache.example.com:6379', 'valkeys://cache.example.com:6379'],
    ['an address', 'redis://:p@10.0.0.7', 'valkeys://:p@10.0.0.7'],
    ['what has TLS', 'rediss://cache.example.com', 'valkeys://cache.example.com'],
    ['this machine', 'redis://localhost:6379', 'valkey://localhost:6379'],
    ['a loopback address', 'redis://u:p@127.0.0.1/1', 'valkey://u:p@127.0.0.1/1'],
    ['the loopback of IPv6', 'redis://[::1]:6379', 'valkey://[::1]:6379'],
    ['a container', 'redis://cache:6379', 'valkey://cache:6379'],
    [
      'a service of a cluster',
      'redis://cache.shop.svc.cluster.local',
      'valkey://cache.shop.svc.cluster.local',
    ],
    ['a private network', 'redis://cache.railway.internal:6379', 'valkey://cache.railway.internal:6379'],
    ['a host that is known at run time', 'redis://${HOST}:6379', 'valkey://${HOST}:6379'],
  ])('%s', (_, before, after) => {
    const files = { '.env': `REDIS_URL=${before}\n`, 'a.ts': CLIENT };
    const plan = planFor(files, { options });
    expect(changed(files, plan)).toEqual({ '.env': `REDIS_URL=${after}\n` });
    const isNew = before.startsWith('redis:') && after.startsWith('valkeys:');
    expect(plan.findings.map((one) => one.rule)).toEqual(isNew ? ['tls-asked'] : []);
  });

  it('in code and in every format, but not in tests', () => {
    const url = 'redis://cache.example.com';
    const files = {
      'a.ts': `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL ?? '${url}');\nnew Redis('${url}/1');`,
      'test/a.test.ts': `import Redis from 'ioredis';\nnew Redis('${url}/2');`,
      '.env.test': `REDIS_URL=${url}\n`,
      'compose.yml': `services:\n  a:\n    build: .\n    environment:\n      REDIS_URL: ${url}\n`,
    };
    const after = changed(files, planFor(files, { options }));
    expect(
      Object.fromEntries(Object.entries(after).map(([path, text]) => [path, text.match(/valkeys?:/g)])),
    ).toEqual({
      'a.ts': ['valkeys:', 'valkeys:'],
      'test/a.test.ts': ['valkey:'],
      '.env.test': ['valkey:'],
      'compose.yml': ['valkeys:'],
    });
  });

  it('never where a reader is unproven', () => {
    const files = {
      '.env': 'REDIS_URL=redis://cache.example.com\n',
      'a.ts': CLIENT,
      'w.py': 'environ["REDIS_URL"]',
    };
    expect(changed(files, planFor(files, { options }))).toEqual({});
    expect(changed(files, planFor(files, { options: { tls: true, schemes: 'all' } }))).toEqual({
      '.env': 'REDIS_URL=valkey://cache.example.com\n',
    });
  });
});
