// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are interpolation of the files under test
import { describe, expect, it } from 'vitest';
import { type Asked, changed, type Files, planFor } from './repository.js';

const CLIENT = `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL);\n`;
const code = { 'app/a.ts': CLIENT };
const asked: Asked = { images: [{ context: 'app', names: ['app', 'shop-app'] }] };
const compose = (service: string, value = 'redis://c') =>
  `services:\n  app:\n${service}    environment:\n      REDIS_URL: ${value}\n`;
const deployment = (container: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app }\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n${container.replace(/^/gm, '          ')}\n`;
const configMap =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  REDIS_URL: "redis://cache:6379"\n  MODE: redis\n';
const takesAll = 'envFrom:\n  - configMapRef: { name: settings }\nimage: ghcr.io/acme/app:1.2\n';

type Moved = [what: string, path: string, text: string, others?: Files];

/** A file in which the one `redis` of a scheme becomes `valkey` when the variable moves. */
const MOVED: readonly Moved[] = [
  [
    'compose, of what is built',
    'compose.yml',
    `${compose('    build: ./app\n', '"redis://c:1" # why')}  c:\n    image: redis:7\n`,
  ],
  [
    'compose, a list with CRLF and a default',
    'docker-compose.dev.yaml',
    'services:\r\n  app:\r\n    build:\r\n      context: .\r\n    env_file: .env\r\n    environment:\r\n      - A=1\r\n      - REDIS_URL=${REDIS_URL:-rediss://c/1}\r\n',
  ],
  [
    'compose, under another name',
    'deploy/production.yml',
    'services:\n  app:\n    build: ../app\n    environment: ["REDIS_URL=redis://c"]\n',
  ],
  [
    'compose, an anchor that programs share',
    'compose.yml',
    'x-env: &env\n  REDIS_URL: redis://c\nservices:\n  a:\n    build: ./app\n    environment: *env\n  b:\n    build: .\n    environment:\n      <<: *env\n      MODE: b\n',
  ],
  [
    'compose, an argument of the build',
    'compose.yml',
    'services:\n  app:\n    build:\n      context: app\n      args:\n        REDIS_URL: redis://c\n',
  ],
  [
    'compose, an image that it builds',
    'compose.yml',
    `services:\n  app:\n    build: app\n    image: acme/app:1\n  job:\n    image: acme/app:1\n    environment:\n      REDIS_URL: redis://c\n`,
  ],
  [
    'compose, a Node image with the source mounted',
    'compose.yml',
    'services:\n  app:\n    image: node:20-alpine\n    volumes: [".:/app"]\n    environment: { REDIS_URL: "redis://c" }\n',
  ],
  [
    'GitHub, all levels',
    '.github/workflows/ci.yml',
    "jobs:\n  a:\n    env: { REDIS_URL: 'redis://x' }\n    steps:\n      - run: npm test\n",
  ],
  [
    'GitHub, a step',
    '.github/workflows/ci.yml',
    'jobs:\n  a:\n    steps:\n      - run: npm test\n        env:\n          REDIS_URL: redis://localhost:6379\n',
  ],
  [
    'GitHub, a port that the service gets',
    '.github/workflows/ci.yml',
    "jobs:\n  a:\n    env:\n      REDIS_URL: redis://localhost:${{ job.services.redis.ports['6379'] }}/1\n",
  ],
  [
    'a composite action',
    'action.yml',
    'runs:\n  using: composite\n  steps:\n    - run: npm test\n      env:\n        REDIS_URL: redis://localhost\n',
  ],
  [
    'GitLab',
    '.gitlab-ci.yml',
    'variables:\n  REDIS_URL: redis://redis:6379\ntest:\n  services: ["redis:7", { name: "postgres:16", alias: db }]\n  script: [npm test]\n',
  ],
  [
    'GitLab, of a job, with a description',
    '.gitlab-ci.yml',
    'test:\n  variables:\n    REDIS_URL:\n      value: redis://redis\n      description: the cache\n  script: !reference [.a, script]\n',
  ],
  [
    'CircleCI',
    '.circleci/config.yml',
    'jobs:\n  test:\n    docker:\n      - image: cimg/node:20.0\n        environment:\n          REDIS_URL: redis://localhost\n      - image: redis:7\n',
  ],
  [
    'CircleCI, a job',
    '.circleci/config.yml',
    'jobs:\n  test:\n    environment:\n      - REDIS_URL: redis://localhost\n',
  ],
  ['Travis', '.travis.yml', 'env:\n  global:\n    - REDIS_URL=redis://localhost\n'],
  ['Azure, a list', 'azure-pipelines.yml', 'variables:\n  - name: REDIS_URL\n    value: redis://localhost\n'],
  [
    'Drone',
    '.drone.yml',
    'steps:\n  - name: test\n    image: node\n    environment: { REDIS_URL: "redis://cache" }\n    commands: [npm test]\n',
  ],
  [
    'Kubernetes, a container',
    'k8s/app.yaml',
    deployment('image: acme/app:1\nenv:\n  - name: REDIS_URL\n    value: "redis://$(HOST):6379"'),
  ],
  [
    'Kubernetes, the name of the whole before it',
    'k8s/app.yaml',
    deployment('image: ghcr.io/x/shop-app@sha256:00\nenv:\n  - name: REDIS_URL\n    value: redis://c'),
  ],
  [
    'Kubernetes, a list of objects',
    'k8s/all.yaml',
    `apiVersion: v1\nkind: List\nitems:\n${deployment(
      'image: app\nenv: [{ name: REDIS_URL, value: redis://c }]',
    )
      .replace(/^(?=.)/gm, '    ')
      .replace('    apiV', '  - apiV')}`,
  ],
  [
    'a ConfigMap whose containers are proven',
    'k8s/config.yaml',
    configMap,
    { 'k8s/app.yaml': deployment(takesAll) },
  ],
  [
    'a ConfigMap, by key',
    'k8s/config.yaml',
    configMap,
    {
      'k8s/app.yaml': deployment(
        'image: app\nenv:\n  - name: REDIS_URL\n    valueFrom:\n      configMapKeyRef:\n        name: settings\n        key: REDIS_URL',
      ),
    },
  ],
  [
    'a Secret and its user in one file',
    'k8s/all.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData:\n  REDIS_URL: rediss://c\n---\n${deployment('image: app\nenvFrom: [{ secretRef: { name: keys } }]')}`,
  ],
  [
    'kustomize',
    'k8s/kustomization.yaml',
    'configMapGenerator:\n  - name: settings\n    literals:\n      - REDIS_URL=redis://c\n',
    { 'k8s/app.yaml': deployment(takesAll) },
  ],
  [
    "a chart's values",
    'chart/values.yaml',
    'image:\n  repository: acme/app\n  tag: latest\nenv:\n  REDIS_URL: redis://c\n',
  ],
  [
    "a chart's values, deeper",
    'chart/values.prod.yaml',
    'api:\n  image: { repository: acme/app }\n  extraEnvVars:\n    - name: REDIS_URL\n      value: redis://c\n',
  ],
  ['a Dockerfile', 'app/Dockerfile', 'FROM node:20\nENV NODE_ENV=production \\\n    REDIS_URL="redis://c"\n'],
  [
    'a Dockerfile, a default of the build',
    'docker/Dockerfile',
    'FROM node:20\nARG REDIS_URL=redis://c\nENV REDIS_URL $REDIS_URL\n',
  ],
  ['Vercel', 'vercel.json', '{\n  "env": { "REDIS_URL": "redis://c" }\n}\n'],
  [
    'Heroku',
    'app.json',
    '{\n\t"env": {\n\t\t"REDIS_URL": { "description": "the cache", "value": "redis://c" }\n\t}\n}',
  ],
  [
    'a devcontainer',
    '.devcontainer/devcontainer.json',
    '{\n  // where the cache is\n  "containerEnv": { "REDIS_URL": "redis://c", },\n}\n',
  ],
  [
    'VS Code',
    '.vscode/launch.json',
    '{ "configurations": [{ "type": "node", "env": { "REDIS_URL": "redis://localhost" } }] }',
  ],
  [
    'ECS',
    'task.json',
    '{ "containerDefinitions": [{ "image": "acme/app", "environment": [{ "name": "REDIS_URL", "value": "redis://c" }] }] }',
  ],
  [
    'Render',
    'render.yaml',
    'services:\n  - type: web\n    rootDir: app\n    envVars:\n      - key: REDIS_URL\n        value: redis://c\n',
  ],
  [
    'serverless',
    'serverless.yml',
    'provider:\n  environment:\n    REDIS_URL: ${env:REDIS_URL}\n    OTHER: 1\nfunctions:\n  a:\n    environment:\n      REDIS_URL: redis://c\n',
  ],
  ['fly.io', 'fly.toml', 'app = "redis"\n[env]\n  REDIS_URL = "redis://c" # why\n'],
  ['Cloudflare', 'wrangler.toml', "[env.staging.vars]\nREDIS_URL = 'redis://c'\n"],
  ['mise', '.mise.toml', 'env.REDIS_URL = "redis://localhost"\r\n'],
];

