import path from 'node:path';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { positionAt } from '../text.js';
import type { Survey } from './survey.js';
import type { Obstacle, Site } from './uses.js';

/** Where Deno finds an import map (docs.deno.com, "Modules and dependencies"), besides the file that `importMap` names. */
const MAPS = ['deno.json', 'deno.jsonc', 'import_map.json'];

/**
 * A file whose client Deno's import map defines: Deno loads neither a relative specifier without its extension nor a
 * package that the map does not name, so nothing that is right for Node is proven there.
 */
export function denoObstacle({ facts, reference }: Site, survey: Survey): Obstacle | null {
  const maps = mapsOf(survey);
  if (maps.size === 0) return null;
  for (let directory = path.posix.dirname(facts.path); ; directory = path.posix.dirname(directory)) {
    for (const name of MAPS) {
      const file = path.posix.join(directory, name);
      const text = maps.has(file) ? survey.textOf(file) : null;
      const line = text === null ? null : mappedIn(text, reference.packageName);
      if (line !== null) return obstacle(`${file}:${line}`, reference.packageName);
    }
    if (directory === '.') return null;
  }
}

const known = new WeakMap<Survey, ReadonlySet<string>>();

/** The import maps of a repository. */
function mapsOf(survey: Survey): ReadonlySet<string> {
  const found =
    known.get(survey) ??
    new Set(survey.filesUnder('').filter((file) => MAPS.includes(path.posix.basename(file))));
  known.set(survey, found);
  return found;
}

/** The line on which an import map names a package. */
function mappedIn(text: string, name: string): number | null {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const entry = root === undefined ? undefined : findNodeAtLocation(root, ['imports', name]);
  return entry === undefined ? null : positionAt(text, entry.offset).line;
}

function obstacle(place: string, name: string): Obstacle {
  return {
    rule: 'module-mapper',
    reason: `${place} says what ${name} is to Deno, which takes a wrapper by its whole file name, and iovalkey from there alone`,
    help: 'Name iovalkey in the import map, and import the wrapper with its extension, by hand.',
  };
}
