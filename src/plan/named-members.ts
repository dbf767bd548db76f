import { lookAt, type NamedMember } from './look.js';
import { familyOf, isTelling, otherNames } from './proven/other-names.js';
import type { Survey } from './survey.js';
import type { ClientUse } from './uses.js';

/**
 * The first use of a name that the package's client has and that is not proven, by code that gets its client from
 * another file. Not for ioredis: iovalkey is that code, and has what it has.
 */
export function namedElsewhere(
  use: ClientUse,
  proven: ReadonlySet<string>,
  survey: Survey,
): NamedMember | null {
  const family = familyOf(use.client.dialect);
  if (family === 'ioredis') return null;
  const { directory } = use.scope;
  return (
    lookAt(survey).members.find(
      ({ path, name }) =>
        (directory === '' || path.startsWith(`${directory}/`)) &&
        otherNames[family].has(name) &&
        isTelling(name) &&
        !proven.has(name),
    ) ?? null
  );
}
