import fs from 'node:fs';
import path from 'node:path';
import type { Finding } from '../model.js';
import { clientMentions } from './classify.js';
import type { ForeignRoot, Repository } from './discover.js';
import { systemErrorCode } from './errors.js';
import { listDirectory } from './list-directory.js';
import { readBytes } from './read.js';

/** One finding for each place that the program did not go into and that names a client, or may do so unseen. */
export function foreignFindings(
  repository: Pick<Repository, 'root' | 'foreign'>,
  limits: Limits = LIMITS,
): readonly Finding[] {
  return repository.foreign.flatMap((foreign) => {
    const reason = reasonToTell(repository.root, foreign, limits);
    return reason === null ? [] : [finding(foreign, reason)];
  });
}

function reasonToTell(root: string, foreign: ForeignRoot, limits: Limits): string | null {
  switch (foreign.kind) {
    case 'submodule':
    case 'nested-repository': {
      const look = lookInto(path.join(root, foreign.path), limits);
      const what = foreign.kind === 'submodule' ? 'submodule' : 'repository of its own';
      if (look === 'unnamed') return null;
      if (look === 'too-large')
        return `${what} that is too large to be looked into whole; it may name a Redis client`;
      return `${what} that names a Redis client (${look.named}); it was left alone`;
    }
    case 'committed-node-modules': {
      const client = CLIENTS.find((name) => fs.existsSync(path.join(root, foreign.path, name)));
      return client === undefined ? null : `committed node_modules with ${client} in it; it was left alone`;
    }
    case 'file-name':
      return namedUnder(Buffer.concat([Buffer.from(`${root}/`), foreign.name]))
        ? 'names a Redis client, and has a name that is no UTF-8; it was left alone'
        : null;
    case 'unreadable':
      return 'directory that cannot be read, so nobody knows whether it names a Redis client';
  }
}

function finding({ path, kind }: ForeignRoot, message: string): Finding {
  return { rule: 'not-entered', severity: 'warning', path, line: 1, column: 1, message, help: HELP[kind] };
}

const HELP: Readonly<Record<ForeignRoot['kind'], string>> = {
  submodule: 'run valkey-codemod in the repository that it comes from',
  'nested-repository': 'run valkey-codemod in that directory',
  'committed-node-modules': 'install again once the migration is written, and commit that',
  'file-name': 'rename the file and run again',
  unreadable: 'make it readable and run again',
};

const CLIENTS = ['ioredis', 'redis', '@redis/client'];

/** A submodule can be a repository of any size; manifests come first, for they tell at once. */
const LIMITS: Limits = { files: 5_000, bytes: 64 << 20 };

/** How much of another repository is looked into. */
interface Limits {
  readonly files: number;
  readonly bytes: number;
}

const MANIFEST_OR_SCRIPT = /(?:(?:^|\/)package\.json|\.[cm]?[jt]sx?|\.vue|\.svelte|\.astro)$/;

/** The first file of another repository that quotes a client; or that none does, as far as was looked. */
function lookInto(root: string, limits: Limits): { readonly named: string } | 'unnamed' | 'too-large' {
  const files = listDirectory(root).files.filter(({ path }) => MANIFEST_OR_SCRIPT.test(path));
  const isManifest = (file: { readonly path: string }): boolean => file.path.endsWith('package.json');
  const inOrder = [...files.filter(isManifest), ...files.filter((file) => !isManifest(file))];
  let bytesLeft = limits.bytes;
  for (const [index, { path }] of inOrder.entries()) {
    if (index >= limits.files || bytesLeft < 0) return 'too-large';
    const bytes = readOrNull(() => readBytes({ root }, path));
    if (bytes?.includes('redis') && clientMentions(bytes).length > 0) return { named: path };
    bytesLeft -= bytes?.length ?? 0;
  }
  return 'unnamed';
}

function namedUnder(file: Buffer): boolean {
  const bytes = readOrNull(() => (fs.lstatSync(file).isFile() ? fs.readFileSync(file) : null));
  return bytes !== null && clientMentions(bytes).length > 0;
}

function readOrNull(read: () => Buffer | null): Buffer | null {
  try {
    return read();
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}
