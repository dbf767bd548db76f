import type { DependencyDecision, FileOutcome, VariableDecision } from '../model.js';

/**
 * Decisions as they stand once changes were refused (by `--exclude`, `--only` and the like): what is not done is not
 * reported as done. The findings at the places say why.
 */
export function asMade(
  planned: {
    readonly variables: readonly VariableDecision[];
    readonly moves: ReadonlyMap<string, string>;
    readonly dependencies: readonly DependencyDecision[];
  },
  { files, refused }: { readonly files: readonly FileOutcome[]; readonly refused: ReadonlySet<string> },
): { readonly variables: readonly VariableDecision[]; readonly dependencies: readonly DependencyDecision[] } {
  const edited = new Map(files.map((file) => [file.path, file.edits]));
  return {
    variables: planned.variables.map((one) => {
      const isMade =
        one.decision === 'left' ||
        (one.decision === 'widened'
          ? one.readers.some(({ path }) =>
              edited.get(path)?.some((edit) => edit.change.startsWith('readers:')),
            )
          : !refused.has(planned.moves.get(one.name) ?? ''));
      return isMade ? one : { ...one, decision: 'left', reason: notMade };
    }),
    dependencies: planned.dependencies.map((one) => {
      const isPlanned = one.removed.length > 0 || one.added.length > 0;
      if (!isPlanned || edited.has(one.manifest)) return one;
      const kept = [...one.kept, ...one.removed.map((name) => ({ name, reason: notMade }))];
      return { ...one, removed: [], added: [], kept };
    }),
  };
}

const notMade = 'its change is not made in this run';
