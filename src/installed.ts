import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'valkey-codemod';

interface Installed {
  readonly root: string;
  readonly version: string;
}

let found: Installed | undefined;

/** A file that comes with this program, by its path in the package: `dist/wrapper`, `schema/report.json`. */
export function installedFile(file: string): string {
  found ??= find(path.dirname(fileURLToPath(import.meta.url)));
  return path.join(found.root, file);
}

/** The version of this program. */
export function version(): string {
  found ??= find(path.dirname(fileURLToPath(import.meta.url)));
  return found.version;
}

/** Code runs from `src`, from a bundle's chunk and from a test's copy: the package is the one above that has the name. */
function find(directory: string): Installed {
  const manifest = readManifest(path.join(directory, 'package.json'));
  if (manifest?.name === NAME) return { root: directory, version: manifest.version ?? 'unknown' };
  const parent = path.dirname(directory);
  if (parent === directory) throw new Error(`${NAME} is not installed whole: its package.json is missing`);
  return find(parent);
}

function readManifest(file: string): { readonly name?: string; readonly version?: string } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
