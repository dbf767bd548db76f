import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The built program. */
export const CLI = path.resolve('dist/cli.js');

export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in a directory, off a terminal, without the colour wishes of whoever runs the tests. */
export function run(
  directory: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Run {
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = process.env;
  const result = spawnSync(process.execPath, [CLI, ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...inherited, ...environment },
  });
  return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr };
}

export type Files = Readonly<Record<string, string>>;

/** A directory of its own with these files. */
export function directoryWith(files: Files): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'cli-test-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

/** The same as a git repository in which all of them are committed. */
export function repositoryWith(files: Files): string {
  const root = directoryWith(files);
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'before');
  return root;
}

export function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Every file with its mode and text, git's own apart. */
export function contentOf(root: string): Files {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/^\.git(?:$|\/)/.test(name) && statSync(path.join(root, name)).isFile())
    .sort();
  return Object.fromEntries(
    names.map((name) => {
      const file = path.join(root, name);
      return [name, `${(statSync(file).mode & 0o777).toString(8)} ${readFileSync(file, 'utf8')}`];
    }),
  );
}

/** A small application on ioredis that the program can take to Valkey whole. */
export const APPLICATION: Files = {
  'package.json': `${JSON.stringify({ name: 'shop', private: true, type: 'module', dependencies: { ioredis: '^5.4.1' } }, null, 2)}\n`,
  'src/cache.js':
    "import Redis from 'ioredis';\r\nexport const cache = new Redis(process.env.REDIS_URL);\r\n",
  '.env.example': 'SECRET=tops3cret-value\nREDIS_URL=redis://:s3cr3t-pw@localhost:6379/0\nPORT=3000\n',
  '.gitignore': '.env\n',
  '.env': 'REDIS_URL=redis://:l0cal-pw@localhost:6379/1\n',
};
