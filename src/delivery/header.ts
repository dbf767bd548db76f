import { createHash } from 'node:crypto';
import type { Dialect, Engine } from '../model.js';

/** What the header of a copied file says. Parts that several dialects share have no dialect, engine or origin. */
export interface HeaderFacts {
  readonly dialect: Dialect | undefined;
  readonly engine: Engine | undefined;
  /** The package that it stands for. */
  readonly origin: Origin | undefined;
  readonly version: string;
  readonly language: 'javascript' | 'typescript';
}

/** A package as a manifest listed it: what goes back there when the wrapper is to drive it again. */
export interface Origin {
  /** The name that code imported: `ioredis`, or an npm alias. */
  readonly name: string;
  readonly range: string;
}

export type Inspection =
  | { readonly kind: 'foreign' }
  | {
      readonly kind: 'ours';
      /** Undefined for a part that several dialects share. */
      readonly dialect: Dialect | undefined;
      readonly engine: Engine | undefined;
      readonly origin: Origin | undefined;
      readonly version: string;
      /** Somebody changed the file since it was written: it is theirs to merge. */
      readonly edited: boolean;
    };

const NO_HASH = '0'.repeat(16);

/**
 * Puts the header on a file of the wrapper: what it is, its licence, its hash, and the marks that keep linters,
 * formatters and coverage away. What has no mark inside a file (prettier before 3.6, `knip`) is the plan's to report.
 */
export function withHeader(text: string, facts: HeaderFacts): string {
  const unsigned = `${headerOf(facts)}\n${text}`;
  return unsigned.replace(NO_HASH, hashOf(unsigned));
}

/** Lines of less than 80 columns, which is what linters that nobody can turn off in a file ask for. */
function headerOf({ dialect, engine, origin, version, language }: HeaderFacts): string {
  const purpose = dialect
    ? `Valkey client wrapper: the API of ${NAMES[dialect]},\n * ${ENGINES[engine ?? 'iovalkey']}.`
    : 'A part of the Valkey client wrapper beside it.';
  const life = [
    ' * Written by valkey-codemod, which replaces it by a later version',
    ' * unless it was edited. No rights reserved.',
  ];
  return [
    '/*',
    ` * ${purpose}`,
    ` * @valkey-codemod ${version} dialect=${dialect ?? 'any'} engine=${engine ?? 'any'}`,
    ...(origin === undefined ? [] : [` * @origin ${origin.name} ${origin.range}`]),
    ` * @sha256 ${NO_HASH}`,
    ...(dialect ? life : []),
    ' * SPDX-License-Identifier: MIT-0',
    ' * @noprettier @generated',
    ' */',
    `/* eslint-disable */ ${USED}`,
    '/* c8 ignore start */ /* v8 ignore start */ /* node:coverage disable */',
    '/* istanbul ignore file */',
    '// biome-ignore-all lint format assist: generated',
    ...(language === 'javascript' ? ['// @ts-nocheck'] : []),
  ].join('\n');
}

/**
 * ESLint complains of a mark that hides nothing (9 does so by itself), and `--fix` takes it out: this asks for what no
 * file of the wrapper has, after the mark, so that there is always something to hide.
 */
const USED = '/* eslint eol-last: [2, "never"] */';

const NAMES: Record<Dialect, string> = {
  ioredis: 'ioredis',
  redis3: 'node-redis 2 and 3',
  redis4: 'node-redis 4',
  redis5: 'node-redis 5',
  redis6: 'node-redis 6',
};

const ENGINES: Record<Engine, string> = {
  iovalkey: 'on iovalkey',
  installed: 'on the package itself, with valkey:// and valkeys:// URLs',
};

/** Whether a file is one of the wrapper's, which, and whether somebody edited it. */
export function inspectWrapperFile(text: string): Inspection {
  const head = text.slice(0, 2000);
  const found = /^ \* @valkey-codemod (\S+) dialect=(\w+) engine=(\w+)\r?$/m.exec(head);
  const hash = /^ \* @sha256 ([0-9a-f]{16})\r?$/m.exec(head)?.[1];
  if (found === null || hash === undefined) return { kind: 'foreign' };
  const [, version = '', dialect = '', engine = ''] = found;
  const [, name, range] = /^ \* @origin (\S+) (.+?)\r?$/m.exec(head) ?? [];
  return {
    kind: 'ours',
    dialect: isDialect(dialect) ? dialect : undefined,
    engine: engine === 'iovalkey' || engine === 'installed' ? engine : undefined,
    origin: name === undefined || range === undefined ? undefined : { name, range },
    version,
    edited: hashOf(text.replace(hash, NO_HASH)) !== hash,
  };
}

function isDialect(name: string): name is Dialect {
  return name in NAMES;
}

/** Of the text with line ends as written: a checkout with CRLF, or one that adds a BOM, is no edit. */
function hashOf(text: string): string {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  return createHash('sha256').update(plain).digest('hex').slice(0, NO_HASH.length);
}
