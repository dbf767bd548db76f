import { surfaceOf } from '../surfaces/registry.js';
import { positionAt } from '../text.js';
import { familyOf, otherNames } from './proven/other-names.js';
import type { Survey } from './survey.js';
import type { ClientUse } from './uses.js';

/** A use by name of something that a client has. */
export interface NamedMember {
  readonly path: string;
  readonly line: number;
  readonly name: string;
}

/** What a client is called, then a member of it: `queue.client.command_queue`, `stub(redis, 'internal_send_command')`. */
const receiver = String.raw`(?:[cC]lient|[rR]edis|[vV]alkey|[cC]luster|[pP]ublisher|[sS]ubscriber)\w*\s*(?:[?!]?\.\s*|,\s*['"])`;

/** A name that other objects hardly have: `internal_send_command`, `clientSideCache`; not `close`. */
const isTelling = (name: string): boolean => name.length > 6 && /[a-z][A-Z]|[a-zA-Z]_[a-zA-Z]/.test(name);

/**
 * The first use of a name that the package's client has and that is not proven, by code that gets its client from
 * another file: the text has to do there. Not for ioredis: iovalkey is that code, and has what it has.
 */
export function namedElsewhere(
  use: ClientUse,
  proven: ReadonlySet<string>,
  survey: Survey,
): NamedMember | null {
  const family = familyOf(use.client.dialect);
  if (family === 'ioredis') return null;
  const names = [...otherNames[family]].filter((name) => isTelling(name) && !proven.has(name));
  const pattern = new RegExp(`${receiver}(${names.join('|')})\\b`);
  for (const path of survey.filesUnder(use.scope.directory)) {
    if (surfaceOf(path) !== 'typescript' || survey.wrappers.some((one) => one.path === path)) continue;
    const text = survey.glanceAt(path) ?? '';
    const found = pattern.exec(text);
    if (found !== null) return { path, name: found[1]!, ...positionAt(text, found.index) };
  }
  return null;
}
