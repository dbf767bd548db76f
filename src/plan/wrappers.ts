import { diffArrays } from 'diff';
import type { WrapperRequest } from '../delivery/copy.js';
import type { Creation, Deletion, Edit } from '../model.js';
import { lineEndingOf } from '../text.js';
import { type ExistingHome, filesIn, isSameFamily } from './homes.js';

/** A copy as it shall be. */
export interface WantedHome {
  readonly directory: string;
  readonly request: WrapperRequest;
  readonly change: string;
}

/**
 * Brings the copies of the wrapper to what is wanted: new files, older ones replaced by this version's, files that
 * another engine needed and this one does not, gone. A copy that somebody edited keeps its files and gets new ones only.
 */
export function planCopies(
  wanted: readonly WantedHome[],
  existing: readonly ExistingHome[],
): {
  readonly creates: readonly Creation[];
  readonly edits: readonly Edit[];
  readonly deletes: readonly Deletion[];
} {
  const creates: Creation[] = [];
  const edits: Edit[] = [];
  const deletes: Deletion[] = [];
  const rule = 'wrapper-file';
  const all = wanted.map((one) => ({ ...one, files: filesIn(one.directory, one.request) }));
  for (const { directory, request, change, files } of all) {
    const home = existing.find((one) => one.directory === directory && isSameFamily(one, request));
    const there = new Map(
      existing
        .filter((one) => one.directory === directory)
        .flatMap((one) => one.files.map((file) => [file.path, file.text])),
    );
    for (const [path, text] of files) {
      const before = there.get(path);
      if (before === undefined) {
        if (home?.isFixed !== true || !isOfParts(path, directory, there))
          creates.push({ path, text, rule, change });
      } else if (home?.isFixed !== true)
        edits.push(...lineEdits(before, text).map((edit) => ({ ...edit, path, rule, change })));
    }
    if (home === undefined || home.isFixed) continue;
    const kept = new Set(
      all.filter((one) => one.directory === directory).flatMap((one) => [...one.files.keys()]),
    );
    deletes.push(
      ...home.files.filter((file) => !kept.has(file.path)).map(({ path }) => ({ path, rule, change })),
    );
  }
  return { creates, edits, deletes };
}

/** Whether a file belongs to parts that are there already, and fit each other: one more may need what they leave out. */
function isOfParts(path: string, directory: string, there: ReadonlyMap<string, string>): boolean {
  const [folder, ...rest] = path.slice(directory.length + 1).split('/');
  return rest.length > 0 && [...there.keys()].some((one) => one.startsWith(`${directory}/${folder}/`));
}

/** The lines that differ; a checkout's line ends and its BOM stay. */
function lineEdits(before: string, after: string): readonly Pick<Edit, 'start' | 'end' | 'text'>[] {
  const end = lineEndingOf(before);
  const lines = (text: string) => text.split(/(?<=\n)/);
  const edits: { start: number; end: number; text: string }[] = [];
  let at = before.startsWith('\uFEFF') ? 1 : 0;
  const old = lines(before.slice(at));
  for (const part of diffArrays(old, lines(after.replaceAll('\n', end)))) {
    const text = part.value.join('');
    const last = edits.at(-1);
    const open = last !== undefined && last.end === at ? last : null;
    if (part.removed) {
      if (open === null) edits.push({ start: at, end: at + text.length, text: '' });
      else open.end = at + text.length;
    }
    if (part.added) {
      if (open === null) edits.push({ start: at, end: at, text });
      else open.text += text;
    }
    if (!part.added) at += text.length;
  }
  return edits;
}
