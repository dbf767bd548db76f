import type { Change, Creation, Deletion, Edit } from '../model.js';

/** Gathers edits, created and deleted files into their changes, ordered by id. */
export function changesOf(
  edits: readonly Edit[],
  creates: readonly Creation[],
  deletes: readonly Deletion[] = [],
): readonly Change[] {
  const ids = [...new Set([...edits, ...creates, ...deletes].map((one) => one.change))].sort();
  return ids.map((id) => ({
    id,
    rule: id.slice(0, id.indexOf(':')),
    edits: edits.filter((edit) => edit.change === id),
    creates: creates.filter((creation) => creation.change === id),
    deletes: deletes.filter((deletion) => deletion.change === id),
  }));
}
