import { ts } from '#typescript';
import { type Check, methodCheck } from './checks.js';
import { ELEMENT, type PropertyPath } from './facts.js';
import { isOtherBeginning } from './other-schemes.js';
import { PARSED, SCHEME, type Steps, defaults, harmless, sink, unproven, value } from './steps.js';
import { literalText } from './syntax.js';

/** `object.key`: the value's way on if that is where it is; else somebody looks into the URL itself. */
export function fromAccess(access: ts.Expression, key: string | null, path: PropertyPath): Steps {
  const [first, ...rest] = path;
  if (first === PARSED) return fromPart(access, key);
  if (first === ELEMENT) {
    return ts.isElementAccessExpression(access)
      ? [value(access, rest)]
      : key === 'length'
        ? [harmless(access, 'presence')]
        : [unproven(access, 'it is in a list that is not followed')];
  }
  if (first !== undefined && first !== SCHEME) {
    if (key === null) return [unproven(access, 'a property is taken by a computed name')];
    return key === first ? [value(access, rest)] : [];
  }
  if (key === 'length') return [harmless(access, 'presence')];
  const call = access.parent;
  if (key !== null && ts.isCallExpression(call) && call.expression === access) {
    const check = methodCheck(call, key);
    if (check !== null) return checked(call, check);
    const given = call.arguments[0];
    const asked = given === undefined ? null : literalText(given);
    if (key === 'startsWith' && asked !== null && isOtherBeginning(asked))
      return [harmless(access, 'presence')];
    if (first === SCHEME) {
      return KEEPING.has(key)
        ? [value(call, path)]
        : [unproven(access, `its scheme is looked at with ${key}`)];
    }
    if (KEEPING.has(key)) return [value(call, [])];
    // env-var: `get('NAME').default('redis://…').asString()`.
    if (key === 'default' && call.arguments[0] !== undefined)
      return [...defaults(call.arguments[0]), value(call, [])];
  }
  return [unproven(access, key === null ? 'it is taken apart' : `its text is looked at with ${key}`)];
}

/** Methods that give the URL back as it is: of strings, and of env-var's and Effect's readers. */
const KEEPING = new Set(['trim', 'toString', 'toLowerCase', 'required', 'asString', 'asUrlString']);

/** A property of `new URL(value)`: the scheme, the whole again, or a part that is the same whatever the scheme. */
function fromPart(access: ts.Expression, key: string | null): Steps {
  if (key === 'protocol') return [value(access, [SCHEME])];
  if (key === 'href') return [value(access, [])];
  if (key === 'toString' || key === 'toJSON') {
    return ts.isCallExpression(access.parent)
      ? [value(access.parent, [])]
      : [unproven(access, 'it is handed on')];
  }
  return key !== null && PARTS.has(key)
    ? [harmless(access, 'parts')]
    : [unproven(access, `its URL is looked at${key === null ? '' : ` with ${key}`}`)];
}

/** What `URL` and `url.parse` give without the scheme; both read `redis:` and `valkey:` alike, as no special scheme. */
export const PARTS = new Set(
  'host hostname port username password auth pathname path search searchParams query hash slashes'.split(' '),
);

/** What a check can look at, where the path leads to the URL or to its scheme. */
export function checkedOf(path: PropertyPath): 'url' | 'scheme' | null {
  return path.length === 0 ? 'url' : path.length === 1 && path[0] === SCHEME ? 'scheme' : null;
}

export function checked(node: ts.Node, { what, widening }: Check): Steps {
  return widening === null
    ? [unproven(node, `${what} cannot be made to take the other schemes`)]
    : [sink(node, { kind: 'check', what, widening })];
}