describe('a definition in another format moves with its variable', () => {
  it.each<Moved>([...MOVED])('%s', (_, path, text, others) => {
    const env = { '.env': 'REDIS_URL=redis://localhost\n' };
    const files = { ...code, ...env, ...(others ?? {}), [path]: text };
    const expected = {
      '.env': 'REDIS_URL=valkey://localhost\n',
      [path]: text.replace(/redis(?=s?:\/\/)/g, 'valkey'),
    };
    const plan = planFor(files, asked);
    expect(plan.variables.map((one) => `${one.decision}: ${one.reason}`)).toEqual([
      'rewritten: its one reader is a client on the wrapper',
    ]);
    expect(changed(files, plan)).toEqual(expected);
    expect(plan.changes).toHaveLength(1);
    expect(planFor({ ...files, ...expected }, asked).changes).toEqual([]);
    // The name is found from this file alone, too.
    const { '.env': __, ...alone } = files;
    expect(changed(alone, planFor(alone, asked))).toEqual({ [path]: expected[path] });
  });

  it('beside a variable that is defined nowhere here', () => {
    const files = {
      ...code,
      '.env': 'REDIS_URL=redis://h\n',
      'compose.yml': compose('    build: .\n', '${PRODUCTION_CACHE}'),
    };
    expect(changed(files, planFor(files))).toEqual({ '.env': 'REDIS_URL=valkey://h\n' });
  });

  it('two variables that one value joins', () => {
    const text =
      'services:\n  app:\n    build: .\n    environment:\n      REDIS_URL: ${CACHE_URL:-redis://c}\n';
    const files = { ...code, '.env': 'CACHE_URL=redis://h\n', 'compose.yml': text };
    expect(changed(files, planFor(files))).toEqual({
      '.env': 'CACHE_URL=valkey://h\n',
      'compose.yml': text.replace('redis://', 'valkey://'),
    });
    const read = { ...files, 'w.py': 'environ["CACHE_URL"]' };
    expect(planFor(read).variables.map((one) => `${one.name} ${one.reason}`)).toEqual([
      'CACHE_URL w.py:1 reads it (os.environ)',
      'REDIS_URL w.py:1 reads it (os.environ)',
    ]);
  });
});

