import type { Position, Span } from '../../model.js';
import type { PlainUrl } from '../redis-url.js';

/**
 * One assignment of an env-like file that concerns URLs: its value is a Redis URL, or begins with another variable.
 * It holds no part of the value.
 */
export interface EnvAssignment extends Position {
  readonly kind: 'env-assignment';
  readonly path: string;
  readonly name: string;
  /** Commented out: it follows the decision of its variable and decides nothing. */
  readonly commented: boolean;
  readonly value: EnvValue;
  /** The variables that the value begins with (`${REDIS_URL}/1`): what they hold, this one holds. */
  readonly beginsWith: readonly string[];
}

export type EnvValue =
  /** `refused` says why its scheme must stay although it looks right; null when dotenv agrees with the edit. */
  | (PlainUrl & { readonly fingerprint: string; readonly span: Span; readonly refused: string | null })
  | { readonly kind: 'odd'; readonly form: string }
  /** Nothing but what `beginsWith` gives. */
  | { readonly kind: 'link' };
