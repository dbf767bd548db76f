import { ts } from '#typescript';
import type { ClientStart } from './callees.js';
import type { FlowSink, Holder, PropertyPath } from './facts.js';
import type { Names } from './names.js';
import { isDefaulting, unwrapped } from './syntax.js';

export interface FileContext {
  readonly sourceFile: ts.SourceFile;
  readonly names: Names;
  readonly references: readonly ClientStart[];
}

type WithoutPosition<T> = T extends FlowSink ? Omit<T, 'file' | 'line' | 'column'> : never;

/** One step on the way of a value. */
export type Step =
  /** `node` has the value, at `path` inside it. */
  | Carrying<{ readonly to: 'value'; readonly node: ts.Node }>
  /** A name, or the names of a pattern, get it. */
  | Carrying<{ readonly to: 'name'; readonly node: ts.BindingName }>
  /** It is in the field `name` of the class around `node`. */
  | Carrying<{ readonly to: 'field'; readonly node: ts.Node; readonly name: string }>
  | { readonly to: 'default'; readonly node: ts.Expression }
  | { readonly to: 'sink'; readonly node: ts.Node; readonly sink: WithoutPosition<FlowSink> };

type Carrying<T> = T & {
  /** Where in it the value is: property names, or one of the marks below. */
  readonly path: PropertyPath;
  /** The last expression that was the value itself. */
  readonly holder?: Holder;
};

export type Steps = readonly Step[];

/** The value's URL object (`new URL(value)`), and its scheme alone (`.protocol`): marks at the end of a path. */
export const PARSED = '<url>';
export const SCHEME = '<scheme>';

/** In front of what a function gives back. */
export const RESULT = '()';

/** The literals that stand in for a missing value. */
export function defaults(expression: ts.Expression): Steps {
  const bare = unwrapped(expression);
  if (ts.isBinaryExpression(bare) && isDefaulting(bare.operatorToken.kind)) {
    return [...defaults(bare.left), ...defaults(bare.right)];
  }
  return [{ to: 'default', node: bare }];
}

export function value(node: ts.Node, path: PropertyPath): Step {
  return { to: 'value', node, path };
}

export function named(node: ts.BindingName, path: PropertyPath): Step {
  return { to: 'name', node, path };
}

export function field(node: ts.Node, name: string, path: PropertyPath): Step {
  return { to: 'field', node, name, path };
}

export function sink(node: ts.Node, arrived: WithoutPosition<FlowSink>): Step {
  return { to: 'sink', node, sink: arrived };
}

export function harmless(node: ts.Node, how: 'presence' | 'log' | 'parts'): Step {
  return sink(node, { kind: 'harmless', how });
}

export function unproven(node: ts.Node, why: string): Step {
  return sink(node, { kind: 'unproven', why });
}

export function exported(
  node: ts.Node,
  name: string,
  path: PropertyPath,
  of: 'module' | 'class' = 'module',
): Step {
  return sink(node, { kind: 'export', of, name, path, holder: null });
}
