import type { Change, Creation, Edit } from '../model.js';

/** Gathers edits and created files into their changes, ordered by id. */
export function changesOf(edits: readonly Edit[], creates: readonly Creation[]): readonly Change[] {
  const ids = [...new Set([...edits, ...creates].map((one) => one.change))].sort();
  return ids.map((id) => ({
    id,
    rule: id.slice(0, id.indexOf(':')),
    edits: edits.filter((edit) => edit.change === id),
    creates: creates.filter((creation) => creation.change === id),
  }));
}
