import type { Repository } from './discover.js';
import { git } from './git.js';

/**
 * Where the files of a checked-out commit can be seen, from its remote: `https://host/owner/name/blob/<commit>`. Null
 * where there is no remote, no commit, or a platform whose addresses are not known.
 */
export function sourceUrl(repository: Pick<Repository, 'root' | 'git'>): string | null {
  if (repository.git === null) return null;
  try {
    const ask = (...args: readonly string[]) => git(repository.root, args).toString().trim();
    return blobUrl(ask('remote', 'get-url', 'origin'), ask('rev-parse', '--verify', 'HEAD'));
  } catch {
    // No remote of that name, or no commit yet.
    return null;
  }
}

/** The same from texts. What stands before the host is left out: it may be a token. */
export function blobUrl(remote: string, commit: string): string | null {
  const [, host, path] =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/([\w./-]+?)(?:\.git)?\/?$/.exec(remote) ??
    /^(?:[\w-]+@)?([\w.-]+):([\w./-]+?)(?:\.git)?\/?$/.exec(remote) ??
    [];
  if (host === undefined || path === undefined || !/^[\da-f]{40,64}$/.test(commit)) return null;
  if (/(?:^|\.)github\./.test(host)) return `https://${host}/${path}/blob/${commit}`;
  return /(?:^|\.)gitlab\./.test(host) ? `https://${host}/${path}/-/blob/${commit}` : null;
}
