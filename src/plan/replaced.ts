import type { Finding } from '../model.js';
import type { MapEntry, ModuleMap } from '../surfaces/typescript/module-maps.js';
import { manualMocksOf } from './manual-mocks.js';
import { governs, names, type Replacement } from './module-maps.js';
import type { Survey } from './survey.js';
import type { ClientUse, Obstacle } from './uses.js';

/** What replaces a package for everything that imports it, without being asked. */
export type Replaced =
  | { readonly kind: 'joins'; readonly replacements: readonly Replacement[] }
  | { readonly kind: 'stays'; readonly reason: string; readonly findings: readonly Finding[] };

/**
 * jest's `moduleNameMapper`, an `alias` of vite or a manual mock that mocks a package in every test: each gets an entry
 * for the wrapper, or nothing moves. A test must never talk to a real server because its mock was left behind.
 */
export function replacedBy(use: ClientUse, survey: Survey): Replaced {
  const replacements: Replacement[] = [];
  for (const map of survey.moduleMaps.filter((one) => governs(one.path, use, survey))) {
    for (const entry of map.entries.filter((one) => names(one, use.packageName))) {
      const why = whyFixed(map, entry);
      if (why !== null) return stays(`${map.path}:${entry.line}`, why, { path: map.path, ...entry });
      replacements.push({ map, entry, value: entry.value });
    }
  }
  const manual = manualMocksOf(use, survey);
  if (manual.kind === 'stays')
    return stays(manual.file, manual.reason, { path: manual.file, line: 1, column: 1 });
  return { kind: 'joins', replacements: [...replacements, ...manual.replacements] };
}

function whyFixed(map: ModuleMap, entry: MapEntry): string | null {
  if (map.tool === 'other') return 'and what it would do to a relative module is not known';
  return /\$\d/.test(entry.value) ? 'and puts a part of the name into what replaces it' : null;
}

function stays(place: string, why: string, at: { path: string; line: number; column: number }): Replaced {
  const { path: file, line, column } = at;
  return {
    kind: 'stays',
    reason: `${place} replaces it without being asked, ${why}`,
    findings: [
      {
        rule: 'module-mapper',
        severity: 'warning',
        path: file,
        line,
        column,
        message: 'replaces a client for everything that imports it, and would not replace the wrapper',
        help: 'Add by hand what replaces the new module as well, move the imports, then run this again.',
      },
    ],
  };
}

/** The obstacle of a use whose replacement cannot join. */
export function mapObstacle(replaced: Extract<Replaced, { kind: 'stays' }>): Obstacle {
  return {
    rule: 'mock-not-moved',
    reason: replaced.reason,
    help: 'Have the new module replaced as well, by hand, or drop what replaces it; then run this again.',
  };
}
