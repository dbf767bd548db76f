import type { Outcome } from '../../src/model.js';
import { changed, created, reportOf } from './outcomes.js';

/** A run with something of everything: what goes into the golden files, which are small enough to be read. */
export const sampleFiles = [
  changed(
    'src/cache.ts',
    [
      "import Redis from 'ioredis';",
      '',
      "const url = process.env.REDIS_URL ?? 'redis://:s3cr3t@localhost:6379';",
      'export const cache = new Redis(url);',
      'export default cache;',
      '',
    ].join('\r\n'),
    ['ioredis', './valkey/ioredis.js'],
    ["'redis:", "'valkey:"],
  ),
  created('src/valkey/ioredis.ts', "export { Valkey as default } from 'iovalkey';\n"),
  created('src/valkey/long.ts', 'export {};\n'.repeat(40)),
  {
    ...changed('.env', 'TOKEN=s3cr3t-too\nREDIS_URL=redis://cache:6379/0\n', ['redis:', 'valkey:']),
    surface: 'env' as const,
    ignoredByGit: true,
  },
];

export const sampleRest: Partial<Outcome> = {
  filesScanned: 120,
  variables: [
    {
      name: 'REDIS_URL',
      decision: 'rewritten',
      reason: 'its one reader is a client on the wrapper',
      definitions: [{ path: '.env', line: 2 }],
      readers: [
        { path: 'src/cache.ts', line: 3, kind: 'process.env', understands: 'valkey client (ioredis)' },
      ],
    },
    {
      name: 'QUEUE_URL',
      decision: 'left',
      reason: 'worker.py:4 reads it, and redis-py refuses valkey://',
      definitions: [{ path: '.env', line: 3 }],
      readers: [{ path: 'worker.py', line: 4, kind: 'os.environ', understands: 'unproven' }],
    },
  ],
  dependencies: [
    {
      manifest: 'package.json',
      removed: ['ioredis'],
      added: ['iovalkey@^0.4.0'],
      kept: [{ name: 'redis', reason: 'connect-redis asks for it as a peer' }],
    },
  ],
  findings: [
    {
      rule: 'unresolved-module',
      severity: 'warning',
      path: 'src/cache.ts',
      line: 4,
      column: 22,
      message: 'this use cannot be followed',
      help: 'Look at it by hand.',
    },
    ...[1, 2, 3].map((line) => ({
      rule: 'odd-url',
      severity: 'error' as const,
      path: 'lib/</details>`x`@team\u202e.js',
      line,
      column: 1,
      message: 'redis://u:s3cr3t@host is a list of hosts <b>bold</b> | `code`',
      help: '',
    })),
  ],
  next: [
    { directory: '.', command: 'npm install' },
    { directory: 'deploy', command: 'make release' },
  ],
};

export const sample = reportOf(sampleFiles, sampleRest);
