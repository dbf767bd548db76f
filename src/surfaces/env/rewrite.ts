import type { Edit } from '../../model.js';
import { VALKEY_SCHEMES } from '../redis-url.js';
import type { EnvAssignment } from './facts.js';

/** The edit that gives an assignment's URL the Valkey scheme; null where its scheme must stay. */
export function rewriteEnv(fact: EnvAssignment, change: string): Edit | null {
  if (fact.value.kind !== 'url' || fact.value.refused !== null) return null;
  return {
    path: fact.path,
    ...fact.value.span,
    text: VALKEY_SCHEMES[fact.value.scheme],
    rule: 'env-scheme',
    change,
  };
}
