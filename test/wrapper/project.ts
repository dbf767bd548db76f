import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type WrapperRequest, wrapperFiles } from '../../src/delivery/copy.js';

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** A small package on disk, with the wrapper's files under valkey/, whose programs can be run. */
export interface Project {
  readonly directory: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs a program with Node and gives what it printed. */
  node(program: string, environment?: Readonly<Record<string, string>>): Promise<string>;
  /** Runs a compiler of a version of TypeScript (`typescript`, `typescript-5.0`, …) and gives its complaints. */
  tsc(version: string, ...args: string[]): Promise<string>;
  remove(): void;
}

export interface ProjectRequest {
  readonly type?: 'module' | 'commonjs';
  readonly wrapper: WrapperRequest;
  /** Packages by the name that the programs use, with the name that they have here: `{ ioredis: 'ioredis5' }`. */
  readonly packages: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

export function makeProject({ type = 'commonjs', wrapper, packages, files = {} }: ProjectRequest): Project {
  const directory = mkdtempSync(path.join(tmpdir(), 'valkey-codemod-project-'));
  const write = (all: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
      writeFileSync(path.join(directory, name), text);
    }
  };
  for (const [name, source] of Object.entries(packages)) {
    const link = path.join(directory, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(modules, source), link, 'dir');
  }
  write({ 'package.json': JSON.stringify({ name: 'project', type }), ...files });
  write(Object.fromEntries(wrapperFiles(wrapper).map((file) => [`valkey/${file.name}`, file.text])));
  const options = { cwd: directory, timeout: 60_000 };
  return {
    directory,
    write,
    node: async (program, environment = {}) => {
      const { stdout } = await run(process.execPath, [program], {
        ...options,
        env: { ...process.env, ...environment },
      });
      return stdout.trim();
    },
    tsc: async (version, ...args) => {
      const compiler = path.join(modules, version, 'bin/tsc');
      try {
        await run(process.execPath, [compiler, ...args], { ...options, timeout: 400_000 });
        return '';
      } catch (error) {
        // Complaints come with an exit code; anything else (a timeout) is no answer.
        if (!(error instanceof Error && 'code' in error && typeof error.code === 'number')) throw error;
        return 'stdout' in error ? String(error.stdout) : error.message;
      }
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
