import type { Edit, FileOutcome, Outcome } from '../model.js';
import { binaryPatch } from './binary-patch.js';
import { type Hunk, hunksOf } from './hunks.js';
import { printableLine } from './printable.js';
import { NO_SECRETS, type Secrets, secretsOf, showsSecret } from './redaction.js';
import type { Report } from './report.js';
import { fileHeader, gitName, hunkText, unifiedDiff } from './unified.js';

/**
 * A patch for `git apply` that does to every file git sees exactly what `--write` does. Where a hunk would show a
 * secret it first gives up context lines; where that is not enough the file goes as a binary delta, which holds the
 * inserted bytes alone, with its redacted diff in the preamble. What cannot go at all is named there too.
 */
export function patch(
  outcome: Pick<Outcome, 'files' | 'objectFormat'>,
  report: Report,
  { showSecrets }: { readonly showSecrets: boolean },
): string {
  const redacted = new Map(report.files.map((file) => [file.path, file]));
  const sources = new Map(outcome.files.map((file) => [file.path, file]));
  const pieces = report.files
    .flatMap(({ path }) => sources.get(path) ?? [])
    .map((file) => pieceOf(file, showSecrets ? NO_SECRETS : secretsOf(file), outcome.objectFormat ?? 'sha1'));
  const readable = (piece: Piece) => {
    const file = redacted.get(piece.path);
    return file ? unifiedDiff(file, file.hunks).split(/\r?\n/) : [];
  };
  const preamble = [
    ...notes(
      'git ignores these files, so they are not in this patch; --write changes them:',
      pieces,
      'ignored',
    ),
    ...notes(
      'These files would show a secret, so they are not in this patch; --write makes them:',
      pieces,
      'left-out',
    ),
    ...notes(
      'These files hold secrets: they go as binary deltas, and read, with *** for each secret:',
      pieces,
      'delta',
      readable,
    ),
  ];
  return preamble.join('') + pieces.map((piece) => piece.text).join('');
}

interface Piece {
  readonly kind: 'text' | 'delta' | 'ignored' | 'left-out';
  readonly path: string;
  readonly text: string;
}

function pieceOf(file: FileOutcome, secrets: Secrets, objectFormat: 'sha1' | 'sha256'): Piece {
  const { path } = file;
  if (file.ignoredByGit) return { kind: 'ignored', path, text: '' };
  const created = file.status === 'created';
  const edits = created ? [{ start: 0, end: 0, text: file.after }] : file.edits;
  const names = `diff --git ${gitName(`a/${path}`)} ${gitName(`b/${path}`)}\n`;
  const hunks = hunksOf(file.before, file.after, edits, (line) => showsSecret(line, secrets));
  if (hunks.every((hunk) => isShowable(hunk, file.before, secrets))) {
    const modes = { created: 'new file mode 100644\n', deleted: 'deleted file mode 100644\n', changed: '' };
    const header = names + modes[file.status];
    // git takes an empty new file from its name and mode alone.
    const body = hunks.length > 0 ? fileHeader(path, file.status) + hunks.map(hunkText).join('') : '';
    return { kind: 'text', path, text: header + body };
  }
  const minimal = file.edits.map((edit) => trimmed(file.before, edit));
  if (created || insertsSecret(minimal, secrets)) return { kind: 'left-out', path, text: '' };
  return { kind: 'delta', path, text: names + binaryPatch(file.before, file.after, minimal, objectFormat) };
}

/** `git apply` wants a line of context below a hunk, unless the file ends there. */
function isShowable(hunk: Hunk, before: string, secrets: Secrets): boolean {
  if (hunk.lines.some((line) => showsSecret(line, secrets))) return false;
  const lines = before.split('\n').length - (before.endsWith('\n') || before === '' ? 1 : 0);
  const lastOfOld = hunk.oldCount > 0 ? hunk.oldStart + hunk.oldCount - 1 : hunk.oldStart;
  return hunk.lines.at(-1)?.kind === 'context' || lastOfOld >= lines;
}

/** An edit without what its two sides have in common at their ends, so that a delta inserts no more than it must. */
function trimmed(before: string, edit: Edit): Edit {
  const old = before.slice(edit.start, edit.end);
  const shorter = Math.min(old.length, edit.text.length);
  let head = 0;
  while (head < shorter && old[head] === edit.text[head]) head++;
  if (isHighSurrogate(old[head - 1])) head--;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === edit.text.at(-1 - tail)) tail++;
  if (isLowSurrogate(old.at(-tail)) && tail > 0) tail--;
  return {
    ...edit,
    start: edit.start + head,
    end: edit.end - tail,
    text: edit.text.slice(head, edit.text.length - tail),
  };
}

/** Half of a character has no bytes of its own. */
function isHighSurrogate(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '\ud800' && unit <= '\udbff';
}

function isLowSurrogate(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '\udc00' && unit <= '\udfff';
}

function insertsSecret(edits: readonly Edit[], secrets: Secrets): boolean {
  let growth = 0;
  return edits.some((edit) => {
    const start = edit.start + growth;
    growth += edit.text.length - (edit.end - edit.start);
    const end = start + edit.text.length;
    return secrets.after.some((secret) => secret.start < end && secret.end > start);
  });
}

/** Lines that `git apply` passes over, because they stand before the first file and begin with `#`. */
function notes(
  title: string,
  pieces: readonly Piece[],
  kind: Piece['kind'],
  details: (piece: Piece) => readonly string[] = () => [],
): readonly string[] {
  const named = pieces.filter((piece) => piece.kind === kind);
  if (named.length === 0) return [];
  const lines = named.flatMap((piece) => [
    `  ${gitName(piece.path)}`,
    ...details(piece).map((line) => `    ${line}`),
  ]);
  return [title, ...lines].map((line) => `${printableLine(`# ${line}`).trimEnd()}\n`);
}
