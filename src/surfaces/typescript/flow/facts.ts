import type { Position, Span } from '../../../model.js';
import type { PlainUrl } from '../../redis-url.js';

/** A part of an object, from the outside in: `['connection', 'url']`. Empty for the value itself. */
export type PropertyPath = readonly string[];

/** In such a path, in front of what a list's elements hold. */
export const ELEMENT = '[]';

/** Where a value that may be a URL comes from, in one file. */
export type FlowSource =
  | { readonly kind: 'env'; readonly name: string; readonly how: string }
  /** A read whose name is made at run time: `like` matches the names it may have; null when nothing is known. */
  | { readonly kind: 'dynamic-env'; readonly like: string | null; readonly how: string }
  /** The code gives the variable a value: the URLs in it stand in `urls`. */
  | { readonly kind: 'env-write'; readonly name: string }
  /** A URL written in the code, for no variable; it stands in `urls`. */
  | { readonly kind: 'literal'; readonly inTest: boolean }
  /** A check of a scheme whose value comes from nowhere that is known. */
  | { readonly kind: 'lone-check'; readonly what: string; readonly span: Span }
  /** The name of a variable in a place that is none of the above, and may get its value. */
  | { readonly kind: 'mention'; readonly name: string; readonly why: string };

/** The expression that is the whole value where it enters what a call gets, for a conversion at this place. */
export interface Holder extends Span {
  readonly file: string;
  /** The name of a shorthand property that it is: `{ url }`. */
  readonly shorthand: string | null;
}

/** Replaces a span of a check, or adds to it. */
export interface CheckEdit extends Span {
  readonly text: string;
}

/** How a check is made to take all four schemes. */
export interface Widening {
  /** In the code's own words; empty where the check takes them already. */
  readonly edits: readonly CheckEdit[];
  /** The same by a helper of the wrapper, where the own words would get long; null where there is no such helper. */
  readonly helper: { readonly name: 'isTlsUrl' | 'isServerUrl'; readonly edits: readonly CheckEdit[] } | null;
}

/** Where such a value arrives. `file` is the file of the place. */
export type FlowSink = Position & { readonly file: string } & (
    | {
        readonly kind: 'client';
        /** The `start` of the module reference that the callee comes from. */
        readonly reference: number;
        /** What of the module is called, outside in: `['*', 'createClient']`, `['default']`. */
        readonly chain: readonly string[];
        readonly argument: number;
        readonly path: PropertyPath;
      }
    /** An argument of a function or constructor that another module exports. */
    | {
        readonly kind: 'call';
        readonly specifier: string;
        readonly chain: readonly string[];
        readonly argument: number;
        readonly path: PropertyPath;
        readonly holder: Holder | null;
      }
    | {
        readonly kind: 'export';
        /** A class's members are reached through its instances, which may come from anywhere. */
        readonly of: 'module' | 'class';
        readonly name: string;
        readonly path: PropertyPath;
        readonly holder: Holder | null;
      }
    /** The scheme is looked at, in a way that can be made to take all four. */
    | { readonly kind: 'check'; readonly what: string; readonly widening: Widening }
    /** Only whether there is a value matters here, the value is shown to people, or its parts without the scheme are used. */
    | { readonly kind: 'harmless'; readonly how: 'presence' | 'log' | 'parts' }
    | { readonly kind: 'unproven'; readonly why: string }
  );

/** A URL in the code, for instance after `??`. */
export interface UrlLiteral extends Position {
  readonly file: string;
  readonly form: (PlainUrl & { readonly span: Span }) | { readonly kind: 'odd'; readonly form: string };
  /** The same for the same text, of which it holds nothing: a test may expect what another place sets. */
  readonly fingerprint: string;
}

/** One source in one file, with all places that its value reaches. */
export interface FlowFact extends Position {
  readonly kind: 'flow';
  readonly path: string;
  readonly source: FlowSource;
  readonly sinks: readonly FlowSink[];
  readonly urls: readonly UrlLiteral[];
}

/** The spelling by which variables of the environment can be told in code: `REDIS_URL`, `REDISCLOUD`. */
export function isVariableName(text: string): boolean {
  return /^[A-Z][A-Z0-9_]{4,}$/.test(text);
}

/** Whether an edit changes something of the span, or adds to one of its ends. */
export function isTouched({ start, end }: Span, edits: readonly CheckEdit[]): boolean {
  return edits.some((edit) => edit.start <= end && edit.end >= start);
}
