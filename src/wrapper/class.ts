type Class = abstract new (...given: never[]) => object;

/**
 * A class that is `original` in all but what its constructor is given. It has the same prototype, so that `instanceof`,
 * subclasses, `duplicate()` and changes of the prototype agree with the original; its statics are its own and can be
 * written, so that tests can stub them. With `onCall` it may be called without `new`, which that is told.
 */
export function sameClass<C extends Class>(
  original: C,
  prepare: (given: readonly unknown[]) => readonly unknown[],
  onCall?: () => void,
): C {
  function Client(this: unknown, ...given: unknown[]): unknown {
    if (new.target) return Reflect.construct(original, prepare(given), new.target);
    if (!onCall) return Reflect.apply(original, this, prepare(given));
    onCall();
    return Reflect.construct(original, prepare(given));
  }
  Object.setPrototypeOf(Client, Object.getPrototypeOf(original));
  for (const name of Reflect.ownKeys(original)) {
    const own = Object.getOwnPropertyDescriptor(original, name);
    if (own === undefined || name === 'arguments' || name === 'caller') continue;
    // An export that has only a getter (ioredis 5) becomes a plain value; one with a setter (its `Promise`) stays live.
    const live = own.set !== undefined;
    const value: unknown = live ? undefined : Reflect.get(original, name);
    const enumerable = own.enumerable === true;
    if (name === 'prototype') Client.prototype = value;
    else if (live) Object.defineProperty(Client, name, own);
    else Object.defineProperty(Client, name, { value, enumerable, configurable: true, writable: true });
  }
  // The language has no type for "a function that constructs what another class constructs".
  return Client as unknown as C;
}