const GIVES = 'gives it to ';
const HELD: readonly [string, Files, string][] = [
  ['an image', { 'compose.yml': compose('    image: redis-commander\n') }, `compose.yml:5 ${GIVES}`],
  ['what is built elsewhere', { 'compose.yml': compose('    build: ./worker\n') }, `compose.yml:5 ${GIVES}`],
  [
    'what is built from another repository',
    { 'compose.yml': compose('    build: https://h/x.git\n') },
    `compose.yml:5 ${GIVES}`,
  ],
  [
    'one of the services that share an anchor',
    {
      'compose.yml':
        'x-e: &e\n  REDIS_URL: redis://c\nservices:\n  a: { build: app, environment: *e }\n  b: { image: other, environment: *e }\n',
    },
    `compose.yml:2 ${GIVES}`,
  ],
  [
    'a service of a workflow',
    {
      '.github/workflows/ci.yml':
        'jobs:\n  a:\n    services:\n      w:\n        image: x\n        env:\n          REDIS_URL: redis://r\n',
    },
    `.github/workflows/ci.yml:7 ${GIVES}`,
  ],
  [
    'an action of others',
    {
      '.github/workflows/ci.yml':
        'jobs:\n  a:\n    steps:\n      - uses: x/y@v1\n        env:\n          REDIS_URL: redis://r\n',
    },
    `.github/workflows/ci.yml:6 ${GIVES}`,
  ],
  [
    'a service of GitLab',
    { '.gitlab-ci.yml': 'variables:\n  REDIS_URL: redis://redis\ntest:\n  services: [acme/worker]\n' },
    `.gitlab-ci.yml:2 ${GIVES}`,
  ],
  [
    'a second image of CircleCI',
    {
      '.circleci/config.yml':
        'jobs:\n  a:\n    docker:\n      - image: cimg/node:20.0\n      - image: acme/worker\n        environment: { REDIS_URL: "redis://r" }\n',
    },
    `.circleci/config.yml:6 ${GIVES}`,
  ],
  [
    'a plugin of Drone',
    { '.drone.yml': 'steps:\n  - image: plugins/x\n    environment: { REDIS_URL: "redis://r" }\n' },
    `.drone.yml:3 ${GIVES}`,
  ],
  [
    'another variable',
    {
      '.env': 'REDIS_URL=redis://h\n',
      'compose.yml': compose('    build: .\n').replace('REDIS_URL: redis://c', 'OTHER: ${REDIS_URL}'),
    },
    'compose.yml:5 hands it to another program',
  ],
  [
    'a command',
    {
      '.env': 'REDIS_URL=redis://h\n',
      'compose.yml': 'services:\n  app:\n    build: .\n    command: x -u ${REDIS_URL}\n',
    },
    'compose.yml:4 hands it to another program',
  ],
  [
    'an image of Kubernetes',
    { 'k8s.yaml': deployment('image: acme/worker\nenv:\n  - name: REDIS_URL\n    value: redis://c') },
    `k8s.yaml:11 ${GIVES}`,
  ],
  [
    'an image that is named at run time',
    { 'k8s.yaml': deployment('image: $IMAGE\nenv:\n  - name: REDIS_URL\n    value: redis://c') },
    `k8s.yaml:11 ${GIVES}`,
  ],
  ['a ConfigMap that nothing takes', { 'config.yaml': configMap }, `config.yaml:6 ${GIVES}`],
  [
    'a ConfigMap that another container takes too',
    {
      'config.yaml': configMap,
      'a.yaml': deployment(takesAll),
      'b.yaml': deployment(takesAll.replace('acme/app', 'acme/worker')),
    },
    `config.yaml:6 ${GIVES}`,
  ],
  [
    'a ConfigMap that is mounted as files too',
    {
      'config.yaml': configMap,
      'a.yaml': deployment(takesAll),
      'b.yaml':
        'apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n    - name: settings\n      configMap: { name: settings }\n',
    },
    `config.yaml:6 ${GIVES}`,
  ],
  [
    'a Secret in base64',
    {
      '.env': 'REDIS_URL=redis://h\n',
      's.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\ndata:\n  REDIS_URL: cmVkaXM6Ly9jYWNoZQ==\n',
    },
    's.yaml:5 gives it a URL in base64',
  ],
  [
    "a chart's values without an image",
    { 'values.yaml': 'env:\n  REDIS_URL: redis://c\n' },
    `values.yaml:2 ${GIVES}`,
  ],
  [
    'a template',
    {
      'chart/templates/a.yaml': deployment(
        'image: app\nenv:\n  - name: REDIS_URL\n    value: "redis://{{ .Release.Name }}-redis"',
      ),
    },
    'chart/templates/a.yaml:11 defines it too, in a format that is not edited (YAML value)',
  ],
  [
    'a template that passes a value on',
    {
      '.env': 'REDIS_URL=redis://h\n',
      'templates/a.yaml': 'env:\n  - name: REDIS_URL\n    value: {{ .Values.cache }}\n',
    },
    'templates/a.yaml:2 hands it to another program (YAML value)',
  ],
  [
    'YAML of a kind that is not known',
    { 'config/a.yml': 'REDIS_URL: redis://r\n' },
    'config/a.yml:1 defines it too, in a format that is not edited',
  ],
  [
    'JSON of a kind that is not known',
    { 'settings.json': '{ "REDIS_URL": "redis://r" }' },
    'settings.json:1 defines it too, in a format that is not edited',
  ],
  [
    'TOML of a kind that is not known',
    { 'settings.toml': 'REDIS_URL = "redis://r"' },
    'settings.toml:1 defines it too, in a format that is not edited',
  ],
  [
    'an image of fly.io',
    { 'fly.toml': '[build]\nimage = "acme/worker"\n[env]\nREDIS_URL = "redis://r"\n' },
    `fly.toml:4 ${GIVES}`,
  ],
  [
    'a Dockerfile of another program',
    { 'worker/Dockerfile': 'FROM python\nENV REDIS_URL=redis://r\n' },
    `worker/Dockerfile:2 ${GIVES}`,
  ],
  [
    'escapes',
    { 'vercel.json': '{ "env": { "REDIS_URL": "redis:\\/\\/r" } }', '.env': 'REDIS_URL=redis://h\n' },
    'vercel.json:1 gives it a URL that is written with escapes',
  ],
  [
    'shell',
    { 'run.sh': 'export REDIS_URL=redis://r\nnode app/a.js\n' },
    'run.sh:1 defines it too, in a format that is not edited (shell value)',
  ],
  [
    'make',
    { Makefile: 'REDIS_URL ?= redis://localhost:6379\ntest:\n\tnode --test\n' },
    'Makefile:1 defines it too, in a format that is not edited (Makefile value)',
  ],
  [
    'a script of package.json',
    { 'package.json': '{ "scripts": { "dev": "REDIS_URL=redis://localhost node app/a.js" } }' },
    'package.json:1 defines it too, in a format that is not edited (JSON value)',
  ],
  [
    'a command of CI',
    {
      '.github/workflows/ci.yml':
        'jobs:\n  a:\n    steps:\n      - run: REDIS_URL=redis://localhost npm test\n',
    },
    '.github/workflows/ci.yml:4 defines it too, in a format that is not edited (YAML value)',
  ],
  [
    'an odd form',
    { 'compose.yml': compose('    build: .\n', 'redis://a,redis://b') },
    'compose.yml:5 gives it a list',
  ],
  [
    'what cannot be parsed',
    { 'compose.yml': `${compose('    build: .\n')}  - [\n` },
    'compose.yml:5 defines it too, in a format that is not edited',
  ],
];

describe('a definition in another format stays', () => {
  it.each(HELD)('%s', (_, files, reason) => {
    const plan = planFor({ ...code, ...files }, asked);
    expect(plan.changes).toEqual([]);
    expect(plan.variables[0]?.reason).toContain(reason);
    expect(plan.findings.map((one) => one.rule)).toContain('unproven-url');
  });
});
