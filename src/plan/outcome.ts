import type { Change, Creation, Edit, FileOutcome, Finding } from '../model.js';
import { surfaceOf } from '../surfaces/registry.js';
import { placeAt, splice } from '../text.js';

/** Why one edit or created file may not happen; null when it may. */
export type Refusal = (one: Pick<Edit, 'path' | 'rule' | 'change'>) => string | null;

/** The original text of a file that an edit names, and whether git ignores it. */
export type Source = (path: string) => { readonly text: string; readonly ignoredByGit: boolean };

/**
 * Applies changes to the texts of their files. A change is all or nothing: one refused part turns every edit of it into
 * a finding at its place, and no file of it is created.
 */
export function outcomeOf(
  changes: readonly Change[],
  refusalOf: Refusal,
  source: Source,
): {
  readonly files: readonly FileOutcome[];
  readonly findings: readonly Finding[];
  readonly refused: ReadonlySet<string>;
} {
  const refused = new Map<string, string>();
  for (const change of changes) {
    for (const one of [...change.edits, ...change.creates, ...(change.deletes ?? [])]) {
      const reason = refusalOf(one);
      if (reason !== null && !refused.has(change.id)) refused.set(change.id, `${one.path} ${reason}`);
    }
  }
  refuseDependents(changes, refused);
  const kept = changes.filter((change) => !refused.has(change.id));
  const findings = changes
    .filter((change) => refused.has(change.id))
    .flatMap((change) => change.edits.map((edit) => notDone(edit, refused.get(change.id)!, source)));
  const files = [...editedFiles(kept, source), ...createdFiles(kept), ...deletedFiles(kept, source)];
  return {
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings,
    refused: new Set(refused.keys()),
  };
}

/** What needs a refused change is refused too. */
function refuseDependents(changes: readonly Change[], refused: Map<string, string>): void {
  const known = new Set(changes.map((change) => change.id));
  for (let size = -1; size !== refused.size; ) {
    size = refused.size;
    for (const change of changes) {
      const missing = change.needs?.find((id) => refused.has(id) || !known.has(id));
      if (missing === undefined || refused.has(change.id)) continue;
      refused.set(change.id, `it needs ${missing}, which does not happen`);
    }
  }
}

function editedFiles(changes: readonly Change[], source: Source): FileOutcome[] {
  const byPath = new Map<string, Edit[]>();
  for (const edit of changes.flatMap((change) => change.edits)) {
    byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  }
  return [...byPath].map(([path, edits]) => {
    const { text, ignoredByGit } = source(path);
    const ordered = edits.sort((a, b) => a.start - b.start || a.end - b.end);
    return {
      path,
      surface: surfaceOf(path) ?? 'typescript',
      status: 'changed',
      ignoredByGit,
      edits: ordered,
      before: text,
      after: splice(text, ordered),
    };
  });
}

function createdFiles(changes: readonly Change[]): FileOutcome[] {
  return changes
    .flatMap((change) => change.creates)
    .map((creation: Creation) => ({
      path: creation.path,
      surface: surfaceOf(creation.path) ?? 'typescript',
      status: 'created',
      ignoredByGit: false,
      edits: [{ ...creation, start: 0, end: 0 }],
      before: '',
      after: creation.text,
    }));
}

function deletedFiles(changes: readonly Change[], source: Source): FileOutcome[] {
  return changes
    .flatMap((change) => change.deletes ?? [])
    .map((deletion) => {
      const { text } = source(deletion.path);
      return {
        path: deletion.path,
        surface: surfaceOf(deletion.path) ?? 'typescript',
        status: 'deleted',
        ignoredByGit: false,
        edits: [{ ...deletion, start: 0, end: text.length, text: '' }],
        before: text,
        after: '',
      };
    });
}

function notDone(edit: Edit, reason: string, source: Source): Finding {
  return {
    rule: edit.rule,
    severity: 'info',
    ...placeAt({ path: edit.path, text: source(edit.path).text }, edit.start),
    message: `not changed: ${reason}, and ${edit.change} happens as a whole or not at all`,
    help: 'Run without that restriction to make the whole change.',
  };
}
