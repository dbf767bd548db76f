import { ts } from '#typescript';
import { listed, literalOf, pattern } from './checks.js';
import type { CheckEdit } from './facts.js';
import { patternOf } from './schemes.js';
import { unwrapped } from './syntax.js';

/** What a validator says about a value: whether it could refuse another scheme, and what it falls back to. */
export type Schema =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'schema';
      /** The part that may refuse valkey://, and cannot be made to take it; null when none does. */
      readonly restricts: string | null;
      readonly fallback: ts.Expression | null;
      /** Makes it take all four schemes; null where it does not look at the scheme. */
      readonly widening: readonly CheckEdit[] | null;
      /** Parameters of functions that check the value by themselves: `refine((url) => …)`. */
      readonly checkedAs: readonly ts.Identifier[];
    };

/**
 * Checks that take every URL, and changes that keep it: zod 3 and 4 (`url()` asks for what `new URL` takes), joi
 * (`uri()` without a scheme), yup, valibot, envalid (`url()`, `str()`), env-var, Effect's Config.
 */
const PASSING = new Set(
  `string str url uri optional nullish nullable default required min max nonempty trim describe meta label empty allow
  catch prefault readonly brand title description exactOptional nonoptional`.split(/\s+/),
);

/** Libraries as people name them where they build schemas. */
const ROOT = /^(?:z|zod|Joi|joi|yup|y|v|t|s|str|url|string|Type|vine|schema|envalid|zodUrl)$/;

/** What one call of a chain does. */
interface Part {
  readonly restricts?: string;
  readonly fallback?: ts.Expression;
  readonly edits?: readonly CheckEdit[];
  readonly checkedAs?: ts.Identifier;
}

/** Reads an expression as a chain of a validation library: `z.string().url().default('redis://…')`. */
export function schemaOf(expression: ts.Expression): Schema {
  let node = unwrapped(expression);
  if (!ts.isCallExpression(node)) return { kind: 'none' };
  const parts: Part[] = [];
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) {
    if (ts.isCallExpression(node)) {
      const { name } = ts.isPropertyAccessExpression(node.expression)
        ? node.expression
        : { name: node.expression };
      parts.push(...partsOf(name.getText(), node));
    }
    node = node.expression;
  }
  if (!ts.isIdentifier(node) || !ROOT.test(node.text)) return { kind: 'none' };
  const edits = parts.flatMap((part) => part.edits ?? []);
  return {
    kind: 'schema',
    // The outermost call comes first, and says most.
    restricts: parts.findLast((part) => part.restricts !== undefined)?.restricts ?? null,
    fallback: parts.find((part) => part.fallback !== undefined)?.fallback ?? null,
    widening: parts.some((part) => part.edits !== undefined) ? edits : null,
    checkedAs: parts.flatMap((part) => part.checkedAs ?? []),
  };
}

function partsOf(method: string, call: ts.CallExpression): readonly Part[] {
  const given = call.arguments[0];
  if (method === 'default' || method === 'prefault' || method === 'catch') {
    return given === undefined ? [] : [{ fallback: given }];
  }
  // valibot: the checks are arguments, `v.pipe(v.string(), v.url())`.
  if (method === 'pipe') return call.arguments.flatMap((one) => piped(one));
  const check = given === undefined ? null : restriction(method, given, call.expression);
  if (check !== null) return [check];
  const options = given !== undefined && ts.isObjectLiteralExpression(given) ? optionsOf(given) : [];
  return PASSING.has(method) ? options : [...options, { restricts: `${method}()` }];
}

function piped(expression: ts.Expression): readonly Part[] {
  const schema = schemaOf(expression);
  if (schema.kind === 'none') return [{ restricts: 'pipe()' }];
  const { restricts, fallback, widening, checkedAs } = schema;
  return [
    ...(restricts === null ? [] : [{ restricts }]),
    ...(fallback === null ? [] : [{ fallback }]),
    ...(widening === null ? [] : [{ edits: widening }]),
    ...checkedAs.map((one) => ({ checkedAs: one })),
  ];
}

/** A call that looks at the scheme, and can take the others too. */
function restriction(method: string, given: ts.Expression, callee: ts.Expression): Part | null {
  if (method === 'startsWith') {
    const literal = literalOf(given);
    if (literal === null || !ts.isPropertyAccessExpression(callee)) return null;
    const { name } = callee;
    return {
      edits: [
        { start: name.getStart(), end: name.getEnd(), text: 'regex' },
        { start: given.getStart(), end: given.getEnd(), text: patternOf(literal.text) },
      ],
    };
  }
  if (/^(?:regex|matches|pattern|regexp)$/.test(method) && ts.isRegularExpressionLiteral(given)) {
    const widening = pattern(given)?.widening ?? null;
    return widening === null ? null : { edits: widening.edits };
  }
  const isFunction = ts.isArrowFunction(given) || ts.isFunctionExpression(given);
  if (/^(?:refine|superRefine|test|custom|check|validate)$/.test(method) && isFunction) {
    const name = given.parameters[0]?.name;
    return name !== undefined && ts.isIdentifier(name) ? { checkedAs: name } : null;
  }
  return null;
}

/** `str({ default: 'redis://…', desc: … })`: a default, texts for people, or something that restricts. */
function optionsOf(object: ts.ObjectLiteralExpression): readonly Part[] {
  return object.properties.flatMap((property): readonly Part[] => {
    const name = property.name?.getText() ?? '…';
    if (ts.isPropertyAssignment(property)) {
      const value = unwrapped(property.initializer);
      if (name === 'default') return [{ fallback: property.initializer }];
      if (/^(?:scheme|protocols?)$/.test(name)) {
        const edits = schemesIn(value);
        if (edits !== null) return [{ edits }];
      }
    }
    return TEXTS.test(name) ? [] : [{ restricts: name }];
  });
}

const TEXTS = /^(?:message|error|required_error|invalid_type_error|desc|description|example|docs|title)$/;

/** The schemes that a validator is told to take: a list, a pattern, one name. */
export function schemesIn(value: ts.Expression): readonly CheckEdit[] | null {
  if (ts.isArrayLiteralExpression(value)) return listed(value)?.widening?.edits ?? null;
  if (ts.isRegularExpressionLiteral(value)) return pattern(value)?.widening?.edits ?? null;
  const literal = literalOf(value);
  const text = `[${value.getText()}, ${literal?.quoted}]`;
  return literal === null ? null : [{ start: value.getStart(), end: value.getEnd(), text }];
}
