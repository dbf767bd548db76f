import { posix } from 'node:path';
import type { TextFile } from '../../model.js';
import { positionAt } from '../../text.js';
import { servicesOf } from '../configuration/compose.js';
import { generatedFrom } from '../configuration/kubernetes.js';
import { type Program, UNKNOWN } from '../configuration/program.js';
import type { Tree } from '../configuration/tree.js';
import type { EnvFileUse } from './facts.js';
import type { Language } from './languages.js';
import { SETTINGS_NEEDLE } from './settings.js';

/** What the byte scan looks for, to find the files that hand variables on without naming one. */
export const HANDING_NEEDLES = [
  'env_file',
  'env-file',
  'env-cmd',
  'configMapRef',
  'secretRef',
  'configMap:',
  'secretName',
  'configMapGenerator',
  'secretGenerator',
  'EnvironmentFile',
  SETTINGS_NEEDLE,
] as const;

/** Every place that hands an env-like file, whole, to a container or a command. `documents` where the file was read. */
export function envFileUses(
  file: TextFile,
  language: Language,
  documents: readonly Tree[],
): readonly EnvFileUse[] {
  const generated = generatedFrom(documents).map((one) => ({
    ...use(file, one.at, one.file, 'kustomize', false),
    programs: [one.program],
  }));
  const uses = [
    ...composeUses(file, language, documents),
    ...generated,
    ...unitUses(file),
    ...commandUses(file),
  ];
  return uses.filter((one) => language.comment?.test(lineOf(file.text, one.line)) !== true);
}

/** `env_file:` of compose: one path, a list in either style, or entries with `path:`. */
function composeUses(file: TextFile, language: Language, documents: readonly Tree[]): readonly EnvFileUse[] {
  if (language.name !== 'YAML') return [];
  const programs = programsAt(file, documents);
  const uses: EnvFileUse[] = [];
  for (const match of file.text.matchAll(/^([ \t]*)(?:- )?env_file:[ \t]*(.*)$/gm)) {
    const inline = (match[2] ?? '').replace(/\s#.*$/, '').trim();
    const paths =
      inline === ''
        ? listBelow(file.text, match.index + match[0].length, (match[1] ?? '').length)
        : split(inline);
    const at = match.index + match[0].indexOf('env_file');
    for (const path of paths.length > 0 ? paths : [null]) {
      uses.push({ ...use(file, at, path, 'env_file', false), programs: programs.get(at) ?? [UNKNOWN] });
    }
  }
  return uses;
}

/** The programs of the services that have an `env_file`, by where it stands: an anchor may serve several. */
function programsAt(file: TextFile, documents: readonly Tree[]): ReadonlyMap<number, readonly Program[]> {
  const found = new Map<number, Program[]>();
  for (const { service, program } of servicesOf(file.path, documents)) {
    for (const { key, at } of service.entries) {
      if (key === 'env_file') found.set(at, [...(found.get(at) ?? []), program]);
    }
  }
  return found;
}
function listBelow(text: string, from: number, indent: number): readonly string[] {
  const paths: string[] = [];
  for (const line of text.slice(from).split('\n').slice(1)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const depth = line.length - line.trimStart().length;
    if (depth < indent || (depth === indent && !line.trimStart().startsWith('-'))) break;
    const path =
      /^\s*-\s*(?:path:\s*)?["']?([^"'\s#]+)/.exec(line)?.[1] ??
      /^\s*path:\s*["']?([^"'\s#]+)/.exec(line)?.[1];
    if (path !== undefined && !/^(?:required|format):/.test(path)) paths.push(path);
  }
  return paths;
}

function split(inline: string): readonly string[] {
  return inline
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((path) => path.trim().replace(/^["']|["']$/g, ''))
    .filter((path) => path !== '');
}

/** `EnvironmentFile=` of a systemd unit: what it starts gets the file. Its path is the one on the server. */
function unitUses(file: TextFile): readonly EnvFileUse[] {
  if (!file.path.endsWith('.service')) return [];
  const starts = /^ExecStart=(.*)$/m.exec(file.text)?.[1] ?? '';
  const ownProgram = startsJavaScript(starts);
  return [...file.text.matchAll(/^EnvironmentFile=-?(\S+)/gm)].map((match) =>
    use(file, match.index, posix.basename(match[1]!), 'EnvironmentFile', ownProgram),
  );
}

/** `docker run --env-file .env`, `node --env-file=.env app.js`, `env-cmd -f .env …`. */
function commandUses(file: TextFile): readonly EnvFileUse[] {
  const uses: EnvFileUse[] = [];
  const command =
    /(?:--env-file(?:-if-exists)?(?:=|["']?,?\s+)|\benv-cmd\s+(?:-f|--file)\s+)["']?([^\s"',;&|]+)/g;
  for (const match of file.text.matchAll(command)) {
    const line = file.text.slice(file.text.lastIndexOf('\n', match.index) + 1, match.index);
    // compose reads the file for `${…}` in its own YAML alone; those places name the variable.
    if (/docker[ -]compose\b/.test(line)) continue;
    uses.push(use(file, match.index, match[1] ?? null, '--env-file', startsJavaScript(line)));
  }
  return uses;
}

/** The program that gets the file is one for JavaScript, so that its reads stand in this repository by name. */
function startsJavaScript(before: string): boolean {
  const command = before.split(/&&|\|\||[;|]/).at(-1) ?? '';
  return (
    /(?:^|[\s"'/])(?:node|nodemon|tsx|ts-node|bun|deno)\b/.test(command) &&
    !/\bdocker|podman|kubectl\b/.test(command)
  );
}

function use(file: TextFile, at: number, path: string | null, how: string, ownProgram: boolean): EnvFileUse {
  const known = path !== null && !path.includes('$') && !path.includes('{');
  const target = known ? posix.normalize(posix.join(posix.dirname(file.path), path)) : null;
  return {
    kind: 'env-file',
    path: file.path,
    file: target,
    how,
    ownProgram,
    programs: [UNKNOWN],
    ...positionAt(file.text, at),
  };
}

function lineOf(text: string, line: number): string {
  return text.split('\n')[line - 1] ?? '';
}
