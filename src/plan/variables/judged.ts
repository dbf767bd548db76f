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
      /** What it understands once that is done. */
      readonly made: string | null;
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
  return { verdict: 'proven', reader, change, role: 'client', work: null, made: null };
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
    reader: { path, line, kind, understands: `unproven: ${what}` },
    obstacle: losesTls === undefined ? obstacle : { ...obstacle, losesTls },
  };
}

/** The checks that a valkeys:// for a client on the wrapper would meet. */
export function wideningOf(judged: readonly Judged[]): readonly Work[] {
  if (!judged.some(isClient)) return [];
  return workOf(judged).filter((one) => one.rule === 'scheme-check');
}

export function workOf(judged: readonly Judged[]): readonly Work[] {
  return judged.flatMap((one) => (one.verdict === 'proven' && one.work !== null ? [one.work] : []));
}

/** The readers as they are, but for what is made of them. */
export function readersAfter(judged: readonly Judged[], done: readonly Work[]): readonly VariableReader[] {
  return judged.map((one) =>
    one.verdict === 'proven' && one.made !== null && one.work !== null && done.includes(one.work)
      ? { ...one.reader, understands: one.made }
      : one.reader,
  );
}

export function isClient(one: Judged): boolean {
  return one.verdict === 'proven' && one.role !== 'other';
}
