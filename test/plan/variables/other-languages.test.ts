// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are interpolation of the files under test
import { describe, expect, it } from 'vitest';
import { IMPLICIT_READERS } from '../../../src/plan/tables/implicit-readers.js';
import { changed, type Files, planFor } from './repository.js';

const base: Files = {
  '.env': 'REDIS_URL=redis://localhost:6379\n',
  'app/a.ts': `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL);\n`,
};
const compose = (service: string) =>
  `services:\n  app:\n    build: ./app\n${service.replace(/^/gm, '    ')}\n`;
const workflow = (step: string) => `jobs:\n  a:\n    steps:\n${step.replace(/^/gm, '      ')}\n`;

describe('readers by name, in other languages and tools', () => {
  it.each<[string, string, string, string]>([
    ['Python', 'w.py', 'url = os.environ.get("REDIS_URL", "redis://x")', 'w.py:1 reads it (os.environ)'],
    ['Python, getenv', 'w.py', 'import os\nurl = os.getenv("REDIS_URL")', 'w.py:2 reads it (os.getenv)'],
    [
      'Django, environ',
      'settings.py',
      'CACHES = {"default": env.cache("REDIS_URL")}',
      'settings.py:1 reads it (env())',
    ],
    ['Python, decouple', 's.py', 'REDIS = config("REDIS_URL")', 's.py:1 reads it (env())'],
    [
      'pydantic',
      's.py',
      'class S(BaseSettings):\n    redis_url: RedisDsn\n',
      's.py:2 reads it (pydantic settings)',
    ],
    [
      'pydantic with a prefix',
      's.py',
      'class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="redis_")\n    url: str\n',
      's.py:3 reads it (pydantic settings)',
    ],
    ['Go', 'w.go', 'addr := os.Getenv("REDIS_URL")', 'w.go:1 reads it (os.Getenv)'],
    ['Go, a tag', 'c.go', 'type C struct {\n\tURL string `env:"REDIS_URL"`\n}', 'c.go:2 reads it (Go)'],
    ['Ruby', 'w.rb', 'Redis.new(url: ENV["REDIS_URL"])', 'w.rb:1 reads it (ENV)'],
    [
      'Ruby, in YAML',
      'config/cable.yml',
      'production:\n  url: <%= ENV.fetch("REDIS_URL") { "redis://localhost" } %>\n',
      'config/cable.yml:2 hands it to another program (YAML)',
    ],
    ['PHP', 'c.php', "'url' => env('REDIS_URL'),", 'c.php:1 reads it (env())'],
    ['PHP, getenv', 'c.php', "$u = getenv('REDIS_URL');", 'c.php:1 reads it (env())'],
    ['Java', 'W.java', 'String u = System.getenv("REDIS_URL");', 'W.java:1 reads it (System.getenv)'],
    [
      'Spring',
      'application.yml',
      'spring:\n  redis:\n    url: ${REDIS_URL}\n',
      'application.yml:3 hands it to another program (YAML)',
    ],
    ['Kotlin', 'W.kt', '@Value("\\${REDIS_URL}") lateinit var url: String', 'W.kt:1 reads it (JVM)'],
    ['Rust', 'w.rs', 'let u = env::var("REDIS_URL")?;', 'w.rs:1 reads it (env::var)'],
    [
      '.NET',
      'w.cs',
      'Environment.GetEnvironmentVariable("REDIS_URL")',
      'w.cs:1 reads it (GetEnvironmentVariable)',
    ],
    ['Elixir', 'runtime.exs', 'System.fetch_env!("REDIS_URL")', 'runtime.exs:1 reads it (System.get_env)'],
    [
      'shell',
      'wait.sh',
      'until redis-cli -u "$REDIS_URL" ping; do sleep 1; done',
      'wait.sh:1 reads it (shell)',
    ],
    [
      'a script without an extension',
      'bin/start',
      '#!/bin/sh\nexec worker --redis "${REDIS_URL}"',
      'bin/start:2 reads it (text)',
    ],
    ['make', 'Makefile', 'ping:\n\tredis-cli -u $$REDIS_URL ping\n', 'Makefile:2 reads it (Makefile)'],
    ['a Procfile', 'Procfile', 'worker: celery -A w -b $REDIS_URL worker', 'Procfile:1 reads it (shell)'],
    [
      'a setting of the config package',
      'config/custom-environment-variables.json',
      '{ "cache": { "url": "REDIS_URL" } }',
      'config/custom-environment-variables.json:1 reads it (the config package)',
    ],
    [
      'a command of compose',
      'compose.yml',
      compose('command: worker --redis ${REDIS_URL}'),
      'compose.yml:4 hands it to another program (YAML)',
    ],
    [
      'a health check',
      'compose.yml',
      compose('healthcheck:\n  test: ["CMD", "redis-cli", "-u", "$$REDIS_URL", "ping"]'),
      'compose.yml:5 hands it to another program (YAML)',
    ],
    [
      'a CI step',
      '.github/workflows/ci.yml',
      workflow('- run: redis-cli -u $REDIS_URL flushall'),
      '.github/workflows/ci.yml:4 hands it to another program (YAML)',
    ],
    [
      'an input of an action',
      '.github/workflows/ci.yml',
      workflow('- uses: x/y@v1\n  with:\n    url: ${{ env.REDIS_URL }}'),
      '.github/workflows/ci.yml:6 hands it to another program (YAML)',
    ],
    [
      'a template of a chart',
      'chart/templates/d.yaml',
      'env:\n  - name: REDIS_URL\n    value: {{ .Values.redis | quote }}\n',
      'chart/templates/d.yaml:2 hands it to another program (YAML value)',
    ],
    [
      'Terraform',
      'main.tf',
      'environment = [{ name = "REDIS_URL", value = "${var.redis}" }]',
      'main.tf:1 hands it to another program (Terraform)',
    ],
    [
      'a URL in Terraform',
      'main.tf',
      'environment = [\n  { name = "REDIS_URL", value = "redis://${aws_x.y.host}:6379" },\n]',
      'main.tf:2 defines it too, in a format that is not edited (Terraform value)',
    ],
    [
      'a URL in Bicep',
      'main.bicep',
      "env: [\n  {\n    name: 'REDIS_URL'\n    value: 'rediss://${host}:10000'\n  }\n]",
      'main.bicep:3 defines it too, in a format that is not edited (Bicep value)',
    ],
    [
      'a command of Docker',
      'app/Dockerfile',
      'FROM node\nCMD worker --redis $REDIS_URL\n',
      'app/Dockerfile:2 hands it to another program (Dockerfile)',
    ],
    [
      'systemd',
      'deploy/app.service',
      '[Service]\nEnvironmentFile=/srv/app/.env\nExecStart=/usr/bin/worker\n',
      'deploy/app.service:2 hands a whole file of variables to another program (EnvironmentFile)',
    ],
    [
      'kustomize',
      'k8s/kustomization.yaml',
      'configMapGenerator:\n  - name: c\n    envs: [../.env]\n',
      'k8s/kustomization.yaml:3 hands a whole file of variables to another program (kustomize)',
    ],
  ])('%s', (_, path, text, reason) => {
    const plan = planFor({ ...base, [path]: text });
    expect(plan.changes).toEqual([]);
    expect(plan.variables.find((one) => one.name === 'REDIS_URL')?.reason).toBe(reason);
  });
});

