import path from 'node:path';
import type { Finding, TextFile } from '../../model.js';
import { locatorOf } from '../../text.js';

/**
 * Configuration of tools that list packages by name: dependency updaters, linters, dead-code finders, test matrices,
 * import maps. A list there is no import, and nothing breaks when it goes out of date; somebody should know, though.
 */
const lists =
  /^(dependabot\.ya?ml|renovate\.json5?|\.renovaterc(\.json)?|knip\.jsonc?|\.knip\.jsonc?|\.eslintrc(\.json|\.ya?ml)?|\.depcheckrc(\.json|\.ya?ml)?|\.ncurc(\.json|\.ya?ml)?|\.tav\.ya?ml|deno\.jsonc?|import_map\.json|jest\.config\.json|tsconfig[^/]*\.json|angular\.json|\.prettierignore)$/;

/** Is this the configuration of a tool that may list packages? */
export function isToolList(file: string): boolean {
  return lists.test(path.posix.basename(file));
}

/** A finding for each line of such a file that names a client package as a word of its own. */
export function toolListFindings(file: TextFile, clientNames: ReadonlySet<string>): readonly Finding[] {
  const locate = locatorOf(file.text);
  const names = [...clientNames].map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const found = new Map<number, Finding>();
  for (const match of file.text.matchAll(
    new RegExp(`(?<=["'\\s-]|^)(${names}|@redis/\\*)(?=["']|:\\s|\\s*$)`, 'gm'),
  )) {
    const place = locate(match.index);
    if (found.has(place.line)) continue;
    found.set(place.line, {
      rule: 'tool-list',
      severity: 'info',
      path: file.path,
      ...place,
      message: `this tool's configuration lists ${match[1]}`,
      help: `Add iovalkey to the list when the client runs on it, and drop ${match[1]} when nothing needs it any more.`,
    });
  }
  return [...found.values()];
}
