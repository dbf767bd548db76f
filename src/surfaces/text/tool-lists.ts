import path from 'node:path';
import type { Finding, TextFile } from '../../model.js';
import { literally, locatorOf } from '../../text.js';
import { listedFindings } from './listed.js';

/**
 * Configuration of tools that list packages by name: dependency updaters, linters, dead-code finders, test matrices,
 * import maps. A list there is no import, and nothing breaks when it goes out of date; somebody should know, though.
 */
const lists =
  /^(biome\.jsonc?|\.oxlintrc\.json|\.dependency-cruiser\.([cm]?js|json)|\.syncpackrc(\.(json|ya?ml|[cm]?[jt]s))?|syncpack\.config\.[cm]?[jt]s|\.eslintrc\.[cm]?js|eslint\.config\.[cm]?[jt]s|knip(\.config)?\.[jt]s|\.ncurc\.[cm]?js|\.depcheckrc\.[cm]?js|dependabot\.ya?ml|renovate\.json5?|\.renovaterc(\.json)?|knip\.jsonc?|\.knip\.jsonc?|\.eslintrc(\.json|\.ya?ml)?|\.depcheckrc(\.json|\.ya?ml)?|\.ncurc(\.json|\.ya?ml)?|\.tav\.ya?ml|deno\.jsonc?|import_map\.json|jest\.config\.json|tsconfig[^/]*\.json|angular\.json|\.prettierignore)$/;

/** A package of Meteor lists what it needs of npm in a call (docs.meteor.com, "package.js"). */
const meteorPackage = 'package.js';

/** Is this the configuration of a tool that may list packages, or a Meteor package? */
export function isToolList(file: string): boolean {
  return isToolConfiguration(file) || path.posix.basename(file) === meteorPackage;
}

/** The configuration of a tool that lists packages: data, or a script, which is parsed as any other. */
export function isToolConfiguration(file: string): boolean {
  return lists.test(path.posix.basename(file));
}

/** A finding for each line of such a file that names a client package as a word of its own. */
export function toolListFindings(file: TextFile, clientNames: ReadonlySet<string>): readonly Finding[] {
  const names = [...clientNames].map(literally).join('|');
  if (path.posix.basename(file.path) === meteorPackage) return meteorFindings(file, names);
  if (/\.[cm]?[jt]s$/.test(file.path)) return [];
  const named = new RegExp(
    `(?<=["'\\s]|["']/?\\^\\(?|^)(${names}|@redis/\\*)(?=[$*)|]*/?["']|:\\s|\\s*$)`,
    'gm',
  );
  const places = [...file.text.matchAll(named)].map(({ index, 1: name = '' }) => ({
    index,
    name,
    message: `this tool's configuration lists ${name}`,
  }));
  return listedFindings(file, places);
}

function meteorFindings(file: TextFile, names: string): readonly Finding[] {
  const locate = locatorOf(file.text);
  const key = new RegExp(`(?<=[{,\\s]['"]?)(${names})(?=['"]?\\s*:)`, 'g');
  return [...file.text.matchAll(/\bNpm\.depends\(\s*\{[^}]*\}/g)].flatMap((call) =>
    [...call[0].matchAll(key)].map(
      (match): Finding => ({
        rule: 'manifest-mention',
        severity: 'warning',
        path: file.path,
        ...locate(call.index + match.index),
        message: `Npm.depends of this Meteor package lists ${match[1]}.`,
        help: 'Such a list is not edited: put iovalkey there, and the wrapper into the package, by hand.',
      }),
    ),
  );
}
