import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { FileOutcome } from '../../src/model.js';

export type Tree = Readonly<Record<string, string | Uint8Array>>;

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) fs.rmSync(root, { recursive: true, force: true });
});

/** A new directory with the given files, removed after the tests of the file. */
export function plainTree(files: Tree = {}): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'repository-test-')));
  roots.push(root);
  writeFiles(root, files);
  return root;
}

/** The same as a git repository, everything committed that `.gitignore` lets through. */
export function gitTree(files: Tree = {}): string {
  const root = plainTree(files);
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '.');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'before');
  return root;
}

export function writeFiles(root: string, files: Tree): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
}

export function git(root: string, ...args: string[]): string {
  const identity = [
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@localhost',
    '-c',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
}

/** Every file, link and directory below a root (`.git` left out) with its mode and content's hash. */
export function snapshot(root: string): Readonly<Record<string, string>> {
  const entries: Record<string, string> = {};
  const walk = (directory: string): void => {
    for (const name of fs.readdirSync(path.join(root, directory))) {
      if (name === '.git') continue;
      const relative = path.join(directory, name);
      const stats = fs.lstatSync(path.join(root, relative));
      const mode = (stats.mode & 0o7777).toString(8);
      if (stats.isDirectory()) {
        entries[`${relative}/`] = mode;
        walk(relative);
      } else if (stats.isSymbolicLink())
        entries[relative] = `link ${fs.readlinkSync(path.join(root, relative))}`;
      else entries[relative] = `${mode} ${hash(fs.readFileSync(path.join(root, relative)))}`;
    }
  };
  walk('');
  return entries;
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** A file as a plan leaves it: changed where it exists, else created. */
export function outcome(root: string, file: string, after: string): FileOutcome {
  const exists = fs.existsSync(path.join(root, file));
  return {
    path: file,
    surface: 'typescript',
    status: exists ? 'changed' : 'created',
    ignoredByGit: false,
    edits: [],
    before: exists ? fs.readFileSync(path.join(root, file), 'utf8') : '',
    after,
  };
}
