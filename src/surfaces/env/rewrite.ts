import type { Edit } from '../../model.js';
import { type PlainUrl, VALKEY_SCHEMES } from '../redis-url.js';
import type { EnvAssignment } from './facts.js';

/** The edit that gives an assignment's URL the Valkey scheme; null where its scheme must stay. */
export function rewriteEnv(
  fact: EnvAssignment,
  change: string,
  scheme: (url: PlainUrl) => string = (url) => VALKEY_SCHEMES[url.scheme],
): Edit | null {
  if (fact.value.kind !== 'url' || fact.value.refused !== null) return null;
  return {
    path: fact.path,
    ...fact.value.span,
    text: scheme(fact.value),
    rule: 'env-scheme',
    change,
  };
}
