import { posix } from 'node:path';
import type { Survey } from '../survey.js';
import type { BuildablePackage } from './input.js';

/**
 * The packages that a Dockerfile builds: it lies in the package, or names it (`docker/api/Dockerfile`,
 * `Dockerfile.api`), or lies at the root, which builds them all. An image of a package is called like it or its
 * directory, alone or behind the name of the whole (`shop-api`).
 */
export function buildablePackages(
  survey: Pick<Survey, 'scopes' | 'containers'>,
): readonly BuildablePackage[] {
  const files = survey.containers.map((one) => one.path);
  const root = bare(survey.scopes.all.find((one) => one.directory === '')?.manifest?.name ?? null);
  return survey.scopes.all.flatMap(({ directory, manifest }) => {
    const own = [bare(manifest?.name ?? null), posix.basename(directory)].filter((name) => name !== '');
    const isBuilt = files.some(
      (file) =>
        !file.includes('/') ||
        posix.dirname(file) === directory ||
        own.some((name) => wordsOf(file).includes(name)),
    );
    const whole = directory === '' || root === '' ? [] : own.map((name) => `${root}-${name}`);
    return isBuilt ? [{ context: directory, names: [...own, ...whole] }] : [];
  });
}

/** A package's name without its scope. */
function bare(name: string | null): string {
  return name?.replace(/^@[^/]*\//, '') ?? '';
}

function wordsOf(file: string): readonly string[] {
  return file.split(/[/.]/);
}
