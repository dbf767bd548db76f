// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of other programs
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileOutcome, Outcome } from '../../src/model.js';
import { gitlab } from '../../src/report/gitlab.js';
import { html } from '../../src/report/html.js';
import { json } from '../../src/report/json.js';
import { junit } from '../../src/report/junit.js';
import { markdown } from '../../src/report/markdown.js';
import { patch } from '../../src/report/patch.js';
import { pretty } from '../../src/report/pretty.js';
import { rdjson } from '../../src/report/rdjson.js';
import { redactText } from '../../src/report/redaction.js';
import { sarif } from '../../src/report/sarif.js';
import { toReport } from '../../src/report/report.js';
import { changed, outcome } from './outcomes.js';

describe('redactText', () => {
  it.each([
    ['redis://:pw@host', 'redis://***@host'],
    ['redis://user:pw@host:6379/0', 'redis://***@host:6379/0'],
    ['redis://pw@host', 'redis://***@host'],
    ['connect to rediss://u:a%40b@h, then', 'connect to rediss://***@h, then'],
    ['redis://u:p@ss@host', 'redis://***@host'],
    ['redis://u:p/w@host/0', 'redis://***@host/0'],
    ['redis://u:1/2@host', 'redis://***@host'],
    ['redis://u:p#w?x@host', 'redis://***@host'],
    ["'redis://u:p\"w@host'", "'redis://***@host'"],
    ['"redis://u:it\'s@host"', '"redis://***@host"'],
    ['"redis:\\/\\/u:pw@host"', '"redis:\\/\\/***@host"'],
    ['"redis://u:a\\"b@host"', '"redis://***@host"'],
    ['redis://h/0?password=pw&family=6', 'redis://h/0?password=***&family=6'],
    ['http://h/cb?access_token=abc#x', 'http://h/cb?access_token=***#x'],
    ['redirect=redis%3A%2F%2Fu%3Apw%40host%2F0', 'redirect=redis%3A%2F%2F***%40host%2F0'],
    ['redis://:a@h1,redis://:b@h2', 'redis://***@h1,redis://***@h2'],
    ["'redis://:' + 'pw' + '@host'", "'redis://:' + '***' + '@host'"],
    ['"redis://:"\n  "pw@host"', '"redis://:"\n  "***@host"'],
    ['url: >-\n  redis://user:p\n  w@host', 'url: >-\n  redis://***\n  ***@host'],
    ['`redis://:${process.env.P ?? "pw"}@host`', '`redis://:***@host`'],
    ['${P:-redis://:${Q:-pw}@host}', '${P:-redis://:***@host}'],
    [
      '`redis://${\n  host\n}:${\n  { a: 1 }.a\n}?user_pwd=pw`',
      '`redis://${\n  host\n}:${\n  { a: 1 }.a\n}?user_pwd=***`',
    ],
    ['`redis://u:pw@${\n  host\n}`', '`redis://***@${\n  host\n}`'],
    ["'redis://u:'.concat('pw', '@h')", "'redis://***'.concat('***', '@h')"],
    ["['redis://u:', 'pw', '@h'].join('')", "['redis://***', '***', '@h'].join('')"],
    ["'redis://' + user + sep + 'pw' + '@h'", "'redis://' + user + sep + '***' + '@h'"],
    [`f"redis://:{environ.get('P', 'pw')}@h"`, 'f"redis://***@h"'],
    ["'redis://h?password=' + 'pw'", "'redis://h?password=' + '***'"],
    ['"redis:\\x2f\\x2Fu:pw@h"', '"redis:\\x2f\\x2F***@h"'],
    ['"redis:\\u002F\\u002Fu:pw@h"', '"redis:\\u002F\\u002F***@h"'],
  ])('hides the credentials of %j', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each([
    'redis://localhost:6379/0?family=6',
    'redis://${HOST}:${PORT}/0',
    '`redis://${user}:${encodeURIComponent(password)}@${host}`',
    'redis://default:${PASSWORD}@host',
    'https://unpkg.com:443/@scope/name@1.0.0/x.js',
    'git+ssh://git@github.com/owner/name.git',
    "fetch('http://localhost:3000'), mail('a@b.c')",
    'redis://***@host',
    "url = 'redis://localhost:' + port + '/0'",
    '// a comment, then @decorator',
    "['redis://localhost:6379', 'a@b.c']",
    "'redis://h?password=' + password, 'x'",
  ])('leaves %j alone', (text) => {
    expect(redactText(text)).toBe(text);
  });
});

/** What a diff shows of a file: its hunks' lines. */
function shown(file: FileOutcome): string {
  const [reported] = toReport(outcome([file]), { version: '1', showSecrets: false }).files;
  const marks = { context: ' ', removed: '-', added: '+' };
  return (reported?.hunks ?? [])
    .flatMap((hunk) => hunk.lines)
    .map((line) => marks[line.kind] + line.text)
    .join('\n');
}

describe('values of environment maps', () => {
  it('hides every value of an env-like file but the URL that changes', () => {
    const text = [
      '# for development',
      'SECRET=abc',
      '#OLD=def',
      'REDIS_URL="redis://:pw@cache:6379/0" # main',
      'EMPTY=',
      'KEY="-----BEGIN',
      'abc=def',
      '-----END"',
      '',
    ].join('\n');
    expect(shown(changed('.env.local', text, ['redis:', 'valkey:']))).toBe(
      [
        ' # for development',
        ' SECRET=***',
        ' #OLD=***',
        '-REDIS_URL="redis://***@cache:6379/0" # main',
        '+REDIS_URL="valkey://***@cache:6379/0" # main',
        ' EMPTY=',
        ' KEY=***',
        ' ***',
      ].join('\n'),
    );
  });

  it('hides environment: of compose, as map and as list, and env: of Kubernetes', () => {
    const text = [
      'services:',
      '  web:',
      '    environment:',
      '      SECRET: abc',
      '      URL: redis://cache:6379',
      '    ports: ["80:80"]',
      '  worker:',
      '    environment:',
      '    - SECRET=abc',
      '    env:',
      '      - name: TOKEN',
      '        value: abc',
      '',
    ].join('\n');
    const file = changed('compose.yaml', text, ['redis:', 'valkey:'], ['worker', 'job']);
    expect(shown(file)).toContain(
      '       SECRET: ***\n-      URL: redis://cache:6379\n+      URL: valkey://cache:6379\n     ports',
    );
    expect(shown({ ...file, path: 'x.yml' })).not.toContain('abc');
  });

  it('hides literals of env objects in code and JSON, not their names and expressions', () => {
    const text =
      "require('redis')\nmodule.exports = { env: { SECRET: 'abc', PORT: 3000, HOME: process.env.HOME } }\n";
    expect(shown(changed('ecosystem.config.js', text, ['redis', './valkey']))).toContain(
      "env: { SECRET: '***', PORT: ***, HOME: process.env.HOME }",
    );
    const manifest = '{\n  "dependencies": { "redis": "3" },\n  "env": { "SECRET": "abc" }\n}\n';
    expect(shown(changed('app.json', manifest, ['redis', 'iovalkey']))).toContain(
      '"env": { "SECRET": "***" }',
    );
  });

  it('hides ENV of a Dockerfile and [env] of TOML', () => {
    expect(
      shown(changed('Dockerfile', 'FROM redis:7\nENV SECRET=abc\n', ['redis:7', 'valkey/valkey'])),
    ).toContain(' ENV SECRET=***');
    expect(
      shown(changed('fly.toml', '[env]\nSECRET = "abc"\nURL = "redis://h"\n', ['redis:', 'valkey:'])),
    ).toBe(' [env]\n SECRET = ***\n-URL = "redis://h"\n+URL = "valkey://h"');
  });

  it('hides the words of a map on one line, and nothing around them', () => {
    const text = 'environment: { TOKEN: a b, URL: redis://h, OTHER: c }\n';
    expect(shown(changed('compose.yml', text, ['redis:', 'valkey:']))).toContain(
      '+environment: { TOKEN: ***, URL: valkey://h, OTHER: *** }',
    );
  });

  it('shows all of a changed entry of a list, and of an interpolation', () => {
    const text = "environment:\n  - 'URL=${URL:-redis://u:pw@h}'\n  - OTHER=redis://:abc@h\n";
    expect(shown(changed('compose.yml', text, ['redis://u', 'valkey://u']))).toBe(
      " environment:\n-  - 'URL=${URL:-redis://***@h}'\n+  - 'URL=${URL:-valkey://***@h}'\n   - OTHER=***",
    );
  });

  it('shows an expression of GitHub inside of a URL', () => {
    const text =
      "env:\n  URL: redis://:${{ secrets.PW }}@localhost:${{ job.services.redis.ports['6379'] }}\n";
    expect(shown(changed('.github/workflows/a.yml', text, ['redis:', 'valkey:']))).toContain(
      "+  URL: valkey://:***@localhost:${{ job.services.redis.ports['6379'] }}",
    );
  });

  it.each([
    ['values.yaml', 'extraEnvVars:\n  - name: TOKEN\n    value: abc\n  - name: URL\n    value: redis://h\n'],
    ['compose.yml', 'x-env: &env\n  TOKEN: abc\n  URL: redis://h\n'],
    ['compose.yml', 'build:\n  args:\n    - TOKEN=abc\n    - URL=redis://h\n'],
    ['secret.yaml', 'kind: Secret\nstringData:\n  TOKEN: abc\n  URL: redis://h\n'],
    ['config.yaml', 'kind: ConfigMap\ndata:\n  TOKEN: abc\n  URL: redis://h\n'],
    ['kustomization.yaml', 'secretGenerator:\n  - literals:\n      - TOKEN=abc\n      - URL=redis://h\n'],
    ['render.yaml', 'envVars:\n  - key: TOKEN\n    value: abc\n  - key: URL\n    value: redis://h\n'],
    ['app.yaml', 'env_variables:\n  TOKEN: abc\n  URL: redis://h\n'],
    ['compose.yml', 'environment:\n  TOKEN: |-\n    abc\n\n  URL: redis://h\n'],
    ['compose.yml', 'environment:\n  TOKEN: >\n    abc: x\n    abc\n  URL: redis://h\n'],
    ['ci.yml', 'variables: { TOKEN: abc, URL: redis://h }\n'],
    ['compose.yml', 'environment:\n  TOKEN: a\n    abc\n  URL: redis://h\n'],
    ['compose.yml', 'environment: { TOKEN: abc, URL: redis://h, OTHER: a abc }\n'],
    ['compose.yml', 'environment: [TOKEN=abc, URL=redis://h, "OTHER=abc"]\n'],
    ['mise.toml', 'env.TOKEN = "abc"\nenv.URL = "redis://h"\n'],
    ['nixpacks.toml', '[variables]\nTOKEN = "abc"\nURL = "redis://h"\n'],
    ['wrangler.json', '{\n  "vars": {\n    "TOKEN": "abc",\n    "URL": "redis://h"\n  }\n}\n'],
    ['devcontainer.json', '{\n  "remoteEnv": {\n    "TOKEN": "abc",\n    "URL": "redis://h"\n  }\n}\n'],
    ['app.json', '{ "env": {\n    "TOKEN": { "value": "abc" },\n    "URL": "redis://h"\n  }\n}\n'],
  ])('hides the neighbours of a definition in %s', (path, text) => {
    const lines = shown(changed(path, text, ['redis:', 'valkey:']));
    expect(lines).not.toContain('abc');
    expect(lines).toContain('TOKEN');
    expect(lines).toContain('valkey://h');
  });
});

const password = fc.stringMatching(/^[A-Za-z0-9!$&()*+;=._~#/?@%-]{8,20}$/).map((random) => `S3${random}X9`);

/** The places in which a repository of real life holds a URL with a password. */
const places: readonly ((url: string) => { path: string; text: string })[] = [
  (url) => ({ path: '.env', text: `A=1\nREDIS_URL=${url}\nB=2\n` }),
  (url) => ({ path: '.env.example', text: `REDIS_URL="${url}" # cache\nOTHER='${url}'\n` }),
  (url) => ({ path: 'src/a.ts', text: `import Redis from 'ioredis';\nconst redis = new Redis('${url}');\n` }),
  (url) => ({
    path: 'src/b.js',
    text: `const x = require("redis").createClient({ url: "${url}", db: 1 });\n`,
  }),
  (url) => ({ path: 'config.json', text: `{ "a": { "redis": ${JSON.stringify(url)} } }\n` }),
  (url) => ({
    path: 'compose.yml',
    text: `services:\n  a:\n    environment:\n      - REDIS=${url}\n      URL: redis\n`,
  }),
  (url) => ({ path: 'x.py', text: `r = redis.from_url("${url}")  # redis\n` }),
  (url) => ({ path: 'README.md', text: `Run with redis at ${url} and so on.\n` }),
  (url) => ({ path: 'multi.ts', text: `const url = 'redis' && \`\n  ${url}\n\`;\n` }),
];

describe('no format shows a secret', () => {
  it('of a URL in any place, changed or beside the change', () => {
    fc.assert(
      fc.property(
        password,
        fc.constantFrom('', 'user'),
        fc.constantFrom(...places),
        (secret, user, place) => {
          const { path, text } = place(`redis://${user}:${secret}@cache:6379/0`);
          const file = changed(path, text, ['redis', 'valkey']);
          const findings: Outcome['findings'] = [
            {
              rule: 'r',
              severity: 'info',
              path,
              line: 1,
              column: 1,
              message: `see redis://${user}:${secret}@cache`,
              help: '',
            },
          ];
          const whole = outcome([file], { findings });
          const report = toReport(whole, { version: '1', showSecrets: false });
          const outputs = [
            json(report),
            markdown(report, { source: null }),
            sarif(report),
            rdjson(report),
            gitlab(report),
            junit(report),
            html(report),
            patch(whole, report, { showSecrets: false }),
            pretty(report, { colour: false, width: 80, verbose: true }),
          ].join('\n');
          expect(outputs).not.toContain(secret);
          expect(outputs).not.toContain(JSON.stringify(secret).slice(1, -1));
          expect(outputs).not.toContain(secret.slice(0, 6));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of another variable of an env-like file, whatever its value', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6, unit: 'grapheme-ascii' }),
        fc.constantFrom('', '"', "'"),
        (value, quote) => {
          const secret = `S3${value.replace(/["'\\`]/g, 'x')}X9`;
          const file = changed('.env', `A=${quote}${secret}${quote}\nREDIS_URL=redis://h\n`, [
            'redis:',
            'valkey:',
          ]);
          const report = toReport(outcome([file]), { version: '1', showSecrets: false });
          const outputs = json(report) + pretty(report, { colour: false, width: 80, verbose: true });
          expect(outputs).not.toContain(secret.slice(0, 5));
        },
      ),
    );
  });
});
