import path from 'node:path';
import type { SurfaceName } from '../model.js';
import { isEnvLike } from '../repository/env-like.js';

/** A kind of file that the program understands, told by its path alone. */
export interface Surface {
  readonly name: SurfaceName;
  matches(path: string): boolean;
}

/** All surfaces; the first that matches a path has it. Each has a folder beside this file. */
export const surfaces: readonly Surface[] = [
  {
    name: 'manifest',
    matches: (file) => /^(package\.json|pnpm-workspace\.yaml|\.yarnrc\.yml)$/.test(path.posix.basename(file)),
  },
  { name: 'env', matches: isEnvLike },
  { name: 'yaml', matches: (file) => /\.ya?ml$/i.test(file) },
  { name: 'typescript', matches: (file) => /\.([cm]?[jt]sx?|vue|svelte|astro)$/.test(file) },
];

/** The surface of a path; null for a file that no surface understands. */
export function surfaceOf(file: string): SurfaceName | null {
  return surfaces.find((surface) => surface.matches(file))?.name ?? null;
}
