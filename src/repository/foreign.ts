import fs from 'node:fs';
import path from 'node:path';
import type { Finding } from '../model.js';
import { clientMentions, urlLine } from './classify.js';
import type { ForeignRoot, Repository } from './discover.js';
import { isEnvLike } from './env-like.js';
import { systemErrorCode } from './errors.js';
import { listDirectory } from './list-directory.js';
import { readBytes } from './read.js';

/** One finding for each place that the program did not go into and that names a client, or may do so unseen. */
export function foreignFindings(
  repository: Place & Pick<Repository, 'foreign'>,
  limits: Limits = LIMITS,
): readonly Finding[] {
  return repository.foreign.flatMap((foreign) => {
    const reason = reasonToTell(repository, foreign, limits);
    return reason === null ? [] : [finding(foreign, reason)];
  });
}

type Place = Pick<Repository, 'root' | 'files'>;

function reasonToTell(repository: Place, foreign: ForeignRoot, limits: Limits): string | null {
  const { root } = repository;
  switch (foreign.kind) {
    case 'submodule':
    case 'nested-repository': {
      const look = lookInto(path.join(root, foreign.path), limits);
      const what = foreign.kind === 'submodule' ? 'submodule' : 'repository of its own';
      if (look === 'empty') return foreign.kind === 'submodule' ? NOT_CHECKED_OUT : null;
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
    case 'link':
      return behindLink(repository, foreign.path, limits);
    case 'not-checked-out':
      return 'a sparse checkout leaves this file out, and perhaps more, so nobody knows whether they name a Redis client';
    case 'unreadable':
      return 'directory that cannot be read, so nobody knows whether it names a Redis client';
  }
}

/** What a link leads to is read as a file of its own, or lies where nothing looks: outside, or in an ignored directory. */
function behindLink({ root, files }: Place, link: string, limits: Limits): string | null {
  const target = orNull(() => fs.realpathSync(path.join(root, link)));
  if (target === null) return null;
  const stats = fs.statSync(target);
  const inside = path.relative(root, target).split(path.sep).join('/');
  if (`${root}/`.startsWith(`${target}/`) || /(?:^|\/)node_modules(?:\/|$)/.test(inside)) return null;
  if (files.some((file) => file.path === inside || file.path.startsWith(`${inside}/`))) return null;
  // What git ignores here is of no interest under another name either, but for env-like files.
  if (!inside.startsWith('../') && !isEnvLike(link)) return null;
  if (stats.isFile()) {
    const isOfInterest = isEnvLike(link) || MANIFEST_OR_SCRIPT.test(link);
    const bytes = isOfInterest && stats.size <= limits.bytes ? orNull(() => fs.readFileSync(target)) : null;
    if (bytes === null) return null;
    if (isEnvLike(link) && urlLine(bytes) !== null)
      return 'link to a file that is not read here and holds a Redis URL; it was left alone';
    return MANIFEST_OR_SCRIPT.test(link) && clientMentions(bytes).length > 0
      ? 'link to a file that is not read here and names a Redis client; it was left alone'
      : null;
  }
  if (!stats.isDirectory()) return null;
  const look = lookInto(target, limits);
  if (look === 'unnamed' || look === 'empty') return null;
  return look === 'too-large'
    ? 'link to a directory that is too large to be looked into whole; it may name a Redis client'
    : `link to a directory that names a Redis client (${look.named}); it was left alone`;
}

const NOT_CHECKED_OUT = 'submodule that is not checked out, so nobody knows whether it names a Redis client';

function finding({ path: place, kind }: ForeignRoot, message: string): Finding {
  const isAbsent = kind === 'not-checked-out' || message === NOT_CHECKED_OUT;
  const severity = isAbsent ? 'info' : 'warning';
  return { rule: 'not-entered', severity, path: place, line: 1, column: 1, message, help: HELP[kind] };
}

const HELP: Readonly<Record<ForeignRoot['kind'], string>> = {
  submodule: 'run valkey-codemod in the repository that it comes from',
  'nested-repository': 'run valkey-codemod in that directory',
  'committed-node-modules': 'install again once the migration is written, and commit that',
  link: 'run valkey-codemod where that lies, or change it by hand',
  'not-checked-out': 'run again where everything is checked out',
  'file-name': 'rename the file and run again',
  unreadable: 'make it readable and run again',
};

const CLIENTS = ['ioredis', 'redis', '@redis/client'];

/** A submodule can be a repository of any size; manifests come first, for they tell at once. */
const LIMITS: Limits = { files: 5_000, bytes: 64 << 20, listed: 50_000 };

/** How much of another repository is looked into. */
interface Limits {
  readonly files: number;
  readonly bytes: number;
  readonly listed: number;
}

const MANIFEST_OR_SCRIPT = /(?:(?:^|\/)package\.json|\.[cm]?[jt]sx?|\.vue|\.svelte|\.astro)$/;

/** The first file of another repository that quotes a client; or that none does, as far as was looked. */
function lookInto(
  root: string,
  limits: Limits,
): { readonly named: string } | 'unnamed' | 'empty' | 'too-large' {
  const listed = fs.existsSync(root) ? listDirectory(root, limits.listed).files : [];
  if (listed.length === 0) return 'empty';
  const files = listed.filter(({ path }) => MANIFEST_OR_SCRIPT.test(path));
  const isManifest = (file: { readonly path: string }): boolean => file.path.endsWith('package.json');
  const inOrder = [...files.filter(isManifest), ...files.filter((file) => !isManifest(file))];
  let bytesLeft = limits.bytes;
  for (const [index, { path }] of inOrder.entries()) {
    if (index >= limits.files || bytesLeft < 0) return 'too-large';
    const bytes = orNull(() => readBytes({ root }, path));
    if (bytes?.includes('redis') && clientMentions(bytes).length > 0) return { named: path };
    bytesLeft -= bytes?.length ?? 0;
  }
  return listed.length >= limits.listed ? 'too-large' : 'unnamed';
}

function namedUnder(file: Buffer): boolean {
  const bytes = orNull(() => (fs.lstatSync(file).isFile() ? fs.readFileSync(file) : null));
  return bytes !== null && clientMentions(bytes).length > 0;
}

function orNull<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}
