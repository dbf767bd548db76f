import type { ClientUse, NamedClient, Obstacle } from './uses.js';

/**
 * `declare module 'redis' { … }` in a file that is no module is all that TypeScript knows of the package, wherever that
 * file's package reaches. The wrapper has types of its own: what the code asks of the declared ones would be errors.
 */
export function ambientTypes(use: ClientUse, uses: readonly NamedClient[]): Obstacle | null {
  const typed = use.sites.some(
    ({ facts, reference }) =>
      reference.form !== 'module-augmentation' &&
      /\.[cm]?tsx?$/.test(facts.path) &&
      !facts.path.endsWith('.d.ts'),
  );
  if (!typed) return null;
  const declared = uses
    .filter((one) => one.packageName === use.packageName && reaches(one.scope.directory, use.scope.directory))
    .flatMap((one) => one.sites)
    .find(({ reference }) => reference.declaresTypes);
  if (declared === undefined) return null;
  return {
    rule: 'ambient-module',
    reason: `the code has its types from an ambient declaration (${declared.facts.path}:${declared.reference.line}), and would lose them with its name`,
    help: `Put types of the package itself in their place (a later version's, or those of @types) and add to them in a file with an import or an export, then run this again.`,
  };
}

function reaches(above: string, directory: string): boolean {
  return above === '' || above === directory || directory.startsWith(`${above}/`);
}
