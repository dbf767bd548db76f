import type { FileEntry } from '../model.js';
import { isEnvLike } from './env-like.js';

/** What may be done with a file that names a client or a variable. Everything but `text` is reported, never edited. */
export type Classified =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: Exclude<FileKind, 'text'>; readonly evidence: string };

export type FileKind = 'text' | 'too-large' | 'binary' | 'not-utf8' | 'lockfile' | 'minified' | 'generated';

/** Decides what a file is, from its path and bytes. Text is decoded without loss: a BOM stays its first character. */
export function classify(entry: Pick<FileEntry, 'path'>, bytes: Uint8Array): Classified {
  if (LOCKFILE.test(entry.path)) return { kind: 'lockfile', evidence: 'its name' };
  if (bytes.length > SIZE_LIMIT) return { kind: 'too-large', evidence: `more than ${SIZE_LIMIT >> 20} MB` };
  if (startsWithUtf16Bom(bytes)) return { kind: 'not-utf8', evidence: 'a byte order mark of UTF-16' };
  if (bytes.subarray(0, BINARY_HEAD).includes(0)) return { kind: 'binary', evidence: 'a NUL byte' };
  const text = decode(bytes);
  if (text === null) return { kind: 'not-utf8', evidence: 'bytes that are no UTF-8' };
  if (isEnvLike(entry.path)) return { kind: 'text', text };
  return generatedBy(entry.path, text) ?? { kind: 'text', text };
}

/** A place where a file that is not edited names a client. */
export interface ClientMention {
  readonly line: number;
  readonly column: number;
  readonly name: string;
}

/**
 * Where bytes quote the name of a client package, as imports and manifests do; the first place of each line. `redis` is a
 * word as well: as a type, a value or a case it names no package.
 */
export function clientMentions(bytes: Uint8Array): readonly ClientMention[] {
  const text = latin1Of(bytes);
  const mentions: ClientMention[] = [];
  let line = 1;
  let lineStart = 0;
  let lastLine = 0;
  for (const match of text.matchAll(QUOTED_CLIENT)) {
    if (match[0] === 'redis' && WORD.test(text.slice(Math.max(0, match.index - 40), match.index - 1)))
      continue;
    for (
      let at = text.indexOf('\n', lineStart);
      at >= 0 && at < match.index;
      at = text.indexOf('\n', lineStart)
    ) {
      line++;
      lineStart = at + 1;
    }
    if (line === lastLine) continue;
    lastLine = line;
    const column = Buffer.from(text.slice(lineStart, match.index), 'latin1').toString().length + 1;
    mentions.push({ line, column, name: match[2]! });
  }
  return mentions;
}

/** The first line that holds a Redis URL; null where none does. */
export function urlLine(bytes: Uint8Array): number | null {
  const text = latin1Of(bytes);
  const at = text.search(/\brediss?:\/\//);
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}

/** `redis` in UTF-16, of either byte order. */
export const WIDE_REDIS = [...'redis'].join('\0');

/** A character a byte; of UTF-16, without the bytes that are 0 in Latin letters. */
export function latin1Of(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.includes(WIDE_REDIS) ? text.replaceAll('\0', '') : text;
}

/** Parsers hold the whole tree of a file in memory, and nobody writes so much by hand. */
const SIZE_LIMIT = 4 << 20;

/** As many bytes as git looks at to tell binary files (buffer_is_binary, git 2.39). */
const BINARY_HEAD = 8_000;

const QUOTED_CLIENT = /(?<=(['"`]))(ioredis|redis|@redis\/client)(?:\/[\w./-]+)?(?=\1)/g;

/** What stands before a word: `| 'redis'`, `type: 'redis'`, `=== 'redis'`, `case 'redis'`; not before `p = 'redis', require(p)`. */
const WORD = /(?:[|:?]|[=!]==?|\bcase)\s*$/;

/** What package managers write, and write again at the next install, and Yarn's own program: no code of a project. */
const LOCKFILE =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|\.pnp\.(?:c?js|loader\.mjs|data\.json)|bun\.lockb?|deno\.lock|\.yarn\/(?:releases|plugins)\/.+)$/;

/**
 * Where build tools put what they make, by custom, and that is never below the sources. Only scripts there are suspect:
 * TypeScript is a build's input.
 */
const OUTPUT_DIRECTORY =
  /^(?!(?:.*\/)?src\/)(?:.*\/)?(dist|build|out|lib-cov|coverage|\.next|\.nuxt|\.output|\.svelte-kit|\.turbo)\//;

const BUNDLE = /(?:[.-](?:min|bundle|bundled|chunk)\.[cm]?js|\.pack\.js)$/;

const SCRIPT = /\.[cm]?jsx?$/;
const TYPED = /(?<!\.d)\.(?:[cm]?ts|tsx)$/;
const DECLARATION = /\.d\.[cm]?ts$/;

/** `@generated` is a convention of its own; the sentences are those that generators write into their first lines. */
const GENERATED_MARK =
  /@generated\b|\b(?:code|file|auto(?:matically)?)[ -](?:is )?(?:auto-?)?generated\b[\s\S]{0,120}?\bdo not (?:edit|modify|change)\b/i;
const HEAD = 2_000;
/** The last line of compilers' output. */
const SOURCE_MAP = /^\/[/*][#@] ?sourceMappingURL=\S+(?: ?\*\/)?\s*$/m;

function generatedBy(path: string, text: string): Classified | null {
  const head = text.slice(0, HEAD);
  const mark = GENERATED_MARK.exec(head);
  if (mark !== null && /^\s*(?:\/\/|\/\*|\*|#|<!--)/m.test(lineAround(head, mark.index))) {
    return { kind: 'generated', evidence: 'a comment at its top says so' };
  }
  if (!SCRIPT.test(path) && !TYPED.test(path) && !DECLARATION.test(path)) return null;
  if (BUNDLE.test(path))
    return { kind: /[.-]min\./.test(path) ? 'minified' : 'generated', evidence: 'its name' };
  if (isMinified(text)) return { kind: 'minified', evidence: 'the length of its lines' };
  if (TYPED.test(path)) return null;
  if (SOURCE_MAP.test(text.slice(-HEAD))) return { kind: 'generated', evidence: 'its source map' };
  const directory = OUTPUT_DIRECTORY.exec(path)?.[1];
  return directory === undefined ? null : { kind: 'generated', evidence: `it lies in ${directory}/` };
}

/** Code that people write has lines of 30 to 40 characters on average, and few of more than 200. */
function isMinified(text: string): boolean {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length > 1_000 && text.length / (lines + 1) > 250;
}

function lineAround(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset) + 1, offset + 1);
}

function startsWithUtf16Bom(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
