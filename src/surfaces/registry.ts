import path from 'node:path';
import type { SurfaceName } from '../model.js';
import { isEnvLike } from '../repository/env-like.js';
import { isSourcePath } from '../repository/source-path.js';
import type { ReadTree } from './configuration/tree.js';

/** A kind of file that the program understands, told by its path alone. */
export interface Surface {
  readonly name: SurfaceName;
  matches(path: string): boolean;
  /** For a format of configuration: loads what reads its files, which gives them all in the same form. */
  readonly reader?: () => Promise<ReadTree>;
}

/** All surfaces; the first that matches a path has it. Each has a folder beside this file. */
export const surfaces: readonly Surface[] = [
  { name: 'typescript', matches: isSourcePath },
  {
    name: 'manifest',
    matches: (file) => /^(package\.json|pnpm-workspace\.yaml|\.yarnrc\.yml)$/.test(path.posix.basename(file)),
  },
  { name: 'env', matches: isEnvLike },
  {
    name: 'yaml',
    matches: (file) => /\.ya?ml$/i.test(file),
    reader: async () => (await import('./yaml/read.js')).readYaml,
  },
  {
    name: 'json',
    matches: (file) => /\.(?:json[c5]?|code-workspace)$/i.test(file),
    reader: async () => (await import('./json/read.js')).readJson,
  },
  {
    name: 'toml',
    matches: (file) => /\.toml$/i.test(file),
    reader: async () => (await import('./toml/read.js')).readToml,
  },
  {
    name: 'dockerfile',
    matches: (file) =>
      /(?:^|\/)(?:docker|container)file(?:[.-][^/]*)?$|\.(?:docker|container)file$/i.test(file),
    reader: async () => (await import('./dockerfile/read.js')).readDockerfile,
  },
];

/** The surface of a path; null for a file that no surface understands. */
export function surfaceOf(file: string): SurfaceName | null {
  return surfaceFor(file)?.name ?? null;
}

/** Is this file of a format of configuration, read into a tree? */
export function isConfiguration(file: string): boolean {
  return surfaceFor(file)?.reader !== undefined;
}

/** What reads the files of a path's format; null for a file that is no configuration. */
export async function treeReader(file: string): Promise<ReadTree | null> {
  return (await surfaceFor(file)?.reader?.()) ?? null;
}

function surfaceFor(file: string): Surface | undefined {
  return surfaces.find((surface) => surface.matches(file));
}
