import type { Place, VariableReader } from '../../model.js';
import type { Work } from './work.js';

/** A reader of a variable, judged. */
export type Judged =
  | {
      readonly verdict: 'proven';
      readonly reader: VariableReader;
      readonly change: string | null;
      /**
       * A `client` on the wrapper takes the URL, or its parts in the file of one (`new URL(url).hostname`): that makes the
       * scheme worth a change. `other` places are right with every scheme.
       */
      readonly role: 'client' | 'parts' | 'other';
      /** What has to be edited at the place, so that it is proven. */
      readonly work: Work | null;
    }
  | { readonly verdict: 'unproven'; readonly reader: VariableReader; readonly obstacle: Obstacle };

/** What stands in the way of a variable, for people. */
export interface Obstacle {
  readonly path: string;
  readonly line: number;
  /** Completes "…:12 " in a sentence. */
  readonly what: string;
  /** What would make it provable. */
  readonly help: string;
  /** What is known of a loss of TLS there, or of a password in the clear, should it get `valkeys://`. */
  readonly losesTls?: string;
}

/** A place that hands the value to a client on the wrapper. */
export function proven(
  at: Place,
  kind: string,
  understands: string,
  change: string | null,
): Extract<Judged, { verdict: 'proven' }> {
  const reader = { path: at.path, line: at.line, kind, understands };
  return { verdict: 'proven', reader, change, role: 'client', work: null };
}

/** A place that stands in the way. */
export function unproven(
  at: { readonly path: string; readonly line: number },
  kind: string,
  what: string,
  help: string,
  losesTls?: string,
): Judged {
  const { path, line } = at;
  const obstacle = { path, line, what, help };
  return {
    verdict: 'unproven',
    reader: { path, line, kind, understands: 'unproven' },
    obstacle: losesTls === undefined ? obstacle : { ...obstacle, losesTls },
  };
}
