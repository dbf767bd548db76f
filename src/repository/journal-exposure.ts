import path from 'node:path';
import picomatch from 'picomatch';
import type { FileOutcome, Finding } from '../model.js';
import type { Repository } from './discover.js';
import { journalDirectory } from './journal.js';
import { readBytes } from './read.js';

const DOCKERFILE = /(?:^|\/)(?:(?:Docker|Container)file(?:[.-][^/]+)?|[^/]+\.dockerfile)$/i;

/**
 * Tells where `COPY . .` would carry the journal, and so the old bytes of env-like files, into a container image.
 * Nothing inside a directory can keep that directory out of a build's context: only the `.dockerignore` at its root
 * can, and that file belongs to the user (Docker documentation, "Build context", 2025).
 */
export function exposedJournal(
  repository: Pick<Repository, 'root' | 'git' | 'files'>,
  outcomes: readonly FileOutcome[],
): readonly Finding[] {
  const holdsWhatGitDoesNot = outcomes.some((file) => file.ignoredByGit || repository.git === null);
  const journal = path.relative(repository.root, journalDirectory(repository)).split(path.sep).join('/');
  if (!holdsWhatGitDoesNot || journal.startsWith('../')) return [];
  return repository.files
    .filter(({ path: file }) => DOCKERFILE.test(file) && !file.endsWith('.dockerignore'))
    .filter(({ path: file }) => !isKeptOut(journal, contextRules(repository, file)))
    .slice(0, 1)
    .map(({ path: file }) => finding(file, journal));
}

/** Rules beside the Dockerfile replace those at the root of the context. */
function contextRules(repository: Pick<Repository, 'root'>, dockerfile: string): string {
  const bytes = readBytes(repository, `${dockerfile}.dockerignore`) ?? readBytes(repository, '.dockerignore');
  return bytes?.toString() ?? '';
}

/** The last rule that matches the directory or one above it decides. */
function isKeptOut(directory: string, rules: string): boolean {
  const parents = directory.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'));
  let keptOut = false;
  for (const line of rules.split('\n').map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const pattern = line
      .replace(/^!/, '')
      .replace(/^\.?\//, '')
      .replace(/\/$/, '');
    if (parents.some((parent) => picomatch.isMatch(parent, pattern, { dot: true })))
      keptOut = !line.startsWith('!');
  }
  return keptOut;
}

function finding(dockerfile: string, journal: string): Finding {
  return {
    rule: 'journal-in-build-context',
    severity: 'warning',
    path: dockerfile,
    line: 1,
    column: 1,
    message: `a build from the repository's root can copy ${journal}/ into the image: --write keeps the old bytes of changed files there, for undo`,
    help: `add ${journal.split('/')[0]} to .dockerignore, or delete ${journal}/ once you need no undo`,
  };
}
