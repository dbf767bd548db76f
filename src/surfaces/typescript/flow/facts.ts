import type { Position, Span } from '../../../model.js';
import type { PlainUrl } from '../../redis-url.js';

/** A part of an object, from the outside in: `['connection', 'url']`. Empty for the value itself. */
export type PropertyPath = readonly string[];

/** Where a value that may be a URL comes from, in one file. */
export type FlowSource =
  | { readonly kind: 'env'; readonly name: string; readonly how: string }
  /** A read whose name is made at run time: `like` matches the names it may have; null when nothing is known. */
  | { readonly kind: 'dynamic-env'; readonly like: string | null; readonly how: string }
  /** The code gives the variable a value: the URLs in it stand in `urls`. */
  | { readonly kind: 'env-write'; readonly name: string }
  /** A URL written in the code, for no variable; it stands in `urls`. */
  | { readonly kind: 'literal'; readonly inTest: boolean }
  /** What another module exports: `name` is the export, 'default', or '*' for the module; `path` what is taken of it. */
  | {
      readonly kind: 'import';
      readonly specifier: string;
      readonly name: string;
      readonly path: PropertyPath;
    }
  /** What callers in other files hand to an exported function or constructor. */
  | {
      readonly kind: 'parameter';
      readonly exported: string;
      readonly index: number;
      readonly path: PropertyPath;
    }
  /** The name of a variable in a place that is none of the above, and may get its value. */
  | { readonly kind: 'mention'; readonly name: string; readonly why: string };

/** Where such a value arrives. */
export type FlowSink = Position &
  (
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
        /** The expression that holds the value, for a conversion at this place. */
        readonly span: Span;
      }
    | { readonly kind: 'export'; readonly name: string; readonly path: PropertyPath }
    /** Only whether there is a value matters here, or the value is shown to people. */
    | { readonly kind: 'harmless'; readonly how: 'presence' | 'log' }
    | { readonly kind: 'unproven'; readonly why: string }
  );

/** A URL in the code, for instance after `??`. */
export interface UrlLiteral extends Position {
  readonly form: (PlainUrl & { readonly span: Span }) | { readonly kind: 'odd'; readonly form: string };
  /** The same for the same text, of which it holds nothing: a test may expect what another place sets. */
  readonly fingerprint: string;
}

/** One source in one file, with all places of that file that its value reaches. */
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
