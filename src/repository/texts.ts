import type { TextFile } from '../model.js';
import { classify } from './classify.js';
import type { Repository } from './discover.js';
import { readBytes } from './read.js';

/** The texts of a repository that were needed, each read and decoded once. */
export interface Texts {
  /** The text of a file that can be edited; null where there is none, or it is no such file. */
  file(path: string): TextFile | null;
  /** The text of any file that is UTF-8 (a lockfile too), for reading alone. */
  raw(path: string): string | null;
  /** As `file`, but what was not needed before is not remembered. */
  glance(path: string): string | null;
  /** Keeps a text that a scan has in hand. */
  keep(file: TextFile): void;
}

/** Reads on demand and remembers; unreadable files count as absent (the scan reports them). */
export function textsOf(repository: Repository): Texts {
  const entries = new Map(repository.files.map((file) => [file.path, file]));
  const kept = new Map<string, TextFile | null>();
  const bytesOf = (path: string): Buffer | null => {
    try {
      return entries.has(path) ? readBytes(repository, path) : null;
    } catch {
      return null;
    }
  };
  const read = (path: string): TextFile | null => {
    const bytes = bytesOf(path);
    const classified = bytes === null ? null : classify({ path }, bytes);
    const { ignoredByGit } = entries.get(path) ?? { ignoredByGit: false };
    return classified?.kind === 'text' ? { path, ignoredByGit, text: classified.text } : null;
  };
  return {
    file(path) {
      const known = kept.get(path);
      if (known !== undefined) return known;
      const file = read(path);
      kept.set(path, file);
      return file;
    },
    glance: (path) => (kept.has(path) ? kept.get(path) : read(path))?.text ?? null,
    raw: (path) => kept.get(path)?.text ?? bytesOf(path)?.toString('utf8') ?? null,
    keep: (file) => void kept.set(file.path, file),
  };
}