describe('no readers', () => {
  it.each<[string, string, string]>([
    ['a comment of Python', 'w.py', '# REDIS_URL is not read here'],
    ['another variable', 'w.py', 'os.environ["CELERY_REDIS_URL"]'],
    ['a field of a class without settings', 's.py', 'class S(BaseModel):\n    redis_url: str\n'],
    [
      'a field behind another prefix',
      's.py',
      'class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="app_")\n    url: str\n',
    ],
    ['a comment of shell', 'x.sh', '  # export REDIS_URL=…'],
    ['a secret of the platform', '.github/workflows/ci.yml', 'env:\n  REDIS_URL: ${{ secrets.REDIS_URL }}\n'],
    ['a value that Terraform gives', 'main.tf', 'environment { REDIS_URL = aws_elasticache.this.url }'],
    [
      'a unit of systemd that starts Node',
      'app.service',
      '[Service]\nEnvironmentFile=/srv/.env\nExecStart=/usr/bin/node dist/a.js\n',
    ],
    ['an image that compose builds, with the file', 'compose.yml', compose('env_file:\n  - .env')],
    ['a list of names', 'turbo.json', '{ "globalEnv": ["REDIS_URL"] }'],
    ['docs', 'docs/a.md', 'Set `REDIS_URL`.'],
  ])('%s', (_, path, text) => {
    const files = { ...base, [path]: text };
    expect(changed(files, planFor(files))).toEqual({ '.env': 'REDIS_URL=valkey://localhost:6379\n' });
  });
});

describe('packages that read a variable by themselves', () => {
  const manifests = {
    ruby: (name: string): [string, string] => [
      'Gemfile',
      `source "https://rubygems.org"\ngem "${name}", "~> 5"\n`,
    ],
    python: (name: string): [string, string] => ['requirements.txt', `# packages\n${name}[redis]>=5.3\n`],
    java: (name: string): [string, string] => [
      'build.gradle',
      `// packages\nimplementation("org.x:${name}:3.2")\n`,
    ],
  } as const;
  it.each(IMPLICIT_READERS.map((row) => [row.ecosystem, row.name, row] as const))(
    '%s: %s',
    (_, name, row) => {
      for (const variable of row.variables) {
        const text = (file: string) => file.replaceAll('REDIS_URL', variable);
        const files = Object.fromEntries(Object.entries(base).map(([path, file]) => [path, text(file)]));
        const [path, content] =
          row.ecosystem === 'npm' ? ['package.json', ''] : manifests[row.ecosystem](name);
        const dependencies =
          row.ecosystem === 'npm' ? [{ path: 'package.json', line: 2, column: 1, name }] : [];
        const plan = planFor({ ...files, [path]: content }, { dependencies });
        expect(plan.changes).toEqual([]);
        expect(plan.variables[0]?.reason).toBe(`${path}:2 names ${name}, which reads ${variable} by itself`);
        expect(row.source).not.toBe('');
      }
    },
  );

  it.each<[string, string, string]>([
    ['a commented-out gem', 'Gemfile', '# gem "sidekiq"\n'],
    ['another gem', 'Gemfile', 'gem "sidekiq-cron-ui"\n'],
    ['a package of the same name elsewhere', 'requirements.txt', 'redis==5.0\nsidekiq==1\n'],
  ])('not %s', (_, path, text) => {
    const files = { ...base, [path]: text };
    expect(changed(files, planFor(files))).toEqual({ '.env': 'REDIS_URL=valkey://localhost:6379\n' });
  });
});
