import type { Span } from '../../model.js';
import { type Tree, type TreeEntry, writtenText } from '../configuration/tree.js';

/**
 * A Dockerfile as one map: an entry for each instruction, in order. ENV and ARG hold a map of the names that they set;
 * of any other instruction only its text is known. (Docker's reference: Dockerfile, "Format", "ENV", "ARG".)
 */
export function readDockerfile(text: string): readonly Tree[] {
  const { blanked, instructions } = splitInstructions(text);
  return [{ kind: 'map', entries: instructions.map((span) => entryOf(span, blanked, text)) }];
}

/** The text with continued lines joined, by blanks in the place of what joins them, and where its instructions stand. */
function splitInstructions(text: string): {
  readonly blanked: string;
  readonly instructions: readonly Span[];
} {
  const joiner = /^(?:#\s*\w+\s*=[^\n]*\n)*#\s*escape\s*=\s*`/i.test(text) ? '`' : '\\';
  const instructions: Span[] = [];
  let blanked = '';
  let start: number | null = null;
  let heredocs: string[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const at = blanked.length;
    const content = line.replace(/\r?\n$/, '');
    if (heredocs.length > 0 && start === null) {
      if (content.replace(/^\t+/, '') === heredocs[0]) heredocs = heredocs.slice(1);
      blanked += blank(line);
    } else if (/^\s*(?:#|$)/.test(content.replace(/^\uFEFF/, ''))) {
      // A comment, or an empty line, does not end an instruction that goes on.
      blanked += blank(line);
    } else {
      start ??= at + (content.length - content.replace(/^\uFEFF?\s*/, '').length);
      const joint = content.trimEnd().endsWith(joiner) ? content.trimEnd().length - 1 : null;
      blanked += joint === null ? line : line.slice(0, joint) + blank(line.slice(joint));
      if (joint !== null) continue;
      const span: Span = { start, end: at + content.trimEnd().length };
      instructions.push(span);
      start = null;
      heredocs = heredocsIn(blanked.slice(span.start, span.end));
    }
  }
  if (start !== null) instructions.push({ start, end: blanked.trimEnd().length });
  return { blanked, instructions };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function heredocsIn(instruction: string): string[] {
  if (!/^(?:RUN|COPY|ADD)\s/i.test(instruction)) return [];
  return [...instruction.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map((match) => match[2]!);
}

function entryOf({ start, end }: Span, blanked: string, text: string): TreeEntry {
  const written = blanked.slice(start, end);
  const key = /^\w*/.exec(written)![0].toUpperCase();
  if (key !== 'ENV' && key !== 'ARG') return { key, at: start, value: { kind: 'other', value: written } };
  const legacy = key === 'ENV' ? /^\w+\s+([\w.-]+)\s+(?!=)/d.exec(written) : null;
  const entries =
    legacy !== null && !/^\w+\s+[\w.-]+=/.test(written)
      ? [
          assignment(
            legacy[1]!,
            start + legacy.indices![1]![0],
            { start: start + legacy[0].length, end },
            text,
          ),
        ]
      : pairs(written, start, text);
  return { key, at: start, value: { kind: 'map', entries } };
}

/** `NAME=value OTHER="another value"`; of ARG also a bare `NAME`. */
function pairs(written: string, start: number, text: string): readonly TreeEntry[] {
  const rest = /^\w+/.exec(written)![0].length;
  const words = /\s+([\w.-]+)(?:(=)((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|\S)*))?/dgy;
  words.lastIndex = rest;
  const entries: TreeEntry[] = [];
  for (let match = words.exec(written); match !== null; match = words.exec(written)) {
    const at = start + match.indices![1]![0];
    const value = match.indices![3];
    entries.push(
      value === undefined
        ? { key: match[1]!, at, value: { kind: 'other', value: 'null' } }
        : assignment(match[1]!, at, { start: start + value[0], end: start + value[1] }, text),
    );
  }
  return entries;
}

/** The value without the quotes around it; where quotes or escapes stand inside, it is not the text as written. */
function assignment(key: string, at: number, span: Span, text: string): TreeEntry {
  const written = text.slice(span.start, span.end);
  const quote = /^(["'])(.*)\1$/s.exec(written);
  const inner = quote === null ? span : { start: span.start + 1, end: span.end - 1 };
  const value = text.slice(inner.start, inner.end);
  const isPlain = quote?.[1] === "'" ? !value.includes("'") : !/["'\\`\n]/.test(value);
  return { key, at, value: isPlain ? writtenText(text, value, inner) : { kind: 'text', value, span: null } };
}
