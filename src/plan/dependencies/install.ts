import type { NextStep } from '../../model.js';
import type { Scopes } from '../../repository/scopes.js';
import type { Manifest } from '../../surfaces/manifest/facts.js';
import { type Lockfiles, packageManagerOf } from '../lockfiles.js';

/** The commands that bring the lockfiles up to their manifests: one for each directory that installs. */
export function installCommand(
  touched: readonly { readonly manifest: Manifest }[],
  scopes: Scopes,
  lockfiles: Lockfiles,
): readonly NextStep[] {
  const steps = touched.map(({ manifest }): NextStep => {
    const { name, directory } = packageManagerOf(
      { directory: manifest.directory, manifest },
      scopes,
      lockfiles,
    );
    // All of them have a plain `install` that follows package.json; Yarn's and pnpm's refuse that in CI only.
    return { directory: directory || '.', command: `${name === 'yarn-berry' ? 'yarn' : name} install` };
  });
  const key = (one: NextStep) => `${one.directory}\0${one.command}`;
  return [...new Map(steps.map((one) => [key(one), one])).values()].sort((a, b) =>
    key(a) < key(b) ? -1 : 1,
  );
}
