import type { Edit, FileOutcome, Span } from '../model.js';
import type { HunkLine } from './hunks.js';
import { credentialsIn } from './secrets/credentials.js';
import { environmentValues } from './secrets/environment.js';

/** What stands in an output where a secret would. */
export const HIDDEN = '***';

/** What no output may show of a file, in its text before and after; each list in order, without overlaps. */
export interface Secrets {
  readonly before: readonly Span[];
  readonly after: readonly Span[];
}

export const NO_SECRETS: Secrets = { before: [], after: [] };

/**
 * Finds what must not be shown of a file, by position in the syntax: the credentials of every URL, and every value of
 * an environment map except a URL that the change concerns.
 */
export function secretsOf(file: FileOutcome): Secrets {
  const isOurs = file.edits.every((edit) => edit.rule === 'wrapper-file');
  if (isOurs && isWrapper(file.after || file.before)) return NO_SECRETS;
  return {
    before: secretSpans(file.path, file.before, file.edits),
    after: secretSpans(file.path, file.after, spansAfter(file.edits)),
  };
}

/** A file of the client wrapper, by its header: nothing of the repository is in it, a URL in its comments is an example. */
function isWrapper(text: string): boolean {
  return /@valkey-codemod \S+ dialect=/.test(text.slice(0, 500));
}

/** A message, a reason, a command: its URLs without their credentials. */
export function redactText(text: string): string {
  return masked(text, { start: 0, end: text.length }, ordered(credentialsIn(text)));
}

/** A part of a text with what is secret in it replaced; line breaks stay, so that line numbers stay true. */
export function masked(text: string, part: Span, secrets: readonly Span[]): string {
  let result = '';
  let at = part.start;
  for (const secret of secrets) {
    const start = Math.max(secret.start, at);
    const end = Math.min(secret.end, part.end);
    if (start >= end) continue;
    result += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]+/g, HIDDEN);
    at = end;
  }
  return result + text.slice(at, part.end);
}

/** Does a line of a diff hold something secret? */
export function showsSecret(line: HunkLine, secrets: Secrets): boolean {
  const spans = line.kind === 'added' ? secrets.after : secrets.before;
  return spans.some((secret) => secret.start < line.end && secret.end > line.start);
}

function secretSpans(path: string, text: string, changed: readonly Span[]): readonly Span[] {
  const values = ordered(environmentValues(path, text));
  const visible = ordered(changed.map((span) => visibleAround(text, span)));
  return ordered([...without(values, visible), ...credentialsIn(text)]);
}

/** Where the edits of a file stand once they are spliced in. */
function spansAfter(edits: readonly Edit[]): readonly Span[] {
  let growth = 0;
  return [...edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((edit) => {
      const start = edit.start + growth;
      growth += edit.text.length - (edit.end - edit.start);
      return { start, end: start + edit.text.length };
    });
}

/**
 * A changed span with the URL that it is part of, the name and interpolation before it (`NAME=${NAME:-`), its quotes,
 * and a comment behind it where nothing else follows.
 */
function visibleAround(text: string, span: Span): Span {
  const url = urlAround(text, span);
  const before = text.slice(text.lastIndexOf('\n', url.start - 1) + 1, url.start);
  const lead = /(?:[A-Za-z_]\w*=)?(\$\{[A-Za-z_]\w*:?-)?$/.exec(before);
  let start = url.start - (lead?.[0].length ?? 0);
  // The brace that ends the interpolation may be taken for a part of the URL.
  let end = url.end + (lead?.[1] !== undefined && text[url.end] === '}' ? 1 : 0);
  const quote = text[start - 1];
  if (/["'`]/.test(quote ?? '') && text[end] === quote) {
    start--;
    end++;
  }
  const rest = /^[ \t]*[,;]?(?:[ \t]+#[^\n]*)?(?=\r?(?:\n|$))/.exec(text.slice(end, end + 1000));
  return { start, end: end + (rest?.[0].length ?? 0) };
}

function urlAround(text: string, span: Span): Span {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  for (const match of text
    .slice(lineStart, span.end + 2000)
    .matchAll(/[a-z][a-z0-9+.-]*:\/\/(?:\$\{\{[^{}\n]*\}\}|[^\s"'`,;|<>])*/gi)) {
    const start = lineStart + match.index;
    const end = start + match[0].length;
    if (start > span.end) break;
    if (end >= span.start) return { start: Math.min(start, span.start), end: Math.max(end, span.end) };
  }
  return span;
}

/** Spans in order; those that overlap or touch become one. */
function ordered(spans: readonly Span[]): readonly Span[] {
  const result: { start: number; end: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (span.end <= span.start) continue;
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

function without(spans: readonly Span[], removed: readonly Span[]): readonly Span[] {
  return removed.reduce<readonly Span[]>(
    (left, cut) =>
      left.flatMap((span) =>
        cut.end <= span.start || cut.start >= span.end
          ? [span]
          : [
              { start: span.start, end: cut.start },
              { start: cut.end, end: span.end },
            ].filter((part) => part.end > part.start),
      ),
    spans,
  );
}
