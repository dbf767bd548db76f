import path from 'node:path';
import type { Creation, Finding } from '../model.js';
import { isOlder } from './packages.js';
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

/** Tools that read the wrapper's JavaScript with what passes it on, and whose versions before this one cannot: measured. */
const readers: readonly {
  readonly name: string;
  readonly before: string;
  readonly help: (directory: string) => string;
}[] = [
  {
    name: 'webpack',
    before: '5.0.0',
    help: (directory) =>
      `Where webpack bundles these files, have babel-loader (Babel 7) compile ${directory}/, or use webpack 5.`,
  },
  {
    name: 'babel-core',
    before: '7.0.0-0',
    help: (directory) =>
      `Where Babel compiles these files, use Babel 7 (@babel/core), or leave ${directory}/ out if Node loads them as they are.`,
  },
];

/**
 * What cannot be said in a copied file itself: a formatter's check and a finder of unused exports would complain about
 * the wrapper. One finding a tool and manifest, where the tool is listed, and those of ESLint's configuration.
 */
export function wrapperToolFindings(creates: readonly Creation[], survey: Survey): readonly Finding[] {
  const findings = new Map<string, Finding>();
  const directories = wrapperDirectories(creates);
  for (const [directory, files] of directories) {
    const isScript = files.some((one) => /\.[cm]?js$/.test(one.path));
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
      for (const { name, before, help } of isScript ? readers : []) {
        const listed = manifest?.dependencies.find((one) => one.name === name);
        if (manifest === null || listed === undefined || !isOlder(listed.range, before)) continue;
        findings.set(`${manifest.path}\0${directory}\0${name}`, {
          rule: 'wrapper-tools',
          severity: 'info',
          path: manifest.path,
          line: listed.line,
          column: listed.column,
          message: `${name} ${listed.range} cannot read the wrapper's files in ${directory}/: they are ECMAScript 2022`,
          help: help(directory),
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
