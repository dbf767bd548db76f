import { ts } from '#typescript';
import { unwrapped } from './syntax.js';

/** What a validator says about a value: whether it could refuse another scheme, and what it falls back to. */
export type Schema =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'schema';
      /** The part that may refuse valkey://; null when none does. */
      readonly restricts: string | null;
      readonly fallback: ts.Expression | null;
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

/** Reads an expression as a chain of a validation library: `z.string().url().default('redis://…')`. */
export function schemaOf(expression: ts.Expression): Schema {
  let fallback: ts.Expression | null = null;
  let restricts: string | null = null;
  let node = unwrapped(expression);
  if (!ts.isCallExpression(node)) return { kind: 'none' };
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) {
    if (ts.isPropertyAccessExpression(node)) {
      node = node.expression;
      continue;
    }
    const method = ts.isPropertyAccessExpression(node.expression)
      ? node.expression.name.text
      : node.expression.getText();
    const given = node.arguments[0];
    if (method === 'default' || method === 'prefault' || method === 'catch') fallback = given ?? null;
    else if (given !== undefined && ts.isObjectLiteralExpression(given)) {
      const options = optionsOf(given);
      fallback = options.fallback ?? fallback;
      restricts = options.restricts ?? restricts;
    }
    if (!PASSING.has(method)) restricts = `${method}()`;
    node = node.expression;
  }
  return ts.isIdentifier(node) && ROOT.test(node.text)
    ? { kind: 'schema', restricts, fallback }
    : { kind: 'none' };
}

/** `str({ default: 'redis://…', desc: … })`: a default, texts for people, or something that restricts. */
function optionsOf(object: ts.ObjectLiteralExpression): {
  readonly fallback: ts.Expression | null;
  readonly restricts: string | null;
} {
  let fallback: ts.Expression | null = null;
  let restricts: string | null = null;
  for (const property of object.properties) {
    const name = property.name?.getText() ?? '…';
    if (name === 'default' && ts.isPropertyAssignment(property)) fallback = property.initializer;
    else if (
      !/^(?:message|error|required_error|invalid_type_error|desc|description|example|docs|title)$/.test(name)
    )
      restricts = name;
  }
  return { fallback, restricts };
}
