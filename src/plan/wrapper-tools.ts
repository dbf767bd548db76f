import path from 'node:path';
import type { Creation, Finding } from '../model.js';
import type { Survey } from './survey.js';
import { eslintFindings } from './wrapper-eslint.js';

/** Tools that look at the wrapper's files whatever a mark in the files says, and where they are told not to. */
const tools: readonly { readonly name: string; readonly ignore: (directory: string) => string }[] = [
  { name: 'prettier', ignore: (directory) => `Add ${directory}/ to .prettierignore.` },
  { name: 'knip', ignore: (directory) => `Add ${directory}/** to "ignore" of knip's configuration.` },
  ...[
    'eslint-plugin-unicorn',
    'eslint-plugin-eslint-comments',
    '@eslint-community/eslint-plugin-eslint-comments',
    'xo',
  ].map((name) => ({
    name,
    ignore: (directory: string) =>
      `If it forbids \`eslint-disable\` without names of rules, as it recommends, add ${directory}/ to what ESLint ignores.`,
  })),
];

/**
 * What cannot be said in a copied file itself: a formatter's check and a finder of unused exports would complain about
 * the wrapper. One finding a tool and manifest, where the tool is listed, and those of ESLint's configuration.
 */
export function wrapperToolFindings(creates: readonly Creation[], survey: Survey): readonly Finding[] {
  const findings = new Map<string, Finding>();
  const directories = wrapperDirectories(creates);
  for (const directory of directories.keys()) {
    const scope = survey.scopes.of(`${directory}/index.ts`);
    for (const { manifest } of new Set([scope, survey.scopes.rootOf(scope)])) {
      for (const tool of tools) {
        const listed = manifest?.dependencies.find((one) => one.name === tool.name);
        if (manifest === null || listed === undefined) continue;
        findings.set(`${manifest.path}\0${directory}\0${tool.name}`, {
          rule: 'wrapper-tools',
          severity: 'info',
          path: manifest.path,
          line: listed.line,
          column: listed.column,
          message: `${tool.name} would look at the wrapper's files in ${directory}/`,
          help: tool.ignore(directory),
        });
      }
    }
  }
  const unreadable = [...directories].flatMap(([directory, files]) =>
    eslintFindings(directory, files, survey),
  );
  return [...findings.values(), ...unreadable];
}

/** The topmost directories that wrapper files are created in, each with its files. */
function wrapperDirectories(creates: readonly Creation[]): ReadonlyMap<string, readonly Creation[]> {
  const all = new Set(creates.map((one) => path.posix.dirname(one.path)));
  const topmost = (directory: string): string => {
    const above = path.posix.dirname(directory);
    return above !== directory && all.has(above) ? topmost(above) : directory;
  };
  const found = new Map<string, Creation[]>();
  for (const one of creates) {
    const directory = topmost(path.posix.dirname(one.path));
    found.set(directory, [...(found.get(directory) ?? []), one]);
  }
  return found;
}
